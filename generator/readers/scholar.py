"""Google Scholar. In: an alert's mail or a page of results, as text. Out: its papers; the snippets are cut and no abstracts.

A result is a title, a line "A Author, B Author - Venue, Year", a snippet, and a line of buttons.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import finished
from generator.readers.parts.records import arxiv_id, authors_of, names_more, paper_of
from generator.text import fold

NAME = "Google Scholar (alert or results)"
SAMPLE = "[PDF] A Title / A Lovelace, B Sample - arXiv preprint arXiv:2503.01234, 2025 / A snippet … / Save Twitter LinkedIn Facebook"
_BYLINE = re.compile(
    r"(?P<names>[^\W\d_][^\n]{1,200}?)\s+[-–]\s+(?P<venue>[^\n]{0,160}?),?\s*(?P<year>(?:19|20)\d\d)(?:\s+[-–]\s+\S{3,60})?"
)
_MARK = re.compile(r"Google Scholar|scholar\.google|Save\s+Twitter\s+LinkedIn|Cited by \d+\s+Related articles", re.I)
_BUTTONS = re.compile(
    r"(?:☆?\s*Save|Twitter|LinkedIn|Facebook|Cite|Cited by [\d,]+|Related articles|All \d+ versions|View as HTML|\s|[☆»])+",
    re.I,
)
_KIND = re.compile(r"^(?:\[(?:PDF|HTML|BOOK|CITATION|B|C|DOC)\]\s*)+", re.I)
_NAME = re.compile(r"(?:[A-Z]{1,4}|[A-Z][\w.'’-]*) [^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?|…")
_ADDRESS = re.compile(r"<?https?://\S+>?")


class Result(msgspec.Struct):
    """Lines from 1: where the title and the byline stand, and the last line of the result."""

    title: int
    byline: int
    last: int


def recognise(text: str, path: str) -> float:
    """A mark of Scholar's, and a line with names, a venue and a year under a title."""
    head = text[:200_000]
    return 0.88 if _MARK.search(head) and _results(head.split("\n")[:4000]) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read an alert. Problems: note `abstract-cut` (Scholar shows only the beginning)."""
    lines = text.split("\n")
    papers: list[Paper] = []
    spans: list[Span] = []
    for result in _results(lines):
        number = len(papers)
        spans.append(Span(result.title, result.title, "title", number))
        spans.append(Span(result.byline, result.byline, "authors", number))
        if result.last > result.byline:
            spans.append(Span(result.byline + 1, result.last, "skipped", -1, "a snippet"))
        papers.append(_paper(lines, result, source))
    cut = "Scholar shows only the beginning of abstracts; they were left out. offprint lookup can fill in more."
    problems = [Problem(papers[0].source, "note", "abstract-cut", cut)] if papers else []
    return finished(NAME, text, source, papers, spans, problems)


def _results(lines: list[str]) -> list[Result]:
    held = [number for number, line in enumerate(lines) if fold(line) and not _ADDRESS.fullmatch(line.strip())]
    places = [at for at in range(1, len(held)) if _is_byline(lines[held[at]]) and _is_title(lines[held[at - 1]])]
    results = []
    for at, following in pairwise([*places, len(held) + 1]):
        last = at
        while (
            last + 1 < min(following - 1, len(held))
            and not _BUTTONS.fullmatch(lines[held[last + 1]].strip())
            and last - at < 8
        ):
            last += 1
        results.append(Result(held[at - 1] + 1, held[at] + 1, held[last] + 1))
    return results


def _is_title(line: str) -> bool:
    chrome = _MARK.search(line) or _BUTTONS.fullmatch(line.strip())
    return not chrome and bool(_KIND.sub("", fold(line))) and not _is_byline(line)


def _is_byline(line: str) -> bool:
    found = _BYLINE.fullmatch(fold(line)[:400])
    names = re.split(r"\s*,\s*", found["names"]) if found else []
    return bool(names) and all(
        _NAME.fullmatch(name.strip(" …")) or name.strip() == "…" for name in names if name.strip(" …")
    )


def _paper(lines: list[str], result: Result, source: Source) -> Paper:
    found = _BYLINE.fullmatch(fold(lines[result.byline - 1])[:400])
    title = _KIND.sub("", fold(lines[result.title - 1]))
    venue, year, names = (found["venue"], found["year"], found["names"]) if found else ("", "", "")
    arxiv = arxiv_id(venue) if "arxiv" in venue.lower() else ""
    listed = [name for name in re.split(r"\s*,\s*", names.replace("…", "")) if name.strip()]
    return paper_of(
        title, Source(source.path, result.title), authors=authors_of(listed), et_al=names_more(names), date=year,
        venues=() if "arxiv" in venue.lower() else venue.strip(" ,…"), ids={"arxiv": arxiv} if arxiv else {},
        url=f"https://arxiv.org/abs/{arxiv}" if arxiv else "",
    )  # fmt: skip
