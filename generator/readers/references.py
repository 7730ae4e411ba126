"""A list of references. In: plain text in which each item is "[1] A. Author, B. Author. Title. In Venue, 2020.", or in the style of APA,
IEEE, ACL or arXiv. Out: papers without abstracts; an item that cannot be told apart with confidence is named in a Problem and left out.
"""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from generator.model import Author, Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import finished
from generator.readers.parts.records import ids_of, paper_of
from generator.text import fold
from generator.text.authors import names_in

NAME = "list of references"
SAMPLE = (
    "[1] A. Lovelace and C. Babbage. A title. In Venue, 2020.   | Lovelace, A. (2020). A title. Journal, 1(2), 3-4."
)
_MARK = re.compile(r"(?:\[[\w+.-]{1,12}\]|\(\d{1,4}\)|\d{1,4}[.)]|[•◦●▪‣*–-])\s+(?=\S)")
_YEAR = re.compile(r"(?<![\d.:/])((?:19|20)\d\d)[a-z]?(?![\d/]|\.\d)")
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)\]]")
_APA = re.compile(
    r"(?P<names>[^()]{2,4000}?),?\s*\((?P<year>(?:19|20)\d\d)[a-z]?(?:,[^()]{1,30})?\)\s*[.,:]?\s+(?P<rest>\S.*)"
)
_QUOTED = re.compile(
    r"(?P<names>[^\"“”]{2,4000}?)[,.:]?\s+[\"“](?P<title>[^\"“”]{4,500}?)[,.]?[\"”][,.]?\s*(?P<rest>.*)"
)
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bvs)(?<!\bet al)[.?!]\s+(?=[\w\"“(\[])")
_NAMES_END = re.compile(r"[.:]\s+(?!(?:and|et al)\b|&|[A-Z]\.)(?=\S)")
_DATED = re.compile(r"\(?((?:19|20)\d\d)[a-z]?\)?[.,:]\s+")
_VENUE = re.compile(
    r"(?:in\s*:?\s+)?(?P<name>.*?)(?:,?\s+(?:pages?|pp|vol(?:ume)?|no)\b.*|,.*|;.*|\.\s*$|\.\s+(?=[A-Z]).*|\s+\(?\d.*|$)",
    re.I,
)
_MENDED = "write it as: A. Author, B. Author. Title. In Venue, 2020."
_IS_TITLE = re.compile(r"[^\W_]|[\"'“‘($\\]")
_MOST_SIGNS, _MOST_STOPS = 3000, 60
_CUT = re.compile(r"\bet\.? ?al\b|\band others\b", re.I)


class Item(msgspec.Struct):
    """An item of the list: its first and last line, and its text without its mark."""

    first: int
    last: int
    text: str
    marked: bool


class Reference(msgspec.Struct, frozen=True):
    """What an item says."""

    title: str
    names: tuple[str, ...]
    year: str
    rest: str


def recognise(text: str, path: str) -> float:
    """Most items read as references, and two at least."""
    head = text[:60_000]
    if "](" in head or "**" in head or head.lstrip()[:1] in ("@", "{", "<"):
        return 0.0
    items = [item for item in items_of(head) if len(item.text.split()) > 4][:200]
    read_ = sum(reference_of(item.text) is not None for item in items)
    return 0.5 if read_ > 1 and read_ >= 0.5 * len(items) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a list. Problems: warnings `unread-reference`, `unknown-text`; note `authors-cut`."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for item in items_of(text):
        place = Source(source.path, item.first)
        found = reference_of(item.text)
        if found:
            spans.append(Span(item.first, item.last, "entry", len(papers)))
            papers.append(_paper(found, item.text, place))
            if papers[-1].et_al:
                message = "names its first authors only (et al.); the others can be added with a correction or offprint lookup."
                problems.append(Problem(place, "note", "authors-cut", message))
        elif not item.marked and len(item.text.split()) <= 6:
            spans.append(Span(item.first, item.last, "chrome", -1, "heading"))
        else:
            spans.append(Span(item.first, item.last, "doubt"))
            problems.append(_left_out(place, item))
    return finished(NAME, text, source, papers, spans, problems)


def _left_out(place: Source, item: Item) -> Problem:
    if item.marked:
        why = "cannot be told apart into names, title and year with confidence"
        return Problem(place, "warning", "unread-reference", f"{item.text[:60]!r} {why} and was left out; {_MENDED}")
    return Problem(
        place,
        "warning",
        "unknown-text",
        f"{item.text[:60]!r} is no reference and was left out; if it is one, {_MENDED}",
    )


def items_of(text: str) -> list[Item]:
    """The items: a marked line and what follows it; without marks, a paragraph, or a line where lines stand for themselves."""
    lines = [(number, fold(line)) for number, line in enumerate(text.split("\n"), start=1)]
    marks = sum(bool(_MARK.match(line)) for _, line in lines)
    alone = marks < 2 and _lines_stand_alone([line for _, line in lines if line])
    items: list[Item] = []
    pieces: list[list[str]] = []
    opened = False
    for number, line in lines:
        mark = _MARK.match(line) if marks > 1 else None
        if not line:
            opened = False
        elif opened and not mark and not alone:
            pieces[-1].append(line)
            items[-1].last = number
        else:
            items.append(Item(number, number, "", mark is not None))
            pieces.append([line[mark.end() :] if mark else line])
            opened = True
    for item, parts in zip(items, pieces, strict=True):
        item.text = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(parts)) if len(parts) > 1 else parts[0]
    return items


