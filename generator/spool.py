"""Files on their way. In: OutputFiles as they are rendered. Out: the same; what is too much for memory waits on disk."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from generator.model import OutputFile, as_bytes
from generator.waiting import Shelf

# The pages of some thousand papers. More are not to be held beside all that made them: the disk is asked for each only once more.
_HELD = 32 << 20


class Spool:
    """Keeps the contents of files, the first in memory, the others on a shelf in `folder`. `held`: how many bytes memory may hold."""

    def __init__(self, folder: Path, held: int = _HELD) -> None:
        self._left, self._shelf = held, Shelf(folder)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shelf.close()

    def put(self, file: OutputFile) -> OutputFile:
        """The file with its content as bytes (a page with one sign beyond Latin-1 takes half the memory so), or on disk; one that is
        there already stays where it is."""
        if file.kept:
            return file
        content = as_bytes(file)
        self._left -= len(content)
        return replace(file, content=content if self._left >= 0 else self._shelf.put(content))
