"""Pasted text. In: the text of a web listing, as it was copied. Out: titles with their abstracts, and an account of every line.

Nothing marks a title in such a text. Each line is judged by its words and its length (scores.py, kinds.py) and by what stands between it
and the line before (units.py), and the likeliest sequence of parts is found for the whole file at once (sequence.py). Where that was a
guess, it says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.labels import field_of, labelled
from generator.readers.parts.account import digest_of, finished
from generator.readers.paste.bylines import LISTED, author_score
from generator.readers.paste.cards import columns_end
from generator.readers.paste.kinds import is_chrome
from generator.readers.paste.one import mark_of, units_of_page
from generator.readers.paste.papers import Pasted, papers_of_units
from generator.readers.paste.scores import leaning, looks_of, says_much
from generator.readers.paste.sequence import label
from generator.readers.paste.turned import titles_first, with_whole_abstracts, without_buttons
from generator.readers.paste.units import Unit, is_bare_list, join_wrapped, lines_of, terse, units_of, unmarked_lines
from generator.readers.paste.weights import Part
from generator.text import fold

NAME = "pasted text"
SAMPLE = "A title, an empty line, its abstract, an empty line, the next title"
# A unit that reads e^4 times likelier as the other part was guessed from its neighbours.
_DOUBT = 4.0
# What tells a page: of lines in a head of so many signs, so many and such a share.
_HEAD, _FEWEST, _BUTTONS = 20_000, 5, 0.25
# By so much of a text it is known whether it is the page of one paper.
_PAGE = 60_000
# An abstract has fewer breaks between paragraphs.
_POST = 5
_MEND = "if it is a title, put its authors, its address or its abstract under it."


def recognise(text: str, path: str) -> float:
    """Any text may be a paste; every other format comes first, but where the names of columns stand above three lines a paper."""
    if units_of_page(text[:_PAGE]):
        return 0.95
    if columns_end(text[:_HEAD].split("\n")):
        return 0.65
    return 0.05 if text.strip() else 0.0


def is_page(text: str) -> bool:
    """Whether a text was copied from a browser whole: one line in four is a button, a menu or a heading, and five are. Rules are none."""
    lines = [line for line in text[:_HEAD].split("\n") if re.search(r"\w", line)]
    told = sum(
        is_chrome(fold(line)) and not (field_of(fold(line.split("\t", 1)[0])) or labelled(fold(line))[0])
        for line in lines
    )
    return told >= _FEWEST and told >= _BUTTONS * len(lines)


def read(text: str, source: Source) -> Reading:
    """Read a pasted listing. Problems: warning `no-abstract`, `guessed-part`, `no-title`, `unknown-text`, `empty-digest`; note
    `repeated-text`."""
    digest, problems = digest_of(source.path, NAME)
    if page := units_of_page(text):
        return _of_page(page, text, source)
    lines, width = lines_of(unmarked_lines(text))
    whole = join_wrapped(lines, width)
    much = says_much([line.text for line in whole])
    if much:
        lines, width = whole, 0
    lines = titles_first(lines)
    looks = looks_of([line.text for line in lines])
    units = without_buttons(with_whole_abstracts(units_of(lines, label(lines, looks, width), width)))
    short = terse(lines)
    found = _sure(papers_of_units(units, source, much=much, bare=is_bare_list(lines)), units, short=short)
    problems += problems_of_paste(units, found, source, short=short)
    problems += _repeated(units, source, every=not found.papers)
    if not found.papers:
        problems.append(_nothing(found, source))
    spans = sorted(found.spans + _invisible(text, found.spans), key=lambda span: span.first)
    return Reading(digest, tuple(found.papers), tuple(problems), tuple(_apart(spans)), text.count("\n") + 1)


def _of_page(units: list[Unit], text: str, source: Source) -> Reading:
    """The reading of the page of one paper. Problem: note `beside-paper`: other lines of it were left out."""
    found = papers_of_units(units, source, every=True)
    lost = [one for one, span in zip(units, found.spans, strict=True) if span.use == "doubt" and not mark_of(one.text)]
    message = f"the page of one paper was read; {len(lost):,} more lines on it were left out."
    problems = [Problem(Source(source.path, lost[0].first), "note", "beside-paper", message)] if lost else []
    spans = [replace(one, use="skipped", note="beside it") if one.use == "doubt" else one for one in found.spans]
    return finished(NAME, text, source, found.papers, spans, problems)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Each line once: one that was cut in two is what its first part is."""
    last = 0
    for span in spans:
        if span.last > last:
            yield replace(span, first=max(span.first, last + 1))
            last = span.last


