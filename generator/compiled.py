"""Patterns compiled once. In: a pattern. Out: what `re` makes of it, from a file beside Python's own compiled modules once it was made.

A command that reads a text without a grammar compiles a thousand patterns, which is a third of its time. Python keeps what it compiles of
modules and not of patterns, so we do, at the same place and on the same terms: by version, and not where it is told not to write.

    python -m generator.compiled        all modules and their patterns, ahead of time, where later nobody may write
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import importlib
import marshal
import os
import re
import sys
from array import array
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

# All flags, code, number of groups, names of groups with their numbers: what `_sre.compile` is given.
Parts = tuple[int, bytes, int, dict[str, int]]
# The patterns of all our modules are some 2,000. Longer ones, and more of them, are made of somebody's vocabulary.
_LONGEST, _MOST = 4_000, 4_000
# Fewer new ones take less to compile than to write.
_FEW = 10
_CHECK = 16


class Compiled:
    """`compile` of `re`, which remembers. `file` is read when this is made, and written by `write`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._compiler: Any = importlib.import_module("re._compiler")
        self._sre: Any = importlib.import_module("_sre")
        self._version = f"{sys.version} {self._sre.MAGIC} {array('I').itemsize}".encode()
        self._known = self._read()
        self._new: dict[tuple[str, int], Parts] = {}
        self._otherwise = self._compiler.compile

    def install(self) -> None:
        """From now on `re` asks here."""
        self._compiler.compile = self.compile

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """The pattern, compiled now or earlier. What is no text, or is to be traced, is left to `re`."""
        if type(pattern) is not str or len(pattern) > _LONGEST or flags & re.DEBUG:
            return self._otherwise(pattern, flags)  # type: ignore[no-any-return]
        key = (pattern, int(flags))
        parts = self._known.get(key)
        if parts is None:
            parts = self._known[key] = self._new[key] = self._parts(pattern, flags)
        whole, code, groups, names = parts
        # The whole match, number 0, has no name.
        named: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            named[number] = name
        numbers = array("I", code).tolist()
        made: re.Pattern[Any] = self._sre.compile(pattern, whole, numbers, groups, dict(names), tuple(named))
        return made

    def _parts(self, pattern: str, flags: int) -> Parts:
        """As `re._compiler.compile` makes them."""
        parsed = self._compiler._parser.parse(pattern, flags)
        code = array("I", self._compiler._code(parsed, flags)).tobytes()
        return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(parsed.state.groupdict)

    def _read(self) -> dict[tuple[str, int], Parts]:
        """What is known; nothing when the file is not there, damaged, or of another Python."""
        try:
            raw = self._file.read_bytes()
        except OSError:
            return {}
        if raw[:_CHECK] != self._check(raw[_CHECK:]):
            return {}
        known: dict[tuple[str, int], Parts] = marshal.loads(raw[_CHECK:])  # noqa: S302 - trusted as the modules beside it are
        return known

    def _check(self, body: bytes) -> bytes:
        return hashlib.blake2b(body, digest_size=_CHECK, key=hashlib.blake2b(self._version).digest()).digest()

    def write(self, least: int = _FEW) -> None:
        """Keep what is new, too, when it is at least so many. A folder that nobody may write to keeps none."""
        if len(self._new) < least:
            return
        body = marshal.dumps(self._known if len(self._known) <= _MOST else self._new)
        beside = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(self._check(body) + body)
            beside.replace(self._file)


@cache
def keep_patterns() -> Compiled:
    """Let `re` remember what it compiles, and write it down when the process ends."""
    kept = Compiled(Path(cache_from_source(__file__)).with_suffix(".patterns"))
    kept.install()
    if not sys.dont_write_bytecode:
        atexit.register(kept.write)
    return kept


def ahead_of_time() -> None:
    """Compile all of our modules, and the patterns that they begin with."""
    import compileall
    import pkgutil

    package = Path(__file__).parent
    compileall.compile_dir(str(package), quiet=1)
    kept = keep_patterns()
    for module in pkgutil.walk_packages([str(package)], f"{package.name}."):
        importlib.import_module(module.name)
    kept.write(least=1)


if __name__ == "__main__":
    ahead_of_time()
