"""Pasted text. In: the text of a web listing, as it was copied. Out: titles with their abstracts, and an account of every line.

Nothing marks a title in such a text. Each line is judged by its words and its length (scores.py, kinds.py) and by what stands between it
and the line before (units.py), and the likeliest sequence of parts is found for the whole file at once (labels.py). Where that was a
guess, it says so.
"""

from __future__ import annotations

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.parts.naming import digest_of
from generator.readers.paste.labels import label
from generator.readers.paste.papers import papers_of
from generator.readers.paste.scores import leaning, looks_of
from generator.readers.paste.units import Unit, lines_of, units_of

NAME = "pasted text"
SAMPLE = "A title, an empty line, its abstract, an empty line, the next title"
# A unit that reads e^4 times likelier as the other part was guessed from its neighbours.
_DOUBT = 4.0


def recognise(text: str, path: str) -> float:
    """Any text may be a paste; every other format comes first."""
    return 0.05 if text.strip() else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a pasted listing. Problems: warning `no-abstract`, `guessed-part`, `no-title`, `unknown-text`, `empty-digest`."""
    digest, problems = digest_of(source.path, NAME)
    lines, width = lines_of(text)
    looks = looks_of([line.text for line in lines])
    units = units_of(lines, label(lines, looks, width), width)
    papers, spans = papers_of(units, source)
    problems += problems_of(units, papers, spans, source)
    if not papers:
        message = "holds no paper that could be read; is it the right file?"
        problems.append(Problem(source, "warning", "empty-digest", message))
    spans = sorted(spans + _invisible(text, spans), key=lambda span: span.first)
    return Reading(digest, tuple(papers), tuple(problems), tuple(spans), text.count("\n") + 1)


def _invisible(text: str, spans: list[Span]) -> list[Span]:
    """Lines that hold nothing but characters without a shape, which folding drops."""
    used = {number for span in spans for number in range(span.first, span.last + 1)}
    return [
        Span(number, number, "chrome", note="invisible characters")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and number not in used
    ]


def problems_of(units: list[Unit], papers: list[Paper], spans: list[Span], source: Source) -> list[Problem]:
    """What was guessed or left out, by unit and span (as long as each other), and papers without an abstract."""
    problems = []
    doubted = False
    for unit, span in zip(units, spans, strict=True):
        place = Source(source.path, unit.first)
        if span.use == "doubt":
            # One for a run of them.
            problems += [] if doubted else [_left_out(place, unit)]
        elif unit.part == "T" and leaning(unit.text) < -_DOUBT:
            problems.append(_guessed(place, "a title", "an abstract"))
        elif unit.part == "P" and leaning(unit.text) > _DOUBT:
            problems.append(_guessed(place, "an abstract", "a title"))
        doubted = span.use == "doubt"
    for paper in papers:
        if not paper.abstract:
            message = f"no abstract follows {paper.title[:60]!r}; add one, or remove the line if it is no title."
            problems.append(Problem(paper.source, "warning", "no-abstract", message))
    return problems


def _left_out(place: Source, unit: Unit) -> Problem:
    if unit.part == "C":
        message = f"{unit.text[:60]!r} was taken for text of the page and left out; if it is a title, put its abstract under it."
        return Problem(place, "warning", "unknown-text", message)
    return Problem(place, "warning", "no-title", "stands before any title and was left out; put its title above it.")


def _guessed(place: Source, used: str, looks: str) -> Problem:
    message = f"was read as {used} for its place, though it looks like {looks}; put an empty line between paper and paper if it is wrong."
    return Problem(place, "warning", "guessed-part", message)
