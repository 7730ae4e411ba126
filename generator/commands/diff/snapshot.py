"""One side of a difference. In: a revision or a folder of digests. Out: its Library, its Problems, its files, and how long reading took."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import msgspec

from generator.commands.git import GitError, commit_of
from generator.commands.revision import Caps, over_caps, take_digests, write_digests
from generator.config.register import Held
from generator.intake import Timer, gather_library
from generator.library import Library
from generator.model import Problem, Reading


class Snapshot(msgspec.Struct, frozen=True):
    """A folder of digests, read. `hashes`: path below the folder -> (hash, bytes) of each file that the build reads. `register`: its
    addresses; `least`: papers that an author needs for a page."""

    name: str
    folder: Path
    library: Library
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]
    hashes: dict[str, tuple[str, int]]
    seconds: float
    register: dict[str, Held] = {}
    least: int = 3


def snapshot(project: Path, folder: Path, name: str, refused: tuple[Problem, ...] = ()) -> Snapshot:
    """Read and enrich a folder of digests with the project's settings. `refused`: what could not come into it."""
    started = time.perf_counter()
    library, config, problems, readings = gather_library(project, folder, Timer(lambda _: None))
    seconds = round(time.perf_counter() - started, 2)
    return Snapshot(
        name,
        folder,
        library,
        (*refused, *problems),
        readings,
        _hashes(folder),
        seconds,
        config.register,
        config.settings.author_page_from,
    )


def of_revision(project: Path, revision: str, path: str, scratch: Path) -> tuple[Path, tuple[Problem, ...]]:
    """Write the digests of a git revision below `scratch`; its folder, named as the project's, and what was refused. Raises GitError."""
    commit = commit_of(project, revision)
    taken = take_digests(project, commit, path)
    folder = scratch / Path(path).name
    too_much = over_caps(taken.files, path, Caps())
    if too_much:
        raise GitError(str(too_much[0]))
    write_digests(project, taken.files, folder)
    return folder, taken.problems


def _hashes(folder: Path) -> dict[str, tuple[str, int]]:
    found = {}
    for path in sorted([*folder.glob("*"), *(folder / "facts").glob("*.jsonl")]):
        if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~")):
            raw = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = (hashlib.sha256(raw).hexdigest(), len(raw))
    return found
