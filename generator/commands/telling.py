"""Telling a person what was understood. In: Papers as a reader gave them. Out: lines for a terminal; reads and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Paper
from generator.render.phrases import counted
from generator.text import typeset

_NAMED = 3
# The ids that people know a paper by, in the order in which they are looked for.
_IDS = {"arxiv": "arXiv", "doi": "DOI", "pmid": "PMID"}


def told_of(paper: Paper) -> str:
    """One line: first authors, date, where it is printed, id, how long the abstract is, how many links. What is missing is said."""
    parts = [_authors(paper), paper.date or "no date", *paper.venues[:1], _id(paper)]
    letters = len(typeset(paper.abstract).plain)
    parts.append(f"abstract of {counted(letters, 'letter')}" if letters else "no abstract")
    links = len(paper.urls) + (paper.url is not None)
    parts.append(counted(links, "link") if links else "")
    return " · ".join(filter(None, parts))


def _authors(paper: Paper) -> str:
    names = [author.name for author in paper.authors]
    if not names:
        return "no authors"
    more = len(names) - _NAMED
    said = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return said + (" et al." if paper.et_al else "")


def _id(paper: Paper) -> str:
    for kind, name in _IDS.items():
        if kind in paper.ids:
            return f"{name} {paper.ids[kind]}"
    return next((f"{kind} {value}" for kind, value in paper.ids.items()), "no id")


def coverage(papers: Sequence[Paper]) -> str:
    """How many of the papers have what a page needs: "Of 79 papers 78 have an abstract, 79 authors, 76 a date, 76 an id."."""
    counts = {
        "an abstract": sum(1 for paper in papers if paper.abstract),
        "authors": sum(1 for paper in papers if paper.authors),
        "a date": sum(1 for paper in papers if paper.date),
        "an id": sum(1 for paper in papers if paper.ids),
    }
    first, *others = (f"{count:,} {what}" for what, count in counts.items())
    said = first.replace(" ", " have ", 1) if counts["an abstract"] != 1 else first.replace(" ", " has ", 1)
    return f"Of {counted(len(papers), 'paper')} {', '.join([said, *others])}."
