"""What fifty papers more rewrite. In: a corpus of papers (JSONL, gzipped or not). Out: the files that changed, in bytes, by kind.

    python -m benchmarks.changed --corpus papers.jsonl.gz --count 10000

A library is built cold, then with one more digest of 50 papers. A file that is new or has other bytes counts whole, as a publish job sends
it; beside each kind stands how much of it there is.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.build import OFFPRINT, copy_project, write_digest, write_digests
from benchmarks.corpora import records
from benchmarks.machine import machine, run

MORE = 50
# Parts of a path that tell one file of a kind from the next, as they stand in `kind_of`.
_KINDS = (
    (re.compile(r"^api/"), "API"),
    (re.compile(r"feed\.(?:xml|json)$"), "feeds"),
    (re.compile(r"^(tags|digests)/.*\.(bib|ris|json|txt)$"), "lists to download of topics and digests"),
    (re.compile(r"^papers\.bib$"), "BibTeX of all"),
    (re.compile(r"^authors/letter/"), "authors by letter"),
    (re.compile(r"^authors/"), "authors"),
    (re.compile(r"^tags/"), "topics"),
    (re.compile(r"^papers/"), "papers"),
    (re.compile(r"^months/"), "months"),
    (re.compile(r"^search/v1/(\w+)"), "search"),
    (re.compile(r"^(digests|links|map|list)/"), "digests, links, map, list"),
)
_REST = "other files"


def kind_of(path: str) -> str:
    """What sort of file it is."""
    return next((name for pattern, name in _KINDS if pattern.search(path)), _REST)


def state_of(site: Path) -> dict[str, tuple[str, int]]:
    """path -> a hash of its bytes, and how many these are."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in files
    }


def changed(before: dict[str, tuple[str, int]], after: dict[str, tuple[str, int]]) -> list[str]:
    """The paths of files that are new or have other bytes."""
    return sorted(path for path, told in after.items() if before.get(path) != told)


def table(before: dict[str, tuple[str, int]], after: dict[str, tuple[str, int]]) -> str:
    """Markdown: of each kind the files and MB that changed, and all that there are."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    touched = set(changed(before, after))
    for path, (_, size) in after.items():
        for row in (rows[kind_of(path)], rows["all"]):
            row[2:] = row[2] + 1, row[3] + size
            if path in touched:
                row[:2] = row[0] + 1, row[1] + size
    lines = ["| what | files changed | MB | of files | of MB | % |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, (files, size, all_files, whole) in sorted(rows.items(), key=lambda row: -row[1][1]):
        told = f"{size / 1e6:.1f} | {all_files:,} | {whole / 1e6:.1f} | {100 * size / max(1, whole):.1f}"
        lines.append(f"| {name} | {files:,} | {told} |")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", type=Path, help="a file for the paths and sizes of all files that changed")
    parser.add_argument("--keep", type=Path, help="a folder to work in, which stays")
    options = parser.parse_args(argv)
    papers = list(records(options.corpus, options.count + MORE))
    folder = options.keep or Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    copy_project(folder / "project")
    write_digests(papers[:-MORE], folder / "digests", form="jsonl")
    places = ["--digests", str(folder / "digests"), "--out", str(folder / "site"), "--jobs", str(options.jobs)]
    cold = run([*OFFPRINT, *places], cwd=folder / "project")
    before = state_of(folder / "site")
    write_digest(papers[-MORE:], folder / "digests" / "2026-01-01-measured.jsonl")
    more = run([*OFFPRINT, *places], cwd=folder / "project")
    after = state_of(folder / "site")
    print(
        machine(), f"cold {cold.cpu:.1f} s of CPU, {MORE} more {more.cpu:.1f} s; exit codes {cold.code} and {more.code}"
    )
    print(table(before, after))
    if options.list:
        paths = changed(before, after)
        options.list.write_text("".join(f"{after[path][1]}\t{path}\n" for path in paths), "utf-8")
    if not options.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
