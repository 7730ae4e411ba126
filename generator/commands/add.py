"""`offprint add FILE|-`. Reads a file or standard input and the digests that are there; writes one new file in digests/, and the addresses
of its papers into digests/addresses.yml; `--undo` takes both back (undo.py)."""

from __future__ import annotations

import datetime
import re
import shlex
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from generator.commands.checked import line_marks
from generator.commands.memory import remembered
from generator.commands.pasting import read_input
from generator.commands.register import counted_addresses, write_register
from generator.commands.telling import coverage, told_of
from generator.commands.terminal import digests_option, print_problems, printable, project_folder
from generator.commands.understood import Understood, understand
from generator.commands.undo import NotUndone, note_added, undo
from generator.config.loading import load_config
from generator.config.register import FILE as REGISTER
from generator.model import name_of_digest
from generator.output import write_atomically
from generator.problems import has_errors
from generator.readers.folder import digest_files, digest_text, read_bytes
from generator.readers.named import shown_id
from generator.render.phrases import counted
from generator.text import decode, slug

_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
# What a file says of its own day: a feed, a mail, a heading.
_SAYS = re.compile(
    r"<(?:updated|lastBuildDate|pubDate|dc:date)>\s*(?P<feed>[^<]{8,40})|"
    r"received from .{5,60}? to\s+(?P<mail>\w{3}\s+\d{1,2} \w{3} \d{2})\b|"
    r"^#{1,3}[^\n#]{0,40}?(?P<heading>20\d\d-[01]\d-[0-3]\d)",
    re.MULTILINE,
)
_SUFFIXES = (("BibTeX", ".bib"), ("RIS", ".ris"), ("front matter", ".md"), ("Python", ".jsonl"))
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"[.][a-z0-9]{1,8}")
# Of more papers than a screen or two holds, only the titles are listed; what is known of all is summed up below them.
_MOST_DETAILED = 40
_PUBLISHED = (
    "A commit holds it, so its addresses may have been published, and stay: they will say that nothing is there any more."
    " `offprint addresses --settle` writes down that this is meant. If it never was published, `git revert` takes back all of its commit."
)
_NOT_KEPT = (".yml", ".yaml", ".tmp", ".part", ".download", ".zip", ".gz")


@click.command(name="add")
@click.argument("source", metavar="FILE|-", default="")
@click.option("--date", "day", help="Day of the digest, YYYY-MM-DD. [default: the one in the file's name, else today]")
@click.option("--series", help="Name after the date. [default: from the file's name or the format]")
@digests_option
@click.option("--force", is_flag=True, help="Add it though every paper in it is already known.")
@click.option("--undo", "undoes", is_flag=True, help="Take back the last digest that was added, and its addresses.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")
def command(
    source: str, day: str | None, series: str | None, digests_dir: Path | None, force: bool, undoes: bool, dry_run: bool
) -> None:
    """Add a digest: read anything, show what was understood, keep the original bytes.

    \b
    Examples:
      offprint add ~/Downloads/papers.bib
      offprint add - --series reading-group        paste, then Ctrl+D
      pbpaste | offprint add - --dry-run
      offprint add --undo                          take the last one back
    """
    project = project_folder()
    folder = digests_dir or project / "digests"
    if undoes == bool(source):
        raise click.UsageError("give a FILE, or - for what you paste; or --undo alone.")
    if undoes:
        _take_back(project, folder, dry_run=dry_run)
    else:
        where = f" --digests {printable(shlex.quote(str(digests_dir)))}" if digests_dir else ""
        _add(source, project, folder, day, series, f"offprint add --undo{where}", force=force, dry_run=dry_run)


