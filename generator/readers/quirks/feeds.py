"""What feeds do otherwise. In: a record of an XML feed. Out: the record, its fields where the lexicon looks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.readers.record import Element, Record, copied, elements, several
from generator.readers.values import text_of, texts_of
from generator.text.ids import arxiv_id
from generator.text.people import known_people_in, people_in
from generator.text.printed import citation_in

_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?(?P<text>.*)", re.S | re.I
)
_OLD_TITLE = re.compile(
    r"(?P<title>.*?)\.?(?<!\s)\s*+\(arXiv:(?P<id>[^\s)]+)(?:\s*\[[^\]]*\])?(?:\s*UPDATED)?\)(?:\s*UPDATED)?\s*$", re.S
)
# What a publisher says around an abstract: "by Ada Kiel", "Author(s): …", "Source: …", "doi: …", "Volume 12, Issue 3, Page 45-58".
_SAID = re.compile(
    r"(?P<by>by\s(?=(?-i:[A-Z]))|authors?(?:\(s\))?\s?:)|(?P<date>publi(?:cation date|shed)\s?:)|(?P<journal>source\s?:)|"
    r"(?P<doi>(?=(?:[^.:]{1,60}\s|PMID:\S+ \| )?doi\s?:|\S*\bdoi\.org/))|(?P<none>volume \d[^.]*\bpages?\b|ahead of print|abstract:?\s*$|"
    r"[^.]{2,90}, (?:volume \d|published online)|\[[^\]]+\] published\b|to cite this article\b|the content of this rss feed\b)",
    re.I,
)
# What a feed writes before a title: "[ASAP] ", "Sensors, Vol. 24, Pages 1234: ".
_BEFORE_TITLE = re.compile(r"\[ASAP\]\s+|[^:]{3,90}, Vol\.? \d+,(?: Issue \w+,)? Pages? [\w-]+: ")
_DATED = re.compile(r"(?P<journal>[^\d,]{3,90}), (?:19|20)\d\d, (?:\d|advance|accepted)", re.I)
# A line of one name has no more words; that of a citation no more signs.
_LONGEST_NAME, _LONGEST = 5, 200
_NUMBERED = re.compile(r"(?P<journal>.+?), vol(?:ume|\.)? (?P<volume>\d+)(?:, .*)?", re.I)
_TEXTS = ("description", "summary", "encoded", "content")
# What the head of a feed tells of the issue whose papers it lists.
_OF_AN_ISSUE = frozenset("publicationname issn eissn coverdisplaydate".split())


def announced(record: Record) -> Record:
    """arXiv's daily feed: the kind of the announcement stands before the abstract, and the day is that of the listing."""
    found = _ANNOUNCED.match(text_of(record.value.get("summary") or record.value.get("description") or ""))
    old = _OLD_TITLE.fullmatch(text_of(record.value.get("title"))) if isinstance(record.value, Element) else None
    if not found and not (old and arxiv_id(old["id"])):
        return record
    made = copied(record.value, ("published", "updated", "date", "pubdate", "summary", "description"))
    made["abstract"] = found["text"] if found else text_of(record.value.get("description"))
    if old and arxiv_id(old["id"]):
        made["title"], made["arxivid"] = old["title"], arxiv_id(old["id"])
    return replace(record, value=made, around=())


def arxiv_feed(record: Record) -> Record:
    """An entry of arXiv's API or feeds: its page is that of the paper without the version, its other links lead to the same."""
    value = record.value
    own = arxiv_id(next(filter(None, (text_of(value.get(key)) for key in ("id", "guid", "link", "@about"))), ""))
    if not isinstance(value, Element) or not own or not {"link", "guid"} & {key.split(".")[0] for key in value}:
        return record
    shown = ((one, text_of(one) or text_of(getattr(one, "get", str)("@href"))) for one in several(value.get("link")))
    links = [one for one, address in shown if not arxiv_id(address)]
    made = copied(value, ("link", "id", "guid"))
    made.update({"url": f"https://arxiv.org/abs/{own}", "arxivid": own, "links": links})
    return replace(record, value=made)


def journal_feed(record: Record) -> Record:
    """A journal's feed: before a title stands where it came out, and a description is a citation, labelled lines, and the abstract."""
    value = record.value
    if not isinstance(value, Element) or record.trail[-1:] not in (("item",), ("entry",)):
        return record
    title = _BEFORE_TITLE.sub("", text_of(value.get("title")), count=1)
    told: dict[str, str] = {}
    left = [
        _untold(text_of(one), title, told)
        for key in value
        if key.partition(".")[0] in _TEXTS
        for one in several(value[key])
    ]
    made = copied(value, _TEXTS if told else ())
    heads = (
        one for outer in record.above for one in (*elements(outer.get("channel")), outer) if "publicationname" in one
    )
    made.update({key: one for key, one in next(heads, made).items() if key in _OF_AN_ISSUE and key not in made})
    made["title"] = title
    made.update({"abstract": max(left, key=len)} if told else {})
    return replace(record, value=_with_told(made, told))


def _are_people(line: str, *, alone: bool) -> bool:
    """Whether a line is names; `alone`: one name of which nobody has heard may stand on it."""
    return bool(people_in(line) if alone and len(line.split()) <= _LONGEST_NAME else known_people_in(line))


def _with_told(made: dict[str, object], told: Mapping[str, str]) -> dict[str, object]:
    """The values of an item with what its text tells of names, journal, day and DOI, where its keys do not tell it."""
    people = texts_of(made.get("creator") or made.get("author"))
    if told.get("by") and len(people) <= told["by"].count(","):
        made["authors"], made["creator"] = told["by"], ""
    # In RSS a source with an address is the feed.
    known = isinstance(made.get("source"), str) or "publicationname" in made
    if told.get("journal") and not known:
        found = _NUMBERED.fullmatch(told["journal"])
        made.update(found.groupdict() if found else {"journal": told["journal"]})
    for key in ("date", "doi"):
        made.setdefault(key, told.get(key, ""))
    return made


def _untold(text: str, title: str, told: dict[str, str]) -> str:
    """A text without the lines, at its beginning and its end, that say something else; `told`: what they say, by name."""
    lines = [line.strip() for line in text.split("\n") if re.search(r"\w", line)]
    while lines and _tells(lines[0], "".join(lines[1:2]), title, told):
        lines.pop(0)
    while told and lines and (said := _SAID.match(lines[-1])) and said.lastgroup in ("doi", "none"):
        lines.pop()
    return "\n\n".join(lines)


def _tells(line: str, below: str, title: str, told: dict[str, str]) -> bool:
    """Whether a line says who wrote a paper, or where and when it came out."""
    said = _SAID.match(line)
    value = line[said.end() :].strip(" ,") if said else ""
    if said and said.lastgroup and (said.lastgroup != "by" or not value or people_in(value)):
        told.setdefault(said.lastgroup, value)
    elif len(line) <= _LONGEST and (found := citation_in(line)):
        told.setdefault("journal", found.journal)
    elif (told or _SAID.match(below) or citation_in(below[:_LONGEST])) and _are_people(line, alone="by" in told):
        before = told.get("by", "")
        told["by"] = before if line in before else ", ".join(filter(None, (before, line)))
    elif dated := _DATED.match(line):
        told.setdefault("journal", dated["journal"])
    elif len(line.split()) <= _LONGEST_NAME and (said := _SAID.match(below)) and said.lastgroup == "doi":
        told.setdefault("journal", line)
    else:
        return bool(title) and line.endswith(title)
    return True
