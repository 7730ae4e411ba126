r"""Text of BibTeX fields. In: a raw value with its braces, quotes, macros and #. Out: source text for typeset, names, plain strings.

Braces that only protect case go ("{T}est {{SQL}}" -> "Test SQL"), so a title is spelled as other digests spell it; commands, accents and
mathematics stay as they are, for typeset knows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.text import fold, typeset
from generator.text.braces import cut_outside
from generator.text.names import whole_name, without_raised

_BARE = re.compile(r"[^\s#{}\",]+")
_MONTHS = {name: name for name in "jan feb mar apr may jun jul aug sep oct nov dec".split()}
_REST = re.compile(r"[\s,]*([A-Za-z][\w:+-]*)\s*=\s*(?=[{\"\w])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_ACCENTS = frozenset("'`\"^~=.")
_COMMA = re.compile(",")
_AND = re.compile(r"(?<!\s)\s++and\s+", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\${}]")
# biblatex's own commands, which typeset need not know.
_BIBLATEX = (
    (re.compile(r"\\(?:mkbibquote|enquote\*?)\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"), r"“\1”"),
    (re.compile(r"\\(?:mkbibemph|mkbibitalic)(?=\{)"), r"\\emph"),
    (re.compile(r"\\(?:autocap|mkbibacro|NoCaseChange)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\(?:hyphen|allowhyphens)(?![A-Za-z])\s?"), "-"),
    (re.compile(r"\\slash(?![A-Za-z])\s?"), "/"),
    (re.compile(r"\\(?:adddot|isdot)(?![A-Za-z])\s?"), "."),
)


_INITIALS_FIRST = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}[^\W\d_][\w'’-]+")
# Somebody's own name in a list.
_SET = re.compile(r"\\(?:underline|uline|textbf|emph|textit)\{([^{}]{1,100})\}")
# Marks of equal or first authorship.
_MARKS = " ^*†‡§¶"


def value_of(raw: str, strings: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A field's value, its parts joined: `MACRO # { and more}`. Where a comma was forgotten, the fields that follow it, raw."""
    parts: list[str] = []
    at, rest = 0, ""
    while at < len(raw):
        at = _blank(raw, at)
        part, end = _part(raw, at, strings)
        if end <= at:
            rest = raw[at:]
            break
        parts.append(part)
        at = _blank(raw, end)
        if raw[at : at + 1] != "#":
            rest = raw[at:]
            break
        at += 1
    forgotten = _forgotten(rest) if rest.strip() else {}
    if rest.strip() and not forgotten and len(parts) < 2:
        return _whole(raw.strip(), parts), {}
    return "".join(parts), forgotten


def _whole(value: str, parts: list[str]) -> str:
    """A bare sentence, or quotes inside of quotes: all of it is meant; what follows a brace is not."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1]
    return value if value[0] != "{" else parts[0]


def _blank(raw: str, at: int) -> int:
    while at < len(raw) and raw[at].isspace():
        at += 1
    return at


def _part(raw: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    if raw[at : at + 1] in ("{", '"'):
        end = closing(raw, at)
        return raw[at + 1 : end], min(end + 1, len(raw))
    found = _BARE.match(raw, at)
    if not found:
        return "", at
    word = found[0]
    return strings.get(
        word.lower(), _MONTHS.get(word.lower()[:3], word) if word.isalpha() and len(word) < 10 else word
    ), found.end()


def closing(text: str, at: int) -> int:
    """Where the brace or the quote that opens at `at` closes, outside of other braces; the end of the text when it does not."""
    depth, end = 0, "}" if text[at] == "{" else '"'
    for found in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at + 1):
        if depth <= 0 and found[0] == end:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return len(text)


def _forgotten(rest: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while found := _REST.match(rest, at):
        end = _part(rest, found.end(), {})[1]
        if end <= found.end():
            break
        fields.setdefault(found[1].lower(), rest[found.end() : end])
        at = end
    return fields


def unbraced(text: str) -> str:
    """`text` without the braces that protect its case. Those of a command's argument, of a group that begins with one, of maths stay."""
    if "\\" in text:
        for pattern, by in _BIBLATEX:
            text = pattern.sub(by, text)
    if "{" not in text and "}" not in text:
        return text
    made: list[str] = []
    kept: list[str] = []
    at, maths, argument = 0, False, False
    while at < len(text):
        found = _SPECIAL.search(text, at)
        if not found:
            made.append(text[at:])
            break
        if found.start() > at:
            made.append(text[at : found.start()])
            argument = argument and not text[at : found.start()].strip()
        at, argument, maths = _step(text, found.start(), made, kept, argument, maths)
    return "".join(made)


def _step(text: str, at: int, made: list[str], kept: list[str], argument: bool, maths: bool) -> tuple[int, bool, bool]:
    """Handle the special character at `at`: (where to go on, whether a command's argument may follow, whether in mathematics)."""
    mark = text[at]
    if mark == "\\":
        command = _COMMAND.match(text, at)
        whole = command[0] if command else mark
        made.append(whole)
        return at + len(whole), whole[1:2].isalpha() or whole[1:2] in _ACCENTS, maths
    if mark == "$":
        whole = "$$" if text.startswith("$$", at) else mark
        made.append(whole)
        return at + len(whole), False, not maths
    if mark == "{":
        group = "group" if maths or text[at + 1 : at + 2] == "\\" else ""
        kind = "argument" if argument else group
        kept.append(kind)
        made.append(mark if kind else "")
        return at + 1, False, maths
    kind = kept.pop() if kept else ""
    made.append(mark if kind else "")
    return at + 1, kind == "argument" and text[at + 1 : at + 2] == "{", maths  # a command may take a second argument


def plain_bibtex(text: str) -> str:
    """A name or a venue as plain text: LaTeX accents as letters."""
    text = unbraced(text)
    return fold(typeset(text).plain if re.search(r"[\\$~{}]|--|``|''", text) else text)


def bibtex_names(text: str) -> list[str]:
    """The names of an author field, given name first: "von Last, Jr., First", "First von Last", biblatex's "family=..., given=..."."""
    names: list[str] = []
    text = _SET.sub(r"\1", text)
    for part in cut_outside(text, _AND):
        pieces = [plain_bibtex(without_raised(piece)).strip(_MARKS) for piece in cut_outside(part, _COMMA)]
        names += _turned(list(filter(None, pieces)))
    return [name for name in names if name.lower() not in ("others", "et al", "et al.", "{others}")]


def _turned(pieces: list[str]) -> list[str]:
    """The name between two `and`, cut at its commas, given name first; several when the commas join names."""
    if pieces and all("=" in piece for piece in pieces):
        given = dict(piece.split("=", 1) for piece in pieces)
        return [whole_name(*(given.get(key, "").strip(' "') for key in ("given", "family", "prefix", "suffix")))]
    whole = len(pieces) > 2 and all(" " in piece and "." not in piece for piece in pieces)
    if whole or (len(pieces) > 1 and all(map(_INITIALS_FIRST.match, pieces))):
        return pieces
    if len(pieces) == 2:
        return [whole_name(pieces[1], pieces[0])]
    if len(pieces) == 3:
        comma = ", " if pieces[1].lower().startswith(("jr", "sr")) else " "
        return [f"{pieces[2]} {pieces[0]}{comma}{pieces[1]}"]
    return [", ".join(pieces)] if pieces else []
