"""Faces. In: papers as read. Out: what identity looks at in each: its ids, title, authors, year and abstract, folded for comparison.

Records with one and the same content share a face, so a paper that a daily list repeats is looked at once.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable

import msgspec

from generator.enrich.identity.pieces import piece_of, without_label
from generator.model import Author, Paper
from generator.text import folded, normal_title, split_name, typeset
from generator.text.ids import arxiv_month
from generator.text.tokens import SOLID_LETTERS

# Words that say nothing about which work it is.
_COMMON = frozenset(
    "a an and are as at be by can for from has have in into is it its of on or our such that the their these this to we were which"
    " with".split()
)
_WORD = re.compile(rf"[{SOLID_LETTERS}]|[^\W_{SOLID_LETTERS}]+")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CUT = ("…", "...")
# An abstract of fewer words than this tells no two works apart.
FEWEST = 20


class Face(msgspec.Struct, frozen=True):
    """One way in which a work was printed.

    title: normalised; tight: the same without blanks. kind: "reply", "erratum" and their like, or "". authors: family name -> given
    names, in small letters without blanks; handles: every author is one word, a user's name perhaps, or a team.
    said: the words of the abstract in order, the common ones left out, between blanks (a tuple of them takes ten times the memory, and of
    few papers the words are asked for); long: whether they are enough to compare. cut: the abstract ends in the middle. venues: as
    printed, for two columns of one title.
    """

    title: str
    tight: str
    kind: str
    ids: tuple[tuple[str, str], ...]
    authors: dict[str, tuple[str, ...]]
    count: int
    handles: bool
    year: int
    said: str
    long: bool
    cut: bool
    venues: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.said.split())

    @property
    def bag(self) -> frozenset[str]:
        """The words as a set."""
        return frozenset(self.words)


def content(paper: Paper) -> tuple[object, ...]:
    """What makes the face of a record: records with equal contents have one face."""
    return (
        paper.title, paper.abstract, paper.authors, paper.date, tuple(sorted(paper.ids.items())), paper.url, paper.venues,
        paper.publication, paper.retracted,
    )  # fmt: skip


def face_of(paper: Paper) -> Face:
    """The face of a record whose authors and ids are tidy."""
    printed = without_label(paper.title)
    title = normal_title(printed)
    found = _words(paper.abstract)
    return Face(
        title=title,
        tight=title.replace(" ", ""),
        kind=piece_of(printed),
        ids=tuple(sorted(paper.ids.items())),
        authors=_names(paper.authors),
        count=len(paper.authors),
        handles=bool(paper.authors) and all(split_name(author.name).whole for author in paper.authors),
        year=_year(paper),
        said=" ".join(found),
        long=len(set(found)) >= FEWEST,
        cut=paper.abstract.rstrip().endswith(_CUT),
        venues=paper.venues,
    )


def _names(authors: Iterable[Author]) -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for author in authors:
        parts = split_name(author.name)
        family = _letters(parts.family if parts.whole else parts.family.rsplit(" ", 1)[-1])
        names.setdefault(family, {})[_given(parts.given)] = None
    return {family: tuple(given) for family, given in names.items()}


def _given(name: str) -> str:
    """Given names as small letters; when the first is an initial, that letter and a point."""
    first = re.split(r"[\s.\u2010-]|-", name.strip(), maxsplit=1)[0]
    return _letters(first) + "." if len(first) == 1 else _letters(name)


def _letters(text: str) -> str:
    """Small letters without accents, blanks and points; ß, ø and their like as their ASCII neighbours."""
    found = folded(text)
    if not found.isascii():
        found = found.translate(_STROKES)
    return "".join(c for c in found if c.isalnum())


_STROKES = {
    ord(a): b for a, b in zip("øłđðþæœßıħŧ", ("o", "l", "d", "d", "th", "ae", "oe", "ss", "i", "h", "t"), strict=True)
}


def _words(abstract: str) -> tuple[str, ...]:
    text = folded(_COMMAND.sub(" ", abstract) if "\\" in abstract else abstract)
    return tuple(word for word in _WORD.findall(text) if word not in _COMMON)


def _year(paper: Paper) -> int:
    """The year of a record: its date, its arXiv id, or the last year that its venue names; 0 when none does."""
    if paper.date and paper.date[:4].isdigit():
        return int(paper.date[:4])
    month = arxiv_month(paper.ids.get("arxiv", ""))
    if month:
        return int(month[:4])
    found = [year for venue in paper.venues for year in _YEAR.findall(venue)]
    return int(found[-1]) if found else 0


def number_of(word: str) -> int:
    """A number for a word that is the same on every machine."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def plain_title(paper: Paper) -> str:
    """The title for a message: plain, one line, not too long."""
    plain = unicodedata.normalize("NFC", typeset(paper.title).plain)
    return plain if len(plain) <= 80 else plain[:79].rstrip() + "…"
