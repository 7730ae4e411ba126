"""Builds that are killed. In: a corpus of papers. Out: how many left a whole site, and how many next builds equalled a fresh one.

    python -m benchmarks.killed --corpus papers.jsonl.gz --count 1000 --times 200

Each build is killed at a random moment, all its processes or the parent alone, over an old site or over none. After each the site has to be
the old one or the new one, file by file; each so many builds a whole one follows, which has to equal a fresh build of the same digests.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.build import OFFPRINT, ROOT, write_digests
from benchmarks.corpora import records
from benchmarks.machine import machine


def tree(folder: Path) -> str:
    """One hash of all files of a folder, their names and bytes; "" when it is not there."""
    if not folder.is_dir():
        return ""
    total = hashlib.blake2b()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.blake2b(path.read_bytes()).digest())
    return total.hexdigest()


def build(digests: Path, out: Path) -> float:
    """Build to the end; the seconds it took."""
    started = time.monotonic()
    done = subprocess.run(
        [*OFFPRINT, "--digests", str(digests), "--out", str(out)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started


def kill(digests: Path, out: Path, after: float, *, all_of_it: bool) -> str:
    """Begin a build and end it after so many seconds; "killed", or "ended" when it was done by then."""
    command = [*OFFPRINT, "--digests", str(digests), "--out", str(out)]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(after)
        return "ended"
    except subprocess.TimeoutExpired:
        if all_of_it:
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
        running.wait()
        return "killed"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--whole-each", type=int, default=1, help="a whole build after each so many killed ones")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    print(machine(), flush=True)
    folder = Path(tempfile.mkdtemp(prefix="offprint-killed-"))
    try:
        _run(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(options: argparse.Namespace, folder: Path) -> None:
    papers = list(records(options.corpus, options.count + 50))
    write_digests(papers[: options.count], folder / "old")
    write_digests(papers, folder / "new")
    known, takes = {}, {}
    for name in ("old", "new"):
        takes[name] = build(folder / name, folder / f"fresh-{name}")
        known[tree(folder / f"fresh-{name}")] = name
    rng, out, seen = random.Random(options.seed), folder / "out" / "site", Counter[str]()
    until, over = time.monotonic() + options.minutes * 60, "none"
    for number in range(1, options.times + 1):
        if time.monotonic() > until:
            break
        name, all_of_it = rng.choice(("old", "new")), rng.random() < 0.5
        if rng.random() < 0.2:
            shutil.rmtree(folder / "out", ignore_errors=True)
            over = "none"
        how = kill(folder / name, out, rng.uniform(0.2, 1.1 * takes[name]), all_of_it=all_of_it)
        who = "all" if all_of_it else "parent alone"
        seen[f"killed, {who}, over {over}" if how == "killed" else how] += 1
        found = tree(out)
        seen[f"left: {_left(found, known, over)}"] += 1
        if found in known:
            over = "a site"
        if number % options.whole_each == 0:
            takes[name] = build(folder / name, out)
            seen["next build: equal" if known.get(tree(out)) == name else "next build: DIFFERS"] += 1
            over = "a site"
        if number % 10 == 0:
            print(number, dict(seen), flush=True)
    print("in all", dict(sorted(seen.items())))


def _left(found: str, known: Mapping[str, str], over: str) -> str:
    """What a killed build left: "whole", also where there was no site and there is none, "half a site" or "none". found: the hash of it."""
    if found in known or (not found and over == "none"):
        return "whole"
    return "half a site" if found else "none"


if __name__ == "__main__":
    main()
