"""Citations of results. In: papers in search order. Out: BibTeX, RIS and CSL of each, two hundred papers to a file.

A file is found by a paper's number and keeps its name, so a digest that is added changes the last; a hash of all, in the manifest, tells
browsers when theirs is old.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.model import OutputFile, Paper
from generator.render.cite import forms
from generator.render.search.shards import name_of

# 60 kB a file over the network; all results of a library of 10,000 papers are in 50 of them at most.
PART = 200


def citation_files(folder: str, papers: Sequence[Paper]) -> tuple[dict[str, object], Iterator[OutputFile]]:
    """What the manifest says of them, and the files `<folder>/<number>.json`, each a list of [BibTeX, RIS, CSL item]."""
    parts = [_part(papers[start : start + PART]) for start in range(0, len(papers), PART)]
    files = (OutputFile(f"{folder}/{number}.json", part) for number, part in enumerate(parts))
    return {"cited": PART, "citations": name_of("".join(parts))}, files


def _part(papers: Sequence[Paper]) -> str:
    return json.dumps([forms(paper) for paper in papers], ensure_ascii=False, separators=(",", ":")) + "\n"
