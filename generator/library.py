"""The library. In: enriched papers, digests and the vocabulary. Out: one read-only record with ID indexes over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from generator.enrich.addresses import Addresses, author_slug
from generator.model import Digest, Paper, Tag

__all__ = ["Library", "author_slug", "gather"]


class Library(msgspec.Struct, frozen=True):
    """All of it. Indexes hold keys, never records; each is in the order of `papers` (newest added first, then as digests list them).

    by_tag: tag slug -> keys, narrower tags' papers included. by_kind, by_host: over links.
    by_author: author slug -> keys, whatever name they signed with; author_names: author slug -> the name to list. signed: key -> the slugs
    of its authors.
    by_month: YYYY-MM of `added` -> keys, newest month first. narrower: tag slug -> slugs one step below it, in vocabulary order, found
    ones by name; the empty slug holds the top. redirects: an old key -> the key that answers now.
    """

    papers: dict[str, Paper]
    digests: tuple[Digest, ...]
    tags: dict[str, Tag]
    by_tag: dict[str, tuple[str, ...]]
    by_kind: dict[str, tuple[str, ...]]
    by_host: dict[str, tuple[str, ...]]
    by_author: dict[str, tuple[str, ...]]
    author_names: dict[str, str]
    signed: dict[str, tuple[str, ...]]
    by_month: dict[str, tuple[str, ...]]
    narrower: dict[str, tuple[str, ...]]
    redirects: dict[str, str]
    addresses: Addresses = Addresses()

    def has_page(self, author: str, least: int) -> bool:
        """Whether an author has a page: with `least` papers or more, or because there was one."""
        return len(self.by_author.get(author, ())) >= least or author in self.addresses.authors

    def topics(self) -> list[Tag]:
        """The topics that have a page, in vocabulary order: those with papers, and those that had a page. A shipped vocabulary has hundreds
        that no paper of a small library is on, and nobody looks for these."""
        return [tag for slug, tag in self.tags.items() if slug in self.by_tag or slug in self.addresses.topics]


def gather(
    papers: Iterable[Paper], digests: Iterable[Digest], vocabulary: Iterable[Tag], addresses: Addresses | None = None
) -> Library:
    """Build the library. Digests come newest first; papers by `added`, newest first, then in their digest's own order."""
    issues = tuple(sorted(digests, key=lambda digest: (digest.date, digest.name), reverse=True))
    ordered = _order(papers, issues)
    tags = {tag.slug: tag for tag in vocabulary}
    signed = {paper.key: tuple(map(author_slug, paper.authors)) for paper in ordered}
    return Library(
        papers={paper.key: paper for paper in ordered},
        digests=issues,
        tags=tags,
        by_tag=_index(ordered, lambda paper: _with_broader(paper, tags)),
        by_kind=_index(ordered, lambda paper: [link.kind for link in paper.links]),
        by_host=_index(ordered, lambda paper: [link.host for link in paper.links]),
        by_author=_index(ordered, lambda paper: signed[paper.key]),
        author_names=_author_names(ordered, signed),
        signed=signed,
        by_month=_index(ordered, lambda paper: [paper.added[:7]] if paper.added else []),
        narrower=_narrower(tags),
        redirects={old: paper.key for paper in ordered for old in paper.redirects},
        addresses=addresses or Addresses(),
    )


def _author_names(papers: Iterable[Paper], signed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The slug of each author -> the name that the newest paper has."""
    names: dict[str, str] = {}
    for paper in papers:
        for place, author in zip(signed[paper.key], paper.authors, strict=True):
            if place not in names:
                names[place] = author.known_as or author.name
    return names


def _order(papers: Iterable[Paper], digests: tuple[Digest, ...]) -> list[Paper]:
    place: dict[tuple[str, str], tuple[str, int]] = {}
    for digest in digests:
        for position, key in enumerate(digest.keys):
            place.setdefault((digest.date, key), (digest.name, position))
    after_all = ("", 1 << 30)
    by_place = sorted(papers, key=lambda paper: (*place.get((paper.added, paper.key), after_all), paper.key))
    return sorted(by_place, key=lambda paper: paper.added, reverse=True)


def _index(papers: list[Paper], terms_of: Callable[[Paper], Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for paper in papers:
        for term in terms_of(paper):
            if term:
                found[term][paper.key] = None
    return {term: tuple(keys) for term, keys in found.items()}


def _with_broader(paper: Paper, tags: dict[str, Tag]) -> list[str]:
    """The slugs of a paper's tags and of every tag above them; the vocabulary holds no cycle, yet a visited set costs nothing."""
    waiting = [tag.slug for tag in paper.tags]
    seen: dict[str, None] = {}
    while waiting:
        term = waiting.pop()
        if term not in seen:
            seen[term] = None
            waiting.extend(tags[term].broader if term in tags else ())
    return list(seen)


def _narrower(tags: dict[str, Tag]) -> dict[str, tuple[str, ...]]:
    """Those that people gave in their order, then those that were found by name."""
    below: dict[str, list[str]] = defaultdict(list)
    for tag in sorted(tags.values(), key=lambda tag: (tag.found, tag.name.casefold() if tag.found else "")):
        for above in tag.broader or ("",):
            below[above].append(tag.slug)
    return {term: tuple(children) for term, children in below.items()}
