"""A library that grows. In: papers with dates, and sizes. Out: what each size costs after the one before, and what changes on old papers.

    python -m benchmarks.topics_growth --corpus 10k.jsonl.gz 1000 1050

Papers in order of their dates, no vocabulary (or `--vocabulary tags.yml`), one memory for all sizes. CPU seconds of finding topics, giving
them and relating; old papers with other topics or related papers than before; topics that went and came.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import bare_paper, records
from benchmarks.machine import machine
from generator.config.loading import Config
from generator.config.vocabulary import load_vocabulary
from generator.enrich.relations import relate
from generator.enrich.steps import tags_of
from generator.enrich.topics import topics_of
from generator.memo import Memo
from generator.model import Paper
from generator.work import Work


class Grown(NamedTuple):
    """What a library shows: slugs and related keys by paper; and the CPU seconds of finding, giving and relating."""

    topics: dict[str, list[str]]
    related: dict[str, list[str]]
    spent: tuple[float, float, float]


def read_papers(path: Path, most: int) -> list[Paper]:
    """So many papers from all over the corpus, oldest first."""
    oldest_first = sorted(records(path), key=lambda record: (str(record.get("date") or ""), record["id"]))
    return [
        bare_paper(
            record,
            key=record["id"],
            keywords=tuple(record.get("keywords") or ()),
            categories=tuple(record.get("categories") or ()),
        )
        for record in oldest_first[:: max(1, len(oldest_first) // most)][:most]
    ]


def grown(papers: Sequence[Paper], config: Config, memory: Path) -> Grown:
    memo = Memo(memory)
    work = Work(memo)
    marks = [time.process_time()]
    topics = topics_of(papers, config, work)
    marks.append(time.process_time())
    given = [[tag.slug for tag in tags] for tags in tags_of(papers, topics, work)]
    marks.append(time.process_time())
    related = relate(papers, 5, work)
    marks.append(time.process_time())
    memo.close()
    finding, giving, relating = (after - before for before, after in itertools.pairwise(marks))
    return Grown(
        {paper.key: slugs for paper, slugs in zip(papers, given, strict=True)},
        {paper.key: [near.key for near in paper.related] for paper in related},
        (finding, giving, relating),
    )


def changes(old: Grown, new: Grown) -> str:
    before, after = ({slug for slugs in one.topics.values() for slug in slugs} for one in (old, new))
    topics = sum(new.topics[key] != slugs for key, slugs in old.topics.items())
    related = sum(new.related[key] != keys for key, keys in old.related.items())
    papers = f"old papers with other topics {topics}, other related papers {related}"
    return f"{papers}; topics gone {len(before - after)}, new {len(after - before)}"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    options = parser.parse_args(argv)
    print(machine())
    vocabulary = load_vocabulary(options.vocabulary.read_text("utf-8"), "tags.yml")[0] if options.vocabulary else ()
    papers = read_papers(options.corpus, max(options.sizes))
    before: Grown | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            now = grown(papers[:size], Config(vocabulary=vocabulary), Path(folder) / "memo.sqlite")
            print(
                f"{size:>7,} papers   finding {now.spent[0]:.2f}   giving {now.spent[1]:.2f}   relating {now.spent[2]:.2f} s of CPU"
            )
            if before:
                print(f"        {changes(before, now)}")
            before = now


if __name__ == "__main__":
    main()
