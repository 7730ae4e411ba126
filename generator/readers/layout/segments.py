"""Blocks -> segments. In: the runs of a cell. Out: its segments: pieces of one look between two separators, with what each shows by itself.

A segment is cut where the look changes (link, bold, italic, code, element, brackets) and at separators: signs that part a title from its
authors, or an author from the next. `kind` is what its words show; what a *row* of segments shows (names one after the other) is told by
`name_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from generator.readers.layout.names import is_name, looks_like_names, part_score
from generator.readers.layout.structures import Run
from generator.readers.layout.words import is_label, is_venue, leading_date

SegmentKind = Literal["words", "names", "name", "venue", "date", "label", "address", "number", "signs"]

# A full stop parts only when a capital, a digit or a bracket follows, and no initial or short form stands before it.
_SEPARATOR = re.compile(
    r"\s*\n\s*|\s*[|•·●▪;；]\s*|\s+(?:[-–—~/>]+|//)\s+|\s*[–—]{1,2}\s*(?=\S)|[:：]\s*|(?:(?<=\D),|,(?=\s))\s*|[，、]\s*|"
    r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)(?<!\bDr)(?<!\bSt)[.。?!？！][\"”’)]{0,1}(?:\s+(?=[^\sa-z])|\s*$)|(?<=et al)\.\s*,?\s*|[。？！]\s*|"
    r"[()（）\[\]【】「」『』《》“”«»<>]|(?<!\w)[\"'‘](?=\S)|(?<=\S)[\"](?!\w)|(?<=[^\s\w])['’](?!\w)"
)
_NUMBER = re.compile(r"[#(\[]{0,2}\d{1,4}[.)\]:、]{0,2}")
_YEAR = re.compile(r"[('‘’]{0,2}(?:19|20)\d\d[a-z]?[)']?")
_WORD = re.compile(r"[^\W\d_]")


class Segment(msgspec.Struct):
    """text[start:end] of a cell's clean text. `before`: the separator that stands before it; `run`: its look; `cell`: which cell;
    `named`: it stands in a row of names."""

    text: str
    start: int
    end: int
    before: str
    run: Run
    cell: int
    kind: SegmentKind
    named: bool = False


class Line(msgspec.Struct):
    """A cell as text: `text` is clean, without images; `segments` are its pieces in order."""

    text: str
    segments: list[Segment]


def line_of(runs: Sequence[Run], cell: int = 0) -> Line:
    """The segments of a cell, or of a block that has no cells."""
    parts: list[str] = []
    segments: list[Segment] = []
    at, before = 0, ""
    for run in runs:
        if run.image or not run.text:
            before += "!" if run.image else ""
            continue
        text = run.text
        parts.append(text)
        start = 0
        for found in [*_SEPARATOR.finditer(text), None] if not run.code else [None]:
            end = found.start() if found else len(text)
            piece = text[start:end]
            if piece.strip():
                left = at + start + len(piece) - len(piece.lstrip())
                right = at + start + len(piece.rstrip())
                segments.append(_segment(piece.strip(), left, right, before, run, cell))
                before = ""
            if found:
                before += found[0]
                start = found.end()
        at += len(text)
    line = Line("".join(parts), segments)
    _mark_names(segments)
    return line


def _segment(text: str, start: int, end: int, before: str, run: Run, cell: int) -> Segment:
    return Segment(text, start, end, before, run, cell, kind_of(text, linked=bool(run.url)))


@lru_cache(maxsize=8192)
def kind_of(text: str, *, linked: bool = False) -> SegmentKind:
    """What the words of a segment show by themselves."""
    if "://" in text and re.fullmatch(r"https?://\S+", text):
        return "address"
    if not _WORD.search(text):
        return (
            "date" if _YEAR.fullmatch(text) or leading_date(text) else "number" if _NUMBER.fullmatch(text) else "signs"
        )
    if len(text) > 160:
        return "words"
    if _is_date(text):
        return "date"
    if is_venue(text):
        return "venue"
    if len(text) <= 60 and (linked or len(text) < 24) and is_label(text):
        return "label"
    if looks_like_names(text):
        return "names"
    return "name" if is_name(text) else "words"


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d[-/.]\d\d?(?:[-/.]\d\d?)?|"
    r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?",
    re.I,
)


def _is_date(text: str) -> bool:
    return len(text) < 30 and bool(_DATE.fullmatch(text))


def _mark_names(segments: Sequence[Segment]) -> None:
    """Two names or more, one after the other between commas, "and" or blanks, are a row of names; what is half a name may be among them."""
    start = 0
    while start < len(segments):
        end, score = start, 0
        while end < len(segments) and (end == start or _joins_names(segments[end].before)):
            part = _part_score(segments[end])
            if part < -1:
                break
            score += part
            end += 1
        row = segments[start:end]
        sure = sum(one.kind in ("name", "names") for one in row)
        if any(one.kind == "names" for one in row) or (len(row) > 1 and sure and score > 0):
            for one in row:
                one.named = True
        start = max(end, start + 1)


def _joins_names(before: str) -> bool:
    return not before.strip(" ,;、，·&*†‡") or before.strip() in ("and", "&")


_BETWEEN = re.compile(r"(?:and\s+)?(?:[A-Z]\.\s?-?){1,3}|(?:and\s+)?(?:et al|others|&)|and")


def _part_score(segment: Segment) -> int:
    """How much a segment can be one of a row of names; less than -1 when it cannot."""
    if segment.kind == "names":
        return 4
    if segment.kind not in ("name", "words"):
        return -9
    return 1 if _BETWEEN.fullmatch(segment.text) else part_score(segment.text)
