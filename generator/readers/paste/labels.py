"""The parts that units play. In: units and their looks. Out: the likeliest sequence of parts; the file itself tells how its papers go on.

A hidden Markov model, decoded by Viterbi's algorithm. How often a title goes without an abstract, or an abstract has two paragraphs,
differs from file to file, so a first decoding counts both and a second one uses the counts.
"""

from __future__ import annotations

import math
from itertools import pairwise

from generator.readers.paste.scores import NEVER, Look
from generator.readers.paste.units import Unit

# T title, t its second line, A authors, M votes, dates and the like, P abstract, p its wrapped rest, q its next paragraph, C chrome.
PARTS = "TtAMPpqC"
_AFTER = {
    "^": {"T": -0.2, "C": -1.0, "M": -1.5},
    "T": {"P": -0.1, "t": -4.5, "A": -1.2, "M": -1.5, "T": -7.0, "C": -5.0},
    "t": {"P": -0.1, "A": -1.2, "M": -1.5, "T": -8.0, "t": -7.0, "C": -6.0},
    "A": {"P": -0.1, "M": -1.0, "T": -4.0, "A": -3.0, "C": -4.0},
    "M": {"M": -1.0, "P": -1.0, "T": -0.8, "A": -1.5, "C": -1.5, "q": -9.0},
    "P": {"T": -0.1, "M": -1.5, "C": -3.0, "p": -9.0, "q": -4.2},
    "p": {"T": -0.2, "M": -1.5, "C": -3.0, "p": -3.0, "q": -4.2},
    "q": {"T": -0.2, "M": -1.5, "C": -3.0, "p": -9.0, "q": -2.5},
    "C": {"C": -0.5, "T": -0.6, "M": -1.2, "P": -12.0, "q": -12.0},
}


def label(units: list[Unit], looks: list[Look]) -> str:
    """One part for each unit, as a string over PARTS."""
    gaps = _gap_prior(units)
    first = _decode(units, looks, _AFTER, gaps)
    return _decode(units, looks, _counted(first), gaps)


def _gap_prior(units: list[Unit]) -> tuple[float, float]:
    """How much a gap, and its absence, speak for a new part. Where all gaps are alike they tell nothing."""
    gaps = [unit.gap > 0 for unit in units[1:]]
    share = sum(gaps) / len(gaps) if gaps else 0.0
    return (1.5, 1.5) if 0.05 < share < 0.95 else (0.0, 0.0)


def _counted(parts: str) -> dict[str, dict[str, float]]:
    """The transitions after a look at the file: how often T is followed by T and P by q, with the prior as 4 papers' worth."""
    after = {part: dict(following) for part, following in _AFTER.items()}
    titles, abstracts = parts.count("T"), parts.count("P")
    for first, second, total in (("T", "T", titles), ("P", "q", abstracts), ("T", "t", titles)):
        prior = math.exp(_AFTER[first][second])
        seen = sum(1 for a, b in pairwise(parts) if a == first and b == second)
        after[first][second] = math.log((seen + 4 * prior + 1e-4) / (total + 4))
    return after


def _decode(units: list[Unit], looks: list[Look], after: dict[str, dict[str, float]], gaps: tuple[float, float]) -> str:
    best: dict[str, float] = {"^": 0.0}
    trail: list[dict[str, str]] = []
    for place, (unit, look) in enumerate(zip(units, looks, strict=True)):
        scores: dict[str, float] = {}
        came: dict[str, str] = {}
        for part in PARTS:
            own = _emission(part, look)
            if own <= NEVER:
                continue
            joint = _junction(part, unit, gaps) if place else 0.0
            reach = [(total + after[before][part], before) for before, total in best.items() if part in after[before]]
            if reach:
                total, came[part] = max(reach)
                scores[part] = total + own + joint
        best = scores
        trail.append(came)
    part = max(best, key=lambda name: best[name] + (-4.0 if name in "TtA" else 0.0)) if units else ""
    parts = []
    for came in reversed(trail):
        parts.append(part)
        part = came[part]
    return "".join(reversed(parts))


def _emission(part: str, look: Look) -> float:
    if part in "Tt":
        return look.title - (1.0 if part == "t" else 0.0)
    if part == "P":
        return look.abstract
    if part in "pq":
        return look.more
    return {"A": look.authors, "M": look.meta, "C": look.chrome}[part]


def _junction(part: str, unit: Unit, gaps: tuple[float, float]) -> float:
    """A gap speaks for a new title or paragraph; a wrapped line that went on to its margin speaks for the same paragraph."""
    if unit.soft:
        return 6.0 if part == "p" else 1.0 if part == "t" else -1.5
    with_gap, without = gaps
    if unit.gap:
        return with_gap * 0.5 if part in "TPqC" else -with_gap if part in "tpA" else 0.0
    return -without * 0.5 if part in "Tq" else without * 0.5 if part in "tpA" else 0.0
