"""Papers of each topic, to be judged by reading. In: a corpus. Out: for each topic some papers, and the words that earned it.

    python -m benchmarks.draw --corpus 10k.jsonl.gz --each 8 --seed 1 > draw.txt

A line: its number, the title, the words in brackets; below it the place around the first of them, where the title holds none. Papers
come without their keywords, as the text alone is what a vocabulary's words may be wrong about.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from pathlib import Path

from benchmarks.tags import OURS, read_papers
from generator.config.vocabulary import load_vocabulary
from generator.enrich.tags import tag_papers
from generator.enrich.topics import agreed
from generator.model import Paper, PaperTag

_AROUND = 70


def place_of(paper: Paper, tag: PaperTag) -> str:
    """The abstract around the first words that it holds, unless the title holds some."""
    if not tag.words or any(word.casefold() in paper.title.casefold() for word in tag.words):
        return ""
    where = re.search(re.escape(tag.words[0]), paper.abstract)
    if not where:
        return ""
    return " ".join(paper.abstract[max(0, where.start() - _AROUND) : where.end() + _AROUND].split())


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    papers = [paper for paper, _ in read_papers(options.corpus)]
    vocabulary = agreed(papers, load_vocabulary(OURS.read_text("utf-8"), str(OURS))[0])
    held: dict[str, list[tuple[Paper, PaperTag]]] = defaultdict(list)
    for paper in tag_papers(papers, vocabulary):
        for tag in paper.tags:
            held[tag.slug].append((paper, tag))
    number = 0
    for tag in vocabulary:
        theirs = held[tag.slug]
        print(f"## {tag.name} ({len(theirs)})")
        # A topic's draw depends on nothing but its own papers, so that a change elsewhere does not draw anew.
        for paper, given in random.Random(f"{options.seed} {tag.slug}").sample(theirs, min(options.each, len(theirs))):
            number += 1
            place = place_of(paper, given)
            print(f"{number} {paper.title} [{', '.join(given.words)}]" + (f"\n    … {place}" if place else ""))


if __name__ == "__main__":
    main()
