"""Steps that a curator's tasks take. In: programs, the present one and older ones. Out: a table of steps, each route run and looked at.

    python -m benchmarks curating .venv/bin/offprint ["python -m generator.cli"]

A step is a command or a file that is edited or removed. Of each task the shortest route is counted that leads there: every command
ends well and says what the curator has to know, and the folder of digests is then as it should be. The library is the digest that
Offprint comes with.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from benchmarks.build import ROOT, copy_project
from benchmarks.search_browser import chromium

_PATIENCE = 60_000
TITLES = (
    "Rhythms of Attention",
    "Cold-Start Retrieval with Borrowed Neighbours",
    "Tidal Sediments under Changing Winds",
)
WEEK = f"""{TITLES[0]}: How Transformers Keep Time
Maya Lindqvist, Tom Okafor, Ji-hyun Park
arXiv:2511.01234
We study how positional signals let transformers track metre in symbolic music. A small probe recovers the beat from the fourth layer.

{TITLES[1]}
Ana Prado, Ben Ulm
https://arxiv.org/abs/2511.04567
New items have no clicks. We borrow the neighbours of their texts, and gain 12 % recall on three catalogues of shops and libraries.

{TITLES[2]}: A Decade of Observations
J. de Vries and K. Hansen
doi:10.2112/JCOASTRES-D-24-00077.1
Ten years of suspended sediment profiles show that winter storms move a third of the yearly load of the whole bay in eleven days.
"""
IDS = "\n".join(f"2511.0{number}" for number in range(2001, 2011)) + "\n"
DIGEST = "2026-11-27-reading-group.txt"
ADD = ("add", "week.txt", "--series", "reading-group", "--date", "2026-11-27")
KNOWN = "symbolic-discovery-of-optimization-algorithms"
CORRECTION = f"papers:\n- paper: {KNOWN}\n  set:\n    comment: Read in week 48\n"


class Command(NamedTuple):
    """words: behind the program's name; says: what has to stand in its answer, each in one line of it."""

    words: Sequence[str]
    says: Sequence[str] = ()


class Change(NamedTuple):
    """A file below digests/ that gets a text, or is removed."""

    name: str
    text: str | None


class Task(NamedTuple):
    """first: what was done before, uncounted; goal: whether the folder of digests is as it should be."""

    name: str
    first: Sequence[Command | Change]
    routes: Sequence[Sequence[Command | Change]]
    goal: Callable[[Path], bool]


def added(digests: Path) -> bool:
    return (digests / DIGEST).exists()


def taken_back(digests: Path) -> bool:
    register = digests / "addresses.yml"
    return not added(digests) and not (register.exists() and "rhythms-of" in register.read_text("utf-8"))


def corrected(digests: Path) -> bool:
    return "week 48" in (digests / "corrections.yml").read_text("utf-8")


def filed(digests: Path) -> bool:
    return any("2511.02001" in path.read_text("utf-8") for path in digests.glob("*.txt"))


KEYS = (
    "rhythms-of-attention-how-transformers-keep-time", "cold-start-retrieval-with-borrowed-neighbours",
    "tidal-sediments-under-changing-winds-a-decade-of-observations",
)  # fmt: skip
MERGED = f"papers:\n- paper: {KEYS[1]}\n  merge_into: {KNOWN}\n  accept: [merged-ids-differ]\n"
UNDERSTOOD = [rf"{name}.* abstract of \d+ letters" for name in ("Lindqvist", "Prado", "de Vries")]
SHOWN = [Command(("show", key), ("abstract",)) for key in KEYS]
ADDED = Command(ADD)
TASKS = [
    Task("add a digest and see what each paper was understood as", (), [[Command(ADD, UNDERSTOOD)], [ADDED, *SHOWN]], added),
    Task("undo it", (ADDED,), [
        [Command(("add", "--undo"))], [Change(DIGEST, None)], [Change(DIGEST, None), Change("addresses.yml", None)],
    ], taken_back),
    Task("check a correction", (), [
        [Change("corrections.yml", CORRECTION), Command(("check", "digests/corrections.yml"))],
        [Change("corrections.yml", CORRECTION), Command(("check",))],
    ], corrected),
    Task("file ten papers known by arXiv id", (), [
        [Command(("add", "ids.txt"), ("lookup",)), Command(("lookup", "--dry-run"), ("2511.02010",))],
    ], filed),
    Task("make one of two papers", (ADDED,), [
        [Change("corrections.yml", MERGED), Command(("check",))],
    ], lambda digests: "merge_into" in (digests / "corrections.yml").read_text("utf-8")),
    Task("give a topic another name", (Change("tags.yml", "- name: Preference optimization\n  aliases: [preference optimization]\n"),), [
        [Change("tags.yml", "- name: Learning from preferences\n  aliases: [preference optimization]\n"), Command(("check",))],
    ], lambda digests: "Learning from" in (digests / "tags.yml").read_text("utf-8")),
]  # fmt: skip


