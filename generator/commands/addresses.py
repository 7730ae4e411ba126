"""`offprint addresses`. Reads digests, the configuration and, if told to, a built site; writes digests/addresses.yml."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from generator.commands.register import Updated, counted_addresses, update, write_register
from generator.commands.terminal import (
    digests_folder,
    digests_option,
    print_problems,
    printable,
    progress,
    project_folder,
)
from generator.config.loading import Config, load_config
from generator.config.register import FILE, Held
from generator.enrich.addresses import Now, standing
from generator.enrich.citekeys import cited
from generator.enrich.filing import filed
from generator.enrich.identity import merge
from generator.enrich.steps import enrich
from generator.model import Problem
from generator.problems import has_errors, in_order
from generator.published import read_site
from generator.readers.folder import read_folder

_SHOWN = 20
_WRITTEN = ("written", "would be written")  # in earnest, on trial


@click.command(name="addresses")
@digests_option
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A published site, to keep its addresses too.",
)
@click.option("--settle", is_flag=True, help="Write `gone` behind every address whose page says that it is gone.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written; write nothing.")
def command(digests_dir: Path | None, site: Path | None, settle: bool, dry_run: bool) -> None:
    """Write down which address shows which paper, so that it stays so.

    A published address keeps its paper, whatever digest is added, edited, renamed or removed afterwards. `add` and the publishing
    workflow do this by themselves; do it yourself after you put a digest into the folder by hand and published the site.

    \b
    Examples:
      offprint addresses
      offprint addresses --site site          also what only the published site knows
      offprint addresses --settle             what is gone is meant to be
    """
    project = project_folder()
    folder = digests_folder(project, digests_dir)
    config, problems = load_config(project, folder)
    before = config.register
    if site:
        config = replace(config, register={**_of_site(site), **before})
    with progress() as say:
        say("reading digests")
        updated, more = _updated(config, folder, settle=settle)
    _tell([problem for problem in in_order([*problems, *more]) if problem.source.path.endswith(f"/{FILE}")])
    new = sorted(updated.register.keys() - before.keys())
    _show_new(new)
    changed = write_register(folder, updated.register, dry_run=dry_run)
    done = "unchanged" if not changed else _WRITTEN[dry_run]
    click.echo(
        f"{printable(str(folder / FILE))}: {counted_addresses(len(updated.register))}, {len(new):,} of them new; {done}."
    )


def _tell(problems: list[Problem]) -> None:
    """Print what is wrong with the register; end here when there are errors."""
    print_problems(problems)
    if has_errors(problems):
        click.echo("Nothing was written: see the errors above.", err=True)
        sys.exit(1)


def _show_new(addresses: list[str]) -> None:
    for address in addresses[:_SHOWN]:
        click.echo(f"  + {printable(address)}")
    if len(addresses) > _SHOWN:
        click.echo(f"  and {len(addresses) - _SHOWN:,} more")


def _of_site(site: Path) -> dict[str, Held]:
    try:
        return read_site(site)
    except (OSError, msgspec.MsgspecError) as error:
        raise click.UsageError(f"{site} is no site that Offprint built ({error}).") from error


def _updated(config: Config, folder: Path, *, settle: bool) -> tuple[Updated, list[Problem]]:
    readings, problems = read_folder(folder, limit=config.settings.max_digest_mb << 20)
    readings = filed(readings, config.facts)
    merged = merge(readings, config.corrections.papers, config.facts, config.register)
    enriched = enrich(readings, config)
    there = standing(Now(enriched.papers, enriched.digests, enriched.vocabulary), config.settings.author_page_from)
    updated = update(config.register, merged, there, enriched.addresses.moved, cited(enriched.papers))
    if settle:
        gone = {one: replace(updated.register[one], gone=True) for one in enriched.addresses.gone}
        updated = replace(updated, register={**updated.register, **gone})
    return updated, [*problems, *enriched.problems]
