"""Memory of a build. In: a corpus of papers (JSONL, gzipped or not). Out: the most that all its processes held together, and when.

    python -m benchmarks.memory --corpus papers.jsonl.gz --count 30000 --jobs 2

What processes hold is summed as Linux tells their proportional share (Pss in /proc/<pid>/smaps_rollup): a page that three of them share
counts a third for each, so once in all. It is asked every two seconds, so what is held for less may be missed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.build import OFFPRINT, copy_project, records, write_digests
from benchmarks.machine import machine

_SECONDS = 2.0


class Held(NamedTuple):
    """Seconds since the build began, and the MB that each of its processes held then, the first one's first."""

    seconds: float
    megabytes: tuple[int, ...]


def family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _text(listed).split():
            yield from family(int(child))


def share(process: int) -> int:
    """The MB that a process holds, of shared ones its share; 0 when it has ended."""
    lines = (line.split() for line in _text(Path(f"/proc/{process}/smaps_rollup")).splitlines())
    return next((int(line[1]) >> 10 for line in lines if line[0] == "Pss:"), 0)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def watch(build: subprocess.Popen[str]) -> Iterator[Held]:
    began = time.perf_counter()
    while build.poll() is None:
        yield Held(time.perf_counter() - began, tuple(map(share, family(build.pid))))
        time.sleep(_SECONDS)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    print(machine())
    folder = Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    copy_project(folder / "project")
    write_digests(records(options.corpus, options.count), folder / "digests", form="jsonl")
    places = ["--digests", str(folder / "digests"), "--out", str(folder / "site"), "--jobs", str(options.jobs)]
    with (folder / "said.txt").open("w+") as said:
        build = subprocess.Popen([*OFFPRINT, *places], cwd=folder / "project", stdout=said, stderr=said, text=True)
        most = max(watch(build), key=lambda held: sum(held.megabytes))
        said.seek(0)
        lines = said.read().splitlines()
        print(*(line for line in lines if " s of CPU " in line or " error[" in line), sep="\n")
        print(*lines[-20:] if build.returncode else [], sep="\n")
    parts = " + ".join(map(str, most.megabytes))
    print(f"{sum(most.megabytes):,} MB at most, {parts}, after {most.seconds:.0f} s; exit code {build.returncode}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