@contextmanager
def project(program: Sequence[str]) -> Iterator[tuple[Path, dict[str, str]]]:
    """A curator's folder, and the environment in which a program runs there."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        copy_project(folder)
        # What a program finds here is its own, whichever it is: neither code nor settings of another.
        shutil.rmtree(folder / "generator")
        (folder / "offprint.yml").unlink()
        (folder / "digests").mkdir()
        for path in (ROOT / "digests").glob("*.txt"):
            shutil.copyfile(path, folder / "digests" / path.name)
        (folder / "week.txt").write_text(WEEK, "utf-8")
        (folder / "ids.txt").write_text(IDS, "utf-8")
        yield folder, dict(os.environ)


def steps_of(program: Sequence[str], task: Task) -> int | None:
    """Steps of the shortest route that leads there; None when none does."""
    return min((len(route) for route in task.routes if _leads(program, task, route)), default=None)


def _leads(program: Sequence[str], task: Task, route: Sequence[Command | Change]) -> bool:
    with project(program) as (folder, around):
        done = all(_does(program, act, folder, around) for act in (*task.first, *route))
        return done and task.goal(folder / "digests")


def _does(program: Sequence[str], act: Command | Change, folder: Path, around: dict[str, str]) -> bool:
    if isinstance(act, Change):
        path = folder / "digests" / act.name
        if act.text is None:
            return path.exists() and not path.unlink()
        path.write_text(act.text, "utf-8")
        return True
    ran = subprocess.run([*program, *act.words], cwd=folder, env=around, capture_output=True, text=True)
    said = ran.stdout + ran.stderr
    return ran.returncode == 0 and all(re.search(pattern, said) for pattern in act.says)


def told_in_the_page(program: Sequence[str]) -> int:
    """Steps to learn why `serve` shows no change: none when the page itself says which file, else one to the terminal."""
    with project(program) as (folder, around):
        serving = subprocess.Popen(
            [*program, "serve", "--port", "0"],
            cwd=folder,
            env=around,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert serving.stdout is not None
            address = next(found[0] for line in serving.stdout if (found := re.search(r"http://\S+/", line)))
            urlopen(address).close()
            return 0 if _says(address, folder / "digests" / DIGEST) else 1
        finally:
            serving.send_signal(signal.SIGINT)
            serving.wait()


def _says(address: str, broken: Path) -> bool:
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        try:
            page.get_by_role("alert").filter(has_text=broken.name).wait_for(timeout=_PATIENCE)
        except Exception as error:
            print(f"no word in the page: {str(error).splitlines()[0]}")
            return False
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    programs = [shlex.split(text) for text in parser.parse_args().programs]
    print(f"| task | {' | '.join(shlex.join(program) for program in programs)} |")
    print("| --- |" + " ---: |" * len(programs))
    for task in TASKS:
        print(f"| {task.name} | {' | '.join(str(steps_of(each, task) or 'none') for each in programs)} |", flush=True)
    told = " | ".join(str(told_in_the_page(program)) for program in programs)
    print(f"| learn why `serve` shows no change | {told} |")


if __name__ == "__main__":
    main()
