"""Papers inside values. In: the records of a file. Out: the papers that their texts list, and what is told; or the records with what the
reference that they hold ("citation") says. References are read together, as a list; of other texts only what leads to a paper is taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from msgspec.structs import replace

from generator.model import Paper, Problem, Source, Span
from generator.readers.fields import Fields, cites, titled
from generator.readers.lexicon import bare_key
from generator.readers.record import Element, Record, several
from generator.readers.values import addresses_in, first_of, text_of, texts_of
from generator.text import fold
from generator.text.ids import ids_in

# A shorter value lists nothing.
_TEXT = 200
# An entry of a list of references, and a link, in a value that is HTML.
_LISTED = re.compile(
    r"<li\b[^<>]*>\s*[^<]{30,400}?\b(?:19|20)\d\d\b|<a\s[^<>]{0,200}?href=[\"']?(https?://[^\"'\s<>]{4,300})[^<>]{0,200}>[^<>]{3,20}(?:[^<>]|<br)",
    re.I,
)
# So many signs of a title tell that it is the same.
_SAME = 40
_NOWHERE = Source("", 1)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_HREF = re.compile(r"href=[\"']?(https?://[^\"'\s<>]{4,300})")
_RELATED = frozenset("related relatedpapers seealso furtherreading".split())
_SURE = frozenset(("links to a paper", "links to a file", "title of a reference"))


def lists_inside(
    records: Iterable[Record], source: Source, count: int
) -> tuple[list[Paper], list[Span], list[Problem]]:
    """The papers that stand in values, behind `count` others, and the lines of their records. Problem: warning `list-inside`, once."""
    records = list(records)
    held = [(record, value) for record in records for value in _listing(record)]
    if not held:
        return [], [], _below(records, source)
    papers: list[Paper] = []
    spans: list[Span] = []
    for record, value in held:
        for paper in _papers_in(value, Source(source.path, record.first)):
            spans.append(Span(record.first, record.last, "entry", count + len(papers)))
            papers.append(paper)
    many = len({record.first for record, _ in held})
    message = (
        f"the text of {many:,} of these records names other papers, of which {len(papers):,} were read; what is missing may stand in "
        "a file of its own."
    )
    said = Problem(Source(source.path, held[0][0].first), "warning", "list-inside", message)
    return papers, spans, [said, *_below(records, source)]


def _below(records: Iterable[Record], source: Source) -> list[Problem]:
    """A warning for the papers that stand below others as related to them. Those that a paper cites are no entries of the file."""
    values = [(record, value) for record in records for key, value in record.value.items() if bare_key(key) in _RELATED]
    works = [record for record, value in values for one in several(value) if isinstance(one, Mapping) and titled(one)]
    message = f"{len(works):,} papers that stand below others, as related to them, were not read; put them into a list of their own."
    return [Problem(Source(source.path, one.first), "warning", "list-inside", message) for one in works[:1]]


def _listing(record: Record) -> Iterator[str]:
    """The values of a record that list papers; a link to what its other values have as their address lists none."""
    values = [one for key, one in record.value.items() if not cites(key, one)]
    long = [one for one in values if isinstance(one, str) and len(one) >= _TEXT and ("<li" in one or "<a " in one)]
    named = Counter(one for text in set(texts_of(values)) for one in _ids_ahead(text)) if long else Counter()
    for value in long:
        own = {one for text in texts_of(value) for one in _ids_ahead(text)}
        if any(map(_leads, _LISTED.findall(value), repeat(named), repeat(own))):
            yield value


def _ids_ahead(text: str) -> ItemsView[str, str]:
    return ids_in(text[:_TEXT]).items()


def _leads(url: str, named: Mapping[tuple[str, str], int], own: Container[tuple[str, str]]) -> bool:
    """Whether an entry of a list, or a link, leads to another paper. named: id -> how many values name it; own: those of its own value."""
    from generator.readers.layout.words import leads_to_file, leads_to_paper

    if any(named.get(one, 0) > (one in own) for one in ids_in(url).items()):
        return False
    return not url or leads_to_paper(url) or leads_to_file(url)


def _papers_in(value: object, place: Source) -> Iterator[Paper]:
    from generator.readers.layout import html
    from generator.readers.layout.papers import papers_of_document

    if isinstance(value, str):
        found = papers_of_document(html.document_of(value), place, _SURE)
        yield from (replace(paper, source=place) for paper in found.papers)


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
