"""Tagged lines. In: the text of a RIS, MEDLINE, refer (EndNote), Web of Science or RefWorks file, or of any other whose lines begin with
short tags. Out: its records, tag by tag, with their lines.

Parsers of RIS keep no line numbers and give nothing, silently, for a byte order mark, a missing blank or another dialect.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from generator.model import Problem, Source, Span
from generator.readers.lexicon import lexicon
from generator.readers.record import Parsed, Record

NAME = "tagged lines (RIS, MEDLINE, EndNote, Web of Science, RefWorks)"
SAMPLE = "TY  - JOUR\nTI  - A Title\nAU  - Turing, Alan\nPY  - 1950\nER  - "


class Style(msgspec.Struct, frozen=True):
    """How a file writes its tags. `exact`: a line that is surely tagged, whatever the tag."""

    name: str
    tag: re.Pattern[str]
    exact: re.Pattern[str]


_STYLES = (
    Style(
        "dash",
        re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9]{1,3})[ \t]{0,2}-(?:[ \t]+(.*)|(.*))$"),
        re.compile(r"[ \t]{0,3}(?:[A-Z][A-Z0-9]  |[A-Z]{3} |[A-Z]{4})-(?: |$)"),
    ),
    # "#*A Title", "#@Names", "#t2004", "#!Its abstract": AMiner's dump of citations.
    Style(
        "hash", re.compile(r"#(\*|@|!|%|t|c|conf|year|index\w*|citation)(.*)$"), re.compile(r"#(?:\*|@|!|index\w+)\S")
    ),
    Style("percent", re.compile(r"%([A-Z0-9!@$&(+>^~#?*=\[])(?: +(.*)|$)"), re.compile(r"%[A-Z0-9] ")),
    # "--AU-- ", "AU ~ ", "<AU> ", "[AU] ", "AU= ": whatever a program sets around its tags.
    Style(
        "framed",
        re.compile(r"(?:--|[<\[|{.#@]?)([A-Z][A-Z0-9]{1,3})(?:--|[>\]|}=]| ?[~=|])(?:\s+(.*)|$)"),
        re.compile(r"(?:--|[<\[|{.#@]?)[A-Z][A-Z0-9]{1,3}(?:--|[>\]|}]| ~)\s"),
    ),
    Style("blank", re.compile(r"([A-Za-z][A-Z0-9a-z])(?: (.*))?$"), re.compile(r"[A-Z][A-Z0-9] \S")),
)
_FORMS = {
    "ris": "RIS",
    "medline": "MEDLINE",
    "refer": "EndNote (refer)",
    "aminer": "AMiner citations",
    "wos": "Web of Science",
    "refworks": "RefWorks",
}
# A record begins with its kind or its number: tag -> dialect, by style.
_STARTS = {
    "dash": {"TY": "ris", "PMID": "medline"},
    "hash": {"*": "aminer"},
    "percent": {"0": "refer"},
    "framed": {},
    "blank": {"PT": "wos", "RT": "refworks"},
}
_MEDLINE = frozenset("OWN FAU STAT JT DP LID AID PHST OT MH VI TA DEP EDAT CRDT MHDA OID PST JID".split())
# What exporters write between records: numbers, counts, the file's own head and end.
_CHROME = re.compile(
    r"\W*\d+[.)>]?\W*$|[A-Z][A-Z0-9]{1,2}=|(?:refworks export|character set|tag legend)\b|record\b.*\d|"
    r"(?:provider|content|database|source|export(?:ed)?|search)\b.*:|(?:FN|VR|EF)\b|link to\b|nl\s+-\s|```|[-=_*]{3,}$|<\d+>",
    re.I,
)
# A number alone between brackets, with which Ovid opens a record.
_NUMBER = re.compile(r"\s{0,3}<\d+\.?\s*>\s*$")
_HEAD = 400
_SINGLE = frozenset(
    "venue volume issue pages firstpage lastpage date year authors publisher doi pmid url issn isbn language".split()
)
# Tags that stand around records, or end them.
_AROUND = ("FN", "VR", "EF", "ER")


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a file of tagged lines; None for one that is none. Problems: warning `outside-record`; note `no-end`."""
    lines = text.split("\n")
    style = _style_of(lines)
    if style is None:
        return None
    cutter = _Cutter(style, lines)
    for number, line in enumerate(lines, start=1):
        cutter.line(number, line.rstrip())
    cutter.end()
    strange = [number for number in cutter.outside if not _CHROME.match(lines[number - 1].strip())]
    if not cutter.records or len(strange) > 0.3 * sum(bool(line.strip()) for line in lines):
        return None
    problems = _outside(strange, cutter.records[0].first, source)
    spans = [Span(number, number, "doubt", -1, "outside of every record") for number in strange]
    if cutter.ends:
        message = "this record has no ER line; it was read up to the next one."
        problems += [Problem(Source(source.path, line), "note", "no-end", message) for line in cutter.unended]
    form = _FORMS.get(cutter.dialect, "tagged lines")
    return Parsed(form, tuple(cutter.records), tuple(spans), tuple(problems), cutter.dialect)


