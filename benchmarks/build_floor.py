"""What a build in Python cannot go below. In: a corpus of papers. Out: CPU seconds of the least that each phase has to do, beside Hugo.

    python -m benchmarks.build_floor --corpus papers.jsonl.gz --count 1000

One build gives the pages. Then each part of a build is done in its barest form, over the same papers and pages: Python starts and imports,
MkDocs starts and lays out one page, records are parsed, the words of all texts are cut out and counted once, one text is escaped for each
field, one template of five lines is filled for each page, and each page's Markdown and HTML are written. Nothing is read for its meaning,
identified, tagged, related or ranked. What the sum is above Hugo's time, no faster Offprint in Python can save.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import jinja2
import msgspec

from benchmarks.build import ROOT, write_digests
from benchmarks.build_peers import hugo
from benchmarks.corpora import Record, records
from benchmarks.machine import machine, run
from generator.output import create
from generator.text import escape

_PAGE = jinja2.Environment(autoescape=False).from_string(
    "<article>\n<h1>{{ title }}</h1>\n{% for part in parts %}<p>{{ part }}</p>\n{% endfor %}</article>\n"
)


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, the system's too, of this process."""
    before = os.times()
    work()
    after = os.times()
    return after.user + after.system - before.user - before.system


def command(*arguments: str, cwd: Path = ROOT) -> float:
    return run([sys.executable, *arguments], cwd=cwd).cpu


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="offprint-bench-") as name:
        folder = Path(name)
        write_digests(list(records(options.corpus, options.count)), folder / "digests", form="jsonl")
        build = ["-m", "generator.cli", "build", "--digests", str(folder / "digests"), "--out", str(folder / "site")]
        whole = command(*build)
        (folder / "hugo").mkdir()
        rival = run(hugo(folder / ".site.work" / "docs", folder / "hugo"), cwd=folder).cpu
        rows = floor(folder)
    print(machine())
    print(f"| {options.count:,} papers | CPU s | x Hugo |\n| --- | ---: | ---: |")
    for what, seconds in (
        *rows.items(),
        ("sum", sum(rows.values())),
        ("`offprint build`, cold", whole),
        ("Hugo", rival),
    ):
        print(f"| {what} | {seconds:.2f} | {seconds / rival:.2f} |")


def floor(folder: Path) -> dict[str, float]:
    """What is done -> seconds of CPU."""
    digests = [path.read_bytes() for path in sorted((folder / "digests").glob("*.jsonl"))]
    papers = parse(digests)
    pages = {path: path.read_bytes() for path in (folder / ".site.work" / "docs").rglob("*.md")}
    made = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    texts = [f"{paper['title']} {paper['abstract']}" for paper in papers]
    one_page = site_of_one_page(folder / "one")
    imports = "import generator.intake, generator.render.files, scipy.sparse"
    return {
        "Python, and what a build imports": command("-c", imports),
        "MkDocs, one page": command("-m", "mkdocs", "build", "--quiet", "--config-file", str(one_page)),
        "records parsed": cpu(lambda: parse(digests)),
        "words cut and counted, once": cpu(lambda: [Counter(re.findall(r"\w+", text.lower())) for text in texts]),
        "each field escaped, once": cpu(lambda: escape_all(papers)),
        "a template of five lines filled": cpu(lambda: [_PAGE.render(title="x", parts=["y"] * 20) for _ in pages]),
        "Markdown written": cpu(lambda: write(pages, folder / "again")),
        "site written": cpu(lambda: write(made, folder / "other")),
    }


def site_of_one_page(folder: Path) -> Path:
    """Write a page with the settings and the theme of our site; the configuration of it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# One page\n")
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        f"docs_dir: {folder / 'docs'}\n"
        f"site_dir: {folder / 'site'}\n"
        "nav: [index.md]\n"
        f"theme: {{name: material, custom_dir: {ROOT / 'theme_overrides'}}}\n"
    )
    return config


def parse(digests: Sequence[bytes]) -> list[Record]:
    return [msgspec.json.decode(line) for digest in digests for line in digest.splitlines()]


def escape_all(papers: Sequence[Record]) -> list[str]:
    return [escape(str(value)) for paper in papers for value in paper.values()]


def write(files: dict[Path, bytes], folder: Path) -> None:
    for path, content in files.items():
        create(f"{folder}/{path.relative_to(path.anchor)}", content)


if __name__ == "__main__":
    main()
