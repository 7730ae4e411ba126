"""What stands between commas behind names. In: "A Title, A Journal 12 (2010) 3-9". Out: its title, and where it was printed.

Physicists and mathematicians part all by commas, and so do people on their own pages: the volume tells the journal before it, the year
at the end the publisher and the town.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from generator.readers.paste.signs import PLACE
from generator.readers.references.people import even
from generator.readers.references.reference import DATED, NOT_YET, YEAR, Reference, year_in
from generator.readers.references.tails import EDITION_FORM, PUBLISHER, STOP, TAIL
from generator.text import pattern_of
from generator.text.authors import names_end, names_in
from generator.text.people import families_in, part_score, people_in
from generator.text.printed import BEGIN, known_towns, place_at
from generator.text.tokens import SOLID

_PARTS_END = pattern_of(r"[,:;]\s+(?!(?:and|et|und|y|e|i|и|og|och)\s|&)(?=\S)")
# "Prado, Ana T. Moss" opens with a name and the first word of a title.
_BEGUN = pattern_of(
    r"(?:.*\b[A-Z]\., (?:& |and )?)?[^,;.]+, (?:[^\W\d_a-z][\w'’-]+ )?(?:[^\W\d_a-z]\. )+[^\W\d_a-z][\w'’-]{3,}"
)
# A name is no title: "Mankowitz, D.", "I. Sutskever".
_NAME = pattern_of(r"[^\W\d_a-z][\w'’-]+, (?:[^\W\d_a-z]\.\s?)+|(?:[^\W\d_a-z]\.[\s-]?)+[^\W\d_a-z][\w'’-]+$")
_SIGN = pattern_of(r"[,.:]\s")
# "Dlamini, S 2021, Water Wars": no comma stands before the year.
_YEAR_BESIDE = pattern_of(r"^([^()\d]{3,200}?\b[A-Z])\s(?=(?:1[89]|20)\d\d[a-z]?,\s)")
_YEAR_AHEAD = pattern_of(r"((?:1[89]|20)\d\d)[a-z]?,\s+(?=\S)")
# "Prado, A. and Ulm, B., 2019, April. A Title": the year ends the names.
ENDS_IN_YEAR = pattern_of(r",?\s+\(?((?:1[89]|20)\d\d)[a-z]?(?:,\s+[^\W\d_]{3,10})?\)?$")
# Behind the name of a journal: that it will come, or a series of preprints.
_COMING = pattern_of(rf"{NOT_YET}\b|(?:NBER |CEPR |IZA )?(?:working|discussion) paper\b|arXiv\b|https?:", re.I)
_PART = pattern_of(r"[,，]\s+(?=\S)|:\s+(?=[^\W\d_a-z])|(?<=[?!])\s+(?=[^\W\d_a-z])")
# "Genes, Brain, and Behavior" is one journal.
_ENUMERATED = pattern_of(r"(?:[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)?, )+$")
# Two long words before a stop are no abbreviations: what stands there is more than the name of a journal.
SENTENCE = pattern_of(r"[^\W\d_]{4,}(?: [^\W\d_]{1,3})? [^\W\d_]{4,}\.\s")
# No abbreviation ends in a vowel or a bracket: "…, Canada. Meteoritics" is the end of a title and a journal.
_ENDED = pattern_of(r"(?:\)|[^\W\d_]{4,}[aeiouy])\.\s(?=[^\W\d_a-z])")
_INITIAL = pattern_of(r"[A-Z]\.\s[A-Z]")
_LAST_YEAR = pattern_of(r"(?P<head>.+),\s(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\.?")
EDITION = pattern_of(EDITION_FORM, re.I)
_STATE = pattern_of(r"[A-Z]{2}|[A-Z]\.[A-Z]\.?|USA|UK|Germany|England|France|Switzerland|Cyprus|Italy|Canada")
# A title has so many letters; a place stands in so many signs; so many signs part the title from it.
_SHORTEST, _FAR, _MOST_PARTS = 8, 900, 40
# A journal whose words are small has so many long ones.
_LONGEST = 8
# With nothing but a year behind it a title has so many blanks, and no sign that parts it.
_FEWEST_BLANKS, _OPEN = 2, pattern_of(r"…|\s[-–]\s")


def placed(text: str) -> Reference | None:
    """Names, perhaps the year, and a title between commas, behind which its journal's volume or its publisher stands."""
    names, year, behind = before_commas(_YEAR_BESIDE.sub(r"\1, ", text, count=1))
    title, rest = (names and (title_placed(behind) or _published_in(behind, year))) or ("", "")
    signs = [(title[: sign.start()], sign[0][0]) for sign in islice(_SIGN.finditer(title), 2)]
    led = any(names_in(head, ends=True) and part_score(head) > (0 if sign == ":" else -2) for head, sign in signs)
    if not title or led or _NAME.match(title) or DATED.match(title):
        return None
    return Reference(title, names, year or year_in(rest), rest)


def _published_in(text: str, year: str) -> tuple[str, str] | None:
    """ "A Title, Publisher, Town." behind its year, as Australians write."""
    found = _published(f"{text.rstrip('. ')}, {year}") if year and ":" not in text else None
    return found if found and found[1] != year and not STOP.search(found[0]) else None


