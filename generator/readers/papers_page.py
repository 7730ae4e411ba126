"""A captured page of papers (Hugging Face daily, trending, search). In: what a tool made of it, with links in any of their spellings. Out:
its papers.

The tool's marks are taken off first (text/undress.py), then the lines are read as a paste is, with what the marks said as a help: which
lines are headings, and which lead to a paper. A trending page shows each paper twice, and a machine's sentence instead of an abstract.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import digest_of, finished
from generator.readers.paste import problems_of_paste
from generator.readers.paste.kinds import is_chrome, is_meta
from generator.readers.paste.papers import papers_of_units
from generator.readers.paste.scores import Look, looks_of
from generator.readers.paste.sequence import label
from generator.readers.paste.units import Line, Unit, ending, lines_of, units_of
from generator.readers.paste.weights import NEVER, Part
from generator.readers.references.retold import once
from generator.text import checked, fold
from generator.text.dates import ENGLISH_MONTH, day_of
from generator.text.ids import ids_of
from generator.text.undress import Plain, undressed

NAME = "captured page of papers"
SAMPLE = "### [A Title](https://huggingface.co/papers/2503.01234)   its abstract   - 3 authors   · May 30"
_PAPER = re.compile(r"(?:huggingface\.co|hf\.co)?/papers/(\d{4}\.\d{4,5})(?:[?#]|$)")
_MARKS = ("huggingface.co/papers", "trending papers", "daily papers", "and the research community")
_FILE = re.compile(r"#|(?!https?:)[\w/.-]{1,200}\.md\b")  # where a table of contents leads
_SEARCH = re.compile(r"/papers\?q=|%2Fpapers%3Fq%3D", re.IGNORECASE)
_CAPTURED = re.compile(r"captured.{0,20}?(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_DATE = re.compile(rf"({ENGLISH_MONTH} \d{{1,2}})(?:, (\d{{4}}))?(?=\s|$|\[|·)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"'”)]*\s+(?=[A-Z])")
_SURE = 8.0
_CHROMES = (Part.CHROME, Part.CHROME_WITHIN)


def recognise(text: str, path: str) -> float:
    """A page of papers by its name or its links, with headings or links in it; plain text of one is a paste."""
    head = text[:200_000]
    if not any(mark in head.lower() for mark in _MARKS) or text.lstrip().startswith(("{", "[{", "<")):
        return 0.0
    lines = undressed(head)
    linked = sum(any(_PAPER.search(url) for url in line.urls) for line in lines)
    headings = sum(line.level > 2 and not any(_FILE.match(url) for url in line.urls) for line in lines)
    named = bool(re.search(r"trending papers|daily papers|and the research community", head, re.IGNORECASE))
    trending = any(fold(line.text).lower() == "trending papers" for line in lines)
    if named and (linked > 1 or headings > 0 or trending):
        return 0.85
    return 0.3 if named and linked else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a captured page. Problems: note `not-an-abstract` (a machine's summary); without headings and links, those of pasted text."""
    lines = [_without_page_links(line) for line in undressed(text)]
    marked, width = lines_of("\n".join(line.text for line in lines))
    titles = _titles(lines)
    looks = _looks(marked, lines, titles)
    units = units_of(marked, label(marked, looks, width), width)
    pasted = papers_of_units(units, source, every=bool(titles))
    spans, problems = pasted.spans, [] if titles else problems_of_paste(units, pasted, source)
    problems = [problem for problem in problems if problem.code != "no-abstract"]
    spans = _owned(units, spans) if titles else spans
    papers = _dated(_linked(pasted.papers, spans, lines), units, spans, _captured(text, source))
    papers, spans, summaries = _without_summaries(papers, spans, _SEARCH.search(text) is not None)
    papers, spans = once(papers, spans)
    problems += summaries
    return finished(NAME, text, source, papers, spans, problems)


