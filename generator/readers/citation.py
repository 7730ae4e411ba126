"""Where a paper stands, told in one line: "Board Studies (BOARD STUD), Mar2019; 75(3): 511-519". In: such a text. Out: its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import Publication
from generator.readers.parts.publication import publication_of
from generator.text import pattern_of

if TYPE_CHECKING:
    from generator.text.printed import Locus

_MEETING = pattern_of(
    r"\b(?:conference|workshop|symposium|congress|proceedings of the (?!national|royal|\w+ academy))", re.I
)
_BEFORE = pattern_of(r"(?P<journal>.*?)[\s.,;]*(?:\([A-Z .&-]+\))?[\s.,;(]*")
_DIGIT = pattern_of(r"\d")
# "25 (1) (no pagination), 2018. Article Number: tay018."
_UNPAGED = pattern_of(r"\(no pagination\)(, \d{4}\.)(?: Article Number: (\w+))?")
_IN = pattern_of(r"\W*in:?\s", re.I)
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
    return found["publisher"].rstrip(" ;,") if found and not _SERIAL.search(found["town"]) else ""


def publication_told(text: str, container: str) -> Publication:
    """How a work came out, by the text behind its title that names its journal, `container`, with volume and pages, the book or the
    proceedings that it stands in, or its publisher; else nothing."""
    from generator.text.printed import place_at, place_in

    line = " ".join(text[:600].split()).replace("--", "–")
    if not container:
        publisher = publisher_told(line)
        return publication_of("book", publisher=publisher) if publisher else Publication()
    at = line.find(container[:20])
    behind = line[at + len(container) :] if at >= 0 else ""
    next_to = place_at(behind, 0)
    told = next_to.is_whole and (next_to.pages or next_to.issue or next_to.date or next_to.sure)
    place = next_to if told or next_to.is_early else place_in(behind)
    if not place:
        return _inside(line, container)
    kind = "conference" if _MEETING.search(container) else "article"
    return publication_of(kind, container, place.volume, place.issue, place.pages)


def _inside(line: str, container: str) -> Publication:
    """How a part of a book or of proceedings came out: "in A Book, edited by Ana Prado, 98–121. Berkeley: Wax Press"."""
    end = line.find(container[:20]) + len(container)
    pages = _ITS_PAGES.search(line, end) if _IN.match(line) else None
    if not pages:
        return Publication()
    printed = _ITS_PUBLISHER.search(line, end)
    kind = "conference" if _MEETING.search(container) else "chapter" * bool(printed)
    return publication_of(kind, container, pages=pages["pages"], publisher=printed["publisher"] if printed else "")


def citation_in(text: str) -> Locus | None:
    """Where in which journal, by a text that names one with volume and pages; None for any other.

    >>> citation_in("J Knots June 2015;58(6):688-696").date
    '2015-06'
    """
    line = _UNPAGED.sub(lambda found: f"p. {found[2] or 0}{found[1]}", " ".join(text[:600].split()).replace("--", "–"))
    if not _DIGIT.search(line):
        return None
    from generator.text.printed import place_in

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
