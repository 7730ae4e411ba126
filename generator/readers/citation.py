"""Where a paper stands, told in one line: "Board Studies (BOARD STUD), Mar2019; 75(3): 511-519". In: such a text. Out: its parts."""

from __future__ import annotations

import re

import msgspec

from generator.model import Publication
from generator.readers.parts.publication import publication_of
from generator.text import pattern_of
from generator.text.dates import MONTH, day_of

_YEAR = r"(?:19|20)\d\d"
# Volume, issue and pages; a year before a colon is no volume.
_PLACE = pattern_of(
    rf"(?<![\w.(-])(?i:vol(?:ume|\.)?\s?)?(?!{_YEAR}\s?:)(?P<volume>\d{{1,4}})"
    rf"(?:, (?i:issue|no\.?) (?P<numbered>\d{{1,3}}), (?i:pp?\.) ?|\s?\((?P<issue>(?!{_YEAR}\))[^()]{{1,20}})\)\s?[:,]\s?"
    rf"(?:{_YEAR}, )?(?:pp?\.?\s?)?|"
    r"\s?:\s?(?:(?P<number>\d{1,3})\s\()?|(?<!\b(?:19|20)\d\d)\s\((?=[A-Za-z]?\d+\s?[-–]\s?[A-Za-z]?\d+\)))"
    r"(?P<pages>[A-Za-z]{0,2}\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?)"
)
# "Labour Economics, 67, 101-112", "Isis 96 (2005), 559-71", "Ann. of Math. (2) 195 (2022), no. 3, 1101-1150".
_LOOSE = pattern_of(
    rf"(?:(?<=[^\W\d_][, ])|(?<=[.)][, ]))\s?(?!{_YEAR}\b)(?P<volume>\d{{1,4}})(?:\s?\((?P<issue>\d{{1,3}})\))?(?:\s\({_YEAR}\)|, {_YEAR})?"
    r",\s(?:pp?\.\s?)?(?:(?i:no\.?) (?P<counted>\d{1,3}), )?(?P<pages>[A-Za-z]?\d+\s?[-–]\s?[A-Za-z]?\d+)(?![\w-])"
)
# "Isis 96 (2005): 559-71", "12, no. 3 (2019): 3-19", "vol. 12, no. 3, 2019, pp. 3-19", "12/3 (2019), S. 3-19", "99 (2019) 035001".
_VOLUME = rf"(?:\b(?i:vol(?:ume|\.)?|bd\.?|band|tome|tomo|t\.)\s?)?(?!{_YEAR}\b)(?P<volume>\d{{1,4}})"
_NUMBER = r"(?i:nos?\.?|nr\.?|n[°º]\.?|núm\.?|issue|iss\.|heft|h\.|№)\s?"
_ISSUE = rf"(?:\s?\((?P<issue>(?!(?:{MONTH}\.?\s)?{_YEAR}\))[^()]{{1,20}})\)|,?\s?{_NUMBER}(?P<numbered>\d{{1,4}})|[/.](?P<part>\d{{1,3}}))"
_IN_YEAR = rf"(?:,?\s?\((?:{MONTH}\.?\s)?{_YEAR}\)|,\s(?:{MONTH}\.?\s)?{_YEAR})"
_BEFORE_PAGES = r"(?:\s?:\s?(?:pp?\.\s?)?|[,.]?\s?(?i:pp?\.|pages?|s\.|págs?\.)\s?|,?\s(?=[A-Za-z]?\d+\s?[-–]\s?[A-Za-z]?\d|\d{5,7}\b))"
_STYLED = pattern_of(
    rf"(?<![\w.(/-]){_VOLUME}(?:{_ISSUE}(?:{_IN_YEAR})?|{_IN_YEAR}(?:,?\s?{_NUMBER}(?P<later>\d{{1,4}}))?)"
    rf"{_BEFORE_PAGES}(?P<pages>[A-Za-z]?\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?)(?![\w-])"
)
# "Vol. 105, No. 1 (Feb., 2000), pp. 333-334", "Volume 43, Number 3, Spring 2010, pp. 803-805", "v. 49, n. 1, p. 127-153"
_NAMED = pattern_of(
    r"\b(?:vol(?:ume|\.)?|v\.|bd\.|band|tome|t\.)\s?(?P<volume>\d{1,4})"
    r"(?:,? (?:number|nr?\.|nos?\.|n[°º]|issue|heft|numéro) ?(?P<issue>\d{1,3}(?:[-–/]\d{1,3})?))?(?:,? \([^()]{4,20}\)|, [^\d,]{0,12}"
    rf"{_YEAR})?,? (?:pp?\.|s\.|pages?) ?(?P<pages>[a-z]?\d+(?:\s?[-–]\s?[a-z]?\d+)?)",
    re.I,
)
_ISSUES = ("issue", "number", "numbered", "counted", "part", "later")
_MEETING = pattern_of(
    r"\b(?:conference|workshop|symposium|congress|proceedings of the (?!national|royal|\w+ academy))", re.I
)
_WHEN = rf"(?:{_YEAR}(?: {MONTH}(?: \d{{1,2}})?)?|(?:{MONTH}[/ -]?){{0,2}}(?:\d{{1,2}}, ?)?{_YEAR})"
_BEFORE = pattern_of(rf"(?P<journal>.*?)[\s.,;]*(?:\([A-Z .&-]+\))?[\s.,;(]*(?<![^\W\d_])(?P<date>{_WHEN})?[\s.,;)]*")
_IN = pattern_of(r"\W*in:?\s", re.I)
_UP_TO_DAY = pattern_of(rf"\b{_YEAR} {MONTH} $")
_BEHIND = pattern_of(rf"\W*(?P<date>{_WHEN})")
# No town, but a journal: "Journal of Knots: Series B".
_SERIAL = pattern_of(
    r"\b(?:journal|review|letters|proc|trans|annals|bulletin|advances|lecture|conf|work|symp|zeitschrift|revue|revista|журнал|вестник)",
    re.I,
)
# A town and who brought a book out there: "Ithaca, NY: Cornell University Press, 1983."
_PUBLISHER = pattern_of(
    r"(?P<town>[^\W\d_a-z][^\d:()]{1,50}):\s(?P<publisher>[^:\d()]{2,80}?)(?:,?\s\(?(?:1[5-9]|20)\d\d\)?)?[.,;]?"
    r"(?:\s(?:ISBN.{8,40}|\d{1,4} ?(?:pp?|S|s)\.?))?\s*"
)
# The same inside of a text, or in brackets.
_ITS_PUBLISHER = pattern_of(
    r"(?:[.,(]|^)\s?[^\W\d_a-z][^\d:().]{1,40}(?:, [A-Z]{2})?:\s(?P<publisher>[^:\d()]{2,80}?)"
    r"(?=,?\s(?:1[5-9]|20)\d\d|,\s(?:S|s|pp?)\.|[).])"
)
_ITS_PAGES = pattern_of(
    r"[,(:.]\s?(?:pp?\.|pages|S\.|s\.)?\s?(?P<pages>[a-z]?\d{1,4}\s?[-–]\s?[a-z]?\d{1,4})(?=[).,;\s]|$)"
)


