"""The words by which titles and names are told apart. In: papers as JSON lines (title, authors). Out: title_words.txt and name_words.txt.

    python -m benchmarks title_words CORPUS.jsonl.gz [MORE …]

Each is written beside the module that asks them (generator/text/).
"""

from __future__ import annotations

import argparse
import collections
import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from benchmarks.corpora import records

HERE = Path(__file__).parents[1] / "generator/text"
# A word counts from so many titles or names on, and when it is so many times as frequent there as on the other side.
FEWEST, OF_TITLES, OF_NAMES = 20, 6, 3
WORD = re.compile(r"[^\W\d_]+")
WIDTH = 138


def counted(paths: Iterable[str]) -> tuple[collections.Counter[str], collections.Counter[str]]:
    """How many titles hold a word, and how many times it stands in a name."""
    titles: collections.Counter[str] = collections.Counter()
    names: collections.Counter[str] = collections.Counter()
    for paper in chain.from_iterable(records(Path(path)) for path in paths):
        titles.update(set(WORD.findall(str(paper["title"]).lower())))
        listed = paper.get("authors") or []
        for author in re.split(r",| and ", listed) if isinstance(listed, str) else list(listed):  # type: ignore[call-overload]
            name = author if isinstance(author, str) else str(author.get("name", ""))
            names.update(WORD.findall(name.lower()))
    return titles, names


def write(name: str, words: Iterable[str]) -> None:
    """The words in lines, below the first line of the file, which says what they are."""
    path = HERE / name
    head = path.read_text(encoding="utf-8").split("\n", 1)[0]
    lines, line = [head], ""
    for word in sorted(words):
        if len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    path.write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", metavar="CORPUS.jsonl.gz")
    titles, names = counted(parser.parse_args().corpora)
    write("title_words.txt", (w for w, n in titles.items() if n >= FEWEST and len(w) > 1 and n > OF_TITLES * names[w]))
    write("name_words.txt", (w for w, n in names.items() if n >= FEWEST and len(w) > 1 and n > OF_NAMES * titles[w]))


if __name__ == "__main__":
    main()
