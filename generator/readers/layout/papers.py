"""Entries -> papers. In: a document. Out: its Papers, the span of every block, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.model import Paper, Problem, Source, Span
from generator.readers.layout.columns import PRINTED, EntryFields, fields_of
from generator.readers.layout.entries import Entry, entries_of
from generator.readers.layout.habits import without_habits
from generator.readers.layout.referenced import Referenced
from generator.readers.layout.shapes import Decision, decide
from generator.readers.layout.signs import scores
from generator.readers.layout.structures import Document
from generator.readers.layout.told import problems_of_layout, said_of, shapes_of
from generator.readers.parts.publication import publication_of, publication_told
from generator.readers.parts.records import cited_as, paper_of
from generator.readers.references.alike import paper_cited
from generator.readers.references.people import coauthors_in
from generator.text import pattern_of
from generator.text.authors import are_families
from generator.text.dates import day_of
from generator.text.ids import arxiv_id, id_of
from generator.text.printed import citation_in
from generator.text.studies import cited_behind

# A block is its title when so much of its text is, else an entry with more in it.
_MOST_OF_IT = 0.8
# The longest names of journals have twelve words; what is longer is a sentence.
_WORDS_OF_A_JOURNAL = 12
_YEAR_BEHIND = pattern_of(r"(?P<name>.{3,200}?),\s?(?P<year>(?:19|20)\d\d)")
_YEAR_OF_VENUE = pattern_of(r"(?:19|20)\d\d")
# What no paper took and has more words is text that is left out; less is chrome.
_TEXT = 25


class Read(msgspec.Struct):
    papers: list[Paper]
    spans: list[Span]
    problems: list[Problem]
    told: str
    guesses: int = 0


def papers_of_document(document: Document, source: Source, showing: frozenset[str] = frozenset()) -> Read:
    """The papers of a document; with `showing` only those whose titles show one of these signs. Problems: see told.py."""
    decision = decide(document)
    if showing:
        decision.titles = [choice for choice in decision.titles if showing & set(choice.candidate.signs)]
    without_habits(decision.titles, decision.blocks)
    entries = entries_of(decision)
    papers: list[Paper] = []
    spans: list[Span] = []
    taken: dict[int, EntryFields] = {}
    every = [fields_of(decision, entry) for entry in entries]
    _part_families(every)
    for entry, fields, (cited, year) in zip(entries, every, _cited(decision, entries), strict=True):
        spans += _spans(decision, entry, fields, len(papers))
        taken.update(dict.fromkeys(fields.uses, fields))
        papers.append(cited_as(_made(decision, entry, fields, source), cited, year))
    problems = problems_of_layout(decision, entries, taken, papers, source)
    spans += _left(decision, taken)
    return Read(
        papers,
        spans,
        problems,
        shapes_of(decision),
        sum(entry.choice.candidate.score < scores().sure for entry in entries),
    )


def _part_families(every: Sequence[EntryFields]) -> None:
    """Part the authors where all entries name families alone: "Engel, Ruiz" is two people where another has one or three."""
    texts = [fields.values.get("authors", "").strip(" .") for fields in every]
    if not are_families(filter(None, texts)):
        return
    for fields, text in zip(every, texts, strict=True):
        if "," in text:
            fields.values["authors"] = text.replace(",", ";")


def _cited(decision: Decision, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Whom the brackets behind each title name: "A Title (Prado & Ulm, 2024)", "A Title (with Ben Ulm)"."""
    behind = [_behind(decision, entry) for entry in entries]
    companions = (", ".join(coauthors_in(text.lstrip())[0]) for text in behind)
    return [(one or with_them, year) for (one, year), with_them in zip(cited_behind(behind), companions, strict=True)]


def _behind(decision: Decision, entry: Entry) -> str:
    """What stands behind a title on its line."""
    candidate = entry.choice.candidate
    line = decision.facts[entry.choice.block].lines[candidate.cell]
    return line.text[line.segments[candidate.last].end :]


def _made(decision: Decision, entry: Entry, fields: EntryFields, source: Source) -> Paper:
    candidate, at = entry.choice.candidate, entry.choice.block
    first = decision.facts[at].lines[candidate.cell].segments[candidate.first].run.line or decision.blocks[at].first
    place = Source(source.path, first)
    if fields.referenced:
        return _referenced(entry, fields, fields.referenced, place)
    paper = _paper(entry, fields, place)
    return paper if paper.venues else _printed(paper, decision, entry, fields)


