"""`offprint check`. Reads digests and the configuration; writes nothing but what it prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from msgspec.structs import replace

from generator.commands.checked import (
    Account,
    Checked,
    account_for,
    account_of,
    digest_lines,
    readings_behind,
    total_of,
)
from generator.commands.terminal import (
    digests_folder,
    digests_option,
    print_problems,
    printable,
    project_folder,
    remind,
)
from generator.config.settings import FILES, SETTINGS, settings_in
from generator.model import Problem, Reading, Source, Span
from generator.problems import in_order
from generator.readers.folder import digest_files, read_file
from generator.render.phrases import counted

# Signs of a line that `--explain` shows.
_WIDTH = 96


@click.command(name="check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@digests_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print.")
@click.option("--explain", is_flag=True, help="Print each line with what it was used as; in JSON, the spans.")
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
def command(files: tuple[Path, ...], digests_dir: Path | None, form: str, explain: bool, strict: bool) -> None:
    """Read digests and print the account of each: papers, lines used, page chrome, doubts.

    With FILEs, reads only those; without, the whole folder, its tags, corrections and facts too. Of tags.yml, corrections.yml or a file of
    facts it says what is wrong in them, and reads the digests beside them for that.

    \b
    Examples:
      offprint check
      offprint check ~/Downloads/refs.bib --explain
      offprint check digests/corrections.yml
      offprint check --format github
    """
    project = project_folder()
    texts: dict[str, Path] = {}
    if files:
        folder = digests_dir or project / "digests"
        readings, problems = _told_of(files, project, folder, texts)
        found = Checked(_accounts(readings, texts), _told(readings), tuple(problems))
    else:
        folder = digests_folder(project, digests_dir)
        found = account_for(project, folder, own=digests_dir is None)
        readings = readings_behind(project, folder, texts) if explain else []
    spans = {reading.digest.path: reading.account for reading in readings} if explain else {}
    if form == "text":
        _explain_all(readings if explain else [], texts)
        _print_text(found, files)
        remind(found.waiting, folder)
    else:
        _print_for_programs(form, found, spans)
    _end(found.problems, strict=strict)


def _end(problems: Iterable[Problem], *, strict: bool) -> NoReturn:
    levels = {problem.level for problem in problems}
    sys.exit(1 if "error" in levels or (strict and "warning" in levels) else 0)


def _accounts(readings: list[Reading], texts: dict[str, Path]) -> tuple[Account, ...]:
    return tuple(account_of(reading, texts[reading.digest.path]) for reading in readings)


def _told(readings: list[Reading]) -> dict[str, str]:
    return {reading.digest.path: reading.told for reading in readings if reading.told}


def _told_of(
    files: tuple[Path, ...], project: Path, folder: Path, texts: dict[str, Path]
) -> tuple[list[Reading], list[Problem]]:
    """The readings of the files given, and the Problems in them; of what decides about digests the Problems alone."""
    told = [path for path in files if _is_configuration(path)]
    digests = [path for path in files if path not in told]
    readings, problems = _read_files(digests, folder, settings_in(project).max_digest_mb << 20, texts)
    return readings, in_order([*problems, *(problem for path in told for problem in _configured(project, path))])


def _is_configuration(path: Path) -> bool:
    """Whether a file decides about digests and is none itself: settings, tags, corrections, facts."""
    return path.is_file() and (path.name in (*FILES, *SETTINGS) or path.resolve().parent.name == "facts")


def _configured(project: Path, path: Path) -> list[Problem]:
    """What the whole folder's digests make of one file of configuration: the Problems that stand in it."""
    whole = path.resolve()
    folder = whole.parent.parent if whole.parent.name == "facts" else whole.parent
    name = whole.relative_to(folder.parent).as_posix()
    if path.name in SETTINGS:
        project, folder, name = folder, folder / "digests", path.name
    return [
        replace(problem, source=Source(path.as_posix(), problem.source.line))
        for problem in account_for(project, folder, own=folder.resolve() == (project / "digests").resolve()).problems
        if problem.source.path == name
    ]


