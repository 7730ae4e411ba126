"""Lists to download. In: the Library. Out: papers.bib for all papers, each digest and each topic, and papers.ris for each digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.cite import bibtex, ris


def render_exports(library: Library) -> Iterator[OutputFile]:
    """BibTeX entries in the order of the page that offers them; RIS records carry abstracts, so only digests have them. A list whose page
    moved is at its old address too, for no page can lead on whoever fetches a list by itself."""
    files = list(_lists(library))
    yield from files
    made = {file.path: file for file in files}
    for old, new in sorted(library.addresses.moved.items()):
        for name in ("papers.bib", "papers.ris"):
            if f"{new}/{name}" in made:
                yield OutputFile(f"{old}/{name}", made[f"{new}/{name}"].content)


def _lists(library: Library) -> Iterator[OutputFile]:
    entries = {key: bibtex(paper) for key, paper in library.papers.items()}
    yield _bib("papers.bib", entries.values())
    for digest in library.digests:
        yield _bib(f"digests/{digest.name}/papers.bib", (entries[key] for key in digest.keys))
        records = (ris(library.papers[key], _tags(library, library.papers[key])) for key in digest.keys)
        yield OutputFile(f"digests/{digest.name}/papers.ris", "".join(records))
    for slug in library.tags:
        yield _bib(f"tags/{slug}/papers.bib", (entries[key] for key in library.by_tag.get(slug, ())))


def _bib(path: str, entries: Iterable[str]) -> OutputFile:
    return OutputFile(path, "\n".join(entries))


def _tags(library: Library, paper: Paper) -> tuple[str, ...]:
    return tuple(library.tags[tag.slug].name for tag in paper.tags if tag.slug in library.tags)
