"""Titles -> entries. In: the titles of a document and its blocks. Out: for each title the blocks that are its own.

An entry goes from its title to the next one, and no further than its place in the document allows: an item's own lines and items, a
heading's section, the lines under a line. So no paper takes what stands beside another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

import msgspec

from generator.readers.layout.facts import BlockFacts
from generator.readers.layout.placed import Choice, stands_in
from generator.readers.layout.shapes import Decision
from generator.readers.layout.structures import Block
from generator.readers.layout.words import bare_label

# More blocks than this are no longer one entry; what follows is text of the page.
_MOST = 60
# So many titles that stand below a date say that dates lead.
_LED = 0.6
# Below the last title its own lines stand in so many blocks.
_NEAR = 8


class Entry(msgspec.Struct):
    """A title with the places of the blocks below it that are its own. `more`: other titles stand in the same block; `leads`: the
    titles that lead to an address: to that of a later one a picture above it leads too, or what is said of it."""

    choice: Choice
    below: list[int]
    more: bool = False
    leads: Mapping[str, set[str]] = {}


def entries_of(decision: Decision) -> list[Entry]:
    """One entry a title, in order."""
    titles = decision.titles
    starts = sorted({choice.block for choice in titles})
    following = dict(pairwise(starts))
    several = {choice.block for choice, other in pairwise(titles) if choice.block == other.block}
    led = _led(decision, starts)
    held = Counter(decision.blocks[start].parent for start in starts)
    entries = []
    leads = _leads(titles)
    for choice in titles:
        more = choice.block in several
        below = [] if more else _below(decision, choice, following.get(choice.block, len(decision.blocks)))
        if choice.block in led and not more:
            below = [*_lead(decision, choice.block), *(at for at in below if at + 1 != following.get(choice.block))]
        below = [*_opening(decision, choice, held, starts), *below]
        entries.append(Entry(choice, below, more, leads))
    return entries


def _leads(titles: Sequence[Choice]) -> Mapping[str, set[str]]:
    leads: dict[str, set[str]] = defaultdict(set)
    for choice in titles:
        leads[choice.candidate.url].add(bare_label(choice.candidate.text).casefold())
    return leads


def _opening(decision: Decision, choice: Choice, held: Mapping[int, int], taken: Container[int]) -> list[int]:
    """The beginning of the item in which a title stands further down, as in arXiv's lists, when it is the only one there. `held`: how many
    titles stand in each item; `taken`: the blocks that hold one themselves."""
    title = decision.blocks[choice.block]
    alone = title.kind == "line" and title.parent >= 0 and held[title.parent] == 1 and title.parent not in taken
    tells = decision.blocks[title.parent].urls or decision.facts[title.parent].names
    return [title.parent] if alone and tells else []


def _led(decision: Decision, starts: Sequence[int]) -> frozenset[int]:
    """The titles that stand below their dates: all of a file, or of one section of it."""
    if not starts or _are_led(decision, starts):
        return frozenset(starts)
    parts: dict[int, list[int]] = {}
    for start in starts:
        parts.setdefault(decision.blocks[start].section, []).append(start)
    return frozenset(start for part in parts.values() if _are_led(decision, part) for start in part)


def _are_led(decision: Decision, starts: Sequence[int]) -> bool:
    """Whether titles stand below their dates: then what stands before the next title is that one's. Where dates end entries, one stands
    below the last title too."""
    led = sum(bool(_lead(decision, start)) for start in starts)
    if led < 2 or led < _LED * len(starts):
        return False
    last = starts[-1]
    return not any(_lead(decision, at + 1) for at in range(last + 1, min(len(decision.blocks), last + _NEAR)))


def _lead(decision: Decision, start: int) -> list[int]:
    """The block right above a title, where it is a date and nothing else."""
    if not start or decision.blocks[start - 1].kind not in ("item", "line"):
        return []
    segments = [one for line in decision.facts[start - 1].lines for one in line.segments]
    return [start - 1] if segments and all(one.kind in ("date", "signs") for one in segments) else []


def _below(decision: Decision, choice: Choice, end: int) -> list[int]:
    blocks, facts = decision.blocks, decision.facts
    title = blocks[choice.block]
    held: list[int] = []
    for at in range(choice.block + 1, min(end, choice.block + _MOST)):
        block = blocks[at]
        if block.kind == "chrome":
            if block.mark == "rule" and (title.kind != "heading" or _is_foot(decision, held, at, end)):
                break
            continue
        led = _opens_with_day(facts[at]) and _opens_with_day(facts[choice.block])
        if led or not _belongs(blocks, facts, choice.block, at):
            break
        held.append(at)
    return held


def _opens_with_day(facts: BlockFacts) -> bool:
    """Whether a day opens a block, as each meeting of a programme."""
    segments = facts.lines[0].segments if facts.lines else ()
    return len(segments) > 1 and segments[0].kind == "date"


def _is_foot(decision: Decision, held: Sequence[int], rule: int, end: int) -> bool:
    """Whether a rule closes the sections of a paper: what follows has no heading and no label, as the foot of a mail."""
    last = min(end, rule + _MOST)
    below = decision.blocks[rule + 1 : last], decision.facts[rule + 1 : last]
    headed = any(decision.blocks[at].kind == "heading" for at in held)
    return headed and not any(block.kind == "heading" or one.label for block, one in zip(*below, strict=True))


def _belongs(blocks: Sequence[Block], facts: Sequence[BlockFacts], start: int, at: int) -> bool:
    title, block = blocks[start], blocks[at]
    if block.kind == "heading":
        return title.kind == "heading" and block.depth > title.depth
    if title.kind == "row":
        return block.mark == title.mark and block.kind == "line"
    if title.kind == "item":
        return start in stands_in(blocks, at) or _goes_with_item(blocks, facts, start, at)
    if title.kind == "line" and block.kind == "item" and title.parent >= 0:
        return title.parent in stands_in(blocks, at) and block.parent != blocks[title.parent].parent
    if title.kind == "line" and title.parent >= 0:
        return block.parent == title.parent or title.parent in stands_in(blocks, at)
    return block.kind != "row" or title.kind == "heading"


def _goes_with_item(blocks: Sequence[Block], facts: Sequence[BlockFacts], start: int, at: int) -> bool:
    """Whether a block beside an item is of its entry: its next line, a label beside its own."""
    title, block = blocks[start], blocks[at]
    beside = (title.parent, title.section) == (block.parent, block.section)
    if facts[start].label == "title" and facts[at].label and beside:
        return True
    return block.kind == "line" and block.paragraph == title.paragraph