def _read_files(
    files: Iterable[Path], folder: Path, limit: int, texts: dict[str, Path]
) -> tuple[list[Reading], list[Problem]]:
    """Read the files given; a folder stands for the digests in it. A file that is no digest yet need not be named as one."""
    readings: list[Reading] = []
    problems: list[Problem] = []
    for path in [one for given in files for one in (digest_files(given) if given.is_dir() else [given])]:
        name = path.as_posix()
        if not path.is_file():
            problems.append(Problem(Source(name), "error", "unreadable", "is not a file; give the path of a digest."))
            continue
        reading = read_file(path, name, limit=limit)
        if isinstance(reading, Problem):
            problems.append(reading)
            continue
        texts[reading.digest.path] = path
        readings.append(reading)
        elsewhere = path.resolve().parent != folder.resolve()
        problems += [_unnamed(problem) if elsewhere else problem for problem in reading.problems]
    return readings, in_order(problems)


def _unnamed(problem: Problem) -> Problem:
    """Outside of the digests, a file may have any name: the error about it is a note."""
    if problem.code != "digest-name":
        return problem
    message = "is not named like a digest (YYYY-MM-DD-series.ext); `offprint add` gives it such a name."
    return Problem(problem.source, "note", problem.code, message)


def _print_for_programs(form: str, found: Checked, spans: dict[str, tuple[Span, ...]]) -> None:
    if form == "json":
        accounts = [replace(one, spans=spans[one.path]) if one.path in spans else one for one in found.accounts]
        body = {"accounts": accounts, "problems": found.problems, "total": total_of(found.accounts)}
        click.echo(msgspec.json.format(msgspec.json.encode(body), indent=2).decode())
        return
    for problem in found.problems:
        click.echo(annotation(problem))


def _explain_all(readings: list[Reading], texts: dict[str, Path]) -> None:
    for reading in readings:
        _explain(reading, texts[reading.digest.path])


def _print_text(found: Checked, files: tuple[Path, ...]) -> None:
    for account in found.accounts:
        click.echo(account_line(account))
        if account.path in found.told:
            click.echo(f"  {printable(found.told[account.path])}")
    if len(found.accounts) > 1:
        click.echo(account_line(total_of(found.accounts)))
    if found.site:
        click.echo(found.site)
    if not found.accounts and not files:
        click.echo("There is no digest. `offprint add FILE` adds one.")
    for path in filter(_is_configuration, files):
        if not any(problem.source.path == path.as_posix() for problem in found.problems):
            click.echo(f"{printable(path.as_posix())}: nothing is wrong in it.")
    print_problems(found.problems)


def account_line(account: Account) -> str:
    kind = f" ({account.format})" if account.format else ""
    parts = [f"{account.used:,} used", f"{account.chrome:,} chrome", f"{account.doubt:,} in doubt"]
    if account.skipped:
        parts.append(f"{account.skipped:,} skipped")
    if account.unaccounted:
        parts.append(f"{account.unaccounted:,} UNACCOUNTED")
    papers, lines = counted(account.papers, "paper"), counted(account.lines, "line")
    return f"{printable(account.path)}{kind}: {papers}; {lines}: {', '.join(parts)}"


def _explain(reading: Reading, path: Path) -> None:
    """Print each line that is not blank: its number, the number of its paper, what it was used as, its text and a note."""
    marks = {number: span for span in reading.account for number in range(span.first, span.last + 1)}
    for number, line in enumerate(digest_lines(path), start=1):
        if line.strip():
            click.echo(f"{number:6} {_explained(marks.get(number), printable(line.strip()))}")


def _explained(span: Span | None, line: str) -> str:
    shown = line if len(line) <= _WIDTH else f"{line[:_WIDTH]}…"
    if span is None:
        return f"{'':5} UNACCOUNTED {shown}"
    who = str(span.paper + 1) if span.paper >= 0 else ""
    note = f"  <- {printable(span.note)}" if span.note else ""
    return f"{who:>5} {span.use:9} {shown}{note}"


def annotation(problem: Problem) -> str:
    """A workflow command that GitHub shows on the line.

    Values are escaped as its toolkit does, and what a terminal would obey is spelled out: a title cannot end the command or begin one.
    """
    level = {"error": "error", "warning": "warning", "note": "notice"}[problem.level]
    path = _escaped(problem.source.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={path},line={problem.source.line},title={problem.code}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
