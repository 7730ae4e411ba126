"""Three sites that search the same papers. In: records. Out: folders with Offprint's, Pagefind's and Material's search, and their cost."""

from __future__ import annotations

import html
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import Cost, run

ROOT = Path(__file__).parents[1]


class Built(NamedTuple):
    """A site's folder, what making its index cost, and the index's size on disk in bytes (sum of file sizes) and number of files."""

    folder: Path
    cost: Cost
    size: int
    files: int


def offprint(corpus: Path, papers: int, skip: int, folder: Path) -> Built:
    """The real pages of the checkout's own digests, with the search files of the corpus in the place of theirs."""
    shell = folder / "offprint"
    run([sys.executable, "-m", "generator.cli", "build", "--out", str(shell)], cwd=ROOT)
    shutil.rmtree(shell / "search" / "v1")
    made = folder / "made"
    command = [sys.executable, "-m", "benchmarks.search_site", "--corpus", str(corpus), "--papers", str(papers)]
    cost = run([*command, "--skip", str(skip), "--out", str(made)], cwd=ROOT)
    if cost.code:
        raise RuntimeError(cost.output)
    shutil.move(made / "search" / "v1", shell / "search" / "v1")
    return Built(shell, cost, *size_of(shell / "search" / "v1"))


def pagefind(records: list[dict[str, object]], keys: list[str], folder: Path) -> Built:
    """A bare page a paper: title as its heading, authors, abstract; indexed by Pagefind as it comes."""
    site = folder / "pagefind"
    for key, record in zip(keys, records, strict=True):
        place = site / "papers" / key / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        title, abstract = (html.escape(str(record.get(field) or "")) for field in ("title", "abstract"))
        authors = html.escape(", ".join(_names(record)))
        body = f"<main data-pagefind-body><h1>{title}</h1><p>{authors}</p><p>{abstract}</p></main>"
        place.write_text(f'<!doctype html><html lang="en"><title>{title}</title>{body}</html>\n', "utf-8")
    (site / "index.html").write_text(
        '<!doctype html><html lang="en"><title>Search</title><link rel="icon" href="data:,"></html>\n'
    )
    cost = run([sys.executable, "-m", "pagefind", "--site", str(site)])
    if cost.code:
        raise RuntimeError(cost.output)
    return Built(site, cost, *size_of(site / "pagefind"))


def material(records: list[dict[str, object]], keys: list[str], folder: Path) -> Built:
    """A Markdown page a paper, built by MkDocs with Material and its search plugin; the cost is that of the whole build."""
    docs = folder / "docs"
    (docs / "papers").mkdir(parents=True)
    (docs / "index.md").write_text("# Search\n")
    for key, record in zip(keys, records, strict=True):
        title, abstract = (_plain(str(record.get(field) or "")) for field in ("title", "abstract"))
        (docs / "papers" / f"{key}.md").write_text(
            f"# {title}\n\n{_plain(', '.join(_names(record)))}\n\n{abstract}\n", "utf-8"
        )
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Search\ntheme: {name: material, font: false}\nplugins: [search]\n"
        "nav: [{Search: index.md}]\nnot_in_nav: /papers/\nmarkdown_extensions: []\n"
    )
    site = folder / "material"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(config),
        "--site-dir",
        str(site),
    ]
    cost = run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if cost.code:
        raise RuntimeError(cost.output)
    return Built(site, cost, *size_of(site / "search"))


def size_of(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def _names(record: dict[str, object]) -> list[str]:
    names = record.get("authors")
    return [str(name) for name in names] if isinstance(names, list) else []


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing."""
    return "".join(
        f"&#{ord(char)};" if char in "\\`*_{}[]<>()#+-.!|&$~^:=" else char for char in " ".join(text.split())
    )