def _printed(paper: Paper, decision: Decision, entry: Entry, fields: EntryFields) -> Paper:
    """The paper with its journal, volume and pages, where these stand behind its names and title, behind the look of its title, or on a
    line below: "J. Ropes 12 (2024), no. 3, 1-9"."""
    candidate = entry.choice.candidate
    behind = _behind(decision, entry).strip(" .,;:–—-·|")
    apart = candidate.shape.before == "names" or candidate.shape.look.strip("CI")
    plain = (at for at, use in fields.uses.items() if use == "meta" and not decision.facts[at].label)
    below = [decision.blocks[at].text for at in plain if at != entry.choice.block]
    for text in [behind] * bool(apart) + below[:3]:
        found = citation_in(text)
        if (
            found
            and found.journal[:1].isalpha()
            and ":" not in found.journal
            and len(found.journal.split()) <= _WORDS_OF_A_JOURNAL
        ):
            return replace(paper, venues=(found.journal,), publication=publication_told(text, found.journal))
    return paper


def _paper(entry: Entry, fields: EntryFields, place: Source) -> Paper:
    values, links = fields.values, fields.links
    venues, year = _dated(fields.venues)
    own = links.own if links else ""
    others = links.others if links else []
    arxiv = arxiv_id(own)
    volume, issue, pages, first, last, pmid, pmcid = (values.get(name, "") for name in PRINTED)
    kind = "article" if venues and (volume or issue) else ""
    return paper_of(
        entry.choice.candidate.text,
        place,
        abstract=values.get("abstract", ""),
        authors=values.get("authors", ""),
        date=_published(day_of(values.get("date", "")), venues) or year,
        venues=venues,
        url=f"https://arxiv.org/abs/{arxiv}" if arxiv else own,
        urls=[url for url in others if not arxiv_id(url)] if arxiv else others,
        keywords=values.get("keywords", ""),
        categories=values.get("categories", ""),
        comment=values.get("comment", ""),
        ids={"pmid": id_of("pmid", pmid), "pmcid": id_of("pmcid", pmcid)},
        publication=publication_of(kind, kind and venues, volume, issue, pages, first=first, last=last),
    )


def _published(date: str | None, venues: Sequence[str]) -> str | None:
    """The date, or the year of the venue where a later day is that of a meeting: "2025-01-09: Kraus, *A Title* (Wood Letters 2023)"."""
    year = venues[0][-4:] if venues else ""
    if not date or not _YEAR_OF_VENUE.fullmatch(year):
        return date
    return year if len(date) == len("2025-01-09") and year < date[:4] else date


def _dated(venues: Sequence[str]) -> tuple[list[str], str]:
    """Venues without the year behind a comma, and that year: "EURE, 2023"."""
    found = [_YEAR_BEHIND.fullmatch(venue) for venue in venues]
    names = [one["name"] if one else venue for one, venue in zip(found, venues, strict=True)]
    return names, next((one["year"] for one in found if one), "")


def _referenced(entry: Entry, fields: EntryFields, referenced: Referenced, place: Source) -> Paper:
    """A paper whose block reads as a reference: its names, year and venue, and the ids in its text."""
    found, text, title = referenced.reference, referenced.text, entry.choice.candidate.text
    # What the title's own look took from the rest is no venue, and neither is who stands between the two.
    behind = text.partition(title)[2].lstrip(" .,;")
    named = any(name.split()[-1] in behind.partition(found.rest or "\n")[0] for name in found.names[-1:])
    rest = behind if title != found.title and title in text and not named else found.rest
    own, others = (fields.links.own, fields.links.others) if fields.links else ("", [])
    abstract, keywords = fields.values.get("abstract", ""), fields.values.get("keywords", "")
    # Behind a title that has others beside it stands the next work.
    found = replace(found, title=title, rest="" if entry.more else rest)
    return paper_cited(found, text, place, own=own, others=others, abstract=abstract, keywords=keywords)


def _spans(decision: Decision, entry: Entry, fields: EntryFields, number: int) -> list[Span]:
    made = []
    for at, use in fields.uses.items():
        block = decision.blocks[at]
        if use == "title" and len(entry.choice.candidate.text) < _MOST_OF_IT * len(block.text):
            use = "entry"
        note = "somebody's text" if use == "skipped" else ""
        note = said_of(entry.choice) if at == entry.choice.block else note
        made.append(Span(block.first, block.last, use, number if use not in ("skipped", "chrome") else -1, note))
    return made


def _left(decision: Decision, taken: dict[int, EntryFields]) -> list[Span]:
    """The blocks that no paper took: what leads to a paper or is a text is skipped; the rest is chrome, as is what no span names."""
    made = []
    for at, block in enumerate(decision.blocks):
        left = at not in taken and block.kind not in ("chrome", "head", "heading")
        if left and (decision.facts[at].papers or decision.facts[at].words > _TEXT):
            made.append(
                Span(block.first, block.last, "skipped", -1, "no title" if decision.facts[at].papers else "text")
            )
    return made
