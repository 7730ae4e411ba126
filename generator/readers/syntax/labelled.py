"""Labelled lines. In: a text in which values have their labels, "Title: …", "저자: …", "{Author}: …", "AU: …", or a label on a line of its
own above indented lines. Out: its records, label by label, with their lines.

A label is a key of the lexicon, in any language; one that is none counts when it is spelled like one and stands in most records.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from generator.model import Problem, Source, Span, Use
from generator.readers.lexicon import letters, lexicon
from generator.readers.paste.units import Line, glue, lines_of
from generator.readers.record import Parsed, Record

NAME = "labelled records"
SAMPLE = "Title: A Title   PDF: https://arxiv.org/pdf/2503.01234   Summary: its abstract   ---"
_LABEL = re.compile(
    r"(?:[-*•>#]{1,6}\s+|\d{1,4}[.)]\s+)?(?:[\u2139\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*\s*){0,3}"
    r"(?P<open>\*{1,2}|_{1,2}|[{\[【<])?(?P<name>[^\W\d_][\w ;()/\-‐ .]{0,38}?)(?:\*{1,2}|_{1,2}|[}\]】>])?\s?(?:(?<=】)|[:：])"
    r"(?:\*{1,2}|_{1,2})?(?:\s+|$|(?=[^\s/]))"
)
_RULE = re.compile(r"[-=*_~#—–+]{3,}")
# "Record #1 of 271", "<8>", "[12]", "3." and their like, alone on a line, open a record.
_NUMBER = re.compile(
    r"(?:record|citation|result|文献|논문)\s*#?\s*\d+(?:\s*(?:of|/)\s*\d+)?\.?|<\d+>|\[\d+\]|\d{1,4}[.)]?",
    re.IGNORECASE,
)
_USES: dict[str, Use] = {"title": "title", "abstract": "abstract", "summary": "abstract", "authors": "authors"}
_ONE_LINE = frozenset("url urls date year doi arxiv pmid pmcid note volume issue pages issn isbn handle".split())
_WHERE = ("abstract", "summary", "url", "authors", "arxiv", "doi", "date", "venue", "keywords")
_HEAD = 100_000


class Entry(msgspec.Struct):
    """A record being read: (label, its field, its lines) in order."""

    fields: list[tuple[str, str, list[Line]]]

    def has(self, field: str) -> bool:
        return any(name == field for _, name, _ in self.fields)


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a labelled text; None for one that is none. Problems: warning `unlabelled` (a line belongs to no label)."""
    lines, width = lines_of(text)
    labels = _own_lines(text) or _labels(lines)
    if not _is_labelled(lines, labels):
        return None
    entries, spans, strange = _entries(lines, labels)
    message = "stands under no label and was left out; put a label such as Title: or Abstract: before it."
    problems = [Problem(Source(source.path, line.number), "warning", "unlabelled", message) for line in strange]
    spans += [Span(line.number, line.number, "doubt") for line in strange]
    records = [_record(entry, width) for entry in entries]
    return Parsed(NAME, tuple(records), tuple(spans), tuple(problems), "labelled")


def _labels(lines: list[Line]) -> dict[int, tuple[str, str, str]]:
    """Line number -> label, field and value of each line that opens with a label."""
    found: dict[int, tuple[str, str, str]] = {}
    unknown: dict[int, tuple[str, str, str]] = {}
    for line in lines:
        match = _LABEL.match(line.text[:400])
        if not match:
            continue
        name = match["name"].strip()
        field = field_of(name)
        value = line.text[match.end() :].strip()
        if field or match["open"] in ("{", "【", "["):
            field = field or "other"
            found[line.number] = (name, field, value)
        elif _spelled(name) and letters(name) not in lexicon().words.parts:
            unknown[line.number] = (name, "other", value)
    titles = sum(field == "title" for _, field, _ in found.values())
    count = Counter(name for name, _, _ in unknown.values())
    # A label that the lexicon does not know: hyphenated as ReDIF's are, or in at least half of the records.
    kept = {name for name, times in count.items() if "-" in name or "{" in name or (titles > 1 and times * 2 >= titles)}
    return found | {number: label for number, label in unknown.items() if label[0] in kept}


def field_of(name: str) -> str:
    """The field that a label means: the surest of the lexicon; of "Title-题名" either half; "note" for a machine's summary."""
    known = lexicon()
    for one in (
        (name, *re.split(r"[-/(（]", name))
        if re.search(r"[^\x00-\x7f]", name) and re.search(r"[A-Za-z]", name)
        else (name,)
    ):
        if letters(one) in known.words.machine | known.words.other:
            return "note" if letters(one) in known.words.machine else "other"
        found = known.exact.get(letters(one), ())
        tagged = known.tags["tags"].get(one.casefold(), ()) if re.fullmatch(r"[A-Z][A-Z0-9]{1,2}", one) else ()
        if found or tagged:
            return min(found or tagged, key=lambda pair: pair[1])[0]
    return ""


def _spelled(name: str) -> bool:
    return re.fullmatch(r"[A-Z][A-Za-z]*(?:[- ][A-Z(][A-Za-z()]*){0,3}", name) is not None


