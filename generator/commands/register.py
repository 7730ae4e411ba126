"""The register brought up to date. In: the register, what identity made of the digests, the addresses there are. Out: the new register, and
what a built site tells of its own addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.config.register import FILE, KINDS, Held, Register, format_register
from generator.enrich.identity import Merged
from generator.enrich.identity.faces import face_of
from generator.enrich.identity.known import titles_of
from generator.enrich.identity.marks import marks_of
from generator.enrich.identity.records import tidy
from generator.model import Author, Paper, Source
from generator.output import write_atomically
from generator.text import paper_key

_LEADS = re.compile(r'http-equiv="?refresh"?[^>]*?url=(?:\.\./)+([^"\'>]+?)/?["\'>]', re.IGNORECASE)
_NOBODY = Source(FILE)


class Updated(msgspec.Struct, frozen=True):
    """The new register, and the addresses that it has and the old one had not."""

    register: dict[str, Held]
    new: tuple[str, ...]


def update(
    register: Register, merged: Merged, there: Mapping[str, Mapping[str, tuple[str, ...]]], moved: Mapping[str, str]
) -> Updated:
    """Every address that there is or was. there: address -> marks, papers aside; moved: address -> the one that it leads to."""
    found = dict(register)
    for paper in merged.papers:
        for address, held in _of_paper(paper, merged, register):
            found[address] = held
    for address, marks in there.items():
        if not address.startswith("papers/"):
            found[address] = Held(_NOBODY, dict(marks))
    for address, target in moved.items():
        if address in found or not address.startswith("papers/"):
            found[address] = Held(_NOBODY, found[address].marks if address in found else {}, target)
    return Updated(found, tuple(sorted(found.keys() - register.keys())))


def _of_paper(paper: Paper, merged: Merged, register: Register) -> Iterator[tuple[str, Held]]:
    records = [record for key in (paper.key, *paper.redirects) for record in merged.owners.get(key, ())]
    yield f"papers/{paper.key}", Held(_NOBODY, _marks(paper.key, merged.owners.get(paper.key) or records))
    for key in paper.redirects:
        address = f"papers/{key}"
        own = merged.owners.get(key, ())
        marks = _marks(key, own) if own else register[address].marks if address in register else {}
        yield address, Held(_NOBODY, marks, f"papers/{paper.key}")


def _marks(key: str, records: Sequence[Paper]) -> dict[str, tuple[str, ...]]:
    """What tells the paper; its title too when the key is not made of it."""
    if not records:
        return {}
    marks = marks_of([face_of(record) for record in records])
    titles = {paper_key(record.title) for record in records}
    return marks if titles & titles_of(key, Held(_NOBODY)) else {**marks, "title": tuple(sorted(titles))}


def write_register(folder: Path, register: Register) -> bool:
    """Write the register of a folder of digests; whether that changed anything."""
    content = format_register(register).encode()
    path = folder / FILE
    if path.is_file() and path.read_bytes() == content:
        return False
    write_atomically(path, content)
    return True


class _Part(msgspec.Struct):
    papers: list[_Shown]


class _Shown(msgspec.Struct):
    key: str
    title: str
    abstract: str = ""
    authors: list[_Name] = []
    ids: dict[str, str] = {}


class _Name(msgspec.Struct):
    name: str


class _Named(msgspec.Struct):
    path: str


class _Index(msgspec.Struct):
    papers: list[_Named]


def read_site(site: Path) -> dict[str, Held]:
    """The register that a finished site amounts to: its API tells the papers, its folders the rest. Raises OSError and
    msgspec.MsgspecError."""
    api = site / "api" / "v1"
    found: dict[str, Held] = {}
    for named in msgspec.json.decode((api / "index.json").read_bytes(), type=_Index).papers:
        for shown in msgspec.json.decode((api / named.path).read_bytes(), type=_Part).papers:
            found[f"papers/{shown.key}"] = Held(_NOBODY, _marks(shown.key, [paper_of(shown)]))
    for kind in KINDS:
        for page in sorted((site / kind).glob("*/index.html")):
            address = f"{kind}/{page.parent.name}"
            if address not in found and page.parent.name not in ("page", "letter", "kind"):
                text = page.read_text("utf-8", "replace") if kind in ("papers", "digests", "series") else ""
                leads = _LEADS.search(text)
                found[address] = Held(_NOBODY, {}, _absolute(kind, leads[1]) if leads else "")
    return found


def _absolute(kind: str, target: str) -> str:
    return target if "/" in target else f"{kind}/{target}"


def paper_of(shown: _Shown) -> Paper:
    """A record of the API as a paper for comparing."""
    authors = tuple(Author(author.name) for author in shown.authors)
    return tidy(Paper(title=shown.title, source=_NOBODY, abstract=shown.abstract, authors=authors, ids=shown.ids))
