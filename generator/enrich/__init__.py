"""Enrichment. In: readings and the configuration. Out: one record a work, complete with tags, links and relations; digests; Problems."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.config import Config
from generator.enrich.facts import apply_facts
from generator.enrich.identity import in_order, merge
from generator.enrich.links import find_links
from generator.enrich.relations import relate
from generator.enrich.tags import tag_papers
from generator.model import Digest, Paper, Problem, Reading


class Enriched(msgspec.Struct, frozen=True):
    """Papers in order of `added` (oldest first, then as their digests list them); digests in order of date, then path."""

    papers: tuple[Paper, ...]
    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...] = ()


def enrich(readings: Sequence[Reading], config: Config) -> Enriched:
    """Merge what is one work, complete it from facts and corrections, then find its links, tags and relations."""
    merged = merge(readings, config.corrections.papers, config.facts)
    completed, problems = apply_facts(merged.papers, config.facts)
    papers = tuple(replace(paper, links=find_links(paper)) for paper in completed)
    papers = tag_papers(papers, config.vocabulary)
    papers = relate(papers, config.settings.related)
    return Enriched(papers, _with_keys(readings, papers, merged.listed), (*merged.problems, *problems))


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
        for reading in in_order(readings)
    )