def _own_lines(text: str) -> dict[int, tuple[str, str, str]]:
    """Labels that stand on lines of their own, their values indented below, as Ovid writes them."""
    lines = text.split("\n")
    found: dict[int, tuple[str, str, str]] = {}
    for number, line in enumerate(lines[:-1], start=1):
        below = lines[number]
        if (
            line[:1].isalpha()
            and len(line) < 40
            and below.startswith("  ")
            and below.strip()
            and not line.rstrip().endswith((".", ":"))
        ):
            name = line.strip()
            found[number] = (name, field_of(name) or "other", "")
    fields = {field for _, field, _ in found.values()}
    return found if "title" in fields and len(fields & set(_WHERE)) > 1 else {}


def _is_labelled(lines: list[Line], labels: dict[int, tuple[str, str, str]]) -> bool:
    """Whether titles have labels, with another label near, again and again or to the end of the text."""
    head = [line for line in lines if line.text][:4000]
    fields = [labels.get(line.number, ("", "", ""))[1] for line in head]
    titled = [place for place, field in enumerate(fields) if field == "title"]
    near = [place for place in titled if any(field in _WHERE for field in fields[max(0, place - 6) : place + 8])]
    first = next((place for place, field in enumerate(fields) if field), 0)
    if not near or len(near) < 0.6 * len(titled) or first > 0.5 * len(fields) > 4:
        return False
    return len(near) > 1 or len(head) < 60 or sum(map(bool, fields)) > 5


def _entries(lines: list[Line], labels: dict[int, tuple[str, str, str]]) -> tuple[list[Entry], list[Span], list[Line]]:
    """The records, the rules and numbers between them, and the lines that stand under no label."""
    entries: list[Entry] = []
    spans: list[Span] = []
    strange: list[Line] = []
    opened = False
    start = _start_of(lines, labels)
    for line in lines:
        label = labels.get(line.number)
        empty = opened and not any(held.text for held in entries[-1].fields[-1][2])
        if (
            label is None
            and not empty
            and (
                _RULE.fullmatch(line.text)
                or (_NUMBER.fullmatch(line.text) and (line.gap or not opened or line.full < 30))
            )
        ):
            opened = False
            spans.append(Span(line.number, line.number, "chrome", note="between records"))
        elif label:
            name, field, value = label
            entry = entries[-1] if opened else None
            if entry is None or _begins(entry, name, field, start, gap=bool(line.gap)):
                entries.append(Entry([]))
            opened = True
            entries[-1].fields.append((name, field, [Line(line.number, value, line.gap, line.full)]))
        elif opened and _goes_on(entries[-1], line):
            entries[-1].fields[-1][2].append(line)
        else:
            strange.append(line)
    return entries, spans, strange


def _goes_on(entry: Entry, line: Line) -> bool:
    _, field, held = entry.fields[-1]
    return (
        field not in _ONE_LINE
        or not held[0].text
        or (not line.gap and field in ("url", "doi") and "/" in line.text[:80])
    )


def _start_of(lines: list[Line], labels: dict[int, tuple[str, str, str]]) -> str:
    """The label with which most records begin, when it is another than the title's: "Template-Type", "Reference Type", "ID"."""
    names = [labels[line.number] for line in lines if line.number in labels]
    count = Counter(name for name, _, _ in names)
    titles = sum(field == "title" for _, field, _ in names)
    first = names[0][0] if names else ""
    same = names and names[0][1] not in ("title", "authors", "keywords") and 2 * titles > 3 > 0
    return first if same and abs(count[first] - titles) <= titles // 3 else ""


def _begins(entry: Entry, name: str, field: str, start: str, *, gap: bool) -> bool:
    if start:
        return name == start
    if field == "title" and entry.has("title"):
        first = next(held for held, kind, _ in entry.fields if kind == "title")
        return first == name or gap
    return gap and field != "other" and entry.fields[0][0] == name and entry.has("title")


def _record(entry: Entry, width: int) -> Record:
    value: dict[str, object] = {}
    uses: list[Span] = []
    for name, field, lines in entry.fields:
        text = joined(lines, width)
        use: Use = _USES.get(field, "meta")
        note = "a summary by a machine, no abstract" if field == "note" else ""
        uses += [Span(line.number, line.number, use, 1, note) for line in lines]
        if text and field not in ("note", "other"):
            key = _key(name, field)
            held = value.get(key)
            value[key] = text if held is None else [*held, text] if isinstance(held, list) else [held, text]
    numbers = [line.number for _, _, lines in entry.fields for line in lines]
    return Record(value, min(numbers), max(numbers), uses=tuple(uses))


def _key(name: str, field: str) -> str:
    """The key under which the lexicon finds the field: the label itself, or what half of it means."""
    if field == "summary" or letters(name).startswith(("pdf", "html")):
        return "abstract" if field == "summary" else "url"
    return name if letters(name) in lexicon().exact else field


def joined(lines: list[Line], width: int) -> str:
    """The lines of a value as one text; a blank line parts paragraphs."""
    text: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and before.text:
            text.append("\n\n" if line.gap else glue(before.text, line.text, width))
        text.append(line.text)
    return "".join(text)
