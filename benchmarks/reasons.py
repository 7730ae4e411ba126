"""Reasons of related papers, to be judged by reading. In: papers of fields. Out: a draw of pairs with their reasons.

    python -m benchmarks.reasons --fields fields.jsonl.gz --fields 10k.jsonl.gz --even --pairs 10 --seed 1

Of each field a library of --count papers, drawn by the seed; of its relations --pairs, drawn too. A line a pair: the field, the ids, what
the two are said to share, and their titles. What was judged so far is in reasons.tsv,
reasons_subjects.tsv and reasons_worth.tsv, which fit_reasons.py reads.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path

from benchmarks.background import LEARNING
from benchmarks.corpora import bare_paper, records
from generator.enrich.relations import relate
from generator.model import Paper


def libraries(paths: list[Path], first: int, step: int, count: int, seed: int) -> dict[str, list[Paper]]:
    """field -> papers of a library of it."""
    found: dict[str, list[Paper]] = defaultdict(list)
    for path in paths:
        for record in list(records(path))[first::step]:
            field = str(record.get("field") or LEARNING)
            found[field].append(bare_paper(record, key=record["id"]))
    return {
        field: random.Random(f"{seed} {field}").sample(papers, min(count, len(papers)))
        for field, papers in sorted(found.items())
    }


def pairs_of(papers: list[Paper], most: int, seed: int) -> list[tuple[Paper, Paper, tuple[str, ...]]]:
    related = relate(papers)
    by_key = {paper.key: paper for paper in related}
    pairs = [(paper, by_key[one.key], one.reasons) for paper in related for one in paper.related]
    return random.Random(seed).sample(pairs, min(most, len(pairs)))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, action="append", required=True)
    parser.add_argument("--count", type=int, default=200, help="papers of a field")
    parser.add_argument("--pairs", type=int, default=10, help="of a field")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--odd", action="store_true", help="only every second paper, from the second on")
    parser.add_argument("--even", action="store_true", help="only every second paper, from the first on")
    options = parser.parse_args(argv)
    step = 2 if options.odd or options.even else 1
    found = libraries(options.fields, int(options.odd), step, options.count, options.seed)
    for field, papers in found.items():
        for paper, other, said in pairs_of(papers, options.pairs, options.seed):
            print(f"{field}\t{paper.key}\t{other.key}\t{' | '.join(said)}\t{paper.title[:110]}\t{other.title[:110]}")


if __name__ == "__main__":
    main()
