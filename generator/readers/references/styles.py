"""Styles of references. In: the text of one. Out: what it says in each style that it can be read in.

APA, MLA, Chicago, Vancouver, IEEE, Harvard, ACM, ACL, Nature, Springer, GB/T 7714, GOST and their like differ in what stands between
names, year, title and venue; who they are is always told by names that are names (text/authors.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice

from msgspec.structs import replace

from generator.readers.layout.words import is_venue
from generator.readers.paste.bylines import LISTED, author_score
from generator.readers.paste.signs import venue_score
from generator.readers.references.commas import ENDS_IN_YEAR, before_commas, placed, title_placed
from generator.readers.references.footnotes import without_signal
from generator.readers.references.marked import IN_QUOTES, from_publisher, only_opens, quoted
from generator.readers.references.people import (
    as_meant,
    body_in,
    is_running_on,
    names_ahead,
    names_up_to,
    without_brackets,
)
from generator.readers.references.reference import DATED, NOT_YET, SECOND, Reference, year_in
from generator.readers.references.tails import JOURNAL_NEXT, STOP, subtitle_end, without_statement, without_tail
from generator.readers.references.titled import title_first
from generator.text import pattern_of
from generator.text.authors import names_end, names_in
from generator.text.editors import without_marks
from generator.text.people import people_in
from generator.text.tokens import SOLID

# A year of Iran is two of ours, so nobody's date; it parts names from titles all the same.
_BRACKETED = pattern_of(
    rf"(?P<names>[^()]{{2,4000}}?),?(?:(?<=[\u0600-\u06ff])\.)?\s*\((?:(?:[^\W\d_]{{3,9}}\.?\s\d{{1,2}},?\s|\d{{1,2}}\.?\s[^\W\d_]{{3,9}},?\s)?\[?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?{SECOND}?(?:,[^()]{{1,30}})?|"
    rf"(?P<later>{NOT_YET})|1[34]\d\d(?=\W{{1,5}}[\u0600-\u06ff]))\)\s*[.,:،–—-]?\s+(?P<rest>\S.*)"
)
_TYPED = pattern_of(r"(?P<title>.{2,500}?)\s?\[[A-Z](?:/[A-Z]{1,3})?\]\s*[.．]?\s*(?P<rest>.*)", re.DOTALL)
_SLASHED = pattern_of(r"(?P<title>.{4,500}?)\s+//\s+(?P<rest>\S.*)", re.DOTALL)
# "A Title. Ana Prado - 2019 - A Journal 12 (3):3-19.", as PhilPapers writes.
_DASHED = pattern_of(
    r"(?P<title>.{4,300}?[.?!])\s(?P<names>[^?!]{3,200}?)\s[-–—]\s(?P<year>(?:1[89]|20)\d\d)\s[-–—]\s(?P<rest>\S.*)",
    re.DOTALL,
)
_FAMILY_FIRST = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)? "
_VANCOUVER = pattern_of(
    rf"(?:{_FAMILY_FIRST}[A-Z]{{1,3}}, (?:and |& )?){{1,60}}{_FAMILY_FIRST}[A-Z]{{1,3}}|{_FAMILY_FIRST}[A-Z]{{2,3}}"
)
_NAMES_END = pattern_of(r"[.:]\s+(?!(?:and|et al|und|и)\b|&|[^\W\d_a-z]\.)(?=\S)")
# "A Title. Its Subtitle, in: Ben Ulm (Hrsg.): …"
_IN_COLON = pattern_of(r"(?P<title>[^:]{8,280}?(?::\s[^:]{4,200}?)?)[.,;?!]\s+(?P<rest>[Ii]n:\s+\S.*)", re.DOTALL)
# "Several people pointed me to Prado, A. (2019)."
_LED = pattern_of(r"(?:[\w'’-]+[,:]?\s){2,20}?(?<=[a-z:]\s)(?=[^\W\d_a-z][\w'’-]+,\s(?:[^\W\d_a-z]\.\s?){1,3}[,&(])")
# "Prado, Ana T. 1980 Mosses of the North. Wax Press": a year without a sign behind it is none of the title where no other follows.
_YEAR_ALONE = pattern_of(r"((?:1[89]|20)\d\d)[a-z]?\s+(?=[^\W\d_a-z])")
# Names that could not be read: "SARR; Fatou", "ULM, Ben".
_FAMILIES_AHEAD = pattern_of(r";|[^\W\d_a-z]{3,}, [^\W\d_a-z]|\b[^\W\d_a-z]\. [^\W\d_a-z]\.")
# "In vitro growth of moss" is a title.
_IN = pattern_of(r"in\s*:\s|in\s(?=(?-i:[^\Wa-z])|proc|the\s|press\b)", re.IGNORECASE)
# Initials at the beginning are those of names that could not be read.
_IS_TITLE = pattern_of(r"(?!(?:and|[a-z]\.,)\s)(?=[\W\d_]*[^\W\d_])(?:[^\W_]|[\"'“‘«($\\])")
# "12(4)", "Vol. 12, No. 4", "12: 453–476"
_ISSUE = pattern_of(r"\d\s?\(\d{1,4}\)|\b(?i:no|nr|issue)\b\.? ?\d|\d[:,.] ?(?:pp?\. ?)?\d{1,5} ?[-–] ?\d")
# "Weather, 66(2), 40–41", "Tools 5: 3-9", "Nutrients. 2015;7:12-13"
_NUMBERED = pattern_of(r"[^\W\d_a-z][\w &.]{2,60}?[,.]? (?:\d{4};)?\d{1,4} ?[(:]")
_IN_BOOK = pattern_of(r"[Ii]n: \S.{3,200}?\b(?:[eE]ditors?|[Ee]ds?)\b")
_CUT = pattern_of(r"\bet\.? ?al\b|\band others\b|\betc\b|等", re.I)
# "a) J. Ulm, Acc": of names and a journal's name cut at its first point no title is left.
NAMES_AND_JOURNAL = pattern_of(r"(?:[a-z]\)\s*)?(?:[A-Z]\.[ -]?){1,3}[^\W\d_a-z][\w'’-]+, [A-Z][a-z]{1,7}")
_NO_TITLE = pattern_of(
    r"\b(?:19|20)\d\d\b.*\bpp?\.|\bdoi:|https?://|\s//\s|^(?:in:? )?(?:proc(?:eedings)?\b|(?-i:of [A-Z]))|"
    r"(?-i:,\s(?:and\s)?(?:[A-Z]\.\s?){1,3}[A-Z][a-z]+(?:,|$))",
    re.I,
)
# The digits of Arabic and of Persian.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LONGEST, _MOST_STOPS, _FAR = 3000, 60, 1200


@lru_cache(maxsize=1 << 12)
def readings_of(text: str) -> Mapping[str, Reference]:
    """Style -> what the text says in it; styles in which its names, its title and its year or venue are not told apart are left out."""
    if not 10 <= len(text) <= _LONGEST:
        return {}
    bare = without_signal(text)
    led = _LED.match(bare)
    printed = as_meant(without_brackets(without_marks(bare[led.end() :] if led and is_running_on(led[0]) else bare)))
    text = printed.translate(_DIGITS)
    found: dict[str, Reference] = {}
    for name, style in STYLES.items():
        # What a mark shows outright is not asked by stops alone.
        if name in ("placed", "plain") and found.keys() - {"after the year"}:
            break
        if (name == "after a comma" and found) or (name == "before names" and found.keys() - {"plain"}):
            continue
        one = _bare(style(text))
        # What is in a volume, or in a book of others, may be one word.
        numbered = name == "plain" and one is not None and bool(_NUMBERED.match(one.rest) or _IN_BOOK.match(one.rest))
        if one and _is_sound(one, text, name, word=numbered):
            found[name] = one if text == printed else _as_printed(one, text, printed)
    return found


def _as_printed(found: Reference, text: str, printed: str) -> Reference:
    """A reference whose title has its own digits."""
    start = text.find(found.title)
    return replace(found, title=printed[start : start + len(found.title)]) if start >= 0 else found


def _bare(found: Reference | None) -> Reference | None:
    """A reference whose title is without what catalogues say behind it; its names are those of all who are responsible."""
    if not found:
        return None
    title, names = without_statement(found.title)
    return replace(found, title=title, names=names if len(names) > len(found.names) else found.names)


def is_cut(found: Reference, text: str) -> bool:
    """Whether what stands before the title names the first authors only."""
    return bool(_CUT.search(text[: max(0, text.find(found.title))]))


# An id, an address, a day to come, or a year of Iran.
_TELLING = pattern_of(rf"arxiv|doi|pmid|https?:|\((?:{NOT_YET}|1[34]\d\d)\)", re.I)
# The title itself stands in quotes, behind names that were taken for its beginning.
QUOTED_BEHIND = pattern_of(r"[^\"“]{3,120}[.,] [\"“](?=\S)[^\"”]{12,}")


def _is_sound(found: Reference, text: str, style: str, *, word: bool) -> bool:
    """Whether title and year or place of a reference look like such; before "et al." stands a name. word: a title may be one word."""
    word = word or style in ("quoted", "published", "after the year")
    title = found.title
    # Names, a year, a journal and its issue stand around a title that is one word.
    told = not word and found.names and found.year and venue_score(found.rest[:300])
    issued = bool(told and _ISSUE.search(found.rest[:300]))
    if not _may_be_title(title, word=word or issued, least=4 if word else 8):
        return False
    # The mark of a kind of work stands behind no name.
    if (style != "typed" and author_score(title) > LISTED) or _CUT.search(title) or _CUT.match(found.rest):
        return False
    return bool(found.year or venue_score(found.rest[:300]) or _TELLING.search(text))


def _may_be_title(title: str, *, word: bool, least: int) -> bool:
    solid = bool(SOLID.search(title))
    if not (4 if solid else least) <= len(title) <= 400 or not (" " in title or solid or word):
        return False
    other = (
        _NO_TITLE.search(title) or is_venue(title) or QUOTED_BEHIND.match(title) or NAMES_AND_JOURNAL.fullmatch(title)
    )
    return bool(_IS_TITLE.match(title)) and not other


def _typed(text: str) -> Reference | None:
    """GB/T 7714: "names. title[J]. venue, year"."""
    found = _TYPED.fullmatch(text) if "[" in text else None
    return _after_names(found["title"], found["rest"]) if found else None


def _slashed(text: str) -> Reference | None:
    """GOST: "names title // venue. — year"."""
    found = _SLASHED.fullmatch(text) if "//" in text else None
    return _after_names(found["title"], found["rest"], blank=True) if found else None


def _between_dashes(text: str) -> Reference | None:
    found = _DASHED.match(text)
    names = people_in(found["names"]) if found else ()
    return Reference(found["title"].rstrip("."), names, found["year"], found["rest"]) if found and names else None


def _after_names(head: str, rest: str, blank: bool = False) -> Reference | None:
    """Names and title in `head`: the longest beginning that is names; `blank`: a blank alone may part them, behind an initial."""
    ends = re.compile(r"[.．]\s*" if not blank else r"(?<=\b[^\W\d_]\.)\s+|\.\s+")
    for names, end in names_ahead(head, ends):
        if title := head[end:].strip():
            return Reference(title, names, year_in(rest), rest)
    return None


def _after_year(text: str) -> Reference | None:
    found = _BRACKETED.fullmatch(text)
    names = people_in(found["names"], families=True) if found else ()
    if not found or not names:
        return None
    quoted = IN_QUOTES.match(found["rest"])
    marked = quoted and not only_opens(quoted)
    title, rest = (quoted["title"], quoted["rest"]) if quoted and marked else _cut_title(found["rest"])
    if printed := title_placed(title) if ", " in title and any(map(str.isdigit, title)) else None:
        title, rest = printed[0], f"{printed[1]}. {rest}"
    return Reference(title, names, found["year"] or "", rest)


def _plain(text: str) -> Reference | None:
    """Names up to a full stop or a colon, perhaps the year, the title up to the next one, and the rest, with a year or an id. Of two such
    ends the one with more names before it: "Edward J" is but the beginning of "Edward J. Hu"."""
    best: Reference | None = None
    start, last, before = 0, names_end(text), 0
    for end in islice(_NAMES_END.finditer(text), _MOST_STOPS):
        body = body_in(text[: end.start()]) if not start else ()
        if (end.start() > last or is_running_on(text[start : end.start()])) and not body:
            break
        start = end.start()
        if best and text[end.start()] == ":":
            break
        told = ENDS_IN_YEAR.search(text[: end.start()])
        names = body or names_up_to(text, told.start() if told else end.start(), end)
        if names and len(names) >= (len(best.names) if best else 1):
            # No name goes on behind a stop: "Okafor N, Lindqvist A."; "Edward J. Hu" has one initial, and nobody before it.
            if best and _VANCOUVER.fullmatch(text, 0, before):
                break
            best = _behind_names(names, f"{told[1]}. {text[end.end() :]}" if told else text[end.end() :]) or best
            before = end.start()
    return best


def _after_comma(text: str) -> Reference | None:
    """Names up to a comma, then a title up to a stop, behind which stands where it was printed."""
    names, year, behind = before_commas(text)
    title, rest = _cut_title(behind) if names else ("", "")
    printed = venue_score(rest[:120]) or _IN.match(rest) or JOURNAL_NEXT.match(rest)
    if not printed or re.search(r"\(\d{4}\)", title) or names_in(title.split(",")[0], ends=True):
        return None
    return Reference(title, names, year or year_in(rest) or year_in(behind), rest)


def _before_names(text: str) -> Reference | None:
    """The title first, then its names."""
    found = title_first(text)
    if not found:
        return None
    title, names, rest = found
    return Reference(title, names, year_in(text[len(title) :]), rest)


def _behind_names(names: tuple[str, ...], text: str) -> Reference | None:
    dated = DATED.match(text) or (None if year_in(text[4:]) else _YEAR_ALONE.match(text))
    title, rest = _cut_title(text[dated.end() if dated else 0 :])
    if _IN.match(title) or (", " in title and names_in(re.split(r"[.:]\s|\bet al", title)[0], least=2, ends=True)):
        return None
    year = dated[1] if dated else year_in(rest)
    if not year and not rest:
        title, year, rest = _year_last(title)
    return Reference(title.strip(), names, year, rest)


def _year_last(title: str) -> tuple[str, str, str]:
    """Title, year and venue of "Title (2020)", "Title, 2020", "Title, VENUE, 2020" and "Title (Venue, 2020)"."""
    ended = re.search(r"\s(?=\(\d{4}\)$)|, (?=[^,]*(?<!\(\d{4}\))$)", title)
    title, year = (title[: ended.start()], year_in(title[ended.end() :])) if ended else ("", "")
    head, sign, venue = title.rpartition("(" if title.count("(") > title.count(")") else ", ")
    return (head, year, f"{venue}, {year}") if sign == "(" or is_venue(venue) else (title, year, "")


def _nameless(text: str) -> Reference | None:
    """Title, venue and year of what has no author; sure only among references of which others have some."""
    title, rest = _cut_title(without_brackets(text))
    told = year_in(rest) and (venue_score(rest[:300]) or re.search(r"pmid|doi", rest, re.I))
    return Reference(title, (), year_in(rest), rest) if told else None


STYLES: dict[str, Callable[[str], Reference | None]] = {
    "typed": _typed, "quoted": quoted, "placed": placed, "published": from_publisher, "after the year": _after_year,
    "after two slashes": _slashed, "between dashes": _between_dashes, "plain": _plain, "after a comma": _after_comma,
    "before names": _before_names,
}  # fmt: skip
NAMELESS = {"plain": _nameless}


def _comes_out(rest: str, following: re.Match[str]) -> bool:
    """Whether what stands behind ? or ! up to the stop that follows says where a work came out: no subtitle that a journal follows."""
    told = venue_score(rest[: following.start()]) and not JOURNAL_NEXT.match(rest, following.end())
    return bool(told or _IN.match(rest) or JOURNAL_NEXT.match(rest))


def _cut_title(text: str) -> tuple[str, str]:
    """The title, and what stands behind it: up to "in:", else to a full stop, or to ? or ! where a venue follows and no full stop comes
    before it."""
    inside = _IN_COLON.match(text)
    if inside and not _FAMILIES_AHEAD.search(inside["title"]):
        sign = text[inside.end("title")]
        return f"{inside['title'].rstrip(' .,')}{sign if sign in '?!' else ''}", inside["rest"]
    for end in islice(STOP.finditer(text), _MOST_STOPS):
        head, rest = text[: end.start() + (text[end.start()] != ".")], text[end.end() :]
        following = STOP.search(rest)
        if text[end.start()] == "." or not following or _comes_out(rest, following):
            more = subtitle_end(rest)
            head, rest = (text[: end.end() + more], rest[more + 1 :].lstrip()) if more else (head, rest)
            return without_tail(head.strip(), rest)
    return without_tail(text.rstrip(" ."), "")
