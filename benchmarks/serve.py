"""An edit under `serve`. In: a corpus of papers (JSONL, gzipped or not). Out: seconds until the page in view is new, and until the site is.

    python -m benchmarks.serve --corpus papers.jsonl.gz --count 1000

A library is built, then edited as a curator would: a digest, a topic renamed in tags.yml, one added, a template, a page written by hand. A
paper that shows the edit is in view. Each edit is built in a process of its own, as the first after a start, and as the second in the same
process; seconds are CPU time of that process and of those that it waited for.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.build import ROOT, copy_project, write_digests
from benchmarks.corpora import records
from benchmarks.machine import machine
from generator.build import build
from generator.first import show_first

_TAGS = "- name: Reinforcement learning\n  aliases: [RL, reinforcement learning]\n"
Edit = Callable[[Path, int], None]


def digest(folder: Path, turn: int) -> None:
    """Another word at the end of the first abstract of the last digest."""
    path = sorted((folder / "digests").glob("*.jsonl"))[-1]
    path.write_text(path.read_text("utf-8").replace('", "authors"', f' Word{turn}.", "authors"', 1), "utf-8")


def renamed(folder: Path, turn: int) -> None:
    (folder / "digests" / "tags.yml").write_text(_TAGS.replace("Reinforcement", f"Reinforced {turn}"))


def added(folder: Path, turn: int) -> None:
    (folder / "digests" / "tags.yml").write_text(f"{_TAGS}- name: Wordy {turn}\n  aliases: [diffusion]\n")


def template(folder: Path, turn: int) -> None:
    path = folder / "project" / "theme_overrides" / "main.html"
    path.write_text(path.read_text("utf-8") + f"<!-- touched {turn} -->\n", "utf-8")


def by_hand(folder: Path, turn: int) -> None:
    path = folder / "project" / "site_src" / "about.md"
    path.write_text(path.read_text("utf-8") + f"\nTouched {turn}.\n", "utf-8")


EDITS: dict[str, Edit] = {
    "a digest": digest, "a topic renamed": renamed, "a topic added": added, "a template": template, "a page by hand": by_hand,
}  # fmt: skip


def cpu() -> float:
    return sum(os.times()[:4])


def built(folder: Path, first: Any = None) -> float:
    began = cpu()
    build(folder / "project", folder / "digests", folder / "site", first=first)
    return cpu() - began


def edited(folder: Path, name: str) -> None:
    """Print what each of two edits in a row costs."""
    gc.set_threshold(100_000, 50, 1000)
    for turn in (1, 2):
        in_view = _in_view(folder, name, turn)
        EDITS[name](folder, turn)
        began, new = cpu(), [0.0]

        def first(*made_of: Any) -> None:
            if show_first([in_view], *made_of) and not new[0]:  # noqa: B023 - called while this turn lasts
                new[0] = cpu() - began  # noqa: B023

        whole = built(folder, first)
        print(f"| {name} | {turn} | {f'{new[0]:.2f}' if new[0] else 'not before the site'} | {whole:.2f} |", flush=True)


def _in_view(folder: Path, name: str, turn: int) -> str:
    """The address of a page that the edit will show on."""
    if name == "a page by hand":
        return "about/"
    last = sorted((folder / "digests").glob("*.jsonl"))[-1]
    shown = {
        "a digest": next(records(last))["title"][:30],
        "a topic renamed": '/tags/reinforcement-learning/"' if turn == 1 else f'/tags/reinforced-{turn - 1}-learning/"',
        "a topic added": " diffusion",
        "a template": "",
    }
    for page in sorted((folder / "site" / "papers").glob("*/index.html")):
        html = page.read_text("utf-8")
        if shown[name] in (html.partition("</h1>")[0] if name in ("a digest", "a topic added") else html):
            return f"papers/{page.parent.name}/"
    raise LookupError(name)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--edit", choices=list(EDITS), help="in the folder of --at, which is built already")
    parser.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.edit:
        edited(options.at, options.edit)
        return
    folder = options.at or Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    copy_project(folder / "project")
    write_digests(list(records(options.corpus, options.count)), folder / "digests", form="jsonl")
    (folder / "digests" / "tags.yml").write_text(_TAGS)
    print(machine(), f"{options.count:,} papers, cold {built(folder):.1f} s of CPU", sep="\n")
    print("| edit | turn | page in view, CPU s | site, CPU s |\n| --- | ---: | ---: | ---: |", flush=True)
    run = partial(subprocess.run, cwd=ROOT, check=True)
    for name in EDITS:
        run([sys.executable, "-m", "benchmarks.serve", "--edit", name, "--at", str(folder)])
    if not options.at:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
