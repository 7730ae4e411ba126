"""Ids that no paper got. In: the text of a list and its reading. Out: a Problem that names them, or nothing.

A line that was taken for text of the page may name a paper all the same: "to read: 10.1162/ling_a_00512".
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Problem, Reading, Source
from generator.text.ids import doi_of, ids_in

# Others than these stand in addresses of people and places too.
_KINDS = ("doi", "arxiv", "pmid", "pmcid")
_SHOWN = 3
# A longer line is prose or the script of a page.
_LINE = 300


def ids_of_nobody(text: str, reading: Reading, source: Source) -> tuple[Problem, ...]:
    """One warning for all ids in lines that belong to no paper and of which nothing else was said."""
    if not reading.papers or text.lstrip()[:1] == "<":
        return ()
    had = {value for paper in reading.papers for value in paper.ids.values()}
    had |= {value for paper in reading.papers for url in (paper.url or "", *paper.urls) for value in _named(url)}
    found = [(number, value) for number, value in _ids_beside(text, reading) if value not in had]
    if not found:
        return ()
    values = list(dict.fromkeys(value for _, value in found))
    more = f" and {len(values) - _SHOWN:,} more" if len(values) > _SHOWN else ""
    message = (
        f"{', '.join(values[:_SHOWN])}{more}: named beside the papers, and of none of them; write the title on the same line, or put ids "
        "alone into a file, one a line, which `offprint lookup` fills."
    )
    return (Problem(Source(source.path, found[0][0]), "warning", "id-of-nobody", message),)


def _ids_beside(text: str, reading: Reading) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    told = {problem.source.line for problem in reading.problems}
    for span in reading.account:
        if span.paper >= 0 or span.use == "doubt":
            continue
        for number in range(span.first, min(span.last, len(lines)) + 1):
            if number not in told and len(lines[number - 1]) <= _LINE:
                yield from ((number, value) for value in _named(lines[number - 1]))


def _named(text: str) -> list[str]:
    """The ids of works that a text names, a DOI also without a label."""
    if not any(sign.isdigit() for sign in text):
        return []
    ids = ids_in(text.strip())
    return [*filter(None, [doi_of(text)]), *(ids[kind] for kind in _KINDS[1:] if kind in ids)]
