"""Segments -> candidates. In: the segments of a block. Out: the stretches of it that could be a title, each with how it was cut.

Candidates are cut at three levels: inside one look (the whole of it; between what is no title; in quotes; up to the first full stop),
across a name in bold and what follows its colon, and through brackets. What is alike in a file is cut alike: `Shape` is the signature
under which candidates are gathered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from generator.readers.layout.segments import IMAGE, CellText, Segment
from generator.readers.layout.structures import Block, Run
from generator.readers.layout.tags import field_named
from generator.readers.layout.titletext import title_text
from generator.text import pattern_of

Cut = Literal["whole", "part", "quoted", "stop", "joined", "reference"]
Before = Literal["first", "label", "venue", "names", "words"]


class Shape(NamedTuple):
    """What candidates of one group share."""

    kind: str
    depth: int
    column: str
    cut: Cut
    look: str
    before: Before
    place: str


class TitleCandidate(msgspec.Struct):
    """Segments first..last of a cell (`cell`), text as a title; `signs` are what it shows, `own` its score."""

    text: str
    cell: int
    first: int
    last: int
    shape: Shape
    url: str
    signs: tuple[str, ...] = ()
    own: float = 0.0
    score: float = 0.0


# What may stand before a title in its look and is none of it.
_BEFORE = frozenset(("number", "label", "signs", "date", "venue", "address", "tag"))
_BEHIND = frozenset(("label", "signs", "date", "venue", "address"))
_STOP = re.compile(r"[.。|;；\n\u2029]|\s[-–—~/]+\s|[–—\[\]【】《》]")
# A quotation mark opens right before a word, and closes right behind one or behind its stop.
_LABEL_STANDS = re.compile(r"[\[(|•·.\n【（]")
_OPENING = re.compile(r"[\"“«「『《‘]$")
_CLOSING = re.compile(r"^[.,;!?。，]{0,2}[\"”»」』》’]")
_LONGEST = 400
# A line with more candidates than these is no entry.
_MOST_CUTS = 60


def candidates_in(block: Block, lines: Sequence[CellText], dashed: bool) -> Iterator[TitleCandidate]:
    """The candidates of a block; `lines` are its cells as segments. dashed: the file parts what it lists with dashes."""
    for cell, line in enumerate(lines):
        seen: set[tuple[int, int]] = set()
        for first, last, cut in islice(_cuts(line, dashed), _MOST_CUTS):
            if (first, last) in seen:
                continue
            seen.add((first, last))
            made = _candidate(block, line, cell, first, last, cut)
            if made:
                yield made


def _cuts(line: CellText, dashed: bool) -> Iterator[tuple[int, int, Cut]]:
    """Where a title could stand: places of the first and last segment, and how it was cut."""
    segments = line.segments
    if len(segments) == 1 and segments[0].kind == "number":
        yield 0, 0, "whole"
    for start, end in _stretches(segments):
        first, last = _trimmed(segments, start, end)
        if first > last:
            continue
        yield from _quoted(segments, first, last)
        parts = list(_parts(segments, first, last))
        plain = parts == [(first, last)] or (not dashed and _only_dashes(segments, first, last))
        plain = plain or _is_marked(segments[first : last + 1])
        yield first, last, "part" if plain else "whole"
        yield from ((*part, "part") for part in parts[:8])
        stop = next((at for at in range(first + 1, last + 1) if _STOP.search(segments[at].before)), 0)
        if stop:
            yield first, stop - 1, "stop"
        yield from _joined(segments, first, last, end)
    yield from _seamless(segments)


def _stretches(segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """The runs of neighbours of one look."""
    start = 0
    for at in range(1, len(segments) + 1):
        if at == len(segments) or _looks_change(segments[start], segments[at]):
            yield start, at - 1
            start = at


def _looks_change(first: Segment, one: Segment) -> bool:
    """Whether a look ends before a segment: at another, at an element that names another field, or at a picture."""
    if one.run is first.run:
        return IMAGE in one.before
    other = field_named(one.run.tag, one.run.cls) != field_named(first.run.tag, first.run.cls)
    return other or look_of_run(one.run) != look_of_run(first.run) or IMAGE in one.before


# A range of years, or a year in which hardly any paper of a list came out.
_YEARS = pattern_of(r"\D{0,30}(?:1[4-8]\d\d|19[0-3]\d|(?:1[4-9]|20)\d\d\s?[-–—/]\s?(?:(?:1[4-9]|20)\d\d|\d\d))\D?")


def _trimmed(segments: Sequence[Segment], first: int, last: int) -> tuple[int, int]:
    start = first
    while first <= last and segments[first].kind in _BEFORE and not _names_it(segments, first, last):
        first += 1
    while first <= last and segments[last].kind in _BEHIND and not _goes_with(segments, last, start):
        last -= 1
    return first, last


def _goes_with(segments: Sequence[Segment], at: int, start: int) -> bool:
    """Whether what could be a label goes on a title: "A Title: More"; a label stands in brackets, behind a bar or a stop."""
    one = segments[at]
    label = one.kind == "label" and not _LABEL_STANDS.search(one.before)
    # Years are what a linked or bold title is about, as nothing is published from one year to another: "…, 1889–1912".
    told = one.kind in ("date", "signs") and bool(one.run.url or one.run.strong)
    return at > start and (label or (told and bool(_YEARS.fullmatch(one.text))))


def _names_it(segments: Sequence[Segment], first: int, last: int) -> bool:
    """Whether what looks like a label or a venue without a year is a name with a colon: "DATA: Differentiable Architectures"."""
    colon = first < last and segments[first + 1].before.strip() in (":", "：")
    return colon and segments[first].kind in ("label", "venue") and not re.search(r"\d\d", segments[first].text)


def _quoted(segments: Sequence[Segment], first: int, last: int) -> Iterator[tuple[int, int, Cut]]:
    """What stands between quotation marks; not what opens a title that goes on behind a colon: "“Don't touch me”: a study"."""
    start = -1
    for at in range(first, last + 2):
        before = segments[at].before if at < len(segments) else ""
        if start >= 0 and (_CLOSING.search(before.strip()) or at > last):
            if at <= last or before.strip():
                yield start, at - 1, "quoted"
            start = -1
        if at <= last and _OPENING.search(before):
            start = at


def _parts(segments: Sequence[Segment], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The runs of words between names, venues, dates, labels and full stops."""
    start = -1
    for at in range(first, last + 1):
        segment = segments[at]
        ends = segment.named or (
            segment.kind in _BEHIND and segment.kind != "signs" and not _goes_with(segments, at, first)
        )
        if start >= 0 and (ends or _STOP.search(segment.before)):
            yield start, at - 1
            start = -1
        if start < 0 and not ends and segment.kind not in ("number", "signs"):
            start = at
    if start >= 0:
        yield start, last


