"""JSON files of records. In: the text of a JSON or JSONL file. Out: each record with its lines, and what is broken, with its line.

A file may be one value or many (JSONL, with or without blank lines), in a Markdown fence or behind `var x =`. An object is decoded by the
standard library in one piece; the arrays and objects that only hold records are walked member by member, so that each record's place
is known and a broken one does not take the others with it.
"""

from __future__ import annotations

import json
import re

import msgspec

from generator.model import Problem, Source, Span
from generator.readers.fields import alien, is_holder, is_wrapper, titled, wrapped
from generator.readers.lexicon import bare_key
from generator.readers.parts.account import Lines
from generator.readers.record import Object, Parsed, Record, apart, held_by
from generator.readers.syntax.jsontext import (
    begin_of,
    decoded,
    framed,
    is_json,
    json_within,
    looks_like_json,
    says_none,
    whole_table,
    without_last_commas,
)
from generator.readers.syntax.tree import numbered
from generator.text.late import end_of

NAME = "JSON"
SAMPLE = '{"title": "A Title", "abstract": "What it says.", "authors": ["Ada Lovelace"], "url": "https://arxiv.org/abs/2503.01234"}'

_DEEPEST = 9  # containers around a record: {"_embedded": {"searchResult": {"_embedded": {"objects": [{"_embedded": …
_MOST_BROKEN = 500
_BLANK = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
# Linked data whose objects name each other by their ids.
_GRAPH = '"@graph"'
_Around = tuple[Object, ...]


