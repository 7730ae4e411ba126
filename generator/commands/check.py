"""`offprint check`. Reads digests and the configuration; writes nothing but what it prints."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from msgspec.structs import replace

from generator.commands.terminal import plural, print_problems, printable, progress, project_folder, remind
from generator.config.settings import settings_in
from generator.model import Problem, Reading, Source, Span
from generator.problems import in_order
from generator.readers.folder import digest_files, read_file

_USES = ("title", "abstract", "authors", "meta", "entry", "chrome", "doubt", "skipped")
_PAPER_USES = ("title", "abstract", "authors", "meta", "entry")


class Account(msgspec.Struct, frozen=True):
    """What became of the non-blank lines of one digest. used + chrome + doubt + skipped + unaccounted = lines."""

    path: str
    format: str
    papers: int
    lines: int
    used: int
    chrome: int
    doubt: int
    skipped: int
    unaccounted: int
    spans: tuple[Span, ...] | msgspec.UnsetType = msgspec.UNSET


@click.command(name="check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--digests", "digests_dir", type=click.Path(path_type=Path), help="Folder of digests. [default: digests/]"
)
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
    folder = digests_dir or project / "digests"
    texts: dict[str, Path] = {}
    waiting = 0
    if files:
        readings, problems = _told_of(files, project, folder, texts)
    else:
        from generator.intake import Timer, gather_library
        from generator.published import taken_from, unregistered, unsure

        if not folder.is_dir():
            raise click.UsageError(f"{folder} is not a folder; give the folder of digests with --digests.")
        texts = {f"{folder.name}/{path.name}": path for path in digest_files(folder)}
        with progress() as say:
            library, config, problems, found = gather_library(project, folder, Timer(say))
        readings = list(found)
        if digests_dir is None:
            problems = in_order([*problems, *taken_from(project / "site", library, readings)])
        problems = in_order([*problems, *unsure(library, config)])
        waiting = unregistered(library, config)
    accounts = _accounts(readings, texts, spans=explain and form == "json")
    _print(form, readings, accounts, problems, texts if explain else {})
    if form == "text":
        remind(waiting, folder)
    _end(problems, strict=strict)


def _end(problems: list[Problem], *, strict: bool) -> NoReturn:
    levels = {problem.level for problem in problems}
    sys.exit(1 if "error" in levels or (strict and "warning" in levels) else 0)


def _accounts(readings: list[Reading], texts: dict[str, Path], *, spans: bool) -> list[Account]:
    accounts = [account_of(reading, texts[reading.digest.path]) for reading in readings]
    return (
        [replace(one, spans=reading.account) for one, reading in zip(accounts, readings, strict=True)]
        if spans
        else accounts
    )


def _told_of(
    files: tuple[Path, ...], project: Path, folder: Path, texts: dict[str, Path]
) -> tuple[list[Reading], list[Problem]]:
    """The readings of the files given, and the Problems in them; of what decides about digests the Problems alone."""
    told = [path for path in files if _is_configuration(path)]
    digests = [path for path in files if path not in told]
    readings, problems = _read_files(digests, folder, settings_in(project).max_digest_mb << 20, texts)
    return readings, in_order([*problems, *(problem for path in told for problem in _configured(project, path))])


def _is_configuration(path: Path) -> bool:
    """Whether a file decides about digests and is none itself: tags, corrections, facts."""
    return path.is_file() and (path.suffix.lower() in (".yml", ".yaml") or path.resolve().parent.name == "facts")


def _configured(project: Path, path: Path) -> list[Problem]:
    """What the whole folder's digests make of one file of configuration: the Problems that stand in it."""
    folder = path.resolve().parent
    folder = folder.parent if folder.name == "facts" else folder
    from generator.intake import Timer, gather_library

    with progress() as say:
        _, _, problems, _ = gather_library(project, folder, Timer(say))
    return [
        replace(problem, source=Source(path.as_posix(), problem.source.line))
        for problem in problems
        if problem.source.path == path.resolve().relative_to(folder.parent).as_posix()
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


def account_of(reading: Reading, path: Path) -> Account:
    """Count the non-blank lines of a digest by what they were used as."""
    lines = lines_of(path)
    marks = marks_of(reading)
    count = Counter(marks.get(number, "unaccounted") for number, line in enumerate(lines, start=1) if line.strip())
    used = sum(count[use] for use in _PAPER_USES)
    return Account(
        reading.digest.path, reading.digest.format, len(reading.papers), sum(count.values()), used,
        count["chrome"], count["doubt"], count["skipped"], count["unaccounted"],
    )  # fmt: skip


def marks_of(reading: Reading) -> dict[int, str]:
    """Line number -> use, for every line that the account names."""
    return {number: span.use for span in reading.account for number in range(span.first, span.last + 1)}


def lines_of(path: Path) -> list[str]:
    from generator.readers.folder import text_of

    return text_of(path.read_bytes()).split("\n")


def _print(
    form: str, readings: list[Reading], accounts: list[Account], problems: list[Problem], explained: dict[str, Path]
) -> None:
    if form == "json":
        body = {"accounts": accounts, "problems": problems, "total": total_of(accounts)}
        click.echo(msgspec.json.format(msgspec.json.encode(body), indent=2).decode())
    elif form == "github":
        for problem in problems:
            click.echo(annotation(problem))
    else:
        for reading in readings:
            if reading.digest.path in explained:
                _explain(reading, explained[reading.digest.path])
        for account, reading in zip(accounts, readings, strict=True):
            click.echo(account_line(account))
            if reading.told:
                click.echo(f"  {printable(reading.told)}")
        if len(accounts) != 1:
            click.echo(account_line(total_of(accounts)))
        print_problems(problems)


def total_of(accounts: Iterable[Account]) -> Account:
    rows = list(accounts)
    sums = [sum(getattr(row, field) for row in rows) for field in Account.__struct_fields__[2:-1]]
    return Account(f"total of {plural(len(rows), 'digest')}", "", *sums)


def account_line(account: Account) -> str:
    kind = f" ({account.format})" if account.format else ""
    parts = [f"{account.used:,} used", f"{account.chrome:,} chrome", f"{account.doubt:,} in doubt"]
    parts += [f"{account.skipped:,} skipped"] if account.skipped else []
    parts += [f"{account.unaccounted:,} UNACCOUNTED"] if account.unaccounted else []
    return f"{printable(account.path)}{kind}: {plural(account.papers, 'paper')}; {plural(account.lines, 'line')}: {', '.join(parts)}"


def _explain(reading: Reading, path: Path) -> None:
    marks = {number: span for span in reading.account for number in range(span.first, span.last + 1)}
    for number, line in enumerate(lines_of(path), start=1):
        if not line.strip():
            continue
        span = marks.get(number)
        who = f"{span.paper + 1}" if span and span.paper >= 0 else ""
        use = span.use if span else "UNACCOUNTED"
        note = f"  <- {printable(span.note)}" if span and span.note else ""
        shown = printable(line.strip())
        click.echo(f"{number:6} {who:>5} {use:9} {shown[:96]}{'…' if len(shown) > 96 else ''}{note}")


def annotation(problem: Problem) -> str:
    """A workflow command that GitHub shows on the line.

    Values are escaped as its toolkit does, and what a terminal would obey is spelled out: a title cannot end the command or begin one.
    """
    level = {"error": "error", "warning": "warning", "note": "notice"}[problem.level]
    path = _escaped(problem.source.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={path},line={problem.source.line},title={problem.code}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
