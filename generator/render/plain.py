"""Plain records. In: a Paper. Out: its people, its publication and its texts in plain Unicode, for the API and `offprint read`."""

from __future__ import annotations

import msgspec

from generator.model import Paper, Publication, WorkKind
from generator.text.typeset import plain


class ApiPublication(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a paper came out, as its digests say; what nobody said is left out. container is the journal, proceedings or book."""

    kind: WorkKind = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()


class ApiPerson(msgspec.Struct, frozen=True, omit_defaults=True):
    """An author of whom more is known than the name."""

    name: str
    orcid: str = ""
    affiliations: tuple[str, ...] = ()


def publication_record(paper: Paper) -> ApiPublication | msgspec.UnsetType:
    """How the paper came out; unset when nobody said anything."""
    told = paper.publication
    if told == Publication():
        return msgspec.UNSET
    return ApiPublication(
        told.kind,
        plain(told.container),
        told.volume,
        told.issue,
        told.pages,
        plain(told.publisher),
        told.issn,
        told.isbn,
    )


def people_records(paper: Paper) -> tuple[ApiPerson, ...] | msgspec.UnsetType:
    """The authors, when of one of them an ORCID iD or an affiliation is known; else unset."""
    if not any(author.orcid or author.affiliations for author in paper.authors):
        return msgspec.UNSET
    return tuple(ApiPerson(plain(one.name), one.orcid, tuple(map(plain, one.affiliations))) for one in paper.authors)
