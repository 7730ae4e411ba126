"""Postings. In: papers' texts. Out: for every term the papers that hold it, with frequencies, title places and field lengths."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from generator.render.search.words import STOP_WORDS, Word, stem, words

FIELDS = ("title", "tags", "authors", "abstract")
# A pair of words is also indexed as one word (`data set` as `dataset`) when some text writes it so and both parts are this long.
_SHORTEST_PART = 3


class Texts(msgspec.Struct, frozen=True):
    """The plain text of one paper by field, and the terms it can be filtered by (`:tag/diffusion`)."""

    title: str
    tags: str
    authors: str
    abstract: str
    filters: tuple[str, ...] = ()


class Posting(msgspec.Struct, gc=False):
    """One paper in a term's list: its number, how often the term stands in the field, the field's length in terms, and (titles) where."""

    number: int
    count: int
    length: int
    places: tuple[int, ...] = ()


class Postings(msgspec.Struct):
    """terms: term -> one list per field of FIELDS, by paper number. filters: filter -> paper numbers. pages: term -> page numbers.
    averages: mean length of each field. lengths: each paper's abstract length. spoken: word -> number of papers (for corrections)."""

    terms: dict[str, tuple[list[Posting], list[Posting], list[Posting], list[Posting]]]
    filters: dict[str, list[int]]
    pages: dict[str, list[int]]
    averages: tuple[float, ...]
    lengths: list[int]
    spoken: Mapping[str, int]


def collect(papers: Sequence[Texts], pages: Sequence[str] = ()) -> Postings:
    """Count all terms of `papers` (numbered in their order) and of the hand-written `pages` (plain text)."""
    read = [[words(getattr(paper, field)) for field in FIELDS] for paper in papers]
    compounds = _compounds(read)
    terms: dict[str, tuple[list[Posting], ...]] = defaultdict(lambda: ([], [], [], []))
    totals, lengths = [0] * len(FIELDS), []
    for number, texts in enumerate(read):
        for at, field in enumerate(FIELDS):
            places = field_terms(texts[at], field, compounds)
            length = sum(len(found) for found in places.values())
            totals[at] += length
            if field == "abstract":
                lengths.append(length)
            for term, found in places.items():
                terms[term][at].append(Posting(number, len(found), length, tuple(found) if field == "title" else ()))
    return Postings(
        terms=dict(terms),  # type: ignore[arg-type]
        filters=_filters(papers),
        pages=_page_terms(pages),
        averages=tuple(total / max(1, len(papers)) for total in totals),
        lengths=lengths,
        spoken=_spoken(read),
    )


def field_terms(found: Iterable[Word], field: str, compounds: frozenset[str]) -> dict[str, list[int]]:
    """term -> places in one field. Stop words count in titles and names only, where they can be all there is."""
    places: dict[str, list[int]] = {}
    previous = ""
    for word in found:
        if word.span == 1:
            joined = previous + word.text
            if joined in compounds and _joins(previous, word.text):
                places.setdefault(stem(joined), []).append(word.place - 1)
            previous = word.text
        if field != "abstract" or word.text not in STOP_WORDS:
            spots = places.setdefault(stem(word.text), [])
            if not spots or spots[-1] != word.place:
                spots.append(word.place)
    for spots in places.values():
        spots[:] = sorted(set(spots))
    return places


def _compounds(read: Iterable[Sequence[list[Word]]]) -> frozenset[str]:
    """Joined spellings that some text uses: written with a hyphen, or as one word where others write two."""
    single: set[str] = set()
    pairs: set[str] = set()
    for texts in read:
        for found in texts:
            single.update(word.text for word in found if word.span == 1 or word.span == 2)
            spoken = [word.text for word in found if word.span == 1]
            pairs.update(first + second for first, second in pairwise(spoken) if _joins(first, second))
    return frozenset(single & pairs)


def _joins(first: str, second: str) -> bool:
    """Whether two neighbouring words may be one compound: `zero shot`, `data set`, `GPT 4`."""
    long = len(second) >= _SHORTEST_PART or second[:1].isdigit()
    return long and len(first) >= _SHORTEST_PART and first not in STOP_WORDS and second not in STOP_WORDS


def _spoken(read: Iterable[Sequence[list[Word]]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for texts in read:
        counts.update({word.text for found in texts for word in found})
    return counts


def _filters(papers: Sequence[Texts]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        for name in sorted(set(paper.filters)):
            found[name].append(number)
    return dict(found)


def _page_terms(pages: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(pages):
        for term in sorted({stem(word.text) for word in words(text) if word.text not in STOP_WORDS}):
            found[term].append(number)
    return dict(found)
