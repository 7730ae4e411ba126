"""The peers that rank in Python. In: records and queries. Out: for each query the numbers of the best records, first ten."""

from __future__ import annotations

import re
from functools import cache

import bm25s
import numpy
from lunr import lunr
from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS

from benchmarks.queries import Query, Record

FIRST = 10
_WORD = re.compile(r"(?u)\b\w\w+\b")


@cache
def _stem(word: str) -> str:
    return str(porter_stemmer.stem(word))


def _terms(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in WORDS]


def bm25(records: list[Record], queries: list[Query]) -> list[list[int]]:
    """Okapi BM25 (bm25s, k1 1.5, b 0.75) over the title three times, the abstract and the authors, stemmed, without stop words."""
    texts = [
        _terms(f"{record.title} {record.title} {record.title} {record.abstract} {' '.join(record.authors)}")
        for record in records
    ]
    index = bm25s.BM25()
    index.index(texts, show_progress=False)
    found = []
    for query in queries:
        terms = [term for term in _terms(query.text) if term in index.vocab_dict]
        scores = index.get_scores(terms) if terms else numpy.zeros(len(records))
        best = numpy.argsort(-scores, kind="stable")[:FIRST]
        found.append([int(number) for number in best if scores[number] > 0])
    return found


def lunr_(records: list[Record], queries: list[Query], *, boosted: bool) -> list[list[int]]:
    """lunr.py over title, authors and abstract: as it comes, or with title boost 10. Its query language's signs become blanks."""
    documents = [
        {"n": number, "title": record.title, "authors": " ".join(record.authors), "abstract": record.abstract}
        for number, record in enumerate(records)
    ]
    fields = [
        {"field_name": "title", "boost": 10 if boosted else 1},
        {"field_name": "authors", "boost": 1 if boosted else 2},
        "abstract",
    ]
    index = lunr(ref="n", fields=fields, documents=documents)
    found = []
    for query in queries:
        text = re.sub(r"[:^~+*-]", " ", query.text)
        found.append([int(result["ref"]) for result in index.search(text)[:FIRST]])
    return found
