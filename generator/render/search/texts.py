"""Texts. In: papers and the library. Out: the plain text that a paper is found by, by field, and the order in which papers are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.library import Library
from generator.memo import encoded
from generator.model import Paper
from generator.render.hashes import Hashes
from generator.render.search.words import STOP_WORDS
from generator.tables import hand_on, handed_on
from generator.text import typeset
from generator.work import Work

FIELDS = ("title", "tags", "authors", "abstract")
# `ICLR`, `SemEval` and a year; not `arXiv`.
_SHORT_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[\w-]+|\b(?:19|20)\d\d\b")
_MOST_NAMES = 3


class Texts(msgspec.Struct, frozen=True):
    """The plain text of one paper by field."""

    title: str
    tags: str
    authors: str
    abstract: str


class Original(msgspec.Struct, frozen=True):
    """What a paper is found by, as it stands in its record: all that its Texts are made of."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    venue: str
    date: str


def search_order(library: Library, work: Work | None = None, hashes: Hashes | None = None) -> list[Paper]:
    """Papers as they are numbered: oldest first, so that new ones come at the end and most files stay as they are; those of one day
    by the length of their abstract, which makes the table of lengths small."""
    told = _told(library, work or Work(), hashes or Hashes(library))
    return sorted(library.papers.values(), key=lambda paper: (paper.added, told[paper.key], paper.key))


def _told(library: Library, work: Work, hashes: Hashes) -> dict[str, int]:
    """Key -> how long the abstract is, as the last build counted it."""
    held = handed_on(work.memo, __name__, "lengths")
    known = msgspec.msgpack.decode(held, type=dict[bytes, int]) if held else {}
    prints = dict(zip(hashes(library.papers), library.papers.values(), strict=True))
    told = {made_of: known.get(made_of, -1) for made_of in prints}
    fresh = {made_of: words_told(prints[made_of].abstract) for made_of, count in told.items() if count < 0}
    if fresh:
        hand_on(work.memo, __name__, "lengths", encoded(told | fresh))
    told |= fresh
    return {paper.key: told[made_of] for made_of, paper in prints.items()}


def words_told(text: str) -> int:
    """How long an abstract is: its words but stop words, as near as matters."""
    words = text.lower().split()
    return len(words) - int(sum(map(STOP_WORDS.__contains__, words)))


def original_of(paper: Paper, library: Library) -> Original:
    return Original(
        paper.title,
        paper.abstract,
        tuple(author.name for author in paper.authors),
        tuple(library.tags[tag.slug].name for tag in paper.tags if tag.slug in library.tags),
        paper.keywords,
        paper.venues[0] if paper.venues else "",
        paper.date or "",
    )


def without_tags(said: Original) -> Original:
    """What the tags of a paper do not change."""
    return replace(said, topics=(), keywords=(), venue="", date="")


def tags_alone(said: Original) -> Original:
    """What its tags are made of."""
    return replace(said, title="", abstract="", authors=())


def search_texts(said: Original) -> Texts:
    """The plain text that a paper is found by. Its authors' own keywords count as tags, and so do its year and the short name of its
    venue (`ICLR 2024`)."""
    keywords = (typeset(keyword).plain for keyword in said.keywords)
    return Texts(
        title=typeset(said.title).plain,
        tags=", ".join(dict.fromkeys([*said.topics, *keywords, *appeared(said.venue, said.date)])),
        authors=", ".join(typeset(name).plain for name in said.authors),
        abstract=typeset(said.abstract).plain,
    )


def appeared(venue: str, date: str) -> Sequence[str]:
    """When and where, as people say it: the year, and what of the venue's name is written as a short name is.

    >>> appeared("Proceedings of the Conference on Computer Vision (ECCV) 2020", "")
    ['ECCV', '2020']
    """
    names = _SHORT_NAME.findall(typeset(venue).plain) if venue else []
    return list(dict.fromkeys([*names[:_MOST_NAMES], *([date[:4]] if date else [])]))
