"""Lists to download. In: the Library. Out: papers.bib for all papers, each digest and each topic; papers.ris, papers.json (CSL) and
references in APA and IEEE style for each digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.drawing import Drawing
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.cite import apa, apa_list, bibtex, ieee, ieee_list, item, ris
from generator.render.hashes import Hashes
from generator.work import Work

# The lists of a digest; a topic has the first alone.
LISTS = (
    ("BibTeX", "papers.bib"), ("RIS", "papers.ris"), ("CSL-JSON", "papers.json"), ("APA", "apa.txt"), ("IEEE", "ieee.txt"),
)  # fmt: skip


def entry(_: None, paper: Paper) -> str:
    """The BibTeX entry of a paper."""
    return bibtex(paper)


class _Lists:
    """The texts of lists. An entry stands in several and is made once; `hashes` tell papers where a list is hashed."""

    def __init__(self, library: Library, hashes: Hashes, work: Work) -> None:
        self.library, self.hashes, self.work = library, hashes, work
        self._entries: dict[str, str] = {}
        self._items: tuple[Iterable[str], list[dict[str, Any]]] = ((), [])
        made = (self._bibtex, self._ris, self._csl, self._apa, self._ieee)
        self._made = {name: make for (_, name), make in zip(LISTS, made, strict=True)}

    def drawing(self, path: str, keys: Iterable[str]) -> Drawing:
        """The list at `path`, whose file's name (LISTS) tells its form."""
        known, name = tuple(keys), path.rpartition("/")[2]
        return Drawing(path, self._made[name], known, target="site", known_by=(name, self.hashes(known)))

    def _bibtex(self, keys: Iterable[str]) -> str:
        known = list(keys)
        missing = [self.library.papers[key] for key in known if key not in self._entries]
        made = self.work.map(entry, missing, known_by=lambda paper: self.hashes([paper.key]))
        self._entries.update(zip((paper.key for paper in missing), made, strict=True))
        return "\n".join(self._entries[key] for key in known)

    def _ris(self, keys: Iterable[str]) -> str:
        papers = (self.library.papers[key] for key in keys)
        return "".join(ris(paper, _tags(self.library, paper)) for paper in papers)

    def _csl(self, keys: Iterable[str]) -> str:
        records = (json.dumps(one, ensure_ascii=False) for one in self._cited(keys))
        return "[\n" + ",\n".join(records) + "\n]\n"

    def _apa(self, keys: Iterable[str]) -> str:
        return apa_list(map(apa, self._cited(keys)))

    def _ieee(self, keys: Iterable[str]) -> str:
        return ieee_list(map(ieee, self._cited(keys)))

    def _cited(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        """The CSL items of a digest, of which three lists are made one after the other."""
        if self._items[0] != keys:
            self._items = keys, [item(self.library.papers[key]) for key in keys]
        return self._items[1]


def render_exports(library: Library, work: Work | None = None, hashes: Hashes | None = None) -> Iterator[OutputFile]:
    """BibTeX entries in the order of the page that offers them; RIS records carry abstracts, so only digests have them. A list whose page
    moved is at its old address too, for no page can lead on whoever fetches a list by itself."""
    work, hashes = work or Work(), hashes or Hashes(library)
    files = list(work.draw(_lists(library, _Lists(library, hashes, work)), doing="list"))
    yield from files
    made = {file.path: file for file in files}
    for old, new in sorted(library.addresses.moved.items()):
        for _, name in LISTS:
            if f"{new}/{name}" in made:
                yield OutputFile(f"{old}/{name}", made[f"{new}/{name}"].content)


def _lists(library: Library, lists: _Lists) -> Iterator[Drawing]:
    yield lists.drawing("papers.bib", library.papers)
    for digest in library.digests:
        for _, name in LISTS:
            yield lists.drawing(f"digests/{digest.name}/{name}", digest.keys)
    for slug in library.tags:
        yield lists.drawing(f"tags/{slug}/papers.bib", library.by_tag.get(slug, ()))


def _tags(library: Library, paper: Paper) -> tuple[str, ...]:
    return tuple(library.tags[tag.slug].name for tag in paper.tags if tag.slug in library.tags)
