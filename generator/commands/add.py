"""`offprint add FILE|-`. Reads a file or standard input and the digests that are there; writes one new file in digests/."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

import click
import msgspec

from generator.commands.terminal import plural, print_problems, printable, project_folder
from generator.config import Config, load_config
from generator.enrich import enrich
from generator.intake import in_order
from generator.model import Paper, Problem, Reading, Source
from generator.output import write_atomically
from generator.readers import read
from generator.readers.folder import digest_files, read_folder
from generator.text import decode, slug, typeset

_DATE = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


class Understood(msgspec.Struct, frozen=True):
    """What was read: its reading under the new name, the keys of its papers and which are new, all problems that it brings."""

    name: str
    reading: Reading
    keys: tuple[str, ...]
    new: tuple[str, ...]
    problems: tuple[Problem, ...]
    titles: dict[str, str]


@click.command(name="add")
@click.argument("source", metavar="FILE|-")
@click.option("--date", "day", help="Day of the digest, YYYY-MM-DD. [default: the one in the file's name, else today]")
@click.option("--series", help="Name after the date. [default: from the file's name or the format]")
@click.option(
    "--digests", "digests_dir", type=click.Path(path_type=Path), help="Folder of digests. [default: digests/]"
)
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
def command(source: str, day: str | None, series: str | None, digests_dir: Path | None, dry_run: bool) -> None:
    """Add a digest: read anything, show what was understood, keep the original bytes.

    \b
    Examples:
      offprint add ~/Downloads/papers.bib
      offprint add - --series reading-group        paste, then Ctrl+D
      pbpaste | offprint add - --dry-run
    """
    project = project_folder()
    folder = digests_dir or project / "digests"
    raw = _bytes_of(source)
    path = folder / name_of(source, raw, _day(day, source), series)
    twin = _same_bytes(raw, folder)
    if twin:
        _refuse(f"{twin.name} already holds exactly these bytes.")
    if path.exists():
        _refuse(f"{path} is already there; give another --series or --date.")
    understood = understand(raw, path, project, folder)
    _show(understood)
    print_problems(understood.problems)
    if any(problem.level == "error" for problem in understood.problems):
        _refuse("nothing was written, for there are errors.")
    if not understood.keys:
        _refuse("nothing was written, for no paper was found in it.")
    if not understood.new:
        _refuse("nothing was written, for every paper in it is already known.")
    if dry_run:
        click.echo(f"Would write {path} ({plural(len(raw), 'byte')}).")
        return
    write_atomically(path, raw)
    click.echo(f"Wrote {path} ({plural(len(raw), 'byte')}).")


def understand(raw: bytes, path: Path, project: Path, folder: Path) -> Understood:
    """Read the bytes as the digest they would be, beside all that is there already."""
    config, problems = load_config(project, folder)
    reading, repaired = _read(raw, f"{folder.name}/{path.name}")
    before, unread = read_folder(folder, limit=config.settings.max_digest_mb << 20)
    enriched = enrich([*before, reading], _without_lookbehind(config))
    digest = next((digest for digest in enriched.digests if digest.path == reading.digest.path), reading.digest)
    own = [p for p in (*problems, *unread, *enriched.problems) if p.source.path == reading.digest.path]
    titles = {paper.key: _title(paper) for paper in enriched.papers}
    return Understood(
        path.name, reading, digest.keys, digest.new, tuple(in_order([*repaired, *reading.problems, *own])), titles
    )


def _read(raw: bytes, name: str) -> tuple[Reading, list[Problem]]:
    text, repaired = decode(raw, name)
    return read(text, Source(name)), repaired


def _without_lookbehind(config: Config) -> Config:
    return config


def _title(paper: Paper) -> str:
    return typeset(paper.title).plain


def _show(understood: Understood) -> None:
    new = set(understood.new)
    for number, key in enumerate(understood.keys, start=1):
        state = click.style("new  ", fg="green") if key in new else click.style("known", dim=True)
        click.echo(f"{number:4}  {state}  {printable(understood.titles.get(key, key))[:100]}")
    doubts = sum(problem.level != "note" for problem in understood.problems)
    known = len(understood.keys) - len(new)
    click.echo(
        f"{understood.name}: read as {understood.reading.digest.format or 'unknown'}; {plural(len(new), 'new paper')}, "
        f"{known} already known, {plural(doubts, 'doubt')}."
    )


def name_of(source: str, raw: bytes, day: str, series: str | None) -> str:
    """YYYY-MM-DD-series.ext: the series from the option, else from the file's name without its date, else "pasted"."""
    stem, suffix = (Path(source).stem, Path(source).suffix.lower()) if source != "-" else ("", "")
    name = slug(series or "") or slug(_DATE.sub(" ", stem)) or "pasted"
    return f"{day}-{name}{suffix if re.fullmatch(r'[.][a-z0-9]{1,8}', suffix) else '.txt'}"


def _day(given: str | None, source: str) -> str:
    """The digest's day. The clock is asked only here, where a person adds something today."""
    if given is None:
        found = _DATE.search(Path(source).stem)
        given = "-".join(found.groups()) if found else datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.UsageError(f"{given!r} is not a day; give --date as YYYY-MM-DD.") from None


def _bytes_of(source: str) -> bytes:
    if source == "-":
        if sys.stdin.isatty():
            click.echo("Paste the digest, then press Ctrl+D.", err=True)
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{source} cannot be read ({error.strerror}).") from error


def _same_bytes(raw: bytes, folder: Path) -> Path | None:
    for path in digest_files(folder) if folder.is_dir() else []:
        if path.stat().st_size == len(raw) and path.read_bytes() == raw:
            return path
    return None


def _refuse(reason: str) -> None:
    click.echo(f"Not added: {reason}", err=True)
    sys.exit(1)
