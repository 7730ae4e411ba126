"""The build beside plain MkDocs. In: a corpus of papers (JSONL, gzipped or not). Out: a table of time by phase, memory and ratios.

    python -m benchmarks.build --corpus papers.jsonl.gz --count 1000 --count 10000

Each size is built cold, then with nothing changed, then with one more digest of 50 papers (a morning), then the same pages by
`mkdocs build` alone. Digests are pasted text, titles and abstracts; with `--records` they are JSON lines with authors, dates, venues and
keywords as well.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.corpora import records
from benchmarks.machine import Cost, machine, run
from generator.output import read_manifest

ROOT = Path(__file__).parents[1]
OFFPRINT = [sys.executable, "-m", "generator.cli", "build", "--timings"]


def write_digests(papers: list[dict[str, str]], folder: Path, *, each: int = 100, form: str = "txt") -> None:
    """Digests of `each` papers, one a day: pasted text, or JSON lines with all that is known."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(papers), each)):
        year, day = divmod(number, 336)
        month, day = divmod(day, 28)
        write_digest(
            papers[start : start + each], folder / f"{2020 + year}-{month + 1:02}-{day + 1:02}-measured.{form}"
        )


def write_digest(papers: list[dict[str, str]], path: Path) -> None:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(paper, ensure_ascii=False) + "\n" for paper in papers), "utf-8")
        return
    blocks = [f"{' '.join(p['title'].split())}\n\n{' '.join(p['abstract'].split())}\n" for p in papers]
    path.write_text("\n".join(blocks), "utf-8")


def copy_project(project: Path) -> None:
    """What a build reads of a checkout, its code too: so a template can be touched, and nobody's change to the checkout, while it is
    measured for minutes, makes a build do what it would not."""
    generated = read_manifest(ROOT / "site_src")
    shutil.copytree(ROOT / "generator", project / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "theme_overrides", project / "theme_overrides")
    for path in (ROOT / "site_src").rglob("*"):
        name = path.relative_to(ROOT / "site_src").as_posix()
        if path.is_file() and name not in generated:
            (project / "site_src" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, project / "site_src" / name)
    for name in ("mkdocs.yml", "offprint.yml"):
        shutil.copyfile(ROOT / name, project / name)


def measure(
    papers: list[dict[str, str]], more: list[dict[str, str]], folder: Path, form: str
) -> list[tuple[str, Cost]]:
    project, digests, out = folder / "project", folder / "digests", folder / "site"
    copy_project(project)
    write_digests(papers, digests, form=form)
    command = [*OFFPRINT, "--digests", str(digests), "--out", str(out)]
    rows = [("offprint, cold", run(command, cwd=project)), ("offprint, nothing changed", run(command, cwd=project))]
    write_digest(more, digests / f"2026-01-01-measured.{form}")
    rows.append(("offprint, 50 more papers", run(command, cwd=project)))
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {folder / '.site.work' / 'docs'}\nsite_dir: {folder / 'plain'}\n"
        f"theme: {{name: material, custom_dir: {ROOT / 'theme_overrides'}}}\n"
    )
    plain = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    rows.append(("mkdocs build of the same pages", run(plain, cwd=ROOT)))
    return rows


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, action="append")
    parser.add_argument("--records", action="store_true", help="JSON lines instead of pasted text")
    options = parser.parse_args(argv)
    print(machine())
    for count in options.count or [1000]:
        papers = list(records(options.corpus, count + 50))
        folder = Path(tempfile.mkdtemp(prefix="offprint-bench-"))
        rows = measure(papers[:-50], papers[-50:], folder, "jsonl" if options.records else "txt")
        print(f"\n{count:,} papers\n{'':34}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}{'x mkdocs':>10}")
        for name, cost in rows:
            print(
                f"{name:34}{cost.seconds:8.1f}{cost.cpu:8.1f}{cost.megabytes:9.0f}{cost.seconds / rows[-1][1].seconds:10.2f}"
            )
            print(
                *(f"      {line.strip()}" for line in cost.output.splitlines() if " s  " in line or cost.code), sep="\n"
            )
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
