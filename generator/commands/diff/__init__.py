"""`offprint diff`. Reads two git revisions or two folders of digests; writes nothing but what it prints."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
import msgspec

from generator.commands.diff.compare import compare_snapshots
from generator.commands.diff.markdown import Places, comment_of
from generator.commands.diff.plain import difference_text
from generator.commands.diff.records import Difference
from generator.commands.diff.snapshot import Snapshot, of_revision, snapshot
from generator.commands.git import GitError
from generator.commands.terminal import project_folder


@click.command(name="diff")
@click.argument("base")
@click.argument("head")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print.")
@click.option("--digests", "path", default="digests", help="Where digests lie in a revision. [default: digests]")
@click.option("--preview-url", default="", help="Markdown: where the pages of HEAD can be seen.")
@click.option("--files-url", default="", help="Markdown: where the files of HEAD can be seen, up to `digests/`.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when HEAD brings a new error.")
def command(base: str, head: str, form: str, path: str, preview_url: str, files_url: str, exit_code: bool) -> None:
    """Tell what a change to the digests means: papers added, changed, merged and removed; topics and links; problems.

    BASE and HEAD are git revisions, or folders of digests. Revisions are read as objects and never checked out.

    \b
    Examples:
      offprint diff main HEAD
      offprint diff HEAD~1 digests/            the last commit and what is in the folder now
      offprint diff HEAD^1 HEAD --format markdown
    """
    project = project_folder()
    with tempfile.TemporaryDirectory(prefix="offprint-diff-") as scratch:
        difference = difference_of(project, base, head, path, Path(scratch))
    if form == "json":
        click.echo(json_of(difference))
    elif form == "markdown":
        click.echo(comment_of(difference, Places(preview=slashed(preview_url), files=slashed(files_url))), nl=False)
    else:
        click.echo(difference_text(difference), nl=False)
    sys.exit(1 if exit_code and difference.failed else 0)


def difference_of(project: Path, base: str, head: str, path: str, scratch: Path) -> Difference:
    """Compare two revisions or folders. Raises UsageError for one that is neither."""
    return compare_snapshots(_side(project, base, path, scratch / "base"), _side(project, head, path, scratch / "head"))


def json_of(difference: Difference) -> str:
    """The records as JSON, indented."""
    return msgspec.json.format(msgspec.json.encode(difference), indent=2).decode()


def slashed(url: str) -> str:
    return url.rstrip("/") + "/" if url else ""


def _side(project: Path, name: str, path: str, scratch: Path) -> Snapshot:
    """A folder when there is one of that name, else a revision; `./main` is always the folder."""
    if Path(name).is_dir():
        return snapshot(project, Path(name), name)
    try:
        folder, refused = of_revision(project, name, path, scratch)
    except GitError as error:
        raise click.UsageError(f"{name} is neither a folder nor a git revision that can be read: {error}.") from error
    return snapshot(project, folder, name, refused)
