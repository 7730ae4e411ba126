"""Preferred numbers. In: how many papers a library has. Out: how many of them, the oldest, decide what is decided for all.

So what they decide stands until the library has grown by a quarter, and one more digest changes nothing of it.
"""

from __future__ import annotations

# Each about a quarter more than the one before (ISO 3, every second of the series R'20). The round ones are left out, for folders,
# exports and measurements are often of a round size, and the next digest would decide anew.
_PREFERRED = (90, 112, 140, 180, 224, 280, 355, 450, 560, 710, 900)
# Among fewer papers all decide: deciding anew takes less than half a second of CPU then.
_FEW = 400


# What is decided of the papers after those stands until a sixteenth more have come.
_STEPS = 16


def stop(papers: int) -> int:
    """How many of so many papers, the oldest, are looked at for what the newest say by themselves."""
    first = settled(papers)
    step = max(1, first // _STEPS) if papers >= _FEW else 1
    return first + (papers - first) // step * step


def settled(papers: int) -> int:
    """How many of so many papers, the oldest, decide."""
    if papers < _FEW:
        return papers
    scale = int(10 ** (len(str(papers)) - 3))
    return max(number * scale for number in _PREFERRED if number * scale <= papers)
