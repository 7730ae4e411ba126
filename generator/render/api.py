"""The static API. In: the Library. Out: api/v1/index.json, its parts of at most 500 papers, oldest first, and their JSON Schema.

Papers stand in the order in which they were added, so a new digest fills the last part and adds others; the parts before keep
their papers, and change only where a paper is related to a new one. Of fifty new papers each is that to half a dozen old ones, here and
there: so parts of a large library are small, or nearly all of them would change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from generator.drawing import Drawing
from generator.enrich.identity.ids import known_ids
from generator.library import Library
from generator.memo import encoded, key_of
from generator.model import LinkKind, OutputFile, Paper, Relation, as_bytes, reasons_of
from generator.render.hashes import Hashes
from generator.render.places import address_of
from generator.render.plain import ApiPerson, ApiPublication, people_records, publication_record
from generator.tables import hand_on, handed_on
from generator.text import checked, typeset
from generator.work import Work

FOLDER = "api/v1"
_MOST = 500
# Where a part ends depends on nothing but how many papers came before: (up to so many papers, in a part). Of 10,000 papers fifty more
# change half of the parts so (all of them, if they held 500), in 450 files; of 100,000 there are 1,550.
_PARTS = ((1_000, _MOST), (15_000, 20))
_LATER = 100
# The texts of so many papers are remembered together, and those of so many times as many are made together.
_PIECE, _AT_ONCE = 50, 5
# Where it is handed on what the API shows.
_SHOWN = "shown"
_NOTHING_RELATED = b'"related":[]'

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, YYYY-MM-DD.")]
OwnDate = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="The paper's own date: YYYY, YYYY-MM or YYYY-MM-DD."),
]


class ApiTag(msgspec.Struct, frozen=True):
    """A topic; its page is at tags/<slug>/."""

    slug: str
    name: str


class ApiLink(msgspec.Struct, frozen=True):
    """An address that the paper, its digest or a person gives, and what it leads to."""

    url: str
    kind: LinkKind
    host: str


class ApiRelated(msgspec.Struct, frozen=True):
    """A similar paper: its key, how similar (0 to 1), and what both share, most telling first, "by" whom last."""

    key: str
    score: Annotated[float, Meta(ge=0, le=1)]
    reasons: tuple[str, ...]


class ApiPaper(msgspec.Struct, frozen=True):
    """One paper; its page is at papers/<key>/. Title, abstract and names are plain Unicode text on one line.

    url is where the paper itself is, when that is known; added the day of the earliest digest that lists it; ids holds ids by kind.
    authors_partial is true, or else left out, when authors are the first ones only. retracted is the notice of a paper that was taken
    back; people says more of the authors than their names; like publication they are left out when there is nothing to say. other_ids are
    further ids of a kind, of a work with two preprints.
    """

    key: str
    title: str
    abstract: str
    url: str | None
    date: OwnDate | None
    added: Day
    authors: tuple[str, ...]
    ids: dict[str, str]
    tags: tuple[ApiTag, ...]
    links: tuple[ApiLink, ...]
    related: tuple[ApiRelated, ...]
    digests: tuple[str, ...]
    authors_partial: bool | msgspec.UnsetType = msgspec.UNSET
    people: tuple[ApiPerson, ...] | msgspec.UnsetType = msgspec.UNSET
    publication: ApiPublication | msgspec.UnsetType = msgspec.UNSET
    retracted: str | msgspec.UnsetType = msgspec.UNSET
    other_ids: dict[str, tuple[str, ...]] | msgspec.UnsetType = msgspec.UNSET


class ApiPart(msgspec.Struct, frozen=True):
    """At most 500 papers in the order in which they were added."""

    papers: Annotated[tuple[ApiPaper, ...], Meta(max_length=_MOST)]


class PartEntry(msgspec.Struct, frozen=True):
    """A part: its path beside this file, how many papers it holds, the newest day on which one was added, and its SHA-256."""

    path: str
    count: Annotated[int, Meta(ge=1, le=_MOST)]
    newest: Day
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class Index(msgspec.Struct, frozen=True):
    """The parts, oldest papers first, and how much there is of everything."""

    papers: tuple[PartEntry, ...]
    counts: dict[str, int]


class ApiPiece(msgspec.Struct, frozen=True):
    """Some papers of a part, and the names of their topics by slug."""

    papers: tuple[Paper, ...]
    names: dict[str, str]


class PartShown(msgspec.Struct, frozen=True):
    """What a part is made of: the JSON of its papers, before and after what they are related to; and that."""

    texts: tuple[tuple[bytes, bytes], ...]
    related: tuple[tuple[Relation, ...], ...]


def render_api(library: Library, work: Work | None = None, hashes: Hashes | None = None) -> Iterator[OutputFile]:
    """The parts, the index that names them, and the schema of both."""
    ordered = in_order_of_arrival(library)
    parts = list(api_parts(ordered))
    work, hashes = work or Work(), hashes or Hashes(library)
    entries = []
    files = work.draw(_drawings(library, parts, work, hashes), doing="part of the API")
    for papers, file in zip(parts, files, strict=True):
        digest = hashlib.sha256(as_bytes(file)).hexdigest()
        entries.append(PartEntry(file.path.removeprefix(f"{FOLDER}/"), len(papers), papers[-1].added, digest))
        yield file
    index = _json(Index(tuple(entries), _counts(library)))
    keys = [paper.key for paper in ordered]
    shown = (key_of(index), dict(zip(keys, hashes(keys), strict=True)))
    hand_on(work.memo, __name__, _SHOWN, encoded(shown))
    yield OutputFile(f"{FOLDER}/index.json", index)
    yield OutputFile(f"{FOLDER}/schema.json", msgspec.json.format(msgspec.json.encode(schema()), indent=1) + b"\n")


def shown_by(work: Work, index: bytes) -> dict[str, bytes] | None:
    """Of each paper that the API with this index shows what stood for it (see Hashes), where the last build made that API."""
    held = handed_on(work.memo, __name__, _SHOWN)
    made, shown = msgspec.msgpack.decode(held, type=tuple[bytes, dict[str, bytes]]) if held else (b"", {})
    return shown if made == key_of(index) else None


def api_parts(ordered: Sequence[Paper]) -> Iterator[Sequence[Paper]]:
    """The papers of each part."""
    start = 0
    while start < len(ordered):
        size = next((size for end, size in _PARTS if start < end), _LATER)
        yield ordered[start : start + size]
        start += size


def _drawings(library: Library, parts: Sequence[Sequence[Paper]], work: Work, hashes: Hashes) -> Iterator[Drawing]:
    texts = _texts(library, list(chain.from_iterable(parts)), work, hashes)
    for number, papers in enumerate(parts, start=1):
        related = tuple(_related(library, paper) for paper in papers)
        shown = PartShown(tuple(islice(texts, len(papers))), related)
        known = (hashes(paper.key for paper in papers), related)
        yield Drawing(f"{FOLDER}/papers/{number:04}.json", draw_part, shown, target="site", known_by=known)


def api_texts(library: Library, work: Work, hashes: Hashes) -> dict[str, bytes]:
    """Key -> the JSON of the paper, up to what it is related to."""
    ordered = in_order_of_arrival(library)
    texts = _texts(library, ordered, work, hashes)
    return {paper.key: before for paper, (before, _) in zip(ordered, texts, strict=True)}


def _texts(library: Library, ordered: Sequence[Paper], work: Work, hashes: Hashes) -> Iterator[tuple[bytes, bytes]]:
    """The JSON of each paper (see `paper_texts`)."""
    groups = (ordered[start : start + _PIECE] for start in range(0, len(ordered), _PIECE))
    pieces = [ApiPiece(tuple(some), _names(library, some)) for some in groups]
    made = work.map(paper_texts, pieces, known_by=lambda piece: _known(piece, hashes), chunk=_AT_ONCE)
    return chain.from_iterable(made)


def _known(piece: ApiPiece, hashes: Hashes) -> list[bytes]:
    return hashes(paper.key for paper in piece.papers)


def _names(library: Library, papers: Sequence[Paper]) -> dict[str, str]:
    slugs = sorted({tag.slug for paper in papers for tag in paper.tags} & library.tags.keys())
    return {slug: library.tags[slug].name for slug in slugs}


def _related(library: Library, paper: Paper) -> tuple[Relation, ...]:
    """A paper's relations to papers that the library has."""
    return tuple(other for other in paper.related if other.key in library.papers)


