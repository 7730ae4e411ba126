"""Reasons of relations. In: the terms of all papers, and which papers are related. Out: the few terms each pair shares, as printed.

Of the shared terms those that add most to the cosine are shown; words that say little by themselves are not, of two terms that share
a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one when both texts
print them as one, and so on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.enrich.background import flagged, says_something
from generator.enrich.terms import JOINTS, Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

REASONS = 3
_LOOKED_AT = 12
# What a word counts that tells little by itself ("students"), so that it is said when nothing better is shared.
_FAINT = 0.1
# Pairs of words that may grow into one phrase.
_LONGEST = 4
# A term that adds less than this share of what the strongest adds is no reason.
_WEAKEST = 0.15

Columns = tuple[int, ...]


def reasons(terms: Terms, related: Sequence[Sequence[int]]) -> list[list[tuple[str, ...]]]:
    """For each row, for each of its related rows, at most REASONS terms, heaviest first. A term is printed as the papers print it most
    often; with fewer capitals when in doubt, so that a title's or a sentence's capital is not kept."""
    chosen = list(_choose_all(terms, related))
    used = {term[0] for row in chosen for pair in row for term in pair if len(term) == 1}
    printed = _printed(terms, sorted(used))
    return [
        [
            tuple(
                _as_printed(terms, term, (row, other)) if len(term) > 1 else "".join(printed[term[0]]) for term in pair
            )
            for other, pair in zip(related[row], pairs, strict=True)
        ]
        for row, pairs in enumerate(chosen)
    ]


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
            best = np.lexsort((columns, -added))[: 2 * _LOOKED_AT]
            best = best[added[best] > _WEAKEST * added[best[:1]]] if len(best) else best
            pairs.append(_choose(terms, columns[best].tolist(), (row, other)))
        scratch[weights.indices[own]] = 0
        yield pairs


def _telling(terms: Terms) -> NDArray[np.float32]:
    """1 for a column that may be shown, little for one that may be when there is no better, else 0."""
    import numpy as np

    names = [*terms.stems, ""]
    terms_said = (names[a] if b < 0 else f"{names[a]} {names[b]}" for a, b in terms.parts.tolist())
    says = [1.0 if says_something(term) else _FAINT * (term in flagged("p")) for term in terms_said]
    return np.array(says, dtype=np.float32)


def _choose(terms: Terms, columns: list[int], rows: tuple[int, int]) -> list[Columns]:
    """Of the columns (heaviest first) at most REASONS phrases, none of which shares a word with another."""
    stems = {column: tuple(part for part in terms.parts[column].tolist() if part >= 0) for column in columns}
    chosen: dict[tuple[int, ...], Columns] = {}
    for column in columns[:_LOOKED_AT]:
        phrase = _grown(terms, column, stems, rows)
        words = _words_of(phrase, stems)
        touching = [earlier for earlier in chosen if set(earlier) & set(words)]
        if touching and all(set(earlier) < set(words) for earlier in touching):
            places = {earlier: (words if earlier == touching[0] else earlier) for earlier in chosen}
            chosen = {
                places[old]: phrase if old == touching[0] else chosen[old] for old in chosen if old not in touching[1:]
            }
        elif not touching and len(chosen) <= REASONS:
            chosen[words] = phrase
    apart = [phrase for words, phrase in chosen.items() if not any(_initials(terms, words, other) for other in chosen)]
    return apart[:REASONS]


def _words_of(phrase: Columns, stems: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    return (*stems[phrase[0]], *(stems[column][1] for column in phrase[1:]))


def _grown(terms: Terms, column: int, stems: dict[int, tuple[int, ...]], rows: tuple[int, int]) -> Columns:
    """A pair of words with the pairs that go on from it, on both sides, as long as both papers print them all in a row."""
    phrase: Columns = (column,)
    if len(stems[column]) < 2:
        return phrase
    pairs = [(other, words) for other, words in stems.items() if len(words) == 2 and other != column]
    grows = True
    while grows and len(phrase) < _LONGEST:
        first, last = stems[phrase[0]][0], stems[phrase[-1]][1]
        longer = [(*phrase, other) for other, words in pairs if words[0] == last]
        longer += [(other, *phrase) for other, words in pairs if words[1] == first]
        grown = next((one for one in longer if all(_prints(terms, one, row) for row in rows)), phrase)
        grows, phrase = grown != phrase, grown
    return phrase


def _prints(terms: Terms, phrase: Columns, row: int) -> bool:
    return len(_places(terms, phrase, row)) > 0


def _places(terms: Terms, phrase: Columns, row: int) -> Ints:
    """Where in the text a paper prints these pairs one after the other, each from the second word of the one before."""
    import numpy as np

    first, end = int(terms.text.starts[row]), int(terms.text.starts[row + 1])
    double = terms.double[first:end]
    if len(double) < len(phrase):
        return np.zeros(0, dtype=np.int64)
    found = double[: len(double) - len(phrase) + 1] == phrase[0]
    for place, column in enumerate(phrase[1:], start=1):
        found = found & (double[place : len(double) - len(phrase) + 1 + place] == column)
    return np.flatnonzero(found) + first


def _as_printed(terms: Terms, phrase: Columns, rows: tuple[int, int]) -> str:
    """A phrase of several pairs as one of the papers prints it, outside a title and without capitals when it can be."""
    text = terms.text
    found: list[tuple[bool, int, str]] = []
    for row in rows:
        for place in _places(terms, phrase, row).tolist():
            words = [text.words[text.form[at]] for at in range(place, place + len(phrase) + 1)]
            joints = [JOINTS[int(text.joint[at]) - 1] for at in range(place, place + len(phrase))]
            printed = "".join(itertools.chain.from_iterable(itertools.zip_longest(words, joints, fillvalue="")))
            found.append((bool(text.titled[place]), sum(map(str.isupper, printed)), printed))
    return min(found)[2]


def _initials(terms: Terms, short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    """Whether a term is another's initials, and so says the same again: "VLM" beside "vision-language model"."""
    return len(short) == 1 < len(long) and terms.stems[short[0]] == "".join(terms.stems[part][0] for part in long)


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
