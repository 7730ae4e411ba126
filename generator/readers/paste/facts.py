"""What lines about a paper say. In: the line that opens an entry, and lines of facts (ids, days, venues). Out: fields of a Paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from generator.readers.labels import labelled
from generator.readers.layout.words import before_buttons, is_venue, led_by_venue
from generator.readers.paste.signs import IN_QUOTES, PLACE, YEAR, is_kind, venue_score, without_form
from generator.text import pattern_of
from generator.text.dates import day_of
from generator.text.ids import ARXIV_FORM, DOI_FORM, SICI_FORM, address_of_id, ids_in, ids_of
from generator.text.urls import aim_of

_URL = re.compile(rf"https?://(?:{SICI_FORM}|[^\s<>\"])+")
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|févr|avr|juin|juil|août|ene|abr|ago|dic)[^\W\d_]{0,7}\.?"
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}\.?(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}\b|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b|"
    rf"\b(?:19|20)\d\d\s{_MONTH}(?:\s\d{{1,2}})?\b|\b{_MONTH},?\s(?:19|20)\d\d\b|\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?",
    re.I,
)
# A year with nothing behind it that goes on with the name: "Hay Letters, 2024" but "Proceedings of the 2025 Conference".
_LAST_YEAR = re.compile(r"(?<![\w.])(?:1[89]|20)\d\d(?![\w-])(?!\s+[^\W\d_])")
_DOI = re.compile(rf"\b{DOI_FORM}|\b(?:arxiv\s?:\s?)?{ARXIV_FORM}(?:v\d+)?\b", re.I)
# When somebody looked at a page, in the words of reference lists.
LAST_SEEN = (
    r"(?:cited(?=\s(?:19|20)\d\d\s[A-Z])|letzter? (?:auf|zu)(?:ruf|griff)|abgerufen|zuletzt|accessed|last (?:seen|visit|access)|retrieved|"
    r"consult[ée]e?|consultad[oa]|consultato|acesso em|acessado|acedido|обращения|geraadpleegd|erişim)"
)
_NO_DATE = re.compile(rf"\b(?:{LAST_SEEN}|last modified|last revised|last updated)\b.*", re.I)
_YEAR_FIRST = pattern_of(r"^(?:1[89]|20)\d\d\s[-–—]\s")
# What leads to a name; of "Journal of Social History" it is a part.
_LEADS = re.compile(r"^(?:in|dans|en|source|published in|journal(?!\s+(?:of|for|de|des|du|für|der)\b))\s*:?\s+", re.I)
_COUNTED = re.compile(r"\d{1,4}[.)]\s+(?=[^\W\d_])")
# Kinds of id whose address is a paper's own page, the surest first.
_HOMES = ("arxiv", "doi", "openreview", "acl", "pmlr", "pmid", "repec", "ssrn")
_CORR = re.compile(r"\b(?:abs/|e-?print\s?:?\s?)(?=\d{4}\.\d)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_ID_BEHIND = pattern_of(
    rf"\s[\[(]?(?P<id>arxiv:\s?{ARXIV_FORM}(?:v\d+)?(?:[\s,]+[a-z-]{{2,8}}(?:\.[A-Z]{{2}})+)*|"
    r"(?<=\()(?:pp?|s)\.\s?\d+(?:\s?[-–]\s?\d+)?(?=\)))[\])]?\.?$",
    re.I,
)
_BETWEEN = r"\s*[:–—|-]?\s*"


class Facts(msgspec.Struct):
    """What was said of a paper so far; of dates those of labels that mean the paper's own come first."""

    ids: dict[str, str] = {}
    urls: list[str] = []
    dates: list[str] = []
    venues: list[str] = []
    keywords: list[str] = []
    categories: list[str] = []
    comment: str = ""

    @property
    def date(self) -> str:
        return next(iter(self.dates), "")

    @property
    def venue(self) -> str:
        return next(iter(self.venues), "")

    @property
    def home(self) -> str:
        """The paper's own page."""
        known = (address_of_id(kind, self.ids[kind]) for kind in _HOMES if kind in self.ids)
        return next(known, self.urls[0] if self.urls else "")


def facts_of_lines(lines: Iterable[str], *, venues: bool = True) -> Facts:
    """What lines say of a paper; without `venues`, nothing of where it came out, which takes half of the time."""
    facts = Facts()
    for line in lines:
        _take(facts, line, venues)
    return facts


