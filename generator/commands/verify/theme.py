"""What the theme and the search bring. In: the checkout. Out: the path in a site of each of their files, and its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

import generator
from generator.commands.terminal import project_folder
from generator.model import OutputFile, as_bytes
from generator.render.search.scripts import script_files


def files_of_theme() -> dict[str, str]:
    """Path -> SHA-256 of all files under assets/ that a site has from the engine's theme, from the checkout's, and from the search."""
    return {file.path: hashlib.sha256(as_bytes(file)).hexdigest() for file in _files()}


def _files() -> Iterator[OutputFile]:
    """What comes later takes the place of what came before."""
    spec = find_spec("material")
    for place in spec.submodule_search_locations or () if spec else ():
        yield from _assets(Path(place) / "templates")
    yield from _assets(_checkout() / "theme_overrides")
    yield from script_files()


def _assets(theme: Path) -> Iterator[OutputFile]:
    for path in sorted((theme / "assets").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield OutputFile(path.relative_to(theme).as_posix(), path.read_bytes(), "site")


def _checkout() -> Path:
    """The checkout that the command runs in, or the one that this package lies in."""
    try:
        return project_folder()
    except click.UsageError:
        return Path(str(generator.__file__)).parents[1]