def _lines_stand_alone(lines: list[str]) -> bool:
    sample = lines[:200]
    return sum(reference_of(line) is not None for line in sample) * 2 > len(sample)


def reference_of(text: str) -> Reference | None:
    """What a reference says, or None when that cannot be told with confidence."""
    if not 20 <= len(text) <= _MOST_SIGNS or not (_YEAR.search(text) or "arxiv" in text.lower()):
        return None
    found = _quoted(text) or _after_year(text) or _plain(text)
    if found is None or not 8 <= len(found.title) <= 400 or " " not in found.title or not _IS_TITLE.match(found.title):
        return None
    if names_in(found.title, least=2) or _CUT.search(found.title):
        return None
    return found


def _quoted(text: str) -> Reference | None:
    found = _QUOTED.fullmatch(text)
    names = names_in(_DATED.sub("", found["names"])) if found else ()
    year = _YEAR.findall(found["rest"]) or _YEAR.findall(found["names"]) if found else []
    return Reference(found["title"], names, year[-1], found["rest"]) if found and names and year else None


def _after_year(text: str) -> Reference | None:
    found = _APA.fullmatch(text)
    names = names_in(found["names"]) if found else ()
    if not found or not names:
        return None
    title, rest = _parted(found["rest"])
    return Reference(title, names, found["year"], rest)


def _plain(text: str) -> Reference | None:
    """Names up to a full stop (or a colon), perhaps the year, the title up to the next one, and the rest, with a year or an arXiv id."""
    for end in islice(_NAMES_END.finditer(text), _MOST_STOPS):
        names = names_in(text[: end.start()])
        if not names:
            continue
        dated = _DATED.match(text, end.end())
        title, rest = _parted(text[dated.end() if dated else end.end() :])
        year = [dated[1]] if dated else _YEAR.findall(rest)
        if not year and not rest:
            # "Title, 2020."
            title, _, last = title.rpartition(", ")
            year = _YEAR.findall(last)
        return Reference(title, names, year[-1] if year else "", rest) if year or ids_of([rest]) else None
    return None


def _parted(text: str) -> tuple[str, str]:
    """The title, and what stands behind it."""
    end = _STOP.search(text)
    if not end:
        return text.rstrip(" ."), ""
    return text[: end.start() + (text[end.start()] != ".")], text[end.end() :]


def _is_cut(found: Reference, text: str) -> bool:
    """Whether what stands before the title names the first authors only."""
    return bool(_CUT.search(text[: text.find(found.title)]))


def _paper(found: Reference, text: str, source: Source) -> Paper:
    urls = _URL.findall(text)
    rest = _URL.sub("", found.rest)
    ids = ids_of([rest, *urls])
    venue = _VENUE.match(_YEAR.sub("", rest, count=1) if _YEAR.match(rest) else rest)
    name = venue["name"].strip(" .,()") if venue else ""
    usable = len(re.findall(r"[^\W\d_]", name)) > 2 and not re.match(
        r"ar\s?xiv|corr\b|doi\b|url\b|available|accessed|retrieved|online", name, re.I
    )
    home = (
        f"https://arxiv.org/abs/{ids['arxiv']}"
        if "arxiv" in ids
        else f"https://doi.org/{ids['doi']}"
        if "doi" in ids
        else ""
    )
    return paper_of(
        found.title, source, authors=tuple(map(Author, found.names)), et_al=_is_cut(found, text), date=found.year,
        venues=[name] if usable else [], ids=ids, url=home or next(iter(urls), ""), urls=urls,
    )  # fmt: skip
