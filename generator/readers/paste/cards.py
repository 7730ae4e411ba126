"""Cards of a copied page. In: its lines. Out: the places of those that open a card, by what stands again and again between them.

"Show more detail", "Cite", a kind of work or a number stand in every card of a page; the first line behind it that could be a title opens
the next one, whatever it is called there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.readers.paste.bylines import LISTED, author_score, is_byline
from generator.readers.paste.kinds import is_chrome, is_meta
from generator.readers.paste.signs import is_kind, is_running, tells, tells_which, venue_score
from generator.text import pattern_of
from generator.text.tokens import DRAWN_NUMBER, SOLID_LETTERS

COUNTED = pattern_of(
    rf"(?:(?:[(\[#]?(\d{{1,4}})[\].):/]{{1,2}}|#(\d{{1,5}})(?::|\s[-–—])?)\s+|(?:(\d{{1,4}})[、．]|({DRAWN_NUMBER}{{1,3}}))\s*)(?=\S)"
)
# So many cards show what parts them, of which so many have a line that could be a title.
_FEWEST, _SHARE = 3, 0.75
# The names of columns of a copied table, with what sorts it.
_COLUMNS = re.compile(
    r"^(?:title|titel|titre|título|titolo|tytuł|başlık|judul|название|标题|標題|タイトル|제목)(?:\s(?:sort(?: by \w+)?|citations|authors?|"
    r"journal|venue|year|date|cited by|zitiert von|citée? par|citado por|citat[oa] da|geciteerd door|citerad av|alıntılayan|dikutip oleh|"
    r"cytowane przez|цитируется|引用次数|被引用次數|引用先|인용|"
    r"jahr|année|año|ano|anno|jaar|år|yıl|tahun|rok|год|年份?|연도)(?!\S))+$",
    re.I | re.M,
)
# The last column of a copied profile.
_YEAR_LAST = pattern_of(r"\s(?:19|20)\d\d$")
# A card has no more lines above its title.
_FAR = 6
# Below its title a card has no more lines of names and places.
_NEAR = 5
# A title has so many signs at least, without blanks so many, and at most; so many words. Above this a line is names.
_TITLE, _LONGEST, _WORDS, _NAMES = (12, 6), 250, 3, 0.3
_VENUE_WORDS = 8
_VOLUME = pattern_of(r"(?:vol|volume|bd|band|tome?|tomo)\b\.?\s?\d", re.I)
_SOLID = pattern_of(rf"[{SOLID_LETTERS}]{{2}}")


def openers_of(texts: Sequence[str]) -> list[int]:
    """The places of lines that open an entry by its number: most that have one count on from 1, or down to it; or of the titles above
    what search engines print."""
    numbered = [(place, _number(found)) for place, text in enumerate(texts) if (found := COUNTED.match(text))]
    places = max(_counted(numbered), _counted(numbered[::-1])[::-1], key=len)
    above = [place - 1 for place, text in enumerate(texts) if place and is_byline(text)]
    return places if len(places) > 1 and len(places) * 3 >= len(numbered) * 2 else above * (len(above) > 1)


def _counted(numbered: Sequence[tuple[int, int]]) -> list[int]:
    """The places of numbers that count on from 1, and from 1 again."""
    places, following = [], 1
    for place, number in numbered:
        following = 1 if number == 1 else following
        if number == following:
            places.append(place)
            following += 1
    return places


def _number(found: re.Match[str]) -> int:
    """The number that opens a line, also as it is drawn: 12 for 12., ⑫ and 1️⃣2️⃣."""
    drawn = (found[4] or "").replace("\U0001f51f", "10")
    signs = "".join(str(int(unicodedata.numeric(sign))) for sign in drawn if unicodedata.numeric(sign, -1) >= 0)
    return int(found[1] or found[2] or found[3] or signs)


def columns_end(texts: Sequence[str]) -> int:
    """The place behind the names of columns, a title's first, in one line or in several; 0 where none are named."""
    text = "\n".join(texts)
    found = _COLUMNS.search(text)
    return text.count("\n", 0, found.end()) + 1 if found else 0


def _rows(texts: Sequence[str]) -> list[int]:
    """The places of lines that open a row below the names of columns, where each row ends with its year."""
    table = columns_end(texts)
    ends = [table - 1, *(at for at, text in enumerate(texts) if at >= table > 0 and _YEAR_LAST.search(text))]
    even = len(ends) > 2 and all(1 < end - start < _NEAR for start, end in pairwise(ends))
    return [end + 1 for end in ends[:-1]] if even else []


