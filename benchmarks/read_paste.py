"""The reader of pasted text, measured. In: a corpus of papers (JSONL). Out: for each shape of paste, the share that comes back exactly.

    python -m benchmarks.read_paste --corpus papers.jsonl.gz [--start 0 --count 10000] [--each 79] [--show 5]

Each shape is written from the records and read again; a paper counts when both its title and its abstract are equal, white space folded.
"""

from __future__ import annotations

import argparse
import random
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpora import records
from benchmarks.machine import machine
from generator.model import Source
from generator.readers.paste import read
from generator.text import decode, fold

Texts = tuple[str, str]
Shape = Callable[[list[Texts]], str]
CHROME = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nMar 14\n\n"
FOOT = "Company\n\nTerms of Service\n\nPrivacy\n\nSystem theme\n\nNext\n"


def texts(corpus: Path, start: int, count: int) -> list[Texts]:
    """Titles and abstracts as found, with whatever line ends they have; records without either are left out."""
    found = records(corpus, count, skip=start)
    pairs = [(record["title"].strip(), record["abstract"].strip()) for record in found]
    return [(title, abstract) for title, abstract in pairs if fold(title) and fold(abstract)]


def blocks(of: Callable[[str, str], str], head: str = CHROME, foot: str = "") -> Shape:
    return lambda papers: head + "".join(of(fold(title), fold(abstract)) for title, abstract in papers) + foot


def wrapped(text: str, width: int = 80, **options: bool) -> str:
    return textwrap.fill(text, width, **options)


def evenly(text: str, width: int = 75) -> str:
    """Wrapped as `fmt` and `par` do it: the sum of the squared blanks at line ends is least, so that line ends are not greedy."""
    words = text.split()
    cost, start = [0.0] * (len(words) + 1), [0] * len(words)
    for first in reversed(range(len(words))):
        length, best = -1, (1e18, first + 1)
        for after in range(first + 1, len(words) + 1):
            length += 1 + len(words[after - 1])
            if length > width and after > first + 1:
                break
            best = min(best, ((0.0 if after == len(words) else float(width - length) ** 2) + cost[after], after))
        cost[first], start[first] = best
    lines, place = [], 0
    while place < len(words):
        lines.append(" ".join(words[place : start[place]]))
        place = start[place]
    return "\n".join(lines)


def _votes(papers: list[Texts]) -> str:
    dice = random.Random(7)
    return CHROME + "".join(
        f"{dice.randint(1, 400)}\n\n{fold(t)}\n\n{fold(a)}\n\nMay {dice.randint(1, 30)}\n\n{dice.randint(2, 9)}\n\n"
        for t, a in papers
    )


def _some_blank_lines_lost(papers: list[Texts]) -> str:
    dice = random.Random(7)
    return CHROME + "".join(
        f"{fold(t)}\n{dice.choice(['', chr(10), chr(10) * 2])}{fold(a)}\n{dice.choice(['', chr(10)])}"
        for t, a in papers
    )


def _chrome_between(papers: list[Texts]) -> str:
    dice = random.Random(7)
    scraps = [
        "Subscribe",
        "Sign Up",
        "Advertisement",
        "Load more",
        "Share",
        "Trending Papers",
        "· 12 authors",
        "▲ 31",
        "2 comments",
    ]
    return "Menu\n\nSearch papers\n\n" + "".join(
        f"{fold(t)}\n\n{fold(a)}\n\n" + (f"{dice.choice(scraps)}\n\n" if dice.random() < 0.2 else "") for t, a in papers
    ) + FOOT  # fmt: skip


def _paragraphs(title: str, abstract: str) -> str:
    sentences = abstract.split(". ")
    half = len(sentences) // 2
    return (
        f"{title}\n\n" + ". ".join(sentences[:half]) + (".\n\n" if half else "") + ". ".join(sentences[half:]) + "\n\n"
    )


def _some_twice(papers: list[Texts]) -> str:
    return CHROME + "".join(
        f"{fold(t)}\n\n{fold(a)}\n\n" * (2 if place % 10 == 0 else 1) for place, (t, a) in enumerate(papers)
    )


