"""What one format does otherwise. In: a record, or its fields. Out: the record with its fields where the lexicon looks for them, or why
it is no paper. Each function is of one format and says which; a new one is added to MENDS or REASONS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec

from generator.readers.fields import Fields
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.parts.records import string_of
from generator.readers.quirks import feeds, libraries, services
from generator.readers.record import Record
from generator.readers.values import text_of, texts_of
from generator.text.ids import ids_in
from generator.text.late import pattern_of

_TURNED_DOWN = re.compile(r"\b(?:desk[ _-]?)?(?:reject|withdraw)", re.IGNORECASE)
_OF_A_REVIEW = frozenset(
    "review rating confidence comment decision recommendation metareview summaryofcontributions reply rebuttal "
    "decisionletter articlecommentary authorcomment editorreport refereereport reviewerreport translation".split()
)
# "No meeting (spring break)"
_REMARK = pattern_of(r"(?<!\s)\s*+\([^()]{1,60}\)$")
# Kinds of what holds works or belongs to one. "Journal" beside authors is a work in one.
_NO_WORKS = frozenset(
    "journal journalissue journalvolume bookseries bookset proceedingsseries reportseries peerreview component grant".split()
)
_CONTAINERS = ("journal", "series", "memo", "collection", "image", "channel")
FAILED = "an answer that says what failed"
TALKS = "talks, with a speaker and no author; name that column Authors if they are papers"
MENDS: tuple[Callable[[Record], Record], ...] = (
    services.keyed, services.told_in_a_line, services.openreview, services.conference_list, services.zotero, services.arxiv_parsed,
    services.daily_papers, services.opencitations, services.lens, libraries.pubmed_summary,
    feeds.announced, feeds.arxiv_feed, feeds.journal_feed,
    libraries.acl, libraries.marc, libraries.mods, libraries.scielo, libraries.primo, libraries.ovid,
    libraries.site_links,
)  # fmt: skip


def without_quirks(record: Record) -> Record:
    """The record with its fields where the lexicon looks for them."""
    for mend in MENDS:
        record = mend(record)
    return record


def is_test(title: str, abstract: str) -> bool:
    """A submission made to try the form: titled "title", or "test" with an abstract that says no more."""
    said = title.strip().lower()
    return said in ("title", "abstract") or (
        said in ("test", "testing", "test submission", "test paper") and len(abstract.split()) < 8
    )


class Weighed(msgspec.Struct, frozen=True):
    """A record as it stood, with what was found of it; `names`: its keys and those around it, in letters."""

    record: Record
    fields: Fields
    title: str
    abstract: str
    names: frozenset[str]


def no_paper(record: Record, fields: Fields, title: str, abstract: str) -> str:
    """Why a record is no paper, in words that count several of them; "" for a paper."""
    names = frozenset(bare_key(key) for each in (record.value, *record.around) for key in each)
    case = Weighed(record, fields, title.strip(), abstract.strip(), names)
    return next((why for why, holds in REASONS if holds(case)), "")


def _beside(case: Weighed) -> bool:
    """What Zotero keeps beside its papers."""
    around = (case.record.value, *case.record.around)
    kinds = (text_of(one[key]) for one in around for key in one if bare_key(key) == "itemtype")
    return bare_key(next(kinds, "")) in ("attachment", "note", "annotation")


def _review(case: Weighed) -> bool:
    """A note of OpenReview that answers to a paper; the letters and translations that JATS has behind an article."""
    note = any("content" in one for one in (case.record.value, *case.record.around))
    letter = any(key.removeprefix("subarticle.") in _OF_A_REVIEW for key in case.record.trail if "." in key)
    return letter or (note and bool(_OF_A_REVIEW & case.names) and not case.abstract)


def _container(case: Weighed) -> bool:
    """Zotero's RDF: journals and books that its papers name; Crossref's journals and grants beside works."""
    if case.record.trail[:1] == ("rdf",):
        return case.record.trail[-1] in _CONTAINERS
    kinds = {bare_key(text) for one in case.fields.of("kind") for text in texts_of(one)}
    return bool(kinds) and kinds <= _NO_WORKS and not case.fields.of("authors") and not case.fields.of("venue")


def _event(case: Weighed) -> bool:
    """What a programme lists beside papers: registration, breaks."""
    words = lexicon().words
    empty = {bare_key(key) for key, one in case.record.value.items() if one in ([], "")}
    nobody = bool(empty & words["speakers"]) or ("authors" in empty and "name" in case.record.value)
    known = nobody or "eventtype" in case.names or bare_key(case.title) in words["breaks"]
    return known and not case.abstract and not case.fields.of("authors")


def _talk(case: Weighed) -> bool:
    """What a conference of programmers or a meetup has in its programme: a speaker and a place or an hour, and nothing of a paper."""
    words, kinds = lexicon().words, {bare_key(text) for one in case.fields.of("kind") for text in texts_of(one)}
    told = kinds | case.names - {"abstract", "conference"}
    if (
        told.isdisjoint(words["speakers"])
        or told.isdisjoint(words["programme"])
        or told & (words["works"] | words["scholarly"])
    ):
        return False
    texts = (text for name in ("doi", "arxiv", "url") for one in case.fields.of(name) for text in texts_of(one))
    # A seminar's talk leads to the paper it is about.
    return not case.fields.of("authors") and not any(map(ids_in, (*texts, case.abstract)))


def _thing(case: Weighed) -> bool:
    """Linked data of a person, a file or a place; what an archive holds beside texts."""
    value = case.record.value
    said = [one for key in ("@type", "mediatype") for one in texts_of(value.get(key))]
    kinds = {bare_key(re.split(r"[/#:]", one)[-1]) for one in said}
    # A catalogue of a city has data sets too, of nobody.
    of_nobody = kinds == {"dataset"} and not case.fields.of("authors")
    return bool(said) and (of_nobody or kinds <= lexicon().words["things"])


REASONS: tuple[tuple[str, Callable[[Weighed], bool]], ...] = (
    (FAILED, lambda case: "/api/errors" in text_of(case.record.value.get("id"))),
    ("attachments, notes and annotations", _beside),
    ("reviews, comments and decisions", _review),
    ("journals and series that only hold papers", _container),
    (
        "home pages of persons",
        lambda case: case.record.trail[-1:] == ("www",) or str(case.record.value.get("@key")).startswith("homepages/"),
    ),
    ("persons, files and other things that are no works", _thing),
    ("no title", lambda case: not case.title),
    (
        "places kept for a title (TBD, cancelled, a break)",
        lambda case: case.title == "-" or bare_key(_REMARK.sub("", case.title)) in lexicon().words["placeholders"],
    ),
    (
        "test submissions",
        lambda case: is_test(case.title, case.abstract) and ("status" in case.names or bool(case.record.around)),
    ),
    (
        "withdrawn or rejected submissions",
        lambda case: any(_TURNED_DOWN.search(text_of(one).replace("_", " ")) for one in case.fields.of("status")),
    ),
    ("events without authors and abstract", _event),
    (TALKS, _talk),
)


def machine_written(fields: Mapping[str, object]) -> bool:
    """Whether the record is of a bot that sorts papers under words of its own ("category": "Robot Learning") and sums them up itself."""
    category = next((string_of(one) for key, one in fields.items() if bare_key(key) == "category"), "")
    return category[:1].isupper() and not re.search(r"[a-z]\.[A-Z]{2}\b", category)
