"""A published site. In: the folder of a finished site. Out: the register that it amounts to, and the addresses that a new build would give
to other papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.config.loading import Config
from generator.config.register import FILE, KINDS, Held, register_line
from generator.enrich.identity.known import marks_for, numbered_of, one_work
from generator.enrich.identity.records import tidy
from generator.library import Library
from generator.model import Author, Paper, Problem, Reading, Source
from generator.render.api import api_texts, shown_by
from generator.render.hashes import Hashes
from generator.text import paper_key, typeset
from generator.work import Work

_LEADS = re.compile(r'http-equiv="?refresh"?[^>]*?url=(?:\.\./)+([^"\'>]+?)/?["\'>]', re.IGNORECASE)
_NOBODY = Source("api/v1/index.json")
# On the page of an address with nothing in its place.
_GONE = "<span>Removed</span>"
# Folders below a kind of address that hold further pages of one.
_NOT_ADDRESSES = ("page", "letter", "kind")
_TITLE = 80
_IN_A_CHANGE = "; if it never was published, this can stay as it is."
_IN_A_BUILD = " (`offprint addresses --site DIR` does); if the site that is there never was published, remove it."
_PARTS = re.compile(r"papers/\d+\.json")


class _Part(msgspec.Struct):
    papers: list[_Shown]


class _Keys(msgspec.Struct):
    papers: list[_Named]


class _Shown(msgspec.Struct):
    key: str
    title: str
    abstract: str = ""
    authors: list[str] = []
    ids: dict[str, str] = {}


class _Named(msgspec.Struct):
    key: str


class _Placed(msgspec.Struct):
    path: str


class _Index(msgspec.Struct):
    papers: list[_Placed]


def read_site(site: Path) -> dict[str, Held]:
    """The register that a finished site amounts to: its API tells the papers, its folders the rest. Raises OSError and
    msgspec.MsgspecError."""
    found = {f"papers/{paper.key}": Held(_NOBODY, marks_for(paper.key, [paper])) for paper in published_papers(site)}
    for kind in KINDS:
        for page in sorted((site / kind).glob("*/index.html")):
            address = f"{kind}/{page.parent.name}"
            if address not in found and page.parent.name not in _NOT_ADDRESSES:
                text = page.read_text("utf-8", "replace") if kind in ("papers", "digests", "series") else ""
                leads = _LEADS.search(text)
                gone = bool(text) and not leads and _GONE in text
                found[address] = Held(_NOBODY, {}, _absolute(kind, leads[1]) if leads else "", gone)
    return found


def _absolute(kind: str, target: str) -> str:
    return target if "/" in target else f"{kind}/{target}"


def published_papers(site: Path) -> Iterator[Paper]:
    """The papers that a finished site shows, as its API tells them. Raises OSError and msgspec.MsgspecError."""
    for raw in _parts_of(site):
        yield from _papers_in(raw)


def _parts_of(site: Path) -> Iterator[bytes]:
    api = site / "api" / "v1"
    for named in msgspec.json.decode((api / "index.json").read_bytes(), type=_Index).papers:
        if _PARTS.fullmatch(named.path):
            yield (api / named.path).read_bytes()


def _papers_in(raw: bytes) -> Iterator[Paper]:
    for shown in msgspec.json.decode(raw, type=_Part).papers:
        paper = Paper(
            title=shown.title,
            source=_NOBODY,
            key=shown.key,
            abstract=shown.abstract,
            authors=tuple(map(Author, shown.authors)),
            ids=shown.ids,
        )
        yield tidy(paper)


def unregistered(library: Library, config: Config) -> int:
    """How many papers have an address that no register keeps."""
    return sum(f"papers/{key}" not in config.register for key in library.papers)


def unsure(library: Library, config: Config) -> Iterator[Problem]:
    """A warning for each address of which nobody knows whose it is: two works have its title, and no register says which had it first."""
    for key, paper in library.papers.items():
        base = next(iter(numbered_of(key) - {key}), "")
        first = library.papers.get(library.redirects.get(base, base))
        if (
            first is None
            or paper_key(paper.title) != base
            or not {f"papers/{base}", f"papers/{key}"}.isdisjoint(config.register)
        ):
            continue
        line = register_line(f"papers/{base}", Held(_NOBODY, marks_for(base, [tidy(paper)])))
        message = (
            f"papers/{base}/ shows {_told(first)}, for its digest names the earliest day, and papers/{key}/ shows {_told(paper)}. When the"
            f" address was published for that one, write `{line}` into {FILE}; when not, `offprint addresses` keeps it as it is."
        )
        yield Problem(first.source, "warning", "address-unsure", message)


def records_by_key(library: Library, readings: Iterable[Reading]) -> dict[str, list[Paper]]:
    """Key -> the records of its paper, as read."""
    read = {paper.source: paper for reading in readings for paper in reading.papers}
    return {
        key: [read[place.source] for place in paper.appearances if place.source in read]
        for key, paper in library.papers.items()
    }


def taken_from(
    site: Path, library: Library, readings: Iterable[Reading], work: Work | None = None, hashes: Hashes | None = None
) -> Iterator[Problem]:
    """An error for each address of the site that is there which would show another paper. Nothing of a folder that is no such site."""
    try:
        before = list(_doubtful(site, library, work or Work(), hashes or Hashes(library)))
    except (OSError, msgspec.MsgspecError):
        return
    now: dict[str, list[Paper]] | None = None
    for paper in before:
        key = library.redirects.get(paper.key, paper.key)
        after = library.papers.get(key)
        if after is None or _plainly_one(paper, after):
            continue
        now = now or records_by_key(library, readings)
        if not one_work([paper], [*now[key], after]):
            yield taken(paper, after, how=_IN_A_BUILD)


def _doubtful(site: Path, library: Library, work: Work, hashes: Hashes) -> Iterator[Paper]:
    """The papers of a site that the API would not show in the very same words; most others are what they were."""
    shown = shown_by(work, (site / "api" / "v1" / "index.json").read_bytes())
    if shown is not None:
        changed = {key for key, made_of in shown.items() if key not in library.papers or hashes([key]) != [made_of]}
        yield from (paper for paper in (published_papers(site) if changed else ()) if paper.key in changed)
        return
    texts: dict[str, bytes] = {}
    for raw in _parts_of(site):
        texts = texts or api_texts(library, work, hashes)
        at, changed = 0, set()
        for one in msgspec.json.decode(raw, type=_Keys).papers:
            found = raw.find(texts[one.key], at) if one.key in texts else -1
            at = max(at, found)
            if found < 0:
                changed.add(one.key)
        if changed:
            yield from (paper for paper in _papers_in(raw) if paper.key in changed)


def _plainly_one(paper: Paper, after: Paper) -> bool:
    """Without a look at faces: one title with one abstract. Most texts are plain as they were read."""
    return paper.abstract != "" and _reads(after.title, paper.title) and _reads(after.abstract, paper.abstract)


def _reads(source: str, plain: str) -> bool:
    return source == plain or typeset(source).plain == plain


def taken(paper: Paper, after: Paper, key: str = "", how: str = _IN_A_CHANGE) -> Problem:
    """The error that an address of `paper` (its own, or `key`) would show `after`, with the line of the register that decides it."""
    key = key or paper.key
    line = register_line(f"papers/{key}", Held(_NOBODY, marks_for(key, [tidy(paper)])))
    message = f"papers/{key}/ showed {_told(paper)} and would show {_told(after)}."
    decide = f" To keep the address with the first, write `{line}` into {FILE}"
    return Problem(after.source, "error", "address-taken", f"{message}{decide}{how}")


def _told(paper: Paper) -> str:
    """A paper in a few words, for two may have one title."""
    more = [
        *(author.name for author in paper.authors[:1]),
        *(f"{kind} {value}" for kind, value in sorted(paper.ids.items())[:1]),
    ]
    title = typeset(paper.title).plain
    return repr(title if len(title) <= _TITLE else title[:_TITLE] + "…") + (f" ({', '.join(more)})" if more else "")
