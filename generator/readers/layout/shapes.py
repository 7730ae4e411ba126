"""Groups of one shape. In: the blocks of a document. Out: which of their candidates are titles, and how sure.

A file is even: what is alike in it is decided together. The mean score of a group (damped where it is small) and a candidate's own give
its score; the best candidate of a block stands when it is above the floor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from generator.readers.labels import field_of, labelled
from generator.readers.layout.candidates import (
    Shape,
    TitleCandidate,
    candidates_in,
    is_emphasised_behind_names,
    look_of_run,
    parts_with_dashes,
)
from generator.readers.layout.facts import BlockFacts, facts_of_blocks
from generator.readers.layout.placed import Choice, in_evidence, in_place
from generator.readers.layout.referenced import Referenced, references_in
from generator.readers.layout.referred import referenced
from generator.readers.layout.segments import CellText
from generator.readers.layout.signs import scores, weigh
from generator.readers.layout.structures import Block, Document, addresses_behind
from generator.readers.layout.titletext import untranslated
from generator.readers.layout.words import bare_label, leads_to_paper, says_who_keeps

# Blocks from which on a group of one counts as small.
_LONG_TEXT = 60
# By itself worth so much, a candidate looks like a title.
_LIKELY = 1.5
# Of a file's links so many stand under the same few words, when these are a button.
_BUTTON = 0.05
# Of the titles of 105,000 papers 4 in 100 hold a dash between blanks.
_DASHED = 0.12
# Columns by table and place: their heads and their cells.
Columns = dict[tuple[str, int], tuple[str, list[str]]]
Places = frozenset[tuple[str, int]]
_TITLED = frozenset(("in a title column", "links to a paper"))
_MAY_NAME_STUDIES = frozenset(("", "authors", "reference", "key", "link"))


class Decision(msgspec.Struct):
    """The titles of a document in order; `left`: the best candidate of blocks that have none; `groups`: shape -> how many blocks show it;
    `shapes`: block -> those of its candidates; `accounts`: columns of authors, by table and place, that name accounts of a site;
    `studies`: columns that name studies by authors and year; `references`: block -> what it says as a reference."""

    blocks: list[Block]
    facts: list[BlockFacts]
    titles: list[Choice]
    left: list[Choice]
    groups: dict[Shape, int]
    shapes: dict[int, frozenset[Shape]]
    accounts: frozenset[tuple[str, int]] = frozenset()
    studies: frozenset[tuple[str, int]] = frozenset()
    references: dict[int, Referenced] = {}


def decide(document: Document) -> Decision:
    blocks = addresses_behind(document.blocks)
    facts = facts_of_blocks(blocks)
    references = references_in(blocks, facts)
    candidates = _all_candidates(blocks, facts, references)
    groups = _score(blocks, candidates)
    best = [choice for at, held in enumerate(candidates) for choice in _best(at, held)]
    likely = [choice for choice in best if choice.candidate.score >= scores().floor]
    columns = _columns_in(blocks)
    studies = _studies(columns)
    likely = _without_cells(blocks, likely, columns, studies)
    titles = in_evidence(in_place(blocks, facts, likely), sum(one.words > 2 for one in facts))
    done = {choice.block for choice in titles}
    left = [choice for choice in best if choice.candidate.score < scores().floor and choice.block not in done]
    shapes = {at: frozenset(one.shape for one in held) for at, held in enumerate(candidates) if held}
    sizes = {shape: len(held) for shape, held in groups.items()}
    return Decision(blocks, facts, titles, left, sizes, shapes, _accounts(columns), studies, references)


def _is_dashed(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> bool:
    """Whether so many entries hold a dash that it parts what they list; else it is part of a title."""
    listed = [
        one
        for block, one in zip(blocks, facts, strict=True)
        if block.kind in ("item", "row", "line") and 2 < one.words < 60
    ]
    return sum(parts_with_dashes(one.lines) for one in listed) > _DASHED * len(listed)


def _all_candidates(
    blocks: Sequence[Block], facts: Sequence[BlockFacts], references: Mapping[int, Referenced]
) -> list[list[TitleCandidate]]:
    """Those of each block."""
    dashed = _is_dashed(blocks, facts)
    known = _known(blocks)
    _mark_labels(blocks, facts)
    leads = Counter(block.lead for block in blocks if block.urls and block.lead)
    papers = {block.lead for block in blocks if any(map(leads_to_paper, block.urls))}
    labels = {lead for lead, times in leads.items() if times > 1 and lead not in papers and not field_of(lead)}
    blocks = [replace(block, kind="chrome") if block.lead in labels else block for block in blocks]
    return [_candidates(block, facts[at], dashed, known, references.get(at)) for at, block in enumerate(blocks)]


def _mark_labels(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> None:
    """Mark what has a label that nobody knows in a list of labels, one of which says where the paper is: "Paper: …", "Role: …"."""
    places = ((block.kind == "item", block.parent, block.section, block.depth) for block in blocks)
    for key, held in groupby(zip(places, blocks, facts, strict=True), key=lambda one: one[0]):
        items = list(held) if key[0] else []
        links = any(one.label == "link" and block.urls for _, block, one in items)
        colons = all(":" in block.text[:26].replace("：", ":") for _, block, _ in items)
        for _, _, one in items if links and colons else ():
            one.label = one.label or "other"


def _known(blocks: Sequence[Block]) -> dict[str, str]:
    """Words that are no title wherever they stand: those of headings, and few under which links lead to many places; and those in bold,
    known or not, with which one line below each of several headings opens."""
    opened: dict[str, list[int]] = defaultdict(list)
    links: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        if block.kind == "line" and block.lead and not block.urls:
            opened[f"{block.lead}:"].append(block.section)
        for cell in block.cells:
            for run in cell:
                if run.url:
                    links[bare_label(run.text).casefold()].add(run.url)
    every = sum(map(len, links.values()))
    buttons = {
        text: "a button" for text, urls in links.items() if len(urls) > max(3, _BUTTON * every) and text.count(" ") < 4
    }
    known = {lead: "label says otherwise" for lead, held in opened.items() if len(held) == len(set(held)) > 1}
    headings = (bare_label(block.text).casefold() for block in blocks if block.kind == "heading")
    return known | buttons | dict.fromkeys(headings, "is a heading elsewhere")


def _candidates(
    block: Block, facts: BlockFacts, dashed: bool, known: Mapping[str, str], found: Referenced | None
) -> list[TitleCandidate]:
    if block.kind in ("chrome", "head") or (says_who_keeps(block.text) and not facts.papers):
        return []
    # A heading is one title, whatever parts the items below it.
    held = list(candidates_in(block, facts.lines, dashed and block.kind != "heading"))
    if facts.label == "title":
        held = _behind_label(held) or held
    title = _cited(found, block, facts, held) if found else None
    held += [title] if title else []
    for candidate in held:
        weigh(candidate, block, facts, known, title.text if title else "")
    return held


def _behind_label(held: Sequence[TitleCandidate]) -> list[TitleCandidate]:
    """What stands behind the label of a title, of those candidates that have one."""
    texts = [(one, labelled(one.text)[1]) for one in held]
    return [
        replace(one, text=untranslated(text), shape=one.shape._replace(before="label")) for one, text in texts if text
    ]


def _cited(found: Referenced, block: Block, facts: BlockFacts, held: list[TitleCandidate]) -> TitleCandidate | None:
    """The title of a reference as one more candidate; None where another, emphasised behind names, is the title."""
    said, line = bare_label(found.reference.title), facts.lines[found.cell]
    if any(is_emphasised_behind_names(one, facts.lines) and bare_label(one.text) != said for one in held):
        return None
    sooner = (one.text for one in held if one.cell == found.cell and _ends_sooner(one, said, line))
    return referenced(block, line, found.cell, next(sooner, found.reference.title), found.start)


def _ends_sooner(candidate: TitleCandidate, said: str, line: CellText) -> bool:
    """Whether bold words or a link with which the title of a reference begins end before it does: then they are the title."""
    text, last, behind = (
        bare_label(candidate.text),
        line.segments[candidate.last],
        line.segments[candidate.last + 1 :][:1],
    )
    shown = candidate.shape.look.strip("CI") and behind and look_of_run(behind[0].run) != look_of_run(last.run)
    goes_on = bool(behind) and behind[0].before.strip()[:1] in (":", "：", "-")
    return bool(shown) and not goes_on and text.count(" ") > 1 and len(text) + 3 < len(said) and said.startswith(text)


def _score(
    blocks: Sequence[Block], candidates: Sequence[Sequence[TitleCandidate]]
) -> dict[Shape, list[TitleCandidate]]:
    """Set the score of each candidate from its own, its group's in the file and its group's in its section; returns the groups."""
    groups, parts = _grouped(blocks, candidates)
    table = scores()
    # In a short text no group can be large.
    damping = table.damping * min(1.0, len(blocks) / _LONG_TEXT)
    wholes = {shape: _mean(held, damping) for shape, held in groups.items()}
    bonus = {
        shape: table.even * (len(held) > 5 and sum(one.own >= _LIKELY for one in held) >= 0.8 * len(held))
        for shape, held in groups.items()
    }
    for (shape, _), part in parts.items():
        whole = wholes[shape]
        weight = len(part) / (len(part) + table.section)
        mean = weight * _mean(part, damping) + (1 - weight) * whole
        for candidate in part:
            even = bonus[shape] if candidate.own >= _LIKELY else 0.0
            candidate.score = table.group * (mean + even) + (1 - table.group) * candidate.own
    return groups


def _grouped(
    blocks: Sequence[Block], candidates: Sequence[Sequence[TitleCandidate]]
) -> tuple[dict[Shape, list[TitleCandidate]], dict[tuple[Shape, int], list[TitleCandidate]]]:
    """Candidates by shape, in the file and in each section."""
    groups: dict[Shape, list[TitleCandidate]] = defaultdict(list)
    parts: dict[tuple[Shape, int], list[TitleCandidate]] = defaultdict(list)
    for block, held in zip(blocks, candidates, strict=True):
        for candidate in held:
            groups[candidate.shape].append(candidate)
            parts[candidate.shape, block.section].append(candidate)
    return groups, parts


def _mean(held: Sequence[TitleCandidate], damping: float) -> float:
    """The mean of what they show, damped where they are few."""
    return sum(max(candidate.own, -4.0) for candidate in held) / (len(held) + damping)


def _best(at: int, held: list[TitleCandidate]) -> list[Choice]:
    """The best candidate of a block, and others of its group that link to papers of their own."""
    if not held:
        return []
    ranked = sorted(held, key=lambda candidate: -candidate.score)
    best = ranked[0]
    against = next((one for one in ranked[1:] if one.text != best.text), None)
    looks = {one.shape.look for one in held if one.text == best.text}
    chosen = [Choice(at, best, against)]
    for one in ranked[1:] if _LEADS & set(best.signs) else ():
        if one.score > scores().sure and one.shape.look in looks and _LEADS & set(one.signs) and _is_apart(one, chosen):
            chosen.append(Choice(at, one))
    return sorted(chosen, key=lambda choice: (choice.candidate.cell, choice.candidate.first))


# Titles with one of these stand beside others in one block: each leads somewhere, or is set apart or quoted before its address.
_LEADS = frozenset(("links to a paper", "in quotes", "a button of its own"))


def _is_apart(one: TitleCandidate, chosen: Sequence[Choice]) -> bool:
    """Whether a candidate is none of the chosen once more: it stands elsewhere and leads elsewhere."""
    places = {(other.candidate.cell, other.candidate.first) for other in chosen}
    texts = " ".join(other.candidate.text for other in chosen)
    leads = {other.candidate.url for other in chosen if other.candidate.url}
    return (one.cell, one.first) not in places and one.url not in leads and one.text not in texts


_ACCOUNT = re.compile(r"[a-z0-9_-]*(?:\d|_)[a-z0-9_-]*|[a-z]{3,}")


def _accounts(columns: Columns) -> frozenset[tuple[str, int]]:
    """Columns of authors in which accounts of a site stand ("user42")."""
    return frozenset(
        place
        for place, (head, cells) in columns.items()
        if field_of(head) == "authors"
        and any(_ACCOUNT.fullmatch(part.strip()) for cell in cells for part in cell.split(",")[:6])
    )


def _studies(columns: Columns) -> frozenset[tuple[str, int]]:
    """Columns that name studies by authors and year."""
    if not columns:
        return frozenset()
    from generator.text.studies import are_studies

    return frozenset(
        place for place, (head, cells) in columns.items() if field_of(head) in _MAY_NAME_STUDIES and are_studies(cells)
    )


def _without_cells(blocks: Sequence[Block], titles: list[Choice], columns: Columns, studies: Places) -> list[Choice]:
    """Without cells of tables that name papers as studies alone: "Prado et al. 2024" under "Paper" says what no other cell does."""
    named = {place[0] for place in studies if field_of(columns[place][0]) == "link"}
    return [one for one in titles if blocks[one.block].mark not in named or _TITLED & set(one.candidate.signs)]


def _columns_in(blocks: Sequence[Block]) -> Columns:
    columns: Columns = {}
    for block in (one for one in blocks if one.kind == "row"):
        for cell, (head, runs) in enumerate(zip(block.columns, block.cells, strict=False)):
            text = "".join(run.text for run in runs)[:400]
            columns.setdefault((block.mark, cell), (head, []))[1].append(text)
    return columns
