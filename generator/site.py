"""The site. In: a folder of pages, the engine's config and the files that join. Out: a finished site, swapped in whole.

MkDocs is run as a program. A page's HTML depends only on its own source, the theme and mkdocs.yml, so pages whose source did not change
are not built again, and many pages are built in several processes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.engine import Engine, laid_in, page_file, run_mkdocs
from generator.kept import SITE_FILES, keep, read_site_files, write_site_files
from generator.model import OutputFile, Problem, Source
from generator.output import is_safe
from generator.seen import Seen
from generator.tree import Laid, bring

# What the engine writes and the generator writes better.
REPLACED = ("sitemap.xml", "sitemap.xml.gz")
# What Material copies into every site, 3 MB of it, whether a template names it or not.
_THEMES_OWN = ("assets/javascripts/", "assets/stylesheets/")
# What a site has that an older version built, without a list of its files.
_SIGNS = ("index.html", "search/v1/manifest.json")
_EXCHANGE, _HERE = 2, -100
# Some 6,000 files join 10,000 papers. Of fewer the other tree is made in a fifth of a second, whoever needs it.
_LARGE = 4_000


class Folders(msgspec.Struct, frozen=True):
    """Where one output works: `docs` holds the pages, `built` the engine's HTML of the last build, `new` the
    site being put together, of the files of the one before last; `seen` what lies in them."""

    project: Path
    docs: Path
    out: Path
    work: Path
    seen: Seen = msgspec.field(default_factory=Seen)

    @property
    def built(self) -> Path:
        return self.work / "built"

    @property
    def new(self) -> Path:
        return self.work / "new"

    @property
    def old(self) -> Path:
        return self.work / "old"


def clashes(files: Iterable[OutputFile]) -> list[Problem]:
    """Files that would share one URL, also when they differ only in case; each an error, for one of them would vanish."""
    seen: dict[str, str] = {}
    problems = []
    for file in files:
        url = page_file(file.path) if file.target == "page" else file.path
        other = seen.get(url.casefold())
        if other is not None or not is_safe(url):
            problems.append(
                Problem(
                    Source(file.path),
                    "error",
                    "url-clash",
                    f"has the URL of {other or file.path}; rename one of the two.",
                )
            )
        seen.setdefault(url.casefold(), file.path)
    return problems


def build_site(
    folders: Folders,
    joining: Sequence[OutputFile],
    engine: Engine,
    *,
    strict: bool = False,
    made: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Lay out the changed pages, join the other files, and swap the finished site in. Errors (under `strict` warnings too) leave the
    old site as it was. `made`: page -> a hash that stands for its text, where one is known."""
    folders.work.mkdir(parents=True, exist_ok=True)
    _restore(folders)
    fatal = ("error", "warning") if strict else ("error",)
    problems = run_mkdocs(folders.docs, folders.built, folders.work, engine, made or {}, folders.seen)
    if any(problem.level in fatal for problem in problems):
        return problems
    pages = _pages(folders)
    problems += bring(folders.new, pages, joining, folders.out, folders.seen)
    problems += _reserved(folders.new)
    kept, more = keep(folders.out, folders.new, folders.seen) if folders.out.exists() else ([], [])
    problems += more
    if not any(problem.level in fatal for problem in problems):
        write_site_files(folders.new, kept, pages.keys() | {file.path for file in joining})
        folders.seen.again(folders.new, [SITE_FILES])
        _swap(folders)
        _make_ready(folders, joining)
    return problems


def _make_ready(folders: Folders, joining: Sequence[OutputFile]) -> None:
    """After the first build of a large site: the tree that the next one brings up to date. To give ten thousand folders and twenty thousand
    files a second name is a hundredth of that first build, and would be a sixth of the next, for which somebody waits."""
    if not folders.new.is_dir() and len(joining) >= _LARGE:
        there = [replace(file, content="", kept=True) for file in joining]
        bring(folders.new, _pages(folders), there, folders.out, folders.seen)


def refusals(folders: Folders, sources: Iterable[Path]) -> list[Problem]:
    """Why a site may not be built into `folders.out`: it would lie in, or hold, a folder that a build reads from or another site, or it
    would replace what somebody else wrote."""
    out = folders.out
    for source in (path.resolve() for path in sources):
        if out == source or source in out.parents or out in source.parents:
            where = "holds" if out in source.parents else "is in"
            message = f"{where} {source}/, which is no place for a built site; give another folder with --out."
            return [Problem(Source(str(out)), "error", "out-folder", message)]
    for above in out.parents:
        if read_site_files(above):
            message = f"is in {above}/, which is another built site; give a folder beside it with --out."
            return [Problem(Source(str(out)), "error", "out-folder", message)]
    if not _is_ours(out):
        message = (
            "holds what offprint did not write, and would be replaced; give another folder with --out, or empty it."
        )
        return [Problem(Source(str(out)), "error", "not-ours", message)]
    return []


def _is_ours(out: Path) -> bool:
    """Whether `out` may be replaced: it is not there, is empty, or holds a site that Offprint built."""
    if not out.exists():
        return True
    signs = all(out.joinpath(name).is_file() for name in _SIGNS)
    return out.is_dir() and (signs or read_site_files(out) is not None or not any(out.iterdir()))


def _pages(folders: Folders) -> dict[str, Laid]:
    """The engine's files that are a part of the site: not what the generator writes better, nor the theme's own scripts and styles when
    the home page loads none of them."""
    built, files = folders.seen.below(folders.built), laid_in(folders.built, folders.seen)
    text = (folders.built / files["index.html"]).read_text("utf-8") if "index.html" in files else ""
    unused = tuple(folder for folder in _THEMES_OWN if folder not in text)
    return {
        path: (f"{folders.built}/{place}", built[place])
        for path, place in files.items()
        if path not in REPLACED and not path.startswith(unused)
    }


def _reserved(site: Path) -> list[Problem]:
    clash = Problem(Source(SITE_FILES), "error", "url-clash", "is the name of the list of files; rename yours.")
    return [clash] if (site / SITE_FILES).exists() else []


def _swap(folders: Folders) -> None:
    """Put `new` in the place of `out` in one step where the system can exchange two folders, else in two renames. What was there becomes
    `new`, the tree that the next build brings up to date."""
    new, out, old = folders.new, folders.out, folders.old
    shutil.rmtree(old, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    if not (out.exists() and _exchange(new, out)):
        if out.exists():
            out.replace(old)
        # The work folder may lie on another file system, where a rename is a copy.
        shutil.move(new, out)
        if old.is_dir():
            old.replace(new)
    folders.seen.exchange(new, out)
    if new.is_dir():
        late, _ = keep(new, out)  # what somebody put there since
        folders.seen.again(out, late)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders at once (Linux: renameat2 with RENAME_EXCHANGE); False where that is not to be had."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _restore(folders: Folders) -> None:
    """Bring back the site that a build set aside and, killed between two renames, did not replace."""
    if folders.old.is_dir() and not folders.out.exists():
        folders.old.replace(folders.out)
