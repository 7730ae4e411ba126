"""Lists to download. In: the Library. Out: papers.bib for all papers; papers.bib, papers.ris, papers.json (CSL) and references in APA and
IEEE style for each digest and each topic."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.drawing import Drawing
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.cite import apa_list, bibtex, ieee_list, ris
from generator.render.cite.forms import in_all_forms
from generator.render.hashes import Hashes
from generator.work import Work

# The lists of a digest and of a topic; of a topic with more papers than _MOST, as many as stand on one page, the first alone. Each digest
# that is added changes those of large topics: at 10,000 papers they would be two thirds of the bytes, and search exports them too.
LISTS = (
    ("BibTeX", "papers.bib"), ("RIS", "papers.ris"), ("CSL-JSON", "papers.json"), ("APA", "apa.txt"), ("IEEE", "ieee.txt"),
)  # fmt: skip
_MOST = 50
_JSON = json.JSONEncoder(ensure_ascii=False)
# The citations of so many papers are held, 5 kB each: of more they are asked of the memory again.
_HELD = 1 << 14


def lists_on(papers: int) -> tuple[tuple[str, str], ...]:
    """The lists of a topic with so many papers, as (name, file); a vocabulary has hundreds of topics that no paper is on yet."""
    return LISTS if 0 < papers <= _MOST else LISTS[:1]


def entry(_: None, paper: Paper) -> str:
    """The BibTeX entry of a paper."""
    return bibtex(paper)


class _Lists:
    """The texts of lists. A paper stands in several and is cited once; `hashes` tell papers where a list is hashed."""

    def __init__(self, library: Library, hashes: Hashes, work: Work) -> None:
        self.library, self.hashes, self.work = library, hashes, work
        self._entries: dict[str, str] = {}
        self._forms: dict[str, tuple[str, str, str, str]] = {}

    def drawing(self, path: str, keys: Iterable[str]) -> Drawing:
        """The list at `path`, whose file's name (LISTS) tells its form."""
        known, name = tuple(keys), path.rpartition("/")[2]
        makers = (self._bibtex, self._ris, self._csl, self._apa, self._ieee)
        make = next(make for (_, form), make in zip(LISTS, makers, strict=True) if form == name)
        make = self._ris_in_full if (path.startswith("digests/"), name) == (True, "papers.ris") else make
        return Drawing(path, make, known, target="site", known_by=(name, self.hashes(known)))

    def _bibtex(self, keys: Iterable[str]) -> str:
        known = list(keys)
        missing = self._missing(known, self._entries)
        made = self.work.map(entry, missing, known_by=lambda paper: self.hashes([paper.key]))
        self._entries.update(zip((paper.key for paper in missing), made, strict=True))
        return "\n".join(self._entries[key] for key in known)

    def _ris_in_full(self, keys: Iterable[str]) -> str:
        """With abstracts and topics: a digest's papers stand in one such list, a topic's in several."""
        papers = (self.library.papers[key] for key in keys)
        return "".join(ris(paper, _tags(self.library, paper)) for paper in papers)

    def _ris(self, keys: Iterable[str]) -> str:
        return "".join(one for one, _, _, _ in self._cited(keys))

    def _csl(self, keys: Iterable[str]) -> str:
        return "[\n" + ",\n".join(one for _, one, _, _ in self._cited(keys)) + "\n]\n"

    def _apa(self, keys: Iterable[str]) -> str:
        return apa_list(one for _, _, one, _ in self._cited(keys))

    def _ieee(self, keys: Iterable[str]) -> str:
        return ieee_list(one for _, _, _, one in self._cited(keys))

    def _cited(self, keys: Iterable[str]) -> list[tuple[str, str, str, str]]:
        """RIS, CSL, APA and IEEE of each."""
        known = list(keys)
        missing = self._missing(known, self._forms)
        made = self.work.map(in_all_forms, missing, known_by=lambda paper: self.hashes([paper.key]))
        texts = ((one.ris, _JSON.encode(one.csl), one.apa, one.ieee) for one in made)
        self._forms.update(zip((paper.key for paper in missing), texts, strict=True))
        return [self._forms[key] for key in known]

    def _missing(self, keys: Iterable[str], held: dict[str, Any]) -> list[Paper]:
        """The papers that are not held; of many that are, none is any more."""
        if len(held) > _HELD:
            held.clear()
        return [self.library.papers[key] for key in keys if key not in held]


def render_exports(library: Library, work: Work | None = None, hashes: Hashes | None = None) -> Iterator[OutputFile]:
    """Lists in the order of the page that offers them. A list whose page moved is at its old address too, for no page can lead on whoever
    fetches a list by itself."""
    work, hashes = work or Work(), hashes or Hashes(library)
    moved = library.addresses.moved
    again, made = {f"{new}/{name}" for new in moved.values() for _, name in LISTS}, {}
    for file in work.draw(_lists(library, _Lists(library, hashes, work)), doing="list"):
        if file.path in again:
            made[file.path] = file.content
        yield file
    for old, new in sorted(moved.items()):
        for _, name in LISTS:
            if f"{new}/{name}" in made:
                yield OutputFile(f"{old}/{name}", made[f"{new}/{name}"])


def _lists(library: Library, lists: _Lists) -> Iterator[Drawing]:
    yield lists.drawing("papers.bib", library.papers)
    for digest in library.digests:
        for _, name in LISTS:
            yield lists.drawing(f"digests/{digest.name}/{name}", digest.keys)
    for tag in library.topics():
        keys = library.by_tag.get(tag.slug, ())
        for _, name in lists_on(len(keys)):
            yield lists.drawing(f"tags/{tag.slug}/{name}", keys)


def _tags(library: Library, paper: Paper) -> tuple[str, ...]:
    return tuple(library.tags[tag.slug].name for tag in paper.tags if tag.slug in library.tags)
