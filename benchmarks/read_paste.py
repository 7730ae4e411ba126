"""The reader of pasted text, measured. In: a corpus of papers (JSONL). Out: for each shape of paste, the share that comes back exactly.

    python -m benchmarks.read_paste --corpus papers.jsonl.gz [--start 0 --count 10000] [--each 79] [--show 5]

Each shape is written from the records and read again; a paper counts when both its title and its abstract are equal, white space folded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import textwrap
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.machine import machine
from generator.model import Source
from generator.readers.paste import read
from generator.text import fold

Record = tuple[str, str]
CHROME = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nMar 14\n\n"


def records(corpus: Path, start: int, count: int) -> list[Record]:
    opener = gzip.open if corpus.suffix == ".gz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        found = (json.loads(line) for line in islice(lines, start, start + count))
        return [(fold(record["title"]), fold(record["abstract"])) for record in found if fold(record["abstract"])]


def wrapped(text: str, width: int = 80) -> str:
    return textwrap.fill(text, width)


def _votes(papers: list[Record]) -> str:
    dice = random.Random(7)
    blocks = [
        f"{dice.randint(1, 400)}\n\n{t}\n\n{a}\n\nMay {dice.randint(1, 30)}\n\n{dice.randint(2, 9)}\n\n"
        for t, a in papers
    ]
    return CHROME + "".join(blocks)


def _names(papers: list[Record]) -> str:
    return CHROME + "".join(f"{t}\nAda Núñez, Bo Li, C. van der Berg\n\n{a}\n\n" for t, a in papers)


def _some_blank_lines_lost(papers: list[Record]) -> str:
    dice = random.Random(7)
    return CHROME + "".join(
        f"{t}\n{dice.choice(['', chr(10), chr(10) * 2])}{a}\n{dice.choice(['', chr(10)])}" for t, a in papers
    )


SHAPES: dict[str, Callable[[list[Record]], str]] = {
    "as the seed": lambda papers: CHROME + "".join(f"{t}\n\n{a}\n\n" for t, a in papers),
    "no blank lines": lambda papers: CHROME.replace("\n\n", "\n") + "".join(f"{t}\n{a}\n" for t, a in papers),
    "abstracts wrapped at 80": lambda papers: CHROME + "".join(f"{t}\n\n{wrapped(a)}\n\n" for t, a in papers),
    "all wrapped at 80": lambda papers: CHROME + "".join(f"{wrapped(t)}\n\n{wrapped(a)}\n\n" for t, a in papers),
    "wrapped at 80, title above": lambda papers: CHROME + "".join(f"{t}\n{wrapped(a)}\n\n" for t, a in papers),
    "wrapped at 80, no blank lines": lambda papers: "".join(f"{t}\n{wrapped(a)}\n" for t, a in papers),
    "wrapped at 120": lambda papers: CHROME + "".join(f"{wrapped(t, 120)}\n\n{wrapped(a, 120)}\n\n" for t, a in papers),
    "Windows line ends": lambda papers: (
        (CHROME + "".join(f"{t}\n\n{a}\n\n" for t, a in papers)).replace("\n", "\r\n").replace("\r\n", "\n")
    ),
    "double blank lines": lambda papers: CHROME + "".join(f"{t}\n\n\n{a}\n\n\n\n" for t, a in papers),
    "some blank lines lost": _some_blank_lines_lost,
    "votes, dates, comments": _votes,
    "authors under titles": _names,
}


def measure(
    papers: list[Record], shape: Callable[[list[Record]], str], each: int
) -> tuple[int, int, list[tuple[Record, str]], float]:
    exact = invented = 0
    wrong: list[tuple[Record, str]] = []
    seconds = 0.0
    for start in range(0, len(papers), each):
        batch = papers[start : start + each]
        text = shape(batch)
        began = time.perf_counter()
        reading = read(text, Source("2025-01-01-measured.txt"))
        seconds += time.perf_counter() - began
        got = {(fold(paper.title), fold(paper.abstract)) for paper in reading.papers}
        exact += sum(record in got for record in batch)
        invented += len(got - set(batch))
        titles = {paper.title: paper.abstract for paper in reading.papers}
        wrong += [(record, titles.get(record[0], "(no such title)")) for record in batch if record not in got]
    return exact, invented, wrong, seconds


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=79)
    parser.add_argument("--shape")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(argv)
    papers = records(options.corpus, options.start, options.count)
    print(f"{machine()}\n{len(papers):,} papers, {options.each} a digest\n")
    print(f"{'shape':32}{'exact':>9}{'wrong':>7}{'invented':>10}{'seconds':>9}")
    for name, shape in SHAPES.items():
        if options.shape and options.shape not in name:
            continue
        exact, invented, wrong, seconds = measure(papers, shape, options.each)
        print(f"{name:32}{100 * exact / len(papers):8.2f}%{len(wrong):7}{invented:10}{seconds:9.1f}")
        for (title, abstract), got in wrong[: options.show]:
            print(
                f"    {title[:90]!r}\n      wanted {abstract[:70]!r} … {abstract[-40:]!r}\n      got    {got[:70]!r} … {got[-40:]!r}"
            )


if __name__ == "__main__":
    main()
