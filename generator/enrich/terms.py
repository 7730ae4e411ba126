"""Terms of papers. In: plain titles and abstracts. Out: a sparse matrix of weights, and a way back from a term to its words.

A term is a word, or two words that stand side by side, folded to lower case and singular. Weights follow TF-IDF with a logarithm of the
count (Salton and Buckley 1988); document frequencies are those of scholarly prose at large (background/), so that a weight does not move
when papers come. Rows have length 1 with the terms that no other paper has. The constants were set on `benchmarks/relations.py`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.enrich.background import flagged, little_words, often
from generator.enrich.language import language_of
from generator.text import folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

TITLE_WEIGHT = 4
RARITY_POWER = 0.8
JOINTS = " -‐‑–/"

# A word, a genitive that is no part of it, and what joins it to the next: two words are neighbours across a blank, a hyphen or a slash.
_WORD = re.compile(r"([^\W_]+(?:[+#]+(?!\w))?)(?:['’]s\b)?([ \-‐‑–/](?=\w))?")
# One letter with small raised or lowered characters is a symbol of a formula, xₖ or n², which is no word that two papers share; CO₂ is one.
_SYMBOL = re.compile(r"\w?[\u00b2\u00b3\u00b9\u2070-\u209c]+")


def neighbours(text: str) -> Iterator[list[str]]:
    """The stems of a text in runs: those in one run stand side by side."""
    run: list[str] = []
    for word, joint in _WORD.findall(text):
        run.append(stem_of(word))
        if not joint:
            yield run
            run = []
    if run:
        yield run


_SINGULAR = (
    "ss",
    "us",
    "is",
    "ics",
    "series",
    "species",
    "lens",
    "diabetes",
    "herpes",
    "measles",
    "rabies",
    "scabies",
    "texas",
)


class Text(NamedTuple):
    """All words of all papers in one row. `form`: number of the printed word in `words`; `joint`: what follows it (0 nothing that joins,
    else 1 + its place in JOINTS); `titled`: whether it stands in a title; `starts`: where each paper begins, and the end."""

    words: list[str]
    form: Ints
    joint: Ints
    titled: Ints
    starts: Ints


class Terms(NamedTuple):
    """weights: CSR matrix, a row a paper, a column a term. parts: for each column the number of its first and second stem in `stems`
    (-1: no second). single, double: for each word of the text the column of the term that is it, and that begins with it (-1 none)."""

    text: Text
    stems: list[str]
    weights: Any
    parts: Ints
    single: Ints
    double: Ints


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """The singular of an English plural, in lower case (the S-stemmer of Harman 1991); other words as they are. "Linguistics" is none."""
    word = word.casefold()
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_SINGULAR):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]


def weigh(papers: Iterable[tuple[str, str]]) -> Terms:
    """Terms of (title, abstract) pairs of plain text. Every number depends on the pairs and their order alone."""
    import numpy as np

    text = _words(papers)
    stems: dict[str, int] = {}
    empty = flagged("s")
    numbers = [-1 if _says_nothing(word, empty) else stems.setdefault(stem_of(word), len(stems)) for word in text.words]
    first = np.array(numbers, dtype=np.int32)[text.form]
    second = np.append(first[1:], np.int32(-1))
    side_by_side = (text.joint > 0) & (first >= 0) & (second >= 0)
    many = len(stems) + 1
    pair = np.where(side_by_side, (first.astype(np.int64) + 1) * many + second + 1, -1)
    found, number = np.unique(np.concatenate([np.where(first >= 0, first + 1, -1), pair]), return_inverse=True)
    parts = np.stack(
        [np.where(found < many, found, found // many) - 1, np.where(found < many, 0, found % many) - 1], axis=1
    )
    weights, column = _matrix(number, text, _rarity(list(stems), parts))
    kept = parts[column[:-1] >= 0]
    return Terms(text, list(stems), weights, kept, column[number[: len(first)]], column[number[len(first) :]])


def _says_nothing(word: str, empty: frozenset[str]) -> bool:
    return len(word) < 2 or stem_of(word) in empty or bool(_SYMBOL.fullmatch(word))


def _rarity(stems: list[str], parts: Ints) -> NDArray[np.float32]:
    """For each term how little of scholarly prose holds it, ln(100,000 / papers of so many) ** 0.8; 0 for what is no term."""
    import numpy as np

    names = [*stems, ""]
    terms = (f"{names[a]} {names[b]}".strip() if a >= 0 else "" for a, b in parts.tolist())
    frequency = np.fromiter((often(term) for term in terms), dtype=np.float32, count=len(parts))
    rarity = np.log(np.float32(100_000) / frequency) ** RARITY_POWER
    return np.where(parts[:, 0] < 0, 0, rarity).astype(np.float32)


def _words(papers: Iterable[tuple[str, str]]) -> Text:
    import numpy as np

    numbers: dict[str, int] = {}
    forms, joints, titled, starts = array("i"), array("b"), array("b"), array("q", [0])
    for paper in papers:
        little = little_words().get(language_of(" ".join(paper)), frozenset())
        for weight, text in zip((1, 0), paper, strict=True):
            for word, joint in _WORD.findall(text):
                known = "" if little and folded(word) in little else word
                forms.append(numbers.setdefault(known, len(numbers)))
                joints.append(JOINTS.find(joint) + 1 if joint else 0)
            titled.extend([weight] * (len(forms) - len(titled)))
        starts.append(len(forms))
    return Text(list(numbers), np.array(forms), np.array(joints), np.array(titled), np.array(starts))


def _matrix(number: Ints, text: Text, rarity: NDArray[np.float32]) -> tuple[Any, Ints]:
    """The weights, and term -> its column: -1 for "no term" and for a term of one paper, which relates nothing; yet such terms
    count in a row's length, or two papers that share one word would be alike."""
    import numpy as np
    from scipy import sparse

    papers = len(text.starts) - 1
    row = np.tile(np.repeat(np.arange(papers, dtype=np.int32), np.diff(text.starts)), 2)
    count = np.tile(np.where(text.titled, np.float32(TITLE_WEIGHT), np.float32(1)), 2)
    real = (rarity > 0)[number] if len(rarity) else np.zeros(0, dtype=bool)
    counts = sparse.csr_matrix((count[real], (row[real], number[real])), shape=(papers, len(rarity)), dtype=np.float32)
    shared = np.bincount(counts.indices, minlength=len(rarity)) >= 2
    column = np.append(np.where(shared, np.cumsum(shared) - 1, -1), -1)
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts = counts[:, np.flatnonzero(shared)].tocsr()
    counts.data /= np.repeat(np.where(length > 0, length, 1), np.diff(counts.indptr)).astype(np.float32)
    counts.sort_indices()
    return counts, column
