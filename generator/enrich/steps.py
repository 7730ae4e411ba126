"""Enrichment. In: readings and the configuration. Out: one record a work, complete with tags, links and relations; digests; Problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from generator.config.loading import Config
from generator.enrich.addresses import Addresses, Now, trace
from generator.enrich.authors import join_authors
from generator.enrich.citekeys import cite_keys
from generator.enrich.corrections import correct, prune
from generator.enrich.facts import apply_facts
from generator.enrich.given import Topics, given_alone, may_be_told, used
from generator.enrich.identity import Merged, digests_in_order, merge
from generator.enrich.language import language_of_paper
from generator.enrich.links import find_links
from generator.enrich.settled import settle
from generator.model import Digest, Link, Paper, PaperTag, Problem, Reading, Tag
from generator.work import Work

if TYPE_CHECKING:
    from generator.enrich.relations import Nearby


class Enriched(msgspec.Struct, frozen=True):
    """Papers in order of `added` (oldest first, then as their digests list them); digests in order of date, then path.

    problems: those of enrichment, without the settled ones. settled: the Problems of readings that a correction accepts.
    vocabulary: the topics that a person gave, and the found ones that papers have.
    addresses: where published ones lead that are no page of a paper, digest, topic or author any more.
    """

    papers: tuple[Paper, ...]
    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...] = ()
    settled: frozenset[Problem] = frozenset()
    addresses: Addresses = Addresses()
    vocabulary: tuple[Tag, ...] = ()


def enrich(
    readings: Sequence[Reading],
    config: Config,
    work: Work | None = None,
    *,
    whole: bool = True,
    related: bool = True,
) -> Enriched:
    """Merge what is one work, complete it from facts, obey corrections, then find its links, tags and relations.

    Facts and corrections never change a key; links and tags are found in the corrected text, and corrected themselves after that.
    Without `whole` for the Problems alone: no related papers, and no tags where none can speak of them. `related`: whether these papers
    are wanted.
    """
    decided = config.corrections.papers
    merged = merge(readings, decided, config.facts, config.register, work)
    completed, of_facts = apply_facts(merged.papers, config.facts)
    count = config.settings.related if whole and related else 0
    early, served = _near_early(completed, config, count, work)
    topics = _wanted(completed, config, work, served, whole=whole)
    vocabulary = topics.all
    corrected, of_values = correct(completed, merged.meant, decided, vocabulary)
    pruned, of_pruning = prune(_linked(corrected, topics, work), merged.meant, decided, vocabulary)
    signed, of_people = join_authors(pruned, config.corrections.people)
    papers = cite_keys(_related(signed, count, work, vocabulary, early), config.register)
    found = (*merged.problems, *of_facts, *of_values, *of_pruning, *of_people)
    return _gathered(readings, config, merged, papers, vocabulary, found)


def _gathered(
    readings: Sequence[Reading],
    config: Config,
    merged: Merged,
    papers: tuple[Paper, ...],
    vocabulary: Sequence[Tag],
    found: Sequence[Problem],
) -> Enriched:
    """What papers, as they are now, say of digests, topics, addresses and Problems."""
    digests = _with_keys(readings, papers, merged.listed)
    shown = used(vocabulary, papers)
    now = Now(papers, digests, shown, config.corrections.people)
    addresses, of_addresses = trace(config.register, now, config.settings.author_page_from, merged.gone)
    every = (*found, *of_addresses)
    problems, settled = settle(every, readings, papers, merged.meant, config.corrections.papers)
    return Enriched(papers, digests, problems, settled, addresses, shown)


def _related(
    papers: tuple[Paper, ...], count: int, work: Work | None, vocabulary: Sequence[Tag], early: Nearby | None
) -> tuple[Paper, ...]:
    """The papers with those related to them; who wants none loads nothing that finds some."""
    if not count:
        return papers
    from generator.enrich.relations import relate

    return relate(papers, count, work, vocabulary, early)


def _near_early(
    papers: Sequence[Paper], config: Config, count: int, work: Work | None
) -> tuple[Nearby | None, bool | None]:
    """Which papers are near each other, which does not wait for topics: one process finds these for long, and this one is free meanwhile.
    None where a person corrected papers, for then texts may change, or go, after topics are known, where nobody else works, and in haste.
    And what topics_of need not ask again."""
    if config.corrections.papers or not count or len(papers) < 2 or work is None or work.is_alone or work.hasty:
        return None, None
    from generator.enrich.relations import near_each_other, rows_in_order
    from generator.enrich.topics import begin_areas, begin_naming

    served = begin_naming(papers, config, work)
    rows = rows_in_order(papers, work)
    begin_areas(papers, served, work)
    return near_each_other(papers, rows, count, work), served


def _wanted(papers: Sequence[Paper], config: Config, work: Work | None, served: bool | None, *, whole: bool) -> Topics:
    """The topics that papers are to have."""
    if not whole and not may_be_told(config):
        return given_alone(config)
    from generator.enrich.topics import topics_of

    return topics_of(papers, config, work, served)


def _linked(papers: Sequence[Paper], topics: Topics, work: Work | None) -> tuple[Paper, ...]:
    """Papers with the links, the language and the tags that their texts tell."""
    work = work or Work()
    own = list(work.map(_own, papers, doing="links, paper"))
    return tuple(
        replace(paper, links=links, tags=tags, lang=lang)
        for paper, (links, lang), tags in zip(papers, own, tags_of(papers, topics, work), strict=True)
    )


def _own(_: None, paper: Paper) -> tuple[tuple[Link, ...], str]:
    """What a paper's text alone decides: its links, and its language where nobody said it."""
    return find_links(paper), paper.lang or language_of_paper(paper)


def tags_of(papers: Sequence[Paper], topics: Topics, work: Work) -> Iterator[tuple[PaperTag, ...]]:
    """The tags of each paper; what is found in the newest papers is asked of them alone, so that older ones stay as they are."""
    old = _told([paper for paper in papers if paper.key not in topics.newest], topics.settled, "oldest", work)
    new = _told([paper for paper in papers if paper.key in topics.newest], topics.all, "newest", work)
    return (next(new if paper.key in topics.newest else old) for paper in papers)


def _told(papers: Sequence[Paper], vocabulary: Sequence[Tag], place: str, work: Work) -> Iterator[tuple[PaperTag, ...]]:
    """The tags that a vocabulary tells; where the one before it tells the same, as they were."""
    if not papers or not vocabulary:
        return iter([()] * len(papers))
    from generator.enrich.tags import by_texts, tags_told
    from generator.enrich.topics import bare_tags
    from generator.enrich.touched import told_before

    telling, tags = list(map(by_texts, papers)), bare_tags(vocabulary)
    told = told_before(telling, tags, place, work)

    def by(words: tuple[Tag, ...], same: bool) -> Iterator[tuple[PaperTag, ...]]:
        some = [paper for paper, is_same in zip(telling, told.same, strict=True) if is_same is same]
        return tags_told(some, words, work, "topics, paper") if some else iter(())

    before, now = by(told.before, same=True), by(tags, same=False)
    return (next(before if is_same else now) for is_same in told.same)


def _with_keys(
    readings: Sequence[Reading], papers: tuple[Paper, ...], listed: dict[str, tuple[str, ...]]
) -> tuple[Digest, ...]:
    """Each digest with its papers and those that came with it first."""
    first = {paper.key: paper.appearances[0].digest for paper in papers}
    return tuple(
        replace(
            reading.digest,
            keys=listed[reading.digest.path],
            new=tuple(key for key in listed[reading.digest.path] if first[key] == reading.digest.name),
        )
        for reading in digests_in_order(readings)
    )
