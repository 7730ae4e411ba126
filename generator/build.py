"""The build. In: a project folder, a digests folder, an output folder. Out: the finished site, and a report of what was done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from generator.engine import Engine, standing_by
from generator.first import First
from generator.lock import HeldBy, hold
from generator.made import JOINED, PAGES, kept_of, write_made
from generator.model import OutputFile, Problem, Reading, Source, Target, as_bytes
from generator.output import MANIFEST, Changes, read_manifest, write
from generator.problems import has_errors, in_order
from generator.relaid import lay_out_again, of_pages
from generator.site import Folders, build_site, clashes, refusals
from generator.spool import Spool
from generator.tables import known_from
from generator.text.lately import Table
from generator.timing import Say, Spent, Timer
from generator.unchanged import LastBuild, begin, finish, inputs_of, last_build
from generator.work import Work
from generator.workers import NoCluster, working

if TYPE_CHECKING:
    from generator.library import Library
    from generator.render.search import HandPage

# Folders of a checkout that hold no site: a build reads them, or they are git's.
_SOURCES = ("site_src", "theme_overrides", "digests", "generator", ".git", ".github")
# Hidden files of site_src/ that belong to a site, besides all in .well-known/.
_FOR_SERVERS = (".htaccess", ".nojekyll", ".domains")


class Report(msgspec.Struct, frozen=True):
    """What a build did. `spent` holds what each phase took, `remembered` how many results
    came from memory, and of how many; `built` is false when errors kept the old site.
    `papers`, `digests`: how many the site has; `unregistered`: papers whose addresses are in no register. When nothing had changed, there
    are no readings and no library. `why`: what was not as the last build had read or left it."""

    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...] = ()
    library: Library | None = None
    changes: Changes = Changes()
    spent: dict[str, Spent] = {}
    remembered: tuple[int, int] = (0, 0)
    built: bool = False
    papers: int = 0
    digests: int = 0
    unregistered: int = 0
    why: tuple[str, ...] = ()

    def failed(self, *, strict: bool) -> bool:
        return any(problem.level == "error" or (strict and problem.level == "warning") for problem in self.problems)


def build(
    project: Path,
    digests: Path,
    out: Path,
    *,
    strict: bool = False,
    force: bool = False,
    jobs: int = 1,
    cluster: str = "",
    say: Say = lambda _: None,
    first: First | None = None,
) -> Report:
    """Build the site of `digests` into `out`. With an error (or, under `strict`, a warning) nothing is written. Of two builds into one
    folder the second waits. `force`: remember nothing of earlier builds. `jobs`: how many processes work; `cluster`: where a
    Dask scheduler is whose workers do so instead. `first` may show some pages as soon as it is known what they show, with the topics that
    were found last, and again once it is known which are found now."""
    folders = folders_of(project, digests, out)
    problems = refusals(folders, [digests, *(project / name for name in _SOURCES)])
    if problems:
        return Report(tuple(problems))
    try:
        with hold(folders.work, say):
            inputs = inputs_of(folders, digests, strict)
            last = last_build(folders, inputs, force=force)
            if last.said:
                return Report(last.said.problems, built=True, papers=last.said.papers, digests=last.said.digests)
            begin(folders, force=force)
            shown = first or _nobody
            report = _laid_out_again(folders, last, strict=strict, say=say, first=shown)
            if report is None:
                with _working(folders, force, jobs, cluster) as work:
                    report = _made_anew(folders, digests, work, strict=strict, say=say, first=shown)
            if report.built:
                finish(folders, inputs, report.problems, report.papers, report.digests)
            return replace(report, why=last.why)
    except NoCluster as why:
        return Report((Problem(Source(cluster), "error", "no-cluster", str(why)),))
    except HeldBy as holder:
        message = f"{holder} builds into it all the time; end that process, or give another folder with --out."
        return Report((Problem(Source(str(out)), "error", "locked", message),))


def _laid_out_again(folders: Folders, last: LastBuild, *, strict: bool, say: Say, first: First) -> Report | None:
    """What is to be done where nothing but the theme changed; None, where anything goes wrong: then all is done, which tells what."""
    if last.pages is None:
        return None
    timer, engine = Timer(say), engine_of(folders.project)
    with standing_by():
        timer.phase("laying out pages (MkDocs)")
        first(None, None, folders, engine, True)
        problems = lay_out_again(folders, replace(engine, tell=timer.count), strict=strict)
    timer.phase("")
    said = tuple(in_order([*of_pages(last.pages.problems), *problems]))
    report = Report(said, spent=timer.spent, papers=last.pages.papers, digests=last.pages.digests, why=last.why)
    return None if report.failed(strict=strict) else replace(report, built=True)


def _made_anew(folders: Folders, digests: Path, work: Work, *, strict: bool, say: Say, first: First) -> Report:
    with Spool(folders.work) as spool, standing_by():
        if first is not _nobody:
            _show_in_haste(folders, digests, work, first)
        work.kept = kept_of(folders)
        return _build(folders, digests, work, spool, strict=strict, say=say, first=first)


def _build(
    folders: Folders, digests: Path, work: Work, spool: Spool, *, strict: bool, say: Say, first: First
) -> Report:
    # A build that has nothing to do gets by without readers and templates, whose loading takes longer than all that it does.
    from generator.intake import gather_library
    from generator.published import taken_from, unregistered
    from generator.render.files import render
    from generator.render.hashes import Hashes

    project = folders.project
    timer = Timer(say, lambda: work.remembered, lambda: work.hands.away)
    work.tell = timer.count
    library, config, problems, readings = gather_library(project, digests, timer, work)
    hashes = Hashes(library)
    problems += [*begun_anew(work), *taken_from(folders.out, library, readings, work, hashes)]
    early = Report(tuple(problems), readings, library, spent=timer.spent)
    if early.failed(strict=strict):
        return early
    engine = replace(engine_of(project), tell=timer.count)
    first(library, config, folders, engine)
    timer.phase("rendering pages")
    files = list(map(spool.put, render(library, config, _hand(project), work, hashes)))
    changes, wrong = _made(folders, files, engine, timer, strict=strict)
    problems += wrong
    timer.phase("")
    report = Report(
        tuple(in_order(problems)), readings, library, changes, timer.spent, work.remembered,
        papers=len(library.papers), digests=len(library.digests), unregistered=unregistered(library, config),
    )  # fmt: skip
    return replace(report, built=not report.failed(strict=strict))


def _hand(project: Path) -> list[HandPage]:
    return list(hand_pages(hand_written(project / "site_src")))


@contextmanager
def _working(folders: Folders, force: bool, jobs: int, cluster: str) -> Iterator[Work]:
    """Work with the memory of earlier builds."""
    with (
        working(folders.work / "memo.sqlite", force=force, jobs=jobs, cluster=cluster) as work,
        known_from(work.memo, _tables()),
    ):
        yield work


def _tables() -> list[Table[Any]]:
    """What is asked of every name and title, which a new digest brings few of."""
    from generator.enrich.citekeys import family_of, word_of
    from generator.enrich.subjects import named_by
    from generator.text.keys import normal_title, paper_key
    from generator.text.names import index_letter, name_slug, sort_key

    return [paper_key, normal_title, name_slug, sort_key, index_letter, family_of, word_of, named_by]


def _nobody(*_: object) -> None:
    """Nobody looks at any page."""


def _show_in_haste(folders: Folders, digests: Path, work: Work, first: First) -> None:
    """Finding topics anew is most of what an edit costs, and as a rule finds the same: so what is looked at is shown before that. A page
    that somebody wrote shows nothing of the library, and waits for nothing."""
    first(None, None, folders, engine_of(folders.project))
    from generator.intake import gather_library

    work.hasty = True
    library, config, problems, _ = gather_library(folders.project, digests, Timer(lambda _: None), work)
    work.hasty = False
    if not has_errors(problems):
        first(library, config, folders, engine_of(folders.project))


def _made(
    folders: Folders, files: list[OutputFile], engine: Engine, timer: Timer, *, strict: bool
) -> tuple[Changes, list[Problem]]:
    """Write the pages, have them laid out, and make the site of them and of what joins them; until something is wrong."""
    source = folders.project / "site_src"
    own = list(hand_written(source, _of("page", files)))
    if problems := clashes([*own, *files]):
        return Changes(), problems
    pages = _of("page", files if folders.docs == source else [*files, *own])
    changes = _write(folders, pages, timer)
    if has_errors(changes.problems):
        return changes, list(changes.problems)
    timer.phase("laying out pages (MkDocs)")
    laid = _lay_out(folders, pages, _of("site", [*files, *own]), engine, strict=strict)
    return changes, [*changes.problems, *laid]


def _of(target: Target, files: Iterable[OutputFile]) -> list[OutputFile]:
    return [file for file in files if file.target == target]


def _write(folders: Folders, pages: Sequence[OutputFile], timer: Timer) -> Changes:
    timer.phase("writing pages")
    changes = write(pages, folders.docs)
    folders.seen.again(folders.docs, [*changes.written, *changes.swept, MANIFEST])
    write_made(folders.work / PAGES, folders.docs, pages, folders.seen)
    return changes


def _lay_out(
    folders: Folders, pages: Sequence[OutputFile], joining: Sequence[OutputFile], engine: Engine, *, strict: bool
) -> list[Problem]:
    """The site of pages and of what joins them; when it is built, what made the latter is noted."""
    made = {file.path: file.made_of.hex() for file in pages}
    problems = build_site(folders, joining, engine, strict=strict, made=made)
    if not Report(tuple(problems)).failed(strict=strict):
        write_made(folders.work / JOINED, folders.out, joining, folders.seen)
    return problems


def begun_anew(work: Work) -> list[Problem]:
    """A note, when the memory of earlier builds could not be used."""
    if not work.memo or not work.memo.said:
        return []
    message = f"the memory of earlier builds {work.memo.said}, so it was begun anew and all was made again."
    return [Problem(Source(work.memo.path.name), "note", "memory-begun-anew", message)]


def folders_of(project: Path, digests: Path, out: Path) -> Folders:
    """The checkout's own site has its pages in site_src/; any other output has all its working files in a folder beside it."""
    out = out.resolve()
    work = out.parent / f".{out.name}.work"
    own = digests.resolve() == (project / "digests").resolve() and out == (project / "site").resolve()
    return Folders(project, project / "site_src" if own else work / "docs", out, work)


def engine_of(project: Path) -> Engine:
    return Engine(project / "mkdocs.yml", project / "theme_overrides", processes=cores())


def cores() -> int:
    """How many processes work when nobody says: one for each core, and four at most."""
    return min(4, os.cpu_count() or 1)


def hand_written(source: Path, made: Sequence[OutputFile] = ()) -> Iterator[OutputFile]:
    """The files of site_src/ that people wrote: in no manifest, and no copy of a page in `made`. Of hidden files only those that a
    server reads, which the engine would leave out."""
    generated = read_manifest(source)
    copies = {file.path: file for file in made}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        hidden = any(part.startswith(".") for part in name.removeprefix(".well-known/").split("/"))
        if path.is_file() and name not in generated and (not hidden or name in _FOR_SERVERS):
            content = path.read_bytes()
            if name not in copies or as_bytes(copies[name]) != content:
                yield OutputFile(name, content, "site" if name.startswith(".") else "page")


def hand_pages(hand: Iterable[OutputFile]) -> Iterator[HandPage]:
    """What search and the sitemap have to know of the pages that people wrote."""
    from generator.render.search import hand_page

    for file in hand:
        if file.path.endswith(".md"):
            yield hand_page(file.path, as_bytes(file).decode("utf-8", "replace"))
