"""CSV and TSV. In: a table with a header that names a title column: a crawl of OpenReview, an export of Zotero or Scopus. Out: papers.

Rejected and withdrawn submissions are skipped where a column says so. A bare `date` beside arXiv links is the day of the listing, not the
paper's, and is not used.
"""

from __future__ import annotations

import re

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.paperlists import is_test, turned_down
from generator.readers.parts.account import finished
from generator.readers.parts.fields import NAMES, TITLES, letters, paper_from
from generator.readers.parts.records import arxiv_id
from generator.readers.parts.rows import DELIMITERS, Column, Row, fit, rows_of, unquoted

NAME = "table (CSV or TSV)"
SAMPLE = "title,authors,abstract,url"
_LONGEST_HEADER = 5000
_FIELD_OF = {name: field for field, names in reversed(NAMES.items()) for name in names}


def recognise(text: str, path: str) -> float:
    """A first line of column names, one of them a title."""
    line, _, delimiter = _header(text)
    columns = _columns(line, delimiter)
    names = {column.name for column in columns}
    if (
        not (names & TITLES or {"ti", "au"} <= names)
        or any(len(column.name) > 40 for column in columns)
        or len(names) < len(columns)
    ):
        return 0.0
    suffix = path.lower().endswith((".csv", ".tsv", ".tab"))
    known = sum(1 for column in columns if column.field)
    return 0.75 if known >= 2 or (suffix and known) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a table. Problems: warnings `no-title`, `broken-row`; notes `row-repaired`, `not-a-paper`."""
    line, number, delimiter = _header(text)
    columns = _columns(line, delimiter)
    made = _Table(source, columns, delimiter)
    body = "\n" * number + text.split("\n", number)[-1] if text.count("\n") >= number else ""
    for row in rows_of(body, delimiter, len(columns)):
        made.add(row)
    made.count_skipped()
    return finished(NAME, text, source, made.papers, made.spans, made.problems)


class _Table:
    """What has been read of a table so far."""

    def __init__(self, source: Source, columns: list[Column], delimiter: str) -> None:
        self.source, self.columns, self.delimiter = source, columns, delimiter
        self.papers: list[Paper] = []
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self.skipped: dict[str, list[int]] = {}
        self.has_abstract = any(column.field == "abstract" for column in columns)

    def add(self, row: Row) -> None:
        place = Source(self.source.path, row.first)
        cells = fit(row.raw, self.columns, self.delimiter)
        values = {column.name: unquoted(cell) for column, cell in zip(self.columns, cells, strict=True)}
        paper = self._paper(values, place)
        if isinstance(paper, str):
            self.spans.append(Span(row.first, row.last, "skipped", -1, paper))
            if paper == "no title":
                message = "this row has no title and was skipped; look for a missing delimiter or quote."
                self.problems.append(Problem(place, "warning", "no-title", message))
            else:
                self.skipped.setdefault(paper, []).append(row.first)
            return
        self._say(row, paper, place)
        self.spans.append(Span(row.first, row.last, "entry", len(self.papers)))
        self.papers.append(paper)

    def _paper(self, values: dict[str, str], place: Source) -> Paper | str:
        said = {
            name: value
            for name, value in values.items()
            if value.strip() and value.strip().lower() not in ("nan", "none", "null", "n/a")
        }
        if any(turned_down(said.get(name, "")) for name in ("status", "decision")):
            return "withdrawn or rejected submissions"
        if not self.has_abstract and "date" in said and any(arxiv_id(value) for value in said.values() if "/" in value):
            del said["date"]
        paper = paper_from(said, place)
        if isinstance(paper, Paper) and "openreview" in paper.ids and is_test(paper.title, paper.abstract):
            return "test submissions"
        return paper

    def _say(self, row: Row, paper: Paper, place: Source) -> None:
        if row.guessed and self.delimiter != "\t":
            message = f'has a quote that is never closed; read as {paper.title[:60]!r}. Write quotes inside a cell twice ("").'
            self.problems.append(Problem(place, "warning", "broken-row", message))
        elif len([cell for cell in row.raw if cell.strip()]) > len(self.columns):
            message = (
                f"has {len(row.raw)} cells for {len(self.columns)} columns; joined again as {paper.title[:60]!r}. "
                "Put cells that hold the delimiter in quotes."
            )
            self.problems.append(Problem(place, "note", "row-repaired", message))

    def count_skipped(self) -> None:
        for why, lines in self.skipped.items():
            count = "1 row was" if len(lines) == 1 else f"{len(lines):,} rows were"
            self.problems.append(
                Problem(Source(self.source.path, lines[0]), "note", "not-a-paper", f"{count} skipped: {why}.")
            )


def _header(text: str) -> tuple[str, int, str]:
    """The header, its line's number, and the delimiter that cuts it. Blank lines and Excel's `sep=;` before it are passed over."""
    at, number = 0, 0
    while at < len(text) and number < 50:
        number += 1
        end = text.find("\n", at)
        line = text[at : len(text) if end < 0 else end][:_LONGEST_HEADER]
        if line.strip() and not re.fullmatch(r'"?sep=.\"?\s*', line, re.IGNORECASE):
            best = max(
                DELIMITERS,
                key=lambda mark: (
                    sum(letters(unquoted(cell)) in TITLES for cell in line.split(mark)),
                    line.count(mark),
                ),
            )
            return line, number, best
        at = len(text) if end < 0 else end + 1
    return "", number, ","


def _columns(line: str, delimiter: str) -> list[Column]:
    names = [letters(unquoted(cell)) for cell in line.split(delimiter)]
    return [Column(name or f"column{index}", _FIELD_OF.get(name, "")) for index, name in enumerate(names)]
