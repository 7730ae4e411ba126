"""What a line shows by its words. In: one folded line. Out: whether it speaks for the page or the mail, names a venue, is labelled.

The words are in words.toml, in the languages of those who bring lists; forms that no list can hold (volumes, pages, days) are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.readers.paste.weights import anywhere, beginning, word_list
from generator.text import pattern_of
from generator.text.dates import ENGLISH_MONTH
from generator.text.ids import DOI_FORM, ids_in
from generator.text.late import end_of
from generator.text.tokens import SOLID, word_count

_WORD = re.compile(r"[^\W\d_][\w'’()&-]*")
_LITTLE = frozenset(
    "a an the of for in on with and or to from by as at is are de la le les des du und der die das für zu im el los y e da do и "
    "в на по &".split()
)
_PAGES = r"(?<![\w.-])(?:[a-z]?\d{1,6}[-–—]{1,2}[a-z]?\d{1,6}|\d{1,3}:\d{1,5}[-–—]\d{1,3}:\d{1,5})(?![\w-])"
# What only the place of a work in a volume looks like.
PLACE = re.compile(
    rf"(?:№\s?\d[\w.-]*|\b(?:vol(?:ume)?|no|nr|num(?:ber)?|iss(?:ue)?|pp?|pages?|art(?:icle)?(?: no)?|ser|series|band|bd|heft|jg|jahrgang|"
    rf"seiten?|s|tome|t|numéro|n[°º]|"
    rf"páginas?|págs?|núm|fascicolo|том|т|выпуск|вып|вип|с|стр|cilt|sayı|sayfa|ss|rocznik|zeszyt|anno|ano|año|(?:ال)?مجلد|(?:ال)?عدد|دوره|شمار[هہ]|ص(?:\s?ص)?|כרך|גיליון|עמ['׳])(?:\.?:?\s?#?\d[\w.-]*|(?:[.:]\s?|\s)[ivxlc]{{1,7}}(?:[-–][ivxlc]{{1,7}})?\b)(?:\s?[-–—]\s?\d+)?|第?\s?\d+\s?(?:卷|期|页|頁|巻|号|권|호|쪽)|"
    rf"\b\d{{1,4}}\s?\(\d{{1,4}}(?:[-–/]\d{{1,4}})?\)(?:\s?:\s?[a-z]?\d+(?:[-–—]\d+)?)?|{_PAGES}|\b\d{{1,4}}:\s?[a-z]?\d{{1,6}}(?:[-–—]\d+)?|\bissn\b[\s:]*[\dx-]+|"
    r"\b\d{1,4} pages\b|\be\d{3,}\b)",
    re.IGNORECASE,
)
# A text of this length may name a cookie in passing; one about cookies does it twice.
_LONG = 200
_HOUR = re.compile(r"^\d{1,2}[:.h]\d\d(?:\s?[ap]m)?(?:\s?[-–—]\s?\d{1,2}[:.h]\d\d(?:\s?[ap]m)?)?\s+", re.IGNORECASE)
YEAR = re.compile(r"(?<![\w.])(?:1[89]|20)\d\d(?![\w-])")
# Of nothing but a volume one says so, and these stand for a year.
_VOLUME = re.compile(
    r"\b(?:proceedings of|proc\. of|lecture notes in|advances in neural|forthcoming|in press|to appear|im erscheinen|à paraître|"
    r"en prensa)\b",
    re.I,
)
# A volume beside a day, a year or pages:
# "2019 Jun 19;102(6):1223-34", "Nov 6;9:e54835", "12:2643 (2021)", "(2006) 103:16544–16549", "234:1201-1214", "2023, 14, 3621-3640".
_DATED_VOLUME = re.compile(
    rf"(?:\b(?:1[89]|20)\d\d|\b{ENGLISH_MONTH}(?:\s\d{{1,2}})?);\s?\d{{1,4}}(?=[(:.\s]|$)|"
    # "Forest Ecology 412, 55-66, 2018", and how often it was cited, between tabs.
    r"(?<=[^\W\d] )\d{1,4}(?:\s\([^()]{1,9}\))?,\s[a-z]?\d{1,6}[-–]\d{1,6},?\s(?:[\d.,]{1,7}\*?\s)?(?:19|20)\d\d(?!\S)|"
    r"\t[\d.,]*\*?\t(?:19|20)\d\d$|"
    # "Environmental Values 32 (2):155-178": volume, issue and pages, whatever the journal.
    r"(?<=[^\W\d] )\d{1,4}\s?\(\d{1,4}(?:[-–/]\d{1,4})?\)\s?:\s?[a-z]?\d{1,6}[-–—]\d{1,6}\b|"
    r"(?<=[^\W\d] )\d{1,4}(?::\s?[\w–-]{1,20})?\s\((?:1[89]|20)\d\d\)\W*$|"
    r"\((?:1[89]|20)\d\d\)\s\d{1,4}(?=[:(])|\b(?:1[89]|20)\d\d,\s(?:\d{1,4}(?:\s?\(\d{1,3}\))?,\s[a-z]{0,2}\d|advance article)|"
    r"(?<![\w:.])\d{1,4}:\s?(?:[a-z]\d{1,5}|\d{3,6})[-–—][a-z]?\d{1,6}\b|"
    # "in: JZ 2019, 12-18", "NJW 2018, 1023 ff.", as lawyers cite.
    r"^(?:in:?\s[^\d,;:]{2,60}|(?-i:[A-ZÄÖÜ][\w./-]{1,9}(?:-[A-Z]{2})?))\s(?:1[89]|20)\d\d,\s(?:s\.\s?)?\d{1,4}(?:\s?[-–]\s?\d{1,4}|\sff?\.)?\.?$",
    re.I,
)
# "Ecological Engineering · 2026", whatever words its name has.
_BESIDE_YEAR = re.compile(
    r"(?:[^\W\d_a-z][\w'’.&-]*(?: (?:of|and|the|for|in|&|de|der|für))?\s){1,8}[·|•]\s(?:19|20)\d\d"
)
# "Geoderma, May 2023": a journal of today and its month; of May 1968 a title may speak.
_BESIDE_MONTH = pattern_of(
    rf"(?:[^\W\d_a-z][\w'’.&-]*(?: (?:of|and|the|for|in|&|de|der|für))?,?\s){{1,8}}(?<=,\s)(?:\d{{1,2}} )?"
    rf"(?i:{ENGLISH_MONTH}) (?:199|20\d)\d(?:,\s\d.{{0,40}})?"
)
# "Journal of Meadow Research", and no title: no small word but those that lead to a name.
_OPEN_A_JOURNAL = frozenset("Journal Annals Transactions Proceedings Revue Zeitschrift Rivista Revista Annales".split())
_JOURNAL = pattern_of(
    rf"(?:The )?(?:[^\W\d_a-z][\w-]+ )?(?:{'|'.join(sorted(_OPEN_A_JOURNAL))}) "
    r"(?:of|for|on|de|des|du|d'|für|di|della|do|da)(?: (?:of|and|the|in|&|de|la|le|et|y|e|und|[^\W\d_a-z][\w'’.&-]*,?)){1,8}"
)
_ACCESS = pattern_of(r"(?:open|free|full) ?access")
_WORDS_OF_A_JOURNAL = 8
_TELEPHONE = re.compile(r"(?:tel\w*\W{1,3})?(?:\+\d{1,3}\W{1,2}|\(\d)[\d ().-]{7,}$", re.I)
# All of a line in quotes.
IN_QUOTES = re.compile(r"[“\"„«]\s?(?P<title>[^“”\"„«»]{8,300}?)[,.]?\s?[”\"“»]")
_FORM = re.compile(
    r"(?:\[(?:(?P<file>PDF|HTML|BOOK|CITATION|B|C|DOC|TXT)|(?P<kind>[^\[\]]{3,24}))\]|Preprint\s?[:：])\s*(?=\S)",
    re.IGNORECASE,
)
_IDS = re.compile(rf"https?://\S+|\b{DOI_FORM}|\barxiv\s?:\s?\S+|\[[\w.-]{{2,20}}\]|\bPMC\d+", re.IGNORECASE)
_BESIDE_IDS = frozenset(
    "doi pmid pmcid pmc arxiv id ids identifier pubmed medline indexed eprint abs http https version epub ecollection pii print "
    "online ahead cs lg cl cv ai stat math or".split()
)
_SAYING_NOTHING = _LITTLE | _BESIDE_IDS


@lru_cache(maxsize=1 << 14)
def is_running(text: str) -> bool:
    """Whether so many words are small that a line can be no name, of people or of a venue: a quick look, for most lines of most texts are
    those of abstracts."""
    told = [word for word in text[:600].split() if word.lower() not in _LITTLE]
    small = sum(word[0].islower() for word in told)
    return small > 3 and small * 5 > len(told) * 2


@lru_cache(maxsize=1 << 14)
def speaks(text: str) -> bool:
    """Whether a line or paragraph speaks to its reader: a greeting, a farewell, a notice of cookies, a way out of a list."""
    if len(text) > 3000:
        return False
    head = text[:40].lower()
    found = (
        beginning("greeting").match(head)
        if not text[:1].islower() or head.startswith(("hi ", "hey ", "hello "))
        else None
    )
    if found and (not head[found.end() : found.end() + 1].isalnum() or not found[0].isascii()):
        return True
    lower = text.lower()
    told = [phrase for phrase in word_list("notice") if phrase in lower]
    return len(told) > (len(text) > _LONG)


@lru_cache(maxsize=1 << 14)
def is_site(text: str) -> bool:
    """Whether a short line is a button, a menu or a heading: hardly any word of it is not one of a site."""
    if len(text) > 90 or "://" in text or ids_in(text):
        return False
    if text[:1].islower() and text[-1:] in ".,;":
        return False
    bare = text.lower().strip(" .:!…>»<«|·•-–—*#()[]")
    if "____" in text or "......" in text or "[ ]" in text:
        return True
    if bare in word_list("heading") or bare in word_list("site_solid"):
        return True
    if SOLID.search(bare):
        return all(part in word_list("site_solid") or part.isdigit() for part in re.split(r"[\s|·/]+", bare))
    told = [word for word in _WORD.findall(bare) if word not in _LITTLE]
    known = sum(word in word_list("site") for word in told)
    return bool(told) and known * 4 >= len(told) * 3 and not (len(told) == known == 1 and text != text.strip(" :|[]"))


# A title without blanks is a word of more than these.
_FEW_WORDS = 3
# An address in a sentence belongs to an abstract, in words that go on to their title.
_SENTENCE = pattern_of(r"\b(?:at|see|our|is|are|available|found|here|and|we|this|in the)\b", re.I)
# "The Rope Weekly - Issue 12", "The Loom Letter #48", "LIPIcs, Volume 290, Complete Volume".
_ISSUE = pattern_of(
    r"\b(?:complete volume|(?:issue|ausgabe|édition|numéro|número|выпуск|newsletter|weekly|digest|letter|bulletin|boletín)\s*"
    r"(?:n[or°º]\.?)?\s*#?\d{1,4}\W*)$", re.I,
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def tells_which(text: str) -> bool:
    """Whether a line gives an id or an address, and beside it hardly a word that is not a label, a venue's or a site's."""
    if len(text) > 400 or not (ids_in(text) or "://" in text):
        return False
    if " " not in text:
        return True
    rest = _IDS.sub(" ", text)
    if _SENTENCE.search(rest) and not PLACE.search(rest):
        return False
    said = [word.lower().strip("()'’&-") for word in _WORD.findall(rest)]
    known = word_list("site") | word_list("venue") | word_list("kind") | _BESIDE_IDS | _LITTLE
    strange = [word for word in said if word not in known]
    capital = all(word[0].isupper() or word.lower() in known for word in _WORD.findall(rest))
    return (
        (len(strange) <= 1 and word_count(" ".join(strange)) < _FEW_WORDS)
        or venue_score(rest) >= 1
        or ((capital or bool(YEAR.search(rest))) and len(strange) < 9 and bool(PLACE.search(rest)))
    )


def heads(text: str) -> bool:
    """Whether a line is the heading of a section, a session or a pause, with what may stand behind it: "Session 1: Walking"."""
    if text[:1].islower() and " " in text:
        return False
    if _ISSUE.search(text):
        return True
    bare = re.sub(r"^[\d\s.:)(-]+", "", text.lower())
    found = re.match(
        r"(?:session|part|track|section|chapter|teil|sitzung|partie|sesión|sessão|секция|day|tag|jour)(?:\s(?:[ivx]{1,4}|[a-z])|\s?\d{1,3})\b|"
        r"(?:[^\W\d]{3,12}\s)?(?:sessions?|sitzung|séance|sesión|sessão|sessione|oturum|sesja|секция|сессия)\s?:\s",
        bare,
    )
    return bool(found) or re.split(r"\s*[(–—|/]|\s+-\s|:$", bare)[0].strip(" .") in word_list("heading")


@lru_cache(maxsize=1 << 14)
def is_kind(text: str) -> bool:
    """Whether a line says what kind of work it is or who may read it, and nothing else: "Article  Open access"."""
    if (text[:1].islower() and text[-1:] in ".,;") or text.strip("[]().").isdigit():
        return False
    bare = text.lower().strip(" .:[]()")
    if bare in word_list("kind"):
        return True
    return len(bare) < 80 and all(map(_is_kind_part, re.split(r"\s*[|·•,;/–—]\s*|\s{2,}", bare)))


def _is_kind_part(part: str) -> bool:
    """A kind, a number, or who may read it and a kind: "Open AccessReview"."""
    access = end_of(_ACCESS, part) if "access" in part else 0
    return part.isdigit() or part in word_list("kind") or bool(access and part[access:].strip() in word_list("kind"))


def is_sentence(text: str) -> bool:
    """Whether a line is a sentence of a script without blanks: no title ends so."""
    return text[-1:] in "：。" and bool(SOLID.search(text))


def without_form(title: str) -> str:
    """A title without what says its form before it: "[PDF] A Title", "[REVIEW]A Title", "Preprint: A Title"."""
    found = _FORM.match(title)
    while found and (found["file"] or is_kind(found["kind"] or "preprint")):
        title = title[found.end() :]
        found = _FORM.match(title)
    return title


@lru_cache(maxsize=1 << 14)
def venue_score(text: str) -> float:
    """How surely a line says where a work came out: 1 with a volume or pages, or a name with a year; 0.5 for a name alone; 0."""
    if tells(text):
        return 0.0
    if _has_form(text):
        return 1.0
    text = _HOUR.sub("", text.replace("⟨", "(").replace("⟩", ")"))
    places = PLACE.findall(text)
    dated = bool(_DATED_VOLUME.search(text))
    rest = YEAR.sub(" ", PLACE.sub(" ", _IDS.sub(" ", _DATED_VOLUME.sub(" ", text) if dated else text)))
    said = [word for word in _WORD.findall(rest) if word.lower() not in _SAYING_NOTHING]
    big = sum(not word.islower() for word in said)
    named = _names_venue(rest, said)
    if len(said) > 16:
        return 0.0
    placed = bool(places) and (len(places) > 1 or named or not said)
    if (placed or dated or _VOLUME.search(rest)) and big * 4 >= len(said) * 3:
        return 1.0
    if _is_place(text, places, said):
        return 1.0
    if not named or big * 5 < len(said) * 4:
        return 0.0
    return 1.0 if YEAR.search(text) else 0.5


def _has_form(text: str) -> bool:
    """Whether the form of a line says that it is a journal's name, alone or with its day."""
    if text[-1:].isdigit() and (_BESIDE_YEAR.fullmatch(text) or (", " in text and _BESIDE_MONTH.fullmatch(text))):
        return True
    return not _OPEN_A_JOURNAL.isdisjoint(text.split(maxsplit=3)[:3]) and bool(_JOURNAL.fullmatch(text))


def _is_place(text: str, places: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a line is words of a journal, which are small in most languages, and year, volume, pages: "Водные ресурсы, 2020, т. 47"."""
    labelled = len(places) > 1 and not all(one[0].isdigit() for one in places)
    return labelled and 0 < len(said) <= _WORDS_OF_A_JOURNAL and text[0].isupper() and bool(YEAR.search(text))


def tells(text: str) -> bool:
    """Whether a line is a sentence, a telephone, or says whose the rights are."""
    if len(text) > 300 or text.endswith(("?", "!")) or text.startswith(("©", "Copyright", "(c) ")):
        return True
    return is_running(text) or bool(_TELEPHONE.match(text))


@lru_cache(maxsize=1)
def _several_words() -> tuple[str, ...]:
    """Names of venues that have several words."""
    return tuple(word for word in word_list("venue") if " " in word)


def _names_venue(text: str, said: Iterable[str]) -> bool:
    """Whether a word of venues stands in a text; in one without blanks it may be part of another."""
    known, lower = word_list("venue"), text.lower()
    if any(word.lower().strip("()") in known for word in said) or any(one in lower for one in _several_words()):
        return True
    return bool(SOLID.search(text)) and bool(anywhere("venue").search(text))
