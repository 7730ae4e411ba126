"""MARC as libraries exchange it (ISO 2709). In: the text of such a file. Out: its records, as MARCXML would give them.

The places in a record's directory count bytes and are often wrong; its order and the signs that end a field are not, so fields are told by
those.
"""

from __future__ import annotations

import re

from generator.model import Problem, Source
from generator.readers.record import Element, Parsed, Record, gathered

NAME = "MARC (ISO 2709)"
SAMPLE = "00714cam a2200205 a 4500001001300000…"
_RECORD_ENDS, _FIELD_ENDS, _SUBFIELD = "\x1d", "\x1e", "\x1f"
# Length, status, kind; where the fields begin; what a row of the directory is made of.
_LEADER = re.compile(r"\s*\d{5}[\w ].{6,8}\d{5}.{3}45.{2}|\s*\d{5}[acdnps ][\w ]{4,6}\s?a?22\d{5}", re.S)
_LEADER_LENGTH, _ROW = 24, 12


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a file; None for a text that is no MARC. Problem: warning `encoding-guessed`."""
    if _FIELD_ENDS not in text[:100_000] or not _LEADER.match(text):
        return None
    records: list[Record] = []
    line = 1
    for raw in text.split(_RECORD_ENDS):
        first = line + len(raw[: len(raw) - len(raw.lstrip())].split("\n")) - 1
        line += raw.count("\n")
        if _FIELD_ENDS in raw:
            records.append(Record(_fields(raw.strip(), first, line), first, line))
    old = next((one for one in records if str(one.value["leader"])[9:10] != "a" and not str(one.value).isascii()), None)
    message = "is in an older encoding of libraries (MARC-8); look at the accents, or export as MARCXML or UTF-8."
    said = (Problem(Source(source.path, old.first), "warning", "encoding-guessed", message),) if old else ()
    return Parsed(NAME, tuple(records), problems=said)


def _fields(raw: str, first: int, last: int) -> Element:
    """A record as an element of data fields: "datafield.245" -> {"subfield.a": …}."""
    head, *bodies = raw.split(_FIELD_ENDS)
    directory = head[_LEADER_LENGTH:]
    made = Element(first, last)
    made["leader"] = head[:_LEADER_LENGTH]
    tags = (directory[_ROW * at : _ROW * at + 3].lower() for at in range(len(bodies)))
    fields = zip(tags, bodies, strict=True)
    gathered(((f"datafield.{tag}", _subfields(body, first, last)) for tag, body in fields if tag), made)
    return made


def _subfields(body: str, first: int, last: int) -> Element:
    made = Element(first, last)
    parts = body.split(_SUBFIELD)[1:]
    gathered(((f"subfield.{part[:1]}", part[1:].strip()) for part in parts if part[1:].strip()), made)
    return made
