"""JSON records. In: a JSON or JSONL file of objects with a title, under any of the usual names. Out: their papers.

The fallback for JSON that no reader of its own knows: dumps, bots' digests, exports, one's own lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import finished
from generator.readers.parts.fields import TITLES, is_record, letters, paper_from
from generator.readers.parts.jsonfile import Object, Record, find_records, looks_like_json
from generator.readers.parts.records import arxiv_id

NAME = "JSON records"
SAMPLE = '{"title": "A Title", "abstract": "What it says.", "authors": ["Ada Lovelace"], "url": "https://arxiv.org/abs/2503.01234"}'
_HEAD = 1 << 19

_LISTED = re.compile(r'"(?:paper[_ ]?|article[_ ]?|document[_ ]?)?title"\s*:\s*"', re.IGNORECASE)
_KEYED = re.compile(
    r'"[^"\n]{12,300}"\s*:\s*\{\s*(?:"[\w -]{1,30}"\s*:\s*"[^"\n]*"\s*,\s*){0,6}"abstract"\s*:', re.IGNORECASE
)
PaperOf = Callable[[Object, Source], Paper | str]


def recognise(text: str, path: str) -> float:
    """JSON in which something has a title; an empty list."""
    return (
        0.3 if head_has(text, _LISTED) or head_has(text, _KEYED) or re.fullmatch(r"\s*\[\s*\]\s*", text[:2000]) else 0.0
    )


def head_has(text: str, *patterns: re.Pattern[str]) -> bool:
    """Whether the text is JSON and each pattern stands in its first 512 kB: what every JSON format is recognised by."""
    return looks_like_json(text) and all(pattern.search(text, 0, _HEAD) for pattern in patterns)


def read(text: str, source: Source) -> Reading:
    """Read JSON records. Problems: warning `no-title`, those of jsonfile.find_records, note `empty-digest`."""
    return read_with(NAME, text, source, is_record, paper_from)


def read_with(
    name: str,
    text: str,
    source: Source,
    known: Callable[[Object], bool],
    paper: PaperOf,
    *,
    noun: str = "record",
    shown: str = "",
) -> Reading:
    """Read the objects that `known` accepts with `paper`, which gives a Paper or the reason why the object is none.

    `shown`: the text with all but its JSON blanked out, when the JSON stands inside something else.
    """
    found = find_records(shown or text, source, known)
    papers: list[Paper] = []
    spans, problems = list(found.spans), list(found.problems)
    skipped: dict[str, list[int]] = {}
    for record in found.records:
        made = paper(_keyed(record), Source(source.path, record.first))
        if isinstance(made, str):
            skipped.setdefault(made, []).append(record.first)
            spans.append(Span(record.first, record.last, "skipped", -1, made))
        else:
            spans.append(Span(record.first, record.last, "entry", len(papers)))
            papers.append(made)
    for why, lines in skipped.items():
        problems += _skip_problems(source, why, lines, noun)
    if found.nulls:
        spans += [Span(line, line, "skipped", -1, "null") for line in found.nulls]
        count = "1 entry is" if len(found.nulls) == 1 else f"{len(found.nulls):,} entries are"
        message = f"{count} null: the service did not know the paper; nothing to do."
        problems.append(Problem(Source(source.path, found.nulls[0]), "note", "null-entry", message))
    empty = not found.records and not found.problems and re.search(r"\[\s*\]", text[:2000]) is not None
    return finished(name, text, source, papers, spans, problems, empty_is_fine=empty)


def _keyed(record: Record) -> Object:
    """The record, with the key it stands under where that is its title or its arXiv id: {"A Title": {"abstract": ...}}."""
    key = record.trail[-1] if record.trail else ""
    if len(key.split()) > 2 and not any(letters(name) in TITLES for name in record.value):
        return {**record.value, "title": key}
    if arxiv_id(key) and not any("id" in letters(name) or letters(name) == "arxiv" for name in record.value):
        return {**record.value, "arxiv_id": key}
    return record.value


def _skip_problems(source: Source, why: str, lines: list[int], noun: str) -> list[Problem]:
    """A warning for each record without a title; one note for all that are skipped for one other reason."""
    if why == "no title":
        message = f"this {noun} has no title and was skipped; add the title to keep it."
        return [Problem(Source(source.path, line), "warning", "no-title", message) for line in lines]
    count = f"1 {noun} was" if len(lines) == 1 else f"{len(lines):,} {noun}s were"
    return [Problem(Source(source.path, lines[0]), "note", "not-a-paper", f"{count} skipped: {why}.")]
