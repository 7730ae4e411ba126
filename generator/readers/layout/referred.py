"""The title of a reference as a candidate. In: a block and the title that a style of references found in it. Out: the Candidate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers.layout.candidates import Shape, TitleCandidate, kind_of_block, look_of_run
from generator.readers.layout.segments import CellText, Segment
from generator.readers.layout.structures import Block
from generator.readers.layout.titletext import title_text

# A shorter piece of one look is a name before a title.
_FEWEST = 3


def referenced(block: Block, line: CellText, cell: int, title: str, start: int) -> TitleCandidate | None:
    """The title of a reference, which begins at `start` of a cell's line, as a candidate."""
    end = start + len(title)
    places = [at for at, one in enumerate(line.segments) if one.end > start and one.start < end]
    if not places or _begins_before(line, places):
        return None
    run = line.segments[places[0]].run
    other = _before_other(line.segments, places)
    title, places = _until(line, places[0], other) if other else _in_its_look(line, places, title)
    whole = line.segments[places[-1]].run.url == run.url
    shape = Shape(kind_of_block(block), block.depth if not block.tag else 0, "", "reference", "", "names", "")
    return TitleCandidate(title, cell, places[0], places[-1], shape, run.url if whole else "")


def _begins_before(line: CellText, places: list[int]) -> bool:
    """Whether a style took names in plain type for the beginning of a title that has a look of its own."""
    held = [line.segments[at] for at in places]
    marked = next((at for at, one in enumerate(held) if look_of_run(one.run)[1]), 0)
    return marked > 0 and all(one.named or one.kind == "name" for one in held[:marked])


def _until(line: CellText, first: int, end: int) -> tuple[str, list[int]]:
    return title_text(line, first, end).rstrip("."), list(range(first, end + 1))


def _before_other(segments: Sequence[Segment], places: list[int]) -> int:
    """The place before a link, or before emphasis behind a comma, that opens inside a plain title, behind words enough: where that was
    printed."""
    marked = (
        at for at in places if segments[at].run.url or (segments[at].run.em and segments[at].before.strip() == ",")
    )
    opened = 0 if any(look_of_run(segments[places[0]].run)) else next(marked, 0)
    words = sum(one.text.count(" ") + 1 for one in segments[places[0] : opened])
    return opened - 1 if words > _FEWEST else 0


def _in_its_look(line: CellText, places: list[int], title: str) -> tuple[str, list[int]]:
    """A title that opens a look of its own ends with it: a stop inside cuts nothing, a comma behind does ("*A Title*, *Wax Press*")."""
    segments, first, last = line.segments, places[0], places[-1]
    look = look_of_run(segments[first].run)
    if not look[1] or (first and segments[first - 1].run is segments[first].run):
        return title, places
    end = first
    while end + 1 < len(segments) and segments[end + 1].run is segments[first].run:
        end += 1
    if end > last:
        return _until(line, first, end)
    parted = end < last and re.match(r"[^\w]*[,.;\n(\[]", segments[end + 1].before)
    own = title_text(line, first, end) if parted else ""
    return (own, list(range(first, end + 1))) if own.count(" ") + 1 > _FEWEST else (title, places)
