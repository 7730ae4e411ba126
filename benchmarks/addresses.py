"""Addresses measured. In: a corpus and its register. Out: of each kind of edit, how many addresses keep their paper, and the cost.

    python -m benchmarks.addresses --corpus 10k.jsonl.gz

Every paper of the corpus is edited at once, or half of them go and others with their titles come. "taken" counts addresses that show
another work afterwards, "gone" those whose page says that nothing is there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpora import records
from benchmarks.identity import paper_from
from benchmarks.machine import machine
from generator.commands.register import update
from generator.config.register import Register, format_register, load_register
from generator.enrich.identity import Merged, merge
from generator.model import Author, Digest, Paper, Reading, Source

_PATH = "digests/2025-01-01-corpus.jsonl"
EDITS: dict[str, Callable[[Paper], Paper | None]] = {
    "nothing": lambda p: p,
    "title, a word more": lambda p: replace(p, title=f"{p.title} revisited"),
    "title, another altogether": lambda p: replace(p, title=f"Notes of number {p.source.line}"),
    "abstract, two words": lambda p: replace(p, abstract=p.abstract.replace(" the ", " teh ", 2)),
    "abstract, dropped": lambda p: replace(p, abstract=""),
    "abstract, its first half": lambda p: replace(p, abstract=p.abstract[: len(p.abstract) // 2] + "…"),
    "authors, dropped": lambda p: replace(p, authors=()),
    "ids, dropped": lambda p: replace(p, ids={}, url=None),
    "every second paper removed": lambda p: p if p.source.line % 2 else None,
    "every second for a namesake": lambda p: p if p.source.line % 2 else _namesake(p),
}  # fmt: skip


def _namesake(paper: Paper) -> Paper:
    """Another work with the title of one that goes."""
    text = f"What nobody else wrote about matter {paper.source.line}: " + " ".join(
        f"word{paper.source.line}x{n}" for n in range(40)
    )
    return Paper(
        title=paper.title, abstract=text, authors=(Author(f"Una Namesake{paper.source.line}"),), source=paper.source
    )


def merged(papers: Sequence[Paper], register: Register | None = None) -> Merged:
    """The papers as one digest."""
    return merge([Reading(Digest("2025-01-01-corpus", "2025-01-01", "corpus", _PATH), tuple(papers))], (), (), register)


def shown(found: Merged, works: dict[int, int]) -> dict[str, set[int]]:
    """Key, old ones too -> the works on its page. works: line -> its work."""
    return {
        key: {works[place.source.line] for place in paper.appearances}
        for paper in found.papers
        for key in (paper.key, *paper.redirects)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    given = parser.parse_args()
    print(machine())
    papers = [replace(paper_from(r), source=Source(_PATH, n)) for n, r in enumerate(records(given.corpus), start=1)]
    before = merged(papers)
    text = format_register(update({}, before, {}, {}, {}).register)
    register, _ = load_register(text, "addresses.yml")
    was = shown(before, {paper.source.line: paper.source.line for paper in papers})
    print(f"{len(papers):,} papers, {len(was):,} addresses, a register of {len(text.encode()) / 1e6:.1f} MB")
    for name, edit in EDITS.items():
        edited = [made for paper in papers if (made := edit(paper))]
        new = {
            paper.source.line for paper in edited if paper.title and "namesake" in name and not paper.source.line % 2
        }
        started = time.process_time()
        after = shown(
            merged(edited, register),
            {p.source.line: -p.source.line if p.source.line in new else p.source.line for p in edited},
        )
        seconds = time.process_time() - started
        kept = sum(bool(works & after.get(key, set())) for key, works in was.items())
        taken = sum(key in after and not works & after[key] for key, works in was.items())
        print(f"{name:30} kept {kept:6,}  taken {taken:3,}  gone {len(was) - kept - taken:6,}  {seconds:.1f} s")


if __name__ == "__main__":
    main()
