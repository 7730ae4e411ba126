"""What one format does otherwise. In: a record, or its fields. Out: the record with its fields where the lexicon looks for them, or why
it is no paper. Each function is of one format and says which; a new one is added to MENDS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.readers.fields import Fields
from generator.readers.lexicon import letters
from generator.readers.parts.records import string_of
from generator.readers.quirks import feeds, libraries, services
from generator.readers.record import Element, Record
from generator.readers.values import text_of

_TURNED_DOWN = re.compile(r"\b(?:desk[ _-]?)?(?:reject|withdraw)", re.IGNORECASE)
_OF_A_REVIEW = frozenset(
    "review rating confidence comment decision recommendation metareview summaryofcontributions reply rebuttal".split()
)
FAILED = "an answer that says what failed"
MENDS: tuple[Callable[[Record], Record], ...] = (
    services.keyed, services.openreview, services.conference_list, services.zotero, services.arxiv_parsed, services.daily_papers,
    feeds.announced, feeds.arxiv_feed, feeds.journal_feed,
    libraries.acl, libraries.marc, libraries.primo, libraries.ovid, libraries.site_links,
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
    typed = (one[key] for one in (value, *record.around) for key in ("itemType", "itemtype") if key in one)
    kind = letters(text_of(next(typed, "")))
    if "/api/errors" in text_of(value.get("id")):
        return FAILED
    if kind in ("attachment", "note", "annotation"):
        return "attachments, notes and annotations"
    if _OF_A_REVIEW & names and not abstract.strip() and any("content" in outer for outer in (*record.around, value)):
        return "reviews, comments and decisions"
    if record.trail[:1] == ("rdf",) and record.trail[-1] in (
        "journal",
        "series",
        "memo",
        "collection",
        "image",
        "channel",
    ):
        return "journals and series that only hold papers"
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
