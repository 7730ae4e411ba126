"""Texts that are JSON. In: a text. Out: whether it is JSON as far as it goes, the JSON inside of it, its values one by one; of a table kept
as JSON, as data frames and spreadsheets are saved, its rows as objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.readers.fields import titled
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Object, gathered
from generator.text.late import pattern_of

_PREFIX = re.compile(
    r"\s*(?:```+\s*\w*\s*\n|/\*[^*]*(?:\*(?!/)[^*]*)*\*/\s*|(?://|#)[^\n]*\n\s*)*(?:(?:var|let|const)\s+\w+\s*=\s*)?"
)
# A translator of Zotero with its test cases; a test of the CSL suite.
_TESTS = re.compile(r"^var testCases\s*=\s*(?=\[)([\s\S]*)", re.MULTILINE)
_OPENS_SUITE = re.compile(r"\s*(?:#[^\n]*\n\s*){0,20}>>=")
_SUITE = re.compile(r"^>>=+ INPUT =+>>[ \t]*\n(.*?)^<<=+ INPUT =+<<", re.MULTILINE | re.DOTALL)
_SENT = pattern_of(r"(?!---\s*\n)(?:[^\[{<@%\n][^\n]*\n|\n){1,20}([\[{]\s*[\[{\"][\s\S]*[\]}])")
# Dataverse and DSpace write an object for each field, with its name in it.
_NAMING = re.compile(r'"typeName"\s*:|"key"\s*:\s*"dc\.')
# What a table kept as JSON begins with: a column of numbered cells or of texts, the names of its columns.
_TABLE = re.compile(
    r'\{\s*(?:"range"\s*:\s*"[^"\n]{1,60}"|"[^"\n]{1,60}"\s*:\s*(?:\{\s*"\d+"\s*:|\[\s*(?:"|-?\d)))|\[\s*\[\s*"'
)
# A comma behind the last member, which JSON forbids and people leave; and the strings in which one stands for itself.
_LAST_COMMA = re.compile(r",\s*[}\]]")
_IN_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"|,(?=\s*[}\]])', re.DOTALL)


def json_within(text: str) -> str:
    """The text with all blanked but the JSON that a test of a translator or of CSL holds, or that somebody sent with a few words."""
    found = _TESTS.search(text) or (_SUITE.search(text) if _OPENS_SUITE.match(text) else None)
    sent = _SENT.match(text) if not found and ("\n{" in text or "\n[" in text) else None
    found = sent if sent and 2 * len(sent[1]) > len(text) else found
    if not found:
        return text
    start, end = found.span(1)
    return re.sub(r"[^\n]", " ", text[:start]) + text[start:end] + re.sub(r"[^\n]", " ", text[end:])


def is_json(text: str) -> bool:
    """Whether what the text begins with is JSON as far as it goes, and not a list of numbered references."""
    start = begin_of(text)
    if re.compile(r"\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\"|(?:\[\s*){8}").match(text, start):
        return True
    try:
        return not text[decoded(text, start)[1] :].strip(" \t\n`;")
    except (ValueError, RecursionError):
        return False


def says_none(text: str) -> bool:
    """Whether the file is an empty list, or an object that holds one where papers would stand: the answer of a day without papers."""
    lists = re.findall(r'"([^"\n]{1,40})"\s*:\s*\[\s*\]', text[:4000])
    return re.fullmatch(r"\s*\[\s*\]\s*", text[:2000]) is not None or any(
        bare_key(key) in lexicon().words["holders"] for key in lists
    )


def looks_like_json(text: str) -> bool:
    """Whether the text begins as a JSON array or object does (behind a fence, a comment or `var x =`)."""
    start = begin_of(text)
    return re.compile(r"[\[{]\s*(?:[\[{\"\]}]|-?\d|null|true|false|$)").match(text, start) is not None


def begin_of(text: str) -> int:
    found = _PREFIX.match(text)
    return found.end() if found else 0


class _Named(dict[str, object]):
    """An object that is the value of a field and says which."""


def _field_of(value: dict[str, object]) -> dict[str, object]:
    """An object in which lists of fields have become objects, and single fields their values."""
    if "value" in value and isinstance(value.get("typeName", value.get("key")), str):
        return _Named(value)
    made: dict[str, object] = {}
    for key, held in value.items():
        if isinstance(held, list) and held and all(isinstance(one, _Named) for one in held):
            made[key] = gathered((str(one.get("typeName", one.get("key"))), one["value"]) for one in held)
        else:
            made[key] = held["value"] if isinstance(held, _Named) else held
    return made


_STRICT, _LOOSE = json.JSONDecoder(), json.JSONDecoder(strict=False)
_STRICT_NAMING, _LOOSE_NAMING = (json.JSONDecoder(strict=strict, object_hook=_field_of) for strict in (True, False))


def decoded(text: str, at: int) -> tuple[object, int]:
    """The value at `at` and its end. Line ends and tabs inside a string, which JSON forbids and files have, are let pass."""
    naming = _NAMING.search(text, 0, 4000) is not None
    try:
        return (_STRICT_NAMING if naming else _STRICT).raw_decode(text, at)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Invalid control"):
            raise
        return (_LOOSE_NAMING if naming else _LOOSE).raw_decode(text, at)


def without_last_commas(text: str) -> str:
    """A text of JSON without the commas behind last members."""
    if not _LAST_COMMA.search(text):
        return text
    return _IN_JSON.sub(lambda found: found[0] if found[0][0] == '"' else " ", text)


def framed(value: object) -> list[Object]:
    """The rows of a table, when most of them are papers; none for any other value.

    {"title": {"0": "A", "1": "B"}, "year": {"0": 2020, ...}} · {"title": ["A", "B"], "year": [2020, 2021]} ·
    {"columns": ["title", "year"], "data": [["A", 2020], ...]} · [["title", "year"], ["A", 2020], ...]
    """
    rows = [row for row in _rows(value) if row]
    return rows if rows and 2 * sum(map(titled, rows[:200])) > len(rows[:200]) else []


def whole_table(text: str) -> object:
    """The file as one value when it may be a table: an object of columns, or a list of lists; None for any other."""
    start = begin_of(text)
    if not _TABLE.match(text, start):
        return None
    try:
        value, end = decoded(text, start)
    except (ValueError, RecursionError):
        return None
    return value if not text[end:].strip(" \t\n`;") else None


def _rows(value: object) -> Iterator[Object]:
    if isinstance(value, list):
        yield from _named(value[0], value[1:]) if value else ()
    elif isinstance(value, dict) and isinstance(value.get("columns"), list):
        yield from _named(value["columns"], value.get("data"))
    elif isinstance(value, dict) and len(value) > 1 and isinstance(value.get("values"), list):
        yield from _rows(value["values"])
    elif isinstance(value, dict) and len(value) > 1:
        yield from _of_columns(value)


def _named(names: object, rows: object) -> Iterator[Object]:
    """Rows of cells under a row of names."""
    if not isinstance(names, list) or not isinstance(rows, list) or not all(isinstance(name, str) for name in names):
        return
    if all(isinstance(row, list) for row in rows):
        for row in rows:
            yield dict(zip(names, row, strict=False))


def _of_columns(columns: Object) -> Iterator[Object]:
    """Columns of as many cells each, in lists or under the same row numbers."""
    held = {name: column for name, column in columns.items() if isinstance(column, (dict, list)) and column}
    if len(held) < max(2, len(columns) - 2) or len({len(column) for column in held.values()}) != 1:
        return
    numbered = {name: column if isinstance(column, dict) else dict(enumerate(column)) for name, column in held.items()}
    places = next(iter(numbered.values()))
    if all(column.keys() == places.keys() for column in numbered.values()):
        for place in places:
            yield {name: column[place] for name, column in numbered.items()}
