"""Papers of each topic, to be judged by reading. In: a corpus. Out: for each topic some papers, and the words that earned it.

    python -m benchmarks.draw --corpus 100k.jsonl.gz --part 0/5 --each 8 --seed 1 > draw.txt

A line: its number, the title, the words in brackets; below it the sentence of the first of them, where the title holds none. Only papers
without authors' keywords are drawn: clues were fitted to none of them, and the text alone is what a vocabulary's words may be wrong about.
--part 1/5 reads every fifth paper, from the second on, so that another draw meets other papers.
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

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\[])")
_LONGEST = 240


def place_of(paper: Paper, tag: PaperTag) -> str:
    """The sentence of the abstract that holds the first of the words that stands there, unless the title holds some."""
    if any(word.casefold() in paper.title.casefold() for word in tag.words):
        return ""
    for word in tag.words:
        where = paper.abstract.casefold().find(word.casefold())
        if where >= 0:
            first = max((one.end() for one in _SENTENCE.finditer(paper.abstract, 0, where)), default=0)
            end = _SENTENCE.search(paper.abstract, where)
            sentence = paper.abstract[first : end.start() if end else None]
            begin = max(0, where - first - _LONGEST // 2)
            return " ".join(sentence[begin : begin + _LONGEST].split())
    return ""


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="which of how many parts of the corpus")
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--topics", type=Path, help="a file of slugs, one a line: only these")
    options = parser.parse_args(argv)
    first, step = map(int, options.part.split("/"))
    papers = [paper for paper, said in read_papers(options.corpus, ("keywords",))[first::step] if not said]
    vocabulary = agreed(papers, load_vocabulary(OURS.read_text("utf-8"), str(OURS))[0])
    asked = set(options.topics.read_text("utf-8").split()) if options.topics else {tag.slug for tag in vocabulary}
    held: dict[str, list[tuple[Paper, PaperTag]]] = defaultdict(list)
    for paper in tag_papers(papers, vocabulary):
        for tag in paper.tags:
            held[tag.slug].append((paper, tag))
    number = 0
    for tag in (tag for tag in vocabulary if tag.slug in asked):
        theirs = held[tag.slug]
        print(f"## {tag.name} ({len(theirs)})")
        # A topic's draw depends on nothing but its own papers, so that a change elsewhere does not draw anew.
        for paper, given in random.Random(f"{options.seed} {tag.slug}").sample(theirs, min(options.each, len(theirs))):
            number += 1
            place = place_of(paper, given)
            print(f"{number} {paper.title} [{', '.join(given.words)}]" + (f"\n    … {place}" if place else ""))


if __name__ == "__main__":
    main()