def _says_nothing(units: list[Unit], found: Pasted, *, short: bool) -> bool:
    """Whether no paper has names, an id, a venue or an address, and most of their abstracts look like titles: a programme, a menu; or
    their titles like sentences: minutes; or the only one has more paragraphs than any abstract: a letter, a post."""
    leanings = [
        (span.use, leaning(unit.text, short=short))
        for unit, span in zip(units, found.spans, strict=True)
        if span.use in ("title", "abstract")
    ]
    guessed = sum(lean > _DOUBT if use == "abstract" else lean < -_DOUBT for use, lean in leanings)
    told = any(paper.authors or paper.ids or paper.venues or paper.url for paper in found.papers)
    if told:
        return False
    if len(found.papers) == 1:
        return found.papers[0].abstract.count("\n\n") >= _POST
    return len(found.papers) > 1 and guessed * 2 >= len(found.papers)


def _sure(found: Pasted, units: list[Unit], *, short: bool) -> Pasted:
    """The same with what is said of each span; with every paper in doubt where nothing speaks for any."""
    if _says_nothing(units, found, short=short):
        why = "has no names, no venue and no address below it, nor has any line here"
        titles = [(unit, why) for unit, span in zip(units, found.spans, strict=True) if span.use == "title"]
        spans = [replace(span, use="doubt", paper=-1) if span.paper >= 0 else span for span in found.spans]
        found = Pasted([], spans, found.unsure + titles)
    spans = [_noted(unit, span, found, short=short) for unit, span in zip(units, found.spans, strict=True)]
    return Pasted(found.papers, spans, found.unsure)


def _noted(unit: Unit, span: Span, found: Pasted, *, short: bool) -> Span:
    """The span with what it was taken for and how surely, for `check --explain`."""
    if span.use in ("title", "abstract"):
        return replace(span, note=_weighed(unit, short=short))
    if span.use == "authors":
        return replace(span, note="names; sure" if author_score(unit.text) > LISTED else "names; a guess")
    if span.use == "doubt":
        return replace(span, note=next((why for one, why in found.unsure if one is unit), "belongs to no title"))
    if span.use == "chrome" and not span.note:
        return replace(span, note="text of the page" if is_chrome(unit.text) else "comes again and again")
    return span


def _weighed(unit: Unit, *, short: bool) -> str:
    """How surely a unit is what it was taken for, by its words and its length."""
    title = unit.part == Part.TITLE
    weight = leaning(unit.text, short=short) * (1 if title else -1)
    if weight < 0:
        return "a guess from its place" if weight < -_DOUBT else "by its place"
    looks = "looks like a title" if title else "looks like an abstract"
    return f"{looks}; sure" if weight > _DOUBT else looks


def _nothing(found: Pasted, source: Source) -> Problem:
    """What is said of a text without a paper: nothing but text of the page, or something else."""
    if not found.unsure:
        return Problem(source, "warning", "empty-digest", "holds no paper that could be read; is it the right file?")
    message = (
        f"looks like running text or a page of something else: of {len(found.unsure):,} lines that might be titles none could be told "
        f"for one ({found.unsure[0][0].text[:60]!r} {found.unsure[0][1]}); paste the list itself, titles with their abstracts, authors or "
        "addresses."
    )
    return Problem(source, "error", "unknown-format", message)


def _invisible(text: str, spans: list[Span]) -> list[Span]:
    """Lines that hold nothing but characters without a shape, which folding drops, or a rule."""
    used = {number for span in spans for number in range(span.first, span.last + 1)}
    return [
        Span(number, number, "chrome", note="no text")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and number not in used
    ]


