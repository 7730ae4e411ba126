"""The records that flow through Offprint. In: nothing. Out: frozen structs, also the cache format and the API's vocabulary.

All text fields hold the *source* text (LaTeX leftovers and all, white space folded); `generator.text.typeset` turns it into
HTML or plain Unicode where it is shown. Tuples, never lists, so that a record cannot change under a reader's feet.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

Level = Literal["error", "warning", "note"]
LinkKind = Literal["code", "project", "model", "dataset", "paper", "other"]
Use = Literal["title", "abstract", "authors", "meta", "entry", "chrome", "doubt", "skipped"]
Target = Literal["page", "site"]
WorkKind = Literal[
    "", "article", "conference", "preprint", "book", "chapter", "thesis", "report", "dataset", "software", "other"
]


class Source(msgspec.Struct, frozen=True, order=True):
    """Where something was read: a path relative to the working folder (POSIX slashes) and a line, counted from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with input. `code` is stable kebab-case; `message` says what, and how to mend it, in one line."""

    source: Source
    level: Level
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.level}[{self.code}]: {self.message}"


class Author(msgspec.Struct, frozen=True):
    """A name as printed on the paper, and an ORCID iD (the 16 digits with hyphens) when one is known. `known_as`: the name under
    which this person is listed, when a correction or an ORCID iD says that it is another. `affiliations`: institutions as printed."""

    name: str
    orcid: str = ""
    known_as: str = ""
    affiliations: tuple[str, ...] = ()


class Publication(msgspec.Struct, frozen=True):
    """How a work came out, as its digest says; what nobody said is empty.

    kind: what it is ("conference": a paper in proceedings; "chapter": a part of a book; "other": something else that the digest
    names). container: the journal, proceedings or book that it stands in. volume, issue: as printed; a report's number is its issue.
    pages: "123-130", "e1004", or the number of the article. publisher: or the university of a thesis, the institution of a report.
    issn: "1234-567X" each; isbn: the digits alone (the last may be X), of the book itself or of the book that a chapter stands in.
    """

    kind: WorkKind = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """A URL (http or https, checked) with what it leads to. `host` is lower case without `www.`; `said` is who gave it:
    "abstract", "digest", "facts" or "correction"."""

    url: str
    kind: LinkKind
    host: str
    said: str = "abstract"


class Tag(msgspec.Struct, frozen=True):
    """A term of the controlled vocabulary. `broader` holds the slugs of the tags above it. `aliases` are other names (matched
    as words); `patterns` are words and `*`, never regular expressions; `unless` are phrases in which they mean something else;
    with `strict` the name by itself does not earn the tag, only aliases and patterns do; `was` are slugs that it had; `keywords` are
    names that count only as an author's whole keyword; `doubtful` are patterns that count only beside a plain one; `titled` are plain
    in a title alone; with `twice` one mention in an abstract is not enough, for many papers use the thing in passing; `pack`: the shipped
    vocabulary that it is from; `found`: in the papers themselves, by no person; `small`: texts print its name in small letters; `late`:
    in the newest alone, so that older ones are not asked for it yet; `area`: a part of a field, for papers that have too few others;
    `gives`: the slug of the topic that a paper gets for it; `clues`: words that tell it without naming it, as the packs' tables write
    them (enrich/clues.py); `weighed`: the pack whose table says what a mention in an abstract is worth (enrich/evidence.py); `source` is
    its line in tags.yml."""

    slug: str
    name: str
    description: str = ""
    broader: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    strict: bool = False
    was: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    twice: bool = False
    pack: str = ""
    found: bool = False
    small: bool = False
    late: bool = False
    area: bool = False
    gives: str = ""
    clues: str = ""
    weighed: str = ""
    source: Source = Source("tags.yml")


class PaperTag(msgspec.Struct, frozen=True):
    """A tag on a paper, with the words that earned it as printed (empty when a person set it), strongest first. `said`: where they
    stand: "text" (title or abstract), "keywords" or "categories" (when the text by itself would not have earned it)."""

    slug: str
    words: tuple[str, ...] = ()
    said: str = "text"


class Relation(msgspec.Struct, frozen=True):
    """paper -> the similar paper `key`; `score` is a cosine in 0..1, rounded to 3 digits; `reasons` are shared terms as printed,
    and topics; `people`: who wrote both, where that tells something."""

    key: str
    score: float
    reasons: tuple[str, ...] = ()
    people: str = ""


def reasons_of(relation: Relation) -> tuple[str, ...]:
    """All that two papers are said to share, who wrote both last."""
    return (*relation.reasons, f"by {relation.people}") if relation.people else relation.reasons


class Appearance(msgspec.Struct, frozen=True):
    """One place where a paper was read: the digest's name, the line, and the title as it stood there."""

    digest: str
    source: Source
    title: str = ""


