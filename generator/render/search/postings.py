"""Postings. In: papers' fields as chunks. Out: rows of the papers that hold a term, with frequencies, title places and lengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from generator.render.search.letters import PLACE_BITS, End, Packed, Row, gaps, rice, unpacked_rows
from generator.render.search.texts import FIELDS
from generator.render.search.words import STOP_WORDS, Chunk, stem

# A pair of words is also indexed as one word (`data set` as `dataset`) when some text writes it so and both parts are this long.
_SHORTEST_PART = 3
# How often a term stands in a field is told up to here, and a title's length: more weighs the same, nearly.
_MOST_TIMES, _LONGEST_TITLE = 8, 16
_TIMES = [*("1" * count + "0" for count in range(_MOST_TIMES - 1)), "1" * (_MOST_TIMES - 1)]
_LENGTH_BITS = 4

# A paper's fields as chunks.
Read = Sequence[list[Chunk]]
Rows = dict[str, list[Row]]


def title_end(bits: str, at: int) -> int:
    """Where the bits of a paper's title end: how often, its length, the gaps between the term's places."""
    end = times_end(bits, at)
    count = min(end - at, _MOST_TIMES - 1) if bits[end - 1] == "0" else _MOST_TIMES
    end += _LENGTH_BITS
    for _ in range(count):
        end = bits.index("0", end) + 1 + PLACE_BITS
    return end


def times_end(bits: str, at: int) -> int:
    """Where it ends how often a term stands in a field."""
    zero = bits.find("0", at, at + _MOST_TIMES - 1)
    return zero + 1 if zero >= 0 else at + _MOST_TIMES - 1


ENDS: dict[str, End] = {field: title_end if field == "title" else times_end for field in FIELDS}


def times_of(rest: str) -> int:
    """How often a term stands in a field, of the bits behind a paper's number."""
    zero = rest.find("0", 0, _MOST_TIMES - 1)
    return zero + 1 if zero >= 0 else _MOST_TIMES


def first_place(rest: str) -> int:
    """The first place of a term in a title, of the bits behind the paper's number."""
    start = times_end(rest, 0) + _LENGTH_BITS
    zero = rest.index("0", start)
    return (zero - start) << PLACE_BITS | int(rest[zero + 1 : zero + 1 + PLACE_BITS], 2)


def strongest(column: Packed, field: str, lengths: Sequence[int], most: int) -> list[Row]:
    """The `most` papers of a column in which the term weighs most: how often it stands there, against the length of the field."""
    average = sum(lengths) / max(1, len(lengths))

    def weight(row: Row) -> tuple[float, int]:
        number, rest = row
        if field == "title":
            start = times_end(rest, 0)
            return times_of(rest) / (int(rest[start : start + _LENGTH_BITS], 2) + 5), number
        length = 0.4 + 0.6 * lengths[number] / average if field == "abstract" else 4
        return times_of(rest) / length, number

    return sorted(sorted(unpacked_rows(column, ENDS[field]), key=weight)[-most:])


def record_title(rows: Rows, number: int, found: list[Chunk], compounds: Set[str]) -> int:
    """Add a paper's title to the rows of its terms; its length in terms comes back. A row's bits are how often the term stands there, the
    title's length less one, and the gaps between the term's places."""
    places = title_places(found, compounds)
    length = sum(map(len, places.values()))
    told = f"{min(length, _LONGEST_TITLE) - 1:0{_LENGTH_BITS}b}"
    for term, spots in places.items():
        where = "".join([rice(place, PLACE_BITS) for place in gaps(spots[:_MOST_TIMES])])
        rows[term].append((number, _TIMES[min(len(spots), _MOST_TIMES) - 1] + told + where))
    return length


def record(rows: Rows, number: int, counts: Mapping[str, int]) -> int:
    """Add a paper's other field to the rows of its terms (so many ones, up to seven, and a zero); its length in terms comes back."""
    for term, count in counts.items():
        rows[term].append((number, _TIMES[min(count, _MOST_TIMES) - 1]))
    return sum(counts.values())


def field_counts(found: Iterable[Chunk], compounds: Set[str], *, stop_words: bool) -> dict[str, int]:
    """term -> how often it stands in a field. Stop words count in tags and names only, where they can be all there is."""
    counts: dict[str, int] = defaultdict(int)
    last = ""
    for chunk in found:
        if (joined := last + chunk.first) in compounds and _joins(last, chunk.first):
            counts[stem(joined)] += 1
        last = chunk.last
        for term in chunk.stems if stop_words else chunk.telling:
            counts[term] += 1
    return counts


def title_places(found: Iterable[Chunk], compounds: Set[str]) -> dict[str, list[int]]:
    """term -> its places in a title, ascending; stop words too."""
    places: dict[str, set[int]] = defaultdict(set)
    last, place = "", 0
    for chunk in found:
        if (joined := last + chunk.first) in compounds and _joins(last, chunk.first):
            places[stem(joined)].add(place - 1)
        last = chunk.last
        for word, term in zip(chunk.words, chunk.stems, strict=True):
            places[term].add(place + word.place)
        place += chunk.places
    return {term: sorted(spots) for term, spots in places.items()}


def joins_in(read: Iterable[Read], written: Mapping[str, object]) -> frozenset[str]:
    """Joined spellings of neighbours that some text writes with a hyphen, or as one word: those in `written`."""
    return frozenset(
        joined
        for texts in read
        for found in texts
        for before, after in pairwise(found)
        if (joined := before.last + after.first) in written and _joins(before.last, after.first)
    )


def _joins(first: str, second: str) -> bool:
    """Whether two neighbouring words may be one compound: `zero shot`, `data set`, `GPT 4`."""
    long = len(second) >= _SHORTEST_PART or second[:1].isdigit()
    return long and len(first) >= _SHORTEST_PART and first not in STOP_WORDS and second not in STOP_WORDS
