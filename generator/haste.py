"""Haste. In: what makes a result, and the memory of work. Out: the result; in haste the last that was made, whatever of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.away import decoder
from generator.memo import encoded, key_of
from generator.work import Work

Result = TypeVar("Result")


def latest(work: Work, step: Callable[..., Result], place: str, make: Callable[[], Result]) -> Result:
    """make(), a result of the step, which is then the last one of its `place`."""
    if work.memo is None:
        return make()
    names = (step.__module__.encode(), step.__qualname__.encode(), place.encode())
    key = key_of(b"latest", work.memo.version_of(step.__module__), *names)
    held = work.memo.get([key]).get(key) if work.hasty else None
    if held is not None:
        found: Result = decoder(step, "return").decode(held)
        return found
    result = make()
    work.memo.put([(key, encoded(result))])
    return result
