"""Documents. In: papers in search order. Out: what results show of them, a few papers to a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.places import reading_places
from generator.render.search.shards import name_of
from generator.text import typeset

# Papers to a file, and to a folder; a folder's name carries the hash of all its files, so the manifest stays small.
BLOCK = 2
GROUP = 600
_MOST_AUTHORS = 12


def document_files(folder: str, papers: Sequence[Paper], library: Library) -> tuple[list[str], Iterator[OutputFile]]:
    """The names of the groups, in order, and the files `<folder>/<group>/<block>.json`, each a list of shown papers."""
    names, files = [], []
    for group, start in enumerate(range(0, len(papers), GROUP)):
        members = papers[start : start + GROUP]
        blocks = [_block(members[at : at + BLOCK], library) for at in range(0, len(members), BLOCK)]
        names.append(name_of("".join(blocks)))
        files += [
            OutputFile(f"{folder}/{group}-{names[-1]}/{number}.json", block) for number, block in enumerate(blocks)
        ]
    return names, iter(files)


def _block(papers: Sequence[Paper], library: Library) -> str:
    return json.dumps([shown(paper, library) for paper in papers], ensure_ascii=False, separators=(",", ":")) + "\n"


def shown(paper: Paper, library: Library) -> dict[str, object]:
    """What a result shows, plain text throughout; empty fields are left out. Of very many authors the first and the last; `more` counts
    the others."""
    cut = len(paper.authors) > _MOST_AUTHORS
    authors = (*paper.authors[: _MOST_AUTHORS - 1], paper.authors[-1]) if cut else paper.authors
    fields: dict[str, object] = {
        "key": paper.key,
        "title": typeset(paper.title).plain,
        "date": paper.date or "",
        "added": paper.added,
        "authors": [typeset(author.name).plain for author in authors],
        "more": max(0, len(paper.authors) - _MOST_AUTHORS),
        "tags": [[tag.slug, library.tags[tag.slug].name] for tag in paper.tags if tag.slug in library.tags],
        "venue": typeset(paper.venues[0]).plain if paper.venues else "",
        "at": list(next(iter(reading_places(paper)), ())),
        "code": next((link.url for link in paper.links if link.kind == "code"), ""),
        "withdrawn": int(bool(paper.withdrawn)),
        "lang": paper.lang,
        "abstract": typeset(paper.abstract).plain,
    }
    return {name: value for name, value in fields.items() if value}
