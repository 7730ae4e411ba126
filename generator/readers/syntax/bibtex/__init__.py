"""BibTeX and biblatex. In: a .bib file, also with Markdown fences, JabRef's comments, broken entries. Out: the entries as records.

bibtexparser finds the blocks. Macros, `#`, crossref and xdata are resolved here; an entry whose last brace is missing is read when its
title is whole. A title is read without the braces that protect its case (bibtex_text.py); biblatex's subtitle is part of it.
"""

from __future__ import annotations

import logging
import re

import msgspec
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from generator.model import Level, Problem, Source, Span
from generator.readers.parts.account import Lines
from generator.readers.record import Parsed, Record
from generator.readers.syntax.bibtex.dialects import as_bibtex
from generator.readers.syntax.bibtex.entry import entry_fields, entry_values, inherited
from generator.readers.syntax.bibtex.text import value_of
from generator.text.late import pattern_of

NAME = "BibTeX"
SAMPLE = (
    "@misc{turing2025, title={A Title}, author={Alan Turing}, year={2025}, eprint={2503.01234}, archivePrefix={arXiv}}"
)
_HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?!comment|string|preamble)[A-Za-z]+[ \t]*[{(][ \t]*[^,{}()=\n]{0,200}(?:,|\n|\}[ \t]*\{)",
    re.MULTILINE | re.IGNORECASE,
)
_NO_COMMA = re.compile(r"^([ \t]*@[ \t]*\w+[ \t]*[{(][ \t]*[^\s,{}()=]+)([ \t]*\n\s*\w+[ \t]*=)", re.MULTILINE)
# Heads that are not quite heads: "@article{" and a field on the next line, and "@article{key}{".
_NO_KEY = re.compile(r"^([ \t]*@[ \t]*\w+[ \t]*[{(])[ \t]*(\n\s*\w+[ \t]*=)", re.MULTILINE)
_CLOSED_KEY = re.compile(r"^([ \t]*@[ \t]*\w+[ \t]*\{[ \t]*[^\s,{}()=]+)[ \t]*\}[ \t]*\{", re.MULTILINE)
# A comment between fields, which only biber knows.
_COMMENTS = re.compile(r"(?<=[}\"],)[ \t]*%[^\n]*|(?<=,)[ \t]*\n(?:[ \t]*%[^\n]*\n)+(?=[ \t]*(?:[\w-]+[ \t]*=|\}))")
# A title whose words have braces, and the whole has lost its own: "Title = {THE} {MAMMALS} OF {CHAD}.},".
_BARE = pattern_of(r"^[ \t]*title[ \t]*=[ \t]*\{[^\n{}]*\}[ \t]*[^\s,}]", re.M | re.I)
_OUTSIDE = "looks like part of an entry, but stands outside of one; mend the entry's head or brackets."
_LOST = re.compile(r"^[ \t]*(?:title|author|journal|booktitle|eprint)[ \t]*=[ \t]*[{\"]", re.MULTILINE | re.IGNORECASE)
_JOINED = {"author": " and ", "editor": " and ", "keywords": "; ", "keyword": "; "}
_SEVERAL = frozenset(_JOINED)
_NOT_WORKS = frozenset(("set", "xdata", "comment", "control", "preamble", "string"))

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would print stands in our Problems


def _begins(text: str, path: str) -> bool:
    """Whether an entry stands near the beginning; in a .bib file, anywhere."""
    found = _HEAD.search(text, 0, 1 << 16)
    if not found:
        return path.lower().endswith(".bib") and "@" in text
    before = [
        line
        for line in text[: found.start()].split("\n")
        if line.strip() and not line.lstrip().startswith(("@", "%", "`"))
    ]
    return path.lower().endswith(".bib") or len(before) <= 15


class FoundEntry(msgspec.Struct, frozen=True):
    """An entry as found: its type and key, its fields by lower-case name, raw, and its lines."""

    kind: str
    key: str
    fields: dict[str, str]
    first: int
    last: int


def parsed(text: str, source: Source) -> Parsed | None:
    """The entries of a file; None for a text without. Problems: warnings `broken-entry`, `lost-text`; notes `duplicate-entry`,
    `duplicate-field`, `not-a-paper`, `missing-comma`; error `broken-bibtex`."""
    text = as_bibtex(text)
    if not _begins(text, source.path):
        return None
    lines = Lines(text)
    commas = [lines.at(found.start()) for found in _NO_COMMA.finditer(text)]
    whole = _NO_COMMA.sub(r"\1,\2", _CLOSED_KEY.sub(r"\1,", text))
    try:
        blocks = _blocks(_NO_KEY.sub(lambda found: f"{found[1]}no-key-{found.start()},{found[2]}", whole))
    except Exception as error:  # the splitter re-raises whatever went wrong inside it
        problem = Problem(
            source, "error", "broken-bibtex", f"cannot be taken apart ({type(error).__name__}); export it again."
        )
        return Parsed(NAME, (), (), (problem,))
    made = _File(source)
    for block in blocks:
        made.take(block)
    for line in commas:
        made.say(line, "note", "missing-comma", "no comma follows the key; read as if it did. Add it.")
    records = made.records()
    if not _mostly(text, records, made.spans):
        return None
    return Parsed(NAME, tuple(records), tuple(made.spans), tuple(made.problems), noun="entry")


def _mostly(text: str, records: list[Record], spans: list[Span]) -> bool:
    """Whether entries are most of the text: a page that shows how to cite it is no bibliography."""
    inside = sum(one.last - one.first + 1 for one in records) + sum(one.last - one.first + 1 for one in spans)
    return 3 * inside > sum(bool(line.strip()) for line in text.split("\n"))


def _blocks(text: str) -> list[Block]:
    """The blocks of a file. Comments between fields are blanked where that leaves less that is broken."""
    blocks = Splitter(text).split().blocks
    broken = _broken(blocks)
    if broken and _COMMENTS.search(text):
        for _ in range(2):  # one behind a field, then those on lines of their own
            text = _COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), text)
        again = Splitter(text).split().blocks
        return again if _broken(again) < broken else blocks
    return blocks


