"""`offprint store`. Reads a folder or a list of pull requests; writes the storage branch of a remote, one commit without a parent.

Exit codes: 0 stored (or nothing to do), 1 refused or not written (the branch is as it was), 2 cannot run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from generator.commands.git import git
from generator.commands.store.branch import BRANCH, Edit, Remote, change, fetch_tip, scratch_repository, while_head
from generator.commands.store.edits import LARGEST, drop, put_preview, put_site, sweep
from generator.commands.store.tree import GitError, Stored, StoredPreview, StoreError, read_stored, slot_of
from generator.commands.terminal import printable, project_folder
from generator.config.register import FILE as REGISTER
from generator.render.phrases import counted

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="store")
@click.option(
    "--remote",
    default="origin",
    show_default=True,
    help="The repository that holds the branch: a URL, a path or a name.",
)
@click.option("--branch", default=BRANCH, show_default=True, help="The storage branch.")
@click.pass_context
def command(context: click.Context, remote: str, branch: str) -> None:
    """Keep the published tree on a branch: the site, and previews below previews/<number>/.

    \b
    Examples:
      offprint store put site
      offprint store preview 12 preview/site
      offprint store list --format json > slots.json
      offprint store sweep --slots slots.json --pulls open-pulls.json
    """
    context.obj = Remote(_address(remote), branch)


@command.command(name="put")
@click.argument("folder", type=_FOLDER)
@click.option("--largest", default=LARGEST, show_default=True, help="Bytes that all of it may have.")
@click.pass_obj
def put_command(remote: Remote, folder: Path, largest: int) -> None:
    """Replace the site by FOLDER; previews stay."""
    _run(remote, lambda repository: put_site(repository, folder, largest), "Publish the site")


@command.command(name="preview")
@click.argument("number")
@click.argument("folder", type=_FOLDER)
@click.option("--sha", default="", help="The commit that it shows.")
@click.option("--current", is_flag=True, help="Only while --sha is the head of the pull request.")
@click.option("--largest", default=LARGEST, show_default=True, help="Bytes that all of it may have.")
@click.pass_obj
def preview_command(remote: Remote, number: str, folder: Path, sha: str, current: bool, largest: int) -> None:
    """Put FOLDER into the slot of pull request NUMBER. Prints changed=true or changed=false, as the other changes do."""
    with _refusing():
        slot = slot_of(number)

    def prepare(repository: Path) -> Edit:
        edit = put_preview(repository, slot, folder, sha, largest)
        return while_head(edit, remote, slot, sha) if current else edit

    _run(remote, prepare, f"Preview pull request {slot}")


@command.command(name="addresses", short_help="Put the register of addresses onto the branch of the digests.")
@click.argument("file", type=_FILE)
@click.option("--onto", default="main", show_default=True, help="The branch of the digests.")
@click.option(
    "--digests", "path", default="digests", show_default=True, help="Where the digests lie in the repository."
)
@click.pass_obj
def addresses_command(remote: Remote, file: Path, onto: str, path: str) -> None:
    """Commit the register that a publication wrote to FILE onto the branch of the digests, as far as it has not changed there."""
    from generator.commands.store.register import push_register

    target = Remote(remote.url, onto)
    place = f"{path}/{REGISTER}"
    try:
        before = git(project_folder(), "show", f"HEAD:{place}").decode("utf-8", "replace")
    except GitError:
        before = ""
    with _refusing(), scratch_repository(target) as repository:
        changed = push_register(target, repository, place, before, file.read_text("utf-8"))
    click.echo(f"changed={str(changed).lower()}")


@command.command(name="drop")
@click.argument("numbers", nargs=-1, required=True)
@click.pass_obj
def drop_command(remote: Remote, numbers: tuple[str, ...]) -> None:
    """Empty the slots of pull requests NUMBERS."""
    with _refusing():
        slots = [slot_of(number) for number in numbers]
    _run(remote, lambda _: drop(slots), "Drop previews")


@command.command(name="sweep", short_help="Empty the slots of pull requests that are not open.")
@click.option(
    "--slots",
    "slots_path",
    type=_FILE,
    required=True,
    help="What `list --format json` printed before the pulls were listed.",
)
@click.option("--pulls", "pulls_path", type=_FILE, required=True, help="The open pull requests, as the API lists them.")
@click.pass_obj
def sweep_command(remote: Remote, slots_path: Path, pulls_path: Path) -> None:
    """Empty the slots of pull requests that are not open; one that was put after the listing stays."""
    from generator.commands.preview.resolve import read_pulls

    try:
        seen = msgspec.json.decode(slots_path.read_bytes(), type=dict[int, StoredPreview])
        numbers = [pull.number for pull in read_pulls(pulls_path.read_bytes()) if pull.state == "open"]
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"not what was expected: {error}.") from error
    _run(remote, lambda _: sweep(seen, numbers), "Sweep previews of closed pull requests")


@command.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def list_command(remote: Remote, form: str) -> None:
    """Print the slots, and how much room all of it takes."""
    with _refusing(), scratch_repository(remote) as repository:
        stored = read_stored(repository, fetch_tip(remote, repository))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(stored.slots), indent=1).decode())
        return
    for number, slot in sorted(stored.slots.items()):
        click.echo(f"{number:6}  {slot.size:12,} bytes  {slot.sha[:7]}")
    click.echo(_told(stored))


def _run(remote: Remote, prepare: Callable[[Path], Edit], message: str) -> None:
    with _refusing(), scratch_repository(remote) as repository:
        stored, changed = change(remote, repository, prepare(repository), message)
    click.echo(f"changed={str(changed).lower()}")
    click.echo(("Stored: " if changed else "Unchanged: ") + _told(stored), err=True)


def _told(stored: Stored) -> str:
    return f"a site of {stored.site_size:,} bytes and {counted(len(stored.slots), 'preview')}, {stored.size:,} bytes in all."


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (StoreError, GitError) as error:
        click.echo(f"Not stored: {printable(str(error))}.", err=True)
        sys.exit(1)


def _address(remote: str) -> str:
    """The URL of a remote that the checkout names; any other text is a URL or a path itself."""
    from generator.commands.git import git

    if "/" in remote or ":" in remote:
        return remote if ":" in remote else str(Path(remote).resolve())
    try:
        return git(Path(), "remote", "get-url", "--", remote).decode().strip()
    except GitError as error:
        raise click.UsageError(f"{remote} is no remote of this repository; give --remote a URL or a path.") from error
