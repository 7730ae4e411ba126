"""`offprint show KEY`. Reads digests and the configuration; prints one paper and where each of its values came from."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from rapidfuzz import fuzz, process

from generator.commands.terminal import printable, progress, project_folder
from generator.intake import Timer, gather_library
from generator.library import Library
from generator.model import Paper
from generator.text import paper_key, typeset


@click.command(name="show")
@click.argument("name", metavar="KEY")
@click.option(
    "--digests", "digests_dir", type=click.Path(path_type=Path), help="Folder of digests. [default: digests/]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
def command(name: str, digests_dir: Path | None, as_json: bool) -> None:
    """Print a paper, and for each value who said so. KEY is a key, an arXiv id, a DOI or a title.

    \b
    Examples:
      offprint show symbolic-discovery-of-optimization-algorithms
      offprint show 2302.06675
    """
    project = project_folder()
    folder = digests_dir or project / "digests"
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is not a folder; give the folder of digests with --digests.")
    with progress() as say:
        library, *_ = gather_library(project, folder, Timer(say))
    paper = find(library, name)
    if paper is None:
        near = process.extractOne(name, list(library.papers), scorer=fuzz.WRatio)
        hint = f" The nearest key is {near[0]}." if near else ""
        click.echo(f"No paper is known as {printable(name)!r}.{hint}", err=True)
        sys.exit(1)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(paper), indent=2).decode())
    else:
        click.echo("\n".join(printable(line) for line in lines_of(paper)))


def find(library: Library, name: str) -> Paper | None:
    """The paper with that key (an old one too), id, or title."""
    text = name.strip().strip("/").rsplit("/papers/", 1)[-1]
    for key in (text, library.redirects.get(text, ""), paper_key(name)):
        if key in library.papers:
            return library.papers[key]
    wanted = text.lower().removeprefix("arxiv:").removeprefix("doi:")
    return next((paper for paper in library.papers.values() if wanted in paper.ids.values()), None)


def lines_of(paper: Paper) -> list[str]:
    """The record for a person: what is shown, where it was read, and every value with its origin, the losers marked."""
    rows = [
        ("key", paper.key),
        ("title", typeset(paper.title).plain),
        ("added", paper.added),
        ("date", paper.date or "not known"),
    ]
    rows += [("author", author.name) for author in paper.authors]
    rows += [(kind, value) for kind, value in sorted(paper.ids.items())] + [("venue", venue) for venue in paper.venues]
    rows += [("tag", f"{tag.slug} ({', '.join(tag.words) or tag.said})") for tag in paper.tags]
    rows += [("link", f"{link.url} ({link.kind}, from the {link.said})") for link in paper.links]
    rows += [
        ("related", f"{relation.key} ({relation.score:.2f}: {', '.join(relation.reasons)})")
        for relation in paper.related
    ]
    rows += [("read at", f"{place.source} {place.title}".rstrip()) for place in paper.appearances]
    rows += [("also", key) for key in paper.redirects]
    lines = [f"{name:9} {value}" for name, value in rows]
    if paper.origins:
        lines += ["", "where each value came from"]
        lines += [f"{'  ' if o.used else '- '}{o.field:9} {o.value[:80]}  <- {o.said}" for o in paper.origins]
    return lines
