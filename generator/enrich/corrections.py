"""Corrections join the papers. In: completed papers and what people decided. Out: the papers as people want them, provenance, Problems.

A corrected value stands above digests and facts; what it replaces stays as an Origin. Values, removals, added tags and links come before
links and tags are looked for; dropped ones after. What a correction says and would be so without it is a warning: it can go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from generator.config.corrections import Correction
from generator.enrich.facts import with_own_date
from generator.enrich.links import find_links, kind_of_link, same_address
from generator.enrich.values import values_of, with_values
from generator.model import Link, Origin, Paper, PaperTag, Problem, Source, Tag

Meant = Mapping[str, str]


def correct(
    papers: Sequence[Paper], meant: Meant, corrections: Iterable[Correction], vocabulary: Sequence[Tag]
) -> tuple[tuple[Paper, ...], list[Problem]]:
    """Set and remove values, add tags and links, withdraw. `meant`: what a correction calls its paper -> the key."""
    found = {paper.key: paper for paper in papers}
    problems: list[Problem] = []
    for correction in corrections:
        key = meant.get(correction.paper, "")
        if key:
            found[key] = _corrected(found[key], correction, vocabulary, problems)
    return tuple(found.values()), problems


def _corrected(paper: Paper, correction: Correction, vocabulary: Sequence[Tag], problems: list[Problem]) -> Paper:
    paper = _with_values(paper, correction, problems)
    slugs = [tag.slug for tag in vocabulary]
    for slug in correction.add_tags:
        problems += _unknown_tag(correction.at("add_tags"), slug, slugs)
        if slug in slugs and slug not in {tag.slug for tag in paper.tags}:
            paper = replace(paper, tags=(*paper.tags, PaperTag(slug, (), "correction")))
    added = tuple(_told(link) for link in correction.add_links)
    own = {(same_address(link.url), link.kind) for link in find_links(paper)} if added else set()
    for link in added:
        if (same_address(link.url), link.kind) in own:
            problems.append(_unused(correction.at("add_links"), f"the paper has the link {link.url} without it."))
    withdrawn = correction.withdraw or paper.withdrawn
    return replace(paper, links=(*added, *paper.links), withdrawn=withdrawn) if added or withdrawn else paper


def _with_values(paper: Paper, correction: Correction, problems: list[Problem]) -> Paper:
    """What a correction sets and removes."""
    for field, value in correction.values.items():
        at = correction.at(f"set.{field}")
        if values_of(paper, field) == value:
            problems.append(_unused(at, f"{field} says so without it; remove it here."))
        paper = _set(paper, field, value, at)
    for field in correction.remove:
        if not values_of(paper, field):
            problems.append(_unused(correction.at("remove"), f"the paper has no {field}; remove it here."))
        paper = _set(paper, field, (), correction.at("remove"))
    if "arxiv" in correction.values and not {"date"} & {*correction.values, *correction.remove}:
        paper = with_own_date(paper, paper.date)
    return paper


def _told(link: Link) -> Link:
    """A link without a kind, told by its host."""
    return replace(link, kind=kind_of_link(link.url, "")) if link.kind == "other" else link


def _set(paper: Paper, field: str, value: tuple[str, ...], at: Source) -> Paper:
    """The paper with `value` in `field` (empty: without any), and its provenance."""
    losers = tuple(replace(o, used=False) if o.field == field and o.used else o for o in paper.origins)
    held = "; ".join(values_of(paper, field))
    if held and not any(o.field == field and o.value == held for o in losers):
        losers = (*losers, Origin(field, held, str(paper.source), used=False))
    origins = (*losers, Origin(field, "; ".join(value) or "(removed)", str(at)))
    if field == "authors":
        paper = replace(paper, et_al=False)
    return with_values(replace(paper, origins=origins), field, value)


def prune(
    papers: Sequence[Paper], meant: Meant, corrections: Sequence[Correction], vocabulary: Sequence[Tag]
) -> tuple[tuple[Paper, ...], list[Problem]]:
    """Drop tags and links; tell of added tags that the text earns anyway."""
    touched = [c for c in corrections if c.add_tags or c.drop_tags or c.drop_links]
    if not touched:
        return tuple(papers), []
    found = {paper.key: paper for paper in papers}
    problems: list[Problem] = []
    for correction in touched:
        key = meant.get(correction.paper, "")
        if key:
            problems += _needless(found[key], correction, vocabulary)
            found[key] = _pruned(found[key], correction, vocabulary, problems)
    return tuple(found.values()), problems


def _pruned(paper: Paper, correction: Correction, vocabulary: Sequence[Tag], problems: list[Problem]) -> Paper:
    slugs = [tag.slug for tag in vocabulary]
    held = {tag.slug for tag in paper.tags}
    for slug in correction.drop_tags:
        at = correction.at("drop_tags")
        problems += _unknown_tag(at, slug, slugs) or (
            [] if slug in held else [_unused(at, f"the paper has no tag {slug!r}.")]
        )
    addresses = {same_address(link.url) for link in paper.links}
    for url in correction.drop_links:
        if same_address(url) not in addresses:
            from rapidfuzz import process

            near = process.extractOne(url, [link.url for link in paper.links], score_cutoff=80)
            hint = f"; did you mean {near[0]}?" if near else "."
            problems.append(_unused(correction.at("drop_links"), f"the paper has no link {url!r}{hint}"))
    dropped = {same_address(url) for url in correction.drop_links}
    return replace(
        paper,
        tags=tuple(tag for tag in paper.tags if tag.slug not in correction.drop_tags),
        links=tuple(link for link in paper.links if same_address(link.url) not in dropped),
    )


def _needless(paper: Paper, correction: Correction, vocabulary: Sequence[Tag]) -> list[Problem]:
    """Added tags that the paper would have by itself."""
    if not correction.add_tags:
        return []
    from generator.enrich.tags import tag_papers

    (alone,) = tag_papers([replace(paper, tags=())], vocabulary)
    earned = {tag.slug for tag in alone.tags}
    return [
        _unused(correction.at("add_tags"), f"the text earns the tag {slug!r} without it.")
        for slug in correction.add_tags
        if slug in earned
    ]


def _unknown_tag(at: Source, slug: str, known: Sequence[str]) -> list[Problem]:
    if slug in known:
        return []
    from rapidfuzz import process

    near = process.extractOne(slug, known, score_cutoff=60)
    hint = "see tags.yml." if known else "no tags.yml names one; write it there first: `- name: …`."
    if near:
        hint = f"did you mean {near[0]}?"
    return [Problem(at, "error", "correction-unknown", f"{slug!r} is no tag; {hint}")]


def _unused(at: Source, why: str) -> Problem:
    return Problem(at, "warning", "correction-unused", f"changes nothing: {why}")
