"""Another theme. In: the folders of a build of which nothing but the theme has changed since. Out: the same pages, laid out anew.

No digest is read and no page drawn: the pages lie there as Markdown, and all that joins them is in the site that is published.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.drawing import There
from generator.engine import Engine, laid_in
from generator.kept import read_site_files
from generator.made import PAGES, read_made
from generator.model import OutputFile, Problem
from generator.output import read_manifest
from generator.site import REPLACED, Folders, build_site

# What the engine says of pages as it lays them out, which it says again.
_OF_ENGINE = ("engine-failed", "engine-warning", "no-frames")


def lay_out_again(folders: Folders, engine: Engine, *, strict: bool) -> list[Problem]:
    """Swap in a site of the pages that are there. An error (under `strict` a warning too) leaves the old one as it was."""
    made = read_made(folders.work / PAGES, folders.docs, read_manifest(folders.docs), folders.seen)
    hashes = {path: made_of.hex() for path, made_of in made.items()}
    return build_site(folders, _joined(folders), engine, strict=strict, made=hashes)


def of_pages(problems: Iterable[Problem]) -> list[Problem]:
    """The Problems of a build but for those of laying out."""
    return [problem for problem in problems if problem.code not in _OF_ENGINE]


def _joined(folders: Folders) -> list[OutputFile]:
    """The files of the published site that the engine did not make, as they are."""
    listed = read_site_files(folders.out)
    laid = laid_in(folders.built, folders.seen)
    files = [path for path in listed.files if path not in laid or path in REPLACED] if listed else []
    return [OutputFile(path, There(f"{folders.out}/{path}"), "site", kept=True) for path in files]
