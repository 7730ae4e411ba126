"""Answers remembered. In: a project, a folder of digests, and a question. Out: the last answer, when all that it was made of is as it was.

Who asks twice in a row (`check`, then `check` again; one paper, then its neighbour) gathers the library once: loading what gathers it takes
longer than all that a small library needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.memo import package_version
from generator.output import write_atomically

T = TypeVar("T")
# Where a build of the checkout's own site works, and so what `git` and other builds leave alone.
WORK = ".site.work"
# What `show` asks.
NAMES = "names"


class Answers:
    """The last answer to one question. `also`: files that it was made of, besides digests, settings and our code."""

    def __init__(self, project: Path, digests: Path, question: str, also: Iterable[Path] = ()) -> None:
        self._path = project / WORK / "answers" / question
        total = hashlib.blake2b(package_version(), digest_size=16)
        for part in sources_of(project, digests):
            total.update(part)
        for path in also:
            total.update(hash_of(path))
        self._made_of = total.digest()

    def last(self, kind: type[T]) -> T | None:
        """The last answer, or None when something has changed since."""
        try:
            raw = self._path.read_bytes()
            made_of, answer = raw[:16], memoryview(raw)[16:]
            return msgspec.msgpack.decode(answer, type=kind) if made_of == self._made_of else None
        except (OSError, msgspec.MsgspecError):
            return None

    def keep(self, answer: msgspec.Struct) -> None:
        """Keep an answer in place of the last. A checkout that nobody may write to has none."""
        with contextlib.suppress(OSError):
            write_atomically(self._path, self._made_of + msgspec.msgpack.encode(answer))


def sources_of(project: Path, digests: Path) -> Iterator[bytes]:
    """Names and hashes of all files that a library is made of."""
    yield str(digests.resolve()).encode("utf-8", "surrogateescape")
    for folder, names in (
        (digests, files_below(digests)),
        # A folder of digests without a vocabulary of its own has the checkout's.
        (project / "digests", [name for name in files_below(project / "digests") if name.endswith((".yml", ".yaml"))]),
        (project, [name for name in ("mkdocs.yml", "offprint.yml") if (project / name).is_file()]),
    ):
        yield from hashes(folder, names)


def hashes(folder: Path, names: Iterable[str]) -> Iterator[bytes]:
    """Name and hash of each file of a folder, and where the folder ends."""
    for name in names:
        yield name.encode("utf-8", "surrogateescape") + b"\0" + hash_of(folder / name)
    yield b"\1"


def stamps(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, in an order that is the same each time."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from stamps(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def files_below(folder: Path) -> list[str]:
    """The files below a folder, by path; none of a folder that is not there."""
    if not folder.is_dir():
        return []
    # To open a pipe waits for somebody who writes into it.
    return sorted(
        os.path.relpath(path, folder)
        for path, found in stamps(str(folder))
        if stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)
    )


def hash_of(path: Path) -> bytes:
    """A hash of a file, or the number of the error that kept it from being read."""
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError as error:
        return str(error.errno).encode()