def _is_marked(stretch: Sequence[Segment]) -> bool:
    """Whether nothing but commas parts a stretch in bold or of one link: it goes with others of its look, though it looks like names."""
    run = stretch[0].run
    return bool(run.strong or run.url) and all(one.run is run and one.before.strip() == "," for one in stretch[1:])


_DASH = re.compile(r"\s[-–—~/]+\s|[–—;；]|\s--+\s")


def _only_dashes(segments: Sequence[Segment], first: int, last: int) -> bool:
    """Whether nothing but dashes would cut a stretch."""
    inside = segments[first : last + 1]
    stops = [one.before for one in inside[1:] if _STOP.search(one.before)]
    return all(_DASH.fullmatch(stop) for stop in stops) and not any(one.named or one.kind in _BEHIND for one in inside)


def parts_with_dashes(lines: Sequence[CellText]) -> bool:
    """Whether a dash stands in a block, by which a file may part what it lists."""
    return any(_DASH.search(one.before) for line in lines for one in line.segments[1:])


def _joined(segments: Sequence[Segment], first: int, last: int, end: int) -> Iterator[tuple[int, int, Cut]]:
    """A short name in a look of its own, its colon, and what follows: "**ALBERT**: A Lite BERT"."""
    name = segments[first].run
    if end + 1 >= len(segments) or not (name.strong or name.em or name.code or name.url):
        return
    following = segments[end + 1]
    short = len(" ".join(one.text for one in segments[first : last + 1]).split()) <= 4
    colon = following.before.strip() in (":", "：")
    if not (short and colon) or following.run.url not in ("", name.url):
        return
    stretch = next(((a, b) for a, b in _stretches(segments[end + 1 :])), (0, 0))
    begin, finish = _trimmed(segments, end + 1, end + 1 + stretch[1])
    part = next(_parts(segments, begin, finish), None)
    if part and part[0] == end + 1:
        yield first, part[1], "joined"


