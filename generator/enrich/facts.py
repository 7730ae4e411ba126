"""Facts join the papers. In: merged papers and Facts. Out: the papers, with what their digests left out, its provenance, and Problems.

The rule: a digest's own value stays, but for authors that end in "et al." and whom a fact names with the others; an empty field takes
the fact that most sources agree on, then the more precise; a value that is not used is kept as an Origin. Venues and links are added to.
A paper's own date is, in this order: the digest's; the day a fact gives, when it lies in the month of the arXiv id; that month; the
fact's. Of two that agree the more precise is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.config.facts import Fact, Stated
from generator.config.fields import LINKS
from generator.enrich.values import field_text, stated_authors, values_of, with_values
from generator.model import Link, LinkKind, Origin, Paper, Problem
from generator.text import checked, folded, host_of, normal_title, split_name
from generator.text.ids import arxiv_month


def apply_facts(papers: Sequence[Paper], facts: Iterable[Fact]) -> tuple[list[Paper], list[Problem]]:
    """Complete `papers`, in their order. A fact that fits several papers is a warning and is not used; one that fits none is a note."""
    found: dict[str, list[Fact]] = defaultdict(list)
    problems = []
    index = _Index(papers)
    for fact in facts:
        keys = index.find(fact)
        if len(keys) == 1:
            found[keys[0]].append(fact)
        elif keys:
            problems.append(
                Problem(
                    fact.source,
                    "warning",
                    "facts-ambiguous",
                    f"fits {len(keys)} papers ({', '.join(keys[:3])}); say which by `key`.",
                )
            )
        else:
            problems.append(Problem(fact.source, "note", "facts-unused", f"no digest has the paper {_meant(fact)!r}."))
    whole = [with_own_date(completed(paper, found.get(paper.key, [])), paper.date) for paper in papers]
    return whole, [*problems, *_one_id(papers, whole)]


def _meant(fact: Fact) -> str:
    return fact.title or fact.key or ":".join(fact.id or ())


def _one_id(before: Sequence[Paper], after: Sequence[Paper]) -> list[Problem]:
    """A note for each paper that facts give an arXiv id or a DOI of an earlier one: one work perhaps, or a wrong fact."""
    first: dict[tuple[str, str], Paper] = {}
    problems = []
    for old, paper in zip(before, after, strict=True):
        for kind in ("arxiv", "doi"):
            other = first.setdefault((kind, paper.ids[kind]), paper) if kind in paper.ids else paper
            if other is not paper and kind not in old.ids:
                message = (
                    f"has by its facts the {kind} id {paper.ids[kind]} of {other.key!r}. When it is one work say in corrections.yml"
                    f" `paper: {paper.key}` with `merge_into: {other.key}`; else mend the fact, or accept this."
                )
                problems.append(Problem(paper.source, "note", "facts-same-id", message))
    return problems


class _Index:
    """Papers by key, id and title."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.keys = {key: paper.key for paper in papers for key in (*paper.redirects, paper.key)}
        self.ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.titles: dict[str, list[str]] = defaultdict(list)
        for paper in papers:
            for one in paper.ids.items():
                self.ids[one].append(paper.key)
            for title in {normal_title(t) for t in (paper.title, *(a.title for a in paper.appearances)) if t}:
                self.titles[title].append(paper.key)

    def find(self, fact: Fact) -> list[str]:
        """The keys of the papers that a fact is about: by its key, else by an id that agrees with its title, else by its title."""
        if fact.key:
            return [self.keys[fact.key]] if fact.key in self.keys else []
        if fact.id:
            return self.ids.get(fact.id, [])
        by_title = self.titles.get(normal_title(fact.title), [])
        for kind in ("arxiv", "doi"):
            by_id = self.ids.get((kind, fact.values[kind].value[0]), []) if kind in fact.values else []
            if by_id and (not by_title or set(by_id) & set(by_title)):
                return [key for key in by_id if not by_title or key in by_title]
        return by_title


