"""Reasons of relations. In: the terms of all papers, and which papers are related. Out: the few terms each pair shares, as printed.

Of the shared terms those that add most to the cosine are shown; words that say little by themselves are not, of two terms that share
a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one when both texts
print them as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.enrich.generic import DANGLING_FIRST, DANGLING_LAST, GENERIC, PHRASES
from generator.enrich.terms import JOINTS, Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

REASONS = 3
_LOOKED_AT = 12
# "5", "5x" and "10k" are no terms; "3d" is one.
_NUMBER = re.compile(r"\d+[xkmb]?")
# A term that adds less than this share of what the strongest adds is no reason.
_WEAKEST = 0.15

Columns = tuple[int, ...]


def reasons(terms: Terms, related: Sequence[Sequence[int]]) -> list[list[tuple[str, ...]]]:
    """For each row, for each of its related rows, at most REASONS terms, heaviest first. A term is printed as the papers print it most
    often; with fewer capitals when in doubt, so that a title's or a sentence's capital is not kept."""
    chosen = list(_choose_all(terms, related))
    used = {column for row in chosen for pair in row for term in pair for column in term}
    printed = _printed(terms, sorted(used))
    return [[tuple(_join(printed, term) for term in pair) for pair in row] for row in chosen]


def _choose_all(terms: Terms, related: Sequence[Sequence[int]]) -> Iterator[list[list[Columns]]]:
    import numpy as np

    weights, telling = terms.weights, _telling(terms)
    scratch = np.zeros(weights.shape[1], dtype=np.float32)
    for row, others in enumerate(related):
        own = slice(weights.indptr[row], weights.indptr[row + 1])
        scratch[weights.indices[own]] = weights.data[own] * telling[weights.indices[own]]
        pairs = []
        for other in others:
            theirs = slice(weights.indptr[other], weights.indptr[other + 1])
            columns = weights.indices[theirs]
            added = np.round(scratch[columns] * weights.data[theirs], 6)
            best = np.lexsort((columns, -added))[:_LOOKED_AT]
            best = best[added[best] > _WEAKEST * added[best[:1]]] if len(best) else best
            pairs.append(_choose(terms, columns[best].tolist(), (row, other)))
        scratch[weights.indices[own]] = 0
        yield pairs


def _telling(terms: Terms) -> NDArray[np.float32]:
    """1 for a column that may be shown, else 0."""
    import numpy as np

    good = np.array([stem not in GENERIC and not _NUMBER.fullmatch(stem) for stem in terms.stems] + [False])
    front = np.array([stem not in DANGLING_FIRST for stem in terms.stems] + [True])
    back = np.array([stem not in DANGLING_LAST for stem in terms.stems] + [True])
    first, second = terms.parts[:, 0], terms.parts[:, 1]
    shown = (good[first] | good[second]) & (front[first] | (second < 0)) & back[second]
    numbers = {stem: number for number, stem in enumerate(terms.stems)}
    phrases = [numbers[a] * (1 << 32) + numbers[b] for a, b in PHRASES if a in numbers and b in numbers]
    shown |= np.isin(first.astype(np.int64) * (1 << 32) + second, np.array(phrases, dtype=np.int64))
    return np.asarray(shown, dtype=np.float32)


def _choose(terms: Terms, columns: list[int], rows: tuple[int, int]) -> list[Columns]:
    chosen: dict[tuple[int, ...], Columns] = {}
    for column in columns:
        stems = tuple(part for part in terms.parts[column].tolist() if part >= 0)
        touching = [earlier for earlier in chosen if set(stems) & set(earlier)]
        longer, held = _longer(terms, stems, column, {earlier: chosen[earlier] for earlier in touching}, rows)
        if longer:
            places = [held if earlier == touching[0] else chosen[earlier] for earlier in chosen]
            names = [longer if earlier == touching[0] else earlier for earlier in chosen]
            chosen = {
                name: place
                for name, place in zip(names, places, strict=True)
                if name == longer or not set(name) < set(longer)
            }
        elif not touching and not any(_initials(terms, stems, other) for other in chosen):
            apart = {name: place for name, place in chosen.items() if not _initials(terms, name, stems)}
            if len(apart) < REASONS:
                chosen = {**apart, stems: (column,)}
    # A phrase that grew together from two terms may have become what initials stand for.
    return [place for name, place in chosen.items() if not any(_initials(terms, name, other) for other in chosen)]


def _initials(terms: Terms, short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    """Whether a term is another's initials, and so says the same again: "VLM" beside "vision-language model"."""
    return len(short) == 1 < len(long) and terms.stems[short[0]] == "".join(terms.stems[part][0] for part in long)


def _longer(
    terms: Terms, stems: tuple[int, ...], column: int, touching: dict[tuple[int, ...], Columns], rows: tuple[int, int]
) -> tuple[tuple[int, ...], Columns]:
    """What the first of the terms that share a word with this one should give way to: this one, when it holds it; both as one, when
    they overlap in print; or nothing."""
    for earlier, columns in touching.items():
        if set(earlier) < set(stems):
            return stems, (column,)
        if len(earlier) == len(stems) == 2 and earlier[1] == stems[0] and _meet(terms, columns[0], column, rows):
            return (*earlier, stems[1]), (columns[0], column)
        if len(earlier) == len(stems) == 2 and stems[1] == earlier[0] and _meet(terms, column, columns[0], rows):
            return (stems[0], *earlier), (column, columns[0])
        break
    return (), ()


def _meet(terms: Terms, left: int, right: int, rows: tuple[int, int]) -> bool:
    """Whether both papers print `right` from the second word of `left` on."""
    for row in rows:
        double = terms.double[terms.text.starts[row] : terms.text.starts[row + 1]]
        if not ((double[:-1] == left) & (double[1:] == right)).any():
            return False
    return True


def _printed(terms: Terms, columns: list[int]) -> dict[int, tuple[str, ...]]:
    """Column -> (word,) or (word, joint, word), in the form that stands most often in the texts."""
    import numpy as np

    text = terms.text
    wanted = np.zeros(terms.weights.shape[1] + 1, dtype=bool)
    wanted[columns] = True
    following = np.append(text.form[1:], 0).astype(np.int64)
    many = len(text.words)
    seen: dict[int, tuple[float, tuple[str, ...]]] = {}
    for place_of, code in (
        (terms.single, text.form.astype(np.int64) * many * 8),
        (terms.double, (text.form.astype(np.int64) * 8 + text.joint) * many + following),
    ):
        held = np.flatnonzero(wanted[place_of])
        codes, number = np.unique(code[held], return_inverse=True)
        both, count = np.unique(place_of[held].astype(np.int64) * max(1, len(codes)) + number, return_counts=True)
        for pair, often in zip(both.tolist(), count.tolist(), strict=True):
            column, which = divmod(pair, max(1, len(codes)))
            front, second = divmod(int(codes[which]), many)
            first, joint = divmod(front, 8)
            form = (text.words[first], JOINTS[joint - 1], text.words[second]) if joint else (text.words[first],)
            capitals = sum(letter.isupper() for word in form for letter in word)
            seen[column] = min(seen.get(column, (0.0, ())), (-often / (1 + capitals), form))
    return {column: form for column, (_, form) in seen.items()}


def _join(printed: dict[int, tuple[str, ...]], term: Columns) -> str:
    return "".join(printed[term[0]] + (printed[term[1]][1:] if len(term) > 1 else ()))
