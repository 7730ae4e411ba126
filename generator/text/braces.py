"""Braces. In: a text and the place of an opening brace. Out: what it holds, and where it ends."""

from __future__ import annotations

import re
from functools import lru_cache

_FARTHEST = 2000
_BRACE = re.compile(r"(?<!\\)[{}]")


def inside(text: str, start: int) -> tuple[str, int]:
    """What the brace at `start` holds, and where it ends (past the brace); -1 when it is never closed, within reason."""
    end = _braces(text).get(start, -1)
    return (text[start + 1 : end], end + 1) if 0 <= end - start < _FARTHEST else ("", -1)


@lru_cache(maxsize=16)
def _braces(text: str) -> dict[int, int]:
    """Place of each opening brace -> place of the one that closes it; escaped braces are text."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for found in _BRACE.finditer(text):
        if found.group() == "{":
            waiting.append(found.start())
        elif waiting:
            pairs[waiting.pop()] = found.start()
    return pairs
