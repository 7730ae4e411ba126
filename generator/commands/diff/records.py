"""What a change means. In: nothing. Out: the records of a difference between two folders of digests; also its JSON form."""

from __future__ import annotations

import msgspec

from generator.model import Link, Problem, Source
from generator.problems import has_errors


class PaperRow(msgspec.Struct, frozen=True):
    """A paper as the difference tells it: its title in plain Unicode, the names of its tags, its links, where it was read."""

    key: str
    title: str
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    digests: tuple[str, ...] = ()
    source: Source = Source("")


class Change(msgspec.Struct, frozen=True):
    """One field of a paper before and after, as plain text ("" for nothing)."""

    field: str
    before: str
    after: str


class ChangedPaper(msgspec.Struct, frozen=True):
    """A paper that was there and says something else now."""

    paper: PaperRow
    changes: tuple[Change, ...]


class MovedPaper(msgspec.Struct, frozen=True):
    """A key that now leads elsewhere. `merged`: the paper there was known before; else the paper only has a new key."""

    old: str
    title: str
    paper: PaperRow
    merged: bool


class Retitled(msgspec.Struct, frozen=True):
    """A paper whose title was edited in its digest: with it went its key, and with that its address."""

    before: PaperRow
    after: PaperRow


class FileChange(msgspec.Struct, frozen=True):
    """A file of the digests folder. `what`: added, changed, removed or renamed; `before`: its old path when renamed."""

    path: str
    what: str
    size: int
    before: str = ""


class Count(msgspec.Struct, frozen=True):
    """A tag and how many papers more (or fewer) carry it."""

    slug: str
    name: str
    papers: int


class FoundLink(msgspec.Struct, frozen=True):
    """A link and the key of a paper that gives it."""

    link: Link
    key: str


class UnsureLines(msgspec.Struct, frozen=True):
    """Lines first..last of a changed digest that the reader was unsure of (`doubt`) or left out (`skipped`), with their start."""

    source: Source
    last: int
    use: str
    note: str
    text: str


class Side(msgspec.Struct, frozen=True):
    """One of the two: its name (a revision or a folder), counts, bytes of its files, and the seconds to read and enrich it."""

    name: str
    digests: int
    papers: int
    size: int
    seconds: float


class Difference(msgspec.Struct, frozen=True):
    """All of it, each list in order of the newer side. `gone`: addresses whose pages say now that nothing is there."""

    base: Side
    head: Side
    files: tuple[FileChange, ...] = ()
    added: tuple[PaperRow, ...] = ()
    known: tuple[PaperRow, ...] = ()
    changed: tuple[ChangedPaper, ...] = ()
    moved: tuple[MovedPaper, ...] = ()
    retitled: tuple[Retitled, ...] = ()
    removed: tuple[PaperRow, ...] = ()
    gone: tuple[str, ...] = ()
    tags_gained: tuple[Count, ...] = ()
    tags_lost: tuple[Count, ...] = ()
    links_gained: tuple[FoundLink, ...] = ()
    links_lost: tuple[FoundLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    settled: int = 0
    doubts: tuple[UnsureLines, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Papers whose page is new or says something else, added ones first."""
        rows = (*self.added, *(one.paper for one in self.changed), *(one.paper for one in self.moved))
        rows += (*(one.after for one in self.retitled), *self.known)
        return tuple(dict.fromkeys(row.key for row in rows))

    @property
    def failed(self) -> bool:
        return has_errors(self.problems)