class Origin(msgspec.Struct, frozen=True):
    """Provenance of one value: the field, the value as text, who said so, and whether it is the one shown."""

    field: str
    value: str
    said: str
    used: bool = True


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The normalised record of one work. A reader fills what its format holds; `key`, `added`, `tags`, `links`, `related`
    and `appearances` are given by `enrich`.

    date: YYYY, YYYY-MM or YYYY-MM-DD, the paper's own, or None. added: day of the earliest digest. ids: kind -> id, kinds
    "arxiv" (no version, no subject class), "doi" (lower case), "openreview", "acl", "pmlr", "s2", "pmid", "pmcid", "bibcode",
    "handle", "url". urls: links the digest itself gave (not those inside the abstract), in its order. redirects: keys that this page
    also answers to. et_al: `authors` are the first ones only, as the digest says itself ("et al."). retracted: the notice of a work
    that was published and taken back, which its page still shows; withdrawn: of one that the site shows no longer. cite: its key in BibTeX.
    """

    title: str
    source: Source
    abstract: str = ""
    key: str = ""
    date: str | None = None
    added: str = ""
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    venues: tuple[str, ...] = ()
    ids: dict[str, str] = {}
    url: str | None = None
    urls: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    comment: str = ""
    lang: str = ""
    tags: tuple[PaperTag, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[Relation, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    redirects: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    withdrawn: str = ""
    publication: Publication = Publication()
    retracted: str = ""
    cite: str = ""


class Span(msgspec.Struct, frozen=True):
    """Lines first..last (from 1, both included) of a digest and what they were used as; `paper` is the paper's place in the
    reading (from 0), or -1. Every non-blank line of a digest lies in a span."""

    first: int
    last: int
    use: Use
    paper: int = -1
    note: str = ""


def name_of_digest(name: str) -> str:
    """What names a digest: that of its file without its ending. No two may have the same."""
    return name.partition(".")[0].lower()


class Digest(msgspec.Struct, frozen=True):
    """One input file and the issue it stands for. `name` is the file's stem (2025-03-14-trending-papers), `date` YYYY-MM-DD,
    `series` the name after the date, `format` the reader's name. `keys`: its papers in its own order, filled by `enrich`."""

    name: str
    date: str
    series: str
    path: str
    format: str = ""
    title: str = ""
    keys: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """What a reader made of one digest: papers in its order, problems, and the account of every line. `told`: in words, what the reader
    took for titles. `named`: papers that the digest names by an id alone; without a title, they are none of the papers."""

    digest: Digest
    papers: tuple[Paper, ...] = ()
    problems: tuple[Problem, ...] = ()
    account: tuple[Span, ...] = ()
    lines: int = 0
    told: str = ""
    named: tuple[Paper, ...] = ()


class Elsewhere(Protocol):
    """Bytes that wait elsewhere than in memory."""

    def read(self) -> bytes: ...


class OutputFile(msgspec.Struct, frozen=True):
    """A file to write. Target "page": Markdown under docs_dir, built by MkDocs. Target "site": joins the built site as it is.
    `path` is relative, POSIX, without `..`. `listed`: whether a page stands in the sitemap. made_of: a hash of all that made it, b"" when
    unknown; with `kept` the file that is there was made of the same, and `content` is left out."""

    path: str
    content: str | bytes | Elsewhere
    target: Target = "site"
    listed: bool = True
    made_of: bytes = b""
    kept: bool = False


def as_bytes(file: OutputFile) -> bytes:
    """The content of a file, wherever it waits."""
    if isinstance(file.content, bytes):
        return file.content
    return file.content.encode("utf-8") if isinstance(file.content, str) else file.content.read()
