"""The links of an entry. In: an entry and its blocks. Out: the address of its own page, and the others, nearest first.

A paper never takes the address of another: the title's own link comes first, then the links of its block, then those below it that stand
alone or behind a label. A link inside somebody's text leads to what the text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from generator.readers.layout.candidates import TitleCandidate
from generator.readers.layout.entries import Entry
from generator.readers.layout.facts import BlockFacts
from generator.readers.layout.shapes import Decision
from generator.readers.layout.structures import Block, Run
from generator.readers.layout.words import bare_label, is_badge, leads_to_paper, says_paper
from generator.text.ids import arxiv_id

# Below a title, links among more words than these are those of a text.
_FEW_WORDS = 14


class Links(msgspec.Struct):
    """`own`: the page of the paper itself, "" when no link leads to one; `others`: the rest in order."""

    own: str
    others: list[str]


def links_of(decision: Decision, entry: Entry) -> Links:
    choice = entry.choice
    block = decision.blocks[choice.block]
    url = choice.candidate.url
    near = [(url, "")] * (bool(url) and not url.startswith("#")) + [*_block_links(decision, entry, block)]
    below = [pair for at in entry.below for pair in _own_links(decision.blocks[at], decision.facts[at])]
    title = bare_label(choice.candidate.text).casefold()
    below = [pair for pair in below if title in entry.leads.get(pair[0], (title,)) or pair in near]
    own = _first_paper(near) or _first_paper(below)
    arxiv = arxiv_id(own) or next(filter(None, (arxiv_id(url) for url, _ in [*near, *below])), "")
    kept = [url for url, _ in [*near, *below] if not arxiv_id(url) or arxiv_id(url) == arxiv]
    others = [url for url in dict.fromkeys(kept) if url != own]
    return Links(own, others)


def _block_links(decision: Decision, entry: Entry, block: Block) -> Iterator[tuple[str, str]]:
    """The links of the title's block; with several titles in it, those up to the next title."""
    if not entry.more:
        yield from _links_in(block, decision.facts[entry.choice.block])
        return
    cell = block.cells[entry.choice.candidate.cell]
    places = [
        _place(decision, other.candidate, cell, entry.choice.block)
        for other in decision.titles
        if other.block == entry.choice.block and other.candidate.cell == entry.choice.candidate.cell
    ]
    own = _place(decision, entry.choice.candidate, cell, entry.choice.block)
    for run in cell[own : min((place for place in places if place > own), default=len(cell))]:
        yield from _pairs([run])


def _place(decision: Decision, title: TitleCandidate, cell: Sequence[Run], block: int) -> int:
    """The place in its cell of the run in which a title begins."""
    begins = decision.facts[block].lines[title.cell].segments[title.first].run
    return next((place for place, run in enumerate(cell) if run is begins), 0)


def _pairs(runs: list[Run]) -> Iterator[tuple[str, str]]:
    """Addresses with the words they stand under; badges and places inside the page are no links."""
    words: dict[str, str] = {}
    for run in runs:
        if run.url and not run.url.startswith(("#", "mailto:", "javascript:")) and not is_badge(run.url):
            words[run.url] = words.get(run.url, "") + run.text
    yield from words.items()


def _own_links(block: Block, facts: BlockFacts) -> Iterator[tuple[str, str]]:
    """The links of a block below the title, unless it is somebody's text."""
    linked = sum(len(run.text.split()) for cell in block.cells for run in cell if run.url)
    if facts.label in ("link", "code", "venue", "title", "date") or facts.words - linked <= _FEW_WORDS:
        yield from _links_in(block, facts)


def _links_in(block: Block, facts: BlockFacts) -> Iterator[tuple[str, str]]:
    yield from (pair for cell in block.cells for pair in _pairs(cell))
    yield from ((url, "") for url in facts.named)


def _first_paper(pairs: list[tuple[str, str]]) -> str:
    """The first link that leads to a paper; else the first that says that it does."""
    found = next((url for url, _ in pairs if leads_to_paper(url)), "")
    return found or next((url for url, words in pairs if says_paper(words)), "")
