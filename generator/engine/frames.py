"""Frames. In: Markdown pages of one kind. Out: one page with marks in place of text, and every page set into what the engine made of it.

A page's HTML is what the theme makes of its kind and depth, with its own text in some places. So of each kind one page is laid out, its
text replaced by marks, and the others are set between the same marks. A mark carries the signs that escaping changes, which tells how the
theme escapes at that place. What is no page of ours, or would be changed on its way through Markdown, is left to the engine.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

import markupsafe
import msgspec

# What the theme may branch on is part of the kind of page; all other text of the front matter is only shown.
_LITERAL = ("kind", "section", "lang", "noindex")
# Three pairs show what stands between two of them, and that it does so each time.
_PAIRS = 3
_PROBE = "&<>\"'"
_ESCAPES: dict[str, Callable[[str], str]] = {
    "raw": str,
    "markup": lambda text: str(markupsafe.escape(text)),
    "html": html.escape,
    "text": lambda text: html.escape(text, quote=False),
}
_BODY = "<div>Qzbodyq</div>"
_MARK = re.compile(rf"{_BODY}|Qz([0-9a-z]+)qx(.*?)Qz\1qy|Qz([PF][0-9]+)q[0-9a-f]{{8}}", re.DOTALL)
_PLAIN_PART = re.compile(r"[0-9A-Za-z_.~-]+")
# Tabs, other control characters and blank lines are what Markdown changes in a block of HTML; here they are beside the blank.
_LEFT_OUT = bytes([*range(10), *range(11, 33), 127])


class PageShape(msgspec.Struct, frozen=True):
    """What pages that share a frame have in common. folder: the first part of the path; depth: how many parts it has; literal: the values
    that the theme may branch on; shown: which places have text; paired: whether there are pairs; feed: how many parts of the path its
    feed's address begins with; elsewhere: how many other parts that has."""

    folder: str
    depth: int
    literal: tuple[tuple[str, str | bool], ...]
    shown: tuple[str, ...]
    paired: bool
    feed: int = 0
    elsewhere: int = 0


class Leaf(msgspec.Struct, frozen=True):
    """A page taken apart: the parts of its path below the root, the text at each place that its shape shows, its pairs, its body, and
    the parts of its feed's address that are not those of its path."""

    shape: PageShape
    parts: tuple[str, ...]
    text: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    body: bytes
    feed: tuple[str, ...] = ()


class Slot(msgspec.Struct, frozen=True, array_like=True):
    """A place for text, and how the theme escapes there. name: the number of a text, P1 for the second part of the path, F0 for the first
    part of the feed's address that is none of the path's, `body`, or n and c for the halves of a pair."""

    name: str
    escape: str = "raw"


Pieces = tuple[str | Slot, ...]


class Frame(msgspec.Struct, frozen=True):
    """A page without its text: what stands before its pairs, in each of them (with what parts it from the next), in the last, and after."""

    before: Pieces
    pair: Pieces = ()
    last: Pieces = ()
    after: Pieces = ()


def take_apart(path: str, text: bytes, *, again: bool = False) -> Leaf | None:
    """The page at `path` (`papers/x.md`), or None when only the engine can lay it out: no front matter of ours, a page at the root,
    or text that Markdown would change. The body stays the bytes that it is: nobody has to look at its letters. `again`: of a page that
    was taken apart before it is known that Markdown does not."""
    parts = tuple(path.removesuffix(".md").split("/"))
    head, closed, body = text.partition(b"\n---\n\n")
    body = body.rstrip(b"\n")
    plain = all(map(_PLAIN_PART.fullmatch, parts)) and parts[-1] not in ("index", "README")
    if len(parts) < 2 or not plain or not closed or not head.startswith(b"---\n"):
        return None
    if not (body.startswith(b"<") and body.endswith(b">")) or (not again and _would_change(body)):
        return None
    try:
        fields = dict(_field(line) for line in head[4:].split(b"\n"))
        return _leaf(parts, fields, body)
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


def _would_change(body: bytes) -> bool:
    """Whether Markdown would change the text. Deleting bytes and counting takes a sixth of the time of a pattern: without its blanks a
    blank line is two line ends, and what else is missing are control characters."""
    bare = body.translate(None, _LEFT_OUT)
    return b"\n\n" in bare or len(bare) + body.count(b" ") != len(body)


def _field(line: bytes) -> tuple[str, Any]:
    name, _, value = line.partition(b": ")
    return name.decode(), msgspec.json.decode(value)


def _leaf(parts: tuple[str, ...], fields: dict[str, Any], body: bytes) -> Leaf | None:
    own = fields.pop("offprint")
    pairs = tuple((name, content) for name, content in own.pop("meta", ()))
    feed = _parts(own.pop("feed", ""))
    literal = tuple((name, own.pop(name)) for name in _LITERAL if name in own)
    shown = {**fields, **{f"offprint.{name}": value for name, value in own.items()}}
    texts = [*shown.values(), *(text for pair in pairs for text in pair)]
    if feed is None or not all(isinstance(text, str) for text in texts):
        return None
    names = tuple(sorted(shown))
    same = _shared(feed, parts)
    shape = PageShape(parts[0], len(parts), literal, names, bool(pairs), same, len(feed) - same)
    return Leaf(shape, parts, tuple(shown[name] for name in names), pairs, body, feed[same:])