class FoundRecords(msgspec.Struct):
    """What a file holds: records in order, spans and Problems of what is broken, lines of nulls among records."""

    records: list[Record] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    nulls: list[int] = []
    untitled: list[Record] = []


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a JSON or JSONL file; None for a text that only begins like one.

    Problems: warning `broken-record` (an entry that is no JSON; the next ones are read), warning `too-deep`, note `null-entry`.
    """
    shown = without_last_commas(json_within(text))
    if not looks_like_json(shown):
        return None
    rows = framed(whole_table(shown))
    last = shown.rstrip().count("\n") + 1
    found = FoundRecords([Record(row, 1, last) for row in rows]) if rows else find_records(shown, source)
    if not found.records and not is_json(shown):
        return None
    if _GRAPH in shown:
        from generator.readers.syntax.graph import join_objects

        found.records = join_objects(found.records, (*found.records, *found.untitled))
    spans = [*found.spans, *(Span(line, line, "skipped", -1, "null") for line in found.nulls)]
    message = f"null, {len(found.nulls):,} in all: the service did not know the paper; nothing to do."
    told = [Problem(Source(source.path, line), "note", "null-entry", message) for line in found.nulls[:1]]
    empty = not found.records and not found.problems and says_none(shown)
    return Parsed(NAME, tuple(found.records), tuple(spans), (*found.problems, *told), empty=empty)


def find_records(text: str, source: Source) -> FoundRecords:
    """The outermost objects that are meant as papers. An object that holds a list of such is gone into."""
    found = _Walk(text, source).run()
    keys: dict[tuple[str, ...], set[str]] = {}
    for one in found.records:
        keys.setdefault(one.trail, set()).update(*(one.around[:1] or (one.value,)))
    # A member without a title among such as have one is told by its missing title.
    lost = [
        one
        for one in found.untitled
        if 2 * len(keys.get(one.trail, set()) & set((one.around or (one.value,))[0])) > len(one.value)
    ]
    found.records += lost
    found.records.sort(key=lambda one: one.first)
    return found


class _Ended(Exception):
    """Nothing that can be read follows."""


class _Walk:
    def __init__(self, text: str, source: Source) -> None:
        self.text, self.source = text, source
        self.lines = Lines(text)
        self.found = FoundRecords()
        self.broken = 0
        self.strange: set[int] = set()  # objects of something else than papers, by their identity

    def run(self) -> FoundRecords:
        at = begin_of(self.text)
        try:
            while (at := self._skip(at, _BLANK)) < len(self.text):
                at = self._element(at, 0, (), ()) if self.text[at] in "[{" else self._next_start(at)
        except _Ended:
            pass
        return self.found

    def _element(self, at: int, depth: int, trail: tuple[str, ...], around: _Around) -> int:
        """Walk a value of an array or of the file; its end, or where the next one begins when it is broken."""
        known = len(self.found.records)
        try:
            return self._value(at, depth, trail, around)
        except (ValueError, RecursionError) as error:
            place = getattr(error, "pos", at) if len(self.found.records) > known else at
            return self._resume(place, error, self._indent(at))

    def _skip(self, at: int, pattern: re.Pattern[str] = _SPACE) -> int:
        return end_of(pattern, self.text, at)

    def _next_start(self, at: int) -> int:
        """After text that is no JSON (the end of a fence, `;`): the next line that begins with a bracket, or the end."""
        found = re.compile(r"^[ \t]*(?=[\[{])", re.MULTILINE).search(self.text, self._line_end(at))
        return found.end() if found else len(self.text)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _value(self, at: int, depth: int, trail: tuple[str, ...], around: _Around) -> int:
        """Walk the value at `at`; its end. Raises ValueError or RecursionError where it breaks."""
        mark = self.text[at : at + 1]
        if mark == "[" and depth < _DEEPEST:
            return self._array(at + 1, depth, trail)
        if mark == "{":
            return self._object(at, depth, trail, around)
        return decoded(self.text, at)[1]

    def _object(self, at: int, depth: int, trail: tuple[str, ...], around: _Around) -> int:
        try:
            value, end = decoded(self.text, at)
        except (ValueError, RecursionError):
            if depth >= 2:
                raise
            return self._members(at + 1, depth, trail, around)
        if not isinstance(value, dict):
            return end
        inner = wrapped(value)
        if any(id(outer) in self.strange for outer in around):
            return end  # the part of something else: the metadata of a notebook, what a schema is called
        if parts := numbered(value):
            for part in parts:
                self._found(self.found.records, part, (), (at, end), trail)
        elif inner is not None:
            self._found(self.found.records, inner, (value, *around), (at, end), trail)
        elif titled(value) and not is_holder(value):
            self._found(self.found.records, value, around, (at, end), trail)
        else:
            self._holder(value, (at, end), depth, trail, around)
        return end

    def _holder(
        self, value: Object, place: tuple[int, int], depth: int, trail: tuple[str, ...], around: _Around
    ) -> None:
        """Walk an object that is no paper; where it holds none either, it may be one without its title."""
        known = len(self.found.records)
        if depth < _DEEPEST and any(isinstance(one, (dict, list)) for one in value.values()):
            self._inside(value, place[0], depth, trail, around)
        if value and known == len(self.found.records):
            inner = next((one for key, one in value.items() if is_wrapper(key, one)), None)
            self._found(self.found.untitled, inner or value, (value,) if inner else (), place, trail)

    def _inside(self, value: Object, at: int, depth: int, trail: tuple[str, ...], around: _Around) -> None:
        """Walk what an object holds; whether it is something else than papers is asked once, as it may be wide."""
        known = len(self.found.records)
        if alien(map(bare_key, value)):
            self.strange.add(id(value))
        try:
            self._members(at + 1, depth, trail, (value, *around))
        finally:
            self.strange.discard(id(value))
        self.found.records[known:] = held_by(value, apart(self.found.records[known:], value))

    def _found(
        self, among: list[Record], value: object, around: _Around, place: tuple[int, int], trail: tuple[str, ...]
    ) -> None:
        if isinstance(value, dict):
            among.append(Record(value, self.lines.at(place[0]), self.lines.at(place[1] - 1), around, trail))

    def _members(self, at: int, depth: int, trail: tuple[str, ...], around: _Around) -> int:
        at = self._skip(at)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise json.JSONDecodeError("a name in double quotes was expected", self.text, at)
            key, at = decoded(self.text, at)
            at = self._skip(at)
            if self.text[at : at + 1] != ":":
                raise json.JSONDecodeError("a colon was expected", self.text, at)
            at = self._value(self._skip(at + 1), depth + 1, (*trail, str(key)), around)
            at = self._after(at, "}")
        return at + 1

    def _array(self, at: int, depth: int, trail: tuple[str, ...]) -> int:
        at = self._skip(at)
        while self.text[at : at + 1] != "]":
            broken = self.broken
            if self.text.startswith("null", at):
                self.found.nulls.append(self.lines.at(at))
            at = self._element(at, depth + 1, trail, ())
            at = at if self.broken > broken and self.text[at : at + 1] == "{" else self._after(at, "]")
        return at + 1

    def _after(self, at: int, closing: str) -> int:
        at = self._skip(at)
        mark = self.text[at : at + 1]
        if mark == ",":
            return self._skip(at + 1)
        if mark in "{[" and mark and closing == "]":
            return at  # a comma was forgotten between two records
        if not mark:
            raise json.JSONDecodeError("the file ends before its last bracket", self.text, at)
        if mark != closing:
            raise json.JSONDecodeError("a comma or the end was expected", self.text, at)
        return at

    def _indent(self, at: int) -> str:
        before = self.text[self.lines.start(self.lines.at(at)) : at]
        return before if not before.strip() else ""

    def _resume(self, start: int, error: Exception, indent: str) -> int:
        """Note what is broken at `start`; where the next record may begin: the next line that opens with a bracket at that indent."""
        self.broken += 1
        after = self._line_end(start)
        opening = (rf"^{re.escape(indent)}(?=\{{)", r"^[ \t]*(?=\{)")
        found = (re.compile(pattern, re.MULTILINE).search(self.text, after) for pattern in opening)
        follow = next(filter(None, found), None) if self.broken < _MOST_BROKEN else None
        first = self.lines.at(start)
        last = max(first, self.lines.at(follow.end()) - 1) if follow else self.lines.at(len(self.text))
        self.found.spans.append(Span(first, last, "doubt", -1, "broken JSON"))
        self.found.problems.append(self._problem(first, error))
        if not follow:
            raise _Ended
        return follow.end()

    def _problem(self, first: int, error: Exception) -> Problem:
        place = Source(self.source.path, first)
        if isinstance(error, RecursionError):
            return Problem(place, "warning", "too-deep", "is nested too deeply to be a list of papers and was skipped.")
        at = getattr(error, "pos", None)
        where = f"line {self.lines.at(at)}: " if isinstance(at, int) else ""
        said = getattr(error, "msg", "not JSON")
        message = (
            f"is broken JSON and was skipped ({where}{said[:1].lower()}{said[1:]}); mend it or export the file again."
        )
        return Problem(place, "warning", "broken-record", message)