def _outside(lines: list[int], first: int, source: Source) -> list[Problem]:
    """One Problem for the lines outside of every record; a note where an export says what was searched before its `first` record."""
    if not lines:
        return []
    more = f" (and {len(lines) - 1:,} more)" if len(lines) > 1 else ""
    message = f"stands outside of every record and was left out{more}; a record begins with its first tag."
    return [
        Problem(Source(source.path, lines[0]), "note" if lines[-1] < first else "warning", "outside-record", message)
    ]


def _style_of(lines: list[str]) -> Style | None:
    """The style in which most lines near the beginning are tagged, a title among them."""
    head = [line.rstrip() for line in lines[: 20 * _HEAD] if line.strip()][:_HEAD]
    return next((style for style in _STYLES if _is_styled(style, head)), None)


def _is_styled(style: Style, head: list[str]) -> bool:
    known, starts = _known_tags(style.name), _STARTS[style.name]
    matches = [found for line in head if (found := style.tag.match(line))]
    tags = [found[1] for found in matches if found[1] in known or style.exact.match(found.string)]
    if _count_up(tags):
        return False
    begun = not starts.keys().isdisjoint(tags)
    titled = any(_is_title(style, tag) for tag in tags)
    share, kinds = len(tags) / max(1, len(head)), len(set(tags))
    if style.name == "blank":
        # Two capitals and a blank may begin any line: a file of such begins with its kind, or has many tags.
        begun = begun and bool({"FN", "VR", *starts} & set(tags[:3]))
        return begun or (titled and share > 1 / 2 and len({tag for tag in tags if tag.isupper()}) > 3)
    # No other text has so many tags of refer, however long the values between them are.
    sure = begun or (style.name == "percent" and titled and kinds > 4)
    return sure or (kinds > 2 and share > (0.33 if titled else 0.66))


def _count_up(tags: list[str]) -> bool:
    """Whether tags are the numbers of a list: "[P1]", "[P2]", "[P3]"."""
    letter = tags[0][:1] if tags else ""
    return len(tags) > 1 and tags == [f"{letter}{number + 1}" for number in range(len(tags))]


@lru_cache(maxsize=8)
def _known_tags(style: str) -> frozenset[str]:
    known = {tag.upper() for by_tag in lexicon().tags.values() for tag in by_tag} | lexicon().words["admin"]
    known -= {tag for tag in known if not re.fullmatch(r"[A-Z0-9]{2,4}", tag)}
    return frozenset(known - lexicon().words["seldom"] if style == "dash" else (tag for tag in known if len(tag) == 2))


def _is_title(style: Style, tag: str) -> bool:
    return tag in {"percent": ("T",), "hash": ("*",)}.get(style.name, ("TI", "T1", "CT", "BT"))


