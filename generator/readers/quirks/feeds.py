"""What feeds do otherwise. In: a record of an XML feed. Out: the record, its fields where the lexicon looks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.readers.parts.records import arxiv_id
from generator.readers.quirks.services import listed
from generator.readers.record import Element, Record
from generator.readers.values import text_of

_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?(?P<text>.*)", re.S | re.I
)
_OLD_TITLE = re.compile(
    r"(?P<title>.*?)\.?(?<!\s)\s*+\(arXiv:(?P<id>[^\s)]+)(?:\s*\[[^\]]*\])?(?:\s*UPDATED)?\)(?:\s*UPDATED)?\s*$", re.S
)
_DOI_LINE = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)", re.I)
_VOLUME = re.compile(r"\bvol(?:ume|\.)|\bpp?\.|\bpages?\b|\bissue\b", re.I)
_IN_FEED = re.compile(r"(Publication date|Source|Author\(s\)):\s*(.*)")


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
    own = arxiv_id(
        text_of(value.get("id"))
        or text_of(value.get("guid"))
        or text_of(value.get("link"))
        or text_of(value.get("@about"))
    )
    if not isinstance(value, Element) or not own or not {"link", "guid"} & {key.split(".")[0] for key in value}:
        return record
    links = [
        one
        for one in listed(value.get("link"))
        if not arxiv_id(text_of(one) or text_of(getattr(one, "get", str)("@href")))
    ]
    made = copied(value, ("link", "id", "guid"))
    made.update({"url": f"https://arxiv.org/abs/{own}", "arxivid": own, "links": links})
    return replace(record, value=made)


def journal_feed(record: Record) -> Record:
    """A journal's feed whose description is no abstract but the citation: authors, then the volume, or labelled lines."""
    text = text_of(record.value.get("description") or record.value.get("summary") or "").strip()
    if not isinstance(record.value, Element) or not text or len(text) > 3000:
        return record
    labelled = dict(_IN_FEED.findall(text)) if text.startswith("Publication date:") else {}
    if not labelled and not _is_citation(text):
        return record
    made = copied(record.value, ("description", "summary", "encoded", "content"))
    if not made.keys() & {"creator", "author", "creators"}:
        made["authors"] = labelled.get("Author(s)", "") if labelled else text.split("\n")[0]
    told = {"journal": labelled.get("Source"), "date": labelled.get("Publication date")}
    made.update({key: value for key, value in told.items() if value})
    return replace(record, value=made)


def _is_citation(text: str) -> bool:
    """Whether a few lines are authors, volume and pages, and a DOI."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    named = any(_DOI_LINE.match(line) for line in lines[1:4])
    return named and len(lines) < 6 and _VOLUME.search(text) is not None


def copied(value: Mapping[str, object], without: tuple[str, ...]) -> dict[str, object]:
    made: dict[str, object] = Element(*((value.first, value.last) if isinstance(value, Element) else ()))
    made.update((key, one) for key, one in value.items() if key.partition(".")[0] not in without)
    return made
