"""`offprint show KEY`. Reads digests and the configuration; prints one paper and where each of its values came from."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from generator.commands.called import asked_for, papers_by_name
from generator.commands.terminal import digests_folder, digests_option, printable, project_folder
from generator.config.fields import PUBLICATION
from generator.enrich.values import field_text
from generator.model import Author, Origin, Paper, reasons_of
from generator.text import typeset

_FIELDS = (
    "title", "abstract", "authors", "date", "venues", *PUBLICATION, "keywords", "categories", "comment", "url", "lang", "retracted",
)  # fmt: skip
_WIDTH = 80


@click.command(name="show")
@click.argument("name", metavar="KEY")
@digests_option
@click.option("--related", is_flag=True, help="Print the related papers too; to find them takes a little longer.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
def command(name: str, digests_dir: Path | None, related: bool, as_json: bool) -> None:
    """Print a paper, and for each value who said so. KEY is a key, an arXiv id, a DOI, a title or its beginning.

    \b
    Examples:
      offprint show symbolic-discovery-of-optimization-algorithms
      offprint show 2302.06675 --related
    """
    project = project_folder()
    folder = digests_folder(project, digests_dir)
    paper = asked_for(papers_by_name(project, folder, related=related or as_json), name)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(paper), indent=2).decode())
    else:
        click.echo(
            "\n".join(printable(line) for line in record_lines(paper if related else replace(paper, related=())))
        )


def record_lines(paper: Paper) -> list[str]:
    """The record for a person: what is shown, where it was read, and every value with its origin, the losers marked."""
    lines = [f"{name:9} {value}" for name, value in (*_said_rows(paper), *_found_rows(paper))]
    lines += ["", "where each value came from (a hyphen: not the one shown)"]
    for origin in origins_of(paper):
        mark = " " if origin.used else "-"
        lines.append(f"{mark} {origin.field:10} {_short(origin.value)}  <- {origin.said}")
    return lines


def _said_rows(paper: Paper) -> list[tuple[str, str]]:
    """What digests, facts and people say."""
    rows = [("key", paper.key), ("title", typeset(paper.title).plain), ("added", paper.added)]
    rows.append(("date", paper.date or "not known"))
    rows += [("author", _author(author)) for author in paper.authors]
    if paper.et_al:
        rows.append(("author", "et al.: the others are not known"))
    rows += sorted(paper.ids.items())
    rows += [("venue", venue) for venue in paper.venues]
    rows += [(name, text) for name in PUBLICATION if (text := field_text(paper, name))]
    if paper.retracted:
        rows.append(("retracted", paper.retracted))
    if paper.withdrawn:
        rows.append(("withdrawn", paper.withdrawn))
    return rows


def _author(author: Author) -> str:
    return f"{author.name} (listed as {author.known_as})" if author.known_as else author.name


def _found_rows(paper: Paper) -> list[tuple[str, str]]:
    """What was found: tags, links, related papers, and where the paper was read."""
    rows = [("tag", f"{tag.slug} ({', '.join(tag.words) or tag.said})") for tag in paper.tags]
    rows += [("link", f"{link.url} ({link.kind}, from the {link.said})") for link in paper.links]
    for relation in paper.related:
        said = f"{relation.score:.2f}", ", ".join(reasons_of(relation))
        rows.append(("related", f"{relation.key} ({': '.join(filter(None, said))})"))
    rows += [("read at", f"{place.source} {place.title}".rstrip()) for place in paper.appearances]
    return rows + [("also", key) for key in paper.redirects]


def origins_of(paper: Paper) -> list[Origin]:
    """Where every value came from, in the order of the record; what nobody else speaks of stood where the paper was read first."""
    told = {origin.field for origin in paper.origins if origin.used}
    values = {name: field_text(paper, name) for name in _FIELDS} | dict(sorted(paper.ids.items()))
    implied = [Origin(name, value, str(paper.source)) for name, value in values.items() if value and name not in told]
    place = {name: at for at, name in enumerate(values)}

    def rank(origin: Origin) -> tuple[int, str, bool]:
        return place.get(origin.field, len(place)), origin.field, not origin.used

    return sorted((*implied, *paper.origins), key=rank)


def _short(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= _WIDTH else plain[: _WIDTH - 1] + "…"
