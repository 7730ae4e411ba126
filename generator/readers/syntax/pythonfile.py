"""Python dumps. In: records as Python prints them, one a line or in blocks or in a list. Out: the records.

Nothing is run: each record is cut out by its brackets, checked for size and depth, and read as a literal.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

import msgspec

from generator.model import Problem, Source, Span
from generator.readers.parts.account import Lines
from generator.readers.record import Parsed, Record

NAME = "Python dump"
SAMPLE = "{'arxiv_id': 'arXiv:2502.12150', 'title': 'A Title', 'authors': 'Ada Lovelace, Bo Sample', 'abstract': '…'}"
_START = re.compile(r"\s*+\[?\s*+\{\s*+'[\w -]{1,40}'\s*:")
_TITLED = re.compile(r"'(?:paper_)?title'\s*:")
_TOKEN = re.compile(
    r"'(?:[^'\\\n]|\\.)*+(?:'|(?=\n)|\\?\Z)|\"(?:[^\"\\\n]|\\.)*+(?:\"|(?=\n)|\\?\Z)|[{}\[\]()]|\n", re.DOTALL
)
_LARGEST, _DEEPEST, _HEAD = 1 << 20, 20, 1 << 16


class Chunk(msgspec.Struct, frozen=True):
    """A record: where its text begins and ends, and how deep its brackets go. `whole`: it was closed."""

    start: int
    end: int
    depth: int
    whole: bool


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a dump. Problems: warnings `broken-record`, `record-too-large`; note `duplicate-entry`."""
    if not (_START.match(text[:_HEAD]) and _TITLED.search(text[:_HEAD])):
        return None
    records: list[Record] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    again: list[int] = []
    for chunk, body, first, last in _placed(text):
        value = _value(body, chunk, Source(source.path, first))
        if isinstance(value, Problem):
            problems.append(value)
            spans.append(Span(first, last, "skipped", -1, value.code))
            continue
        if seen.setdefault(body, first) != first:
            again.append(first)
        records.append(Record(value, first, last))
    problems += _repeated(again, source)
    return Parsed(NAME, tuple(records), tuple(spans), tuple(problems)) if records or problems else None


def _placed(text: str) -> Iterator[tuple[Chunk, str, int, int]]:
    """Each record with its text, "" when it is too large, and its lines."""
    lines = Lines(text)
    for chunk in _chunks(text):
        body = text[chunk.start : chunk.end] if chunk.end - chunk.start <= _LARGEST else ""
        yield chunk, body, lines.at(chunk.start), lines.at(max(chunk.start, chunk.end - 1))


def _repeated(lines: list[int], source: Source) -> list[Problem]:
    if not lines:
        return []
    count = "1 record stands" if len(lines) == 1 else f"{len(lines):,} records stand"
    message = f"{count} here more than once, word for word; each paper gets one page. Nothing to do."
    return [Problem(Source(source.path, lines[0]), "note", "duplicate-entry", message)]


def _chunks(text: str) -> Iterator[Chunk]:
    """Each outermost {...}. A line that opens with `{'` while one is open begins a new one: the one before was broken."""
    start, depth, deepest = -1, 0, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign == "{" and start < 0:
            start, depth, deepest = token.start(), 1, 1
        elif start < 0:
            continue
        elif sign in "{[(":
            if (
                sign == "{"
                and text[token.start() - 1] == "\n"
                and _START.match(text, token.start(), token.start() + 80)
            ):
                yield Chunk(start, token.start() - 1, deepest, False)
                start, depth, deepest = token.start(), 0, 0
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}])":
            depth -= 1
            if depth == 0:
                yield Chunk(start, token.end(), deepest, True)
                start = -1
    if start >= 0:
        yield Chunk(start, len(text.rstrip()), deepest, False)


def _value(body: str, chunk: Chunk, place: Source) -> dict[str, object] | Problem:
    if not body or chunk.depth > _DEEPEST:
        message = "is too large or nested too deep for the record of a paper and was skipped; split it."
        return Problem(place, "warning", "record-too-large", message)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(body)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        what = "it holds more than plain values" if isinstance(error, ValueError) else "it is cut or not closed"
        message = f"is no record as Python prints them ({what}) and was skipped; write it again, or as JSON."
        return Problem(place, "warning", "broken-record", message)
    return {str(key): inner for key, inner in value.items()} if isinstance(value, dict) else {}
