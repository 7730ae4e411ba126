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
    paths = [path for path in sorted(options.samples.rglob("*")) if path.is_file()]
    named = {path.relative_to(options.samples).as_posix(): path for path in paths}
    asked = {name: path for name, path in named.items() if options.only in name}
    if options.write:
        print("path\tsha256\tformat\tpapers")
        for name, path in asked.items():
            print(*row_of(name, path.read_bytes()), sep="\t")
        return
    print(machine())
    known = table(options.table) if options.table.is_file() else {}
    told: Counter[str] = Counter()
    for name, path in asked.items():
        raw, reading, seconds = measured(path)
        row = known.get(hashlib.sha256(raw).hexdigest())
        verdict = verdict_of(row, reading)
        told[verdict[:5]] += 1
        speed = f"{seconds / max(len(raw), 1) * 1e6:6.2f} s/MB"
        read = f"{reading.digest.format[:26]:26} {len(reading.papers):6} papers"
        print(f"{name[:64]:64} {read} {speed} {verdict:8} {faults(raw, reading)}")
    print(f"{len(asked)} files: {told['right']} as counted, {told['WRONG']} not, {told['']} not in the table")
    sys.exit(1 if told["WRONG"] else 0)


def row_of(name: str, raw: bytes) -> Row:
    """The row of a file as it is read now."""
    reading = read_bytes(raw, name.rpartition("/")[2])
    return Row(name, hashlib.sha256(raw).hexdigest(), reading.digest.format, len(reading.papers))


def verdict_of(row: Row | None, reading: Reading) -> str:
    """Whether as many papers were read as stand in the table; "" where the file is not in it."""
    if row is None:
        return ""
    return "right" if row.papers == len(reading.papers) else f"WRONG: {row.papers} counted"


def faults(raw: bytes, reading: Reading) -> str:
    """How many Problems of each level, and whether a line is not accounted for."""
    levels = Counter(problem.level for problem in reading.problems if problem.code != "digest-name")
    said = " ".join(f"{count} {level}" for level, count in sorted(levels.items()))
    return said if accounted(raw, reading) else f"{said} UNACCOUNTED LINES"


if __name__ == "__main__":
    main()
