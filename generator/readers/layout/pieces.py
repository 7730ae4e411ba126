"""Text with marks, cut at them. In: the text of a heading, an item, a cell. Out: pieces: text, and what opens or closes there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from generator.readers.layout.structures import Syntax
from generator.readers.layout.tags import CODE, EM, OWN_BREAK, STRONG, is_element, leaves_no_sign, tag_of
from generator.text import pattern_of

_MATH = r"(?P<math>\$\$?(?=\S)[^$\n]{1,400}?(?<=\S)\$\$?(?![0-9]))"
_TAG = r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,4000})?/?>)|(?P<comment><!--)"
_ENTITY = r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_COMMON = (
    r"|(?P<open>!?\[)|(?P<close>\])|(?P<url>(?<![\w@/])https?://[^\s<>\[\]|`\\\"]{1,2000})|(?P<blank>[^\S ]\s*| \s+)"
)
# What a token may begin with, looked for first.
_MARKDOWN = pattern_of(
    r"(?=[$\\<&*_~`!\[\]]|[^\S ]| (?=\s)|:(?=[a-z])|h(?=ttps?:))(?:"
    + _MATH
    + r"|(?P<break>\\\n|\s{2,}\n|<br\b[^<>]{0,50}>|\\$)"
    r"|\\(?P<escaped>[!#$%&'()*+,./:;<=>?@\[\]^_`{|}~\"\\-])"
    r"|(?P<auto><https?://[^\s<>]{1,2000}>)"
    + _TAG
    + _ENTITY
    + r"|(?P<emoji>(?<!\w):[a-z][a-z0-9_+-]{2,40}:(?!\w))|(?P<delimiter>\*+|_+|~~)|(?P<tick>`+)"
    + _COMMON
    + ")"
)
_HTML = pattern_of(_MATH + r"|(?P<break><br\b[^<>]{0,50}>)" + _TAG + _ENTITY + _COMMON)
_TARGET = pattern_of(
    r"\(\s*(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:\{\{[^{}\n]{1,80}\}\}|[^\s()]|\([^\s()]{0,500}\)){0,2000}+))(?:\s+[\"'(][^\n]{0,500}?[\"')])?\s*\)(?:\{:[^{}\n]{1,200}\})*"
)
# Where a site's generator puts its address: "{{ site.baseurl }}/papers/a.pdf".
_LIQUID = pattern_of(r"\{\{[^{}\n]{1,80}\}\}")
_REFERENCE = pattern_of(r"\s?\[([^\[\]]{0,200})\]")
_BUTTON = pattern_of(r"<button\b", re.I)  # what a button says is no content


class Piece(msgspec.Struct):
    """A token: its text, or a mark (`kind`) that opens (+1) or closes (-1) something; `at`: where it begins."""

    kind: str
    text: str = ""
    step: int = 0
    at: int = 0


def pieces_of(text: str, syntax: Syntax, references: Mapping[str, str]) -> list[Piece]:
    tokens = _HTML if syntax in ("html", "copied") else _MARKDOWN
    scan = _Scan(text, references if tokens is _MARKDOWN else None)
    at = 0
    while at < len(text):
        found = tokens.search(text, at)
        if not found:
            scan.pieces.append(Piece("text", text[at:], at=at))
            break
        if found.start() > at:
            scan.pieces.append(Piece("text", text[at : found.start()], at=at))
        before = len(scan.pieces)
        at = scan.take(found)
        for piece in scan.pieces[before:]:
            piece.at = found.start()
    return scan.pieces


class _Scan:
    """What a text is cut into so far. brackets: places of those that are open; opened: of marks of emphasis, with their size. references:
    None where `[` makes no link."""

    def __init__(self, text: str, references: Mapping[str, str] | None) -> None:
        self.text, self.references = text, references
        self.pieces: list[Piece] = []
        self.brackets: list[int] = []
        self.opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
        self.last_button = text.rfind("</button")
        self.ticks = {len(found[0]): found.start() for found in re.finditer("`+", text)}
        self.closed = frozenset(re.findall(r"</([a-z]{4,20})>", text)) if "</" in text else frozenset()

    def take(self, found: re.Match[str]) -> int:
        """A token; where it ends."""
        kind, at = str(found.lastgroup), found.end()
        if kind == "tick":
            return _code(self.text, found, self.ticks, self.pieces)
        if kind == "comment":
            close = self.text.find("-->", at)
            return close + 3 if close >= 0 else len(self.text)
        if kind == "tag" and at <= self.last_button and _BUTTON.match(found[0]):
            return self.text.find("</button", at)
        if kind == "close":
            return _closed(self.text, at, self.pieces, self.brackets, self.references)
        if kind == "delimiter":
            _emphasis(self.text, found, self.pieces, self.opened)
        elif kind == "open":
            self.brackets.append(len(self.pieces))
            self.pieces.append(Piece("text", found[0]))
        else:
            self.pieces += _simple(kind, found, self.closed)
        return at


def _code(text: str, found: re.Match[str], ticks: dict[int, int], pieces: list[Piece]) -> int:
    """A code span, or the ticks themselves when no run of the same length follows."""
    marks = found[0]
    last = ticks.get(len(marks), -1)
    close = text.find(marks, found.end()) if last > found.start() else -1
    while close >= 0 and (text[close - 1] == "`" or text[close + len(marks) : close + len(marks) + 1] == "`"):
        close = text.find(marks, close + len(marks))
    if close < 0:
        pieces.append(Piece("text", marks))
        return found.end()
    pieces += [Piece("code", step=1), Piece("text", text[found.end() : close].strip()), Piece("code", step=-1)]
    return close + len(marks)


def _closed(text: str, end: int, pieces: list[Piece], brackets: list[int], references: Mapping[str, str] | None) -> int:
    """A `]`: the end of a link or an image when an address follows, else of a bracket. references: None where `[` makes no link."""
    if not brackets:
        pieces.append(Piece("text", "]"))
        return end
    start = brackets.pop()
    opening = pieces[start]
    between = "".join(one.text for one in pieces[start + 1 : start + 20] if one.kind == "text").strip()
    url, after = _address(text, end, between.lower(), references) if references is not None else (None, end)
    if url is None or between.startswith("^"):
        pieces[start] = Piece("bracket", opening.text, 1, opening.at)
        pieces.append(Piece("bracket", "]", -1))
        return end
    kind = "image" if opening.text.startswith("!") else "link"
    pieces[start] = Piece(kind, url, 1, opening.at)
    pieces.append(Piece(kind, "", -1))
    return after


def _address(text: str, end: int, between: str, references: Mapping[str, str]) -> tuple[str | None, int]:
    """What a bracket leads to, by the address or the label that follows it, or by what stands `between`; and where that ends."""
    if target := _TARGET.match(text, end):
        url = target["angled"] if target["angled"] is not None else target["bare"]
        return _LIQUID.sub("", html.unescape(url)).replace("\\_", "_"), target.end()
    if not references:
        return None, end
    label = _REFERENCE.match(text, end)
    if not label:
        return references.get(between), end
    return references.get(label[1].lower() or between), label.end()


def _emphasis(text: str, found: re.Match[str], pieces: list[Piece], opened: dict[str, list[tuple[int, int]]]) -> None:
    """Pair a run of `*`, `_` or `~~` with those that opened before it; what is left may open."""
    char = found[0][0]
    opens, closes = _direction(text, found)
    left, stack = len(found[0]), opened[char]
    while closes and left and stack and stack[-1][1] <= left:
        place, size = stack.pop()
        pieces[place] = Piece("strong" if size == 2 else "em", step=1, at=pieces[place].at)
        pieces.append(Piece(pieces[place].kind, step=-1))
        left -= size
    if not left:
        return
    if left > 3 or not opens:
        pieces.append(Piece("text", char * left))
        return
    for size in ((1,), (2,), (2, 1))[left - 1]:
        stack.append((len(pieces), size))
        pieces.append(Piece("text", char * size))


def _direction(text: str, found: re.Match[str]) -> tuple[bool, bool]:
    """Whether a run of marks may open emphasis, and close it."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    left, right = _is_word(before), _is_word(after)
    if found[0][0] == "_":
        return bool(after.strip()) and not left, bool(before.strip()) and not right
    # "Q*: …": a star between a letter and a sign opens nothing.
    stays = found[0] == "*" and left and not right and after not in "\\*_~<$"
    return bool(after.strip()) and not stays, bool(before.strip())


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _simple(kind: str, found: re.Match[str], closed: frozenset[str]) -> Iterator[Piece]:
    text = found[0]
    if kind in _STANDS_FOR:
        yield Piece("text", _STANDS_FOR[kind])
    elif kind == "escaped":
        yield Piece("text", _unescaped(found))
    elif kind == "entity":
        yield Piece("text", html.unescape(text))
    elif kind == "auto":
        yield from _linked(text[1:-1])
    elif kind == "url":
        url = text.rstrip(".,;:!?'*_~")
        url = url[:-1] if url.endswith(")") and url.count(")") > url.count("(") else url
        yield from (*_linked(url), Piece("text", text[len(url) :]))
    elif kind == "tag" and (is_element(text) or text.strip("</>") in closed):
        yield from (Piece(one.kind, one.text, one.step) for one in _tag(text))
    else:
        yield Piece("text", text)


