r"""Text with marks -> runs. In: the text of a heading, an item, a cell. Out: runs of clean text, each with its link and its look.

What Markdown escapes is unescaped, what it emphasises is marked, and mathematics between dollars is left as its author wrote it, so that
a title comes out exactly. HTML's links, emphasis and line breaks count as Markdown's; in a page of HTML and in plain text Markdown's own
signs are text. Every step is one pass.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from generator.readers.layout.structures import Run, Syntax
from generator.readers.layout.tags import CODE, EM, OWN_BREAK, STRONG, is_element, leaves_no_sign, tag_of

_MATH = r"(?P<math>\$\$?(?=\S)[^$\n]{1,400}?(?<=\S)\$\$?(?![0-9]))"
_TAG = r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,4000})?/?>)|(?P<comment><!--)"
_ENTITY = r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_COMMON = r"|(?P<open>!?\[)|(?P<close>\])|(?P<url>(?<![\w@/])https?://[^\s<>\[\]|`\\\"]{1,2000})|(?P<blank>\s+)"
_MARKDOWN = re.compile(
    _MATH + r"|(?P<break>\\\n|\s{2,}\n|<br\b[^<>]{0,50}>|\\$)"
    r"|\\(?P<escaped>[!#$%&'()*+,./:;<=>?@\[\]^_`{|}~\"\\-])"
    r"|(?P<auto><https?://[^\s<>]{1,2000}>)"
    + _TAG
    + _ENTITY
    + r"|(?P<emoji>(?<!\w):[a-z][a-z0-9_+-]{2,40}:(?!\w))|(?P<delimiter>\*+|_+|~~)|(?P<tick>`+)"
    + _COMMON
)
_HTML = re.compile(_MATH + r"|(?P<break><br\b[^<>]{0,50}>)" + _TAG + _ENTITY + _COMMON)
_PLAIN = re.compile(r"(?P<auto><https?://[^\s<>]{1,2000}>)" + _COMMON)
_TOKENS = {"html": _HTML, "plain": _PLAIN}
_TARGET = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:\{\{[^{}\n]{1,80}\}\}|[^\s()]|\([^\s()]{0,500}\)){0,2000}+))(?:\s+[\"'(][^\n]{0,500}?[\"')])?\s*\)(?:\{:[^{}\n]{1,200}\})*"
)
# Where a site's generator puts its address: "{{ site.baseurl }}/papers/a.pdf".
_LIQUID = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
_REFERENCE = re.compile(r"\s?\[([^\[\]]{0,200})\]")
_BUTTON = re.compile(r"<button\b", re.I)  # what a button says is no content


class _Piece(msgspec.Struct):
    """A token: its text, or a mark (`kind`) that opens (+1) or closes (-1) something; `at`: where it begins."""

    kind: str
    text: str = ""
    step: int = 0
    at: int = 0


def runs_of(text: str, line: int = 1, syntax: Syntax = "markdown", references: Mapping[str, str] = {}) -> list[Run]:
    """The runs of `text`, which begins on `line`. `references`: what `[label]: url` lines define, labels in lower case."""
    simple = _simple_text(text, line, syntax)
    if simple is not None:
        return simple
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    return list(_joined(_runs(_pieces(text, syntax, references)), breaks, line))


# A line without any sign that a scanner would look at is one run.
_SIGNS = re.compile(r"[$\\<&\[\]*_~`\n]|https?://|:[a-z]")


def _simple_text(text: str, line: int, syntax: Syntax) -> list[Run] | None:
    if _SIGNS.search(text):
        return None
    clean = re.sub(r"\s+", " ", text)
    return [Run(clean, line=line)] if clean.strip() else []


def _pieces(text: str, syntax: Syntax, references: Mapping[str, str]) -> list[_Piece]:
    tokens = _TOKENS.get(syntax, _MARKDOWN)
    pieces: list[_Piece] = []
    brackets: list[int] = []
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    last_button = text.rfind("</button")
    ticks = {len(run): start for run, start in ((m[0], m.start()) for m in re.finditer("`+", text))}
    linked = tokens is _MARKDOWN
    closed = frozenset(re.findall(r"</([a-z]{4,20})>", text)) if "</" in text else frozenset()
    at = 0
    while at < len(text):
        found = tokens.search(text, at)
        if not found:
            pieces.append(_Piece("text", text[at:], at=at))
            break
        if found.start() > at:
            pieces.append(_Piece("text", text[at : found.start()], at=at))
        kind, at, before = str(found.lastgroup), found.end(), len(pieces)
        if kind == "tick":
            at = _code(text, found, ticks, pieces)
        elif kind == "comment":
            close = text.find("-->", at)
            at = close + 3 if close >= 0 else len(text)
        elif kind == "tag" and _BUTTON.match(found[0]) and at <= last_button:
            at = text.find("</button", at)
        elif kind == "open":
            brackets.append(len(pieces))
            pieces.append(_Piece("text", found[0]))
        elif kind == "close":
            at = _closed(text, at, pieces, brackets, references if linked else None)
        elif kind == "delimiter":
            _emphasis(text, found, pieces, opened)
        else:
            pieces += _simple(kind, found, closed)
        for piece in pieces[before:]:
            piece.at = found.start()
    return pieces


def _code(text: str, found: re.Match[str], ticks: dict[int, int], pieces: list[_Piece]) -> int:
    """A code span, or the ticks themselves when no run of the same length follows."""
    marks = found[0]
    last = ticks.get(len(marks), -1)
    close = text.find(marks, found.end()) if last > found.start() else -1
    while close >= 0 and (text[close - 1] == "`" or text[close + len(marks) : close + len(marks) + 1] == "`"):
        close = text.find(marks, close + len(marks))
    if close < 0:
        pieces.append(_Piece("text", marks))
        return found.end()
    pieces += [_Piece("code", step=1), _Piece("text", text[found.end() : close].strip()), _Piece("code", step=-1)]
    return close + len(marks)


def _closed(
    text: str, end: int, pieces: list[_Piece], brackets: list[int], references: Mapping[str, str] | None
) -> int:
    """A `]`: the end of a link or an image when an address follows, else of a bracket. references: None where `[` makes no link."""
    if not brackets:
        pieces.append(_Piece("text", "]"))
        return end
    start = brackets.pop()
    image = pieces[start].text.startswith("!")
    target = _TARGET.match(text, end) if references is not None else None
    label = _REFERENCE.match(text, end) if references and not target else None
    url = _url_of(target) if target else None
    if references and url is None:
        between = _between(pieces, start).lower()
        url = references.get((label[1] or between).lower()) if label else references.get(between)
    if url is None or _between(pieces, start).startswith("^"):
        pieces[start] = _Piece("bracket", pieces[start].text, 1, pieces[start].at)
        pieces.append(_Piece("bracket", "]", -1))
        return end
    kind = "image" if image else "link"
    pieces[start] = _Piece(kind, url, 1, pieces[start].at)
    pieces.append(_Piece(kind, "", -1))
    return target.end() if target else label.end() if label else end


def _between(pieces: list[_Piece], start: int) -> str:
    """The label of a reference: only what is short can be one."""
    return "".join(piece.text for piece in pieces[start + 1 : start + 20] if piece.kind == "text").strip()


def _url_of(target: re.Match[str]) -> str:
    url = target["angled"] if target["angled"] is not None else target["bare"]
    return _LIQUID.sub("", html.unescape(url)).replace("\\_", "_")


def _emphasis(text: str, found: re.Match[str], pieces: list[_Piece], opened: dict[str, list[tuple[int, int]]]) -> None:
    """Pair a run of `*`, `_` or `~~` with those that opened before it; what is left may open."""
    marks, char = found[0], found[0][0]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    closes = bool(before.strip()) and not (char == "_" and re.match(r"\w", after))
    opens = bool(after.strip()) and not (char == "_" and re.match(r"\w", before))
    if marks == "*" and re.match(r"\w", before) and not re.match(r"[\w\\*_~<$]", after):
        opens = False  # "Q*: …": a star between a letter and a sign opens nothing
    left, stack = len(marks), opened[char]
    while closes and left and stack and stack[-1][1] <= left:
        place, size = stack.pop()
        pieces[place] = _Piece("strong" if size == 2 else "em", step=1, at=pieces[place].at)
        pieces.append(_Piece(pieces[place].kind, step=-1))
        left -= size
    if left > 3 or not opens:
        if left:
            pieces.append(_Piece("text", char * left))
        return
    for size in (2, 1) if left == 3 else (left,) if left else ():
        stack.append((len(pieces), size))
        pieces.append(_Piece("text", char * size))


def _simple(kind: str, found: re.Match[str], closed: frozenset[str]) -> Iterator[_Piece]:
    text = found[0]
    if kind == "break":
        yield _Piece("text", "\n")
    elif kind in ("blank", "emoji"):
        yield _Piece("text", " ")
    elif kind == "escaped":
        # \'e and \"o are LaTeX's accents; before anything else Markdown's escape.
        following = found.string[found.end() : found.end() + 1]
        latex = found[kind] in "'\"^`~=." and (following.isalpha() or following == "{")
        yield _Piece("text", text if latex else found[kind])
    elif kind == "entity":
        yield _Piece("text", html.unescape(text))
    elif kind == "auto":
        yield from (_Piece("link", text[1:-1], 1), _Piece("text", text[1:-1]), _Piece("link", "", -1))
    elif kind == "url":
        url = text.rstrip(".,;:!?'*_~")
        url = url[:-1] if url.endswith(")") and url.count(")") > url.count("(") else url
        yield from (_Piece("link", url, 1), _Piece("text", url), _Piece("link", "", -1))
        yield _Piece("text", text[len(url) :])
    elif kind == "tag" and (is_element(text) or text.strip("</>") in closed):
        yield from (_Piece(one.kind, one.text, one.step) for one in _tag(text))
    else:
        yield _Piece("text", text)


@lru_cache(maxsize=512)
def _tag(text: str) -> tuple[_Piece, ...]:
    """HTML among the text: links, emphasis, images; a span or an element of a site's own is the sign of its text."""
    name, opens, values = tag_of(text)
    step = 1 if opens else -1
    if name == "a":
        return (_Piece("link", values.get("href", "").strip(), step),)
    if name == "img":
        image = _Piece("image", values.get("src", ""), 1)
        return (image, _Piece("text", values.get("alt", "")), _Piece("image", "", -1))
    if name in STRONG or name in EM or name in CODE:
        kind = next((kind for kind, names in (("strong", STRONG), ("em", EM)) if name in names), "code")
        return (_Piece(kind, step=step),)
    if name in OWN_BREAK:
        return (_Piece("text", "\n"),)
    if leaves_no_sign(text, name):
        return ()
    return (_Piece(f"tag {name} {values.get('class', '')}", step=step),)


