"""Braces. In: a text. Out: what a brace of it holds, and where it ends; the text cut at marks outside of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_FARTHEST = 2000
_BRACE = re.compile(r"(?<!\\)[{}]")


def inside(text: str, start: int) -> tuple[str, int]:
    """What the brace at `start` holds, and where it ends (past the brace); -1 when it is never closed, within reason."""
    end = _braces(text).get(start, -1)
    return (text[start + 1 : end], end + 1) if 0 <= end - start < _FARTHEST else ("", -1)


def cut_outside(text: str, mark: re.Pattern[str]) -> list[str]:
    """A text cut at each mark outside of braces; empty parts are left out."""
    return cut_where(text, mark, lambda between: sum(1 if sign == "{" else -1 for sign in _BRACE.findall(between)))


def cut_where(text: str, mark: re.Pattern[str], deeper: Callable[[str], int]) -> list[str]:
    """A text cut at each mark that nothing holds. deeper: by how much the end of a piece of text is deeper inside than its beginning."""
    parts, start, depth, place = [], 0, 0, 0
    for found in mark.finditer(text):
        depth += deeper(text[place : found.start()])
        place = found.start()
        if depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


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
