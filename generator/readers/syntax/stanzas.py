"""Stanzas. In: a text in which each paper opens with lines of names, title and where it was printed, one below the other, as Scopus,
MathSciNet and zbMATH give them; what follows has labels or tells ids. Out: its records, with their lines.

Three lines that agree so are no accident: they are asked of every paper, and of two at least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from generator.model import Source
from generator.readers.paste.units import Line, shown_lines
from generator.readers.record import Object, Parsed, Record
from generator.readers.syntax.labelled import record_field
from generator.text.ids import doi_of
from generator.text.late import pattern_of
from generator.text.people import known_people_in
from generator.text.printed import citation_in

NAME = "stanzas (Scopus, MathSciNet, zbMATH as text)"
SAMPLE = "Lovelace A., Babbage C.\nA Title of Some Words\n(2019) A Journal, 12 (3), pp. 3-19.\nDOI: 10.1000/1"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LEADING = re.compile(r"\((?P<year>(?:1[89]|20)\d\d)\)\s+(?P<rest>.+)")
# "(2020) Proceedings of LINAC 2018, pp. 342-345.", "(2018) Knots, 294-296, pp. 170-176."
_PLACED = pattern_of(
    r"(?P<venue>[^\W\d_].{3,200}?)(?:, (?P<volume>\d{1,4}(?:[-/]\d{1,4})?)(?: \((?P<issue>[^()]{1,20})\))?)?"
    r"(?:, (?:pp?\.|art\. no\.) (?P<pages>[\w-]{1,20}))?[\s,.]*"
)
_CITED = re.compile(r"(?<!\s)\s*+Cited \d+ times?\.?\s*$", re.I)
# Numbers of persons, and of the record in its database.
_NUMBERS = re.compile(r"\d{6,20}(?:[;,.]\s?\d{6,20}){0,2000}[;,.]?|(?:MR|Zbl|JFM|WOS:|PMID:?)\s?[\d.]{5,}\b.{0,20}")
_LABEL = re.compile(r"([A-Z][A-Za-z ]{1,30}):\s+(\S.*)")
# Names that fill more than a line open a reference, and no stanza.
_GOES_ON = pattern_of(r"(?:[^\W\d_a-z][\w'’-]+ [A-Z]{1,3}[,.] ){2}")
# "12:30" is an hour.
_PAGES = re.compile(r"\d\s?[-–]\s?\w?\d|\d{3}")
# What a reviewer of mathematics adds to a title.
_LANGUAGE = re.compile(r"(?<!\s)\s*+\((?:English|French|German|Russian|Italian|Spanish)(?: summary)?\)\.?$")
_LONGEST, _MOST_NAMES, _FEWEST, _MOST_TITLE = 400, 20_000, 2, 3


class _Head(msgspec.Struct, frozen=True):
    """Where names and the line of the source stand among the lines; what that line says; the lines of the title between them."""

    names: int
    source: int
    told: Object
    title: tuple[Line, ...]


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a text in stanzas; None for one in which fewer than two are found, or as many lines of sources have none."""
    lines = _joined(shown_lines(text))
    # Names are the dearest to ask: only above a line that tells a source.
    sources = {at: told for at, line in enumerate(lines) if (told := _source(line.text))}
    near = sorted({at for place in sources for at in range(max(0, place - 2 - _MOST_TITLE), place - 1)})
    heads = [head for at in near if (head := _head_at(lines, at, sources))]
    if len(heads) < _FEWEST or len(sources) - len(heads) > len(heads) // 10:
        return None
    ends = [*(head.names for head in heads[1:]), len(lines)]
    records = [_record(head, lines[head.names : end]) for head, end in zip(heads, ends, strict=True)]
    return Parsed(NAME, tuple(records), dialect="labelled", noun="stanza")


def _joined(lines: list[Line]) -> list[Line]:
    """The lines, those joined that ScienceDirect parts: behind names and title all up to the last comma is the source."""
    made: list[Line] = []
    run = 0
    for line in lines:
        if run > 2:
            made[-1] = replace(made[-1], text=f"{made[-1].text} {line.text}")
        else:
            made.append(line if run > 1 or not line.text.endswith(",") else replace(line, text=line.text[:-1]))
        run = run + 1 if line.text.endswith(",") and (run or line.gap or len(made) == 1) else 0
    return made


def _head_at(lines: list[Line], at: int, sources: Mapping[int, Object]) -> _Head | None:
    """The head of a paper whose names stand at `at`."""
    line = lines[at]
    # Where a title stands above its names, these are no head.
    below = at > 0 and not line.gap and lines[at - 1].gap and not _NUMBERS.fullmatch(lines[at - 1].text)
    if below or len(line.text) > _MOST_NAMES or _YEAR.search(line.text) or not known_people_in(line.text):
        return None
    title: list[Line] = []
    for place in range(at + 1, min(at + 3 + _MOST_TITLE, len(lines))):
        said = lines[place].text
        if record_field(said):
            return None  # labels that stand on lines of their own
        if place in sources:
            # Without volume and pages the numbers of the persons have to stand there.
            sure = "type" in sources[place] or len(title) < place - at - 1
            whole = title and not _GOES_ON.match(title[0].text)
            return _Head(at, place, sources[place], tuple(title)) if whole and sure else None
        if not _NUMBERS.fullmatch(said):
            title.append(lines[place])
    return None


def _source(text: str) -> Object:
    """What a line says that tells where a paper was printed, with volume and year; empty for any other line."""
    text = _CITED.sub("", text)
    if len(text) > _LONGEST or not _YEAR.search(text):
        return {}
    leading = _LEADING.match(text)
    found = citation_in(leading["rest"] if leading else text)
    if leading and not found and (placed := _PLACED.fullmatch(leading["rest"])):
        return {key: one for key, one in {**placed.groupdict(), "date": leading["year"]}.items() if one}
    if not found or not (leading or (found.date and _PAGES.search(found.pages))):
        return {}
    told = {**found.fields, "doi": doi_of(text)} | ({"date": leading["year"]} if leading else {})
    return {key: one for key, one in told.items() if one}


def _record(head: _Head, lines: list[Line]) -> Record:
    """The record of a paper: its head, and the labelled lines below, each with the lines on which it goes on."""
    title = _LANGUAGE.sub("", " ".join(line.text for line in head.title)).removesuffix(".")
    value: Object = {"authors": lines[0].text, "title": title, **head.told}
    at = ""
    for line in lines[head.source - head.names + 1 :]:
        label = _LABEL.match(line.text)
        if label:
            at = record_field(label[1]) or "other"
            value.setdefault(at, label[2])
        elif at == "abstract" and not line.gap:
            value[at] = f"{value[at]} {line.text}"
    value.pop("other", None)
    return Record(value, lines[0].number, lines[-1].number)
