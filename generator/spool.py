"""Files on their way. In: OutputFiles as they are rendered. Out: the same; what is too much for memory waits in a file that has no name."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from generator.model import OutputFile, as_bytes

# The pages of ten thousand papers are about as many MB; ten times as many are not to be held beside all that made them.
_HELD = 256 << 20


class Waiting:
    """The bytes of a file that wait on disk."""

    __slots__ = ("_length", "_spool", "_start")

    def __init__(self, spool: Spool, start: int, length: int) -> None:
        self._spool, self._start, self._length = spool, start, length

    def read(self) -> bytes:
        return self._spool.read(self._start, self._length)


class Spool:
    """Keeps the contents of files, the first in memory, the others in a nameless file of `folder`, which the system removes in any case.
    `held`: how many bytes memory may hold."""

    def __init__(self, folder: Path, held: int = _HELD) -> None:
        self._left, self._end = held, 0
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed on leaving

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, file: OutputFile) -> OutputFile:
        """The file with its content as bytes (a page with one sign beyond Latin-1 takes half the memory so), or on disk; one that is
        there already stays where it is."""
        if file.kept:
            return file
        content = as_bytes(file)
        self._left -= len(content)
        if self._left >= 0:
            return replace(file, content=content)
        start = self._end
        self._file.seek(start)
        self._file.write(content)
        self._end += len(content)
        return replace(file, content=Waiting(self, start, len(content)))

    def read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)
