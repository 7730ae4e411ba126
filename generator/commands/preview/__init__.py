"""`offprint preview`. Reads an event, a commit's objects and the digests; writes a preview's folder, or Markdown to standard output.

Exit codes: 0 done, 1 refused (the reason is printed as `refused[code]: ...`), 2 cannot run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from generator.commands.git import is_sha
from generator.commands.terminal import printable, project_folder
from generator.render.phrases import counted

if TYPE_CHECKING:
    from generator.commands.preview.pages import Preview
    from generator.commands.preview.resolve import Refused

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="preview")
def command() -> None:
    """Build the preview of a pull request from its commit alone; used by the workflows.

    \b
    Examples:
      offprint preview resolve --event event.json --pulls pulls.json
      offprint preview stage --number 12 --sha SHA --remote origin --out preview
      offprint preview comment preview/preview.json
    """


@command.command(name="resolve")
@click.option("--event", "event_path", type=_FILE, required=True, help="The workflow_run event.")
@click.option("--pulls", "pulls_path", type=_FILE, required=True, help="The open pull requests, as the API lists them.")
@click.option("--branch", default="main", show_default=True, help="The branch that pull requests go into.")
def resolve_command(event_path: Path, pulls_path: Path, branch: str) -> None:
    """Print number= and sha= of the pull request that a run was about. Exit 1: refused, with refused=code."""
    from generator.commands.preview.resolve import Refused, read_event, read_pulls, resolve_pull

    try:
        event, pulls = read_event(event_path.read_bytes()), read_pulls(pulls_path.read_bytes())
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"not what GitHub sends: {error}.") from error
    found = resolve_pull(event, pulls, branch)
    if isinstance(found, Refused):
        _end_refused(found)
    click.echo(f"number={found.number}\nsha={found.sha}")


@command.command(name="stage", short_help="Take the digests of a commit and build their preview.")
@click.option("--number", type=click.IntRange(min=1), required=True, help="The pull request's number.")
@click.option("--sha", required=True, help="The commit at its head, by its whole name.")
@click.option("--remote", default="origin", show_default=True, help="Where to fetch the commit from.")
@click.option("--main", default="HEAD", show_default=True, help="The commit to compare with and build upon.")
@click.option(
    "--digests", "path", default="digests", show_default=True, help="Where the digests lie in the repository."
)
@click.option("--repository-url", default="", help="The repository's page, for the link to the pull request.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder for site/ and preview.json.")
def stage_command(number: int, sha: str, remote: str, main: str, path: str, repository_url: str, out: Path) -> None:
    """Fetch a commit, take its digests, and build their preview with this code. Prints staged=true. Exit 1: refused, with refused=code."""
    from generator.commands.preview.stage import stage

    if not is_sha(sha):
        raise click.UsageError("--sha must be the whole name of a commit.")
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty; give a new folder.")
    project = project_folder()
    staged = stage(project, remote, main, path, _preview_of(number, sha, project, path, repository_url), out)
    if staged.refused:
        _end_refused(staged.refused)
    click.echo("staged=true")
    click.echo(f"Staged {counted(len(staged.shown), 'paper')} into {out}/site ({staged.size:,} bytes).", err=True)


def _preview_of(number: int, sha: str, project: Path, path: str, repository_url: str) -> Preview:
    """What the pages of a preview say of themselves: of which pull request they are, and where the site is."""
    from generator.commands.preview.pages import Preview
    from generator.config.loading import load_config

    config, _ = load_config(project, project / path)
    address = (repository_url or config.settings.repository).rstrip("/")
    return Preview(number, sha, f"{address}/pull/{number}" if address else "", config.site.url)


def _end_refused(why: Refused) -> NoReturn:
    click.echo(f"refused={why.code}")
    click.echo(printable(str(why)), err=True)
    sys.exit(1)


@command.command(name="build", hidden=True)
@click.argument("order", type=_FILE)
@click.argument("answer", type=click.Path(path_type=Path))
def build_command(order: Path, answer: Path) -> None:
    """The part of `stage` that runs within limits."""
    from generator.commands.preview.stage import Order, build_preview

    told = msgspec.json.decode(order.read_bytes(), type=Order)
    answer.write_bytes(msgspec.json.encode(build_preview(project_folder(), told)))


@command.command(name="comment")
@click.argument("told", metavar="PREVIEW.JSON", type=_FILE)
@click.option(
    "--comments", "comments_path", type=_FILE, help="The pull request's comments; prints the id of ours on stderr."
)
@click.option("--repository-url", default="", help="The repository's page, for links to files.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the Markdown here. [default: standard output]")
def comment_command(told: Path, comments_path: Path | None, repository_url: str, out: Path | None) -> None:
    """Print the pull request's comment. With --out, write it there and print what to do with it: POST, PATCH and an id, or nothing."""
    from generator.commands.preview.comment import is_quiet, own_comment, preview_comment
    from generator.commands.preview.stage import Staged

    try:
        staged = msgspec.json.decode(told.read_bytes(), type=Staged)
        own = own_comment(comments_path.read_bytes()) if comments_path else None
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"not what was expected: {error}.") from error
    site = staged.preview.site_url
    text = preview_comment(
        staged, repository_url.rstrip("/"), f"{site}previews/{staged.preview.number}/" if site else ""
    )
    if out:
        out.write_text(text, "utf-8")
        click.echo(_request(own, quiet=is_quiet(staged)))
    else:
        click.echo(text, nl=False)


def _request(own: int | None, *, quiet: bool) -> str:
    """How the comment reaches the pull request: in place of its own earlier one, as a new one, or not at all."""
    if own:
        return f"PATCH {own}"
    return "" if quiet else "POST"
