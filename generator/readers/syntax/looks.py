"""Columns by what they hold. In: the rows of a table whose names tell nothing. Out: which column has titles and which has their authors.

"Beitrag" and "Verf.", "X1" and "X2" are somebody's own words. Where one column has lines like titles, each another, and one has names,
these are they; a table without names tells of tasks, films or goods as well. Tables of reviews name each study by its authors and its year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers.lexicon import bare_key
from generator.readers.syntax.rows import Column
from generator.readers.values import undecked
from generator.text.author_lists import printed_list
from generator.text.people import people_in
from generator.text.studies import are_studies
from generator.text.tokens import word_count

# So many rows show what a column holds, of which such a share looks like it; a heading or a remark has fewer words than a title.
_FEWEST, _SHARE, _NAMED, _MOST, _WORDS = 3, 0.8, 0.7, 200, 4
# Beside authors and two of these a single row is one of papers.
_BESIDE = frozenset(
    ("date", "year", "venue", "doi", "abstract", "url", "volume", "pages", "issn", "keywords", "publisher")
)
# A title has so many times the words of what stands in any other column, such as the journal.
_LONGER = 1.3
_TITLE = re.compile(r"[^\W\d_a-z\"“„«‘'(\[¿¡].{9,299}|[\"“„«‘'(\[¿¡\d].{9,299}", re.DOTALL)
# A column of these names may hold authors; one of these fields may name studies, "Quinn, 2019".
_NAMES = frozenset(("name", "study"))
_OPEN = frozenset(("", "reference", "key", "citation"))
STUDY = Column("study", "study")
_SENTENCE = re.compile(r"[.;]\s*$|https?://|@")


def columns_by_look(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...] | None:
    """The columns with one of titles and one of authors (or of studies) named; None when they do not show both."""
    held = [[row[place].strip() for row in rows[:_MOST] if place < len(row)] for place in range(len(columns))]
    sure = _tell_papers(columns)
    studies = next((place for place, cells in enumerate(held) if are_studies(cells)), -1)
    titled = any(column.field == "title" for column in columns)
    if len(rows) < (1 if sure else _FEWEST) or (titled and studies < 0):
        return None
    titles = _titles_in(columns, held, 2 if sure else _WORDS)
    names = _names_in(columns, held, titles) if studies < 0 else studies
    # The first of the rows may be no names of columns.
    if titles < 0 or names < 0 or _words([columns[titles].name]) >= _WORDS:
        return None
    told = {titles: Column("title", "title"), names: STUDY if names == studies else Column("authors", "authors")}
    return tuple(told.get(place, column) for place, column in enumerate(columns))


def _names_in(columns: Sequence[Column], held: Sequence[Sequence[str]], titles: int) -> int:
    """The place of the column of authors by its name, else by the names in it; or -1."""
    known = (place for place, column in enumerate(columns) if column.field == "authors")
    shown = (place for place, cells in enumerate(held) if place != titles and are_names(cells))
    first = next(shown, -1)
    return next(known, -1 if first >= 0 and people_in(columns[first].name) else first)


def _tell_papers(columns: Sequence[Column]) -> bool:
    known = {column.field for column in columns}
    return "authors" in known and len(known & _BESIDE) > 1


def _titles_in(columns: Sequence[Column], held: Sequence[Sequence[str]], fewest: int) -> int:
    """The place of the one column whose cells are long, all different and read like titles; or -1. Of two columns of venues
    ("Publication", "Journal") one may hold titles."""
    fields = [column.field for column in columns]
    own = any(bare_key(column.name) in ("publication", "publications") for column in columns)
    free = ("", "venue") if own or fields.count("venue") > 1 else ("",)
    if "title" in fields:
        free = ("title",)
    words = [_words(cells) if field in free else 0.0 for field, cells in zip(fields, held, strict=True)]
    best = max(range(len(words)), key=lambda place: words[place])
    others = [count for place, count in enumerate(words) if place != best]
    cells = held[best]
    like = sum(bool(_TITLE.fullmatch(cell)) and not _SENTENCE.search(cell) and not printed_list(cell) for cell in cells)
    sure = words[best] >= fewest and words[best] >= _LONGER * max(others, default=0.0)
    return best if sure and like >= _SHARE * len(cells) and len(set(cells)) == len(cells) else -1


def _words(cells: Sequence[str]) -> float:
    """The mean number of words."""
    return sum(word_count(cell) for cell in cells) / max(1, len(cells))


def are_names(cells: Sequence[str]) -> bool:
    return sum(bool(people_in(cell)) for cell in cells) >= _NAMED * len(cells) > 0


def with_names(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns with "Name" or "Study" as that of the authors, where most of its cells are names, or name studies."""
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows[:_MOST] if place < len(row)]
        named = bare_key(column.name) in _NAMES and are_names([undecked(cell) for cell in cells])
        told = Column("authors", "authors") if named else column
        told = STUDY if column.field in _OPEN and are_studies(cells) else told
        if told is not column:
            return (*columns[:place], told, *columns[place + 1 :])
    return tuple(columns)
