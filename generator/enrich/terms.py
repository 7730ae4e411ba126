"""Terms of papers. In: plain titles and abstracts. Out: for each paper its terms with weights.

A term is a word, or two words that stand side by side, folded to lower case and singular. Weights follow TF-IDF with a logarithm of the
count (Salton and Buckley 1988); document frequencies are those of scholarly prose at large (background/), so that a paper's weights are
a function of its text alone: they are remembered, and do not move when papers come. The constants were set on `benchmarks/relations.py`.
"""

from __future__ import annotations

import hashlib
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from generator.enrich.background import background, flagged, little_words, often
from generator.enrich.bearings import alignments, bearing_of, bearings
from generator.enrich.cases import without_case
from generator.enrich.language import language_of
from generator.enrich.suffixes import without_article, without_turkish
from generator.memo import key_of
from generator.text import folded, typeset
from generator.text.notices import without_notice

TITLE_WEIGHT = 4
RARITY_POWER = 0.8
# Two words side by side count less than each, whose weights they repeat.
PAIR_WEIGHT = 0.7
# The background counts papers of so many.
_PAPERS = 100_000
_NONE = "\n"
# A word, a genitive that is no part of it, and what joins it to the next: two words are neighbours across a blank, a hyphen or a slash.
_WORD = re.compile(r"([^\W_]+(?:[+#]+(?!\w))?)(?:['’]s\b)?([ \-‐‑–/](?=\w))?")
# One letter with small raised or lowered characters is a symbol of a formula, xₖ or n², which is no word that two papers share; CO₂ is one.
_SYMBOL = re.compile(r"\w?[\u00b2\u00b3\u00b9\u2070-\u209c]+")
# A word that lost a letter on the way.
_LOST = re.compile(r"\w*\ufffd[\w\ufffd]*")
# Headings of an abstract that lost its line breaks: "SummaryBackground Whether middle-aged people …".
_GLUED = re.compile(
    r"(?:summary|abstract)(?:background|objective|aim|purpose|introduction|context|importance|method|result|design)"
)


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


# Particles of Korean nouns: those after a syllable that ends in a consonant, those after a vowel, and those after either.
_PARTICLES = (
    (True, ("을", "은", "이", "과", "으로", "이나", "이다")), (False, ("를", "는", "가", "와", "로", "나")),
    (None, ("에서의", "에서", "에게", "에의", "의", "에", "도", "만", "까지", "부터", "보다", "처럼")),
)  # fmt: skip


def _without_particle(word: str) -> str:
    """A word of Hangul without its particle, if two syllables stay that fit it."""
    for closed, particles in _PARTICLES:
        for particle in particles:
            noun = word.removesuffix(particle)
            if noun != word and len(noun) >= 2 and "\uac00" <= noun[-1] <= "\ud7a3":
                ends_closed = (ord(noun[-1]) - 0xAC00) % 28 > 0
                if closed is None or closed == ends_closed or (particle == "로" and (ord(noun[-1]) - 0xAC00) % 28 == 8):
                    return noun
    return word


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """The singular of an English plural, in lower case (the S-stemmer of Harman 1991), a Korean noun without its particle, a word in
    Cyrillic without the ending of its case, one of Turkish, Arabic or Persian without what is written to it; other words as they are.
    "Linguistics" is no plural."""
    word = word.casefold()
    if "\uac00" <= word[-1:] <= "\ud7a3":
        return _without_particle(word)
    if "\u0400" <= word[-1:] <= "\u04ff":
        return without_case(word)
    if "\u0600" <= word[-1:] <= "\u06ff":
        return without_article(word)
    if not word.isascii() or "lar" in word or "ler" in word:
        word = without_turkish(word)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_SINGULAR):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]


class Weighted(msgspec.Struct, frozen=True):
    """The row of a paper in the matrix. text: the hash of what it says. terms, weights: the ids of its terms (uint64) and what they weigh
    (float32), of length 1 together. bearing: see bearings.py."""

    text: bytes
    terms: bytes
    weights: bytes
    bearing: bytes


class Vector(Weighted, frozen=True):
    """What a paper says. printed: its words, the title's first, between line feeds; joints: for each the character that joins it to the
    next, or a line feed; runs: their stems ("-" for one that is no term), each between two blanks, with a line feed where nothing joins;
    titled: how many are the title's; aligned: of each term how far it points where the paper does (see bearings.alignments)."""

    printed: str
    joints: str
    runs: str
    titled: int
    aligned: bytes


def vector_of(_: None, texts: tuple[str, str]) -> Vector:
    """The terms of a title and an abstract as they were read."""
    title, abstract = (typeset(text).plain for text in texts)
    words, joints, titled = _words(title, without_notice(abstract))
    stems = list(map(_telling_stem, words))
    counts = _counts(stems, joints, titled)
    known = list(map(_known, counts))
    weights = _weights(counts, known)
    rows = [one.bearing for one in known]
    bearing = bearing_of(rows, weights)
    return Vector(
        text=key_of(*(text.encode(errors="replace") for text in texts)),
        terms=array("Q", [one.id for one in known]).tobytes(),
        weights=array("f", weights).tobytes(),
        bearing=bearing,
        printed=_NONE.join(words),
        joints="".join(joints),
        runs=_runs(stems, joints),
        titled=titled,
        aligned=alignments(rows, bearing),
    )


