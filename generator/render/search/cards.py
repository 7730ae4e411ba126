"""Cards. In: papers in search order. Out: what a list of answers shows of them at once, a few dozen to a file.

A card is what an answer needs: title, address, first author, date. All else (abstract, other authors, venue, topics, links) stands on the
paper's own page, which the browser reads for the answers that a reader has before him.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from generator.model import OutputFile, Paper
from generator.render.search.letters import beside, letters
from generator.render.search.shards import content_name
from generator.text import typeset

# Papers to a file. At 10,000 papers, 32 to a file are 313 files of 1.9 kB (gzip), so that the eight cards of a first answer cost about
# as much as the terms it asks for; of many more papers there are more to a file, for their files are counted too.
_BLOCK, _LARGE, _MANY = 32, 48, 20_000
# Files to a folder, whose name carries the hash of them all, so the manifest stays small.
BLOCKS = 20
_NOT_SLUG = re.compile("[^A-Za-z0-9]+")


def block_size(papers: int) -> int:
    return _LARGE if papers > _MANY else _BLOCK


def card_files(folder: str, papers: Sequence[Paper], block: int) -> tuple[list[str], Iterator[OutputFile]]:
    """The names of the groups, in order, and the files `<folder>/<group>/<number>.json`, each the columns of `block` cards."""
    names, files = [], []
    for group, start in enumerate(range(0, len(papers), block * BLOCKS)):
        members = papers[start : start + block * BLOCKS]
        blocks = [_block(members[at : at + block]) for at in range(0, len(members), block)]
        names.append(content_name("".join(blocks)))
        files += [OutputFile(f"{folder}/{group}-{names[-1]}/{number}.json", text) for number, text in enumerate(blocks)]
    return names, iter(files)


def _block(papers: Sequence[Paper]) -> str:
    """Columns, for texts of one kind pack better side by side. `keys` are written short (see `short_key`), `others` counts the authors
    beyond the first, `dates` are the papers' own or, behind a plus sign, when they were added."""
    titles = [typeset(paper.title).plain for paper in papers]
    langs = [paper.lang for paper in papers]
    columns: dict[str, object] = {
        "titles": titles,
        "keys": [short_key(paper.key, title) for paper, title in zip(papers, titles, strict=True)],
        "authors": list(map(_first_author, papers)),
        "others": letters(max(0, len(paper.authors) - 1) for paper in papers),
        "dates": [paper.date or f"+{paper.added}" for paper in papers],
        "langs": langs if any(langs) else [],
        "withdrawn": [at for at, paper in enumerate(papers) if paper.withdrawn],
        "retracted": [at for at, paper in enumerate(papers) if paper.retracted],
    }
    held = {name: column for name, column in columns.items() if column}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def _first_author(paper: Paper) -> str:
    return typeset(paper.authors[0].name).plain if paper.authors else ""


def short_key(key: str, title: str) -> str:
    """Nothing when the title tells the key, else the key beside what the title tells (see `letters.beside`).

    >>> short_key("graph-nets", "Graph nets!"), short_key("graph-nets-2", "Graph nets!")
    ('', '--2')
    """
    told = _NOT_SLUG.sub("-", title).strip("-").lower()
    return "" if key == told else beside(key, told)
