"""The readers of copied pages and references, measured. In: a corpus of papers (JSONL). Out: for each shape, what comes back.

    python -m benchmarks.read_pages --corpus papers.jsonl.gz [--count 300] [--seed 5] [--shape scholar] [--show 3]

Each shape is written from the records, as a site or a style prints them, and read again. A paper counts when its title is equal, letters
and digits; `authors` are those of them that have any; `wrong` those with another paper's DOI.
"""

from __future__ import annotations

import argparse
import random
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks.corpora import records
from benchmarks.machine import machine
from generator.readers.folder import read_bytes

HEAD = "Example Site\nHome\nSearch\nLog in\n{} results\nSort by\nRelevance\n"
FOOT = "Next\nContact us\nPrivacy policy\n© 2025 Example\n"


class Work(msgspec.Struct):
    """A record as shapes print it. people: (given, family)."""

    number: int
    title: str
    abstract: str
    venue: str
    year: str
    people: list[tuple[str, str]]

    @property
    def names(self) -> list[str]:
        return [f"{given} {family}" for given, family in self.people]

    @property
    def doi(self) -> str:
        return f"10.1000/x.{self.number}"

    @property
    def pages(self) -> str:
        return f"{self.number * 7 + 1}-{self.number * 7 + 9}"


def works(corpus: Path, count: int, seed: int) -> list[Work]:
    """`count` records with title, authors and abstract, drawn by `seed`."""
    rows = [
        row
        for row in records(corpus)
        if row.get("title") and row.get("abstract") and isinstance(row.get("authors"), list)
    ]
    random.Random(seed).shuffle(rows)
    made = []
    for row in rows:
        people = [
            pair for name in row["authors"][:8] if (pair := _person(name if isinstance(name, str) else name["name"]))
        ]
        if people and len(made) < count:
            fields = (" ".join(str(row.get(key) or "").split()) for key in ("title", "abstract", "venue"))
            title, abstract, venue = fields
            year = str(row.get("date") or "2015")[:4]
            made.append(Work(len(made), title, abstract, venue.rstrip(".") or "Journal of Things", year, people))
    return made


def _person(name: str) -> tuple[str, str] | None:
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return (given, family) if given and family else None


def initials(given: str, stop: str = ".", between: str = " ") -> str:
    return between.join(word[0] + stop for word in given.replace(".", " ").replace("-", " ").split())


def inverted(work: Work, last: str = ", & ") -> str:
    """ "Prado, A., & Ulm, B."."""
    people = [f"{family}, {initials(given)}" for given, family in work.people]
    return last.join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else people[0]


def short(work: Work, stop: str = "") -> list[str]:
    """ "A Prado", or "A. Prado"."""
    return [f"{initials(given, stop, ' ' if stop else '')} {family}" for given, family in work.people]


def compact(work: Work) -> list[str]:
    """ "Prado A"."""
    return [f"{family} {initials(given, '', '')}" for given, family in work.people]


def pubmed(work: Work) -> str:
    head = f"{work.number + 1}. {work.venue}. {work.year} Mar;{work.number % 40 + 1}(2):{work.pages}. doi: {work.doi}."
    people = textwrap.fill(", ".join(f"{name}(1)" for name in compact(work)), 80)
    where = "Author information:\n(1)Department of Things, Example University, Bergen, Norway."
    parts = (head, textwrap.fill(work.title, 80), f"{people}.", where, textwrap.fill(work.abstract, 80))
    return "\n\n".join(parts) + f"\n\nDOI: {work.doi}\nPMID: {90_000_000 + work.number}\n\n\n"


