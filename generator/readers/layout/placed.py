"""Titles -> titles in their place. In: the titles of a document and its blocks. Out: those that are no section, topic, column or note, and
that something else than their words speaks for.

What stands above entries names a part of the list, what stands inside one is about it. Words alone make a title of any heading or remark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

import msgspec

from generator.readers.layout.candidates import Shape, TitleCandidate
from generator.readers.layout.facts import BlockFacts
from generator.readers.layout.signs import scores
from generator.readers.layout.structures import Block
from generator.readers.layout.words import is_foreign
from generator.text.ids import ids_of


class Choice(msgspec.Struct):
    """A title: its block, the candidate, the best other one of the block."""

    block: int
    candidate: TitleCandidate
    against: TitleCandidate | None = None


_EVIDENCE = frozenset((
    "links to a paper", "paper link beside", "paper link below", "paper label beside", "names beside", "venue beside", "record below",
    "in a title column", "in a column of papers", "label says title", "in a list of papers", "element named title", "in quotes",
    "title of a reference", "links to a file",
))  # fmt: skip
# A list of bare titles has so many, and they are so much of its text.
_LIST, _MOST = 8, 0.4


def in_evidence(titles: list[Choice], lines: int) -> list[Choice]:
    """The titles that stand. lines: how many blocks of some words the file has."""
    shown = {choice.candidate.shape for choice in titles if _EVIDENCE & set(choice.candidate.signs)}
    if not shown:
        named = [choice for choice in titles if {"bold", "names below"} <= set(choice.candidate.signs)]
        return titles if len(titles) >= _LIST and len(titles) >= _MOST * lines else named * (len(named) > 1)
    return [choice for choice in titles if choice.candidate.shape in shown or choice.candidate.score >= scores().sure]


def in_place(blocks: Sequence[Block], facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """The titles that stand where titles stand."""
    titles = _without_columns(
        facts, _originals(facts, _without_sections(blocks, facts, _without_journals(blocks, facts, titles)))
    )
    return _without_notes(blocks, _without_topics(facts, titles))


# A group so far above another has its titles in that one's sections: e^3 times likelier.
_FAR = 3.0
# What leads to a paper of its own is no note of another; what shows one of the last names no topic.
_NOTED = frozenset(("links to a paper", "paper label beside", "paper link beside", "title of a reference"))
_OWN = _NOTED | {"names beside", "venue beside"}
_NAMED = frozenset(("names beside", "names below"))
_BUTTON = frozenset(("paper label beside", "names beside"))


def _without_journals(blocks: Sequence[Block], facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """Below a title and the names that follow it, a line of another look without names of its own says where the work stands, though
    the link to the paper is beside it: "**Title**", "A. Prado", "*Soil Biology*, 2025". Decided for all that look alike."""
    firsts: dict[tuple[str, int], Choice] = {}
    pairs = []
    for choice, following in zip_longest(titles, titles[1:]):
        first = firsts.setdefault(_entry_of(choice.block, blocks), choice)
        below = choice.block != first.block and "links to a paper" not in choice.candidate.signs
        other = below and choice.candidate.shape.look != first.candidate.shape.look
        if other and not _has_names(blocks, facts, choice, following):
            pairs.append((first, choice, (first.candidate.shape.look, choice.candidate.shape.look)))
    looks = {look for first, _, look in pairs if _NAMED & set(first.candidate.signs)}
    journals = {id(choice) for _, choice, look in pairs if look in looks}
    return [choice for choice in titles if id(choice) not in journals]


def _entry_of(at: int, blocks: Sequence[Block]) -> tuple[str, int]:
    """What holds a block: its item, else its paragraph."""
    block = blocks[at]
    if block.kind == "item" or block.parent >= 0:
        return "item", at if block.kind == "item" else block.parent
    return "paragraph", block.paragraph


def _has_names(blocks: Sequence[Block], facts: Sequence[BlockFacts], choice: Choice, following: Choice | None) -> bool:
    """Whether names stand in the lines of its entry from a choice to the one that follows it."""
    entry = _entry_of(choice.block, blocks)
    end = following.block if following else len(blocks)
    return any(facts[at].names and _entry_of(at, blocks) == entry for at in range(choice.block, end))


def stands_in(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """What a block stands in or under, the nearest first: the items that hold it, then the headings."""
    for _ in range(12):
        at = blocks[at].parent if blocks[at].parent >= 0 else blocks[at].section
        if at < 0:
            return
        yield at


def _without_sections(blocks: Sequence[Block], facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """A heading (or an item) with several titles below it names a section, unless it leads to a paper itself; so does a heading above
    items that lead to papers apart. Below an item those count that look no less like titles than it does: venues in italics make no
    section of it."""
    below: dict[int, list[Choice]] = defaultdict(list)
    for choice in titles:
        for above in stands_in(blocks, choice.block):
            below[above].append(choice)
    count = Counter(choice.candidate.shape for choice in titles)
    means = {shape: mean if count[shape] > 1 else 0.0 for shape, mean in _group_means(titles).items()}
    kept = [
        choice for choice in titles if _is_paper(choice) or not _is_section(blocks, below[choice.block], choice, means)
    ]
    listed = _above_papers(blocks, facts) if any(blocks[choice.block].kind == "heading" for choice in kept) else ()
    return [choice for choice in kept if choice.block not in listed or "links to a paper" in choice.candidate.signs]


def _above_papers(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> frozenset[int]:
    """The headings below which each of several items, or of several headings with the labelled link of a paper, leads to a paper that no
    other leads to."""
    held: dict[int, list[frozenset[str]]] = defaultdict(list)
    parts: dict[int, frozenset[str]] = {}
    for block, one in zip(blocks, facts, strict=True):
        if block.kind in ("item", "row") and block.parent < 0 and one.words:
            ids = frozenset(f"{kind}:{id}" for kind, id in ids_of(one.papers).items())
            held[block.section].append(ids)
            if one.label == "link" and ids and block.section >= 0:
                parts[block.section] = parts.get(block.section, ids) | ids
    for at, ids in parts.items():
        held[blocks[at].section].append(ids)
    return frozenset(
        at
        for at, ids in held.items()
        if len(ids) > 1 and all(ids) and len(frozenset().union(*ids)) == sum(map(len, ids))
    )


def _is_paper(choice: Choice) -> bool:
    """Whether a title leads to a paper itself, or is labelled as one, or is a heading's behind names and a year."""
    signs, shape = choice.candidate.signs, choice.candidate.shape
    cited = shape.kind == "heading" and shape.before == "names" and "date beside" in signs
    return _leads_itself(choice) or cited or "paper label beside" in signs