@lru_cache(maxsize=1 << 8)
def before_commas(text: str) -> tuple[tuple[str, ...], str, str]:
    """The longest beginning of a text that is names, up to a comma or a colon, the year behind it, or "", and what follows; no names where
    none open it. Two styles ask for it."""
    far = min(_FAR, names_end(text[:_FAR]) + 1)
    for end in reversed(list(islice(_PARTS_END.finditer(text, 0, far), _MOST_PARTS))):
        names = even(people_in(text[: end.start()])) or families_in(text[: end.start()])
        # "Samuel O. Greer, Standing Still: Injury After Loss": what stands last may be of the title.
        names = () if len(names) > 1 and " " in names[-1] and part_score(names[-1]) < 1 else names
        if (
            names
            and len(text) - end.end() >= 12
            and not (_BEGUN.fullmatch(text, 0, end.start()) or ENDS_IN_YEAR.search(text[: end.start()]))
        ):
            dated = _YEAR_AHEAD.match(text, end.end())
            return names, dated[1] if dated else "", text[dated.end() if dated else end.end() :]
    return (), "", ""


def title_placed(text: str, *, named: bool = True) -> tuple[str, str] | None:
    """A title and where it was printed, when commas part them; None when nothing says where that begins. named: behind names, so that
    the words of a journal may be small."""
    tail = TAIL.search(text) if named else None
    found = (text[: tail.start()], text[tail.end() :]) if tail else None
    found = found or _in_journal(text, small=named) or (_published(text) if named else None)
    shortest = 4 if SOLID.search(text) else _SHORTEST
    return found if found and len(found[0]) >= shortest and not STOP.search(found[0]) else None


def _in_journal(text: str, *, small: bool) -> tuple[str, str] | None:
    """The journal is what stands between the last sign of all before its volume, or before what says that it will come."""
    for begin in BEGIN.finditer(text[:_FAR]):
        place = place_at(text, begin.start())
        if place.sure and (place.volume or place.date) and (cut := _cut(text, begin.start(), small=small)):
            return cut
    ends = list(_PART.finditer(text[:_FAR]))[:_MOST_PARTS]
    coming = next((end for end in ends if _COMING.match(text, end.end())), None)
    cut = _cut(text, coming.start(), small=small) if coming else None
    return cut or ((text[: coming.start()], text[coming.end() :]) if coming else None)


def _cut(text: str, at: int, *, small: bool) -> tuple[str, str] | None:
    """The text before and behind the last sign that stands before a place and leaves the name of a journal between."""
    head = text[:at].rstrip(" ,.:(")
    ends = list(_PART.finditer(head))
    if not ends or not _may_be_journal(head[ends[-1].end() :], small=small):
        return None
    start = ends[-1].start()
    if head[ends[-1].end() :].startswith(("and ", "& ")) and (joined := _ENUMERATED.search(head, 0, ends[-1].end())):
        start = joined.start() - 2
    # Without names before it "Cost Models: Learning, and Our Findings (2020)" is a title.
    return None if text[start] == ":" and not small else (text[:start].rstrip(), text[start:].lstrip(" ,:"))


def _may_be_journal(text: str, *, small: bool) -> bool:
    """Whether all long words have capitals, or the first of some (small), and it is no number."""
    words = [word for word in text.split() if len(word) > 3]
    capital = all(not word[0].islower() for word in words) if words else small
    short = small and text[:1].isupper() and len(words) < _LONGEST
    other = PLACE.match(text) or SENTENCE.search(text) or _ENDED.search(text) or (not small and _INITIAL.match(text))
    return bool(re.search(r"[^\W\d_]{2}", text)) and (capital or short) and not other


def _published(text: str) -> tuple[str, str] | None:
    """ "A Title, 3rd ed, Publisher, Town, 2010": from the end the year, towns, and who published it, as "Town: Publisher, 2010"."""
    found = _LAST_YEAR.fullmatch(text)
    if not found or YEAR.search(found["head"]):
        return None
    parts = found["head"].split(", ")
    count = len(parts)
    towns, publisher = _without_publisher(parts)
    while len(parts) > 1 and EDITION.fullmatch(parts[-1]):
        parts.pop()
    title = ", ".join(parts)
    if len(parts) == count and (title.count(" ") < _FEWEST_BLANKS or _OPEN.search(title)):
        return None
    return title, f"{', '.join(towns)}: {publisher}, {found['year']}" if towns and publisher else found["year"]


def _without_publisher(parts: list[str]) -> tuple[list[str], str]:
    """Take towns and publisher, which stand in either order, from the end of some parts."""
    towns = _without_towns(parts)
    # Behind a publisher stands a town, whether it is known or not.
    towns = towns or ([parts.pop()] if len(parts) > 2 and PUBLISHER.search(parts[-2]) and parts[-1].isalpha() else [])
    beside = bool(towns) or _is_town(parts[-2] if len(parts) > 2 else "")
    if len(parts) < 2 or not (beside or PUBLISHER.search(parts[-1]) or " " not in parts[-1]):
        return towns, ""
    publisher = parts.pop()
    return [*_without_towns(parts), *towns], publisher


def _without_towns(parts: list[str]) -> list[str]:
    """Take the towns from the end of some parts; what stands before a state is one."""
    towns: list[str] = []
    while len(parts) > 1 and (_STATE.fullmatch(towns[0] if towns else "") or _is_town(parts[-1])):
        towns.insert(0, parts.pop())
    return towns


def _is_town(part: str) -> bool:
    words = re.split(r"\s?[;/]\s|\s", part)
    return bool(_STATE.fullmatch(part)) or (len(words) < 5 and not known_towns().isdisjoint(words))