def _unescaped(found: re.Match[str]) -> str:
    r"""\'e and \"o are LaTeX's accents; before anything else a backslash is Markdown's escape."""
    following = found.string[found.end() : found.end() + 1]
    latex = found["escaped"] in "'\"^`~=." and (following.isalpha() or following == "{")
    return found[0] if latex else found["escaped"]


_STANDS_FOR = {"break": "\n", "blank": " ", "emoji": " "}


def _linked(url: str) -> tuple[Piece, Piece, Piece]:
    return Piece("link", url, 1), Piece("text", url), Piece("link", "", -1)


@lru_cache(maxsize=512)
def _tag(text: str) -> tuple[Piece, ...]:
    """HTML among the text: links, emphasis, images; a span or an element of a site's own is the sign of its text."""
    name, opens, values = tag_of(text)
    step = 1 if opens else -1
    if name == "a":
        return (Piece("link", values.get("href", "").strip(), step),)
    if name == "img":
        image = Piece("image", values.get("src", ""), 1)
        return (image, Piece("text", values.get("alt", "")), Piece("image", "", -1))
    if name in STRONG or name in EM or name in CODE:
        kind = next((kind for kind, names in (("strong", STRONG), ("em", EM)) if name in names), "code")
        return (Piece(kind, step=step),)
    if name == "summary":
        ends = Piece("text", "\n"), Piece("tag summary ", step=step)
        return ends if opens else ends[::-1]
    if name in OWN_BREAK:
        return (Piece("text", "\n"),)
    if leaves_no_sign(text, name):
        return ()
    return (Piece(f"tag {name} {values.get('class', '')}", step=step),)