def _broken(blocks: list[Block]) -> int:
    fields = [field.key for block in blocks if isinstance(block, Entry) for field in block.fields]
    return sum(isinstance(block, ParsingFailedBlock) for block in blocks) + sum("%" in name for name in fields)


class _File:
    """What has been found of a file so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.strings: dict[str, str] = {}
        self.keys: dict[str, int] = {}
        self.entries: list[FoundEntry] = []
        self.spans: list[Span] = []
        self.problems: list[Problem] = []

    def say(self, line: int, level: Level, code: str, message: str) -> None:
        self.problems.append(Problem(Source(self.source.path, line), level, code, message))

    def take(self, found: Block) -> None:
        block: Block | None = found
        first = (found.start_line or 0) + 1
        raw = found.raw or ""
        last = first + raw.rstrip().count("\n")
        if isinstance(block, DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        elif isinstance(block, DuplicateFieldKeyBlock):
            if names := ", ".join(sorted(block.duplicate_keys - _SEVERAL)):
                self.say(first, "note", "duplicate-field", f"gives {names} more than once; the first was read.")
            block = block.ignore_error_block
        if isinstance(block, String):
            self.strings.setdefault(block.key.lower(), value_of(str(block.value), self.strings)[0])
            self.spans.append(Span(first, last, "chrome", -1, "@string"))
        elif isinstance(block, Entry):
            self._take_entry(block, first, last)
        elif isinstance(block, ParsingFailedBlock):
            self._take_broken(raw, first, last)
        elif _LOST.search(raw) and not raw.lstrip().lower().startswith("@comment"):
            self.say(first, "warning", "lost-text", _OUTSIDE)
            self.spans.append(Span(first, last, "doubt", -1, "outside of an entry"))

    def _take_entry(self, entry: Entry, first: int, last: int) -> None:
        fields: dict[str, str] = {}
        for field in entry.fields:
            name, value = field.key.lower().strip(), str(field.value)
            # An entry that has a field for each author, or for each keyword, names them all.
            again = name in _JOINED and fields.get(name, value) != value
            fields[name] = f'{fields[name]} # "{_JOINED[name]}" # {value}' if again else fields.get(name, value)
        earlier = self.keys.setdefault(entry.key.lower(), first)
        if earlier != first:
            message = f"the key {entry.key!r} also stands at line {earlier}; both entries were read. Rename one."
            self.say(first, "note", "duplicate-entry", message)
        self.entries.append(FoundEntry(entry.entry_type.lower(), entry.key, fields, first, last))

    def _take_broken(self, raw: str, first: int, last: int) -> None:
        """An entry without its end: read when closing it gives a title that is whole; else its lines are in doubt."""
        blocks = Splitter(raw.rstrip().rstrip(",") + "\n}").split().blocks if "title" in raw.lower() else []
        entry = next((block for block in blocks if isinstance(block, Entry)), None)
        title = str(next((field.value for field in entry.fields if field.key.lower() == "title"), "")) if entry else ""
        if (
            entry
            and title
            and not _BARE.search(raw)
            and not re.search(r"[{\",]\s*\w+\s*=\s*[{\"\d]", title)
            and len(title) < 600
        ):
            message = "this entry never ends; it was read as far as it goes. Add the missing bracket."
            self.say(first, "warning", "broken-entry", message)
            self._take_entry(entry, first, last)
            return
        message = "this entry is broken (a bracket, a quote or a comma is missing) and was skipped; mend it."
        self.say(first, "warning", "broken-entry", message)
        self.spans.append(Span(first, last, "doubt", -1, "broken entry"))

    def records(self) -> list[Record]:
        """The entries that are works, macros and crossref resolved."""
        resolved = [entry_fields(entry.fields, self.strings) for entry in self.entries]
        by_key = {one.key.lower(): fields for one, fields in reversed(list(zip(self.entries, resolved, strict=True)))}
        parents = {fields.get("crossref", "").strip().lower() for fields in resolved}
        skipped: dict[str, list[int]] = {}
        made: list[Record] = []
        for entry, fields in zip(self.entries, resolved, strict=True):
            why = _no_work(entry, parents)
            if why:
                skipped.setdefault(why, []).append(entry.first)
                self.spans.append(Span(entry.first, entry.last, "skipped", -1, why))
            else:
                made.append(Record(entry_values(entry.kind, inherited(fields, by_key)), entry.first, entry.last))
        self._tell(skipped)
        return made

    def _tell(self, skipped: dict[str, list[int]]) -> None:
        for why, lines in skipped.items():
            count = "1 entry was" if len(lines) == 1 else f"{len(lines):,} entries were"
            self.say(lines[0], "note", "not-a-paper", f"{count} skipped: {why}.")


def _no_work(entry: FoundEntry, parents: set[str]) -> str:
    if entry.kind in _NOT_WORKS:
        return "sets and data for other entries"
    if entry.kind in ("proceedings", "mvproceedings") and entry.key.lower() in parents:
        return "proceedings that only complete other entries"
    return ""
