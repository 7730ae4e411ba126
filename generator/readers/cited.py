"""Records that hold a printed reference ("citation"). In: the records of a file. Out: the same, with what their references say.

A site's list of publications often keeps each as one line of text, and a page of somebody's work has its authors there alone. The
references of a file are read together, as a list of them would be; a field that a record has itself stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.model import Paper, Source
from generator.readers.fields import Fields, cites
from generator.readers.record import Element, Record
from generator.readers.values import addresses_in, first_of, text_of
from generator.text import fold

# So many signs of a title tell that it is the same.
_SAME = 40
_NOWHERE = Source("", 1)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_HREF = re.compile(r"href=[\"']?(https?://[^\"'\s<>]{4,300})")


def with_citations(records: Sequence[Record]) -> list[Record]:
    """The records, those that hold a reference with the fields that it gives and they lack."""
    citations = [next((text for pair in record.value.items() if (text := cites(*pair))), "") for record in records]
    read = _papers_of(citations)
    # What can mostly not be read as a reference is none where it can: a line about a talk.
    if 2 * len(read) < sum(map(bool, citations)):
        read = {}
    return [_completed(one, read[at], citations[at]) if at in read else one for at, one in enumerate(records)]


def _papers_of(citations: list[str]) -> dict[int, Paper]:
    """The paper of each reference that can be read, by its place, all read as one list is."""
    from generator.readers.references import list_of
    from generator.readers.references.alike import paper_cited

    lines = [fold(text_of(_MARKUP.sub("", one))) for one in citations]
    found = list_of("\n".join(lines))
    pairs = zip(found.items, found.found, strict=True)
    return {
        one.first - 1: paper_cited(said, one.text, _NOWHERE) for one, said in pairs if said and one.first == one.last
    }


def _completed(record: Record, paper: Paper, citation: str) -> Record:
    """A record with what its reference says; one that has a title is completed only by a reference to it."""
    fields = Fields(record.value)
    title, cited = fold(first_of(fields, "title")).casefold(), paper.title.casefold()
    if title and cited[:_SAME] not in title and title[:_SAME] not in cited:
        return record
    told = paper.publication
    said: dict[str, object] = {
        "title": paper.title, "authors": [author.name for author in paper.authors], "year": paper.date, "venue": paper.venues[:1],
        "volume": told.volume, "issue": told.issue, "pages": told.pages, "publisher": told.publisher, "kind": told.kind,
        "doi": paper.ids.get("doi"), "arxiv": paper.ids.get("arxiv"), "url": [paper.url or "", *addresses_in(_HREF.findall(citation))],
    }  # fmt: skip
    made = Element() if isinstance(record.value, Element) else {}
    made.update({"type" if key == "kind" else key: one for key, one in said.items() if one and not fields.of(key)})
    made.update(record.value)
    return replace(record, value=made)
