"""The build. In: a project folder, a digests folder, an output folder. Out: the finished site, and a report of what was done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.engine import Engine
from generator.intake import Say, Timer, gather_library, in_order
from generator.library import Library
from generator.model import OutputFile, Problem, Reading
from generator.output import MANIFEST, Changes, read_manifest, write
from generator.render import render
from generator.render.search import HandPage, hand_page
from generator.site import Folders, build_site, clashes


class Report(msgspec.Struct, frozen=True):
    """What a build did. `seconds` holds the wall time of each phase; `built` is false when errors kept the old site."""

    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...] = ()
    library: Library | None = None
    changes: Changes = Changes()
    seconds: dict[str, float] = {}
    built: bool = False

    def failed(self, *, strict: bool) -> bool:
        return any(problem.level == "error" or (strict and problem.level == "warning") for problem in self.problems)


def build(project: Path, digests: Path, out: Path, *, strict: bool = False, say: Say = lambda _: None) -> Report:
    """Build the site of `digests` into `out`. With an error (or, under `strict`, a warning) nothing is written."""
    timer = Timer(say)
    library, config, problems, readings = gather_library(project, digests, timer)
    early = Report(tuple(problems), readings, library, seconds=timer.seconds)
    if early.failed(strict=strict):
        return early
    timer.phase("rendering pages")
    files = list(render(library, config, list(hand_pages(project / "site_src"))))
    problems += clashes(files)
    folders = folders_of(project, digests, out)
    pages = [file for file in files if file.target == "page"]
    pages += list(hand_written(project / "site_src", pages)) if folders.docs != project / "site_src" else []
    changes = Changes()
    if not any(problem.level == "error" for problem in problems):
        timer.phase("writing pages")
        changes = write(pages, folders.docs)
        problems += changes.problems
    if not any(problem.level == "error" for problem in problems):
        timer.phase("laying out pages (MkDocs)")
        joining = [file for file in files if file.target == "site"]
        problems += build_site(folders, joining, engine_of(project))
    timer.phase("")
    return Report(
        tuple(in_order(problems)),
        readings,
        library,
        changes,
        timer.seconds,
        built=not any(problem.level == "error" for problem in problems),
    )


def folders_of(project: Path, digests: Path, out: Path) -> Folders:
    """The checkout's own site has its pages in site_src/; any other output has all its working files in a folder beside it."""
    work = out.parent / f".{out.name}.work"
    own = digests.resolve() == (project / "digests").resolve() and out.resolve() == (project / "site").resolve()
    return Folders(project, project / "site_src" if own else work / "docs", out, work)


def engine_of(project: Path) -> Engine:
    return Engine(project / "mkdocs.yml", project / "theme_overrides", processes=min(4, os.cpu_count() or 1))


def hand_written(source: Path, pages: list[OutputFile]) -> Iterator[OutputFile]:
    """The files of site_src/ that people wrote, as pages of another output."""
    generated = read_manifest(source) | {file.path for file in pages}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and name not in generated and name != MANIFEST:
            yield OutputFile(name, path.read_bytes(), "page")


def hand_pages(source: Path) -> Iterator[HandPage]:
    """What search has to know of the pages that people wrote."""
    generated = read_manifest(source)
    for path in sorted(source.rglob("*.md")):
        name = path.relative_to(source).as_posix()
        if name not in generated and path.is_file():
            yield hand_page(name, path.read_text(encoding="utf-8", errors="replace"))
