"""Lists copied from a page, measured. In: lists with titles known to stand in them. Out: how many come back from what a browser copies.

    python -m benchmarks.copied --lists FOLDER [--half odd] [--worst 20]

FOLDER holds files/ and labels.jsonl, a line a file: {"file", "source": "owner/name@commit:path", "known": [{"title", "prose"}]}. Each list
of Markdown or HTML is laid out in Chromium ($CHROMIUM, or `chromium`) without the network, and its text is taken as a reader copies it:
links are words, cells stand between tabs, what is folded is not there. A title counts when a paper has it, letters and digits. The halves
are of owners. Needs the dev group of pyproject.toml.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from markdown_it import MarkdownIt

from benchmarks.corpora import letters_of
from benchmarks.machine import machine
from benchmarks.search_browser import chromium
from generator.readers.folder import read_bytes
from generator.text.typeset import plain

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.S | re.I)
# A list of fewer known titles says little.
_FEWEST = 2


class Row(msgspec.Struct, frozen=True):
    """What one list gave: of its `known` titles those that are titles of papers, those that only stand in longer ones, and the papers."""

    file: str
    known: int
    exact: int
    inside: int
    papers: int
    told: bool

    @property
    def share(self) -> float:
        return self.exact / self.known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--worst", type=int, default=0, help="name so many lists that came out worst")
    given = parser.parse_args()
    print(machine())
    rows = list(measured(given.lists, given.half))
    for row in sorted(rows, key=lambda row: row.share)[: given.worst]:
        print(f"{row.exact:4} of {row.known:4}, {row.inside:4} inside others, {row.papers:4} papers  {row.file}")
    known, exact = sum(row.known for row in rows), sum(row.exact for row in rows)
    silent = sum(row.share < 0.5 and not row.told for row in rows)
    mean = sum(row.share for row in rows) / len(rows)
    print(f"{len(rows)} lists: {exact:,} of {known:,} titles ({exact / known:.1%}), mean {mean:.1%}, {silent} silent")


def measured(lists: Path, half: str = "") -> Iterator[Row]:
    """A row for each list of Markdown or HTML that shows two known titles and more."""
    labels = [msgspec.json.decode(line) for line in (lists / "labels.jsonl").read_text("utf-8").splitlines()]
    with chromium() as browser:
        page = browser.new_page()
        page.route("**/*", lambda route: route.abort())
        for label in labels:
            path = lists / label["file"]
            if path.suffix not in (".md", ".html") or half not in ("", half_of(label["source"])):
                continue
            page.set_content(_page_of(path), wait_until="domcontentloaded")
            row = _row(label, str(page.evaluate("document.body.innerText")))
            if row.known >= _FEWEST:
                yield row


def half_of(source: str) -> str:
    """The half of an owner: "owner/name@commit:path" -> "odd"."""
    return ("even", "odd")[zlib.crc32(source.split("/")[0].encode()) % 2]


def _page_of(path: Path) -> str:
    text = path.read_text("utf-8", errors="replace")
    if path.suffix == ".md":
        body = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(_FRONT_MATTER.sub("", text))
        text = f"<html><body>{body}</body></html>"
    return _SCRIPT.sub("", text)


def _row(label: dict[str, Any], text: str) -> Row:
    shown = letters_of(text)
    titles = {letters_of(known["title"]) for known in label["known"] if not known.get("prose")}
    known = {title for title in titles if title in shown}
    reading = read_bytes(text.encode(), "digests/2025-01-01-copied.txt")
    found = {letters_of(plain(paper.title)) for paper in reading.papers}
    inside = sum(any(title in other for other in found) for title in known - found)
    told = any(problem.level != "note" for problem in reading.problems)
    return Row(label["file"], len(known), len(known & found), inside, len(reading.papers), told)


if __name__ == "__main__":
    main()