def _seamless(segments: Sequence[Segment]) -> Iterator[tuple[int, int, Cut]]:
    """A title with emphasis or code inside: looks that follow one another without a separator, when the first is plain or goes on small."""
    at = 0
    while at + 1 < len(segments):
        end = at
        while end + 1 < len(segments) and _goes_on(segments[end], segments[end + 1]):
            end += 1
        if end > at and any(look_of_run(one.run) != look_of_run(segments[at].run) for one in segments[at : end + 1]):
            first, last = _trimmed(segments, at, end)
            if first < last:
                yield first, last, "joined"
        at = end + 1


def _goes_on(one: Segment, following: Segment) -> bool:
    if one.run.url != following.run.url or following.named or one.named:
        return False
    ends = following.kind in ("venue", "date", "label", "address", "tag")
    if ends or one.kind not in ("words", "name", "number", "label"):
        return False
    if look_of_run(one.run) == look_of_run(following.run):
        return following.before.strip() in (":", ",", "：", "(", ")", "?", "-", "–")
    if following.before.strip():
        return False
    return not one.run.strong or following.text[:1].islower() or len(one.text.split()) <= 3


def _candidate(block: Block, line: CellText, cell: int, first: int, last: int, cut: Cut) -> TitleCandidate | None:
    text = title_text(line, first, last)
    if not text or len(text) > _LONGEST:
        return None
    run = line.segments[first].run
    return TitleCandidate(text, cell, first, last, _shape(block, line, cell, first, cut, run), run.url)


def _shape(block: Block, line: CellText, cell: int, first: int, cut: Cut, run: Run) -> Shape:
    column = ""
    if block.kind == "row":
        column = block.columns[cell].casefold() if cell < len(block.columns) and block.columns[cell] else str(cell)
    place = f"{run.tag}.{run.cls}" if run.tag else f"{block.tag}.{block.cls}"
    depth, before = block.depth if not block.tag else 0, _before(line, first, block.kind)
    return Shape(kind_of_block(block), depth, column, cut, look_of_run(run)[1], before, place)


def kind_of_block(block: Block) -> str:
    rank = min(block.rank, 2) if block.kind == "line" else 0
    return f"{block.kind} {rank}" if rank else block.kind


def _before(line: CellText, first: int, kind: str) -> Before:
    """What stands before a title in its cell. Of headings those of papers have a venue before, those of sections none."""
    held = line.segments[:first]
    if any(one.named for one in held):
        return "names"
    if any(one.kind in ("words", "name") for one in held):
        return "words"
    return "venue" if kind == "heading" and any(one.kind in ("venue", "date") for one in held) else "first"


def look_of_run(run: Run) -> tuple[str, str]:
    """A run's address, and its look in letters: linked, strong, emphasised, code."""
    letters = (
        ("L" if run.url else "") + ("B" if run.strong else "") + ("I" if run.em else "") + ("C" if run.code else "")
    )
    return run.url, letters


# "J. Am. Chem. Soc." behind names is where something was printed; chemists leave the title out.
_ABBREVIATED = re.compile(r"\w\.(?:\s|$)")


def is_emphasised_behind_names(candidate: TitleCandidate, lines: Sequence[CellText]) -> bool:
    """Whether a candidate is all that is emphasised right behind names, and no journal with its year: so mathematicians set titles, and
    others those of books."""
    segments = lines[candidate.cell].segments
    left, behind = segments[: candidate.first], segments[candidate.last + 1 :][:1]
    led = left and all(one.named or one.kind == "number" for one in left)
    if candidate.shape.look != "I" or not led or not behind:
        return False
    whole = segments[candidate.last].run.em and not behind[0].run.em and not left[-1].run.em
    journal = behind[0].run.strong or behind[0].kind in ("date", "number") or _ABBREVIATED.search(candidate.text)
    return whole and not journal