PAGES: dict[str, Callable[[Work], str]] = {
    "title, authors": lambda w: f"{w.title}\n{', '.join(w.names)}\n",
    "title, authors, volume": lambda w: (
        f"{w.title}\n{', '.join(w.names)}\n{w.venue}, Vol. {w.number % 40 + 1}, {w.year}, pp. {w.pages}\n"
    ),
    "contents of a journal": lambda w: (
        f"Research article\nOpen access\n{w.title}\n{', '.join(w.names)}\nPages {w.pages}\nView PDF\nArticle preview\n"
    ),
    "proceedings": lambda w: f"pdf bib abs\n{w.title}\n{' | '.join(w.names)}\n{w.abstract}\n",
    "scholar profile": lambda w: (
        f"{w.title}\n{', '.join(short(w))}\n{w.venue} {w.number % 40 + 1} (2), {w.pages}\t{w.number % 300}\t{w.year}\n"
    ),
    "pubmed abstracts": pubmed,
    "newsletter": lambda w: (
        f"{w.number + 1}. {w.title}\n{', '.join(w.names[:3])}\n{w.abstract[:300]}.\nhttps://doi.org/{w.doi}\n\n"
    ),
    "preprints": lambda w: (
        f"{w.title}\n{', '.join(w.names)}\nbioRxiv 2024.02.11.{590000 + w.number}; doi: https://doi.org/{w.doi}\n\n"
    ),
    "title, address": lambda w: f"{w.title}\nhttps://doi.org/{w.doi}\n",
}
REFERENCES: dict[str, Callable[[Work], str]] = {
    "APA": lambda w: f"{inverted(w)} ({w.year}). {w.title.rstrip('.')}. {w.venue}, 12(3), {w.pages}.\n",
    "Vancouver": lambda w: f"{', '.join(compact(w))}. {w.title.rstrip('.')}. {w.venue}. {w.year};12(3):{w.pages}.\n",
    "IEEE": lambda w: f"{', '.join(short(w, '.'))}, “{w.title},” {w.venue}, vol. 12, {w.year}.\n",
    "ACM": lambda w: f"{', '.join(w.names)}. {w.year}. {w.title.rstrip('.')}. {w.venue} 12, 3 ({w.year}), {w.pages}.\n",
    "Harvard": lambda w: f"{inverted(w, ' and ')} ({w.year}) '{w.title}', {w.venue}, 12(3), pp. {w.pages}.\n",
    "Nature": lambda w: f"{inverted(w, ' & ')} {w.title.rstrip('.')}. {w.venue} 12, {w.pages} ({w.year}).\n",
    "GB/T 7714": lambda w: (
        f"{', '.join(compact(w)[:3])}. {w.title.rstrip('.')}[J]. {w.venue}, {w.year}, 12(3): {w.pages}.\n"
    ),
    "title - authors": lambda w: f"{w.title} - {', '.join(w.names)}\n",
}


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def measure(listed: Sequence[Work], shape: Callable[[Work], str], page: bool) -> tuple[str, list[str]]:
    """A row of the table, and what was lost or invented, in words."""
    body = "".join(map(shape, listed))
    text = HEAD.format(len(listed)) + body + FOOT if page else body
    began = time.process_time()
    reading = read_bytes(text.encode(), "digests/2025-01-01-measured.txt")
    seconds = time.process_time() - began
    got = {letters(paper.title): paper for paper in reading.papers}
    wanted = {letters(work.title): work for work in listed}
    right = [(got[key], work) for key, work in wanted.items() if key in got]
    named = sum(bool(paper.authors) for paper, _ in right)
    wrong = sum(paper.ids.get("doi", work.doi) != work.doi for paper, work in right)
    invented = [paper.title for key, paper in got.items() if key not in wanted]
    row = f"{100 * len(right) / len(wanted):.1f} % | {len(invented)} | {named} | {wrong} | {1e6 * seconds / len(text.encode()):.1f}"
    lost = [f"lost: {work.title}" for key, work in wanted.items() if key not in got]
    return row, [*lost, *(f"invented: {title}" for title in invented)]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--shape", default="")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(argv)
    listed = works(options.corpus, options.count, options.seed)
    print(f"{machine()}\n{len(listed):,} papers\n")
    print("| shape | titles | invented | with authors | wrong ids | CPU s per MB |\n|---|---:|---:|---:|---:|---:|")
    for kind, shapes in (("page", PAGES), ("reference", REFERENCES)):
        for name, shape in shapes.items():
            if options.shape in name:
                row, faults = measure(listed, shape, kind == "page")
                print(f"| {kind}: {name} | {row} |")
                for fault in faults[: options.show]:
                    print(f"    {fault[:150]}")


if __name__ == "__main__":
    main()