def bearing_of_words(title: Sequence[str], abstract: Sequence[str] = ()) -> bytes:
    """The bearing of the words of a title and an abstract, each by itself, where no more is asked of them; see bearing_of."""
    # Words without a bearing are -1: they add nothing, and are not looked at one by one.
    counts = Counter(map(_row_of_word, title))
    for row in counts:
        counts[row] *= TITLE_WEIGHT
    counts.update(map(_row_of_word, abstract))
    del counts[-1]
    return bearing_of(list(counts), [_rarity_of(row) * (1 + math.log(count)) for row, count in counts.items()])


@lru_cache(maxsize=200_000)
def _row_of_word(word: str) -> int:
    """The row of a word in the table of bearings, or -1."""
    return bearings().number.get(_telling_stem(word), -1)


@cache
def _rarity_of(row: int) -> float:
    return rarity(_names()[row])


@cache
def _names() -> list[str]:
    """The terms of the table of bearings, in its order."""
    return list(bearings().number)


class _Known(NamedTuple):
    """What the text of a term says. id: see _id_of; rarity: see rarity; bearing: its row in the table of bearings, or -1."""

    id: int
    rarity: float
    bearing: int


@lru_cache(maxsize=200_000)
def _known(term: str) -> _Known:
    if term not in background().often:
        # As nearly all pairs of words.
        return _Known(_id_of(term), _unseen(" " in term), -1)
    return _Known(_id_of(term), rarity(term), bearings().number.get(term, -1))


@cache
def _unseen(is_pair: bool) -> float:
    """The rarity of what the background does not know."""
    return rarity("\n \n" if is_pair else "\n")


def _weights(counts: Mapping[str, int], known: Sequence[_Known]) -> list[float]:
    weights = [(1 + math.log(count)) * one.rarity for count, one in zip(counts.values(), known, strict=True)]
    length = math.sqrt(sum([weight * weight for weight in weights])) or 1.0
    return [weight / length for weight in weights]


def rarity(term: str) -> float:
    """How little of scholarly prose holds a term, ln(100,000 / papers of so many) ** 0.8; of a pair PAIR_WEIGHT of that."""
    rarity = math.log(max(1.0, _PAPERS / often(term))) ** RARITY_POWER
    return float(rarity * PAIR_WEIGHT if " " in term else rarity)


def _runs(stems: Sequence[str], joints: Sequence[str]) -> str:
    parts = [
        f"{stem or '-'} " if joint != _NONE else f"{stem or '-'} {_NONE} "
        for stem, joint in zip(stems, joints, strict=True)
    ]
    return " " + "".join(parts)


def _counts(stems: Sequence[str], joints: Sequence[str], titled: int) -> Counter[str]:
    """How often each term is said, in a title TITLE_WEIGHT times."""
    counts = Counter(terms_in(stems[:titled], joints))
    for term in counts:
        counts[term] *= TITLE_WEIGHT
    counts.update(terms_in(stems[titled:], joints[titled:]))
    return counts


def terms_in(stems: Sequence[str], joints: Sequence[str]) -> list[str]:
    """The terms of a text in the order in which they are said. A stem that is no term is empty."""
    terms: list[str] = []
    for stem, joint, after in zip(stems, joints, [*stems[1:], ""], strict=False):
        if stem:
            terms.append(stem)
            if after and joint != _NONE:
                terms.append(f"{stem} {after}")
    return terms


@lru_cache(maxsize=200_000)
def _telling_stem(word: str) -> str:
    stem = stem_of(word)
    return stem if len(word) > 1 and is_telling(stem) else ""


@lru_cache(maxsize=200_000)
def is_telling(stem: str) -> bool:
    """Whether a stem is a term: no single letter, no word of all prose, no symbol of a formula, no headings in one."""
    return len(stem) > 1 and stem not in flagged("s") and not (_SYMBOL.fullmatch(stem) or _GLUED.fullmatch(stem))


@lru_cache(maxsize=50_000)
def number_of_term(term: str) -> int:
    """The number of a term, as matrices have it."""
    return _id_of(term)


def _id_of(term: str) -> int:
    """A number of 64 bits for a term: among the 30 million terms of 100,000 papers two have the same with a chance of one in 40,000."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _words(title: str, abstract: str) -> tuple[list[str], list[str], int]:
    """The words of a paper, without the little ones of its language; what joins each to the next; how many are the title's."""
    little = little_words().get(language_of(f"{title} {abstract}"), frozenset())
    if "\ufffd" in title + abstract:
        title, abstract = (_LOST.sub(";", text) for text in (title, abstract))
    found = _WORD.findall(title)
    titled = len(found)
    found += _WORD.findall(abstract)
    words = ["" if little and folded(word) in little else word for word, _ in found]
    joints = [joint or _NONE for _, joint in found]
    if titled:
        # Signs may stand between the last word of a title and its end: "language models ____".
        joints[titled - 1] = _NONE
    return words, joints, titled
