"""`offprint lookup`. Reads the library and asks public services; writes one facts file under digests/facts/, and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from generator.commands.lookup.by_id import askable, look_up_id
from generator.commands.lookup.candidate import Candidate
from generator.commands.lookup.client import Client, OutOfTime, Pace
from generator.commands.lookup.match import signs
from generator.commands.lookup.services import SERVICES, Service, read_answer
from generator.commands.terminal import digests_folder, digests_option, print_problems, printable, project_folder
from generator.intake import Timer, gather_library
from generator.library import Library
from generator.model import Paper, Reading
from generator.problems import has_errors
from generator.readers.named import shown_id
from generator.render.phrases import counted
from generator.text import typeset

# What a paper that has a title may lack; its own title and abstract stay.
_FIELDS = ("arxiv", "doi", "authors", "date", "venues")


@click.command(name="lookup")
@click.option(
    "--out", "out_name", default="lookup.jsonl", show_default=True, help="Name of the file in digests/facts/."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Ask for so many papers at most."
)
@click.option(
    "--service", "named", multiple=True, help="Only this service, or NAME=URL to ask another address. Repeatable."
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=3.0,
    show_default=True,
    help="Seconds between two requests to one service.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Stop after so many minutes.",
)
@digests_option
@click.option("--again", is_flag=True, help="Ask again for papers that nobody knew before.")
@click.option("--dry-run", is_flag=True, help="Say which papers would be looked up; ask nobody, write nothing.")
def command(
    out_name: str,
    limit: int,
    named: tuple[str, ...],
    pause: float,
    minutes: float,
    digests_dir: Path | None,
    again: bool,
    dry_run: bool,
) -> None:
    """Fill in ids, authors, dates and venues from public services, as a facts file to review.

    Asks first for papers that a digest names by an id alone, by that id: they get title, authors, abstract and date. Then for papers that
    have no arXiv id and no DOI, by title. A record is taken only when its title and a second sign (an author, the
    abstract) agree; a paper that no service knows is noted by its title alone, and asked for again when one gave no answer. Stop it
    when you like: it goes on where it stopped.

    \b
    Examples:
      offprint lookup --dry-run
      offprint lookup --limit 20 --service arxiv
    """
    project = project_folder()
    folder = digests_folder(project, digests_dir)
    out = _facts_file(folder, out_name)
    services = _services(named)
    library, config, problems, readings = gather_library(project, folder, Timer(lambda _: None))
    if has_errors(problems):
        print_problems(problems)
        sys.exit(1)
    asked = _asked_in(out, again=again)
    wanted = [*_named(readings, asked), *_wanting(library, asked)][:limit]
    if dry_run:
        _say_wanted(wanted, services)
        return
    pace = Pace(pause=pause, run=minutes * 60)
    client = Client(config.settings.contact, pace=pace, say=lambda text: click.echo(printable(text), err=True))
    found = _ask_for_all(wanted, services, client, out)
    _end_without_network(client)
    _say_found(found, len(wanted), out)


def _facts_file(folder: Path, name: str) -> Path:
    """The file of facts of a name. Raises UsageError for a path, or another ending."""
    if Path(name).name != name or not name.endswith(".jsonl"):
        raise click.UsageError("give, with --out, a file name that ends in .jsonl.")
    return folder / "facts" / name


def _end_without_network(client: Client) -> None:
    """End with 1 when there were services to ask and none said anything."""
    if client.failures and not client.reached:
        said = "No service could be reached, so nothing was looked up; run it again when there is a network."
        click.echo(said, err=True)
        sys.exit(1)


def _say_found(found: int, wanted: int, out: Path) -> None:
    said = f"Found {counted(found, 'paper')} of {wanted}; {out} is ready to review."
    click.echo(said if found else "Found nothing new.")


def _say_wanted(wanted: list[Paper], services: list[Service]) -> None:
    for paper in wanted:
        click.echo(printable(typeset(paper.title).plain or shown_id(paper)))
    click.echo(f"Would look up {counted(len(wanted), 'paper')} at {', '.join(service.name for service in services)}.")


def _ask_for_all(wanted: list[Paper], services: list[Service], client: Client, out: Path) -> int:
    """Ask for each paper, write down what is known of it or that nothing is, and return how many were found."""
    found = 0
    try:
        for number, paper in enumerate(wanted, start=1):
            word, record = _ask_for(paper, services, client)
            found += word == "found"
            click.echo(f"{number:4}/{len(wanted)}  {word}  {printable(paper.key or shown_id(paper))}", err=True)
            if record:
                _append(out, record)
    except KeyboardInterrupt:
        click.echo("Stopped; run it again to go on.", err=True)
    except OutOfTime:
        click.echo("The time is over; run it again to go on, or give it more with --minutes.", err=True)
    finally:
        client.close()
    return found


def _ask_for(paper: Paper, services: list[Service], client: Client) -> tuple[str, dict[str, object] | None]:
    """(what became of it, the record to write). Of a paper that may be known where no answer came, none: it is asked for again."""
    failures = client.failures
    record = look_up(paper, services, client) if paper.title else look_up_id(*_id(paper), services, client)
    if record:
        return "found", record
    if client.failures > failures:
        return "later", None
    return "none ", _bare(paper)


def _id(paper: Paper) -> tuple[str, str]:
    return next(iter(paper.ids.items()))


def _bare(paper: Paper) -> dict[str, object]:
    """The record of a paper that no service knows: that it was asked for."""
    if paper.title:
        return {"title": paper.title, "key": paper.key}
    return {"id": ":".join(_id(paper))}


def look_up(paper: Paper, services: list[Service], client: Client) -> dict[str, object] | None:
    """The facts record of a paper: each field from the first service that knows it, with the signs that it is the same work."""
    title = typeset(paper.title).plain
    record: dict[str, object] = {}
    for service in services:
        if service.parameters is None:
            continue
        found = client.get(service.url, service.parameters(title), partial(read_answer, service)) or []
        record = _fields_of(paper, found) | record
    return {"title": paper.title, "key": paper.key, **record} if record else None


def _fields_of(paper: Paper, found: Iterable[Candidate]) -> dict[str, object]:
    """What the first candidate that is the same work as a paper says of it."""
    for candidate in found:
        agreed = signs(paper, candidate)
        if agreed:
            said = f"{candidate.said} ({' and '.join(agreed)} agree)"
            fields = candidate.fields(said).items()
            return {field: value for field, value in fields if field in _FIELDS}
    return {}


def _named(readings: Iterable[Reading], asked: set[str]) -> Iterator[Paper]:
    """Papers that digests name by an id alone, each once; of those that no service can be asked for, nothing."""
    found: dict[str, Paper] = {}
    for reading in readings:
        for paper in reading.named:
            kind, value = _id(paper)
            if askable(kind):
                found[f"{kind}:{value}"] = paper
    return (paper for name, paper in found.items() if name not in asked)


def _wanting(library: Library, asked: set[str]) -> Iterator[Paper]:
    """Papers that lack an id that services go by."""
    for paper in library.papers.values():
        has_id = paper.ids.get("arxiv") or paper.ids.get("doi")
        if not (has_id or paper.withdrawn or paper.title in asked):
            yield paper


def _asked_in(path: Path, *, again: bool) -> set[str]:
    """Titles and ids that an earlier run asked for (with `again`: found); a line that was cut off by a kill is not counted."""
    asked = set()
    for line in path.read_text("utf-8").splitlines() if path.is_file() else []:
        try:
            record = json.loads(line)
            if not again or record.keys() - {"title", "key", "id"}:
                asked.add(record.get("id") or record["title"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return asked


def _append(path: Path, record: dict[str, object]) -> None:
    """Add one line, in place of an earlier one for that paper that says nothing; the file is written whole, so a kill cannot cut it."""
    from generator.output import write_atomically

    before = path.read_text("utf-8") if path.is_file() else ""
    names = ("id",) if "id" in record else ("title", "key")
    bare = json.dumps({name: record[name] for name in names}, ensure_ascii=False, sort_keys=True)
    lines = [line for line in before.splitlines() if line != bare]
    lines.append(json.dumps(record, ensure_ascii=False, sort_keys=True))
    write_atomically(path, ("\n".join(lines) + "\n").encode())


def _services(named: tuple[str, ...]) -> list[Service]:
    """The services asked for, by name; NAME=URL asks another address, a mirror or a test's own server."""
    if not named:
        return list(SERVICES)
    known = {service.name: service for service in SERVICES}
    chosen = []
    for text in named:
        name, _, url = text.partition("=")
        if name not in known:
            raise click.UsageError(f"no service {name!r}; known: {', '.join(known)}.")
        if url and not url.startswith(("http://", "https://")):
            raise click.UsageError(f"{url!r} is not an http(s) address for {name}.")
        service = known[name]
        chosen.append(Service(name, url, service.parameters, service.candidates) if url else service)
    return chosen
