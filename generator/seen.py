"""What lies in folders. In: a folder. Out: of each file below it what the system says of it, asked once; whoever writes there says so.

A site of ten thousand papers is some forty thousand files with its pages, and six parts of a build want to know which are as they were.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

# Size, time, a number that is the same for all names of a file, and how many it has.
Stamp: TypeAlias = tuple[int, int, int, int]


class Seen:
    """What was seen in folders since somebody first asked: by relative path the stamps of files, and of links, which are not followed."""

    def __init__(self) -> None:
        self._below: dict[str, dict[str, Stamp]] = {}

    def below(self, folder: Path) -> dict[str, Stamp]:
        """The files below a folder; none of one that is not there."""
        if str(folder) not in self._below:
            self._below[str(folder)] = stamps_below(str(folder))
        return self._below[str(folder)]

    def again(self, folder: Path, paths: Iterable[str]) -> None:
        """Look again at some paths, where something was written or went."""
        if str(folder) not in self._below:
            return
        known = self._below[str(folder)]
        for path in paths:
            stamp = stamp_of(f"{folder}/{path}")
            if stamp:
                known[path] = stamp
            else:
                known.pop(path, None)

    def forget(self, folder: Path) -> None:
        """Ask anew."""
        self._below.pop(str(folder), None)

    def exchange(self, one: Path, other: Path) -> None:
        """Each of two folders is where the other was."""
        held = {str(there): self._below.pop(str(here), None) for here, there in ((one, other), (other, one))}
        self._below.update({folder: stamps for folder, stamps in held.items() if stamps is not None})


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none, nor a link."""
    try:
        return _stamp(os.stat(path, follow_symlinks=False))  # noqa: PTH116 - asked for thousands, and a Path costs more than that
    except OSError:
        return None


def stamps_below(folder: str) -> dict[str, Stamp]:
    """Of every file below a folder, by relative path."""
    found: dict[str, Stamp] = {}
    waiting = [""]
    while waiting:
        front = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{folder}/{front}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{front}{entry.name}/")
                else:
                    found[front + entry.name] = _stamp(entry.stat(follow_symlinks=False))
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_dev << 64 | status.st_ino, status.st_nlink