def names_which(text: str) -> bool:
    """Whether a line holds an id or an address."""
    return bool(_URL.search(text) or ids_in(_CORR.sub("arXiv:", text)))


def _take(facts: Facts, line: str, venues: bool) -> None:
    line, urls = _aimed(line)
    facts.urls += [url for url in urls if url not in facts.urls]
    facts.ids = {**ids_in(_CORR.sub("arXiv:", line)), **ids_of(urls), **facts.ids}
    field, value = labelled(line)
    value = value if field else line
    if field == "keywords":
        facts.keywords += [word for word in re.split(r"\s*[,;،؛，；、]\s*", value) if word]
    elif field == "categories":
        facts.categories += [word for word in re.split(r"\s*[,;]\s*", value) if word]
    elif field == "comment":
        facts.comment = facts.comment or value
    elif field == "venue":
        facts.venues += [value] * bool(value)
    elif venues and venue_score(line) and (name := venue_in(line)):
        facts.venues.append(name)
    days = dates_in(value)
    facts.dates = (
        [*days, *facts.dates]
        if field == "date" and all(len(date) != 10 for date in facts.dates)
        else [*facts.dates, *days]
    )


def _aimed(line: str) -> tuple[str, list[str]]:
    """A line and its addresses, past the counters of a mail: "…/scholar_url?url=https://…&hl=es" leads to what it names."""
    found = [url.rstrip(".,;)>]") for url in _URL.findall(line)]
    urls = [(aim_of(url) or url) if "url=" in url else url for url in found]
    for url, aim in zip(found, urls, strict=True):
        line = line.replace(url, aim) if url != aim else line
    return line, urls


def dates_in(text: str) -> list[str]:
    """The days, months and years that a line names, as ISO dates; not when it was looked at."""
    text = _NO_DATE.sub("", text)
    dates = [day for found in _DATE.findall(text) if (day := day_of(found))]
    return dates or [year for year in YEAR.findall(PLACE.sub(" ", _URL.sub(" ", _DOI.sub(" ", text)))) if year]


def venue_in(line: str) -> str:
    """The name of the venue in a line: what stands before its volume, year or pages; not its number in a list, nor where authors work."""
    line = _COUNTED.sub("", line, count=1)
    pieces = re.split(rf"\s·\s|\t|\s\|\s|{_DATE.pattern}", line, flags=re.I)
    name = next((piece for piece in pieces if piece.strip() and not is_kind(piece)), "")
    # "Pages 3-17", "Article No.: 1, Pages 1–10" name no venue.
    while place := PLACE.match(name.lstrip(" ,.;:")):
        name = name.lstrip(" ,.;:")[place.end() :]
    ends = (PLACE.search(name, 3), _LAST_YEAR.search(name, 3), _DATE.search(name))
    cut = min([found.start() for found in ends if found] or [len(name)])
    name = _LEADS.sub("", _YEAR_FIRST.sub("", name[:cut]).strip(" ,.;:([-–—"))
    usable = re.search(r"[^\W\d_]{2}", name) and "://" not in name
    return name if usable else ""


def headed(text: str) -> tuple[str, str, str]:
    """The title of a line that opens an entry, the address or id on it, and where it says that the paper came out."""
    title, url = _parted(text)
    venue, title = led_by_venue(title)
    return title, url, venue or url * is_venue(url)


def _parted(title: str) -> tuple[str, str]:
    """A title without the mark of a list, a label of its form and quotes around it, and the address that stands on its line."""
    title = before_buttons(without_form(re.sub(r"^(?:[•◦●▪‣*]|\[[ xX]\])\s+", "", title)))
    whole = IN_QUOTES.fullmatch(title)
    title = whole["title"] if whole else title
    return _without_address(title)


def _without_address(title: str) -> tuple[str, str]:
    """A title without the id or the address behind or before it, and that."""
    if behind := _ID_BEHIND.search(title, max(0, len(title) - 60)):
        return title[: behind.start()], behind["id"]
    found = [match for match in _ADDRESS.finditer(title) if len(title) < 2000]
    if found and found[-1].end() == len(title) and found[-1].start():
        return re.sub(rf"{_BETWEEN}$", "", title[: found[-1].start()]), found[-1][1]
    if found and not found[0].start() and found[0].end() < len(title):
        return re.sub(rf"^{_BETWEEN}", "", title[found[0].end() :]), found[0][1]
    return title, ""
