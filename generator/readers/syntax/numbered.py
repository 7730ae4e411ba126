"""Entries with labels below their titles. In: a text, a mail of working papers such as NEP's, in which a number and a title open each
paper (or the title alone, right above its authors), and authors, date, address and keywords have labels while the abstract may have none.
Out: its records. A table of contents before them is no record.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.model import Problem, Source, Span, Use
from generator.readers.labels import field_of
from generator.readers.paste.bylines import LISTED, author_score
from generator.readers.paste.units import Line, shown_lines, wrap_width
from generator.readers.record import Object, Parsed, Record
from generator.readers.syntax.labelled import RULE, join_lines, record_field
from generator.text.late import pattern_of
from generator.text.tokens import DRAWN_NUMBER

NAME = "numbered entries with labels (NEP)"
SAMPLE = "1. A Title\nBy: Lovelace, Ada\nDate: 2025-03\nURL: https://example.org/1\nIts abstract.\nKeywords: engines"
# A year is no number.
_NUMBERED = re.compile(rf"(?:#{{1,6}}\s+)?(?:\(?\d{{1,3}}[.)]\s|{DRAWN_NUMBER})\s*(\S.*)")
_LABEL = re.compile(
    r"[*_]{0,2}([A-Z][A-Za-z -]{1,24}|[^\W\d_]{2,12}(?: [^\W\d_]{2,12})?)[*_]{0,2}\s?[:：][*_]{0,2}\s*(.*)"
)
_AFFILIATION = pattern_of(r"(?<!\s)\s*+\([^()]*(?:\([^()]*\)[^()]*)*\)\s*")
_SMALL, _SAYS = re.compile(r"\b[^\W\d_A-Z][^\W\d_A-Z]+\b"), 4
# "by Ada Lovelace, Bo Li #w93301 (LS)": the number of the paper.
_NUMBER_BEHIND = pattern_of(r"(?<![\s-])-*+\s[\s-]*+#(?=[a-z]?\d)", re.I)
_BY = pattern_of(r"^(?:by|von|par|por)\s+(?=\S)", re.I)
_ADDRESS = ("http://", "https://", "<http")
_TELLING = frozenset("authors date url keywords abstract venue doi categories".split())
_KNOWN = _TELLING | {"other", "note"}
_USES: dict[str, Use] = {"title": "title", "authors": "authors", "abstract": "abstract"}
# So many labels make an entry; a table of contents has fewer.
_FEWEST = 2


def parsed(text: str, source: Source) -> Parsed | None:
    """The numbered records of a text; None for one in which less than a half of those have labels. Problem: warning `no-labels`."""
    lines = shown_lines(text)
    entries = _entries(text, lines)
    whole = [entry for entry in entries if len(entry.labels & _TELLING) >= _FEWEST]
    told = [entry for entry in entries if entry not in whole]
    if not whole or len(lines) > 60 * len(whole) + 400 or any(_of_no_contents(one, whole) for one in told):
        return None
    _part_with_farewell(whole)
    width = wrap_width(lines)
    records = [entry.record(width) for entry in whole]
    spans = [Span(one.lines[0].number, one.lines[-1].number, "chrome", note="the list of contents") for one in told]
    return Parsed(NAME, tuple(records), tuple(spans), _lost(whole, source), "labelled")


def _entries(text: str, lines: list[Line]) -> list[_Entry]:
    indents = {number: len(raw) - len(raw.lstrip()) for number, raw in enumerate(text.split("\n"), start=1)}
    starts = [at for at, line in enumerate(lines) if _NUMBERED.match(line.text)] or _above_authors(lines)
    own = Counter(label[1] for line in lines if (label := _LABEL.match(line.text)))
    asides = {name for name, times in own.items() if times > 1 and 2 * times >= len(starts)}
    ends = [*starts[1:], len(lines)]
    return [_Entry(lines[start:end], indents, asides) for start, end in zip(starts, ends, strict=False)]


def _above_authors(lines: list[Line]) -> list[int]:
    """Where lines stand that open a paragraph, or are the second in it, right above a label of authors."""
    found = [
        at
        for at, (before, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), start=1)
        if (line.gap or before.gap)
        and not below.gap
        and _field(below.text) == "authors"
        and not _LABEL.match(line.text)
    ]
    return found if len(found) > 1 else []


def _field(text: str) -> str:
    """The field of the label with which a line opens."""
    label = not text.startswith(_ADDRESS) and _LABEL.match(text)
    return (record_field(label[1].strip()) or field_of(label[1])) if label else ""


def _of_no_contents(entry: _Entry, whole: list[_Entry]) -> bool:
    """Whether an entry without labels names a paper that no entry with labels has: then this is another kind of list."""
    titles = [one.title[:40].casefold() for one in whole]
    return not any(
        entry.title.casefold().startswith(title) or title.startswith(entry.title.casefold()) for title in titles
    )


def _part_with_farewell(whole: list[_Entry]) -> None:
    """What stands below the last entry as below no other, text without a label or a further paragraph of it, is the end of the mail."""
    others, last = [entry.bare for entry in whole[:-1]], whole[-1]
    further = next((at for at, line in enumerate(last.bare) if at and line.gap), len(last.bare))
    if any(line.gap for bare in others for line in bare[1:]):
        return
    kept = further if any(others) else 0
    if others and kept < len(last.bare):
        last.strange += last.bare[kept:]
        last.parts = [("other" if line in last.bare[kept:] else field, line) for field, line in last.parts]


def _lost(whole: list[_Entry], source: Source) -> tuple[Problem, ...]:
    message = "stands between the papers and was left out; put a label such as Abstract: before it."
    strange = [line for entry in whole for line in entry.strange]
    return tuple(Problem(Source(source.path, line.number), "warning", "unlabelled", message) for line in strange)


def _is_sentence(text: str) -> bool:
    """Whether a line below names says something: it has words in small letters besides those of a place in brackets, and ends, or
    they are most of it (it goes on in the next line)."""
    bare = _AFFILIATION.sub("; ", text)
    small = len(_SMALL.findall(bare))
    return small >= _SAYS and (text.rstrip().endswith((".", "?", "!")) or 2 * small > len(bare.split()))


def _names(lines: list[Line]) -> list[str]:
    texts = (_AFFILIATION.sub("; ", _NUMBER_BEHIND.split(_BY.sub("", line.text))[0]) for line in lines)
    return [name for text in texts for part in text.split(";") if (name := part.strip(" ,"))]


class _Entry:
    """One numbered entry: (field, line) in order."""

    def __init__(self, lines: list[Line], indents: dict[int, int], asides: set[str]) -> None:
        self.lines, self.asides = lines, asides
        self.parts: list[tuple[str, Line]] = []
        self.labels: set[str] = set()
        self.strange: list[Line] = []
        self.bare: list[Line] = []
        found = _NUMBERED.match(lines[0].text)
        self.title = found[1] if found else lines[0].text
        self.parts.append(("title", Line(lines[0].number, self.title, 0, lines[0].full)))
        at = "title"
        for line in lines[1:]:
            at = self._take(line, at, indents[line.number])

    def _take(self, line: Line, at: str, indent: int) -> str:
        """File one line; the field that the next line may go on."""
        field, value = self._said(line, at)
        if field or RULE.fullmatch(line.text):
            self.labels.add(field)
            field = field if value or field != "abstract" else "other"
            self.parts.append((field or "other", Line(line.number, value, line.gap, line.full)))
            return field if field in ("authors", "keywords", "abstract", "categories") else ""
        field = self._unlabelled(line, at, indent)
        if not field:
            self.strange.append(line)
        elif field == "abstract" and (at != field or self.bare):
            self.bare.append(line)
        self.parts.append((field or "other", line))
        return field

    def _said(self, line: Line, at: str) -> tuple[str, str]:
        """The field that a line says by itself, with a label, as an address, or by the word before names; and its value."""
        if line.text.startswith(_ADDRESS) and " " not in line.text:
            return "url", line.text
        label = _LABEL.match(line.text)
        field = _field(line.text)
        if label and (field in _KNOWN or label[1] in self.asides):
            return field or "other", label[2].strip()
        return ("authors", line.text) if at == "title" and _BY.match(line.text) else ("", "")

    def _unlabelled(self, line: Line, at: str, indent: int) -> str:
        """The field of a line without a label, behind a line of the field `at`: indented below a title names stand, else the abstract."""
        if at == "title" and indent > 2:
            return at if "authors" in self.labels else "authors"
        if at == "title" and not line.gap and author_score(_AFFILIATION.sub("; ", line.text)) > LISTED:
            return "authors"
        if at == "title":
            return "abstract" if line.gap else at
        if at == "abstract" or (at == "authors" and not line.gap and not _is_sentence(line.text)):
            return at
        if at == "keywords" and not line.gap and re.search(r"[;,]", line.text):
            return at
        return "" if "abstract" in self._fields() else "abstract"

    def _fields(self) -> set[str]:
        return {field for field, _ in self.parts}

    def record(self, width: int) -> Record:
        value: Object = {}
        for field in self._fields() - {"other", "note", ""}:
            mine = [line for name, line in self.parts if name == field and line.text]
            if field == "authors":
                value["authors"] = _names(mine)
            else:
                value[field] = join_lines(mine, width)
        uses = tuple(Span(line.number, line.number, _USES.get(field, "meta"), 1) for field, line in self.parts)
        return Record(value, self.lines[0].number, self.lines[-1].number, uses=uses)