def _parts(address: str) -> tuple[str, ...] | None:
    """The parts of a folder's address below the root, or None when one of them is written in another way in an address."""
    parts = tuple(filter(None, address.split("/")))
    return parts if all(map(_PLAIN_PART.fullmatch, parts)) and ".." not in parts else None


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two addresses begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def frame_page(shape: PageShape) -> tuple[str, str]:
    """The path and the text of the page that the engine is to lay out for a shape."""
    # Two shapes may lie at one depth of one folder: a part of the path says which of them this is.
    own_name = hashlib.blake2b(msgspec.json.encode(shape), digest_size=4).hexdigest()
    parts = [shape.folder, *(f"QzP{number}q{own_name}" for number in range(1, shape.depth))]
    feed = [*parts[: shape.feed], *(f"QzF{number}q{own_name}" for number in range(shape.elsewhere))]
    fields = _marked(shape, "/".join(feed))
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in sorted(fields.items()))
    return "/".join(parts) + ".md", f"---\n{lines}---\n\n{_BODY}\n"


def _marked(shape: PageShape, feed: str) -> dict[str, Any]:
    """The front matter of a frame's page: marks where pages of the shape differ."""
    own: dict[str, Any] = dict(shape.literal)
    fields: dict[str, Any] = {"offprint": own}
    for number, name in enumerate(shape.shown):
        outer, _, inner = name.partition(".")
        (own if inner else fields)[inner or outer] = _mark(str(number))
    own["meta"] = [[_mark(f"n{n}"), _mark(f"c{n}")] for n in range(_PAIRS if shape.paired else 0)]
    if feed:
        own["feed"] = feed + "/"
    return fields


def _mark(name: str) -> str:
    return f"Qz{name}qx{_PROBE}Qz{name}qy"


def frame_of(shape: PageShape, laid_out: str) -> Frame | None:
    """What the engine made of a shape's page, cut at its marks; None when the theme does with a text what we do not know how to do."""
    pieces = _cut(laid_out)
    if pieces is None or Slot("body") not in pieces:
        return None
    if not shape.paired:
        return Frame(tuple(pieces))
    return _with_pairs(pieces)


def _cut(laid_out: str) -> list[str | Slot] | None:
    pieces: list[str | Slot] = []
    start = 0
    for match in _MARK.finditer(laid_out):
        name, probe, part = match.groups()
        escapes = [way for way, escape in _ESCAPES.items() if escape(_PROBE) == probe] if name else ["raw"]
        if not escapes:
            return None
        place = name or part or "body"
        pieces += [laid_out[start : match.start()], Slot(place, escapes[0])]
        start = match.end()
    pieces.append(laid_out[start:])
    # A mark that was cut, or changed in its case, stands somewhere still.
    return None if any(isinstance(piece, str) and "qz" in piece.lower() for piece in pieces) else pieces


def _with_pairs(pieces: Sequence[str | Slot]) -> Frame | None:
    """The pieces cut where the pairs begin and end, if each pair is set as the one before it."""
    places = [
        [n for n, piece in enumerate(pieces) if isinstance(piece, Slot) and piece.name in (f"n{pair}", f"c{pair}")]
        for pair in range(_PAIRS)
    ]
    if not all(places):
        return None
    first, second, third, end = places[0][0], places[1][0], places[2][0], places[2][-1] + 1
    pair, again, last = (_unnumbered(pieces[a:b]) for a, b in ((first, second), (second, third), (third, end)))
    before, after = tuple(pieces[:first]), tuple(pieces[end:])
    stray = any(isinstance(piece, Slot) and piece.name[0] in "nc" for piece in (*before, *after))
    if stray or pair != again or last != pair[: len(last)]:
        return None
    return Frame(before, pair, last, after)


def _unnumbered(pieces: Sequence[str | Slot]) -> Pieces:
    """Pieces of one pair, which say only which half of it stands where."""
    return tuple(
        Slot(piece.name[0], piece.escape) if isinstance(piece, Slot) and piece.name[0] in "nc" else piece
        for piece in pieces
    )


def set_into(frame: Frame, leaf: Leaf) -> bytes:
    """The page's HTML."""
    texts = {str(number): text for number, text in enumerate(leaf.text)}
    texts.update((f"P{number}", part) for number, part in enumerate(leaf.parts))
    texts.update((f"F{number}", part) for number, part in enumerate(leaf.feed))
    out = _filled(frame.before, texts)
    for number, (name, content) in enumerate(leaf.pairs, 1):
        pieces = frame.pair if number < len(leaf.pairs) else frame.last
        out += _filled(pieces, {**texts, "n": name, "c": content})
    out += _filled(frame.after, texts)
    return b"".join(leaf.body if piece is None else piece.encode() for piece in out)


def _filled(pieces: Pieces, texts: dict[str, str]) -> list[str | None]:
    """The pieces with their texts; None stands for the body."""
    return [piece if isinstance(piece, str) else _text_of(piece, texts) for piece in pieces]


def _text_of(slot: Slot, texts: dict[str, str]) -> str | None:
    return None if slot.name == "body" else _ESCAPES[slot.escape](texts[slot.name])
