"""The command line. In: arguments. Out: what a command prints, and its exit code: 0 fine, 1 errors, 2 cannot run."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
import threading
from contextlib import suppress

import click

# name -> (module, one line of help); a module is imported only when its command is run or its own help is asked for.
_COMMANDS = {
    "build": ("generator.commands.build", "Build the site from the digests."),
    "check": ("generator.commands.check", "Read digests and print the account of each, without building."),
    "read": ("generator.commands.read", "Read lists of papers in any format and print them as records."),
    "explain": ("generator.commands.explain", "Say what the code of a problem means and how to mend it."),
    "formats": ("generator.commands.formats", "List the formats that a digest may have."),
    "add": ("generator.commands.add", "Add a digest from a file or a pipe."),
    "addresses": ("generator.commands.addresses", "Write down which address shows which paper, for good."),
    "lookup": ("generator.commands.lookup", "Fill in ids, authors and dates from public services."),
    "tags": ("generator.commands.tags", "Show the topics that tags.yml lacks, and why a paper has its own."),
    "show": ("generator.commands.show", "Print a paper and where each of its values came from."),
    "diff": ("generator.commands.diff", "Tell what a change to the digests means."),
    "preview": ("generator.commands.preview", "Build the preview of a pull request, by its commit alone."),
    "store": ("generator.commands.store", "Keep the published tree on a branch: the site and its previews."),
    "verify": ("generator.commands.verify", "Check a finished site before it is published."),
    "serve": ("generator.commands.serve", "Build, serve on localhost, rebuild on change."),
}


# What the machine refuses whatever is asked of it: the disk is full or cannot be written, a file is another's, a folder is in its place.
_REFUSED = frozenset(
    getattr(errno, name) for name in "ENOSPC EDQUOT EFBIG EROFS EACCES EPERM EIO ENOTDIR EISDIR EEXIST".split()
)


class _CannotRun(click.ClickException):
    exit_code = 2


class _Lazy(click.Group):
    """Shows every command in --help without importing one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the machine refuses is told in a line, and ends with 2."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
            where = f" at {error.filename}" if error.filename else ""
            raise _CannotRun(f"the machine refused{where}: {error.strerror}.") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="offprint", prog_name="offprint")
def main() -> None:
    """Turn a folder of paper digests into a searchable website.

    \b
    Examples:
      offprint build                       digests/ -> site/
      offprint check                       what was read, what was not, and why
      offprint serve                       look at it on http://127.0.0.1:8000/
    """
    # Records hold no circles, and looking for some among a million of them takes a tenth of a large build. `serve`, which stays, turns
    # the collector on again.
    gc.disable()


def run() -> None:
    """The program. It ends without taking its records apart, for the system takes back all memory at once: one by one would be a second of
    CPU for each 5,000 papers, for which somebody waits."""
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int | None) and threading.active_count() == 1:
            _end(end.code or 0)
        raise


def _end(code: int) -> None:
    """End at once, when all that was said is written; else Python tells of it."""
    atexit._run_exitfuncs()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    run()
