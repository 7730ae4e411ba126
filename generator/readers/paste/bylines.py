"""Lines of authors. In: one folded line. Out: how surely it names authors and nobody else, who they are, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.model import Author
from generator.readers.labels import labelled
from generator.readers.layout.words import says_paper
from generator.readers.paste.signs import is_running, tells_which, venue_score
from generator.text import pattern_of
from generator.text.authors import authors_of, names_in, names_more
from generator.text.dates import ENGLISH_MONTH
from generator.text.late import end_of
from generator.text.people import TWO_WORDS, name_score

# Lines with a higher author_score list names; with one below it is a name alone, or a pair.
LISTED = 0.5
# Says that there are more authors: "and 3 others", "+2 authors", "…".
_MORE = re.compile(
    r"(?<!\s)\s*+[,;]?\s*(?:(?:and )?\+ ?\d+ (?:others?|more|authors?|more authors?|co-?authors?)|and \d+ (?:others?|more|authors?|"
    r"more authors?|co-?authors?)|,\s[^\W\d_]{1,12}(?:…|\.{2,3})(?=\s|$)|…|\.\.\.|\bet al\.?)\s*[,;]?\s*",
    re.IGNORECASE,
)
# Names that are written without blanks have no more letters.
_LONGEST_SOLID = 5
_EASTERN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{1,4}[ 　・][\u3400-\u9fff\u3040-\u30ff]{1,4}")
# More blanks than these are in no one name.
_WORDS = 6
_PARTED = re.compile(r"[,;|&·⋅،؛、，；…]|\.\.\.|\s(?:and|und|et|y|e|и|en|och|og)\s")
_INITIALS_FIRST = re.compile(
    r"(?:[^\W\d_a-z]{1,3}|(?:[^\W\d_a-z]\.[\s-]?){1,4}) ?(?:(?:de|di|da|dos|du|des|della|la|le|van|von|der|den|ter|ten)\s){0,3}"
    r"[^\W\d_a-z](?:['’][^\W\d_])?[^\W\d_]+(?:[\s'’-][^\W\d_]+){0,2}"
)
# Who edited or chaired something wrote none of it.
EDITORS = re.compile(r"[\s(](?:editors?|eds?|hrsg|chairs?|dirs?|coords?|ред)\.?\)?\s*$", re.IGNORECASE)
PLACE_OF_WORK = re.compile(
    r"\b(?:universi\w+|department|dept|institut\w*|hospital|college|school|laborato\w+|cent(?:er|re)|faculty|division|academy|istituto|research|labs?|inc|corp|gmbh)\b",
    re.I,
)
# Numbers, marks and institutions in brackets behind a name.
_NOTES = re.compile(r"(?<!\s)\s*+\((?:[^()]{1,120}+|\([^()]{1,40}+\)){1,4}+\)")
# A stop behind the last name, that shortens none.
_CLOSING_STOP = pattern_of(r"(?<=[^\W\d_]{3})(?<!\bal)\.$")
# "with Ana Prado and Ben Ulm": whose page it is, is one more.
_PREFIX = re.compile(
    r"(?:authors?\s*:|by\s+:?|\(?(?:joint(?:ly)?\s+|co-?authored\s+)?with\s+(?-i:(?=[^\W\d_a-z]))|"
    # "di Lucia Ferrara e Marco Riva"; in a list of families it is a part of one.
    r"(?:di|von|par|por|przez|av)\s+(?-i:(?=[^\W\d_a-z][\w'’.-]+\s[^,;]+$)))\s*",
    re.IGNORECASE,
)


# What parts names from where a work came out; "Ana Prado in Journal of Wax", "Prado, A., Jun 2020, In: Wax. 3, p. 1-9".
_PARTING = re.compile(
    r"\s+[-–—]\s+|\t+|\s+in\s+(?-i:(?=[A-ZÀ-Þ][^:]*$))|\s(?=(?:pp?\.\s?)?\d{1,4}\s?[-–]\s?\d{1,4}$)|\s*(?=\[[a-z][a-z ]{1,20}\])|"
    rf"\s+[•·▪⋅]\s+(?=(?:{ENGLISH_MONTH}\s)?(?:\d{{1,2}},?\s)?(?:19|20)\d\d\b)|;\s+|\s+\|\s+|\.\s+(?![-–—&]|and\s|und\s|et\s)|"
    rf",\s+(?=(?:\d{{1,2}}\s)?(?:{ENGLISH_MONTH}\s)?(?:19|20)\d\d,\s(?:\([^()]{{3,25}}\)\s)?[Ii]n:\s)",
    re.IGNORECASE,
)


_DASH = pattern_of(r"\s+[-–—]\s")


@lru_cache(maxsize=1 << 12)
def byline(text: str) -> tuple[str, str]:
    """An author line as its names and what stands behind them: "A Prado, B Ulm - Hay Letters, 2024", "A. Prado; Proceedings …"."""
    for found in re.finditer(_PARTING, text[:400]):
        names, behind = text[: found.start()], text[found.end() :]
        initialled = bool(_DASH.match(found[0])) and _are_initialled(names, told=_says_where(behind))
        if not initialled and not _says_where(behind):
            continue
        # "J Woods, K Rivera" are two people and "J Bell - …" is one, for all that J stands for a journal.
        if venue_score(_MORE.sub(" ", names)) and not (
            initialled or _all_initials(names_in(_bare(names), ends=True) or ())
        ):
            continue
        # "J Sleep Habits. 2023" is a journal and "Bark Beetles and Fires [pdf]" a title, for all that they look like names.
        least = LISTED if text[found.start()] == "." or behind[:1] == "[" else 0
        if initialled or _names_score(names) > least:
            return names, behind
    return text, ""


@lru_cache(maxsize=1 << 12)
def authors_in(text: str) -> tuple[Author, ...]:
    """The authors of an author line."""
    return authors_of(_bare(text))


def names_go_on(text: str) -> bool:
    """Whether an author line names the first authors only."""
    return bool(authors_in(text)) and (names_more(text) or bool(_MORE.search(text)))


@lru_cache(maxsize=1 << 14)
def author_score(text: str) -> float:
    """How surely a line is a list of names: 0 not at all; above LISTED a list, up to 1; below, a single name or a pair."""
    score = _names_score(text)
    names, behind = byline(text) if not score and len(text) < 400 else ("", "")
    if not behind:
        return score
    return 0.9 if _says_more(behind) else _names_score(names)


def is_byline(text: str) -> bool:
    """Whether a line is as search engines print it: "F Sarr, K Ito… - Hay Letters, 2024 - Springer"."""
    names, behind = byline(text)
    return bool(behind) and _says_more(behind) and _are_initialled(names, told=_says_where(behind))


def _says_more(behind: str) -> bool:
    return _says_where(behind) or "…" in behind[-3:]


def _says_where(behind: str) -> bool:
    """Whether what stands behind names says where or when a work came out, or which it is."""
    button = behind[:1] == "[" and says_paper(behind[1:].partition("]")[0])
    return bool(button or venue_score(behind) or tells_which(behind) or re.search(r"\b(?:19|20)\d\d\b", behind))


def _are_initialled(names: str, *, told: bool) -> bool:
    """Whether each name is initials and a family, as search engines print them: "F Sarr", "K Ito…". told: it is said behind them where or
    when a work came out, so that "A Sarr" is no Sarr of many."""
    found = names_in(_bare(names), ends=True) or ()
    return _all_initials(found) or (
        len(found) == 1 and bool(_INITIALS_FIRST.fullmatch(found[0])) and name_score(found[0]) >= -told
    )


def _names_score(text: str) -> float:
    if len(text) > 20_000 or text[-1:] in "?!" or TWO_WORDS.fullmatch(text):
        return 0.0
    if EDITORS.search(text[-60:]):
        return 0.0
    field, named = labelled(text)
    if field:
        return 1.0 if field == "authors" and named else 0.0
    if is_running(text) or (text.count(" ") > _WORDS and not _PARTED.search(text)):
        return 0.0
    # What could not be decoded is a letter.
    bare = _bare(text)
    # "HELEN FROST, University of Examples", as working papers are announced.
    if bare.isupper() and "," in text and PLACE_OF_WORK.search(text) and name_score(bare.title()) >= 0:
        return 0.0 if PLACE_OF_WORK.search(bare) else 0.9
    names = names_in(re.sub(r"(?<=\w)\?(?=\w)", "e", bare), ends=True)
    return _by_words(names, told=bool(names_go_on(text) or _PREFIX.match(text))) if names else 0.0


def _bare(text: str) -> str:
    """An author line without its label, without what says that it goes on, without institutions and the stop at its end."""
    field, named = labelled(text)
    body = named if field else text[end_of(_PREFIX, text) :]
    body = _CLOSING_STOP.sub("", _MORE.sub(", ", _NOTES.sub("", body.replace("⋅", "·"))).strip(" :,;*†‡"))
    if not PLACE_OF_WORK.search(body):
        return body
    people = [part.split(",", 1) for part in re.split(r"\s*[;|]\s*", body)]
    apart = all(len(one) == 2 and (PLACE_OF_WORK.search(one[1]) or name_score(one[0]) > 0) for one in people)
    return "; ".join(name for name, _ in people) if apart else body


def _all_initials(named: Sequence[str]) -> bool:
    return len(named) > 1 and all(map(_INITIALS_FIRST.fullmatch, named))


def _known(name: str) -> int:
    """How much the words of a name are known for those of names; without blanks nothing is known."""
    if _EASTERN.fullmatch(name):
        return 2
    if _INITIALS_FIRST.fullmatch(name) and name_score(name) == -1:
        return 1  # "A Prado": a family behind an initial, though A is a word
    return name_score(name) if name.isascii() or " " in name else 1


def _by_words(named: Sequence[str], *, told: bool) -> float:
    """The score of a line whose pieces have the form of names, by what is known of their words."""
    known = [2 if _all_initials(named) else _known(name) for name in named[:40]]
    mean = sum(known) / len(known)
    if any(len(name) > _LONGEST_SOLID and not re.search(r"[\sA-Za-z]", name) for name in named):
        return 0.0
    if told or len(named) > 2:
        return 0.9 if mean > -1 else 0.0
    if len(named) == 2 and min(known) > 0:
        return 0.9
    # What the words of one name or of a pair say, the surest first.
    marks = [(0.0, 0.4)] if len(named) == 2 else [(1.0, 0.35), (0.0, 0.2)]
    return next((score for least, score in marks if mean > least), 0.0)
