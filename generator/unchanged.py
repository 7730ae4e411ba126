"""Nothing to do. In: the folders of a build. Out: what the last build said, when another one would read and leave the very same files.

All that a build reads is hashed: digests, settings, theme, hand-written pages, the code. Of what it wrote the names, sizes and times are
compared, so that a page which somebody changed by hand is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.answers import hashes, names_in, sources_of, stamps
from generator.made import JOINED, PAGES
from generator.memo import package_version
from generator.model import Problem
from generator.output import read_manifest
from generator.site import Folders

_FILE = "finished.json"
_OF_PAGES = (PAGES, JOINED, "state.json")
_TOLD_ONCE = ("kept-file", "memory-begun-anew")


class Finished(msgspec.Struct, frozen=True):
    """What the last build read and left, as hashes, and what it said."""

    inputs: str
    outputs: str
    problems: tuple[Problem, ...]
    papers: int
    digests: int


def inputs_of(folders: Folders, digests: Path, strict: bool) -> str:
    """A hash of all that a build reads."""
    project, total = folders.project, hashlib.blake2b(package_version(), digest_size=16)
    total.update(f"{strict} {digests.name}".encode())
    generated = read_manifest(project / "site_src")
    hand = (name for name in names_in(project / "site_src") if name not in generated)
    theme = project / "theme_overrides"
    for part in (*sources_of(project, digests), *hashes(theme, names_in(theme)), *hashes(project / "site_src", hand)):
        total.update(part)
    return total.hexdigest()


def last_said(folders: Folders, inputs: str) -> Finished | None:
    """What the last build said, if it read the same and what it left is still as it was."""
    try:
        finished = msgspec.json.decode((folders.work / _FILE).read_bytes(), type=Finished)
    except (OSError, msgspec.MsgspecError):
        return None
    return finished if finished.inputs == inputs and finished.outputs == _left(folders) else None


def begin(folders: Folders, *, force: bool = False) -> None:
    """Forget what the last build said: from now on its files change. With `force` also what made its pages and their HTML."""
    for name in (_FILE, *(_OF_PAGES if force else ())):
        (folders.work / name).unlink(missing_ok=True)


def finish(folders: Folders, inputs: str, problems: Iterable[Problem], papers: int, digests: int) -> None:
    """Keep what a build said that left all its files whole, but for what is told once."""
    again = tuple(problem for problem in problems if problem.code not in _TOLD_ONCE)
    finished = Finished(inputs, _left(folders), again, papers, digests)
    (folders.work / _FILE).write_bytes(msgspec.json.encode(finished))


def _left(folders: Folders) -> str:
    total = hashlib.blake2b(digest_size=16)
    for folder in (folders.docs, folders.out):
        for path, status in stamps(str(folder)):
            total.update(f"{path}\0{status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        total.update(b"\1")
    return total.hexdigest()
