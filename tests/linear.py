"""Runs: inputs that repeat one thing. In: a way to read, enrich or render, and a text of any length. Out: how its cost grows with length.

What repeats makes patterns go back and forth: a run of digits, of brackets, of blank lines, of one word. Cost is CPU time, of which the
growth alone is looked at: four times the length may cost four times as much, and a square sixteen times.
"""

from __future__ import annotations

import gc
import string
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

Make = Callable[[int], str]
# What 18,750 characters more cost beside 3,750 more: five times as much on a line, seventeen times on a square.
MOST = 10.0
_SIZES = (1_250, 5_000, 20_000)
# Below this a difference is noise.
_NOISE = 0.05

_TABLE = tomllib.loads(Path(__file__).with_name("runs.toml").read_text("utf-8"))
UNITS, NESTED, PLACES = _TABLE["units"], _TABLE["nested"], _TABLE["places"]


def runs() -> Iterator[tuple[str, Make]]:
    """Name -> a text of about so many characters that repeats one thing."""
    blanked = {f"{sign} and a blank": f"{sign} " for sign in string.punctuation}
    for name, unit in (UNITS | blanked).items():
        yield name, lambda size, unit=unit: unit * (size // len(unit))  # type: ignore[misc]
    for name, (left, middle, right) in NESTED.items():
        yield (
            f"nested {name}",
            lambda size, a=left, b=middle, c=right: a * (size // (len(a + c))) + b + c * (size // len(a + c)),
        )  # type: ignore[misc]


def placed() -> Iterator[tuple[str, Make]]:
    """Every run in every place."""
    for place, frame in PLACES.items():
        for name, make in runs():
            yield (
                f"{name} in {place}",
                lambda size, frame=frame, make=make: frame.replace("{run}", make(size // max(1, frame.count("{run}")))),
            )  # type: ignore[misc]


def growth(cost: Callable[[str], object], make: Make) -> float:
    """By how much more the last step of length costs than the one before; 0 when that is less than can be told from noise."""
    texts = [make(size) for size in _SIZES]
    least = [float("inf")] * len(texts)
    for _ in range(3):
        # Something else may run on the machine: the least of some runs tells.
        least = [min(before, _spent(cost, text)) for before, text in zip(least, texts, strict=True)]
        base, middle, last = least
        if last - base < _NOISE or (last - base) / max(middle - base, _NOISE / 100) <= MOST:
            return 0.0 if last - base < _NOISE else (last - base) / max(middle - base, _NOISE / 100)
    return (last - base) / max(middle - base, _NOISE / 100)


def _spent(cost: Callable[[str], object], text: str) -> float:
    """CPU seconds, without the garbage collector: a full collection looks at what all tests before hold, 0.2 s after those of readers."""
    gc.disable()
    try:
        started = time.process_time()
        cost(text)
        return time.process_time() - started
    finally:
        gc.enable()
