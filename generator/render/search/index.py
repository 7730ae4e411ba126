"""The index. In: the texts of papers, some at a time, oldest first. Out: all that search knows of them, to which newer ones can be added.

What is decided over all papers (which terms are frequent, which beginnings are crowded, how a stem is usually written) the first ones
decide. So what was made of old papers stands when new ones come: these add rows at the ends of columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import chain

import msgspec

from generator.render.search.beginnings import Begun, crowded, go_on
from generator.render.search.forms import StemForms, add_forms
from generator.render.search.letters import Packed, Row, no_rest, with_rows
from generator.render.search.pairs import common, pairs
from generator.render.search.postings import ENDS, Read, Rows, field_counts, joins_in, record, record_title
from generator.render.search.texts import FIELDS, Texts, words_told
from generator.render.search.words import Chunk, chunks, stem

# Of more papers, abstracts hold fewer joined spellings: those of neighbours that so many papers write as one word. At 10,000 papers all
# others, and those of one abstract (see `shown`), would be a sixth of the index.
_SOLID = 3
# Abstracts of so many papers at a time wait as rows, which take ten times the memory of columns.
_WAITING = 4_000
# The span of two words written as one (see `Word`).
_TWO = 2

Columns = dict[str, Packed]


class Plan(msgspec.Struct, frozen=True):
    """What an index has to know of the whole library: whether it is `large`, so that joined spellings are few and frequent terms paired;
    and how many characters a shard will have."""

    large: bool
    shard: int


class TermIndex(msgspec.Struct):
    """columns: by field of FIELDS, term -> the papers that hold it. totals: the lengths of each field, summed up. lengths: each paper's
    abstract length (see `words_told`). forms, begun: see forms.py, beginnings.py. joined: terms that are joined spellings alone.
    spoken: word -> number of papers (for corrections). written: word -> number of papers that write it as one word, of those that may
    join others. titled, named: the words of titles, and of authors' names. common: the most frequent terms. pairs: one of those -> the
    next -> papers."""

    papers: int = 0
    columns: tuple[Columns, ...] = msgspec.field(default_factory=lambda: tuple({} for _ in FIELDS))
    totals: list[int] = msgspec.field(default_factory=lambda: [0] * len(FIELDS))
    lengths: list[int] = msgspec.field(default_factory=list)
    forms: dict[str, StemForms] = msgspec.field(default_factory=dict)
    begun: dict[str, Begun] = msgspec.field(default_factory=dict)
    joined: set[str] = msgspec.field(default_factory=set)
    spoken: dict[str, int] = msgspec.field(default_factory=dict)
    written: dict[str, int] = msgspec.field(default_factory=dict)
    titled: set[str] = msgspec.field(default_factory=set)
    named: set[str] = msgspec.field(default_factory=set)
    common: list[str] = msgspec.field(default_factory=list)
    pairs: dict[str, Columns] = msgspec.field(default_factory=dict)

    @property
    def averages(self) -> list[float]:
        """The mean length of each field."""
        return [total / max(1, self.papers) for total in self.totals]

    def frequency(self, term: str) -> int:
        """How many papers hold a term, summed over the fields."""
        return sum(column.count for columns in self.columns if (column := columns.get(term)))

    def held(self, term: str) -> list[Packed | None]:
        """Its column in each field."""
        return [columns.get(term) for columns in self.columns]


def grow(index: TermIndex, texts: Iterable[Texts], plan: Plan) -> TermIndex:
    """The index with more papers, whose numbers go on from those that are there. What was given is changed. Texts are let go as they are
    read: those of 100,000 papers are 200 MB."""
    read: list[Read] = []
    lengths: list[int] = []
    for paper in texts:
        read.append([chunks(getattr(paper, field)) for field in FIELDS])
        lengths.append(words_told(paper.abstract))
    _count_words(index, read)
    rows = _add_columns(index, read, joins_in(read, index.written), plan)
    add_forms(index.forms, read, index.papers)
    if index.papers:
        go_on(index.begun, rows, index.frequency)
    else:
        _decide(index, len(read), plan)
    _add_pairs(index, read)
    index.lengths += lengths
    index.totals[-1] += sum(lengths)
    index.papers += len(read)
    return index


def _decide(index: TermIndex, papers: int, plan: Plan) -> None:
    """What the first papers decide for all."""
    frequencies = {term: index.frequency(term) for term in set().union(*index.columns)}
    index.common = common(frequencies, papers) if plan.large else []
    index.begun = crowded(index.columns, index.forms, frequencies, plan.shard)


def _add_pairs(index: TermIndex, read: Iterable[Read]) -> None:
    for before, followers in pairs(read, frozenset(index.common), index.papers).items():
        held = index.pairs.setdefault(before, {})
        for term, numbers in followers.items():
            held[term] = with_rows(held.get(term), [(number, "") for number in numbers], no_rest)


def _count_words(index: TermIndex, read: Iterable[Read]) -> None:
    """Add to the words that are known, and to how many papers say them."""
    spoken, written = Counter(index.spoken), Counter(index.written)
    distinct: dict[int, Chunk] = {}
    for texts in read:
        here = {id(chunk): chunk for found in texts for chunk in found}
        distinct.update(here)
        spoken.update(set(chain.from_iterable(chunk.texts for chunk in here.values())))
        written.update(set(chain.from_iterable(chunk.parts for chunk in here.values())))
        index.titled.update(chain.from_iterable(chunk.texts for chunk in texts[FIELDS.index("title")]))
        index.named.update(chain.from_iterable(chunk.texts for chunk in texts[FIELDS.index("authors")]))
    index.spoken, index.written = dict(spoken), dict(written)
    _join_words(index, {(word.text, word.span) for chunk in distinct.values() for word in chunk.words})


def _join_words(index: TermIndex, words: Set[tuple[str, int]]) -> None:
    """Words with their spans (see `Word`): which of them neighbours may be joined to, and which terms are joined spellings alone."""
    for text, span in words:
        if span == _TWO:
            index.written.setdefault(text, 0)
    apart = {stem(text) for text, span in words if span <= 1}
    fresh = {stem(text) for text, span in words if span > 1} - apart
    still = {term for term in fresh if term in index.joined or not any(index.held(term))}
    index.joined = (index.joined - apart) | still


def _add_columns(index: TermIndex, read: Sequence[Read], compounds: Set[str], plan: Plan) -> tuple[Rows, ...]:
    """Add papers to the columns of their terms; the rows that these get come back, of abstracts the terms alone."""
    rows: tuple[Rows, ...] = tuple(defaultdict(list) for _ in FIELDS[:-1])
    for number, (title, tags, authors, _) in enumerate(read, index.papers):
        index.totals[0] += record_title(rows[0], number, title, compounds)
        index.totals[1] += record(rows[1], number, field_counts(tags, compounds, stop_words=True))
        index.totals[2] += record(rows[2], number, field_counts(authors, compounds, stop_words=True))
    for columns, added, field in zip(index.columns, rows, FIELDS, strict=False):
        _flush(columns, added, field)
    usual = frozenset(word for word in compounds if index.written[word] >= _SOLID) if plan.large else compounds
    return (*rows, _add_abstracts(index, [abstract for *_, abstract in read], usual))


def _add_abstracts(index: TermIndex, abstracts: Sequence[list[Chunk]], compounds: Set[str]) -> Rows:
    touched: Rows = {}
    for start in range(0, len(abstracts), _WAITING):
        rows: Rows = defaultdict(list)
        for number, abstract in enumerate(abstracts[start : start + _WAITING], index.papers + start):
            record(rows, number, field_counts(abstract, compounds, stop_words=False))
        _flush(index.columns[-1], rows, FIELDS[-1])
        touched.update((term, []) for term in rows)
    return touched


def _flush(columns: Columns, rows: dict[str, list[Row]], field: str) -> None:
    end = ENDS[field]
    for term, added in rows.items():
        columns[term] = with_rows(columns.get(term), added, end)