def _unsure(found: Pasted, source: Source) -> list[Problem]:
    said = ((unit.first, f"{unit.text[:60]!r} was left out: it {why}; {_MEND}") for unit, why in found.unsure)
    return [Problem(Source(source.path, line), "warning", "unsure-title", text) for line, text in said]


def problems_of_paste(units: list[Unit], found: Pasted, source: Source, *, short: bool = False) -> list[Problem]:
    """What was guessed or left out, by unit and span (as long as each other), and papers without an abstract. `short`: abstracts are
    a sentence or two."""
    problems = []
    run: list[Unit] = []
    # Of these it is enough to say that they may be titles; of what looks like an abstract it is not.
    told = {unit.first for unit, _ in found.unsure if leaning(unit.text) >= -_DOUBT}
    for unit, span in zip([*units, None], [*found.spans, None], strict=True):
        if run and not (span and span.use == "doubt"):
            problems.append(_left_out(Source(source.path, run[0].first), run))
            run = []
        if not unit or not span:
            break
        place = Source(source.path, unit.first)
        if span.use == "doubt":
            run += [] if unit.first in told else [unit]
        elif unit.part == Part.TITLE and leaning(unit.text, short=short) < -_DOUBT:
            problems.append(_guessed(place, "a title", "an abstract"))
        elif unit.part == Part.ABSTRACT and leaning(unit.text, short=short) > _DOUBT:
            problems.append(_guessed(place, "an abstract", "a title"))
    return problems + _unsure(found, source) + _cut_abstracts(found.papers) + _without_abstracts(found.papers)


def _cut_abstracts(papers: list[Paper]) -> list[Problem]:
    """One note for all abstracts of which the page shows but the beginning."""
    cut = [paper for paper in papers if paper.abstract.endswith(("…", "...", "[...]"))]
    if not cut:
        return []
    message = f"shows only the beginning of abstracts, here and {len(cut) - 1:,} more times; offprint lookup can fill in more."
    return [Problem(cut[0].source, "note", "abstract-cut", message)]


def _without_abstracts(papers: list[Paper]) -> list[Problem]:
    problems = []
    for paper in papers:
        if not paper.abstract and not paper.authors and not paper.ids:
            message = f"no abstract follows {paper.title[:60]!r}; add one, or remove the line if it is no title."
            problems.append(Problem(paper.source, "warning", "no-abstract", message))
    return problems


def _repeated(units: list[Unit], source: Source, *, every: bool) -> list[Problem]:
    """What was taken for text of the page only because it comes again and again: sentences, for they may be abstracts, or `every` text."""
    times = Counter(unit.text for unit in units if unit.part == Part.CHROME)
    first: dict[str, Unit] = {}
    for unit in units:
        if (
            unit.part == Part.CHROME
            and times[unit.text] > 2
            and (every or (unit.text.endswith(".") and unit.text.count(" ") > 2))
        ):
            first.setdefault(unit.text, unit)
    return [
        Problem(
            Source(source.path, unit.first),
            "note",
            "repeated-text",
            f"{text[:60]!r} stands {times[text]:,} times, so it was taken for text of the page; if it is a title or an abstract, "
            "keep it once and remove the others.",
        )
        for text, unit in first.items()
        if not is_chrome(text)
    ]


def _left_out(place: Source, run: list[Unit]) -> Problem:
    """One Problem for a run of units that follow each other."""
    more = f", and what follows up to line {run[-1].last:,}," if len(run) > 1 else ""
    if run[0].part == Part.CHROME:
        said = f"{run[0].text[:60]!r}{more} was taken for text of the page and left out"
        return Problem(place, "warning", "unknown-text", f"{said}; if it is a title, put its abstract under it.")
    message = f"stands before any title{more} and was left out; put its title above it."
    return Problem(place, "warning", "no-title", message)


def _guessed(place: Source, used: str, looks: str) -> Problem:
    message = f"was read as {used} for its place, though it looks like {looks}; put an empty line between paper and paper if it is wrong."
    return Problem(place, "warning", "guessed-part", message)
