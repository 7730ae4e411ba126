"""`offprint formats`. Reads nothing and writes nothing; prints every format that a digest may have, with a sample of each."""

from __future__ import annotations

import click
import msgspec

from generator.readers import formats
from generator.render.phrases import counted


class Format(msgspec.Struct, frozen=True):
    """A format: what `offprint check` calls it, and what a file in it looks like."""

    name: str
    sample: str


@click.command(name="formats")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def command(form: str) -> None:
    """List the formats that a digest may have, with a sample of each.

    A format is recognised by what a file holds; its name does not matter.

    \b
    Examples:
      offprint formats
      offprint check ~/Downloads/refs.ris      which one a file is in, and what was read
    """
    found = list_formats()
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for one in found:
        click.echo(click.style(one.name, bold=True))
        for line in one.sample.split("\n"):
            click.echo(f"    {line}".rstrip())
    click.echo(f"{counted(len(found), 'format')}, recognised by content.")
    click.echo("Another export? Its keys go into readers/lexicon.toml: see ARCHITECTURE.md.")


def list_formats() -> tuple[Format, ...]:
    """Every format in the order of their names."""
    return tuple(sorted((Format(form.NAME, form.SAMPLE) for form in formats()), key=lambda one: one.name.lower()))
