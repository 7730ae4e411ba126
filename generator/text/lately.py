"""Results that are asked for again. In: a function of a text. Out: the same, with many results for short texts kept, and few for long."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

# Names and titles stand on many pages, an abstract on some, one after the other: 16,000 of these are 80 MB.
_SHORT, _MANY, _FEW = 300, 1 << 17, 1 << 14


def kept_lately(function: Callable[P, Result]) -> Callable[P, Result]:
    """`function` with its latest results kept, of short texts and long ones apart. Its first argument is the text."""
    short, long = lru_cache(_MANY)(function), lru_cache(_FEW)(function)

    @wraps(function)
    def asked(*given: P.args, **named: P.kwargs) -> Result:
        return (short if len(given[0]) <= _SHORT else long)(*given, **named)  # type: ignore[arg-type]

    asked.caches = (short, long)  # type: ignore[attr-defined]
    return asked