class _State(msgspec.Struct):
    strong: int = 0
    em: int = 0
    code: int = 0
    image: int = 0
    bracket: int = 0
    links: list[str] = []
    tags: list[tuple[str, str]] = []


def _runs(pieces: list[_Piece]) -> Iterator[tuple[Run, int]]:
    state = _State(links=[], tags=[])
    for piece in pieces:
        if piece.kind == "text":
            yield _run(piece.text, state), piece.at
        elif piece.kind == "link":
            state.links = [*state.links, piece.text][-4:] if piece.step > 0 else state.links[:-1]
        elif piece.kind == "bracket":
            state.bracket += min(piece.step, 0)
            yield _run(piece.text, state), piece.at
            state.bracket += max(piece.step, 0)
        elif piece.kind.startswith("tag "):
            _, name, cls = piece.kind.split(" ", 2)
            state.tags = [*state.tags, (name, cls)][-8:] if piece.step > 0 else state.tags[:-1]
        else:
            if piece.kind == "image" and piece.step > 0:
                yield Run("", state.links[-1] if state.links else "", image=True), piece.at
            setattr(state, piece.kind, max(0, getattr(state, piece.kind) + piece.step))


def _run(text: str, state: _State) -> Run:
    tag, cls = state.tags[-1] if state.tags else ("", "")
    url = state.links[-1] if state.links else ""
    looks = (state.strong > 0, state.em > 0, state.code > 0, state.image > 0)
    return Run(text, url, *looks, max(0, state.bracket), tag, cls)


def _joined(runs: Iterator[tuple[Run, int]], breaks: Sequence[int], line: int) -> Iterator[Run]:
    """Neighbours of one look as one run, with the line on which it begins."""
    held: list[Run] = []
    for run, at in runs:
        if held and _look(held[0]) == _look(run) and not (run.image and not run.text):
            held.append(run)
            continue
        if held:
            yield _one(held)
        run.line = line + bisect_right(breaks, at - 1)
        held = [run]
    if held:
        yield _one(held)


def _look(run: Run) -> tuple[str, bool, bool, bool, bool, int, str, str]:
    return (run.url, run.strong, run.em, run.code, run.image, run.depth, run.tag, run.cls)


def _one(runs: list[Run]) -> Run:
    first = runs[0]
    # White space is folded here for good: patterns may look at it without fear of its length.
    text = "".join(run.text for run in runs) if len(runs) > 1 else first.text
    if "\n" in text or "  " in text or not text.isprintable():
        text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))
    first.text = text
    return first


_BLANKS, _LINE_ENDS = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")
