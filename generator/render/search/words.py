"""Search words. In: plain text. Out: words with their places, as browser/words.js makes them too.

The two files are one algorithm. Character classes are written out as ranges, because `\\w` and `\\p{L}` mean different things in
Python and in browsers, and change with their Unicode versions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

__all__ = ["STOP_WORDS", "Word", "search_form", "search_words", "stem"]

LONGEST = 40
# Runs whose chunks are kept, 700 bytes each, and words whose stems are: of 20,000 papers 98 of 100 runs are among those that came lately.
_RUNS, _STEMS = 1 << 17, 1 << 18

# Accents, invisible signs, and the points that Hebrew, Arabic and Hindi may leave out.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SPECIAL = re.compile("[ßæœøłđðþıħςىةکی∞∇√∂∑∏]|[ङञणनम]\u094d(?=[क-म])")
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ς": "σ",
    "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
    "∞": " infinity ", "∇": " nabla ", "√": " sqrt ", "∂": " partial ", "∑": " sum ", "∏": " prod ",
}  # fmt: skip
# A nasal before a consonant is written as a letter or as a point: हिन्दी, हिंदी.
_ANUSVARA = "\u0902"
_GREEK = re.compile("[\u0370-\u03ff]+")
_GREEK_NAMES = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
            *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
        ),
        strict=True,
    )
)
_ELL = re.compile(r"\\ell(?![a-z])")
_POSSESSIVE = re.compile("['’ʼ]s(?![a-z0-9])")
# A French or Italian article stands before its word, as a part before a hyphen does.
_ELIDED = re.compile("(?<![a-z0-9])([cdjlmnst]|qu|un|(?:[dn]e|d?a|su)ll)['’ʼ](?=[a-z])")
_APOSTROPHE = re.compile("['’ʼ]")

# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_CJK = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_NOT_WORD = (
    "\u0000-/:-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f"
    "\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ud800-\uf8ff\ufe10-\ufe6f\uff00-\uff20\uffe0-\uffff\U0001f000-\U0001fbff"
)
_PART = f"[0-9]+(?:\\.[0-9]+)+[a-z]*|[{_CJK}]+|[^{_NOT_WORD}{_CJK}]+"
_CHUNK = re.compile(f"(?:{_PART})(?:[-‐‒–_.^&@](?:{_PART}))*(?:\\+\\+?|[#*])?(?![^{_NOT_WORD}])|(?:{_PART})")
_PARTS = re.compile(_PART)
_PLAIN = re.compile("[a-z]{3,}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_STARTS_CJK = re.compile(f"[{_CJK}]")
# They follow one another (에게서 and 만). A noun of one sign is left by those alone that end few nouns.
_PARTICLE = re.compile(
    "(?<=[가-힣]{2})(?:까지|부터|처럼|보다|이?라는|이나|이며|(?:에게?서?|으?로[써서]?|들|[과와])?[은는이가을를의도만]?)$|(?<=[가-힣])[을를]$"
)
_ARTICLE = re.compile("^(?:[وف]?(?:[بك]?ال|لل)(?=[\u0621-\u064a]{3})|(?:ו[הבלמש]?|[הבלמש])(?=[\u05d0-\u05ea]{3}))")

# British spelling becomes American: what the other half of the papers writes. `is` stays where no z is written (`noise`, `supervise`).
_BRITISH = re.compile(
    "^(?:(behavi|col|neighb|fav|tum|flav|harb|lab|rig|arm|endeav)ou(?=r|$)"
    "|((?:un|re|mis)?(?:model|label|signal|travel|cancel|channel|tunnel|level|initial))l(?=ed|ing|er)"
    "|((?:ana|para|cata)lys|\\w{3,}(?<!prom)(?<!prem)(?<![aouvwc])(?<!pr)(?<!pert)(?<!vert)(?<!chand)is)(?=(?:e[dr]?|ers?|ing|ations?)$)"
    "|(fib|cent|met|theat)re(?=s?$)|(cent)re(?=d$)|(off|def)ence|(catal|dial|anal)ogue|(gr)ey|(art)e(?=fact)|(program)me(?=s?$))"
)
_ZED = 3
_AMERICAN = ("o", "", "", "er", "ere", "ense", "og", "ay", "i", "")


class Word(NamedTuple):
    """A folded word and its place (from 0). span 1: the word itself; 2 and more: that many words written as one (`zeroshot`
    for `zero-shot`); 0: another way to write the word at this place (`c` for `c++`); -1: the word without what its script writes to it, a
    Korean particle or an Arabic article; -2: one sign of a run of Chinese or Japanese, by which the run is found too."""

    text: str
    place: int
    span: int = 1


class Chunk(NamedTuple):
    """A run without blanks: its words with places from 0, how many places it takes, all its words and their stems in the same order, the
    stems of those that are no stop words, these again but without other spellings, its words without other spellings, the first and the
    last of these, and (stem, form) of its words (see `singular_form`)."""

    words: tuple[Word, ...]
    places: int
    texts: tuple[str, ...]
    stems: tuple[str, ...]
    telling: tuple[str, ...]
    sequence: tuple[str, ...]
    parts: tuple[str, ...]
    first: str
    last: str
    forms: tuple[tuple[str, str], ...]


def search_form(text: str) -> str:
    """Lower case without accents or invisible characters; ligatures, full-width and mathematical letters become plain ones."""
    if not (text.isascii()):
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = text.lower()
    if not text.isascii():
        text = _SPECIAL.sub(
            lambda found: _LETTERS.get(found[0], _ANUSVARA), unicodedata.normalize("NFC", _MARKS.sub("", text))
        )
        text = _GREEK.sub(lambda found: _GREEK_NAMES.get(found[0], found[0]), text)
    return _APOSTROPHE.sub("", _ELIDED.sub(r"\1-", _POSSESSIVE.sub("", _ELL.sub("l", text))))


def search_words(text: str) -> list[Word]:
    """The words of plain text in order. Joined spellings follow the parts they join."""
    found: list[Word] = []
    place = 0
    for chunk in chunks(text):
        found += [Word(word, place + offset, span) for word, offset, span in chunk.words]
        place += chunk.places
    return found


def chunks(text: str) -> list[Chunk]:
    """The same in runs without blanks."""
    return list(map(chunk_of, folded_runs(text)))


def folded_runs(text: str) -> list[str]:
    """The runs of plain text, each as it is folded."""
    found: list[str] = _CHUNK.findall(search_form(text))
    return found


@lru_cache(maxsize=_RUNS)
def chunk_of(chunk: str) -> Chunk:
    """What a run says. Equal runs are one object, as a rule: texts repeat themselves, and this is where the time goes."""
    if _PLAIN.fullmatch(chunk) and len(chunk) <= LONGEST:
        return _of_a_word(chunk)
    parts = [piece for part in _PARTS.findall(chunk) for piece in _pieces(part)]
    found = [
        *(Word(piece, place) for place, piece in enumerate(parts)),
        *_variants(chunk, parts),
        *_bare(parts),
        *_signs(chunk),
    ]
    return Chunk(
        words=tuple(found),
        places=len(parts),
        texts=tuple(word.text for word in found),
        stems=tuple(stem(word.text) for word in found),
        telling=tuple(stem(word.text) for word in found if word.text not in STOP_WORDS),
        sequence=tuple(stem(part) for part in parts if part not in STOP_WORDS),
        parts=tuple(parts),
        first=parts[0],
        last=parts[-1],
        forms=tuple((stem(word.text), singular_form(word.text)) for word in found if _PLAIN.fullmatch(word.text)),
    )


def _of_a_word(word: str) -> Chunk:
    """A run that is one plain word, as nearly all are."""
    one, term = (word,), (stem(word),)
    told = () if word in STOP_WORDS else term
    return Chunk((Word(word, 0),), 1, one, term, told, told, one, word, word, ((term[0], singular_form(word)),))


def _pieces(part: str) -> list[str]:
    """A run of Chinese or Japanese becomes pairs of characters, for its words have no blanks between them."""
    if len(part) > 1 and _STARTS_CJK.match(part):
        return [part[at : at + 2] for at in range(len(part) - 1)]
    return [part[:LONGEST]]


def _bare(parts: list[str]) -> list[Word]:
    """A Korean noun without its particle, an Arabic or Hebrew one without its article; more than a stroke is left."""
    if all(map(str.isascii, parts)):
        return []
    bare = [(place, _PARTICLE.sub("", _ARTICLE.sub("", part))) for place, part in enumerate(parts)]
    return [Word(word, place, -1) for place, word in bare if word != parts[place]]


def _signs(chunk: str) -> list[Word]:
    """The characters of runs of Chinese or Japanese, each at the pair that it begins, the last at the pair that it ends."""
    found: list[Word] = []
    place = 0
    for part in [] if chunk.isascii() else _PARTS.findall(chunk):
        pieces = len(_pieces(part))
        if len(part) > 1 and _STARTS_CJK.match(part):
            found += [Word(sign, place + min(at, pieces - 1), -2) for at, sign in enumerate(part) if _HAN.match(sign)]
        place += pieces
    return found


def _variants(chunk: str, parts: list[str]) -> list[Word]:
    """`c++` beside `c` (and `astar` for `A*`); `zeroshot` beside `zero shot`; of three parts and more
    also the pairs (`gpt4o` in `gpt-4o-mini`)."""
    found = []
    tail = chunk.removeprefix(chunk.rstrip("+#*"))
    short = len(parts[-1]) <= 2
    if tail and (short or tail in ("+", "++")):
        found.append(Word(parts[-1] + tail.replace("*", "star"), len(parts) - 1, 0))
    if 2 <= len(parts) <= 4 and re.search("[-‐‒–_.^&@]", chunk):
        joins = [(0, len(parts))]
        if len(parts) > 2:
            joins += [(at, at + 2) for at in range(len(parts) - 1)]
        found += [
            Word("".join(parts[start:end])[:LONGEST], start, end - start)
            for start, end in joins
            if not STOP_WORDS.issuperset(parts[start:end])
        ]
    return found


@lru_cache(maxsize=_STEMS)
def stem(word: str) -> str:
    """The term a word is found under: Porter's stem of a plain word in American spelling, anything else as it is. A final y
    (`lay`, `try`) becomes i."""
    if not _PLAIN.fullmatch(word):
        return word
    stemmed = str(porter_stemmer.stem(american(word)))
    return stemmed[:-1] + "i" if stemmed.endswith("y") else stemmed


def american(word: str) -> str:
    """A word as Americans spell it, near enough to be found: `optimised` as `optimized`, `modelling` as `modeling`.

    >>> [american(word) for word in ("behaviours", "modelled", "optimisation", "centred", "noise", "grey")]
    ['behaviors', 'modeled', 'optimization', 'centered', 'noise', 'gray']
    """
    found = _BRITISH.match(word) if len(word) > 3 else None
    if not found or not found.lastindex:
        return word
    kept = found[found.lastindex]
    if found.lastindex == _ZED:
        kept = f"{kept[:-1]}z"
    return american(kept + _AMERICAN[found.lastindex - 1] + word[found.end() :])


def singular_form(word: str) -> str:
    """A word without the s of a plural, in American spelling, as browser/words.js does it too.

    >>> [form_of(word) for word in ("policies", "policy", "models", "loss")]
    ['policy', 'policy', 'model', 'loss']
    """
    word = american(word)
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
