"""Labelled lines. In: a text in which values have their labels, "Title: …", "저자: …", "{Author}: …", "AU: …", or a label on a line of its
own above indented lines. Out: its records, label by label, with their lines.

A label is a key of the lexicon, in any language; one that is none counts when it is spelled like one and stands in most records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from generator.model import Problem, Source, Span, Use
from generator.readers.fields import alien
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.paste.units import Line, glue, lines_of
from generator.readers.record import Parsed, Record, gathered
from generator.text.late import pattern_of

NAME = "labelled records"
SAMPLE = "Title: A Title   PDF: https://arxiv.org/pdf/2503.01234   Summary: its abstract   ---"
_SPELLED = pattern_of(r"[A-Z][A-Za-z]*(?:\(s\))?(?:[- ][A-Z(][A-Za-z()]*){0,3}")
_LABEL = re.compile(
    r"(?:[-*•>#]{1,6}\s+|\d{1,4}[.)]\s+)?(?:[\u2139\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*\s*){0,3}"
    r"(?P<open>\*{1,2}|_{1,2}|[{\[【<]|FIELD\s)?"
    r"(?P<name>[^\W\d_][\w ;()/\-‐ .'’\u0900-\u0e7f\u200c]{0,38}?)(?:\*{1,2}|_{1,2}|[}\]】>])?\s?(?:(?<=】)|(?P<twice>::)(?=\s|$)|[:：])"
    r"(?:\*{1,2}|_{1,2})?(?:\s+|$|(?=[^\s/]))"
)
RULE = re.compile(r"[-=*_~#—–+]{3,}|(?:start|begin|end)[_ ]record", re.I)
# "Record #1 of 271", "<8>", "[12]", "3." and their like, alone on a line, open a record.
_QUOTED = pattern_of(r"^[\"“„«]([^\"“„«”»]{8,})[\"”“»]$")
_NUMBER = re.compile(
    r"(?:record|citation|document|result|文献|논문)\s*#?\s*\d+(?:\s*(?:of|/)\s*\d+)?\.?|<\d+>|\[\d+\]|\d{1,4}[.)]?",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#\s+(\S.{3,300})")
# Below it the heading of a part of the note: "## Abstract", "## My notes".
_PART = re.compile(r"#{2,6}\s+(\S.{1,38}?):?")
_USES: dict[str, Use] = {"title": "title", "abstract": "abstract", "summary": "abstract", "authors": "authors"}
_ONE_LINE = frozenset("url urls date year doi arxiv pmid pmcid note volume issue pages issn isbn handle".split())
_WHERE = ("abstract", "summary", "url", "authors", "arxiv", "doi", "date", "venue", "keywords")
_NAMES = re.compile(r"^[ \t]*+([^\W\d_][\w /-]{0,30})\s?[:：]", re.M)
# A label on a line of its own, and the line below it.
_ALONE = re.compile(r"[^\W\d_].{0,37}[^\s.:]\s*")
# The rows and sections of a report of Zotero.
_REPORT = re.compile(r"^[ \t]*+(\S.*)(?=\n\s*(?:Item Type|Eintragsart|Type de document|Tipo de elemento)\t)", re.M)
_ROW = re.compile(r"^[ \t]*+([^\W\d_][\w ;()/.-]{0,38})\t[ \t]*(?=\S)", re.M)
_SECTION = re.compile(r"^[ \t]*+(Tags|Notes|Related|Attachments):?[ \t]*$", re.M)
_KEPT_TAGS = re.compile(r"(?<=^Tags:)(?:\n[^:\n]+$)+", re.M)
_INDENTED = re.compile(r"\s{2,}\S")


class Label(msgspec.Struct, frozen=True):
    """A label as written, the field that it means ("other": none, "note": a machine's summary), and what stands behind it."""

    name: str
    field: str
    value: str = ""


class LabelledEntry(msgspec.Struct):
    """A record being read: labels in order, each with its lines."""

    fields: list[tuple[Label, list[Line]]]


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a labelled text; None for one that is none. Problems: warning `unlabelled` (a line belongs to no label)."""
    text = _without_tabs(text)
    lines, width = lines_of(text)
    labels = _own_lines(text) or _labels(lines)
    labels |= _heading(lines, labels)
    if not _is_labelled(lines, labels):
        return None
    if alien(bare_key(name) for name in _NAMES.findall(text[:20_000])):
        return None
    entries, spans, strange = _entries(lines, labels)
    message = "stands under no label and was left out; put a label such as Title: or Abstract: before it."
    problems = [Problem(Source(source.path, line.number), "warning", "unlabelled", message) for line in strange]
    spans += [Span(line.number, line.number, "doubt") for line in strange]
    records = [_record(entry, width) for entry in entries]
    return Parsed(NAME, tuple(records), tuple(spans), tuple(problems), "labelled")


def _without_tabs(text: str) -> str:
    """A report of Zotero as a browser copies it, line for line with colons: each heading as the title of the rows of two cells below."""
    if not _REPORT.search(text):
        return text
    text = _SECTION.sub(r"\1:", _ROW.sub(r"\1: ", _REPORT.sub(r"Title: \1", text)))
    return _KEPT_TAGS.sub(lambda found: found[0].replace("\n", ";\n"), text)


def _labels(lines: list[Line]) -> dict[int, Label]:
    """Line number -> the label with which the line opens."""
    found: dict[int, Label] = {}
    unknown: dict[int, Label] = {}
    for line in lines:
        match = _LABEL.match(line.text[:400])
        name = match["name"].strip() if match else ""
        field = _field_before(name, line.text[match.end() :]) if match else ""
        if match and (field or match["twice"] or match["open"] in ("{", "【", "[", "FIELD ")):
            found[line.number] = Label(name, field or "other", line.text[match.end() :].strip())
        elif match and _SPELLED.fullmatch(name) and bare_key(name) not in lexicon().words["parts"]:
            unknown[line.number] = Label(name, "other", line.text[match.end() :].strip())
    kept = _repeated(unknown.values(), sum(label.field == "title" for label in found.values()))
    return found | {number: label for number, label in unknown.items() if label.name in kept}


def _heading(lines: list[Line], labels: dict[int, Label]) -> dict[int, Label]:
    """The heading of a note as its title, where the lines below it have labels and none says title, as Notion exports a page."""
    first, *below = [line for line in lines if line.text][:4] or [Line(0, "", 0, 0)]
    said = {labels[line.number].field for line in below if line.number in labels} & {*_WHERE, "year"}
    alone = len(said) > 1 and below[0].number in labels and not any(label.field == "title" for label in labels.values())
    found = _HEADING.match(first.text) if alone else None
    alone = found is not None and sum(bool(_HEADING.match(line.text)) for line in lines) == 1
    return {first.number: Label("title", "title", found[1])} | _parts(lines) if found and alone else {}


def _parts(lines: list[Line]) -> dict[int, Label]:
    """The headings inside of a note, of which the first names a part of a paper: a list of papers has the title of one there."""
    parts = {line.number: part[1] for line in lines if (part := _PART.fullmatch(line.text))}
    told = {number: Label(name, record_field(name) or "other") for number, name in parts.items()}
    return told if told and next(iter(told.values())).field in _USES else {}


def _repeated(labels: Iterable[Label], titles: int) -> set[str]:
    """Labels that the lexicon does not know, and are some: hyphenated as ReDIF's are, or in at least half of the records."""
    count = Counter(label.name for label in labels)
    return {name for name, times in count.items() if "-" in name or (titles > 1 and times * 2 >= titles)}


def _field_before(name: str, value: str) -> str:
    """The field of a label and its value: an address is no title ("Paper: https://…")."""
    field = record_field(name)
    return "url" if field == "title" and value.lstrip().startswith("http") else field


def record_field(name: str) -> str:
    """The field that a label means: the surest of the lexicon; of "Title-题名" either half; "note" for a machine's summary."""
    known = lexicon()
    mixed = re.search(r"[^\x00-\x7f]", name) and re.search(r"[A-Za-z]", name)
    for one in (name, *(re.split(r"[-/(（]", name) if mixed else ())):
        if bare_key(one) in known.words["machine"] | known.words["other"]:
            return "note" if bare_key(one) in known.words["machine"] else "other"
        found = known.field_of(one)
        if not found and re.fullmatch(r"[A-Z][A-Z0-9]{1,2}", one):
            found = known.field_of_tag(one, "tags")
        if found:
            return found
    return ""


def _own_lines(text: str) -> dict[int, Label]:
    """Labels that stand on lines of their own, their values indented below, as Ovid writes them."""
    pairs = enumerate(pairwise(text.split("\n")), start=1)
    alone = {
        number: line.strip() for number, (line, below) in pairs if _ALONE.fullmatch(line) and _INDENTED.match(below)
    }
    found = {number: Label(name, record_field(name) or "other") for number, name in alone.items()}
    fields = {label.field for label in found.values()}
    return found if "title" in fields and len(fields & set(_WHERE)) > 1 else {}


def _is_labelled(lines: list[Line], labels: dict[int, Label]) -> bool:
    """Whether titles have labels, with another label near, again and again or to the end of the text."""
    head = [line for line in lines if line.text][:4000]
    fields = [labels[line.number].field if line.number in labels else "" for line in head]
    titled = [place for place, field in enumerate(fields) if field == "title"]
    near = [place for place in titled if set(fields[max(0, place - 6) : place + 8]) & set(_WHERE)]
    first = next((place for place, field in enumerate(fields) if field), 0)
    if not near or len(near) < 0.6 * len(titled) or first > 0.5 * len(fields) > 4:
        return False
    return len(near) > 1 or len(head) < 60 or sum(map(bool, fields)) > 5


def _entries(lines: list[Line], labels: dict[int, Label]) -> tuple[list[LabelledEntry], list[Span], list[Line]]:
    """The records, the rules and numbers between them, and the lines that stand under no label."""
    entries: list[LabelledEntry] = []
    spans: list[Span] = []
    strange: list[Line] = []
    start = _start_of(lines, labels)
    entry: LabelledEntry | None = None
    for line in lines:
        label = labels.get(line.number)
        if label:
            if entry is None or _begins(entry, label, start, gap=bool(line.gap)):
                entry = LabelledEntry([])
                entries.append(entry)
            entry.fields.append((label, [Line(line.number, label.value, line.gap, line.full)]))
        elif _parts_records(line, entry):
            entry = None
            spans.append(Span(line.number, line.number, "chrome", note="between records"))
        elif entry and _goes_on(entry, line):
            entry.fields[-1][1].append(line)
        else:
            strange.append(line)
    return entries, spans, strange


def _parts_records(line: Line, entry: LabelledEntry | None) -> bool:
    """Whether a line is a rule or a number between records; the value that an empty label waits for is none."""
    if entry and not any(held.text for held in entry.fields[-1][1]):
        return False
    number = _NUMBER.fullmatch(line.text) is not None and (bool(line.gap) or entry is None or line.full < 30)
    return number or RULE.fullmatch(line.text) is not None


def _goes_on(entry: LabelledEntry, line: Line) -> bool:
    """Whether a line without a label belongs to the value above it."""
    label, held = entry.fields[-1]
    wrapped = not line.gap and label.field in ("url", "doi") and "/" in line.text[:80]
    return wrapped or label.field not in _ONE_LINE or not held[0].text


def _start_of(lines: list[Line], labels: dict[int, Label]) -> str:
    """The label with which most records begin, when it is another than the title's: "Template-Type", "Reference Type", "ID"."""
    found = [labels[line.number] for line in lines if line.number in labels]
    titles = sum(label.field == "title" for label in found)
    if titles < 2 or found[0].field in ("title", "authors", "keywords"):
        return ""
    first = found[0].name
    return first if abs(sum(label.name == first for label in found) - titles) <= titles // 3 else ""


def _begins(entry: LabelledEntry, label: Label, start: str, *, gap: bool) -> bool:
    """Whether a label opens the next record: that with which all begin; else a second title, or behind an empty line the first label."""
    if start:
        return label.name == start
    titles = [held.name for held, _ in entry.fields if held.field == "title"]
    if label.field == "title" and titles:
        return gap or titles[0] == label.name
    return gap and bool(titles) and label.field != "other" and entry.fields[0][0].name == label.name


def _record(entry: LabelledEntry, width: int) -> Record:
    values: list[tuple[str, object]] = []
    uses: list[Span] = []
    for label, lines in entry.fields:
        note = "a summary by a machine, no abstract" if label.field == "note" else ""
        uses += [Span(line.number, line.number, _USES.get(label.field, "meta"), 1, note) for line in lines]
        text = _QUOTED.sub(r"\1", join_lines(lines, width)) if label.field == "title" else join_lines(lines, width)
        if text and label.field not in ("note", "other"):
            values.append((_key(label.name, label.field), text))
    numbers = [use.first for use in uses]
    return Record(gathered(values), min(numbers), max(numbers), uses=tuple(uses))


def _key(name: str, field: str) -> str:
    """The key under which the lexicon finds the field: the label itself, or what half of it means."""
    if field == "summary" or bare_key(name).startswith(("pdf", "html")):
        return "abstract" if field == "summary" else "url"
    return name if lexicon().fields_of(bare_key(name)) else field


def join_lines(lines: list[Line], width: int) -> str:
    """The lines of a value as one text; a blank line parts paragraphs."""
    text: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and before.text:
            text.append("\n\n" if line.gap else glue(before.text, line.text, width))
        text.append(line.text)
    return "".join(text)
