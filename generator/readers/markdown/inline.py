r"""Markdown inside a block. In: the text of a heading, an item, a cell. Out: runs of plain text, each with its link and its emphasis.

What Markdown escapes is unescaped, what it emphasises is marked, and mathematics between dollars is left as its author wrote it, so that
a title comes out exactly. HTML's links, emphasis and line breaks count as Markdown's. Every step is one pass over the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

_TOKEN = re.compile(
    r"(?P<math>\$\$?(?=\S)[^$\n]{1,400}?(?<=\S)\$\$?(?![0-9]))"
    r"|(?P<break>\\\n|\s{2,}\n|<br\b[^<>]{0,50}>|\\$)"
    r"|\\(?P<escaped>[!#$%&'()*+,./:;<=>?@\[\]^_`{|}~\"\\-])"
    r"|(?P<auto><https?://[^\s<>]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,4000})?/?>)"
    r"|(?P<comment><!--)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<delimiter>\*+|_+|~~)"
    r"|(?P<url>(?<![\w@/])https?://[^\s<>\[\]|`\\\"]{1,2000})"
    r"|(?P<tick>`+)"
    r"|(?P<blank>\s+)"
)  # fmt: skip
_TARGET = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:[^\s()]|\([^\s()]{0,500}\)){0,2000}))(?:\s+[\"'(][^\n]{0,500}?[\"')])?\s*\)"
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]{0,200})\]")
_ATTRIBUTE = re.compile(r"(?:href|src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_BUTTON = re.compile(r"<button\b", re.I)  # what a button says is no content
_STRONG, _EM = ("b", "strong"), ("i", "em", "cite")


class Run(msgspec.Struct, frozen=True):
    """A stretch of text of one kind. `text` may hold "\\n", a hard line break; `depth`: how many square brackets stand around it."""

    text: str
    url: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False
    image: bool = False
    depth: int = 0


class _Piece(msgspec.Struct):
    """A token: its text, or a mark (`kind`) that opens (+1) or closes (-1) something."""

    kind: str
    text: str = ""
    step: int = 0


def runs_of(text: str, references: Mapping[str, str] = {}) -> list[Run]:
    """The runs of `text`. `references`: what `[label]: url` lines define, labels in lower case."""
    return list(_joined(_runs(_pieces(text, references))))


def plain_of(runs: Sequence[Run]) -> str:
    """Their text, without images, white space folded."""
    return " ".join("".join(run.text for run in runs if not run.image).split())


def _pieces(text: str, references: Mapping[str, str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    brackets: list[int] = []
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    last_button = text.rfind("</button")
    ticks = {len(run): start for run, start in ((m[0], m.start()) for m in re.finditer("`+", text))}
    at = 0
    while at < len(text):
        found = _TOKEN.search(text, at)
        if not found:
            pieces.append(_Piece("text", text[at:]))
            break
        if found.start() > at:
            pieces.append(_Piece("text", text[at : found.start()]))
        kind = str(found.lastgroup)
        if kind == "tick":
            at = _code(text, found, ticks, pieces)
        elif kind == "comment":
            close = text.find("-->", found.end())
            at = close + 3 if close >= 0 else len(text)
        elif kind == "tag" and _BUTTON.match(found[0]) and found.end() <= last_button:
            at = text.find("</button", found.end())
        elif kind == "open":
            brackets.append(len(pieces))
            pieces.append(_Piece("text", found[0]))
            at = found.end()
        elif kind == "close":
            at = _closed(text, found.end(), pieces, brackets, references)
        elif kind == "delimiter":
            _emphasis(text, found, pieces, opened)
            at = found.end()
        else:
            pieces += _simple(kind, found)
            at = found.end()
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


def _closed(text: str, end: int, pieces: list[_Piece], brackets: list[int], references: Mapping[str, str]) -> int:
    """A `]`: the end of a link or an image when an address follows, else of a bracket."""
    if not brackets:
        pieces.append(_Piece("text", "]"))
        return end
    start = brackets.pop()
    image = pieces[start].text.startswith("!")
    target = _TARGET.match(text, end)
    label = _REFERENCE.match(text, end) if references and not target else None
    url = (
        _url_of(target) if target else references.get((label[1] or _between(pieces, start)).lower()) if label else None
    )
    if references and url is None and not label:
        url = references.get(_between(pieces, start).lower())
    if url is None or _between(pieces, start).startswith("^"):
        pieces[start] = _Piece("bracket", pieces[start].text, 1)
        pieces.append(_Piece("bracket", "]", -1))
        return end
    kind = "image" if image else "link"
    pieces[start] = _Piece(kind, url, 1)
    pieces.append(_Piece(kind, "", -1))
    return target.end() if target else label.end() if label else end


def _between(pieces: list[_Piece], start: int) -> str:
    """The label of a reference: only what is short can be one."""
    return "".join(piece.text for piece in pieces[start + 1 : start + 20] if piece.kind == "text").strip()


def _url_of(target: re.Match[str]) -> str:
    return html.unescape(target["angled"] if target["angled"] is not None else target["bare"]).replace("\\_", "_")


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
        pieces[place] = _Piece("strong" if size == 2 else "em", step=1)
        pieces.append(_Piece(pieces[place].kind, step=-1))
        left -= size
    if left > 3 or not opens:
        if left:
            pieces.append(_Piece("text", char * left))
        return
    for size in (2, 1) if left == 3 else (left,) if left else ():
        stack.append((len(pieces), size))
        pieces.append(_Piece("text", char * size))


def _simple(kind: str, found: re.Match[str]) -> Iterator[_Piece]:
    text = found[0]
    if kind == "break":
        yield _Piece("text", "\n")
    elif kind == "blank":
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
        yield from (
            _Piece("link", url, 1),
            _Piece("text", url),
            _Piece("link", "", -1),
            _Piece("text", text[len(url) :]),
        )
    elif kind == "tag":
        yield from _tag(text)
    else:
        yield _Piece("text", text)


def _tag(text: str) -> Iterator[_Piece]:
    """HTML that Markdown lets through: links, emphasis, images; other elements leave no trace."""
    name = re.sub(r"^</?([A-Za-z0-9-]+).*", r"\1", text, flags=re.S).lower()
    step = -1 if text.startswith("</") else 1
    values = {m[0].split("=", 1)[0].strip().lower(): m[1] or m[2] or m[3] or "" for m in _ATTRIBUTE.finditer(text)}
    if name == "a":
        yield _Piece("link", html.unescape(values.get("href", "")), step)
    elif name == "img":
        yield from (
            _Piece("image", values.get("src", ""), 1),
            _Piece("text", values.get("alt", "")),
            _Piece("image", "", -1),
        )
    elif name in _STRONG or name in _EM:
        yield _Piece("strong" if name in _STRONG else "em", step=step)
    elif name in ("p", "div", "li", "tr", "td", "summary"):
        yield _Piece("text", "\n")
    elif name not in _ELEMENTS:
        yield _Piece("text", text)


_ELEMENTS = frozenset(
    "a abbr b blockquote body button center code dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head "
    "header hr html i iframe ins kbd label li link main mark nav nobr ol p picture pre q s samp script section small source span "
    "strike strong style sub summary sup svg table tbody td template tfoot th thead time title tr tt u ul var video wbr".split()
)  # fmt: skip


def _runs(pieces: list[_Piece]) -> Iterator[Run]:
    state = dict.fromkeys(("strong", "em", "code", "image", "bracket"), 0)
    links: list[str] = []
    for piece in pieces:
        if piece.kind == "text":
            yield _run(piece.text, links, state)
        elif piece.kind == "link":
            links = [*links, piece.text][-4:] if piece.step > 0 else links[:-1]
        elif piece.kind == "bracket":
            state["bracket"] += piece.step if piece.step < 0 else 0
            yield _run(piece.text, links, state)
            state["bracket"] += piece.step if piece.step > 0 else 0
        else:
            if piece.kind == "image" and piece.step > 0:
                yield Run("", links[-1] if links else "", image=True)
            state[piece.kind] = max(0, state[piece.kind] + piece.step)


def _run(text: str, links: list[str], state: Mapping[str, int]) -> Run:
    url = links[-1] if links else ""
    return Run(
        text, url, state["strong"] > 0, state["em"] > 0, state["code"] > 0, state["image"] > 0, max(0, state["bracket"])
    )


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one kind as one run."""
    held: list[Run] = []
    for run in runs:
        if held and _kind(held[0]) == _kind(run) and not (run.image and not run.text):
            held.append(run)
            continue
        if held:
            yield _one(held)
        held = [run]
    if held:
        yield _one(held)


def _kind(run: Run) -> tuple[str, bool, bool, bool, bool, int]:
    return (run.url, run.strong, run.em, run.code, run.image, run.depth)


def _one(runs: list[Run]) -> Run:
    first = runs[0]
    # White space is folded here for good: patterns may look at it without fear of its length.
    text = re.sub(r" ?\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", "".join(run.text for run in runs)))
    return Run(text, first.url, first.strong, first.em, first.code, first.image, first.depth)
