"""Postings. In: papers' texts. Out: for every term the papers that hold it, with frequencies, title places and field lengths."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

import msgspec

from generator.render.search.forms import written_forms
from generator.render.search.letters import Row, gaps
from generator.render.search.pairs import common, pairs
from generator.render.search.words import STOP_WORDS, Chunk, chunks, search_words, stem

FIELDS = ("title", "tags", "authors", "abstract")
# A pair of words is also indexed as one word (`data set` as `dataset`) when some text writes it so and both parts are this long.
_SHORTEST_PART = 3
# Of more papers, abstracts hold fewer joined spellings: those of neighbours that so many papers write as one word, and those that stand in
# two papers or in a title. At 10,000 papers that is a sixth of the index.
_FEW, _SOLID = 2_000, 3
# Of more papers, words of authors' names that one paper has are not known to corrections: they would be most of that vocabulary.
_NAMES_OF_ALL = 5_000


class Texts(msgspec.Struct, frozen=True):
    """The plain text of one paper by field, and the terms it can be filtered by (`:tag/diffusion`)."""

    title: str
    tags: str
    authors: str
    abstract: str
    filters: tuple[str, ...] = ()


# A paper's number, how often it says a term, and for titles its length and the gaps between the places.
Posting = tuple[int, int, int, Sequence[int]]


class Column:
    """The papers that hold one term in one field, as few numbers: for each paper twice the gap to the one before (less
    one), and one more when the term stands there more than once; then that count less 2; then, for titles, their length in
    terms and the gaps between the term's places. `papers` is how many papers there are."""

    __slots__ = ("last", "numbers", "papers")

    def __init__(self) -> None:
        self.last, self.papers, self.numbers = -1, 0, array("I")

    def add(self, number: int, count: int, length: int = 0, places: Iterable[int] = ()) -> None:
        self.numbers.append((number - self.last - 1) * 2 + (count > 1))
        if count > 1:
            self.numbers.append(count - 2)
        if length:
            self.numbers.append(length)
        self.numbers.extend(places)
        self.last = number
        self.papers += 1


def words_told(text: str) -> int:
    """How long an abstract is: its words but stop words, as near as matters."""
    words = text.lower().split()
    return len(words) - int(sum(map(STOP_WORDS.__contains__, words)))


def strongest(column: Column, field: str, lengths: Sequence[int], most: int) -> Column:
    """The `most` papers of a column in which the term weighs most: how often it stands there, against the length of the field."""
    rows = list(column_rows(column, field))
    average = sum(lengths) / max(1, len(lengths))

    def weight(row: Posting) -> tuple[float, int]:
        number, count, length, _ = row
        return (
            count / (0.4 + 0.6 * lengths[number] / average) if field == "abstract" else count / (length + 4),
            number,
        )

    kept = Column()
    for number, count, length, places in sorted(sorted(rows, key=weight)[-most:]):
        kept.add(number, count, length, places)
    return kept


def papers_with(term: str, postings: Postings) -> int:
    """How many papers hold a term in any field."""
    found = [columns.get(term) for columns in postings.terms]
    return len(
        {row[0] for field, column in zip(FIELDS, found, strict=True) if column for row in column_rows(column, field)}
    )


def column_rows(column: Column, field: str) -> Iterator[Posting]:
    """A column's postings as they were added."""
    numbers, at, number = column.numbers, 0, -1
    while at < len(numbers):
        head = numbers[at]
        number += (head >> 1) + 1
        count = numbers[at + 1] + 2 if head & 1 else 1
        at += 1 + (head & 1)
        length = numbers[at] if field == "title" else 0
        at += field == "title"
        places = numbers[at : at + count] if field == "title" else ()
        at += len(places)
        yield number, count, length, places


class Postings(msgspec.Struct):
    """terms: by field of FIELDS, term -> its column. filters: filter -> paper numbers. pages: term -> page numbers. averages: mean
    length of each field. lengths: each paper's abstract length (see `words_told`). frequencies: term -> how many lists of papers it
    fills, summed over the fields. forms, names: see forms.py, names.py. common: the most frequent terms. pairs: one of those -> the next ->
    paper numbers. spoken: word -> number of papers (for corrections). named: the words of titles and, unless there are very many, of
    authors' names."""

    terms: tuple[dict[str, Column], ...]
    filters: dict[str, list[int]]
    pages: dict[str, list[int]]
    averages: tuple[float, ...]
    lengths: list[int]
    frequencies: Mapping[str, int]
    forms: Mapping[str, Mapping[str, list[Row]]]
    names: Mapping[str, Sequence[str]]
    common: list[str]
    pairs: Mapping[str, Mapping[str, list[int]]]
    spoken: Mapping[str, int]
    named: frozenset[str]


