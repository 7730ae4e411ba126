"""A numbered list with words around it, as a mail of results has. In: a text. Out: its items alone, each on its line."""

from __future__ import annotations

import re

_ITEM = re.compile(r"\s{0,4}\[?(\d{1,4})[.)\]]:?\s+\S")
_FEWEST = 2


def numbered_in(text: str) -> str:
    """The text with nothing but items 1, 2, 3 … and the lines below each; "" where nothing stands around them, or there are too few.

    An item ends at the first empty line below it; the last one of several paragraphs goes on no further than that.
    """
    lines = text.split("\n")
    starts = _starts(lines)
    if len(starts) < _FEWEST:
        return ""
    end = next((at for at in range(starts[-1], len(lines)) if not lines[at].strip()), len(lines))
    around = any(line.strip() for line in (*lines[: starts[0]], *lines[end:]))
    kept = [line if starts[0] <= at < end else "" for at, line in enumerate(lines)]
    return "\n".join(kept) if around else ""


def _starts(lines: list[str]) -> list[int]:
    """Where items begin that count up from 1, one by one."""
    starts: list[int] = []
    for at, line in enumerate(lines):
        found = _ITEM.match(line)
        if found and int(found[1]) == len(starts) + 1:
            starts.append(at)
    return starts