def cards_of(texts: Sequence[str]) -> list[int]:
    """The places of lines that open a card; none where nothing stands often enough."""
    marks: dict[str, list[int]] = {}
    if rows := _rows(texts):
        return rows
    for place, text in enumerate(texts):
        mark = "kind" if is_kind(text) else re.sub(r"\d+", "0", text)
        # "Article" and "Open access" below it open one card.
        if marks.setdefault(mark, [])[-1:] == [place - 1]:
            marks[mark].pop()
        marks[mark].append(place)
    often = {
        mark: places for mark, places in marks.items() if len(places) >= _FEWEST and author_score(texts[places[0]]) <= 0
    }
    known = {place for places in often.values() for place in places}
    found = (_opened(texts, places, known) for places in often.values())
    return max(found, key=len, default=[])


def unknown_venues(texts: Sequence[str], title: int, following: int) -> Iterator[int]:
    """The places below a card's title where its journal may stand, of which nobody knows: an id or an address ends it, a year the card."""
    if following - title > 2 and _YEAR_LAST.search(texts[following - 1]):
        yield following - 1
    for place in range(title + 1, min(following - 1, title + _NEAR)):
        if tells_which(texts[place - 1]):
            return
        if _names_unknown_venue(texts, place):
            yield place


def _names_unknown_venue(texts: Sequence[str], place: int) -> bool:
    """Whether a line below a card's title, of which nobody knows what it is, stands where others have their journal: above facts. What
    could be a name is one too, between names and a volume that has no other."""
    if place + 1 >= len(texts) or is_chrome(texts[place]):
        return False
    text, told = texts[place], _told_by(texts[place])
    if told:
        second = told == "authors" and author_score(text) <= LISTED and author_score(texts[place - 1]) > 0
        return second and bool(_VOLUME.match(texts[place + 1]))
    return (
        text[:1].isupper()
        and text.count(" ") < _VENUE_WORDS
        and text[-1].isalnum()
        and _told_by(texts[place + 1]) == "facts"
    )


def _opened(texts: Sequence[str], places: Sequence[int], known: set[int]) -> list[int]:
    """The line behind each place that could be a title; none when too few have one. What follows the last is no card unless the same
    kind of line stands below its title."""
    *before, last = [
        _title_in(texts, range(place + 1, min(end, place + _FAR)), known)
        for place, end in zip(places, [*places[1:], len(texts) - 1], strict=True)
    ]
    told = [at for at in before if at >= 0]
    if len(told) < max(2, _SHARE * len(before)):
        return []
    below = {_told_by(texts[at + 1]) for at in told} - {""}
    told += [last] if last >= 0 and _told_by(texts[last + 1]) in below else []
    return [*_first(texts, places, told), *told]


def _first(texts: Sequence[str], places: Sequence[int], told: Sequence[int]) -> list[int]:
    """The title above the first of the places, when these close a card: as far above it as others are above theirs."""
    closed = [place for place in places if place and _told_by(texts[place - 1])]
    if len(closed) < _SHARE * len(places) or places[0] not in closed:
        return []
    sizes = Counter(next((place for place in places if place > at), at) - at for at in told)
    found = (places[0] - size for size, _ in sizes.most_common() if 0 < size <= places[0])
    return [at for at in found if _may_be_title(texts[at])][:1]


def _title_in(texts: Sequence[str], places: range, known: set[int]) -> int:
    """The first of these lines that could be a title and has names or facts below it, else the first that could be one; or -1."""
    found = [at for at in places if at not in known and _may_be_title(texts[at])]
    return next((at for at in found if _told_by(texts[at + 1])), found[0] if found else -1)


def _told_by(text: str) -> str:
    if author_score(text) > 0:
        return "authors"
    if is_kind(text) or venue_score(text) or is_meta(text):
        return "facts"
    return "text" if text[-1] in ".!…" and tells(text) else ""


def _may_be_title(text: str) -> bool:
    solid = bool(_SOLID.search(text))
    if not (solid or text.count(" ") + 1 >= _WORDS) or not _TITLE[solid] <= len(text) <= _LONGEST or text[-1] in ":;,":
        return False
    told = (is_running(text) and text[-1] in ".!?…") or is_chrome(text) or is_meta(text)
    return not (told or venue_score(text) >= 1 or author_score(text) > _NAMES)
