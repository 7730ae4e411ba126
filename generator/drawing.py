"""Drawings. In: what a file is to show. Out: the file that is there, where it was made of the same, else what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from generator.model import OutputFile, Target


class Drawing(msgspec.Struct, frozen=True):
    """A file that is not made yet: its path, and `draw(given)`, its text. `spread`: whether `given` may travel to another process, which
    takes longer than making a page of what is made already. `known_by`: what tells `given` from others, where that is less than all of
    it."""

    path: str
    draw: Callable[[Any], str | bytes]
    given: object
    spread: bool = False
    listed: bool = True
    target: Target = "page"
    known_by: object = None


class There:
    """The bytes of a file that is there already."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def read(self) -> bytes:
        return Path(self._path).read_bytes()


class Kept(msgspec.Struct, frozen=True):
    """The files that are there, by path with what made each: `pages` as Markdown, `joined` in the finished `site`."""

    pages: Mapping[str, bytes] = {}
    joined: Mapping[str, bytes] = {}
    site: str = ""

    def has(self, drawing: Drawing, made_of: bytes) -> bool:
        """Whether the file that is there was made of the same."""
        return (self.pages if drawing.target == "page" else self.joined).get(drawing.path) == made_of

    def file(self, drawing: Drawing, made_of: bytes) -> OutputFile:
        """The file that is there."""
        content = "" if drawing.target == "page" else There(f"{self.site}/{drawing.path}")
        return OutputFile(drawing.path, content, drawing.target, drawing.listed, made_of, kept=True)
