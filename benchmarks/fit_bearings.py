"""Fits the bearings of terms. In: corpora. Out: the table of generator/enrich/bearings.py.

    python -m benchmarks.fit_bearings --fields fields.jsonl.gz --learning 100k.jsonl.gz --leave-out papers.jsonl.gz --write

Contrastive fitting of one vector a term (a paper is the weighted mean of its terms), by Adam on the loss of van den Oord et al. 2018: of
a batch of papers of one field each has to find its own fellow. Fellows are two papers that share a keyword which few have, a title and its
abstract, or two random halves of one text. It begins with latent semantic analysis (Deerwester et al. 1990). One thread (OMP_NUM_THREADS=1)
and a fixed seed give the same bytes on one machine.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from benchmarks.background import LEARNING, keyword_key
from benchmarks.corpora import records, value_of
from generator.enrich.background import background
from generator.enrich.bearings import DIMENSIONS, LEVEL, TABLE, packed_table
from generator.enrich.terms import TITLE_WEIGHT, Vector, rarity, vector_of
from generator.text import normal_title

# A term of fewer papers has no bearing: of all, or of those that are not of machine learning.
_PAPERS, _ELSEWHERE = 30, 4
# A keyword that so many papers have, or such a share of a field's, tells little.
_MOST, _SHARE = 150, 0.1
# What a batch is made of. Keywords say most; papers without them keep the words of other fields in.
_KINDS = ("keyword", "keyword", "title", "halves")
_ELSEWHERE_SHARE, _BATCH, _STEPS = 0.35, 512, 4_000
# Half the batches of machine learning are of one class, where papers are harder to tell apart.
_CLASS = 800
_SHARPNESS, _RATE, _FADING = 10.0, 0.003, (0.9, 0.99)
# The numbers of a term are cut at so many standard deviations.
_CUT = 2.5


class Corpus(NamedTuple):
    """A row a paper of unit length, a column a term: `whole` texts, `titles`, `abstracts`. field, kind: of each paper its field and its
    class in it. keywords: of each paper."""

    terms: list[str]
    whole: Any
    titles: Any
    abstracts: Any
    field: Any
    kind: Any
    keywords: list[list[str]]


def counts_of(vector: Vector) -> tuple[Counter[str], Counter[str]]:
    """How often a title and an abstract say each stem, and each two that stand side by side."""
    titled: Counter[str] = Counter()
    running: Counter[str] = Counter()
    place, before = 0, ""
    for token in vector.runs.split(" ")[1:-1]:
        if token != "\n":
            counts = titled if place < vector.titled else running
            stem = "" if token == "-" else token
            if stem:
                counts.update([stem, f"{before} {stem}"] if before else [stem])
            place += 1
            before = stem
        else:
            before = ""
    return titled, running


def read(corpus: Iterable[tuple[str, dict[str, Any]]]) -> Corpus:
    titles, abstracts, fields, kinds, keywords = [], [], [], [], []
    known = background().often
    for field, record in corpus:
        title, abstract = (value_of(record, name)[:6_000] for name in ("title", "abstract"))
        for counts, into in zip(counts_of(vector_of(None, (title, abstract))), (titles, abstracts), strict=True):
            into.append({term: count for term, count in counts.items() if term in known})
        fields.append(field)
        kinds.append((record.get("categories") or [""])[0])
        keywords.append(sorted({keyword_key(str(word)) for word in record.get("keywords") or ()} - {""}))
    often = Counter(term for one in zip(titles, abstracts, strict=True) for term in one[0].keys() | one[1].keys())
    elsewhere: Counter[str] = Counter()
    for place, field in enumerate(fields):
        if field != LEARNING:
            elsewhere.update(titles[place].keys() | abstracts[place].keys())
    terms = sorted(term for term in often if often[term] >= _PAPERS or elsewhere[term] >= _ELSEWHERE)
    first, rest = (_matrix(some, terms) for some in (titles, abstracts))
    rows = [_weighted(some, terms) for some in (TITLE_WEIGHT * first + rest, first, rest)]
    return Corpus(terms, *rows, np.array(fields), np.array(kinds), keywords)


def _matrix(counts: Sequence[dict[str, int]], terms: Sequence[str]) -> Any:
    column = {term: place for place, term in enumerate(terms)}
    kept = [[(column[term], count) for term, count in one.items() if term in column] for one in counts]
    starts = np.cumsum([0, *map(len, kept)])
    columns = np.fromiter((place for one in kept for place, _ in one), np.int32)
    values = np.fromiter((count for one in kept for _, count in one), np.float32)
    return sparse.csr_matrix((values, columns, starts), shape=(len(counts), len(terms)))


def _weighted(counts: Any, terms: Sequence[str]) -> Any:
    """Rows of unit length, weighed as in generator/enrich/terms.py."""
    rows = sparse.csr_matrix(counts, copy=True)
    rows.data = (1 + np.log(rows.data)) * np.array([rarity(term) for term in terms], np.float32)[rows.indices]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.maximum(length, 1e-9), np.diff(rows.indptr)).astype(np.float32)
    return rows.astype(np.float32)


def first_bearings(corpus: Corpus) -> Any:
    """Latent semantic analysis of all texts, fields counting alike, and machine learning as much as all others."""
    sizes = Counter(corpus.field.tolist())
    half = len(corpus.field) / 2
    weight = {field: half / size / max(1, len(sizes) - 1) for field, size in sizes.items()}
    weight[LEARNING] = half / max(1, sizes[LEARNING])
    scale = sparse.diags(np.sqrt([weight[field] for field in corpus.field.tolist()]).astype(np.float32))
    _, strength, found = randomized_svd(scale @ corpus.whole, DIMENSIONS, n_iter=3, random_state=0)
    rows = (found.T / strength**0.25).astype(np.float32)
    return rows / np.sqrt((rows * rows).sum(axis=1).mean())


class Batches:
    """Draws batches: two matrices whose rows are fellows, and the papers of both, or None where fellows are of one paper."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.random = corpus, np.random.default_rng(5)
        self.fields = sorted(set(corpus.field.tolist()) - {LEARNING})
        self.papers = {field: np.flatnonzero(corpus.field == field) for field in (*self.fields, LEARNING)}
        learning = corpus.field == LEARNING
        sizes = sorted(Counter(corpus.kind[learning].tolist()).items())
        self.classes = [np.flatnonzero(learning & (corpus.kind == kind)) for kind, size in sizes if size > _CLASS]
        self.sharing = {field: self._sharing(field) for field in self.papers}

    def _sharing(self, field: str) -> list[list[int]]:
        """The papers of each keyword that few have."""
        papers: defaultdict[str, list[int]] = defaultdict(list)
        for paper in self.papers[field].tolist():
            for keyword in self.corpus.keywords[paper]:
                papers[keyword].append(paper)
        most = _MOST if field == LEARNING else max(5, _SHARE * len(self.papers[field]))
        return [some for some in papers.values() if 2 <= len(some) <= most]

    def draw(self) -> tuple[Any, Any, Any]:
        kind = _KINDS[self.random.integers(len(_KINDS))]
        elsewhere = self.fields and self.random.random() < _ELSEWHERE_SHARE
        field = self.fields[self.random.integers(len(self.fields))] if elsewhere else LEARNING
        if kind == "keyword" and self.sharing[field]:
            return self._by_keyword(field)
        some = self.papers[field]
        if field == LEARNING and self.classes and self.random.random() < 0.5:
            some = self.classes[self.random.integers(len(self.classes))]
        some = self.random.choice(some, min(_BATCH, len(some)), replace=False)
        if kind == "halves":
            return *self._halves(some), None
        return self.corpus.titles[some], self.corpus.abstracts[some], None

    def _by_keyword(self, field: str) -> tuple[Any, Any, Any]:
        sharing = self.sharing[field]
        size = _BATCH if field == LEARNING else min(_BATCH, max(32, len(sharing) // 3))
        drawn = [
            self.random.choice(sharing[place], 2, replace=False)
            for place in self.random.integers(len(sharing), size=size)
        ]
        pairs = np.array(drawn)
        return self.corpus.whole[pairs[:, 0]], self.corpus.whole[pairs[:, 1]], pairs

    def _halves(self, some: Any) -> tuple[Any, Any]:
        one = self.corpus.whole[some]
        other = one.copy()
        kept = self.random.random(one.nnz) < 0.5
        one.data, other.data = np.where(kept, one.data, 0), np.where(kept, 0, other.data)
        return one, other


def fit(corpus: Corpus, steps: int) -> Any:
    batches, rows = Batches(corpus), first_bearings(corpus)
    mean, square = np.zeros_like(rows), np.zeros_like(rows)
    loss = 0.0
    for step in range(1, steps + 1):
        slope, lost = _slope(rows, *batches.draw())
        for moving, new, fading in ((mean, slope, _FADING[0]), (square, slope * slope, _FADING[1])):
            moving *= fading
            moving += (1 - fading) * new
        rate = _RATE * min(1, 2 * (steps - step + 1) / steps)
        even = np.sqrt(square / (1 - _FADING[1] ** step)) + 1e-6
        rows -= rate * (mean / (1 - _FADING[0] ** step)) / even
        loss += lost
        if step % 500 == 0:
            print(f"step {step:,}: loss {loss / 500:.3f}", flush=True)
            loss = 0.0
    return rows


def _slope(rows: Any, one: Any, other: Any, pairs: Any) -> tuple[Any, float]:
    """How the loss changes with the bearings of terms, and the loss."""
    (first, first_length), (second, second_length) = _unit(one @ rows), _unit(other @ rows)
    closeness = _SHARPNESS * first @ second.T
    if pairs is not None:
        same = (pairs[:, :1] == pairs[:, 1]) | (pairs[:, :1] == pairs[:, 0]) | (pairs[:, 1:] == pairs[:, 1])
        np.fill_diagonal(same, False)
        closeness[same] = -30
    found, back = _chances(closeness), _chances(closeness.T).T
    size = len(closeness)
    error = _SHARPNESS * (found + back - 2 * np.eye(size, dtype=np.float32)) / (2 * size)
    to_first, to_second = error @ second, error.T @ first
    to_first = (to_first - (to_first * first).sum(axis=1, keepdims=True) * first) / first_length
    to_second = (to_second - (to_second * second).sum(axis=1, keepdims=True) * second) / second_length
    slope = np.asarray(one.T @ to_first + other.T @ to_second, np.float32)
    return slope, float(-np.log(np.diag(found) + 1e-9).mean())


def _unit(rows: Any) -> tuple[Any, Any]:
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + 1e-6
    return rows / length, length


def _chances(closeness: Any) -> Any:
    raised = np.exp(closeness - closeness.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def levels_of(rows: Any) -> Any:
    """Bearings of terms as whole numbers of -LEVEL..LEVEL."""
    return np.clip(np.round(rows * (LEVEL / (_CUT * rows.std()))), -LEVEL, LEVEL).astype(np.int8)


def corpora(fields: Path, learning: Path | None, left_out: set[str], half: str) -> Iterator[tuple[str, dict[str, Any]]]:
    first, step = {"even": (0, 2), "odd": (1, 2), "": (0, 1)}[half]
    for record in islice(records(fields), first, None, step):
        yield str(record.get("field") or "others"), record
    for record in records(learning) if learning else ():
        if normal_title(value_of(record, "title")) not in left_out:
            yield LEARNING, record


def titles_of(path: Path) -> set[str]:
    return {normal_title(value_of(record, "title")) for record in records(path)}


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, required=True)
    parser.add_argument("--learning", type=Path)
    parser.add_argument("--leave-out", type=Path, help="papers that are to judge the table")
    parser.add_argument(
        "--half", choices=["", "even", "odd"], default="", help="only every second paper of other fields"
    )
    parser.add_argument("--steps", type=int, default=_STEPS)
    parser.add_argument("--write", type=Path, nargs="?", const=TABLE, help="where to (default: into the package)")
    options = parser.parse_args(argv)
    left_out = titles_of(options.leave_out) if options.leave_out else set()
    corpus = read(corpora(options.fields, options.learning, left_out, options.half))
    print(f"{len(corpus.field):,} papers, {len(corpus.terms):,} terms", flush=True)
    table = packed_table(corpus.terms, levels_of(fit(corpus, options.steps)))
    print(f"{len(table):,} bytes")
    if options.write:
        options.write.write_bytes(table)


if __name__ == "__main__":
    main()
