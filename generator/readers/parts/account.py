"""The account of a digest. In: the spans that a reader knows. Out: every non-blank line in exactly one span, and the finished Reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from generator.model import Level, Paper, Problem, Reading, Source, Span, Use
from generator.readers.parts.naming import digest_of

_MOST = 1000


class Lines:
    """Turns offsets in a text into line numbers, counted from 1, in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """The offset at which `line` starts; the last line's when there is no such line."""
        return self._starts[min(line, len(self._starts)) - 1]


def account(text: str, spans: Iterable[Span], gap: Use = "chrome") -> tuple[Span, ...]:
    """`spans` in order of lines, cut so that none overlaps an earlier one, and `gap` for the non-blank lines that none covers.

    Of two that share a line, the one that begins first has it; the other begins on the next line, or has no span of its own: then the
    first one's note counts it.
    """
    lines = text.split("\n")
    made: list[Span] = []
    done = hidden = 0
    for span in sorted(spans, key=lambda span: (span.first, span.last)):
        first, last = max(span.first, done + 1), min(span.last, len(lines))
        if first > last:
            hidden += span.paper >= 0
            continue
        if hidden:
            made[-1] = replace(made[-1], note=_more(made[-1].note, hidden))
            hidden = 0
        made += _gaps(lines, done + 1, first - 1, gap)
        made.append(Span(first, last, span.use, span.paper, span.note))
        done = last
    if hidden:
        made[-1] = replace(made[-1], note=_more(made[-1].note, hidden))
    return (*made, *_gaps(lines, done + 1, len(lines), gap))


def _more(note: str, papers: int) -> str:
    said = f"with {papers:,} more on its last line" if papers > 1 else "with one more on its last line"
    return f"{note}, {said}" if note else said


def _gaps(lines: Sequence[str], first: int, last: int, use: Use) -> list[Span]:
    """A span from the first to the last non-blank line of each run of lines between first and last."""
    held = [number for number in range(first, last + 1) if lines[number - 1].strip()]
    if not held:
        return []
    breaks = [index for index, (one, two) in enumerate(pairwise(held)) if two - one > 1]
    starts = [held[0], *(held[index + 1] for index in breaks)]
    ends = [*(held[index] for index in breaks), held[-1]]
    return [Span(one, two, use) for one, two in zip(starts, ends, strict=True)]


def capped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Of each code the first 1,000 Problems, and one that counts the others. The account still names every line."""
    seen: Counter[tuple[Level, str]] = Counter()
    kept: list[Problem] = []
    first: dict[tuple[Level, str], Problem] = {}
    for problem in problems:
        kind = (problem.level, problem.code)
        seen[kind] += 1
        if seen[kind] <= _MOST:
            kept.append(problem)
        else:
            first.setdefault(kind, problem)
    for kind, problem in first.items():
        message = (
            f"{seen[kind] - _MOST:,} more of the kind from here on; mend the first {_MOST:,} of them and check again."
        )
        kept.append(replace(problem, message=message))
    return tuple(kept)


def finished(
    name: str, text: str, source: Source, papers: Sequence[Paper], spans: Iterable[Span], problems: Iterable[Problem] = (),
    *, gap: Use = "chrome", empty_is_fine: bool = False,
) -> Reading:  # fmt: skip
    """The Reading of a digest in format `name`. Adds what is wrong with the file's name, and `empty-digest` when no paper was read."""
    digest, found = digest_of(source.path, name)
    found += problems
    if not papers:
        level, message = (
            ("note", "holds no papers, and says so; nothing to do.")
            if empty_is_fine
            else ("warning", "holds no paper that could be read; is it the right file?")
        )
        found.append(Problem(source, "note" if level == "note" else "warning", "empty-digest", message))
    return Reading(digest, tuple(papers), tuple(found), account(text, spans, gap), len(text.split("\n")))
