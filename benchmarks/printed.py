"""References as journals print them, measured. In: articles whose references people marked up. Out: how many come back from their text.

    python -m benchmarks.printed FOLDER [--half odd] [--shape line|wrapped|numbered] [--worst 20]

FOLDER holds GROBID's training data (TEI: `bibl` with `title level="a"`, Apache-2.0, github.com/kermitt2/grobid) or articles in JATS whose
references stand twice, printed (`mixed-citation`) and marked up (`element-citation`), as SciELO publishes them. Of each file the text of
its references is read as it would be pasted: a line each; broken at 78 letters with nothing between them, as copied off a page; so broken
and numbered. A title counts when a paper has it, letters and digits. What has no title must become no paper.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

import msgspec

from benchmarks.corpora import letters_of
from benchmarks.machine import machine
from generator.readers.folder import read_bytes

_WIDTH, _FEWEST = 78, 5
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|#)\w+;")
_PREFIX = re.compile(r"(</?|\s)(?:xlink|mml|xml):")
# What a machine that took a page apart put before a sign, and left out behind it.
_SPACED = re.compile(r"\s+([.,;:)\]])")


class Marked(msgspec.Struct, frozen=True):
    """A reference as it is printed, and its title, or ""."""

    text: str
    title: str


class Row(msgspec.Struct, frozen=True):
    """What one file gave: of its titles those that papers have; papers with another title; references without a title."""

    file: str
    titles: int
    exact: int
    wrong: int
    papers: int
    untitled: int


def _broken(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_on_hyphens=False, break_long_words=False)


def _numbered(number: int, text: str) -> str:
    return text if text[0].isdigit() or text[0] == "[" else f"[{number}] {text}"


SHAPES: dict[str, Callable[[list[str]], str]] = {
    "line": "\n".join,
    "wrapped": lambda texts: "References\n" + "\n".join(map(_broken, texts)),
    "numbered": lambda texts: (
        "References\n\n" + "\n".join(map(_broken, map(_numbered, range(1, len(texts) + 1), texts)))
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--shape", choices=tuple(SHAPES), action="append")
    parser.add_argument("--worst", type=int, default=0, help="name so many files that came out worst")
    given = parser.parse_args()
    print(machine())
    for shape in given.shape or SHAPES:
        _tell(shape, [_row(name, marked, shape) for name, marked in _files(given.folder, given.half)], given.worst)


def _tell(shape: str, rows: list[Row], worst: int) -> None:
    titled = [row for row in rows if row.titles]
    for row in sorted(titled, key=lambda row: row.exact / row.titles)[:worst]:
        print(f"  {row.exact:4} of {row.titles:4}, {row.wrong:4} of {row.papers:4} papers wrong  {row.file}")
    exact, titles = sum(row.exact for row in rows), sum(row.titles for row in rows)
    wrong, papers = sum(row.wrong for row in rows), sum(row.papers for row in rows)
    mean = sum(row.exact / row.titles for row in titled) / max(1, len(titled))
    print(
        f"{shape}: {exact:,} of {titles:,} titles ({exact / max(1, titles):.1%}), mean of {len(titled)} files {mean:.1%}; "
        f"{wrong:,} of {papers:,} papers have another title, beside {sum(row.untitled for row in rows):,} references without one"
    )


def _files(folder: Path, half: str) -> Iterator[tuple[str, list[Marked]]]:
    """The files that hold so many references and more, each once; a half is every other one."""
    seen: dict[str, list[Marked]] = {}
    for path in sorted(folder.rglob("*.xml")):
        marked = _references(path.read_text("utf-8", errors="replace"))
        if len(marked) >= _FEWEST and marked not in seen.values():
            seen[path.name] = marked
    for at, (name, marked) in enumerate(seen.items()):
        if half in ("", ("even", "odd")[at % 2]):
            yield name, marked


def _references(text: str) -> list[Marked]:
    try:
        tree = fromstring(_PREFIX.sub(r"\1", _ENTITY.sub("?", _DOCTYPE.sub("", text))))
    except ParseError:
        return []
    for element in tree.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return [*map(_of_tei, tree.iter("bibl")), *filter(None, map(_of_jats, tree.iter("ref")))]


def _of_tei(element: Element) -> Marked:
    titles = {level: _text(one) for level in ("m", "a") for one in element.iter("title") if one.get("level") == level}
    return Marked(_text(element), titles.get("a") or titles.get("m", ""))


def _of_jats(element: Element) -> Marked | None:
    printed, marked = element.find("mixed-citation"), element.find("element-citation")
    if printed is None or marked is None:
        return None
    names = ["article-title", "chapter-title", *(["source"] if marked.get("publication-type") != "journal" else [])]
    title = next((_text(one) for name in names if (one := marked.find(name)) is not None), "")
    return Marked(_text(printed).lstrip(" ."), title)


def _text(element: Element) -> str:
    return " ".join(_SPACED.sub(r"\1 ", "".join(element.itertext())).split())


def _row(name: str, marked: list[Marked], shape: str) -> Row:
    text = SHAPES[shape]([one.text for one in marked])
    papers = read_bytes(text.encode(), "digests/2025-01-01-printed.txt").papers
    titles = [letters_of(one.title) for one in marked if one.title]
    found = [letters_of(paper.title) for paper in papers]
    exact = sum(title in found for title in titles)
    wrong = sum(title not in titles for title in found)
    return Row(name, len(titles), exact, wrong, len(papers), len(marked) - len(titles))


if __name__ == "__main__":
    main()