SHAPES: dict[str, Shape] = {
    "as the seed": blocks(lambda t, a: f"{t}\n\n{a}\n\n"),
    "no blank lines": blocks(lambda t, a: f"{t}\n{a}\n", CHROME.replace("\n\n", "\n")),
    "blank lines between papers": blocks(lambda t, a: f"{t}\n{a}\n\n"),
    "blank lines after titles": blocks(lambda t, a: f"{t}\n\n{a}\n"),
    "double blank lines": blocks(lambda t, a: f"{t}\n\n\n{a}\n\n\n\n"),
    "some blank lines lost": _some_blank_lines_lost,
    "Windows line ends": blocks(lambda t, a: f"{t}\r\n\r\n{a}\r\n\r\n", CHROME.replace("\n", "\r\n")),
    "other chrome": _chrome_between,
    "votes, dates, comments": _votes,
    "authors under titles": blocks(lambda t, a: f"{t}\nAda Núñez, Bo Li, C. van der Berg\n\n{a}\n\n"),
    "numbered titles": lambda papers: "".join(
        f"{n}. {fold(t)}\n\n{fold(a)}\n\n" for n, (t, a) in enumerate(papers, start=1)
    ),
    "abstracts of two paragraphs": blocks(_paragraphs),
    "one in ten twice": _some_twice,
    "line ends as found": lambda papers: CHROME + "".join(f"{t}\n\n{a}\n\n" for t, a in papers),
    "abstracts wrapped at 80": blocks(lambda t, a: f"{t}\n\n{wrapped(a)}\n\n"),
    "all wrapped at 80": blocks(lambda t, a: f"{wrapped(t)}\n\n{wrapped(a)}\n\n"),
    "wrapped, title above": blocks(lambda t, a: f"{t}\n{wrapped(a)}\n\n"),
    "wrapped, no blank lines": blocks(lambda t, a: f"{t}\n{wrapped(a)}\n", ""),
    "all wrapped, no blank lines": blocks(lambda t, a: f"{wrapped(t)}\n{wrapped(a)}\n", ""),
    "wrapped at 72, words whole": blocks(
        lambda t, a: f"{t}\n\n{wrapped(a, 72, break_long_words=False, break_on_hyphens=False)}\n\n"
    ),
    "wrapped evenly at 75": blocks(lambda t, a: f"{evenly(t)}\n\n{evenly(a)}\n\n"),
    "wrapped at 120": blocks(lambda t, a: f"{wrapped(t, 120)}\n\n{wrapped(a, 120)}\n\n"),
}


def measure(papers: list[Texts], shape: Shape, each: int) -> tuple[int, int, list[tuple[Texts, str]], float, float]:
    """Papers that came back exactly; papers that nobody wrote; those that are wrong, with what came instead; seconds; megabytes."""
    exact = invented = 0
    wrong: list[tuple[Texts, str]] = []
    seconds = size = 0.0
    for start in range(0, len(papers), each):
        text = shape(papers[start : start + each])
        batch = [(fold(title), fold(abstract)) for title, abstract in papers[start : start + each]]
        text = decode(text.encode())[0] if "\r\n\r\n" in text else text
        began = time.process_time()
        reading = read(text, Source("2025-01-01-measured.txt"))
        seconds += time.process_time() - began
        size += len(text.encode()) / 1e6
        got = {(fold(paper.title), fold(paper.abstract)) for paper in reading.papers}
        exact += sum(record in got for record in batch)
        invented += len(got - set(batch))
        titles = {paper.title: paper.abstract for paper in reading.papers}
        wrong += [(record, titles.get(record[0], "(no such title)")) for record in batch if record not in got]
    return exact, invented, wrong, seconds, size


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=79)
    parser.add_argument("--shape")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(argv)
    papers = texts(options.corpus, options.start, options.count)
    print(f"{machine()}\n{len(papers):,} papers, {options.each} a digest\n")
    print("| shape of the paste | exact | wrong | invented | CPU s per MB |\n|---|---:|---:|---:|---:|")
    for name, shape in SHAPES.items():
        if options.shape and options.shape not in name:
            continue
        exact, invented, wrong, seconds, size = measure(papers, shape, options.each)
        print(
            f"| {name:27} | {100 * exact / len(papers):6.2f} % | {len(wrong):4} | {invented:4} | {seconds / size:.2f} |"
        )
        for (title, abstract), got in wrong[: options.show]:
            print(
                f"    {title[:90]!r}\n      wanted {abstract[:70]!r} … {abstract[-40:]!r}\n      got    {got[:70]!r} … {got[-40:]!r}"
            )


if __name__ == "__main__":
    main()