def collect(
    papers: Sequence[Texts], pages: Sequence[str] = (), names: Mapping[str, Sequence[str]] | None = None
) -> Postings:
    """Count all terms of `papers` (numbered in their order) and of the hand-written `pages` (plain text). `names` see names.py."""
    read = [[chunks(getattr(paper, field)) for field in FIELDS] for paper in papers]
    terms, lengths = _columns(read)
    lengths[FIELDS.index("abstract")] = [words_told(paper.abstract) for paper in papers]
    if len(papers) > _FEW:
        _drop_single_joins(terms, read)
    frequencies = Counter({term: column.papers for term, column in terms[0].items()})
    for columns in terms[1:]:
        frequencies.update({term: column.papers for term, column in columns.items()})
    usual = common(frequencies, len(papers))
    return Postings(
        terms=tuple(dict(found) for found in terms),
        filters=_filters(papers),
        pages=_page_terms(pages),
        averages=tuple(sum(found) / max(1, len(papers)) for found in lengths),
        lengths=lengths[FIELDS.index("abstract")],
        frequencies=frequencies,
        forms=written_forms(read),
        names=names or {},
        common=usual,
        pairs=pairs(read, frozenset(usual)),
        spoken=_spoken(read),
        named=_named(read),
    )


def _columns(read: Sequence[Sequence[list[Chunk]]]) -> tuple[tuple[dict[str, Column], ...], list[list[int]]]:
    """By field: the columns of its terms, and the length of each paper's."""
    compounds = _compounds(read)
    usual = compounds if len(read) <= _FEW else _solid(read, compounds)
    terms: tuple[dict[str, Column], ...] = tuple(defaultdict(Column) for _ in FIELDS)
    lengths: list[list[int]] = [[] for _ in FIELDS]
    for number, texts in enumerate(read):
        for at, field in enumerate(FIELDS):
            known = usual if field == "abstract" else compounds
            lengths[at].append(_record(terms[at], number, texts[at], field, known))
    return terms, lengths


def _record(columns: dict[str, Column], number: int, found: list[Chunk], field: str, compounds: frozenset[str]) -> int:
    """Add one field of one paper to the columns; its length in terms comes back."""
    if field == "title":
        places = title_places(found, compounds)
        length = sum(map(len, places.values()))
        for term, spots in places.items():
            columns[term].add(number, len(spots), length, gaps(spots))
        return length
    counts = field_counts(found, compounds, stop_words=field != "abstract")
    for term, count in counts.items():
        columns[term].add(number, count)
    return sum(counts.values())


def field_counts(found: Iterable[Chunk], compounds: frozenset[str], *, stop_words: bool) -> dict[str, int]:
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


def title_places(found: Iterable[Chunk], compounds: frozenset[str]) -> dict[str, list[int]]:
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


def _compounds(read: Sequence[Sequence[list[Chunk]]]) -> frozenset[str]:
    """Joined spellings that some text uses: written with a hyphen, or as one word where others write two."""
    distinct = {id(chunk): chunk for texts in read for found in texts for chunk in found}
    single = {word.text for chunk in distinct.values() for word in chunk.words if word.span in (1, 2)}
    return frozenset(
        joined
        for texts in read
        for found in texts
        for before, after in pairwise(found)
        if (joined := before.last + after.first) in single and _joins(before.last, after.first)
    )


def _solid(read: Sequence[Sequence[list[Chunk]]], compounds: frozenset[str]) -> frozenset[str]:
    """Those of `compounds` that some papers write as one word."""
    distinct = {id(chunk): chunk for texts in read for found in texts for chunk in found}
    written = {
        place: solid
        for place, chunk in distinct.items()
        if (solid := {word.text for word in chunk.words if word.span == 1} & compounds)
    }
    counts: Counter[str] = Counter()
    for texts in read:
        here = {id(chunk) for found in texts for chunk in found} & written.keys()
        counts.update(set().union(*(written[place] for place in here)))
    return frozenset(word for word, count in counts.items() if count >= _SOLID)


def _drop_single_joins(terms: tuple[dict[str, Column], ...], read: Sequence[Sequence[list[Chunk]]]) -> None:
    """Take joined spellings away that one abstract alone writes (`stateofthe`)."""
    distinct = {id(chunk): chunk for texts in read for found in texts for chunk in found}
    words = {(word.text, word.span > 1) for chunk in distinct.values() for word in chunk.words}
    joined = {stem(text) for text, many in words if many} - {stem(text) for text, many in words if not many}
    *others, abstracts = terms
    for term in joined:
        if term in abstracts and abstracts[term].papers == 1 and not any(term in columns for columns in others):
            del abstracts[term]


def _joins(first: str, second: str) -> bool:
    """Whether two neighbouring words may be one compound: `zero shot`, `data set`, `GPT 4`."""
    long = len(second) >= _SHORTEST_PART or second[:1].isdigit()
    return long and len(first) >= _SHORTEST_PART and first not in STOP_WORDS and second not in STOP_WORDS


def _spoken(read: Iterable[Sequence[list[Chunk]]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for texts in read:
        counts.update(set(chain.from_iterable(chunk.texts for found in texts for chunk in found)))
    return counts


def _named(read: Sequence[Sequence[list[Chunk]]]) -> frozenset[str]:
    fields = ("title", "authors") if len(read) <= _NAMES_OF_ALL else ("title",)
    at = [FIELDS.index(field) for field in fields]
    return frozenset(word for texts in read for field in at for chunk in texts[field] for word in chunk.texts)


def _filters(papers: Sequence[Texts]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        for name in sorted(set(paper.filters)):
            found[name].append(number)
    return dict(found)


def _page_terms(pages: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(pages):
        for term in sorted({stem(word.text) for word in search_words(text) if word.text not in STOP_WORDS}):
            found[term].append(number)
    return dict(found)
