"""What one format does otherwise. In: a record, or its fields. Out: the record with its fields where the lexicon looks for them, or why
it is no paper. Each function is of one format and says which; a new one is added to MENDS or REASONS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from generator.readers.lexicon import Fields, letters
from generator.readers.parts.records import arxiv_id, string_of
from generator.readers.record import Element, Record
from generator.readers.values import text_of, texts_of

_TURNED_DOWN = re.compile(r"\b(?:desk[ _-]?)?(?:reject|withdraw)", re.IGNORECASE)
_OF_A_REVIEW = frozenset(
    "review rating confidence comment decision recommendation metareview summaryofcontributions reply rebuttal".split()
)
_EXTRA = re.compile(r"^\s*(arxiv|doi|pmid|pmcid)\s*:\s*(\S+)(?:\s*\[([\w., -]+)\])?.*$", re.IGNORECASE | re.MULTILINE)
_BOOK = re.compile(r"\b(?:booktitle|journal)\s*=\s*\{([^{}]{3,200})\}")
_YEAR = re.compile(r"\byear\s*=\s*[{\"]?(\d{4})")
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?(?P<text>.*)", re.S | re.I
)
_OLD_TITLE = re.compile(
    r"(?P<title>.*?)\.?\s*\(arXiv:(?P<id>[^\s)]+)(?:\s*\[[^\]]*\])?(?:\s*UPDATED)?\)(?:\s*UPDATED)?\s*$", re.S
)
_IN_FEED = re.compile(r"(Publication date|Source|Author\(s\)):\s*(.*)")


def keyed(record: Record) -> Record:
    """JSON whose records stand under their title or their arXiv id: {"A Title": {"abstract": ...}}."""
    key = record.trail[-1] if record.trail else ""
    if isinstance(record.value, Element) or not key:
        return record
    names = set(map(letters, record.value))
    if len(key.split()) > 2 and not any("title" in name for name in names):
        return replace(record, value={**record.value, "title": key})
    if arxiv_id(key) and not any("id" in name or name == "arxiv" for name in names):
        return replace(record, value={**record.value, "arxiv_id": key})
    return record


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
    for note in texts_of([_note(one) for one in _listed(record.value.get("notes"))]):
        if note.strip().lower().startswith("comment:"):
            made["comment"] = note.strip()[8:].strip()
    return replace(record, value=made)


def _note(value: object) -> object:
    return value.get("note") if isinstance(value, Mapping) else value


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def arxiv_parsed(record: Record) -> Record:
    """arXiv's metadata dump: [last, first, suffix] for each author; the day of the first version is the paper's."""
    listed = record.value.get("authors_parsed")
    versions = record.value.get("versions")
    made = dict(record.value)
    if isinstance(listed, list):
        parts = [[string_of(part) for part in one[:3]] for one in listed if isinstance(one, list) and one]
        made["authors_parsed"] = [
            {"family": one[0], "given": (one[1:2] or [""])[0], "suffix": (one[2:3] or [""])[0]} for one in parts
        ]
    if isinstance(versions, list) and versions and isinstance(versions[0], dict) and "created" in versions[0]:
        made["date"] = versions[0]["created"]
    return replace(record, value=made) if made != record.value else record


def announced(record: Record) -> Record:
    """arXiv's daily feed: the kind of the announcement stands before the abstract, and the day is that of the listing."""
    found = _ANNOUNCED.match(text_of(record.value.get("summary") or record.value.get("description") or ""))
    old = _OLD_TITLE.fullmatch(text_of(record.value.get("title"))) if isinstance(record.value, Element) else None
    if not found and not (old and arxiv_id(old["id"])):
        return record
    made = _copy(record.value, ("published", "updated", "date", "pubdate", "summary", "description"))
    made["abstract"] = found["text"] if found else text_of(record.value.get("description"))
    if old and arxiv_id(old["id"]):
        made["title"], made["arxivid"] = old["title"], arxiv_id(old["id"])
    return replace(record, value=made, around=())


