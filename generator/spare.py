"""Spare memory. In: how much this process may hold. Out: where it holds more, what functions keep for speed is forgotten and given back.

Names, words and typeset texts are kept, for they come again and again (functools.lru_cache). What one part of a build kept is of little
use to the next, and a process that did all parts would hold all of it: some hundred MB, beside the library.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

# A cache of fewer results is a table, or is soon full again.
_MANY = 1_000


def give_back(most: int) -> None:
    """Forget, when this process holds more than `most` bytes."""
    if held() <= most:
        return
    for cache in _caches():
        if cache.cache_parameters()["maxsize"] and cache.cache_info().currsize >= _MANY:
            cache.cache_clear()
    _trim()


def held() -> int:
    """The bytes that this process holds now; 0 where the system does not say (it is not Linux)."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - asked often, and a Path costs more than the read
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _caches() -> Iterator[Any]:
    """The caches of the functions of our modules."""
    for name, module in list(sys.modules.items()):
        if name.startswith("generator."):
            for value in list(vars(module).values()):
                yield from getattr(value, "caches", (value,) if hasattr(value, "cache_clear") else ())


def _trim() -> None:
    """Free memory goes back to the system, where it is glibc's: else it stays this process's own."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return
    trim(0)
