"""Citations of results. In: papers in search order. Out: BibTeX, RIS, CSL and references of each, four hundred papers to a file.

A file is found by a paper's number and keeps its name, so a digest that is added changes the last; a hash of all, in the manifest, tells
browsers when theirs is old.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Sequence

from generator.drawing import Drawing
from generator.model import OutputFile, Paper, as_bytes
from generator.render.cite.forms import in_all_forms
from generator.render.hashes import Hashes
from generator.render.search.shards import DIGITS
from generator.work import Work

# 120 kB a file over the network; all results of a library of 10,000 papers are in 25 of them at most. Of files there may be a thousand, and
# every search gains by smaller shards.
PART = 400
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def citation_files(
    folder: str, papers: Sequence[Paper], work: Work, hashes: Hashes
) -> Generator[OutputFile, None, dict[str, object]]:
    """The files `<folder>/<number>.json`, each a list of [BibTeX, RIS, CSL item, APA, IEEE]; what the manifest says of them comes back.
    They are let go one by one: those of 100,000 papers are 180 MB."""
    total = hashlib.sha256()

    def drawn(part: Sequence[Paper]) -> str:
        made = work.map(in_all_forms, part, known_by=lambda paper: hashes([paper.key]))
        return f"[{','.join(map(_JSON.encode, made))}]\n"

    for file in work.draw(_drawings(folder, papers, hashes, drawn)):
        total.update(as_bytes(file))
        yield file
    return {"cited": PART, "citations": total.hexdigest()[:DIGITS]}


def _drawings(
    folder: str, papers: Sequence[Paper], hashes: Hashes, drawn: Callable[[Sequence[Paper]], str]
) -> Iterator[Drawing]:
    for number, start in enumerate(range(0, len(papers), PART)):
        part = papers[start : start + PART]
        known = hashes(paper.key for paper in part)
        yield Drawing(f"{folder}/{number}.json", drawn, part, target="site", known_by=known)
