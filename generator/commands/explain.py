"""`offprint explain CODE`. Reads the table of problem codes; prints what one means and how to mend it, or all of them."""

from __future__ import annotations

import sys
import textwrap

import click

from generator.commands.terminal import printable
from generator.problems import Code, codes


@click.command(name="explain")
@click.argument("code", required=False, metavar="[CODE]")
def command(code: str | None) -> None:
    """Say what the code of a problem means and how to mend it; without CODE, list them all.

    \b
    Examples:
      offprint explain no-title
      offprint explain "warning[no-title]"
      offprint explain
    """
    if code is None:
        width = max(map(len, codes()))
        for name, row in codes().items():
            click.echo(f"{name:{width}}  {row.what}")
        return
    name = code.rpartition("[")[2].partition("]")[0].strip()
    if name in codes():
        click.echo(row_told(name, codes()[name]))
        return
    from rapidfuzz import process

    near = process.extractOne(name, list(codes()), score_cutoff=60)
    hint = f"Did you mean {near[0]}?" if near else "`offprint explain` lists the codes."
    click.echo(f"{printable(name)!r} is no code of a problem. {hint}", err=True)
    sys.exit(1)


def row_told(name: str, row: Code) -> str:
    """A row of the table for a person, at most 88 characters a line."""
    parts = [f"{' or '.join(row.levels)}[{name}]", row.what, f"To mend it: {row.mend}"]
    settled = (
        [f"For one paper it can be settled in corrections.yml: accept: [{name}]"] if "error" not in row.levels else []
    )
    return "\n\n".join(textwrap.fill(part, 88, break_on_hyphens=False) for part in [*parts, *settled])