class _Cutter:
    """What has been read of a file so far."""

    def __init__(self, style: Style, lines: list[str]) -> None:
        self.style, self.known = style, _known_tags(style.name)
        self.numbered = sum(bool(_NUMBER.match(line)) for line in lines) > 0
        self.spelled = self._spelling(lines)
        self.start = self._start(lines)
        self.parted = self._parted(lines)
        self.dialect = self._dialect(lines)
        self.records: list[Record] = []
        self.outside: list[int] = []
        self.unended: list[int] = []
        self.ends = self.dialect in ("ris", "wos") and bool(self.start)
        self.fields: list[tuple[str, list[str]]] = []
        self.first = self.last = 0
        self.gap = False

    def _spelling(self, lines: list[str]) -> str:
        """What most known tags of the file have between them and their values: "  - ", " - "."""
        found = (self.style.tag.match(line.strip()) for line in lines[:_HEAD])
        known = [match[0][len(match[1]) :][:4].split("-")[0] for match in found if match and match[1] in self.known]
        return max(sorted(set(known)), key=known.count) + "-" if known else ""

    def _start(self, lines: list[str]) -> str:
        """The tag with which records begin, or "" when empty lines part them."""
        if self.numbered:
            return ""
        tags = [tag for line in lines if (tag := self._tag(line.rstrip())[0]) and tag not in _AROUND]
        known = next((tag for tag in _STARTS[self.style.name] if tag in tags), "")
        # Else the first tag of the file, where about as many lines have it as have a title; just as many, where records have a kind.
        titles = sum(_is_title(self.style, tag) for tag in tags)
        apart = abs(tags.count(tags[0]) - titles) if tags else titles
        if known and (tags[0] == known or apart):
            return "" if self.style.name == "percent" else known
        return tags[0] if tags and 3 * apart <= titles else ""

    def _parted(self, lines: list[str]) -> frozenset[int]:
        """The lines that open records where empty lines part them: all that stands between two has one title and one kind at most."""
        opening: list[int] = []
        held: list[list[str]] = []
        gap = True
        for number, line in enumerate(lines, start=1):
            tag = self._tag(line.rstrip())[0].upper()
            if not tag or tag in _AROUND:
                gap = gap or not line.strip()
                continue
            if gap:
                opening.append(number)
                held.append([])
            if _is_title(self.style, tag) or tag in _STARTS[self.style.name]:
                held[-1].append(tag)
            gap = False
        kinds = _STARTS[self.style.name].keys()
        whole = all(len(set(tags)) == len(tags) and set(tags) - kinds for tags in held)
        return frozenset(opening if whole and len(opening) > 1 else ())

    def _dialect(self, lines: list[str]) -> str:
        if self.style.name == "percent":
            return "refer"
        if self.start in _STARTS[self.style.name]:
            return _STARTS[self.style.name][self.start]
        tags = {self._tag(line.rstrip())[0] for line in lines[:_HEAD]}
        if self.style.name == "framed":
            return "framed"
        if self.style.name == "blank":
            return "refworks" if tags & {"T1", "A1", "K1", "YR"} else "wos"
        return "medline" if len(tags & _MEDLINE) > 1 else "ris"

    def _tag(self, line: str) -> tuple[str, str]:
        found = self.style.tag.match(line)
        if not found or not (
            self.style.name in ("percent", "hash") or found[1] in self.known or self._surely(line, found[1])
        ):
            return "", ""
        return found[1], next((part for part in found.groups()[1:] if part is not None), "").strip()

    def _surely(self, line: str, tag: str) -> bool:
        if self.style.name == "blank":
            return tag.upper() in self.known and (tag.islower() or tag.isupper()) and not line[2:3].strip()
        return self.style.exact.match(line) is not None or (
            self.style.name == "dash" and line.lstrip().startswith(tag + self.spelled + " ")
        )

    def line(self, number: int, line: str) -> None:
        if not line.strip():
            self.gap = True
            return
        if self.numbered and _NUMBER.match(line):
            self.end()
            self.outside.append(number)
            return
        tag, value = self._tag(line)
        tag = tag.upper()
        if tag == "ER" and self.style.name != "percent" and self.first:
            self.last = number
            self.end(ended=True)
        elif tag and self._begins(tag, number):
            self.end()
            self.first, self.fields = number, [(tag, [value])]
        elif not self.first:
            self.outside.append(number)
        elif tag:
            self.fields.append((tag, [value]))
        elif self._is_beside(line):
            self.outside.append(number)
        else:
            self.fields[-1][1].append(("\n" if self.gap else "") + line.strip())
        self.gap = self.outside[-1:] == [number]
        self.last = number if self.first and not self.gap else self.last

    def _is_beside(self, line: str) -> bool:
        """Whether a line without a tag is of no value: what exporters write, or what stands behind an empty line and a value that ends."""
        if not self.gap or _CHROME.match(line.strip()):
            return self.gap or line == "```"
        return lexicon().field_of_tag(self.fields[-1][0], self.dialect) in _SINGLE

    def _begins(self, tag: str, number: int) -> bool:
        """Whether a tag opens a record: that with which all begin; else one that it has, behind an empty line, or a second title."""
        if self.parted:
            return number in self.parted
        if self.start:
            cut = self.style.name == "dash" and not self.records and not self.first and tag not in _AROUND
            return tag == self.start or cut
        if self.numbered:
            return not self.first
        if not self.first:
            return tag not in _AROUND
        held = {name for name, _ in self.fields}
        return tag in held and (
            self.gap or tag == "0" or (_is_title(self.style, tag) and "0" not in held and self.style.name != "dash")
        )

    def end(self, *, ended: bool = False) -> None:
        if self.first:
            value: dict[str, object] = {}
            for tag, parts in self.fields:
                text = "\n".join(parts)
                if text.strip():
                    value.setdefault(tag, [])
                    value[tag].append(text)  # type: ignore[attr-defined]
            self.records.append(Record(value, self.first, self.last))
            if not ended:
                self.unended.append(self.first)
        self.first, self.fields = 0, []
