"""Beginnings. In: postings, and how large the row of each term is. Out: a row for each beginning that very many terms share.

What is half typed stands for every term that begins so. Of `con` they fill a dozen shards; the row of the beginning says in one place which
titles and authors hold one of them, and which of them are the most frequent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from generator.render.search.letters import PLACE_BITS, gaps, packed, packed_numbers, rice
from generator.render.search.postings import Postings, column_rows

_SHORTEST, _LONGEST = 3, 10
# A beginning whose rows fill one and a half shards lies in two or three of them.
_SHARDS = 1.5
_COMPLETIONS, _TOPICS = 6, 12


def beginnings(postings: Postings, rows: Mapping[str, str], target: int) -> dict[str, list[str]]:
    """beginning -> [it and a star, title, "", authors, "", "", "", "", "", topics, its most frequent terms]. Of a title two
    numbers: the gap and the first place of such a word; of authors the gap alone.
    `target` is a shard's size in characters, as are the `rows`."""
    sizes: Counter[str] = Counter()
    for term, row in rows.items():
        if not term.startswith(":"):
            sizes.update({start: len(row) for start in _starts(term)})
    crowded = {start for start, size in sizes.items() if size > _SHARDS * target}
    titles = _titles(postings, crowded)
    authors = _authors(postings, crowded)
    topics = _topics(postings, crowded)
    usual = _usual(postings, crowded)
    return {
        start: [
            f"{start}*",
            titles.get(start, ""),
            "",
            authors.get(start, ""),
            "",
            "",
            "",
            "",
            "",
            topics.get(start, ""),
            usual[start],
        ]
        for start in sorted(crowded)
    }


def _starts(term: str) -> Iterable[str]:
    return (term[:length] for length in range(_SHORTEST, min(len(term), _LONGEST) + 1))


def _titles(postings: Postings, crowded: set[str]) -> dict[str, str]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for term, column in postings.terms[0].items():
        for start in crowded.intersection(_starts(term)):
            places = found[start]
            for number, _, _, (first, *_) in column_rows(column, "title"):
                places[number] = min(first, places.get(number, first))
    return {start: _numbered(sorted(places.items())) for start, places in found.items()}


def _numbered(places: list[tuple[int, int]]) -> str:
    steps = gaps([number for number, _ in places])
    return packed([(step, rice(place, PLACE_BITS)) for step, (_, place) in zip(steps, places, strict=True)])


def _authors(postings: Postings, crowded: set[str]) -> dict[str, str]:
    found: dict[str, set[int]] = defaultdict(set)
    for term, column in postings.terms[2].items():
        for start in crowded.intersection(_starts(term)):
            found[start].update(row[0] for row in column_rows(column, "authors"))
    return {start: packed_numbers(sorted(numbers)) for start, numbers in found.items()}


def _topics(postings: Postings, crowded: set[str]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for term, names in sorted(postings.names.items()):
        for start in crowded.intersection(_starts(term)):
            found[start] += [name for name in names if "\t" in name]
    return {start: "\n".join(list(dict.fromkeys(names))[:_TOPICS]) for start, names in found.items()}


def _usual(postings: Postings, crowded: set[str]) -> dict[str, str]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for term, papers in postings.frequencies.items():
        for start in crowded.intersection(_starts(term)):
            found[start].append((-papers, term))
    return {start: " ".join(term for _, term in sorted(terms)[:_COMPLETIONS]) for start, terms in found.items()}
