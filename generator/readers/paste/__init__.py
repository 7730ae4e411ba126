"""Pasted text. In: the text of a web listing, as it was copied. Out: titles with their abstracts, and an account of every line.

Nothing marks a title in such a text. The lines are joined to units (units.py), each is judged by its words and its length (scores.py), and
the likeliest sequence of parts is found for the whole file at once (labels.py). Where that went against the look of a unit, it says so.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.model import Author, Paper, Problem, Reading, Source, Span, Use
from generator.readers.naming import digest_of
from generator.readers.paste.labels import label
from generator.readers.paste.scores import Look, look_of
from generator.readers.paste.units import Unit, joined, units_of
from generator.text import fold

NAME = "pasted text"
SAMPLE = "A title, an empty line, its abstract, an empty line, the next title"
_USES: dict[str, Use] = {
    "T": "title", "t": "title", "A": "authors", "M": "meta", "P": "abstract", "p": "abstract", "q": "abstract", "C": "chrome",
}  # fmt: skip
# A unit that reads e^4 times likelier as the other part was guessed from its neighbours.
_DOUBT = 4.0


def recognise(text: str, path: str) -> float:
    """Any text may be a paste; every other format comes first."""
    return 0.05 if text.strip() else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a pasted listing. Problems: warning `no-abstract`, warning `guessed-part`, warning `no-title`, note `empty-digest`."""
    digest, problems = digest_of(source.path, NAME)
    units = units_of(text)
    seen = Counter(unit.text for unit in units)
    looks = [look_of(unit.text, seen) for unit in units]
    parts = label(units, looks)
    papers, spans = _papers(units, parts, source)
    problems += _problems(units, looks, parts, papers, spans, source)
    if not papers:
        problems.append(
            Problem(source, "warning", "empty-digest", "holds no paper that could be read; is it the right file?")
        )
    return Reading(digest, tuple(papers), tuple(problems), tuple(spans), len(text.split("\n")))


def _papers(units: list[Unit], parts: str, source: Source) -> tuple[list[Paper], list[Span]]:
    papers: list[Paper] = []
    spans: list[Span] = []
    group: list[tuple[str, Unit]] = []
    for part, unit in zip(parts, units, strict=True):
        if part == "T" and group:
            papers.append(_paper(group, source))
            group = []
        if part != "C" and (part == "T" or group):
            group.append((part, unit))
        inside = bool(group) and part != "C"
        use: Use = _USES[part] if inside else "chrome" if part in "CM" else "doubt"
        spans.append(Span(unit.first, unit.last, use, len(papers) if inside else -1))
    if group:
        papers.append(_paper(group, source))
    return papers, spans


def _paper(group: list[tuple[str, Unit]], source: Source) -> Paper:
    title = abstract = ""
    authors: list[str] = []
    for part, unit in group:
        if part in "Tt":
            title = joined(title, unit.text) if title else unit.text
        elif part == "A":
            authors += names_in(unit.text)
        elif part == "q" and abstract:
            abstract += "\n\n" + unit.text
        elif part in "Ppq":
            abstract = joined(abstract, unit.text) if abstract else unit.text
    abstract = re.sub(r"^Abstract\s*[:.—–-]\s*", "", abstract)
    return Paper(
        title=title,
        abstract=fold(abstract, paragraphs=True),
        authors=tuple(Author(name) for name in authors),
        source=Source(source.path, group[0][1].first),
    )


def names_in(text: str) -> list[str]:
    """The names of an author line, without footnote marks and without "et al."."""
    body = re.sub(r"^(?:authors?\s*:|by\s+:?)\s*", "", text, flags=re.IGNORECASE)
    parts = (re.sub(r"[\d*†‡§¶]+$", "", part).strip(" .,") for part in re.split(r"\s*(?:,|;|&|\band\b|·)\s*", body))
    return [part for part in parts if re.search(r"\w\w", part) and not re.fullmatch(r"et al|\d+ (?:others|more)", part)]


def _problems(
    units: list[Unit], looks: list[Look], parts: str, papers: list[Paper], spans: list[Span], source: Source
) -> list[Problem]:
    problems = []
    for unit, look, part, span in zip(units, looks, parts, spans, strict=True):
        place = Source(source.path, unit.first)
        if span.use == "doubt":
            problems.append(
                Problem(
                    place, "warning", "no-title", "stands before any title and was left out; put its title above it."
                )
            )
        elif part in "Tt" and look.abstract - look.title > _DOUBT:
            problems.append(_guessed(place, "a title", "an abstract"))
        elif part == "P" and look.title - look.abstract > _DOUBT + 6.0:
            problems.append(_guessed(place, "an abstract", "a title"))
    for paper in papers:
        if not paper.abstract:
            message = f"no abstract follows {paper.title[:60]!r}; add one, or remove the line if it is no title."
            problems.append(Problem(paper.source, "warning", "no-abstract", message))
    return problems


def _guessed(place: Source, used: str, looks: str) -> Problem:
    message = f"was read as {used} for its place, though it looks like {looks}; put an empty line between paper and paper if it is wrong."
    return Problem(place, "warning", "guessed-part", message)
