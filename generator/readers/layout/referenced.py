"""Blocks that are references. In: blocks and their facts. Out: what each that reads as one says, and where its title begins.

A list of publications is a list of references with marks: the styles of references say what the looks of its lines do not. A reading
stands where others of its section are read in the same style, where nothing else stands in it, or in a list of which most are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

import msgspec

from generator.readers.labels import field_of
from generator.readers.layout.facts import BlockFacts
from generator.readers.layout.structures import Block
from generator.readers.references.alike import alike, without_led
from generator.readers.references.nameless import are_nameless, nameless
from generator.readers.references.reference import Reference
from generator.readers.references.styles import readings_of
from generator.text.late import end_of
from generator.text.people import name_score

_SHORTEST, _LONGEST = 40, 3000
# A line of so many words may be a heading.
_HEADING = 6
# Of the blocks of a section so many are references, or so many of fewer are.
_SHARE, _ENOUGH = 0.2, 2
# An entry has no more lines than these.
_MOST_LINES = 4
_YEAR = re.compile(r"[12](?<!\d.)[089]\d\d(?!\d)")
_TELLING = ("doi", "arxiv", "pmid", "in press", "to appear", "forthcoming")
# A number ("[A12] ", "[01] - "), what the keeper of a list asks of its reader ("Required: "), and the day of a meeting, or a year.
_MARK = re.compile(
    r"(?:\W{0,2}[A-Z]{0,2}\d{1,3}[\].)](?:\s+[-–—])?|\[(?=[^\]]*\d)[\w:.+-]{4,40}\]|(?i:required|optional|recommended)(?: reading)?:|"
    r"(?:19|20)\d\d(?:-\d\d-\d\d\s?[:–—-]|\s?\|))\s+(?=\S)"
)


class Referenced(msgspec.Struct, frozen=True):
    """What a block says as a reference: its reading, the text of it, and the block, the cell and the place where the title begins."""

    reference: Reference
    text: str
    block: int
    cell: int
    start: int


def references_in(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> dict[int, Referenced]:
    """Place of the block in which the title stands -> what it says, for the blocks that read as references like others around them."""
    asked = [at for at, block in enumerate(blocks) if _is_asked(block, facts[at])]
    readings = {at: found for at in asked if (found := _readings(blocks, facts, at))}
    chosen, _, _ = alike([found for _, _, found in readings.values()])
    listed = Counter(blocks[at].section for at in asked if not blocks[at].rank)
    count = Counter(blocks[at].section for at, one in zip(readings, chosen, strict=True) if one)
    made: dict[int, Referenced] = {}
    for (at, (text, held, _)), reference in zip(readings.items(), chosen, strict=True):
        even = _are_even(count, listed, blocks[at].section)
        placed = _placed(facts, held, reference, text) if reference and even else None
        if placed:
            made.setdefault(placed.block, placed)
    return made or _nameless(facts, asked)


def _are_even(count: Mapping[int, int], listed: Mapping[int, int], section: int) -> bool:
    """Whether enough of a section, or more than half of all, are references."""
    enough = max(_SHARE * listed[section], min(_ENOUGH, listed[section]))
    return count[section] >= enough or 2 * sum(count.values()) > sum(listed.values())


def _nameless(facts: Sequence[BlockFacts], asked: Sequence[int]) -> dict[int, Referenced]:
    """The same for a page of somebody's own publications, which leaves the first author out."""
    placed: list[Referenced | None] = []
    unread = 0
    for done, at in enumerate(asked):
        text = max((_text_of(facts[at], cell) for cell in range(len(facts[at].lines))), key=len)
        found = nameless(text[end_of(_MARK, text) :])
        unread += not found and facts[at].words > _HEADING
        placed += [_placed(facts, [at], found, text)] if found else []
        # Were all that follow read, it would be too few: most lists are known for others by their first lines.
        if not are_nameless(len(placed) + len(asked) - done, len(placed) + len(asked) - done + unread):
            return {}
    return {one.block: one for one in placed if one} if are_nameless(len(placed), len(placed) + unread) else {}


def _is_asked(block: Block, facts: BlockFacts) -> bool:
    """Whether a block may be a reference: an item, a line, a row of a table whose head names neither titles nor authors."""
    apart = any(field_of(head) in ("title", "authors") for head in block.columns)
    return block.kind in ("item", "line", "row") and not (apart or facts.label or facts.imprint) and facts.words > 2


def _readings(
    blocks: Sequence[Block], facts: Sequence[BlockFacts], at: int
) -> tuple[str, list[int], Mapping[str, Reference]] | None:
    """What a block says by itself, else with the lines below it in its paragraph."""
    text = max((_text_of(facts[at], cell) for cell in range(len(facts[at].lines))), key=len, default="")
    found = _sound(text)
    if found or blocks[at].rank or blocks[at].kind == "row":
        return (text, [at], found) if found else None
    held = _paragraph(blocks, at)
    text = " ".join([text, *(_text_of(facts[one]) for one in held[1:])])
    found = _sound(text) if len(held) > 1 else {}
    # Lines of title, names and venue that no sign parts are a page's, and no reference that opens with its title.
    if not all(_text_of(facts[one]).endswith((",", ".", ";", "?", "!")) for one in held[:-1]):
        found = without_led(found)
    return (text, held, found) if found else None


def _paragraph(blocks: Sequence[Block], at: int) -> list[int]:
    """A block and the lines below it in its paragraph."""
    line = ("line", blocks[at].paragraph, 1)
    shown = ((one.kind, one.paragraph, len(one.cells)) for one in blocks[at + 1 : at + _MOST_LINES])
    return [at, *(at + far for far, _ in enumerate(takewhile(line.__eq__, shown), 1))]


def _text_of(facts: BlockFacts, cell: int = 0) -> str:
    return " ".join(facts.lines[cell].text.split())


def _sound(text: str) -> Mapping[str, Reference]:
    dated = bool(_YEAR.search(text)) or any(word in text.lower() for word in _TELLING)
    if not _SHORTEST <= len(text) <= _LONGEST or not dated:
        return {}
    return {style: one for style, one in readings_of(text[end_of(_MARK, text) :]).items() if _are_names(one.names)}


def _are_names(names: Sequence[str]) -> bool:
    """Whether words of names are in them, and not those of titles."""
    scores = [name_score(name) if " " in name else 1 for name in names[:20]]
    return bool(scores) and sum(max(score, -3) for score in scores) > -len(scores)


def _placed(facts: Sequence[BlockFacts], held: Sequence[int], reference: Reference, text: str) -> Referenced | None:
    for at in held:
        for cell, line in enumerate(facts[at].lines):
            start = line.text.find(reference.title)
            if start >= 0:
                return Referenced(reference, text, at, cell, start)
    return None
