"""Beginnings. In: columns of terms, and rows that are added to them. Out: a row for each beginning that very many terms share.

What is half typed stands for every term that begins so. Of `con` they fill a dozen shards; the row of the beginning says in one place which
titles and authors hold one of them, and which of them are the most frequent. The first papers decide which beginnings are that many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain

import msgspec

from generator.render.search.forms import StemForms
from generator.render.search.letters import PLACE_BITS, Packed, Row, no_rest, rice, unpacked_rows, with_rows
from generator.render.search.postings import ENDS, first_place
from generator.render.search.texts import FIELDS

_SHORTEST, _LONGEST = 3, 10
# A beginning whose rows fill one and a half shards lies in two or three of them. What a row takes beside its columns:
_SHARDS, _AROUND = 1.5, 8
_COMPLETIONS, _TOPICS = 6, 12
_TITLE, _AUTHORS = FIELDS.index("title"), FIELDS.index("authors")


class Begun(msgspec.Struct, array_like=True):
    """What a beginning stands for: papers by their titles, each with the first place of such a word; papers by their authors; and the most
    frequent such terms."""

    titles: Packed | None = None
    authors: Packed | None = None
    usual: list[str] = []


def crowded(
    columns: Sequence[Mapping[str, Packed]], forms: Mapping[str, StemForms], frequencies: Mapping[str, int], shard: int
) -> dict[str, Begun]:
    """The beginnings whose rows fill more than a shard of so many characters."""
    sizes: Counter[str] = Counter()
    for term in frequencies:
        size = len(term) + _AROUND + sum(len(held[term].text) + 3 for held in columns if term in held)
        size += len(forms[term].told()) if term in forms else 0
        sizes.update(dict.fromkeys(_starts(term), size))
    begun = {start: Begun() for start in sorted(sizes) if sizes[start] > _SHARDS * shard}
    rows = [
        {term: unpacked_rows(column, ENDS[field]) for term, column in held.items() if _starts_in(term, begun.keys())}
        if field in ("title", "authors")
        else dict.fromkeys(held, ())
        for field, held in zip(FIELDS, columns, strict=True)
    ]
    go_on(begun, rows, frequencies.__getitem__)
    return begun


def go_on(
    begun: dict[str, Begun], rows: Sequence[Mapping[str, Sequence[Row]]], frequency: Callable[[str], int]
) -> None:
    """Add the rows that terms got in each field (of titles and authors; of the others the terms are enough)."""
    terms: dict[str, set[str]] = defaultdict(set)
    for term in set().union(*rows):
        for start in _starts_in(term, begun.keys()):
            terms[start].add(term)
    for start, found in terms.items():
        one = begun[start]
        one.titles = _with_titles(one.titles, [rows[_TITLE].get(term, ()) for term in found])
        one.authors = _with_authors(one.authors, [rows[_AUTHORS].get(term, ()) for term in found])
        one.usual = sorted({*one.usual, *found}, key=lambda term: (-frequency(term), term))[:_COMPLETIONS]


def _with_titles(held: Packed | None, fresh: Iterable[Sequence[Row]]) -> Packed | None:
    places: dict[int, int] = {}
    for number, rest in chain.from_iterable(fresh):
        first = first_place(rest)
        places[number] = min(first, places.get(number, first))
    rows = [(number, rice(place, PLACE_BITS)) for number, place in sorted(places.items())]
    return with_rows(held, rows, _place_end) if rows else held


def _with_authors(held: Packed | None, fresh: Iterable[Sequence[Row]]) -> Packed | None:
    numbers = sorted({number for number, _ in chain.from_iterable(fresh)})
    return with_rows(held, [(number, "") for number in numbers], no_rest) if numbers else held


def beginning_rows(begun: Mapping[str, Begun], names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """beginning and a star -> [that, title, "", authors, "", "", "", "", "", topics, its most frequent terms]. Of a title two numbers: the
    gap and the first place of such a word; of authors the gap alone."""
    topics: dict[str, list[str]] = defaultdict(list)
    for term, offered in sorted(names.items()):
        for start in _starts_in(term, begun.keys()):
            topics[start] += [name for name in offered if "\t" in name]
    rows = {}
    for start, one in begun.items():
        said = "\n".join(list(dict.fromkeys(topics[start]))[:_TOPICS])
        titles, authors = (column.text if column else "" for column in (one.titles, one.authors))
        rows[f"{start}*"] = [f"{start}*", titles, "", authors, "", "", "", "", "", said, " ".join(one.usual)]
    return rows


def _starts(term: str) -> Iterable[str]:
    return (term[:length] for length in range(_SHORTEST, min(len(term), _LONGEST) + 1))


def _starts_in(term: str, known: Set[str]) -> list[str]:
    return [start for start in _starts(term) if start in known]


def _place_end(bits: str, at: int) -> int:
    return bits.index("0", at) + 1 + PLACE_BITS
