"""The signs of a text. In: words that could be a title. Out: the names of the signs that they show by themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from generator.readers.labels import field_of
from generator.readers.layout.segments import kind_of_segment
from generator.readers.layout.words import is_foreign, names_section, talks
from generator.text import pattern_of
from generator.text.people import is_title_word, looks_like_names, title_share

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LITTLE = frozenset(
    "of for with in the via using towards toward from and on a an to by as through under without over at is are can "
    "und der für de la et".split()
)
# The little words of other languages. Titles are known by English words; where so many of these stand, the words are of another language.
_TONGUES = frozenset(
    (
        "de en la el los las del y por para con una su sus des les du le et au aux une dans sur pour der die das und von im den dem "
        "zur zum ein eine für mit bei aus da dos os uma na nas nos e pela pelo il lo gli della dei delle nel nella di och av för "
        "på z do po w od i в и на о по с для из к het van een voor naar met op "
        "في من على إلى عن مع بين در از به با بر برای را میں کا کی کے سے של על את עם בין"
    ).split()
)
_TONGUE = 0.2
_SENTENCES = re.compile(r"[a-z)]\.\s+[A-Z]|[。！]\s*\S")
_VOLUME = re.compile(
    r"\b(?:[Vv]ol(?:ume)?s?\.?|[Nn]o\.|[Ii]ssue|pp?\.|[Pp]ages|[Bb]d\.|[Tt]\.|id\.)\s?[A-Z]{0,2}\d|"
    r"\d\s?\(\d{1,4}\)\s?[:,]\s?(?:\d|pp?\b)|^[Ii]n [A-Z][\w ]{3,60} \d{1,4}$"
)
# Commands that only their author's file explains.
_MACRO, _FORMULA = re.compile(r"\\[A-Za-z]{2,}"), re.compile(r"\$[^$]*\$")
_COLON, _DIGIT = re.compile(r"\w[:：]\s*\w"), re.compile(r"\d")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|can|could|should|would|will|may|does|do|be|use|uses)\b")
_SENTENCE = re.compile(r"\S (?:This (?:paper|work|study|survey|article)|We (?:present|introduce|propose|show|study))\b")
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+\.?\s|[一二三四五六七八九十]{1,3}、|(?:part|chapter|section|week|day|lecture|module|session|"
    r"track|seminar|unit|topic|semana|woche|séance|sesión|research question) \d|RQ ?\d|"
    r"(?:level|tier|stage|phase|step) \d{1,2}\s?[:–—-]",
    re.I,
)
# What happens on a day: "Camera Ready Deadline: Dec 2", "October 29, 2016: Accepted papers announced".
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? (?:19|20)\d\d)?"
_DATED = re.compile(rf"{_DAY}\s?[:–-]\s.*|(?:[\w/-]+ ){{1,7}}?[\w/-]+: (?:\w{{3,9}},? )?{_DAY}\W*")
_HOURS = pattern_of(r"(?<!\d)\d{1,2}:\d\d\s?[-–—]\s?\d{1,2}:\d\d(?!\d)")
# A release: "{OpenMx} 2.21.13: Extended Structural Equation Modelling".
_RELEASE = re.compile(r"\{[\w.]+\}\s|[\w.-]+ v?\d+\.\d+[.-]\d+\b")
# What somebody is, and what takes place.
_ROLE = pattern_of(
    r"(?:ph\.?d\.?|doctoral|master['’]?s?|research) (?:student|candidate|assistant|fellow)s?\b|postdoc\w*\b|group leader\b|doktorand\w*\b|"
    r"(?:workshop|webinar|training|summer school|exhibition|open day)\s?:\s",
    re.I,
)
# What goes on a word of Japanese, or a sentence of it.
_PARTICLE = re.compile(r"[をの]|[はがにでともへ][^ぁ-ん]")
# A predicate that few titles have: "is based on", "are available".
_STATES = re.compile(
    r"\b(?:is|are|was|were|has been|have been|can be) (?:an?|the|based|used|also|now|available|here|trained|proposed|released|described|"
    r"collected|published|provided|given)\b|\bwhich (?:is|are|can|automatically|uses?)\b|\b(?:focus(?:es)?|relies|depends) on\b"
)
# What a link of a copied page said: "A Title [pdf] [code]".
_LINK_WORDS = re.compile(r"\w\W{0,3} ?\[[^\[\]]{1,40}\][^\[\]]{0,60}$")
_SPEAKS = re.compile(r"\b(?:we|our|[Tt]his (?:paper|work|repo|list|is)|these|please|here|et al)\b|^(?:We|Our)\b")


@lru_cache(maxsize=16384)
def text_signs(text: str) -> tuple[str, ...]:
    """What the words show by themselves."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    cjk = is_foreign(text)
    count = letters // 2 if cjk else len(words)
    signs = ["a number"] if not words and text.isdigit() else [_LENGTHS[bisect_left(_MOST, count)]]
    signs += _kind(text)
    if _DIGIT.search(text) and _VOLUME.search(text):
        signs.append("a volume or pages")
    if _is_signs(text, letters):
        signs.append("mostly signs")
    share = title_share(words)
    # Two of four words and more are little words of a language that is not English.
    tongue = len(words) > 3 and sum(word in _TONGUES for word in words[1:]) >= max(2, _TONGUE * len(words))
    signs += ["words of titles"] if share > 0.3 or cjk or tongue else []
    signs += ["many words of titles"] if share > 0.6 and count > 2 else []
    signs += [*_case(text, words), *_sentence(text, words)]
    return tuple(signs)


