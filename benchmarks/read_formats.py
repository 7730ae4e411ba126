"""The readers on real files, measured. In: a folder of digests in the wild. Out: for each file its format, papers, Problems, seconds a MB.

    python -m benchmarks.read_formats --samples FOLDER [--only bibtex] [--table benchmarks/read_formats.tsv] [--write]

The files are not ours to ship; the table holds their names, hashes, and the number of papers that a person counted in each. A file whose
hash is in the table must give that many. `--write` prints the table anew, with what was read now, for a person to check.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import machine
from generator.model import Reading
from generator.readers.folder import read_bytes

TABLE = Path(__file__).with_suffix(".tsv")


class Row(NamedTuple):
    """A file: its path in the folder, its hash, the format it was read in, and how many papers stand in it."""

    path: str
    sha256: str
    format: str
    papers: int


def table(path: Path) -> dict[str, Row]:
    """hash -> Row of the committed table."""
    lines = path.read_text("utf-8").splitlines()[1:]
    fields = (line.split("\t") for line in lines if line.strip())
    return {sha: Row(name, sha, form, int(papers)) for name, sha, form, papers in fields}


def measured(path: Path) -> tuple[bytes, Reading, float]:
    """A file's bytes, its reading, and the best of three times."""
    raw = path.read_bytes()
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        reading = read_bytes(raw, path.name)
        best = min(best, time.perf_counter() - start)
    return raw, reading, best


def accounted(raw: bytes, reading: Reading) -> bool:
    from generator.text import decode

    lines = decode(raw)[0].split("\n")
    seen = Counter(number for span in reading.account for number in range(span.first, span.last + 1))
    return all(seen[number] == 1 for number, line in enumerate(lines, start=1) if line.strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the path")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    known = table(options.table) if options.table.is_file() else {}
    wrong = files = right = 0
    print("path\tsha256\tformat\tpapers" if options.write else machine())
    for path in sorted(options.samples.rglob("*")):
        name = path.relative_to(options.samples).as_posix()
        if not path.is_file() or options.only not in name:
            continue
        raw, reading, seconds = measured(path)
        sha = hashlib.sha256(raw).hexdigest()
        if options.write:
            print(name, sha, reading.digest.format, len(reading.papers), sep="\t")
            continue
        row = known.get(sha)
        verdict = (
            "" if row is None else "right" if row.papers == len(reading.papers) else f"WRONG: {row.papers} counted"
        )
        files, right, wrong = files + 1, right + (verdict == "right"), wrong + verdict.startswith("WRONG")
        levels = Counter(problem.level for problem in reading.problems if problem.code != "digest-name")
        said = " ".join(f"{count} {level}" for level, count in sorted(levels.items()))
        whole = "" if accounted(raw, reading) else " UNACCOUNTED LINES"
        speed = seconds / max(len(raw), 1) * 1e6
        print(
            f"{name[:64]:64} {reading.digest.format[:26]:26} {len(reading.papers):6} papers {speed:6.2f} s/MB {verdict:8} {said}{whole}"
        )
    if not options.write:
        print(f"{files} files: {right} as counted, {wrong} not, {files - right - wrong} not in the table")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
