"""What waits. In: bytes that are too many for memory. Out: where they wait on disk, in a file that has no name."""

from __future__ import annotations

import tempfile
from pathlib import Path


class Waiting:
    """Bytes that wait on disk."""

    __slots__ = ("_length", "_shelf", "_start")

    def __init__(self, shelf: Shelf, start: int, length: int) -> None:
        self._shelf, self._start, self._length = shelf, start, length

    def read(self) -> bytes:
        return self._shelf.read(self._start, self._length)


class Shelf:
    """A nameless file of `folder`, which the system removes in any case."""

    def __init__(self, folder: Path) -> None:
        self._end = 0
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by whoever made the shelf

    def put(self, content: bytes) -> Waiting:
        start = self._end
        self._file.seek(start)
        self._file.write(content)
        self._end += len(content)
        return Waiting(self, start, len(content))

    def read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)

    def close(self) -> None:
        self._file.close()