def paper_texts(shared: None, piece: ApiPiece) -> list[tuple[bytes, bytes]]:
    """The JSON of each paper, before and after what it is related to, which changes more often than all else."""
    found = []
    for paper in piece.papers:
        # No text can hold this: its quotation marks would be escaped.
        before, _, after = msgspec.json.encode(_paper(piece.names, paper)).partition(_NOTHING_RELATED)
        found.append((before, after))
    return found


def draw_part(shown: PartShown) -> bytes:
    """The JSON of a Part."""
    papers = (
        before + b'"related":' + msgspec.json.encode(list(map(_as_related, related))) + after
        for (before, after), related in zip(shown.texts, shown.related, strict=True)
    )
    return b'{"papers":[' + b",".join(papers) + b"]}\n"


def in_order_of_arrival(library: Library) -> list[Paper]:
    """Oldest added first; within one day as the digests list them."""
    return sorted(library.papers.values(), key=lambda paper: paper.added)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) that fits the index and each part."""
    kinds, parts = msgspec.json.schema_components((Index, ApiPart), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Offprint's static API, version 1",
        "description": "index.json is an Index; each file that it names is a Part.",
        "anyOf": list(kinds),
        "$defs": parts,
    }


def _as_related(other: Relation) -> ApiRelated:
    return ApiRelated(other.key, other.score, tuple(typeset(reason).plain for reason in reasons_of(other)))


def _paper(names: Mapping[str, str], paper: Paper) -> ApiPaper:
    """What the API says of a paper, but for what it is related to."""
    return ApiPaper(
        key=paper.key,
        title=typeset(paper.title).plain,
        abstract=typeset(paper.abstract).plain,
        url=address_of(paper) or None,
        date=paper.date,
        added=paper.added,
        authors=tuple(typeset(author.name).plain for author in paper.authors),
        ids=dict(sorted(paper.ids.items())),
        tags=tuple(ApiTag(tag.slug, names[tag.slug]) for tag in paper.tags if tag.slug in names),
        links=tuple(ApiLink(link.url, link.kind, link.host) for link in paper.links if checked(link.url)),
        related=(),
        digests=tuple(dict.fromkeys(appearance.digest for appearance in paper.appearances)),
        authors_partial=paper.et_al or msgspec.UNSET,
        people=people_records(paper),
        publication=publication_record(paper),
        retracted=typeset(paper.retracted).plain or msgspec.UNSET,
        other_ids=_other_ids(paper) or msgspec.UNSET,
    )


def _other_ids(paper: Paper) -> dict[str, tuple[str, ...]]:
    """The ids of each kind beside the one that is shown."""
    others = {
        kind: tuple(v for v in values if v != paper.ids.get(kind)) for kind, values in sorted(known_ids(paper).items())
    }
    return {kind: values for kind, values in others.items() if values}


def _counts(library: Library) -> dict[str, int]:
    return {
        "papers": len(library.papers),
        "digests": len(library.digests),
        "tags": sum(1 for slug in library.tags if library.by_tag.get(slug)),
        "links": len({link.url for paper in library.papers.values() for link in paper.links}),
        "authors": len(library.by_author),
    }


def _json(record: msgspec.Struct) -> bytes:
    return msgspec.json.encode(record) + b"\n"