def _add(
    source: str,
    project: Path,
    folder: Path,
    day: str | None,
    series: str | None,
    undoing: str,
    *,
    force: bool,
    dry_run: bool,
) -> None:
    """Read, show, and write unless something speaks against it. `undoing`: the command that takes it back."""
    work = remembered(folder.parent)
    config, _ = load_config(project, folder, work)
    raw = _bytes_of(source, config.settings.max_digest_mb << 20)
    path = folder / digest_name(source, raw, _day(day, source), series)
    _refuse_known(raw, path)
    understood = understand(raw, path, config, work)
    _show(understood)
    _suggest_day(raw, path, day)
    reason = _against(understood, force)
    if reason:
        _refuse(f"nothing was written, for {reason}.")
    if dry_run:
        click.echo(f"Would write {printable(str(path))} ({counted(len(raw), 'byte')}).")
        return
    noted = note_added(project, path, raw, config.register, understood.register)
    write_atomically(path, raw)
    click.echo(f"Wrote {printable(str(path))} ({counted(len(raw), 'byte')}).")
    if write_register(folder, understood.register):
        click.echo(f"Wrote {printable(str(folder / REGISTER))}, which keeps the addresses of the papers.")
    if noted:
        click.echo(f"To undo: `{undoing}`.")


def _take_back(project: Path, folder: Path, *, dry_run: bool) -> None:
    """Undo the last `add`, and say what became of it."""
    try:
        undone = undo(project, folder, dry_run=dry_run)
    except NotUndone as why:
        click.echo(f"Not undone: {printable(str(why))}", err=True)
        sys.exit(1)
    would = "Would take" if dry_run else "Took"
    path = printable(str(undone.path))
    if undone.kept is None:
        click.echo(f"{path} was deleted already.")
    else:
        text = "" if dry_run else f" Its text is kept in {printable(str(undone.kept))}."
        click.echo(f"{would} {path} out.{text}")
    if undone.published:
        click.echo(_PUBLISHED)
        return
    click.echo(f"{would} {counted_addresses(undone.addresses)} out of {printable(str(undone.path.parent / REGISTER))}.")
    if undone.left:
        click.echo(f"Changed since, so they stay: {printable(', '.join(undone.left))}.")


def _refuse_known(raw: bytes, path: Path) -> None:
    """End here when the digest is there already, under this name or another."""
    twin = _same_bytes(raw, path.parent)
    if twin:
        _refuse(f"{twin.name} already holds exactly these bytes.")
    named = [one for one in _digests_in(path.parent) if name_of_digest(one.name) == name_of_digest(path.name)]
    if named or path.exists():
        _refuse(f"{[*named, path][0]} is already there; give another --series or --date.")


def _show(understood: Understood) -> None:
    """The table of papers and the account on stdout, problems on stderr."""
    detailed = len(understood.works) <= _MOST_DETAILED
    for number, (title, paper, known) in enumerate(understood.works, start=1):
        state = click.style("known", dim=True) if known else click.style("new  ", fg="green")
        click.echo(f"{number:4}  {state}  {_short(printable(title), 100)}{printable(_where(known))}")
        if detailed:
            click.echo(f"{'':13}{click.style(printable(told_of(paper)), dim=True)}")
    if understood.works:
        click.echo(coverage([paper for _, paper, _ in understood.works]))
    for paper in understood.reading.named:
        click.echo(f"{'':4}  {click.style('by id', fg='yellow')}  {printable(shown_id(paper))}")
    print_problems(understood.problems)
    _show_account(understood)


def _where(known: Sequence[str]) -> str:
    """The digests that have the paper already, the first two by name."""
    more = " …" if len(known) > 2 else ""
    return f"  ({', '.join(known[:2])}{more})" if known else ""


def _show_account(understood: Understood) -> None:
    marks = line_marks(understood.reading)
    uses = Counter(marks.get(n, "doubt") for n, line in enumerate(understood.lines, start=1) if line.strip())
    used = sum(count for use, count in uses.items() if use not in ("chrome", "doubt", "skipped"))
    known_count = len(understood.works) - understood.new
    click.echo(
        f"{printable(understood.name)}: read as {understood.reading.digest.format or 'no known format'}; "
        f"{counted(understood.new, 'new paper')}, {known_count:,} already known; {counted(uses.total(), 'line')}: {used:,} used, "
        f"{uses['chrome']:,} chrome, {uses['doubt']:,} in doubt, {uses['skipped']:,} skipped."
    )


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _against(understood: Understood, force: bool) -> str:
    """Why the digest is not added, or ""."""
    if has_errors(understood.problems):
        return "there are errors"
    if not understood.works and not understood.reading.named:
        return "no paper was found in it"
    if not understood.new and not understood.reading.named and not force:
        return "every paper in it is already known; --force adds it all the same"
    return ""


