"""Tables of papers. In: the rows of a Markdown table. Out: what each says of a paper, by its columns' names or its cells' look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.readers.markdown.blocks import Block
from generator.readers.markdown.entry import Draft, draft_of, links_of, tidy
from generator.readers.markdown.inline import Run, plain_of, runs_of
from generator.readers.markdown.words import (
    field_of,
    is_foreign,
    is_venue,
    leading_date,
    leads_to_paper,
    names_in,
    says_paper,
    venue_of,
)

# "1) **Title** - what it does", "1) Title - what it does", "1) Title  What it does": the three ways of a weekly list.
_NUMBERED = re.compile(r"\s*\d{1,3}[).]\s+(?=\S)")
_UNDELIMITED = re.compile(
    r"\s(?=(?:This (?:paper|work|study|survey|report)|We |In this|Introduces?|Proposes?|Presents?|Investigates?|"
    r"Explores?|Shows?|Develops?|Provides?)\b)"
)
_ET_AL = re.compile(r",?\s*\bet\.?\s*al\.?\s*$", re.I)


_WEAK = re.compile(r"\W*(?:name|method|model|approach)\W*", re.IGNORECASE)
_WORKS = re.compile(
    r"\W*(?:papers?|articles?|publications?|works?|papers? names?|论文|文章|논문|name|method|model|approach)\W*",
    re.IGNORECASE,
)


class Table(msgspec.Struct):
    """The roles of a table's columns: field -> index; `named`: a heading says that its rows are papers."""

    roles: dict[str, list[int]]
    named: bool = False


def table_of(header: Block | None, rows: Sequence[Block]) -> Table | None:
    """The roles of the columns; None for a table in which nothing can be a title."""
    roles: dict[str, list[int]] = {}
    names = [plain_of(runs_of(cell)) for cell in header.cells] if header else []
    for place, name in enumerate(names):
        field = field_of(name) or _joint(name)
        roles.setdefault(field, []).append(place)
    named = "title" in roles
    if not named:
        place = next((place for place, name in enumerate(names) if _WORKS.fullmatch(name)), -1)
        named = place >= 0 and not _WEAK.fullmatch(names[place])
        if place >= 0:
            roles = {field: [n for n in places if n != place] for field, places in roles.items()} | {"title": [place]}
    proven = named or not names or any(leads_to_paper(url) for row in rows[:50] for url in _urls(row))
    return Table(roles, named) if proven else None


def _joint(name: str) -> str:
    """ "Title & Authors", "Paper Title and Link": a title with more in its cell."""
    return "title" if re.match(r"\W*(?:paper\s+)?title\b", name, re.I) else ""


def _urls(row: Block) -> list[str]:
    return re.findall(r"https?://[^\s)>\]\"]{1,300}", row.text)


def draft_of_row(row: Block, table: Table, references: Mapping[str, str]) -> Draft | None:
    """What a row says of a paper."""
    cells = [runs_of(cell, references) for cell in row.cells]
    place = table.roles["title"][0] if "title" in table.roles else _title_place(cells)
    if place is None or place >= len(cells):
        return None
    draft = _weekly(row.cells[place], references) or draft_of(cells[place]) or _bare(cells[place])
    if not draft:
        return None
    _fields(draft, cells, table.roles, place)
    if not table.named:
        _guessed(draft, cells, place)
    every = {url: label for runs in cells for url, label in links_of(runs)}
    draft.urls = list(dict.fromkeys([*draft.urls, *every]))
    own = next((url for runs in cells for url, _ in links_of(runs) if leads_to_paper(url)), "")
    draft.url = draft.url or own or next((url for url, label in every.items() if says_paper(label)), "")
    draft.sure = draft.sure or bool(draft.url)
    return draft


def _bare(runs: Sequence[Run]) -> Draft | None:
    """The whole text of a title's cell, be it one word or a number."""
    title = tidy(plain_of(runs))
    return Draft(title, "cell") if re.search(r"\w", title) else None


def _weekly(cell: str, references: Mapping[str, str]) -> Draft | None:
    """A numbered title with the list's own words behind it."""
    number = _NUMBERED.match(cell)
    if not number:
        return None
    rest = cell[number.end() :]
    runs = runs_of(rest, references)
    if runs and (runs[0].strong or runs[0].url):
        return draft_of(runs)
    parted = re.search(r"\s{2,}|\s[-–—]\s|\s*<br", rest[:600])
    loose = None if parted else _UNDELIMITED.search(rest[:600])
    end = parted or loose
    title = tidy(plain_of(runs_of(rest[: end.start()] if end else rest, references)))
    return Draft(title, "guess" if loose else "weekly") if title else None


def _title_place(cells: Sequence[Sequence[Run]]) -> int | None:
    """The column of the title where no heading tells: one in bold, one that links to a paper in words, or the longest in words."""
    scores = []
    for place, runs in enumerate(cells):
        text = plain_of(runs)
        words = len(re.findall(r"[^\W\d_]{2,}", text))
        strong = any(run.strong and not run.url for run in runs)
        linked = any(run.url and leads_to_paper(run.url) and len(run.text.split()) > 2 for run in runs)
        other = leading_date(text) or _ET_AL.search(text) or text.lower() in ("", "null", "none", "link", "-")
        if other or (len(names_in(text)) > 1 and not strong) or not (words or strong):
            continue
        scores.append((strong or linked, min(words, 12), -place, place))
    return max(scores)[-1] if scores else None


def _fields(draft: Draft, cells: Sequence[Sequence[Run]], roles: Mapping[str, list[int]], title: int) -> None:
    def text(role: str) -> str:
        return next(
            (plain_of(list(cells[n])) for n in roles.get(role, []) if n < len(cells) and n != title and cells[n]), ""
        )

    names = text("authors")
    if names:
        draft.authors, draft.partial = _names(names), bool(_ET_AL.search(names))
    draft.date = text("date") or draft.date
    venue = venue_of(text("venue")) or ("" if is_venue(text("venue")) else text("venue")[:120])
    draft.venues = [venue] if re.search(r"[^\W\d_]", venue) else draft.venues
    abstract = text("abstract")
    draft.abstract = "" if is_foreign(abstract) and not is_foreign(draft.title) else abstract
    draft.keywords, draft.categories, draft.comment = text("keywords"), text("categories"), text("comment")


def _guessed(draft: Draft, cells: Sequence[Sequence[Run]], title: int) -> None:
    """Date and authors by the look of the cells."""
    for place, runs in enumerate(cells):
        text = plain_of(runs)
        if place == title:
            continue
        if not draft.date and leading_date(text) and len(text) < 20:
            draft.date = leading_date(text)
        elif (
            not draft.authors and not any(run.url for run in runs) and (_ET_AL.search(text) or len(names_in(text)) > 1)
        ):
            draft.authors, draft.partial = _names(text), bool(_ET_AL.search(text))


def _names(text: str) -> list[str]:
    text = _ET_AL.sub("", text)
    return names_in(text) or [part.strip() for part in re.split(r"\s*[,;、]\s*", text) if re.search(r"[^\W\d_]", part)]


def are_user_names(names: Sequence[str]) -> bool:
    """Whether a list of "authors" holds the names of accounts: one word with a digit, in lower case, or with a capital inside."""
    return any(" " not in name and re.search(r"\d|^[a-z]|[a-z][A-Z]|[-_]", name) for name in names)
