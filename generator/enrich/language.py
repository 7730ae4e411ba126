"""Languages. In: a text. Out: the language it is written in, as a code of two letters, "" for English and for what cannot be told."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from generator.enrich.background import flagged, little_words
from generator.model import Paper
from generator.text import folded, typeset

_WORD = re.compile(r"[^\W\d_]+")
# Enough of a text to tell.
_LOOKED_AT = 1_500
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")), ("ja", re.compile("[\u3041-\u30ff]")), ("zh", re.compile("[\u3400-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")), ("ru", re.compile("[а-яА-ЯёЁ]")), ("el", re.compile("[\u0386-\u03ce]")),
    ("fa", re.compile("[پچژگ]")), ("ar", re.compile("[\u0620-\u064a]")), ("he", re.compile("[\u05d0-\u05ea]")),
)  # fmt: skip
_OWN_SCRIPT = frozenset(code for code, _ in _SCRIPTS)
# A script is a text's own when so many of its letters are in it; Japanese and Korean mix theirs with Chinese, all with Latin terms.
_SHARE = 0.3
_KANA = 0.05
# So many little words at least, in such a share of the words, and more than English has by so much.
_WORDS, _SURELY = 120, 0.25
_FEWEST, _LITTLE, _MORE = 2, 0.15, 1.3


def language_of_paper(paper: Paper) -> str:
    return language_of(f"{typeset(paper.title).plain} {typeset(paper.abstract).plain[:_LOOKED_AT]}")


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """By script, else by the language whose little words stand in the text most often."""
    text = text[:_LOOKED_AT]
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    if not text.isascii():
        for code, script in _SCRIPTS:
            if len(script.findall(text)) >= (_KANA if code in ("ja", "uk", "fa") else _SHARE) * letters:
                return code
    return _of_latin(words)


def _of_latin(words: Sequence[str]) -> str:
    """The language with most little words, those that few languages have counting most; English has some of its own."""
    counts: Counter[str] = Counter()
    shares: defaultdict[str, float] = defaultdict(float)
    small = [folded(word) for word in words[:_WORDS]]
    english = sum(word in _english() for word in small)
    if english >= _SURELY * len(small):
        return ""
    for word in small:
        codes = _codes().get(word, ())
        counts.update(codes)
        for code in codes:
            shares[code] += 1 / len(codes)
    code = min(shares, key=lambda code: (-shares[code], code), default="")
    enough = counts[code] >= max(_FEWEST, _LITTLE * len(small)) and counts[code] > _MORE * english
    return code if enough else ""


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    """A little word -> the languages in Latin letters that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in little_words().items():
        if code not in _OWN_SCRIPT and code != "en":
            for word in words:
                found[word] = (*found.get(word, ()), code)
    return found


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Little words of English, and what is common in its scholarly prose, unless it is as short as a foreign one."""
    little = "the of and a an in to is are for with that this by on we from as be was were its which our at or not has have it can"
    return frozenset([*little.split(), *(word for word in flagged("s") if len(word) > 3)])