def _is_section(blocks: Sequence[Block], held: Sequence[Choice], choice: Choice, means: Mapping[Shape, float]) -> bool:
    """Whether an item or a heading names what stands below it (held): several titles, or one that is whole or of a far better group.
    means: of groups of several."""
    kind = blocks[choice.block].kind
    own = _FAR if "record below" in choice.candidate.signs else choice.candidate.score  # surer than its notes
    least = choice.candidate.score - (1 if kind == "item" else own)
    several = sum(one.candidate.score >= least for one in held) > 1
    better = any(means[one.candidate.shape] > choice.candidate.score + _FAR for one in held)
    first = held[0] if held else choice
    led = "label says title" in first.candidate.signs and not any(
        one.urls for one in blocks[choice.block : first.block]
    )
    # With a button that leads there, or with all of a reference.
    whole = any("paper link beside" in one.candidate.signs and _BUTTON & set(one.candidate.signs) for one in held)
    return several if kind == "item" else kind == "heading" and (several or better or led or whole)


def _without_columns(facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """What stands one by one below a better group, or below some of a group of headings, is a column of it: a summary, a translation."""
    means = _group_means(titles)
    pairs: dict[tuple[Shape, Shape], int] = defaultdict(int)
    count: dict[Shape, int] = defaultdict(int)
    above: Choice | None = None
    for choice in titles:
        shape = choice.candidate.shape
        count[shape] += 1
        if above and _is_below(choice, above) and choice.block < max(facts[above.block].reach, above.block + 2):
            pairs[above.candidate.shape, shape] += 1
        if not above or choice.block >= facts[above.block].reach or means[shape] >= means[above.candidate.shape]:
            above = choice
    columns = {
        shape
        for (better, shape), number in pairs.items()
        if (means[better] > means[shape] or (better.kind == "heading" and 2 * number < count[better]))
        and 0.6 * count[shape] <= number >= 0.15 * count[better]
    }
    return [choice for choice in titles if choice.candidate.shape not in columns or _leads_itself(choice)]


def _leads_itself(choice: Choice) -> bool:
    """Whether a title leads to a paper, or is an item in which a link does; beside a heading that link may be cited."""
    signs = choice.candidate.signs
    return "links to a paper" in signs or ("paper link beside" in signs and choice.candidate.shape.kind == "item")


def _originals(facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """Where a translated title stands above the original, entry by entry, the entry has the original title and the place of the other."""

    def translated(choice: Choice, following: Choice) -> bool:
        return is_foreign(choice.candidate.text) and not is_foreign(following.candidate.text)

    originals = set()
    for choice, following in _one_above_another(facts, titles, translated, lambda following: following.candidate.shape):
        choice.candidate.text = following.candidate.text
        originals.add(following.block)
    return [choice for choice in titles if choice.block not in originals]


def _one_above_another(
    facts: Sequence[BlockFacts],
    titles: list[Choice],
    is_pair: Callable[[Choice, Choice], bool],
    kind: Callable[[Choice], object] = lambda _: None,
) -> list[tuple[Choice, Choice]]:
    """Pairs of neighbours, the second below the first, where most of the first's shape are one of such a pair; `kind`: by which the
    second are told apart."""
    count: dict[Shape, int] = defaultdict(int)
    pairs: dict[tuple[Shape, object], list[tuple[Choice, Choice]]] = defaultdict(list)
    for choice, following in pairwise(titles):
        count[choice.candidate.shape] += 1
        if choice.block <= following.block < facts[choice.block].reach and is_pair(choice, following):
            pairs[choice.candidate.shape, kind(following)].append((choice, following))
    return [pair for (shape, _), held in pairs.items() if len(held) >= 0.6 * count[shape] for pair in held]


def _without_topics(facts: Sequence[BlockFacts], titles: list[Choice]) -> list[Choice]:
    """What has nothing of a paper beside it, entry by entry above one that leads to a paper, names the topic of it."""

    def headed(choice: Choice, following: Choice) -> bool:
        leads = "links to a paper" in following.candidate.signs and bool(_NAMED & set(following.candidate.signs))
        return leads and choice.block < following.block and not _OWN & set(choice.candidate.signs)

    topics = {id(one) for one, _ in _one_above_another(facts, titles, headed)}
    return [choice for choice in titles if id(choice) not in topics]


def _cites(choice: Choice) -> bool:
    """Whether a title stands behind names: no title above is that of the same work."""
    shape = choice.candidate.shape
    return choice.candidate.first > 0 and (shape.cut == "reference" or shape.before == "names")


def _is_below(choice: Choice, above: Choice) -> bool:
    """Whether a shape can be a column of another: it stands in a deeper item, on a later line, or under a heading or a line."""
    shape, better = choice.candidate.shape, above.candidate.shape
    if _cites(choice) and _cites(above):
        return False
    if shape.kind.split()[0] == better.kind.split()[0] and shape.kind != "row":
        return shape.kind > better.kind or shape.depth > better.depth
    return better.kind == "heading" or shape.kind.startswith("line")


def _group_means(titles: Sequence[Choice]) -> dict[Shape, float]:
    held: dict[Shape, list[float]] = defaultdict(list)
    for choice in titles:
        held[choice.candidate.shape].append(choice.candidate.score)
    return {shape: sum(values) / len(values) for shape, values in held.items()}


def _without_notes(blocks: Sequence[Block], titles: list[Choice]) -> list[Choice]:
    """What stands in an item that is a paper, or is quoted below one that is not, is about it, unless it leads to a paper of its own."""
    papers = {choice.block for choice in titles if blocks[choice.block].kind == "item"}
    recorded = (one for one in titles if _is_paper(one) or "record below" in one.candidate.signs)
    headed = {choice.block for choice in recorded if blocks[choice.block].kind == "heading"}
    quoted = {below.block for above, below in pairwise(titles) if blocks[below.block].quote > blocks[above.block].quote}

    def inside(at: int) -> bool:
        listed = blocks[at].kind == "item" and blocks[at].section in headed
        return listed or at in quoted or any(above in papers for above in stands_in(blocks, at))

    return [choice for choice in titles if not inside(choice.block) or _NOTED & set(choice.candidate.signs)]