def completed(paper: Paper, facts: Iterable[Fact]) -> Paper:
    """The paper with what the facts add to it; what it has from them already is not said twice."""
    stated: dict[str, list[Stated]] = defaultdict(list)
    for fact in facts:
        for field, value in fact.values.items():
            if _origin(field, value) not in paper.origins:
                stated[field].append(value)
    for field in sorted(stated):
        best, *others = sorted(
            stated[field], key=lambda value: (-value.sources, -len("".join(value.value)), value.said)
        )
        paper = _take(paper, field, best)
        paper = replace(paper, origins=(*paper.origins, *(_origin(field, other, used=False) for other in others)))
    return paper


def _take(paper: Paper, field: str, stated: Stated) -> Paper:
    """Put a value in an empty field, or add it as one more venue or link; else keep it as a loser."""
    used = _origin(field, stated)
    if field in LINKS:
        return replace(paper, links=(*paper.links, _link(field, stated.value[0])), origins=(*paper.origins, used))
    if field == "authors" and (not paper.authors or _completes(stated, paper)):
        return _with_authors(paper, stated, used)
    if field == "venues":
        held = {venue.casefold() for venue in paper.venues}
        more = tuple(venue for venue in stated.value if venue.casefold() not in held)
        return replace(paper, venues=(*paper.venues, *more), origins=(*paper.origins, used)) if more else paper
    if field not in ("authors", "title") and not values_of(paper, field):
        return with_values(replace(paper, origins=(*paper.origins, used)), field, stated.value)
    return _kept_beside(paper, field, stated)


def _link(field: str, text: str) -> Link:
    kind: LinkKind = field  # type: ignore[assignment]
    return Link(checked(text), kind, host_of(text), "facts")


def _kept_beside(paper: Paper, field: str, stated: Stated) -> Paper:
    """A value that is not used, as an Origin; one that agrees with what is shown is a witness of it."""
    agrees = "; ".join(stated.value) == field_text(paper, field)
    told = any(origin.field == field and origin.used for origin in paper.origins)
    own = () if told or not agrees else (Origin(field, "; ".join(stated.value), str(paper.source)),)
    return replace(paper, origins=(*paper.origins, *own, _origin(field, stated, used=agrees)))


def _with_authors(paper: Paper, stated: Stated, used: Origin) -> Paper:
    losers = [replace(o, used=False) if o.field == "authors" else o for o in paper.origins]
    held = field_text(paper, "authors")
    if held and not any(o.field == "authors" and o.value == held for o in losers):
        losers.append(Origin("authors", held, str(paper.source), used=False))
    return replace(paper, authors=stated_authors(stated.value), et_al=False, origins=(*losers, used))


def _completes(stated: Stated, paper: Paper) -> bool:
    """Whether a fact names more authors than a list that ends in "et al.", all of those in it among them."""
    known = {folded(split_name(author.name).family) for author in stated_authors(stated.value)}
    printed = {folded(split_name(author.name).family) for author in paper.authors}
    return paper.et_al and len(stated.value) > len(paper.authors) and printed <= known


def _origin(field: str, stated: Stated, *, used: bool = True) -> Origin:
    sources = f"{stated.said} ({stated.sources} sources)" if stated.sources > 1 else stated.said
    return Origin(field, "; ".join(stated.value), sources, used)


def with_own_date(paper: Paper, given: str | None) -> Paper:
    """The paper with its own date settled by the rule at the top of this module; `given` is the date that a digest or a person gave."""
    month = arxiv_month(paper.ids.get("arxiv", ""))
    date = paper.date or ""
    if not month or date.startswith(month) or (given and not month.startswith(given)):
        return paper
    losers = tuple(replace(o, used=False) if o.field == "date" and o.used else o for o in paper.origins)
    return replace(paper, date=month, origins=(*losers, Origin("date", month, f"arXiv id {paper.ids['arxiv']}")))
