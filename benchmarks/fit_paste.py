"""The numbers of the model of pasted text, from real papers. In: a corpus (JSONL). Out: those that it gives beside those in use.

    python -m benchmarks.fit_paste --corpus papers.jsonl.gz [--count 12000]

Abstracts are wrapped at 60 to 100 columns. Titles are told from the lines inside abstracts by logistic regression over the signs of
generator/readers/paste/scores.py; lengths, first letters and line ends are counted. The numbers in use
(generator/readers/paste/weights.toml) are such figures rounded, and moved where read_paste came out better; how parts follow each other
is set by hand there, for it differs from file to file and is learnt from each.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.machine import machine
from benchmarks.read_paste import Texts, texts
from generator.readers.paste.scores import PIECE, wording
from generator.readers.paste.sequence import begins
from generator.readers.paste.units import ending
from generator.readers.paste.weights import table
from generator.text import fold

WIDTHS = (60, 66, 72, 76, 80, 88, 96, 100)
SIGNS = ("telling", "breaks", "colon", "comma", "bracket", "opening")


def wrapped(papers: Sequence[Texts]) -> list[list[str]]:
    """The lines of each abstract, wrapped at one of WIDTHS, the same for the same corpus."""
    dice = random.Random(1)
    return [textwrap.wrap(fold(abstract), dice.choice(WIDTHS)) for _, abstract in papers]


def row_of(text: str) -> list[float]:
    """The signs of a line as numbers: the capitals shared between the places of the table, as `_between` reads it; then SIGNS."""
    said = wording(text)
    places = [place for place, _ in table("title")["capitals"]]
    shares = [max(0.0, 1 - abs(said.capitals - place) / 0.2) * min(1.0, said.words / 3) for place in places]
    return [*shares, *(float(said.signs[sign]) for sign in SIGNS)]


def title_weights(papers: Sequence[Texts], lines: Sequence[Sequence[str]]) -> dict[str, float]:
    """Weights of a title against a line inside an abstract."""
    titles = [fold(title) for title, _ in papers if len(title) <= PIECE]
    pieces = [line for wrapped_ in lines for line in wrapped_[1:-1]]
    pieces = random.Random(2).sample(pieces, min(len(pieces), len(titles)))
    rows = np.array([row_of(text) for text in [*titles, *pieces]])
    fitted = LogisticRegression(max_iter=1000).fit(rows, [1] * len(titles) + [0] * len(pieces))
    names = [f"capitals {place}" for place, _ in table("title")["capitals"]]
    return dict(zip([*names, *SIGNS], map(float, fitted.coef_[0]), strict=True))


def lengths(texts: Iterable[str]) -> list[float]:
    sizes = [math.log(len(text) + 1) for text in texts]
    return [statistics.fmean(sizes), statistics.stdev(sizes)]


def shares(values: Iterable[int], kinds: int) -> list[float]:
    counted = Counter(values)
    return [counted[kind] / max(1, counted.total()) for kind in range(kinds)]


def figures(papers: Sequence[Texts]) -> list[tuple[str, object, object]]:
    """Each number: its name in weights.toml, what is in use, what the corpus gives."""
    lines = wrapped(papers)
    in_use = {f"capitals {place}": value for place, value in table("title")["capitals"]} | table("title")
    found: list[tuple[str, object, object]] = [
        (f"title {name}", in_use[name], round(value, 1)) for name, value in title_weights(papers, lines).items()
    ]
    for (name, key), values in counts(papers, lines).items():
        found.append((f"{name} {key}", table(name)[key], [round(value, 3) for value in values]))
    return found


def counts(papers: Sequence[Texts], lines: Sequence[Sequence[str]]) -> dict[tuple[str, str], list[float]]:
    """(table, row) of weights.toml -> what the corpus gives."""
    titles = [fold(title) for title, _ in papers]
    abstracts = [fold(abstract) for _, abstract in papers]
    pairs = [pair for one in lines for pair in pairwise(one)]
    after_an_end = [after for before, after in pairs if ending(before)]
    after_no_end = [after for before, after in pairs if not ending(before)]
    going_on = [before for before, _ in pairs]
    return {
        ("begins", "title"): shares(map(begins, titles), 5),
        ("begins", "new"): shares(map(begins, abstracts), 5),
        ("begins", "after_an_end"): shares(map(begins, after_an_end), 5),
        ("begins", "after_no_end"): shares(map(begins, after_no_end), 5),
        ("ends", "text"): shares(map(ending, abstracts), 3),
        ("ends", "text_going_on"): shares(map(ending, going_on), 3),
        ("lengths", "title"): lengths(titles),
        ("lengths", "abstract"): lengths(abstracts),
    }


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=12_000)
    options = parser.parse_args(argv)
    papers = texts(options.corpus, 0, options.count)
    print(f"{machine()}\n{len(papers):,} papers\n\n| number | in use | of the corpus |\n|---|---|---|")
    for name, used, fitted in figures(papers):
        print(f"| {name} | {used} | {fitted} |")


if __name__ == "__main__":
    main()
