"""Staging. In: a commit's name. Out: a folder with the preview's site and preview.json, which says what it shows or why there is none.

The part that reads what the pull request brought runs in a process of its own, with this code, within limits, and without any secret.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.build import engine_of, hand_written
from generator.commands.diff.compare import compare_snapshots
from generator.commands.diff.records import Difference
from generator.commands.diff.snapshot import snapshot
from generator.commands.git import GitError, commit_of
from generator.commands.preview.limits import Limits, run_limited
from generator.commands.preview.overlay import Overlay, fetch, overlay
from generator.commands.preview.pages import Preview, choose, finish_page
from generator.commands.preview.resolve import Refused
from generator.commands.revision import shown
from generator.commands.store.edits import LARGEST_PREVIEW
from generator.config.loading import Config, load_config
from generator.kept import write_site_files
from generator.library import Library, gather
from generator.model import OutputFile, Problem
from generator.output import write, write_atomically
from generator.problems import has_errors
from generator.render.files import render
from generator.render.pages import render_pages
from generator.site import Folders, build_site, clashes

LIMITS = Limits()
TOLD = "preview.json"
# What joins a preview: its own search, and what the theme's pages load.
_JOINING = ("search/", "assets/")


class Staged(msgspec.Struct, frozen=True):
    """preview.json. `refused`: why there is no site. `shown`: keys whose pages the preview has; `left_out`: how many it has not.
    `size`: bytes of the site."""

    preview: Preview
    refused: Refused | None = None
    difference: Difference | None = None
    shown: tuple[str, ...] = ()
    left_out: int = 0
    size: int = 0


class Order(msgspec.Struct, frozen=True):
    """What the process within limits is told."""

    preview: Preview
    base: str
    head: str
    problems: tuple[Problem, ...]
    out: str


def stage(
    project: Path, remote: str, main: str, path: str, preview: Preview, out: Path, limits: Limits = LIMITS
) -> Staged:
    """Fetch, judge and build one preview into `out`/site; `out`/preview.json tells the result, refusals too."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="offprint-preview-") as scratch:
        try:
            refused = fetch(project, remote, preview.sha, preview.number)
            found = refused or overlay(project, commit_of(project, main), preview.sha, path, Path(scratch))
        except GitError as error:
            found = Refused("not-read", f"the commit cannot be read ({shown(str(error))}).")
        staged = Staged(preview, found) if isinstance(found, Refused) else _build(project, found, preview, out, limits)
    write_atomically(out / TOLD, msgspec.json.format(msgspec.json.encode(staged), indent=2))
    return staged


def _build(project: Path, found: Overlay, preview: Preview, out: Path, limits: Limits) -> Staged:
    """Run `offprint preview build` within limits, and read what it left."""
    order = Order(preview, str(found.base.resolve()), str(found.head.resolve()), found.problems, str(out.resolve()))
    told = found.head.parent / "order.json"
    told.write_bytes(msgspec.json.encode(order))
    answer = found.head.parent / "answer.json"
    command = [sys.executable, "-m", "generator.cli", "preview", "build", str(told), str(answer)]
    ended = run_limited(command, limits, {"PYTHONPATH": str(Path(__file__).parents[3])}, folder=project)
    if ended.code is None:
        why = f"reading and building took more than {limits.seconds} s; send less at once."
        return Staged(preview, Refused("too-slow", why))
    if ended.code or not answer.is_file():
        why = f"building did not end well within limits (exit {ended.code}); send less at once."
        return Staged(preview, Refused("too-large", why))
    return msgspec.json.decode(answer.read_bytes(), type=Staged)


def build_preview(project: Path, order: Order) -> Staged:
    """Within limits: tell the difference, and build the site when the digests have no error."""
    head = snapshot(project, Path(order.head), order.preview.sha[:7], order.problems)
    base = snapshot(project, Path(order.base), "main")
    difference = compare_snapshots(base, head)
    staged = Staged(order.preview, difference=difference)
    if has_errors(head.problems):
        return replace(staged, refused=Refused("errors", "the digests have errors, which have to be mended first."))
    if not difference.keys:
        return replace(staged, refused=Refused("nothing-new", "no paper's page would change."))
    config, _ = load_config(project, Path(order.head))
    files, shown_keys = preview_files(head.library, config, difference)
    if not shown_keys:
        return replace(staged, refused=Refused("too-large", "no page of a changed paper fits into a preview."))
    site = Path(order.out) / "site"
    wrong = _lay_out(project, files, site)
    if wrong:
        return replace(staged, refused=Refused("not-built", shown(wrong[0])))
    return _finished(replace(staged, shown=shown_keys), difference, site)


def _finished(staged: Staged, difference: Difference, site: Path) -> Staged:
    """Finish the site that is laid out; one that came out too large is refused."""
    left_out = set(difference.keys).difference(staged.shown)
    missing = frozenset(row.key for row in difference.added if row.key in left_out)
    size = finish_site(site, staged.preview, missing)
    staged = replace(staged, left_out=len(left_out), size=size)
    if size <= LARGEST_PREVIEW:
        return staged
    why = f"the preview has {size:,} bytes, more than {LARGEST_PREVIEW:,}; send less at once."
    return replace(staged, refused=Refused("too-large", why))


def preview_files(library: Library, config: Config, difference: Difference) -> tuple[list[OutputFile], tuple[str, ...]]:
    """The files of a preview: chosen pages of the whole library, and the search of the papers that are shown."""
    moved = [move.old for move in difference.moved]
    pages, shown_keys = choose(render_pages(library, config), difference.keys, moved)
    part = _only(library, frozenset(shown_keys))
    search = [file for file in render(part, config) if file.target == "site" and file.path.startswith(_JOINING)]
    return [*pages, *search], shown_keys


def _only(library: Library, keys: frozenset[str]) -> Library:
    """The library of these papers alone, with the digests that have one of them."""
    papers = [paper for key, paper in library.papers.items() if key in keys]
    digests = []
    for digest in library.digests:
        own = tuple(key for key in digest.keys if key in keys)
        if own:
            digests.append(replace(digest, keys=own))
    return gather(papers, digests, library.tags.values())


def _lay_out(project: Path, files: list[OutputFile], site: Path) -> list[str]:
    """Write and lay out the files into `site`, and return the errors."""
    with tempfile.TemporaryDirectory(prefix="offprint-pages-") as work:
        folders = Folders(project, Path(work) / "docs", site, Path(work) / "work")
        pages = [file for file in files if file.target == "page"]
        pages += hand_written(project / "site_src", pages)
        joining = [file for file in files if file.target == "site"]
        problems = clashes(files)
        problems = problems or list(write(pages, folders.docs).problems)
        problems = problems or build_site(folders, joining, engine_of(project))
    return [str(problem) for problem in problems if problem.level == "error"]


def finish_site(site: Path, preview: Preview, missing: frozenset[str]) -> int:
    """Mark every page, turn links to what is not here to the site, and return the bytes of all files."""
    (site / "404.html").unlink(missing_ok=True)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(there):
        if name.endswith(".html"):
            text = (site / name).read_text("utf-8")
            write_atomically(site / name, finish_page(text, name, there.__contains__, preview, missing).encode())
    write_site_files(site)
    return sum((site / name).stat().st_size for name in there)
