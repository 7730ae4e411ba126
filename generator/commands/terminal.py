"""What commands share on a terminal. In: problems and phases. Out: printed lines; reads and writes no files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.lock import WAITING
from generator.model import Problem

_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}

# The folders that commands read and write, where they are not those of the checkout.
digests_option = click.option(
    "--digests", "digests_dir", type=click.Path(path_type=Path), help="Folder of digests. [default: digests/]"
)
out_option = click.option(
    "--out", "out_dir", type=click.Path(path_type=Path), help="Folder of the site. [default: site/]"
)


def project_folder() -> Path:
    """The nearest folder, from here upward, that holds mkdocs.yml. Raises UsageError (exit code 2) when there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder if folder != here else Path()
    raise click.UsageError("no mkdocs.yml here or above; run offprint inside a checkout.")


def digests_folder(project: Path, given: Path | None) -> Path:
    """The folder of digests, the project's own unless another is given. Raises UsageError (exit code 2) when it is none."""
    folder = given or project / "digests"
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is not a folder; give the folder of digests with --digests.")
    return folder


def print_problems(problems: Iterable[Problem]) -> None:
    """One line each on stderr, then a count of each level."""
    counts = dict.fromkeys(_COLOURS, 0)
    for problem in problems:
        counts[problem.level] += 1
        head = click.style(
            f"{problem.level}[{problem.code}]", fg=_COLOURS[problem.level], bold=problem.level == "error"
        )
        click.echo(f"{printable(str(problem.source))}: {head}: {printable(problem.message)}", err=True)
    said = [f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count]
    if said:
        click.echo(", ".join(said) + ".", err=True)


# Between letters of Arabic and of the scripts of India a joiner is a part of the spelling.
_JOINS = re.compile("(?<=[\u0620-\u0dff])[\u200c\u200d](?=[\u0620-\u0dff])")


def printable(text: str) -> str:
    """Text of a paper may hold control characters, which a terminal would obey."""
    kept = set() if text.isascii() else {found.start() for found in _JOINS.finditer(text)}
    return "".join(c if c.isprintable() or at in kept else _spelled_out(c) for at, c in enumerate(text))


def _spelled_out(c: str) -> str:
    return f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Shows the phase on one line of a terminal; in a pipe only that it waits for another process."""
    if not sys.stderr.isatty():
        yield lambda phase: click.echo(f"{phase} ...", err=True) if phase.startswith(WAITING) else None
        return

    def say(phase: str) -> None:
        click.echo(f"\r\033[K{phase} ...", err=True, nl=False)

    try:
        yield say
    finally:
        click.echo("\r\033[K", err=True, nl=False)


def remind(count: int, digests: Path) -> None:
    """Say on stderr that so many papers have an address that no register keeps."""
    if count:
        option = (
            ""
            if digests.resolve() == (project_folder() / "digests").resolve()
            else f" --digests {printable(str(digests))}"
        )
        have = "paper has an address" if count == 1 else "papers have addresses"
        click.echo(
            f"{count:,} {have} not yet written down: run `offprint addresses{option}` when the site is published.",
            err=True,
        )