def _linked(papers: list[Paper], spans: list[Span], lines: list[Plain]) -> list[Paper]:
    owned: dict[int, list[Span]] = {}
    for span in spans:
        owned.setdefault(span.paper, []).append(span)
    return [_with_links(paper, owned.get(index, []), lines) for index, paper in enumerate(papers)]


def _without_page_links(line: Plain) -> Plain:
    """The line without the bare addresses of the page itself, which some tools write after the text that leads there."""
    own = [url for url in line.urls if _PAPER.search(url) or _is_page(url)]
    text = line.text
    for url in own if "://" in text else ():
        text = text.replace(url, " ")
    return Plain(text, line.urls, line.level)


def _titles(lines: list[Plain]) -> set[int]:
    """The numbers of the lines that are titles: headings of the level that leads to papers, or that most have (deeper first); without
    headings, the first line that leads to each paper."""
    shown = {number: fold(line.text) for number, line in enumerate(lines, start=1)}
    named = {number for number, text in shown.items() if text and not is_chrome(text) and not is_meta(text)}
    levels = Counter(lines[number - 1].level for number in named if lines[number - 1].level)
    linked = {line.level for line in lines if line.level and any(map(_PAPER.search, line.urls))}
    best = max(levels, key=lambda level: (level in linked, levels[level], level), default=0)
    if best and (best in linked or best > 2):
        return {number for number in named if lines[number - 1].level == best}
    first: dict[str, int] = {}
    for number in sorted(named):
        for found in map(_PAPER.search, lines[number - 1].urls):
            if found and len(shown[number]) < 400:
                first.setdefault(found[1], number)
    return set(first.values())


def _looks(marked: list[Line], lines: list[Plain], titles: set[int]) -> list[Look]:
    """The looks of a paste, with certainty where marks tell what is a title and where the papers begin. Such pages name no authors."""
    looks = looks_of([line.text for line in marked])
    if not titles:
        return looks
    first, made = min(titles), []
    for place, (line, look) in enumerate(zip(marked, looks, strict=True)):
        above = marked[place - 1] if place else None
        if line.number in titles:
            parts = _only(look, (Part.TITLE,))
        elif line.number < first or lines[line.number - 1].level:
            parts = _only(look, _CHROMES)
        else:
            parts = _below(line, above, look, lines, titles)
        made.append(msgspec.structs.replace(look, parts=parts))
    return made


def _only(look: Look, sure: tuple[Part, ...]) -> tuple[float, ...]:
    return tuple(_SURE if part in sure else NEVER - 1 for part in range(len(look.parts)))


def _below(line: Line, above: Line | None, look: Look, lines: list[Plain], titles: set[int]) -> tuple[float, ...]:
    """What a line below the first title may be: no other title, and the rest of the one above only right under it."""
    parts = list(look.parts)
    goes_on = above is not None and line.gap == 0 and above.number in titles and not is_meta(line.text)
    if not goes_on:
        parts[Part.TITLE_ON] = NEVER - 1
    elif above and _indented(lines[line.number - 1]) and not _indented(lines[above.number - 1]):
        parts[Part.TITLE_ON] = _SURE
    parts[Part.TITLE] = parts[Part.AUTHORS] = NEVER - 1
    if len(line.text) < 60 and ending(line.text) == 0 and (line.gap or above is None):
        # A short line apart is an organisation, a person, a button.
        for chrome in _CHROMES:
            parts[chrome] = max(parts[chrome], 1.0)
    return tuple(parts)


def _indented(line: Plain) -> bool:
    return line.text[:2].isspace()


def _owned(units: list[Unit], spans: list[Span]) -> list[Span]:
    """Short text between a title and the next that is neither abstract nor fact (an organisation, say) stands with its paper."""
    owner, made = -1, []
    for unit, span in zip(units, spans, strict=True):
        owner = span.paper if span.paper >= 0 else owner
        if span.use == "doubt" or (span.use == "chrome" and not is_chrome(unit.text)):
            span = Span(span.first, span.last, "chrome" if owner < 0 else "meta", owner, "text of the page")
        made.append(span)
    return made


