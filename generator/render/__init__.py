"""Rendering. In: the Library and the Config. Out: every OutputFile of the site; pure, the same for the same input."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Config
from generator.library import Library
from generator.model import OutputFile
from generator.render.api import render_api
from generator.render.pages import render_pages
from generator.render.search import render_search


def render(library: Library, config: Config) -> Iterator[OutputFile]:
    """All files, pages first. Two files with one URL are the caller's to refuse."""
    yield from render_pages(library, config)
    yield from render_search(library, config)
    yield from render_api(library)