def publisher_told(text: str) -> str:
    """The publisher when all of a text is a town and who brought a book out there, perhaps with its year; or ""."""
    found = _PUBLISHER.fullmatch(text.strip())
    return found["publisher"] if found and not _SERIAL.search(found["town"]) else ""


def publication_told(text: str, container: str) -> Publication:
    """How a work came out, by the text behind its title that names its journal, `container`, with volume and pages, the book or the
    proceedings that it stands in, or its publisher; else nothing."""
    line = " ".join(text[:600].split()).replace("--", "–")
    if not container:
        publisher = publisher_told(line)
        return publication_of("book", publisher=publisher) if publisher else Publication()
    place = _place_in(line)
    if not place or line[: place.start()].find(container[:20]) < 0:
        return _inside(line, container)
    # "108(4), 2018": a year by itself is no page.
    pages = "" if re.fullmatch(_YEAR, place["pages"]) and ", " in place[0] else place["pages"]
    kind = "conference" if _MEETING.search(container) else "article"
    return publication_of(kind, container, "" if _is_day(line, place) else place["volume"], _issue(place), pages)


def _inside(line: str, container: str) -> Publication:
    """How a part of a book or of proceedings came out: "in A Book, edited by Ana Prado, 98–121. Berkeley: Wax Press"."""
    end = line.find(container[:20]) + len(container)
    pages = _ITS_PAGES.search(line, end) if _IN.match(line) else None
    if not pages:
        return Publication()
    printed = _ITS_PUBLISHER.search(line, end)
    kind = "conference" if _MEETING.search(container) else "chapter" * bool(printed)
    return publication_of(kind, container, pages=pages["pages"], publisher=printed["publisher"] if printed else "")


def _is_day(line: str, place: re.Match[str]) -> bool:
    """Whether what looks like a volume is the day of a work that has none yet: "Water Res. 2026 Nov 18:122333"."""
    return _UP_TO_DAY.search(line[: place.start("volume")]) is not None


def _place_in(line: str) -> re.Match[str] | None:
    """Where a line gives volume, issue and pages, in the first style that it can be read in."""
    return _NAMED.search(line) or _STYLED.search(line) or _PLACE.search(line) or _LOOSE.search(line)


def _issue(place: re.Match[str]) -> str:
    """The issue, wherever one of the patterns has it."""
    said = place.groupdict()
    return next((said[name] for name in _ISSUES if said.get(name)), "")


class Citation(msgspec.Struct, frozen=True):
    """Journal, volume, issue, pages and date of a citation; "" where it does not tell."""

    journal: str
    volume: str
    issue: str
    pages: str
    date: str


def citation_in(text: str) -> Citation | None:
    """The parts of a text that names a journal with volume and pages; None for any other.

    >>> citation_in("J Knots June 2015;58(6):688-696").date
    '2015-06'
    """
    line = " ".join(text[:600].split()).replace("--", "–")
    place = _place_in(line)
    before = _BEFORE.fullmatch(line[: place.start()]) if place else None
    if not place or not before or not re.search(r"[^\W\d_]{2}", before["journal"]):
        return None
    behind = _BEHIND.match(line, place.end())
    inside = re.search(_YEAR, place[0])
    date = before["date"] or (behind["date"] if behind else "") or (inside[0] if inside else "")
    if _is_day(line, place):
        when = day_of(f"{date} {place['volume']}") or ""
        return Citation(_closed(before["journal"]), "", _issue(place), place["pages"], when)
    when = day_of(date) or day_of(date[-4:]) or "" if date else ""
    return Citation(_closed(before["journal"]), place["volume"], _issue(place), place["pages"], when)


def _closed(journal: str) -> str:
    """The name of a journal with the bracket of its series: "Ann. of Math. (2)"."""
    name = journal.strip()
    return f"{name})" if name.count("(") > name.count(")") else name
