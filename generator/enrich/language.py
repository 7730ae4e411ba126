"""Languages. In: a text. Out: the language it is written in, as a code of two letters, "" for English and for what cannot be told."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from generator.enrich.background import little_words, prose
from generator.model import Paper
from generator.text import folded, pattern_of, typeset

_WORD = pattern_of(r"[^\W\d_]+")
# Enough of a text to tell.
_LOOKED_AT = 1_500
_SCRIPTS = (
    ("ko", pattern_of("[\uac00-\ud7a3\u1100-\u11ff]")), ("ja", pattern_of("[\u3041-\u30ff]")), ("zh", pattern_of("[\u3400-\u9fff]")),
    ("uk", pattern_of("[іїєґІЇЄҐ]")), ("ru", pattern_of("[а-яА-ЯёЁ]")), ("el", pattern_of("[\u0386-\u03ce]")),
    ("fa", pattern_of("[پچژگ]")), ("ar", pattern_of("[\u0620-\u064a]")), ("he", pattern_of("[\u05d0-\u05ea]")),
)  # fmt: skip
_OWN_SCRIPT = frozenset(code for code, _ in _SCRIPTS)
# A script is a text's own when so many of its letters are in it; Japanese and Korean mix theirs with Chinese, all with Latin terms.
_SHARE = 0.3
_KANA = 0.05
# So many little words at least, in such a share of the words, and more than English has by so much.
_WORDS, _SURELY = 120, 0.25
_FEWEST, _LITTLE, _MORE = 2, 0.15, 1.3
# How words are spelled in one of these languages alone; a title has few little words, and Spanish has those of Portuguese among its own.
_SPELLINGS = (
    ("pt", pattern_of(r"ção$|ções$|ã|õ|ência$|ário$|ária$", re.I)), ("es", pattern_of(r"ción$|ciones$|ñ", re.I)),
    ("it", pattern_of(r"zion[ei]$|ità$", re.I)), ("de", pattern_of(r"ß|keit$|schaft$", re.I)), ("fr", pattern_of(r"ité$|ités$|œ|ê", re.I)),
)  # fmt: skip
# Latin and French that English papers say.
_LOANS = pattern_of(
    r"\b(?:de novo|in (?:vivo|vitro|situ|silico)|a (?:priori|posteriori|la carte)|et al|vis[- ][àa][- ]vis)\b", re.I
)
# Each of them has one of these.
_LOANED = ("novo", "vivo", "vitro", "situ", "silico", "priori", "posteriori", "la carte", "et al", "vis-", "vis ")
# Most texts have _WORDS words in so many letters.
_BEGINNING = 900
# Of two that are as likely the one with fewer little words of its own.
_AFTER = {"es": 1, "de": 2, "nl": 2}
# So many texts whose language is known, 10 MB.
_SAID: dict[bytes, str] = {}
_MOST_SAID, _KEY = 1 << 16, 16
# The languages in which a letter is a word.
_LETTERS = frozenset("pt es it fr pl cs ro hu sv da".split())


def language_of_paper(paper: Paper) -> str:
    return language_of(f"{typeset(paper.title).plain} {typeset(paper.abstract).plain[:_LOOKED_AT]}")


def language_of(text: str) -> str:
    """By script, else by the language whose little words stand in the text most often. Topics, links and relations ask it of the same
    texts, one after the other of a whole library, so what was said is kept under a hash."""
    text = text[:_LOOKED_AT]
    key = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_KEY).digest()
    said = _SAID.get(key)
    if said is None:
        if len(_SAID) >= _MOST_SAID:
            _SAID.clear()
        said = _SAID[key] = _language(text)
    return said


def _language(text: str) -> str:
    if text.isascii() and _is_plain_english(text.lower()):
        return ""
    text = _LOANS.sub(" ", text)
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    if not text.isascii():
        for code, script in _SCRIPTS:
            if len(script.findall(text)) >= (_KANA if code in ("ja", "uk", "fa") else _SHARE) * letters:
                return code
    return _of_latin(words)


def _is_plain_english(text: str) -> bool:
    """Whether a text in small ASCII letters has no loans and enough English words, as most have: this takes a third of the time of the
    long way, which says the same of it."""
    if any(map(text.__contains__, _LOANED)):
        return False
    words = _WORD.findall(text[:_BEGINNING])
    # The last word may be cut.
    words = (words if len(words) > _WORDS else _WORD.findall(text))[:_WORDS]
    return len(list(filter(_english().__contains__, words))) >= _SURELY * len(words)


def _of_latin(words: Sequence[str]) -> str:
    """The language with most little words, those that few languages have counting most; English has some of its own."""
    counts: Counter[str] = Counter()
    shares: defaultdict[str, float] = defaultdict(float)
    small = [folded(word) for word in words[:_WORDS]]
    english = len(list(filter(_english().__contains__, small)))
    if english >= _SURELY * len(small):
        return ""
    for word, printed in zip(small, words, strict=False):
        codes = _codes().get(word) or _spelled(printed)
        counts.update(codes)
        for code in codes:
            shares[code] += 1 / len(codes)
    code = min(shares, key=lambda code: (-shares[code], _AFTER.get(code, 0), code), default="")
    enough = counts[code] >= max(_FEWEST, _LITTLE * len(small)) and counts[code] > _MORE * english
    return code if enough else ""


def _spelled(word: str) -> tuple[str, ...]:
    """The language whose spelling a word shows by itself."""
    return tuple(code for code, spelling in _SPELLINGS if spelling.search(word))


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    """A little word -> the languages in Latin letters that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in little_words().items():
        if code not in _OWN_SCRIPT and code != "en":
            for word in words:
                if len(word) > 1 or code in _LETTERS:
                    found[word] = (*found.get(word, ()), code)
    return found


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Little words of English, and what is common in its scholarly prose, unless it is as short as a foreign one."""
    little = "the of and a an in to is are for with that this by on we from as be was were its which our at or not has have it can"
    return frozenset([*little.split(), *(word for word in prose() if len(word) > 3)])
