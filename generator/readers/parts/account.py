"""The account of a digest. In: the spans and papers of a reader. Out: every non-blank line in exactly one span, papers without the slips of
their list, and the finished Reading."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.model import Digest, Level, Paper, Problem, Reading, Source, Span, Use
from generator.text.studies import dated

_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:-(?P<series>[a-z0-9]+(?:-[a-z0-9]+)*))?")
_MOST = 1000
_TOLD = ("problems", "named")
# Ids of one work each, as a message names them.
_KINDS = {
    "arxiv": "arXiv id", "doi": "DOI", "openreview": "OpenReview id", "acl": "id of the ACL Anthology", "pmid": "PMID",
}  # fmt: skip
# More entries than this with one DOI are chapters or talks of what the DOI names: no slip.
_PAIR = 2


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
    """The Reading of a digest in format `name`. Adds what is wrong with the file's name, slips of the list, and `empty-digest` for none."""
    digest, found = digest_of(source.path, name)
    papers, slips = without_slips(dated(papers))
    found += [*problems, *slips]
    if not papers:
        level, message = (
            ("note", "holds no papers, and says so; nothing to do.")
            if empty_is_fine
            else ("warning", "holds no paper that could be read; is it the right file?")
        )
        found.append(Problem(source, "note" if level == "note" else "warning", "empty-digest", message))
    return Reading(digest, papers, tuple(found), account(text, spans, gap), len(text.split("\n")))


def together(readings: Sequence[Reading], text: str) -> Reading:
    """One Reading of several of one file, each of lines of its own."""
    spans: list[Span] = []
    papers: list[Paper] = []
    for one in readings:
        spans += [replace(span, paper=span.paper + len(papers) if span.paper >= 0 else -1) for span in one.account]
        papers += one.papers
    told = {name: tuple(dict.fromkeys(each for one in readings for each in getattr(one, name))) for name in _TOLD}
    return replace(readings[0], papers=tuple(papers), account=account(text, spans), **told)


def without_slips(papers: Sequence[Paper]) -> tuple[tuple[Paper, ...], list[Problem]]:
    """Problem: warning `same-id`. Of two titles by the same people either may be the work that the id names: both keep it."""
    made, problems = list(papers), []
    for kind, said in _KINDS.items():
        for at, other in _shared(papers, kind):
            paper, left = papers[at], ""
            if not paper.authors or paper.authors != other.authors:
                made[at], left = _without_id(made[at], kind), " and was left without it"
            message = (
                f"{short(paper.title)} has the {said} {paper.ids[kind]} of {short(other.title)} on line {other.source.line}"
                f"{left}; correct the address of the one that is wrong."
            )
            problems.append(Problem(paper.source, "warning", "same-id", message))
    return tuple(made), problems


def _without_id(paper: Paper, kind: str) -> Paper:
    """A paper without an id that is another's, and the addresses that hold it."""
    url, *urls = ("" if paper.ids[kind].lower() in (one or "").lower() else one for one in (paper.url, *paper.urls))
    ids = {name: value for name, value in paper.ids.items() if name != kind}
    return replace(paper, ids=ids, url=url or None, urls=tuple(filter(None, urls)))


def _shared(papers: Sequence[Paper], kind: str) -> list[tuple[int, Paper]]:
    """Places of papers, and the earlier one of quite another title that has the id of each."""
    first: dict[str, Paper] = {}
    holders: dict[str, list[int]] = {}
    for at, paper in enumerate(papers):
        if value := paper.ids.get(kind, ""):
            other = first.setdefault(value, paper)
            words, others = set(other.title.casefold().split()), set(paper.title.casefold().split())
            if other is not paper and len(words & others) * 2 < min(len(words), len(others)):
                holders.setdefault(value, []).append(at)
    few = (places for places in holders.values() if kind != "doi" or len(places) < _PAIR)
    return [(at, first[papers[at].ids[kind]]) for places in few for at in places]


def short(title: str) -> str:
    """A title in a message, cut."""
    return repr(title if len(title) <= 60 else title[:59] + "…")


def digest_of(path: str, form: str = "") -> tuple[Digest, list[Problem]]:
    """The Digest that a file called YYYY-MM-DD-series.ext stands for; error `digest-name` for another name."""
    stem = PurePosixPath(path).name.partition(".")[0]
    found = _NAME.fullmatch(stem)
    try:
        day = datetime.date.fromisoformat(found["date"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        message = "must be called YYYY-MM-DD-series.ext, such as 2025-03-14-trending-papers.txt: a day, then lower-case words."
        return Digest(stem, "", "", path, form), [Problem(Source(path), "error", "digest-name", message)]
    return Digest(stem, found["date"], found["series"] or "", path, form), []
