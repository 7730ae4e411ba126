"""Builds side by side. In: a corpus of papers (JSONL, gzipped or not). Out: a table of times of Offprint and its peers, and a plot of them.

    python -m benchmarks.build_peers --corpus papers.jsonl.gz --count 300 --count 1000 --plot benchmarks/build.svg

For each size Offprint builds the papers cold, with 50 more, with nothing changed, with one template touched and with one tag renamed; then
each peer lays out the very pages that Offprint wrote, as plain as it can: the peers neither read, tag, relate nor index anything. A figure
is the median of `--runs`. Hugo takes its pages with the least templates that show them; MkDocs, ProperDocs and Zensical take them with
Material and our templates, papers out of the navigation. A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.build import ROOT, copy_project, write_digest, write_digests
from benchmarks.corpora import records
from benchmarks.machine import Cost, machine, run
from benchmarks.plot import Line, plot

MORE = 50
_TAGS = "- name: Reinforcement learning\n  aliases: [RL, reinforcement learning]\n"
_HUGO = """\
baseURL = "https://x.example/"
title = "x"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]
[markup.goldmark.renderer]
unsafe = true
"""
_HUGO_PAGE = (
    '<!doctype html><html lang=en><head><title>{{ .Title }}</title><meta name=description content="{{ .Description }}"></head>'
    "<body>{{ .Content }}</body></html>"
)


class Row(NamedTuple):
    """One line of the table: what was built, with how many papers, and its median cost."""

    name: str
    papers: int
    cost: Cost


def offprint(
    folder: Path, papers: list[dict[str, str]], more: list[dict[str, str]], runs: int
) -> Iterator[tuple[str, Cost]]:
    """Offprint's own rows, in a project of its own; the last run leaves its pages in `folder`/.site.work/docs."""
    project, digests, out = folder / "project", folder / "digests", folder / "site"
    copy_project(project)
    write_digests(papers, digests, form="jsonl")
    command = [sys.executable, "-m", "generator.cli", "build", "--digests", str(digests), "--out", str(out)]
    found: dict[str, list[Cost]] = {}
    for _ in range(runs):
        for path in (out, folder / ".site.work", digests / "2026-01-01-measured.jsonl"):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        (digests / "tags.yml").write_text(_TAGS)
        for name, edit in (
            ("cold", lambda: None),
            ("50 more papers", lambda: write_digest(more, digests / "2026-01-01-measured.jsonl")),
            ("nothing changed", lambda: None),
            ("one template touched", lambda: touch(project / "theme_overrides" / "main.html")),
            (
                "one tag renamed",
                lambda: (digests / "tags.yml").write_text(_TAGS.replace("Reinforcement", "Reinforced")),
            ),
        ):
            edit()
            found.setdefault(name, []).append(run(command, cwd=project))
    return ((f"Offprint, {name}", median(costs)) for name, costs in found.items())


def touch(template: Path) -> None:
    template.write_text(template.read_text("utf-8").replace("</html>", "<!-- touched --></html>") + "\n", "utf-8")


def median(costs: list[Cost]) -> Cost:
    """The median of each figure. Raises RuntimeError, when a command failed."""
    failed = [cost for cost in costs if cost.code]
    if failed:
        raise RuntimeError(failed[0].output[-2000:])
    middle = [
        statistics.median(figures) for figures in zip(*((c.seconds, c.cpu, c.megabytes) for c in costs), strict=True)
    ]
    return Cost(middle[0], middle[1], middle[2], 0, costs[-1].output)


def hugo(docs: Path, folder: Path) -> list[str]:
    shutil.copytree(docs, folder / "content", ignore=shutil.ignore_patterns(".*"))
    # An index.md beside other pages is to Hugo a page that has them as its files.
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")
    (folder / "hugo.toml").write_text(_HUGO)
    for name in ("_default/single.html", "_default/list.html", "index.html", "404.html"):
        (folder / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / name).write_text(_HUGO_PAGE)
    return [_program("hugo"), "--source", str(folder), "--quiet"]


def mkdocs(docs: Path, folder: Path, module: str = "mkdocs") -> list[str]:
    (folder / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {docs}\nsite_dir: {folder / 'site'}\n"
        f"theme: {{name: material, custom_dir: {ROOT / 'theme_overrides'}}}\n"
    )
    return [sys.executable, "-m", module, "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]


def properdocs(docs: Path, folder: Path) -> list[str]:
    return mkdocs(docs, folder, "properdocs")


def zensical(docs: Path, folder: Path) -> list[str]:
    shutil.copytree(docs, folder / "site_src", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "theme_overrides", folder / "theme_overrides")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return [_program("zensical"), "build", "--config-file", str(folder / "mkdocs.yml")]


PEERS: dict[str, Callable[[Path, Path], list[str]]] = {
    "Hugo": hugo, "MkDocs with Material": mkdocs, "ProperDocs": properdocs, "Zensical": zensical,
}  # fmt: skip


def _program(name: str) -> str:
    """Where a program of this environment is. Raises FileNotFoundError."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        raise FileNotFoundError(name)
    return found


def peer(name: str, docs: Path, runs: int) -> Cost | None:
    """The median cost of a peer on the pages in `docs`; None, when it is not installed."""
    costs = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="offprint-bench-") as folder:
            try:
                command = PEERS[name](docs, Path(folder))
            except FileNotFoundError:
                return None
            costs.append(run(command, cwd=folder))
    if "No module named" in costs[0].output:
        return None
    return median(costs)


def measure(corpus: Path, count: int, runs: int, peers: list[str]) -> Iterator[Row]:
    papers = list(records(corpus, count + MORE))
    folder = Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    for name, cost in offprint(folder, papers[:-MORE], papers[-MORE:], runs):
        yield Row(name, count, cost)
    for name in peers:
        cost = peer(name, folder / ".site.work" / "docs", runs)
        if cost is None:
            print(f"{name} is not installed here.")
        else:
            yield Row(name, count, cost)
    shutil.rmtree(folder)


def table(rows: list[Row]) -> str:
    """Markdown: each row with its wall and CPU seconds, memory, and CPU time as a multiple of Hugo's on the same pages."""
    lines = ["| papers | what | wall s | CPU s | peak MB | CPU, x Hugo |", "| ---: | --- | ---: | ---: | ---: | ---: |"]
    hugos = {row.papers: row.cost.cpu for row in rows if row.name == "Hugo"}
    for row in rows:
        times = f"{row.cost.cpu / hugos[row.papers]:.2f}" if row.papers in hugos else ""
        lines.append(
            f"| {row.papers:,} | {row.name} | {row.cost.seconds:.1f} | {row.cost.cpu:.1f} | {row.cost.megabytes:.0f} | {times} |"
        )
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, action="append")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", action="append", choices=list(PEERS), help="these alone")
    parser.add_argument("--plot", type=Path, help="an SVG file to draw CPU time against papers")
    options = parser.parse_args(argv)
    print(machine())
    rows: list[Row] = []
    for count in options.count or [300, 1000]:
        for row in measure(options.corpus, count, options.runs, options.peer or list(PEERS)):
            print(f"{row.papers:,} {row.name}: {row.cost.seconds:.1f} s, {row.cost.cpu:.1f} s of CPU", flush=True)
            rows.append(row)
    print(table(rows))
    if options.plot:
        names = dict.fromkeys(row.name for row in rows)
        lines = [Line(name, [(row.papers, row.cost.cpu) for row in rows if row.name == name]) for name in names]
        options.plot.write_text(plot(lines, "papers", "seconds of CPU", machine()), "utf-8")


if __name__ == "__main__":
    main()
