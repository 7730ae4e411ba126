"""Nothing to do. In: the folders of a build. Out: what the last build said, when another one would read and leave the very same files,
else why there is something to do.

All that a build reads is hashed: digests, settings, theme, hand-written pages, the code. Of what it wrote the names, sizes and times are
compared, so that a page which somebody changed by hand is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.answers import files_below, hashes, sources_of
from generator.made import JOINED, PAGES
from generator.memo import package_version
from generator.model import Problem
from generator.output import read_manifest
from generator.site import Folders

_FILE = "finished.json"
_OF_PAGES = (PAGES, JOINED, "state.json")
# Why there is something to do, besides what a build reads.
_THEME = "another theme"
_FORCED, _NONE, _SPOILED = "--force", "no earlier build came to its end", "pages changed after the last build"
_TOLD_ONCE = ("kept-file", "memory-begun-anew")


class Finished(msgspec.Struct, frozen=True):
    """What the last build read, by its kind, and left, as hashes, and what it said."""

    inputs: dict[str, str]
    outputs: str
    problems: tuple[Problem, ...]
    papers: int
    digests: int


class LastBuild(NamedTuple):
    """said: what it said, if another one would do nothing; why: what is not as it was, in words, else; pages: what it said, if that is the
    theme alone, so that its pages are those that another one would draw."""

    said: Finished | None
    why: tuple[str, ...] = ()
    pages: Finished | None = None


def inputs_of(folders: Folders, digests: Path, strict: bool) -> dict[str, str]:
    """A hash of all that a build reads, of each kind."""
    project = folders.project
    generated = read_manifest(project / "site_src")
    hand = [name for name in files_below(project / "site_src") if name not in generated]
    theme = project / "theme_overrides"
    kinds: dict[str, Iterable[bytes]] = {
        "other code or packages": (package_version(),),
        "other digests or settings": (f"{strict} {digests.name}".encode(), *sources_of(project, digests)),
        _THEME: hashes(theme, files_below(theme)),
        "other hand-written pages": hashes(project / "site_src", hand),
    }
    return {kind: hashlib.blake2b(b"".join(parts), digest_size=16).hexdigest() for kind, parts in kinds.items()}


def last_build(folders: Folders, inputs: dict[str, str], *, force: bool = False) -> LastBuild:
    """What the last build said, if it read the same and what it left is still as it was; else what is not. With `force` nobody asks."""
    if force:
        return LastBuild(None, (_FORCED,))
    try:
        finished = msgspec.json.decode((folders.work / _FILE).read_bytes(), type=Finished)
    except (OSError, msgspec.MsgspecError):
        return LastBuild(None, (_NONE,))
    changed = [kind for kind, total in inputs.items() if finished.inputs.get(kind) != total]
    if changed in ([], [_THEME]) and finished.outputs != _left(folders):
        changed.append(_SPOILED)
    if changed == [_THEME]:
        return LastBuild(None, (_THEME,), finished)
    return LastBuild(None, tuple(changed)) if changed else LastBuild(finished)


def begin(folders: Folders, *, force: bool = False) -> None:
    """Forget what the last build said: from now on its files change. With `force` also what made its pages and their HTML."""
    for name in (_FILE, *(_OF_PAGES if force else ())):
        (folders.work / name).unlink(missing_ok=True)


def finish(folders: Folders, inputs: dict[str, str], problems: Iterable[Problem], papers: int, digests: int) -> None:
    """Keep what a build said that left all its files whole, but for what is told once."""
    again = tuple(problem for problem in problems if problem.code not in _TOLD_ONCE)
    finished = Finished(inputs, _left(folders), again, papers, digests)
    (folders.work / _FILE).write_bytes(msgspec.json.encode(finished))


def _left(folders: Folders) -> str:
    total = hashlib.blake2b(digest_size=16)
    for folder in (folders.docs, folders.out):
        for path, (size, time, *_) in sorted(folders.seen.below(folder).items()):
            total.update(f"{path}\0{size} {time}\n".encode("utf-8", "surrogateescape"))
        total.update(b"\1")
    return total.hexdigest()