def _with_links(paper: Paper, own: list[Span], lines: list[Plain]) -> Paper:
    """The paper with the id that its title or abstract leads to, and with the other addresses of its lines."""
    urls = [url for span in own for line in lines[span.first - 1 : span.last] for url in line.urls]
    text = {
        url
        for span in own
        if span.use == "abstract"
        for line in lines[span.first - 1 : span.last]
        for url in re.findall(r"https?://\S+", line.text)
    }
    ids = [found[1] for found in map(_PAPER.search, urls) if found]
    known = {**ids_of(urls), **({"arxiv": ids[0]} if ids else {})}
    given = [checked(url) for url in dict.fromkeys(urls) if url not in text and not _is_page(url)]
    page = next((checked(url) for url in urls if _PAPER.search(url) and "://" in url), "")
    arxiv = known.get("arxiv", "")
    return msgspec.structs.replace(
        paper, ids={**paper.ids, **known}, url=f"https://arxiv.org/abs/{arxiv}" if arxiv else page or paper.url,
        urls=tuple(url for url in given if url and "arxiv.org" not in url),
    )  # fmt: skip


def _is_page(url: str) -> bool:
    """Whether a URL leads to another place of the page itself: the paper's page, a person, a login."""
    return not url.startswith("http") or bool(
        re.search(r"huggingface\.co/(?:papers|login|join|[\w-]+/?$)|[?&]q=|cdn-", url)
    )


def _captured(text: str, source: Source) -> datetime.date | None:
    said = _CAPTURED.search(text, 0, 4000)
    try:
        return datetime.date.fromisoformat(said[1] if said else digest_of(source.path)[0].date)
    except ValueError:
        return None


def _dated(papers: list[Paper], units: list[Unit], spans: list[Span], captured: datetime.date | None) -> list[Paper]:
    """Papers with the dates under their abstracts. The page leaves out the year when it is that of the capture."""
    dates: dict[int, str] = {}
    after: set[int] = set()
    for unit, span in zip(units, spans, strict=True):
        if span.use == "abstract":
            after.add(span.paper)
        found = (
            _DATE.search(unit.text) if span.use == "meta" and (span.paper in after or "author" in unit.text) else None
        )
        if found and span.paper not in dates and (day := _day(found[1], found[2], captured)):
            dates[span.paper] = day
    return [
        msgspec.structs.replace(paper, date=dates[index]) if index in dates else paper
        for index, paper in enumerate(papers)
    ]


def _day(day: str, year: str | None, captured: datetime.date | None) -> str | None:
    if year:
        return day_of(f"{day}, {year}")
    if captured is None:
        return None
    said = day_of(f"{day}, {captured.year}")
    return said if not said or said <= captured.isoformat() else day_of(f"{day}, {captured.year - 1}")


def _without_summaries(
    papers: list[Paper], spans: list[Span], search: bool
) -> tuple[list[Paper], list[Span], list[Problem]]:
    """A sentence in place of an abstract is the page's own, made by a machine. Search results show real abstracts only."""
    short = (
        set()
        if search
        else {
            index
            for index, paper in enumerate(papers)
            if 0 < len(paper.abstract) < 450 and not _SENTENCE.search(paper.abstract) and "\n" not in paper.abstract
        }
    )
    problems = []
    if short:
        message = f"has a one-sentence summary by the page instead of an abstract ({len(short)} of {len(papers)} papers); it was left out."
        problems.append(Problem(papers[min(short)].source, "note", "not-an-abstract", message))
    kept = [
        msgspec.structs.replace(paper, abstract="") if index in short else paper for index, paper in enumerate(papers)
    ]
    note = "a summary by the page, no abstract"
    marked = [
        Span(s.first, s.last, "meta", s.paper, note) if s.use == "abstract" and s.paper in short else s for s in spans
    ]
    return kept, marked, problems