def journal_feed(record: Record) -> Record:
    """A journal's feed whose description is no abstract but the citation: authors, then the volume, or labelled lines."""
    text = text_of(record.value.get("description") or record.value.get("summary") or "").strip()
    if not isinstance(record.value, Element) or not text or len(text) > 3000:
        return record
    labelled = dict(_IN_FEED.findall(text)) if text.startswith("Publication date:") else {}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    cited = len(lines) > 1 and any(re.match(r"(?:doi:|https?://(?:dx\.)?doi\.org/)", line, re.I) for line in lines[1:4])
    if not labelled and not (
        cited and len(lines) < 6 and re.search(r"\bvol(?:ume|\.)|\bpp?\.|\bpages?\b|\bissue\b", text, re.I)
    ):
        return record
    made = _copy(record.value, ("description", "summary", "encoded", "content"))
    if not made.keys() & {"creator", "author", "creators"}:
        made["authors"] = labelled.get("Author(s)", "" if labelled else lines[0])
    if labelled.get("Source"):
        made["journal"] = labelled["Source"]
    if labelled.get("Publication date"):
        made["date"] = labelled["Publication date"]
    return replace(record, value=made)


def _copy(value: Mapping[str, object], without: tuple[str, ...]) -> dict[str, object]:
    made: dict[str, object] = Element(*((value.first, value.last) if isinstance(value, Element) else ()))
    made.update((key, one) for key, one in value.items() if key.split(".", 1)[0] not in without)
    return made


def acl(record: Record) -> Record:
    """The ACL Anthology: id and page of a paper are made of those of its volume, whose head names venue and year. What was retracted or
    removed says so; the front matter is numbered 0."""
    value = record.value
    above = [key.split(".", 1)[0] for key in record.trail]
    if not isinstance(value, Element) or above[:2] != ["collection", "volume"] or "@id" not in value:
        return record
    volume = next((one for one in (*record.around, *record.above) if "meta" in one), {})
    collection = (*record.around, *record.above)[len(above) - 2] if len(above) == 3 else {}
    head = volume.get("meta")
    made = _copy(value, ("url",))
    own = text_of(value.get("url"))
    anthology = own if re.fullmatch(r"[\w.-]+", own) else f"{_id(collection)}-{_id(volume)}.{_id(value)}"
    made["url"] = f"https://aclanthology.org/{anthology}/"
    made["pdf"] = own if own.startswith("http") else ""
    for mark in ("retracted", "removed"):
        if mark in value:
            why = value[mark]
            day = text_of(why.get("@date")) if isinstance(why, Element) else ""
            said = " ".join(text_of(why).split())
            made["withdrawal"] = " ".join(filter(None, (f"{mark} {day}".strip() + (":" if said else ""), said)))
    if isinstance(head, Element):
        made["booktitle"] = text_of(head.get("booktitle"))
        made["date"] = " ".join(filter(None, (re.split("[–-]", text_of(one.get("month")))[0] for one in (value, head))))
        made["year"] = text_of(value.get("year") or head.get("year"))
        made["publisher"] = text_of(head.get("publisher"))
    made["comment"] = "; ".join(map(str.strip, texts_of(value.get("award"))))
    return replace(record, value=made, around=())


def daily_papers(record: Record) -> Record:
    """The daily papers API: its summary is the abstract; the title, days and comments outside repeat or blur those of the paper."""
    outer = next((one for one in record.around if isinstance(one.get("paper"), dict)), None)
    if outer is None and not ({"submittedOnDailyAt", "submittedOnDailyBy", "discussionId"} & set(record.value)):
        return record
    value = record.value
    made = {key: value[key] for key in ("id", "authors", "publishedAt", "githubRepo", "projectPage") if key in value}
    made["title"] = value.get("title") or (outer or {}).get("title")
    return replace(record, value={**made, "abstract": value.get("summary")}, around=())


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
        for one in _listed(value.get("link"))
        if not arxiv_id(text_of(one) or text_of(getattr(one, "get", str)("@href")))
    ]
    made = _copy(value, ("link", "id", "guid"))
    made.update({"url": f"https://arxiv.org/abs/{own}", "arxivid": own, "links": links})
    return replace(record, value=made)


