"""What services and programs that write JSON do otherwise. In: a record. Out: the record, its fields where the lexicon looks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.readers.lexicon import bare_key, lexicon
from generator.readers.parts.records import string_of
from generator.readers.record import Element, Record, copied, several
from generator.readers.values import text_of, texts_of
from generator.text.ids import arxiv_id
from generator.text.late import pattern_of

_EXTRA = re.compile(
    r"^[ \t]*+(arxiv|doi|pmid|pmcid)\s*:\s*(\S+)(?:\s*\[([\w., -]+)\])?.*$", re.IGNORECASE | re.MULTILINE
)
_BOOK = re.compile(r"\b(?:booktitle|journal)\s*=\s*\{([^{}]{3,200})\}")
_BRACKETED = re.compile(r" ?\[(?:[a-z]+:[^\s\[\]]++ ?)+\]")
# Keys of a line with names and a venue, and what parts them.
_LINES = frozenset("metadata meta info details byline line subline".split())
_PARTED = pattern_of(r"(?<!\s)\s++[·•|–—]\s+|\n")
_VENUE_YEAR = pattern_of(r"(?P<venue>[^\W\d_].{1,80}?)[\s,('’]*(?P<year>(?:19|20)\d\d)?\)?")
_ASKED_OF_LENS = ("title", "kind", "venue")
_SERIES = pattern_of(r"(?P<series>[A-Z][\w/&'’.@]{1,14}(?: (?:[A-Z]\w+|\(\d+\))){0,2}) - (?P<title>.*)", re.S)
_YEAR = re.compile(r"\byear\s*=\s*[{\"]?(\d{4})")


def keyed(record: Record) -> Record:
    """JSON whose records stand under their title or their arXiv id: {"A Title": {"abstract": ...}}."""
    key = record.trail[-1] if record.trail else ""
    if isinstance(record.value, Element) or not key:
        return record
    names = set(map(bare_key, record.value))
    if len(key.split()) > 2 and not any("title" in name for name in names):
        return replace(record, value={**record.value, "title": key})
    if arxiv_id(key) and not any("id" in name or name == "arxiv" for name in names):
        return replace(record, value={**record.value, "arxiv_id": key})
    return record


def told_in_a_line(record: Record) -> Record:
    """What people make themselves: "Ada Lovelace, Bo Li · ICML 2024" in one value."""
    line = next((one for key, one in record.value.items() if bare_key(key) in _LINES and isinstance(one, str)), "")
    if not line:
        return record
    from generator.text.people import people_in

    names, *rest = _PARTED.split(line[:2000])
    people = people_in(names)
    if not people or "authors" in {field for key in record.value for field, _ in lexicon().fields_of(bare_key(key))}:
        return record
    told = _VENUE_YEAR.fullmatch(rest[0].strip()) if rest else None
    more = {"venue": told["venue"], "year": told["year"] or ""} if told else {}
    made = copied(record.value)
    made.update({"authors": list(people), **{key: one for key, one in more.items() if key not in made}})
    return replace(record, value=made)


def openreview(record: Record) -> Record:
    """A note of OpenReview: its forum is the paper's id and page; "Submitted to ICLR" is no venue."""
    note = next((outer for outer in record.around if "content" in outer), None)
    if note is None:
        return record
    forum = string_of(note.get("forum")) or string_of(note.get("id"))
    made = dict(record.value)
    if re.fullmatch(r"[\w-]{6,20}", forum):
        made["url"] = f"https://openreview.net/forum?id={forum}"
    if re.match(r"submitted|under review", text_of(made.get("venue")).strip(), re.IGNORECASE):
        made["venue"] = ""
    made["date"] = next((note[key] for key in ("pdate", "cdate", "tcdate") if note.get(key)), None)
    return replace(record, value=made, around=())


def conference_list(record: Record) -> Record:
    """The paperlists project: the venue and the year stand in a BibTeX entry inside the record."""
    entry = string_of(record.value.get("bibtex"))[:20_000] if "status" in record.value else ""
    if not entry:
        return record
    year, book = _YEAR.search(entry), _BOOK.search(entry)
    more = {"booktitle": book[1] if book else "", "year": record.value.get("year") or (year[1] if year else "")}
    return replace(record, value={**record.value, **more})


def zotero(record: Record) -> Record:
    """A Zotero item: ids stand on lines of `extra`; arXiv's comment is a note that says so."""
    if "itemType" not in record.value:
        return record
    made = {key: one for key, one in record.value.items() if key not in ("notes", "extra", "relations")}
    for kind, value, categories in _EXTRA.findall("\n".join(texts_of(record.value.get("extra")))):
        made.setdefault({"arxiv": "arxiv_id"}.get(kind.lower(), kind.lower()), value)
        if categories:
            made["categories"] = categories
    notes = several(record.value.get("notes"))
    for note in texts_of([one.get("note") if isinstance(one, Mapping) else one for one in notes]):
        if note.strip().lower().startswith("comment:"):
            made["comment"] = note.strip()[8:].strip()
    return replace(record, value=made, around=())


def arxiv_parsed(record: Record) -> Record:
    """arXiv's metadata dump: [last, first, suffix] for each author."""
    names = record.value.get("authors_parsed")
    if not isinstance(names, list):
        return record
    parts = [zip(("family", "given", "suffix"), one, strict=False) for one in names if isinstance(one, list)]
    return replace(record, value={**record.value, "authors_parsed": [dict(one) for one in parts]})


def daily_papers(record: Record) -> Record:
    """The daily papers API: its summary is the abstract; the title, days and comments outside repeat or blur those of the paper."""
    outer = next((one for one in record.around if isinstance(one.get("paper"), dict)), None)
    if outer is None and not ({"submittedOnDailyAt", "submittedOnDailyBy", "discussionId"} & set(record.value)):
        return record
    value = record.value
    made = {key: value[key] for key in ("id", "authors", "publishedAt", "githubRepo", "projectPage") if key in value}
    made["title"] = value.get("title") or (outer or {}).get("title")
    return replace(record, value={**made, "abstract": value.get("summary")}, around=())


def lens(record: Record) -> Record:
    """The Lens titles a paper of a conference "CHI - Frozen Suit", with the conference's short name also where it names no source."""
    value = record.value
    named = {field: key for key in value for field, _ in lexicon().fields_of(bare_key(key)) if field in _ASKED_OF_LENS}
    ours = any("lens.org" in str(one)[:100] or bare_key(key) == "lensid" for key, one in value.items())
    told = _SERIES.match(text_of(value.get(named.get("title", "")))) if ours else None
    of_article = "article" in text_of(value.get(named.get("kind", ""), value.get("entrytype"))).lower()
    if told is None or of_article:
        return record
    made = copied(value)
    made[named["title"]] = told["title"]
    made[named.get("venue", "booktitle")] = value.get(named.get("venue", "")) or told["series"]
    return replace(record, value=made)


def opencitations(record: Record) -> Record:
    """OpenCitations Meta: ids stand in brackets behind names: "Roof Ecology [issn:1234-5679 omid:br/0614]"."""
    if "omid:" not in text_of(record.value.get("id")):
        return record
    made = {key: _BRACKETED.sub("", one) if isinstance(one, str) else one for key, one in record.value.items()}
    return replace(record, value=made)