def _kind(text: str) -> list[str]:
    """What a text is, when it is no words: names, a day and what happens on it, a release of software."""
    kind = kind_of_segment(text)
    if kind in ("venue", "date", "label", "address", "names", "name"):
        return [kind]
    if _DATED.fullmatch(text) or _HOURS.search(text):
        return ["date"]
    named = field_of(text) == "title" or text.endswith((".pdf", ".md", ".epub"))
    if named or _RELEASE.match(text) or _ROLE.match(text):
        return ["label"]
    return ["names"] if looks_like_names(text) else []


def _is_signs(text: str, letters: int) -> bool:
    """Whether a text is signs more than letters, LaTeX's commands, a field of a template, or closes a bracket before it opens one."""
    macros = ("\\" in text and len(_MACRO.findall(_FORMULA.sub("", text))) > 1) or 0 <= text.find(")") < text.find("(")
    return macros or "{{" in text or "{%" in text or letters * 2 < len(text.replace(" ", ""))


# The signs of so many words at most; titles have three to 24.
_MOST = (0, 1, 2, 3, 24, 32)
_LENGTHS = ("no words", "one word", "two words", "three words", "title's length", "long", "very long")


def _case(text: str, words: list[str]) -> Iterator[str]:
    long = [word for word in words if len(word) > 3]
    if any(word in _LITTLE for word in words[1:]):
        yield "little words"
    if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.7 * len(long):
        yield "capitals"
    first = words[0] if words else ""
    if first and text.startswith(first) and first.islower() and first.isascii():
        yield "opens with a small word" if first in _LITTLE or is_title_word(first) else "small initial"
    if _PARTICLE.match(text):
        yield "opens with a small word"
    if _NUMBERED.match(text):
        yield "numbered like a section"
    if _COLON.search(text):
        yield "colon"


def _sentence(text: str, words: list[str]) -> Iterator[str]:
    if _SENTENCES.search(text):
        yield "sentences"
    if talks(text):
        yield "speaks to the reader"
    elif ("This " in text or "We " in text) and _SENTENCE.search(text):
        yield "holds a sentence"
    elif _SPEAKS.search(text):
        yield "speaks"
    _, dash, rest = text.partition(" - ")
    if dash and len(rest.split()) > 3 and sum(word[0].islower() for word in rest.split()) > 0.5 * len(rest.split()):
        yield "a description behind a dash"
    if "[" in text and _LINK_WORDS.search(text):
        yield "words in brackets behind"
    if _STATES.search(text) and not text.endswith("?"):
        yield "states something"
    if words and words[-1] in _LITTLE and text.endswith(words[-1]):
        yield "ends in a little word"
    if names_section(text):
        yield "names a section"
    if len(words) > 12 and sum(word[0].isupper() for word in words[1:]) <= 1 and _VERB.search(text):
        yield "ends like a sentence"


@lru_cache(maxsize=512)
def column_signs(column: str, beside: tuple[str, ...]) -> tuple[str, ...]:
    """What the head of a column says; beside one of authors the column of papers is that of their titles."""
    field = field_of(column)
    if field == "title" or _TITLES.search(column):
        return ("in a title column",)
    if _PAPERS.search(column):
        listed = any(field_of(one.casefold()) == "authors" for one in beside)
        return ("in a title column",) if listed else ("in a column of papers",)
    if field:
        return ("in another column",)
    return ("in a column",) if column.strip() else ()


_TITLES = re.compile(r"title|標題|标题|题目|제목|題名|タイトル|titel|titre|título|название")
_PAPERS = re.compile(
    r"\bpapers?\b|\breferen(?:ce|cia|cja|z)|\barti(?:cle|kel|go|colo)|\bart[íi]culo|\bartykuł|\bpubli(?:c|k)a(?:t|c|ç)|\bpubblicazion|\baufsatz|\bbeitrag|\bmakale|论文|論文|논문|статья"
)