def _suggest_day(raw: bytes, path: Path, given: str | None) -> None:
    """Say so when the text names another day than the one that the digest would get."""
    from generator.text.dates import day_of

    found = _SAYS.search(decode(raw[: 1 << 16])[0])
    said = next(filter(None, found.groups()), "") if found else ""
    said = re.sub(r"(\d\d)$", r"20\1", said) if found and found["mail"] else said
    day = day_of(said) or ""
    if given is None and len(day) == 10 and not path.name.startswith(day):
        click.echo(f"Its text speaks of {day}; --date {day} files it under that day.", err=True)


def digest_name(source: str, raw: bytes, day: str, series: str | None) -> str:
    """YYYY-MM-DD-series.ext: the series from the option, else from the file's name without its date, else from the format."""
    stem, suffix = (Path(source).stem, Path(source).suffix.lower()) if source != "-" else ("", "")
    text = digest_text(raw)
    form = read_bytes(raw, "x").digest.format
    if series and not re.search(r"\w", series):
        raise click.UsageError(f"--series {series!r} has no letter or digit; give a name such as reading-group.")
    name = slug(series or "") or slug(_DATE.sub(" ", stem)) or _slug_of(form)
    kept = _SUFFIX.fullmatch(suffix) and suffix not in _NOT_KEPT
    return f"{day}-{name}{suffix if kept else suffix_of(form, text)}"


def _slug_of(form: str) -> str:
    name = slug(re.sub(r"\(.*", "", form))
    return "pasted" if name in ("", "pasted-text") else name


def suffix_of(form: str, text: str) -> str:
    """The suffix of a text that was read as `form`."""
    for words, suffix in _SUFFIXES:
        if form.startswith(words):
            return suffix
    start = text.lstrip("\ufeff \t\n")[:1]
    if form.startswith("list of papers"):
        return ".html" if _HTML.match(text) else ".md"
    if start in ("{", "["):
        return _json_suffix(text)
    if form.startswith("table"):
        return ".tsv" if "\t" in text.split("\n", 1)[0] else ".csv"
    return ".xml" if start == "<" and form else ".txt"


def _json_suffix(text: str) -> str:
    """An object on each of the first lines is JSONL."""
    lines = [line for line in text.split("\n") if line.strip()][:2]
    whole = [line.startswith("{") and line.rstrip().endswith("}") for line in lines]
    return ".jsonl" if len(lines) == 2 and all(whole) else ".json"


def _day(given: str | None, source: str) -> str:
    """The digest's day. The clock is asked only here, where a person adds something today."""
    found = _DATE.search(Path(source).stem) if given is None else None
    if found:
        try:
            return datetime.date.fromisoformat("-".join(found.groups())).isoformat()
        except ValueError:
            pass
    if given is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.datetime.strptime(given, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise click.UsageError(f"{given!r} is not a day; give --date as YYYY-MM-DD.") from None


def _bytes_of(source: str, limit: int) -> bytes:
    try:
        raw = read_input(limit) if source == "-" else _file(Path(source), limit)
    except OSError as error:
        raise click.UsageError(f"{source} cannot be read ({error.strerror}).") from error
    if len(raw) > limit:
        _refuse(f"it has more than {limit >> 20} MB, which is what max_digest_mb in offprint.yml allows; split it.")
    if not raw.strip():
        _refuse("it is empty.")
    return raw


def _file(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


def _digests_in(folder: Path) -> list[Path]:
    return digest_files(folder) if folder.is_dir() else []


def _same_bytes(raw: bytes, folder: Path) -> Path | None:
    for path in _digests_in(folder):
        if path.is_file() and path.stat().st_size == len(raw) and path.read_bytes() == raw:
            return path
    return None


def _refuse(reason: str) -> None:
    click.echo(f"Not added: {printable(reason)}", err=True)
    sys.exit(1)
