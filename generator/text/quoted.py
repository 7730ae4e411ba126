"""Quotations and signatures. In: the text of a mail. Out: the lines of it that quote another, or sign it (RFC 3676, 4.3 and 4.5)."""

from __future__ import annotations

import re
from textwrap import dedent

from generator.text.late import pattern_of

_QUOTED = re.compile(r"\s{0,3}>")
# All marks of a line at once, however deep: what is left is not quoted again.
_MARKS = re.compile(r"^(?:[^\S\n]*>)+ ?", re.M)
# "On Mon, 23 Nov 2026 at 10:01, Tom Hale <tom@uni.example> wrote:", in languages of mails.
_WROTE = re.compile(
    r"(?:\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał(?:\(a\))?|написал\(?а?\)?)\b.{0,120}|"
    r"<\S+@\S+>|写道|のメール)\s?[:：]$",
    re.I,
)
_OPENS = re.compile(r"(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dnia)\s.{0,40}\d")
_SIGNATURE = re.compile(r"--\s?")
# A signature has no more lines, and tells where to find somebody; a list under two dashes has neither.
_LONGEST, _SHORT = 12, 4
_CONTACT = re.compile(
    r"@|\+\d|\b(?:Tel|Phone|Fon|Mobile|Fax|Dr|Prof|Universit\w+|Institut\w*|Dep(?:artmen)?t|www)\b|https?://[^/\s]+/?~?\w*$",
    re.M,
)
_PAPER = re.compile(r"doi\.org/|arxiv|\b10\.\d{4,}/", re.I)
# Two lines or more, each one cell in quotes, with quotes inside of it twice.
_CELLS = pattern_of(r'\ufeff?(?:[^\S\n]*+"(?:[^"\n]|"")++"[^\S\n]*+(?:\n\s*+|\Z)){2,}+')
# "   12\t", "   12  ", "12: " before each line, as programs that show files count them; and how a file begins that is no list.
_COUNT = pattern_of(r"[ \t]{0,8}(\d{1,6})(?:\t|: ?| ?\| ?| {2}|\Z)")
_FILE = pattern_of(r"\s*(?:[<{\[@%]|[A-Z][A-Z0-9]{1,3} {0,2}- |FN |[PR]T )")
# A tag of RIS in small letters.
_SMALL = pattern_of(r"^[ \t]*[a-z][a-z0-9](?=  ?-(?: |$))", re.M)
# Dashes below the names of columns, as databases and pandoc print tables.
_RULE = pattern_of(r"^ *-{2,}(?: +-{2,}){2,} *$", re.M)
_UNSEEN = "\u200b\u200e\u2060\ufeff"
# Of a mail that quotes so many times more than it says, what it quotes is what was brought.
_MORE = 4
_FEWEST = 2


def left_out(text: str) -> tuple[int, ...]:
    """The lines (from 1) that somebody else wrote, with the one that says who, and signatures; of a mail that only quotes, signatures."""
    lines = text.split("\n") if "\n>" in text or "\n--" in text else []
    quoted = _quoted(lines)
    signed = _signed(lines, quoted)
    own = sum(bool(line.strip()) for at, line in enumerate(lines) if at not in quoted | signed)
    left = signed if own * _MORE < len(quoted) else quoted | signed
    return tuple(at + 1 for at in sorted(left) if lines[at].strip())


def as_brought(text: str) -> str:
    """A text without the marks of quotation, when all of it is quoted, or is a mail in which another is brought; without the numbers and
    the margin of its lines, its tags in capitals; the lines of a table that a spreadsheet took for one cell each, as they were."""
    text = _as_shown(text)
    if text.lstrip("\ufeff\n")[:1] == '"' and _CELLS.fullmatch(text):
        return "\n".join(
            line.strip().removeprefix('"').removesuffix('"').replace('""', '"') for line in text.split("\n")
        )
    lines = [line for line in text.split("\n") if line.strip()] if ">" in text else []
    others = [line.strip() for line in lines if not _QUOTED.match(line)]
    brought = (len(lines) - len(others)) > max(_FEWEST, len(others) * _MORE) and (
        not others or any(map(_WROTE.search, others))
    )
    return _MARKS.sub("", text) if brought else text


def _as_shown(text: str) -> str:
    """A text without what programs set around lines, and its tags in capitals."""
    text = _uncounted(text.lstrip(_UNSEEN))
    text = _SMALL.sub(lambda found: found[0].upper(), text) if "ty  - " in text else text
    if text.lstrip("\n")[:2].isspace():
        text = dedent(text)
    if " --" in text and "\n==" not in text and (rule := _RULE.search(text, 0, 4000)):
        text = _ruled(text.split("\n"), text.count("\n", 0, rule.start())) or text
    return text


def _ruled(lines: list[str], at: int) -> str:
    """The lines of a table with tabs between its columns, which the dashes on line `at` show; "" where words stand across them."""
    starts = [dashes.start() for dashes in re.finditer("-+", lines[at])]
    rows = [line for line in (lines[at - 1], *lines[at + 1 :]) if line.strip() and not _RULE.fullmatch(line)]
    if not at or any(line[start - 1 : start].strip() for line in rows for start in starts[1:]):
        return ""
    ends = [*starts[1:], None]
    shown = ["" if _RULE.fullmatch(line) else line for line in lines]
    cut = (
        "\t".join(line[start:end].strip() for start, end in zip(starts, ends, strict=True)) for line in shown[at - 1 :]
    )
    return "\n".join([*shown[: at - 1], *(line if line.strip() else "" for line in cut)])


def _uncounted(text: str) -> str:
    """A text without the numbers of its lines. Those of a list stay: there each line is an entry."""
    if not text.lstrip()[:1].isdigit():
        return text
    lines = text.rstrip("\n").split("\n")
    counts = [count for count in map(_COUNT.match, lines) if count]
    first = int(counts[0][1]) if len(counts) == len(lines) else 0
    if not first or [int(count[1]) for count in counts] != [*range(first, first + len(lines))]:
        return text
    bare = [line[count.end() :] for line, count in zip(lines, counts, strict=True)]
    return "\n".join(bare) if "" in map(str.strip, bare) or _FILE.match(bare[0]) else text


def _quoted(lines: list[str]) -> set[int]:
    """The lines of quotations, where one is said to be somebody's: other texts set abstracts so."""
    told = {
        at
        for at, line in enumerate(lines)
        if _WROTE.search(line.strip()) and any(map(_QUOTED.match, lines[at + 1 : at + 3]))
    }
    wrapped = {at - 1 for at in told if at and not _OPENS.match(lines[at]) and _OPENS.match(lines[at - 1])}
    return told | wrapped | {at for at, line in enumerate(lines) if told and _QUOTED.match(line)}


def _signed(lines: list[str], quoted: set[int]) -> set[int]:
    """The lines behind two dashes up to the end, or to what is quoted."""
    signed: set[int] = set()
    for at, line in enumerate(lines):
        if at not in signed and _SIGNATURE.fullmatch(line):
            end = next((place for place in range(at, len(lines)) if place in quoted), len(lines))
            said = "\n".join(one for one in lines[at:end] if one.strip())
            # Two dashes and a blank are of a mailer; two dashes alone may be a rule.
            few = said.count("\n") <= (_LONGEST if _CONTACT.search(said) else _SHORT * (line == "-- "))
            few = few and not _PAPER.search(said)
            signed |= set(range(at, end)) if few else set()
    return signed
