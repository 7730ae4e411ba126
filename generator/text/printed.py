"""Where works are printed: volume, issue, pages; towns of publishers. In: a line and where to begin. Out: what stands there.

Order and style are free: labels of ten languages, bare numbers, brackets and dates; what a bare number is, its neighbours tell.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from generator.text.clean import words_of_file
from generator.text.dates import MONTH, day_of
from generator.text.late import pattern_of

_YEAR = r"(?:1[89]|20)\d\d"
_END = r"(?![\w–-]|[./]\d{4})"
_WHEN = (
    rf"(?:{_YEAR}\s{MONTH}(?:-{MONTH}|\s\d{{1,2}}(?!\d))?|"
    rf"(?:\d{{1,2}}\s)?{MONTH}(?:[/ –-]{MONTH})?[ .,-]{{0,2}}(?:\d{{1,2}}, )?{_YEAR}|{_YEAR})"
)
_RANGE = r"[A-Za-z]{0,2}\d+\s?[-–]\s?[A-Za-z]{0,2}\d+"
# What a place is made of, in the order in which a piece of it is asked for; its labels as styles of ten languages write them.
_PIECE = pattern_of(
    r"(?P<gap>(?:(?!\.\d)[\s,،.;:])*)(?:"
    r"(?i:vol(?:ume)?|v|bd|band|tom[eo]?|t|jg|том|т|(?:ال)?مجلد|مج|دوره|جلد|כרך)\b\.?\s?(?P<volume>\d{1,4}|[IVXLC]{1,6}(?=,))(?!\w)|"
    r"[([]?(?i:nos?|nr|n[°º]?|núm|number|numéro|iss(?:ue)?|heft|ausgabe|h|№|č|вып|(?:ال)?عدد|ع|شمار[هہ]|גיליון)"
    r"(?:\b\.?|(?<=[°º№]))\s?(?P<issue>\d{1,4}(?:[-–/]\d{1,4})?)(?!\w)[)\]]?|"
    rf"(?i:art\. no|pp?|pages?|ss?|seiten?|págs?|с|стр|ص(?:\s?ص)?|עמ['׳]?)(?<=[\w'׳])(?!\w)"
    rf"[.:]?\s?(?P<pages>{_RANGE}|[A-Za-z]{{0,4}}\d+){_END}|"
    rf"(?P<open>[([])?(?P<when>{_WHEN}|{MONTH}(?:\s\d{{1,2}})?(?=[;)]))(?:[a-z](?![a-z]))?(?(open)[)\]]|{_END})|"
    rf"\((?:pp?\.\s?)?(?P<enclosed>{_RANGE})\)(?!\s?[:,]\s?[A-Za-z]?\d)|\((?P<bracket>[^()]{{1,20}})\)|"
    rf"(?<=\d)[/.](?P<part>\d{{1,3}})(?![\w/])|(?P<range>{_RANGE}){_END}|(?P<number>[A-Za-z]{{0,2}}\d{{1,9}}){_END})"
)
# Where one may begin: at a label, a day, a number.
BEGIN = pattern_of(
    r"(?<![\w.(/–-])(?=(?i:vol(?:ume|\.)?|v\.|bd\.?|band|tom[eo]|t\.|nos?\.|nr\.|n[°º]\.?)\s?\d|"
    rf"{MONTH}(?:\s\d{{1,2}})?;|\(?{_WHEN}|\d{{1,4}}(?!\w))"
)
# Behind "53, 1" pages show that 1 is an issue.
_COUNTED = pattern_of(
    rf"\s?\((?:{_WHEN}\)[,.:]?\s[A-Za-z]?\d|{_RANGE}\))|,?\s(?i:pp?|s|с|стр)\.\s?\w|,\s(?!{_YEAR}\b)[A-Za-z]?\d"
)
# The number of an article has so many digits, a volume fewer; a place so many pieces.
_LONG, _MOST = 5, 9
# What a label, brackets or a dash mark is what it looks like.
_SURE = frozenset(("volume", "issue", "part", "bracket", "pages", "range", "enclosed"))


class Locus(msgspec.Struct):
    """Where in a journal: text[start:end], and what it says. sure: a sign shows which number is the page; journal: its name, where
    somebody looked for it."""

    start: int
    end: int
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: str = ""
    sure: bool = False
    journal: str = ""

    @property
    def fields(self) -> dict[str, object]:
        """The same under the keys of a record."""
        told = (self.journal, self.volume, self.issue, self.pages, self.date, "article")
        return dict(zip(("venue", "volume", "issue", "pages", "date", "type"), told, strict=True))

    @property
    def is_whole(self) -> bool:
        """Whether it says which volume it is, or which issue of a year: "2019, n° 71, p. 88-105"."""
        return bool(self.volume or (self.issue and self.date))

    @property
    def is_told(self) -> bool:
        """Whether it says where: pages of a volume, or an issue and its date, as of what has no pages."""
        return bool(self.is_whole or self.is_early) if self.pages else bool(self.volume and self.issue and self.date)

    @property
    def is_early(self) -> bool:
        """Whether the day of a work and its number stand where a volume will: "Water Res. 2026 Nov 18:122333"."""
        return len(self.date) == 10 and self.pages.isdigit() and len(self.pages) >= _LONG

    def add(self, piece: re.Match[str]) -> bool:
        """Take in the next piece; False for one that no place has there."""
        marked, said = piece.lastgroup or "", piece[piece.lastgroup or 0]
        kind = marked
        if kind == "when":
            day = day_of(said) or ""
            self.date = max(self.date, day, key=len) if day[:4] == self.date[:4] or not self.date else self.date
            self.sure = self.sure or bool(piece["open"])
            return True
        if kind == "number":
            kind = self._kind_of(said, piece)
        elif kind == "bracket":
            issue = said.isdigit() or re.match(r"\s?[:,]\s?\S", piece.string[piece.end() :])
            kind = "issue" if self.volume and issue else ""
        name = {"enclosed": "pages", "range": "pages", "part": "issue"}.get(kind, kind)
        if not name or getattr(self, name) or (kind in ("range", "enclosed", "part") and not self.volume):
            return False
        setattr(self, name, said)
        self.sure = self.sure or marked in _SURE or ":" in piece["gap"]
        return True

    def _kind_of(self, said: str, piece: re.Match[str]) -> str:
        """What a bare number is: the volume comes first, then perhaps the issue, then the page."""
        if not self.volume:
            if self.pages:
                return ""
            return "volume" if said.isdigit() and len(said) < _LONG else "pages" * (len(self.date) == 10)
        if not self.issue and said.isdigit() and _COUNTED.match(piece.string, piece.end()):
            return "issue"
        self.sure = self.sure or len(said) >= _LONG
        return "pages" * bool(piece["gap"].strip() or self.sure)


def place_at(line: str, start: int) -> Locus:
    """What volume, issue, pages and date stand in a line from there on."""
    place = Locus(start, start)
    for _ in range(_MOST):
        piece = _PIECE.match(line, place.end)
        if not piece or not place.add(piece):
            break
        place.end = piece.end()
    return place


def place_in(line: str) -> Locus | None:
    """Where a line gives volume and pages, the day of a work and its number, or volume, issue and date alone."""
    found = (place_at(line, begin.start()) for begin in BEGIN.finditer(line))
    return next((one for one in found if one.sure and one.is_told), None)


@lru_cache(maxsize=1)
def known_towns() -> frozenset[str]:
    """The towns of publishers, as places.txt lists them."""
    return words_of_file("places.txt")


_BEFORE = pattern_of(r"(?P<journal>.*?)[\s.,;]*(?:\([A-Z .&-]+\))?[\s.,;(]*")
_DIGIT = pattern_of(r"\d")
# "25 (1) (no pagination), 2018. Article Number: tay018."
_UNPAGED = pattern_of(r"\(no pagination\)(, \d{4}\.)(?: Article Number: (\w+))?")
# No town, but a journal: "Journal of Knots: Series B".
_SERIAL = pattern_of(
    r"\b(?:journal|review|letters|proc|trans|annals|bulletin|advances|lecture|conf|work|symp|zeitschrift|revue|revista|журнал|вестник)",
    re.I,
)
# A town and who brought a book out there: "Ithaca, NY: Cornell University Press, 1983."
_PUBLISHER = pattern_of(
    r"(?P<town>(?!In\b)[^\W\d_a-z][^\d:()]{1,50}):\s(?P<publisher>[^:\d()]{2,80}?)(?:,?\s\(?(?:1[5-9]|20)\d\d\)?)?[.,;]?"
    r"(?:\s(?:ISBN.{8,40}|\d{1,4} ?(?:pp?|S|s)\.?))?\s*"
)


def citation_in(text: str) -> Locus | None:
    """Where in which journal, by a text that names one with volume and pages; None for any other.

    >>> citation_in("J Knots June 2015;58(6):688-696").date
    '2015-06'
    """
    line = _UNPAGED.sub(lambda found: f"p. {found[2] or 0}{found[1]}", " ".join(text[:600].split()).replace("--", "–"))
    if not _DIGIT.search(line):
        return None
    place = place_in(line)
    before = _BEFORE.fullmatch(line[: place.start]) if place else None
    if not place or not before or not re.search(r"[^\W\d_]{2}", before["journal"]):
        return None
    place.journal = closed(before["journal"], line)
    return place


def closed(name: str, line: str) -> str:
    """The name of a journal with the point of "Phys. Rev. Lett." and the bracket of a series, which are cut off with what follows."""
    name = name.strip()
    point = "." * bool(re.search(r"[a-z]\.\s\S*[a-z]$", name) and f"{name}." in line)
    return name + (")" if name.count("(") > name.count(")") else point)


def publisher_told(text: str) -> str:
    """The publisher when all of a text is a town and who brought a book out there, perhaps with its year; or ""."""
    found = _PUBLISHER.fullmatch(text.strip())
    return found["publisher"].rstrip(" ;,") if found and not _SERIAL.search(found["town"]) else ""
