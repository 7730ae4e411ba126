"""The index. In: the texts of papers, some at a time, oldest first. Out: all that search knows of them, to which newer ones can be added.

What is decided over all papers (which terms are frequent, which beginnings are crowded, how a stem is usually written) the first ones
decide. So what was made of old papers stands when new ones come: these add rows at the ends of columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec
from msgspec.structs import replace

from generator.render.search.beginnings import Begun, crowded, go_on
from generator.render.search.forms import StemForms, add_forms
from generator.render.search.letters import Packed, no_rest, with_rows
from generator.render.search.pairs import common, pairs
from generator.render.search.postings import ENDS, Read, Rows, field_counts, joins_in, record, record_title
from generator.render.search.runs import Runs
from generator.render.search.texts import FIELDS, Texts
from generator.render.search.words import Chunk

# Of more papers, abstracts hold fewer joined spellings: those of neighbours that so many papers write as one word. At 10,000 papers all
# others, and those of one abstract (see `shown`), would be a sixth of the index.
_SOLID = 3
# So many papers are read at a time: chunks take ten times the memory of runs, and rows ten times that of columns.
_TOGETHER = 4_000
# The span of two words written as one (see `Word`).
_TWO = 2

Columns = dict[str, Packed]


class Plan(msgspec.Struct, frozen=True):
    """What an index has to know of the whole library: whether it is `large`, so that joined spellings are few and frequent terms paired;
    how many characters a shard will have; and the most frequent terms, where the papers that are indexed do not decide them."""

    large: bool
    shard: int
    common: tuple[str, ...] = ()


class TermIndex(msgspec.Struct):
    """columns: by field of FIELDS, term -> the papers that hold it. totals: the lengths of each field, summed up. lengths: each paper's
    abstract length (see `words_told`). forms, begun: see forms.py, beginnings.py. joined: terms that are joined spellings alone.
    spoken: word -> number of papers (for corrections; see `with_tags`). written: word -> number of papers that write it as one word, of
    those that may join others. titled, named: the words of titles, and of authors' names. common: the most frequent terms.
    pairs: one of those -> the next -> papers; pairs_of_tags: the same in tags."""

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
    pairs_of_tags: dict[str, Columns] = msgspec.field(default_factory=dict)

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


def with_tags(words: TermIndex, tags: TermIndex) -> TermIndex:
    """One index of that of papers without their tags and that of their tags alone. They are two, for who renames a topic changes the tags
    of a thousand papers and no other word. So a word is spoken by as many papers as say it in the one or have it in the other, whichever
    are more, and of a stem's forms those count that stand in titles and abstracts, where it stands there at all."""
    spoken = words.spoken | {word: max(count, words.spoken.get(word, 0)) for word, count in tags.spoken.items()}
    return replace(
        words,
        columns=tuple((tags if field == "tags" else words).columns[at] for at, field in enumerate(FIELDS)),
        totals=[*map(sum, zip(words.totals, tags.totals, strict=True))],
        spoken=spoken,
        forms=tags.forms | words.forms,
        pairs_of_tags=tags.pairs,
    )


def grow(index: TermIndex, texts: Iterable[Texts], plan: Plan) -> TermIndex:
    """The index with more papers, whose numbers go on from those that are there. What was given is changed."""
    start, runs = index.papers, Runs(texts, _TOGETHER)
    _count_words(index, runs)
    index.lengths += runs.lengths
    index.totals[-1] += sum(runs.lengths)
    for read in runs.again():
        rows = _add_columns(index, read, plan)
        add_forms(index.forms, read, index.papers)
        if start:
            go_on(index.begun, rows, index.frequency)
        index.papers += len(read)
    if not start:
        _decide(index, plan)
    if index.common:
        _add_pairs(index, runs, start)
    return index


def _decide(index: TermIndex, plan: Plan) -> None:
    """What the first papers decide for all."""
    frequencies = {term: index.frequency(term) for term in set().union(*index.columns)}
    index.common = list(plan.common) or (common(frequencies, index.papers) if plan.large else [])
    index.begun = crowded(index.columns, index.forms, frequencies, plan.shard)


def _add_pairs(index: TermIndex, runs: Runs, start: int) -> None:
    common = frozenset(index.common)
    for read in runs.again():
        for before, followers in pairs(read, common, start).items():
            held = index.pairs.setdefault(before, {})
            for term, numbers in followers.items():
                held[term] = with_rows(held.get(term), [(number, "") for number in numbers], no_rest)
        start += len(read)


def _count_words(index: TermIndex, runs: Runs) -> None:
    """Take the papers, and add to the words that are known, and to how many papers say them."""
    spoken: Counter[str] = Counter()
    written: Counter[str] = Counter()
    apart: set[str] = set()
    joined: set[str] = set()
    for read in runs.take():
        index.titled.update(_words_in(read, "title"))
        index.named.update(_words_in(read, "authors"))
        distinct: dict[int, Chunk] = {}
        for texts in read:
            here = {id(chunk): chunk for found in texts for chunk in found}
            distinct.update(here)
            spoken.update(set(chain.from_iterable(chunk.texts for chunk in here.values())))
            written.update(set(chain.from_iterable(chunk.parts for chunk in here.values())))
        for chunk in distinct.values():
            _tell_joined(chunk, apart, joined, written)
    # What is there is added to, for each batch of a large library would copy all words of it.
    _add(index.spoken, spoken)
    _add(index.written, written)
    fresh = {term for term in joined - apart if term not in index.joined and not any(index.held(term))}
    index.joined -= apart
    index.joined |= fresh


def _add(counts: dict[str, int], more: Counter[str]) -> None:
    for word, count in more.items():
        counts[word] = counts.get(word, 0) + count


def _words_in(read: Iterable[Read], field: str) -> Iterator[str]:
    place = FIELDS.index(field)
    return chain.from_iterable(chunk.texts for texts in read for chunk in texts[place])


def _tell_joined(chunk: Chunk, apart: set[str], joined: set[str], written: dict[str, int]) -> None:
    """Which terms are joined spellings and which stand by themselves, and which words neighbours may be joined to (see `Word`)."""
    for word, term in zip(chunk.words, chunk.stems, strict=True):
        if word.span == _TWO:
            written.setdefault(word.text, 0)
        (apart if word.span <= 1 else joined).add(term)


def _add_columns(index: TermIndex, read: Sequence[Read], plan: Plan) -> tuple[Rows, ...]:
    """Add papers to the columns of their terms; the rows that these get come back."""
    compounds = joins_in(read, index.written)
    usual = frozenset(word for word in compounds if index.written[word] >= _SOLID) if plan.large else compounds
    rows: tuple[Rows, ...] = tuple(defaultdict(list) for _ in FIELDS)
    for number, (title, tags, authors, abstract) in enumerate(read, index.papers):
        index.totals[0] += record_title(rows[0], number, title, compounds)
        index.totals[1] += record(rows[1], number, field_counts(tags, compounds, stop_words=True))
        index.totals[2] += record(rows[2], number, field_counts(authors, compounds, stop_words=True))
        record(rows[3], number, field_counts(abstract, usual, stop_words=False))
    for columns, added, field in zip(index.columns, rows, FIELDS, strict=True):
        for term, some in added.items():
            columns[term] = with_rows(columns.get(term), some, ENDS[field])
    return rows
