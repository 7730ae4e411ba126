"""Memory of a build. In: a corpus of papers (JSONL, gzipped or not). Out: the most that all its processes held together, by part.

    python -m benchmarks.memory --corpus papers.jsonl.gz --count 30000 --jobs 2

What processes hold is summed as Linux tells their proportional share (Pss in /proc/<pid>/smaps_rollup): a page that three of them share
counts a third for each, so once in all. It is asked every two seconds, so what is held for less may be missed. The parts are what the build
says of itself on a terminal.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.build import OFFPRINT, copy_project, write_digests
from benchmarks.corpora import records
from benchmarks.machine import machine

_SECONDS = 2.0
# How far it is stands behind what is done.
_FAR = re.compile(r" [\d,]+( of [\d,]+)?(, [\d,]+ s left)?$")


class Held(NamedTuple):
    """Seconds since the build began, what it did, and the MB that each of its processes held then, the first one's first."""

    seconds: float
    part: str
    megabytes: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.megabytes)


class Screen:
    """What a build shows on its terminal: the `part` it is at, and the lines that stay."""

    def __init__(self, terminal: int) -> None:
        self.part, self.text, self._terminal = "", "", terminal
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while some := _read(self._terminal):
            self.text = (self.text + some.decode("utf-8", "replace")).rpartition("\x1b[K")[2][-20_000:]
            self.part = _FAR.sub("", self.text.removesuffix(" ...")) if self.text.endswith(" ...") else self.part

    def lines(self) -> list[str]:
        """The lines that stay, once the build has ended."""
        self._reader.join()
        return self.text.splitlines()


def _read(terminal: int) -> bytes:
    """What it shows next; nothing when whoever wrote on it has ended."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


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


def watch(build: subprocess.Popen[bytes], screen: Screen) -> Iterator[Held]:
    began = time.perf_counter()
    while build.poll() is None:
        yield Held(time.perf_counter() - began, screen.part, tuple(map(share, family(build.pid))))
        time.sleep(_SECONDS)


def by_part(held: Iterator[Held]) -> dict[str, Held]:
    """The most of each part, in the order in which they came."""
    most: dict[str, Held] = {}
    for one in held:
        if one.part not in most or one.total > most[one.part].total:
            most[one.part] = one
    return most


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    print(machine())
    folder = Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    copy_project(folder / "project")
    write_digests(list(records(options.corpus, options.count)), folder / "digests", form="jsonl")
    places = ["--digests", str(folder / "digests"), "--out", str(folder / "site"), "--jobs", str(options.jobs)]
    terminal, its_end = pty.openpty()
    build = subprocess.Popen([*OFFPRINT, *places], cwd=folder / "project", stdout=its_end, stderr=its_end)
    os.close(its_end)
    screen = Screen(terminal)
    most = by_part(watch(build, screen))
    print(*screen.lines()[-20:], sep="\n")
    for part, held in most.items():
        print(f"{held.total:7,} MB, {' + '.join(map(str, held.megabytes))}, after {held.seconds:.0f} s: {part}")
    print(f"{max(held.total for held in most.values()):,} MB at most; exit code {build.returncode}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
