"""Words for a difference. In: a Difference. Out: its headline and the short sentences that text and Markdown share, plain Unicode."""

from __future__ import annotations

from generator.commands.diff.records import Change, Difference
from generator.model import Problem
from generator.render.phrases import counted

_FEW = 60


def headline(difference: Difference) -> str:
    """ "12 new papers, 1 already known": what the change does, in one line."""
    parts = []
    if difference.added:
        parts.append(counted(len(difference.added), "new paper"))
    if difference.known:
        parts.append(f"{len(difference.known):,} already known")
    if difference.changed:
        parts.append(f"{len(difference.changed):,} changed")
    merged = sum(one.merged for one in difference.moved)
    if merged:
        parts.append(f"{merged:,} merged")
    if len(difference.moved) > merged:
        parts.append(f"{len(difference.moved) - merged:,} at a new address")
    if difference.retitled:
        parts.append(f"{len(difference.retitled):,} with another title")
    if difference.removed:
        parts.append(f"{len(difference.removed):,} removed")
    return ", ".join(parts) or "No paper changes"


def files_line(difference: Difference) -> str:
    """ "2 files added, 1 renamed." or "" when no file changed."""
    parts: list[str] = []
    for what in ("added", "changed", "renamed", "removed"):
        count = sum(file.what == what for file in difference.files)
        if count:
            parts.append(f"{counted(count, 'file')} {what}" if not parts else f"{count:,} {what}")
    return ", ".join(parts) + "." if parts else ""


def problems_line(problems: tuple[Problem, ...]) -> str:
    """ "1 error, 2 warnings"."""
    counts = [(level, sum(problem.level == level for problem in problems)) for level in ("error", "warning", "note")]
    return ", ".join(counted(count, level) for level, count in counts if count)


def size_line(difference: Difference) -> str:
    """Papers, bytes and time on both sides."""
    base, head = difference.base, difference.head
    return (
        f"{base.papers:,} papers become {head.papers:,}; digests of {size(base.size)} become {size(head.size)}; "
        f"read in {head.seconds:.1f} s ({base.seconds:.1f} s before)."
    )


def size(count: int) -> str:
    """Bytes for people: 312 B, 4.1 kB, 2.0 MB."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1e3:,.1f} kB" if count < 1_000_000 else f"{count / 1e6:,.1f} MB"


def excerpts(change: Change) -> tuple[str, str]:
    """The part of a field that differs, before and after, each with a few words around it and cut when long."""
    before, after = change.before, change.after
    if len(before) <= 2 * _FEW and len(after) <= 2 * _FEW:
        return before, after
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _around(before, start, end), _around(after, start, end)


def _around(text: str, start: int, end: int) -> str:
    first = max(0, start - _FEW // 3)
    last = min(len(text), max(start, len(text) - end) + _FEW // 3)
    middle = text[first:last]
    if len(middle) > 3 * _FEW:
        middle = f"{middle[: 2 * _FEW]} … {middle[-_FEW:]}"
    return ("…" if first else "") + middle + ("…" if last < len(text) else "")