def site_links(record: Record) -> Record:
    """Front matter of sites: links with names, of which one is the paper's; the page of a PMLR volume is made of volume and id."""
    value = record.value
    if not isinstance(value, Element) or "url" in value:
        return record
    listed = [one for key in ("additionallinks", "links", "urls") for one in _listed(value.get(key))]
    named = [
        one
        for one in listed
        if isinstance(one, Element) and re.search(r"paper|arxiv|pdf|doi", text_of(one.get("name")), re.I)
    ]
    own = next(filter(None, (text_of(one.get("url") or one.get("link")) for one in named)), "")
    volume, number = text_of(value.get("volume")), text_of(value.get("id"))
    if "proceedings.mlr.press" in text_of(value.get("pdf")) and volume and number:
        own = f"https://proceedings.mlr.press/v{volume}/{number}.html"
    if not own:
        return record
    made = _copy(value, ())
    made["url"] = own
    return replace(record, value=made)


def _id(value: Mapping[str, object]) -> str:
    return text_of(value.get("@id"))


FAILED = "an answer that says what failed"
MENDS: tuple[Callable[[Record], Record], ...] = (
    keyed, openreview, conference_list, zotero, arxiv_parsed, daily_papers, announced, arxiv_feed, journal_feed, acl, site_links,
)  # fmt: skip


def mended(record: Record) -> Record:
    """The record with its fields where the lexicon looks for them."""
    for mend in MENDS:
        record = mend(record)
    return record


def turned_down(status: str) -> bool:
    """Whether a status or a venue says that the submission was rejected or withdrawn."""
    return _TURNED_DOWN.search(status.replace("_", " ")) is not None


def is_test(title: str, abstract: str) -> bool:
    """A submission made to try the form: titled "title", or "test" with an abstract that says no more."""
    said = title.strip().lower()
    return said in ("title", "abstract") or (
        said in ("test", "testing", "test submission", "test paper") and len(abstract.split()) < 8
    )


def no_paper(record: Record, fields: Fields, title: str, abstract: str) -> str:
    """Why a record is no paper, in words that count several of them; "" for a paper."""
    value = record.value
    names = {key if isinstance(value, Element) else letters(key) for key in value}
    names |= {letters(key) for outer in record.around for key in outer}
    kind = letters(
        text_of(value.get("itemType") or next((one["itemType"] for one in record.around if "itemType" in one), ""))
    )
    if "/api/errors" in text_of(value.get("id")):
        return FAILED
    if kind in ("attachment", "note", "annotation"):
        return "attachments, notes and annotations"
    if _OF_A_REVIEW & names and not abstract.strip() and any("content" in outer for outer in (*record.around, value)):
        return "reviews, comments and decisions"
    if record.trail[-1:] == ("www",) or string_of(value.get("@key")).startswith("homepages/"):
        return "home pages of persons"
    if not title.strip():
        return "no title"
    if ("status" in names or record.around) and is_test(title, abstract):
        return "test submissions"
    if any(turned_down(text_of(one)) for one in fields.of("status")):
        return "withdrawn or rejected submissions"
    if "eventtype" in names and not fields.of("authors") and not abstract.strip():
        return "events without authors and abstract"
    return ""


def machine_written(fields: Mapping[str, object]) -> bool:
    """Whether the record is of a bot that sorts papers under words of its own ("category": "Robot Learning") and sums them up itself."""
    category = next((string_of(one) for key, one in fields.items() if letters(key) == "category"), "")
    return category[:1].isupper() and not re.search(r"[a-z]\.[A-Z]{2}\b", category)
