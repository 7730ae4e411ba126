r"""Text with marks -> runs. In: the text of a heading, an item, a cell. Out: runs of clean text, each with its link and its look.

What Markdown escapes is unescaped, what it emphasises is marked, and mathematics between dollars is left as its author wrote it, so that
a title comes out exactly. HTML's links, emphasis and line breaks count as Markdown's; in a page of HTML and in plain text Markdown's own
signs are text. Every step is one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.readers.layout.pieces import Piece, pieces_of
from generator.readers.layout.structures import Run, Syntax
from generator.readers.parts.account import Lines
from generator.text import pattern_of

# Hyphens that look like the one of keyboards.
_HYPHENS = {0x2010: "-", 0x2011: "-"}


def runs_of(text: str, line: int = 1, syntax: Syntax = "markdown", references: Mapping[str, str] = {}) -> list[Run]:
    """The runs of `text`, which begins on `line`. `references`: what `[label]: url` lines define, labels in lower case."""
    text = text if text.isascii() else text.translate(_HYPHENS)
    simple = _simple_text(text, line)
    if simple is not None:
        return simple
    return list(_joined(_runs(pieces_of(text, syntax, references)), Lines(text), line))


# A line without any sign that a scanner would look at is one run.
_SIGNS = re.compile(r"[$\\<&\[\]*_~`\n]|https?://|:[a-z]")


def _simple_text(text: str, line: int) -> list[Run] | None:
    if _SIGNS.search(text):
        return None
    clean = text if "  " not in text and text.isprintable() else _BLANK.sub(" ", text)
    return [Run(clean, line=line)] if clean.strip() else []


class _State(msgspec.Struct):
    strong: int = 0
    em: int = 0
    code: int = 0
    image: int = 0
    bracket: int = 0
    links: list[str] = []
    tags: list[tuple[str, str]] = []

    def link(self) -> str:
        """The innermost one, "" outside of all."""
        return self.links[-1] if self.links else ""


def _runs(pieces: list[Piece]) -> Iterator[tuple[Run, int]]:
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
                yield Run("", state.link(), image=True), piece.at
            setattr(state, piece.kind, max(0, getattr(state, piece.kind) + piece.step))


def _run(text: str, state: _State) -> Run:
    tag, cls = state.tags[-1] if state.tags else ("", "")
    looks = (state.strong > 0, state.em > 0, state.code > 0, state.image > 0)
    return Run(text, state.link(), *looks, max(0, state.bracket), tag, cls)


def _joined(runs: Iterator[tuple[Run, int]], lines: Lines, line: int) -> Iterator[Run]:
    """Neighbours of one look as one run, with the line on which it begins."""
    held: list[Run] = []
    for run, at in runs:
        if held and _look(held[0]) == _look(run) and not (run.image and not run.text):
            held.append(run)
            continue
        if held:
            yield _one(held)
        run.line = line - 1 + lines.at(at)
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


_BLANK = pattern_of(r"\s+")
_BLANKS, _LINE_ENDS = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")
