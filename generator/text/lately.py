"""Results that are asked for again. In: a function of a text. Out: the same, with many results for short texts kept, and few for long; or
with all of them, to be handed on to the next build."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper, wraps
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

# Names and titles stand on many pages, an abstract on some, one after the other: 16,000 of these are 80 MB.
_SHORT, _MANY, _FEW = 300, 1 << 17, 1 << 14
# 100,000 papers have 200,000 names. They are asked for in turn, and again, so a table that holds some of them would hold none in time.
_NAMES = 1 << 18


def kept_lately(function: Callable[P, Result]) -> Callable[P, Result]:
    """`function` with its latest results kept, of short texts and long ones apart. Its first argument is the text."""
    short, long = lru_cache(_MANY)(function), lru_cache(_FEW)(function)

    @wraps(function)
    def asked(*given: P.args, **named: P.kwargs) -> Result:
        return (short if len(given[0]) <= _SHORT else long)(*given, **named)  # type: ignore[arg-type]

    asked.caches = (short, long)  # type: ignore[attr-defined]
    return asked


class Table(Generic[Result]):
    """A function of one name or title that keeps what it made. `known`: what it made before, by text; `asked`: all that it was asked for
    since. Not more than _NAMES: of more texts it begins anew."""

    def __init__(self, function: Callable[[str], Result]) -> None:
        self.function = function
        self.known: dict[str, Result] = {}
        self.asked: dict[str, Result] = {}
        update_wrapper(self, function)

    def __call__(self, text: str) -> Result:
        try:
            return self.asked[text]
        except KeyError:
            if len(self.asked) >= _NAMES:
                self.asked.clear()
            made = self.asked[text] = self.known[text] if text in self.known else self.function(text)
            return made
