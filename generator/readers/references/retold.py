"""One work told in several styles. In: what a reader of texts made of a page. Out: the same, in which a work that is cited is one paper.

The page of a book shows it as a citation in APA, MLA and Harvard, then as title, author and abstract.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from msgspec.structs import replace

from generator.model import Author, Paper, Reading, Span
from generator.readers.paste.facts import facts_of_lines
from generator.readers.references import NAME
from generator.readers.references.styles import readings_of
from generator.text import fold

# A page cites its own work in a few styles; a text of more titles is a list.
_MOST = 12
# A title of so many signs may hold a whole reference.
_SHORTEST = 50
_STYLES = ("after the year", "quoted", "published", "plain")


def retold(reading: Reading, text: str) -> Reading:
    """A title that is a whole reference, with names and a year, is that reference; what is the same work then is one paper. A list that
    has a reference twice is left as it is: on the page of a work its title stands alone too."""
    if not 1 <= len(reading.papers) <= _MOST:
        return reading
    papers = [_as_reference(paper) for paper in reading.papers]
    told = any(one is not paper for one, paper in zip(papers, reading.papers, strict=True))
    titles = {_folded(paper.title) for paper in papers}
    several = reading.digest.format == NAME and len(papers) > 1 == len(titles)
    # The one title of all is a line by itself.
    cited = several and any(_folded(line) in titles for line in text.split("\n"))
    if not told and not cited:
        return reading
    works, account = once(papers, reading.account)
    return replace(reading, papers=tuple(works), account=tuple(account))


def once(papers: Sequence[Paper], spans: Sequence[Span]) -> tuple[list[Paper], list[Span]]:
    """Each work once, in their order, of its records the fuller; and the spans of its lines."""
    groups: list[list[Paper]] = []
    place: dict[int, int] = {}
    for at, paper in enumerate(papers):
        same = next((n for n, group in enumerate(groups) if all(_same(one, paper) for one in group)), len(groups))
        groups[same:] = [[*groups[same], paper], *groups[same + 1 :]] if same < len(groups) else [[paper]]
        place[at] = same
    return [reduce(_joined, group) for group in groups], [replace(one, paper=place.get(one.paper, -1)) for one in spans]


def _folded(title: str) -> str:
    return fold(title).casefold().rstrip(".")


def _as_reference(paper: Paper) -> Paper:
    """The paper that a title names as a reference; a paper with names of its own has a title."""
    if paper.authors or len(paper.title) < _SHORTEST:
        return paper
    readings = readings_of(paper.title)
    found = next((readings[style] for style in _STYLES if style in readings), None)
    if not found or not found.names or not found.year:
        return paper
    ids = {**facts_of_lines([found.rest], venues=False).ids, **paper.ids}
    return replace(
        paper, title=found.title, authors=tuple(map(Author, found.names)), date=paper.date or found.year, ids=ids
    )


def _same(one: Paper, other: Paper) -> bool:
    """Whether two have one title, and neither year, ids nor the first family speak against it."""
    if _folded(one.title) != _folded(other.title):
        return False
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return False
    if any(one.ids[kind] != other.ids[kind] for kind in one.ids.keys() & other.ids.keys()):
        return False
    return not one.authors or not other.authors or _family(one.authors) == _family(other.authors)


def _family(authors: Sequence[Author]) -> str:
    return authors[0].name.split()[-1].casefold()


def _joined(one: Paper, other: Paper) -> Paper:
    """What both tell, of each the fuller: names written out, the abstract that has more in it."""
    authors = max(one.authors, other.authors, key=lambda names: sum(len(author.name) for author in names))
    return replace(
        one,
        authors=authors,
        abstract=max(one.abstract, other.abstract, key=len),
        date=max(one.date or "", other.date or "", key=len) or None,
        venues=one.venues or other.venues,
        ids={**other.ids, **one.ids},
        url=one.url or other.url,
        urls=tuple(dict.fromkeys((*one.urls, *other.urls))),
        keywords=one.keywords or other.keywords,
    )
