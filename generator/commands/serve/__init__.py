"""`offprint serve`. Reads digests, theme and configuration; writes the site as `build` does, and serves it on this machine only."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import click

from generator.answers import NAMES, Answers
from generator.build import build
from generator.commands.build import closing_line, not_built
from generator.commands.serve.server import Handler, Server, Stamp
from generator.commands.terminal import (
    digests_folder,
    digests_option,
    out_option,
    print_problems,
    progress,
    project_folder,
)
from generator.config.loading import load_config
from generator.config.settings import SETTINGS
from generator.first import show_first
from generator.model import Problem

# A page has room for some; the terminal shows all.
_MOST_SHOWN = 5


@click.command(name="serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes any free one.",
)
@digests_option
@out_option
@click.option("--once", is_flag=True, help="Do not watch for changes.")
def command(port: int, digests_dir: Path | None, out_dir: Path | None, once: bool) -> None:
    """Build, serve on localhost, and rebuild when a digest, a page or the theme changes.

    \b
    Examples:
      offprint serve
      offprint serve --port 8080
    """
    gc.enable()
    # A build makes a million records, and keeps them: to look through all of them time and again takes longer than the edit did.
    gc.set_threshold(100_000, 50, 1000)
    project = project_folder()
    digests, out = digests_folder(project, digests_dir), out_dir or project / "site"
    stamp = Stamp()
    rebuild = partial(_rebuild, project, digests, out, stamp)
    if not rebuild() and not out.is_dir():
        sys.exit(1)
    server = _served(port, out, stamp, base_of(load_config(project, digests)[0].site.url))
    try:
        _watch(project, digests, rebuild) if not once else threading.Event().wait()
    except KeyboardInterrupt:
        server.shutdown()


def _served(port: int, out: Path, stamp: Stamp, base: str) -> Server:
    """Serve a site below `base`, in a thread of its own. Raises UsageError when the port is taken."""
    try:
        server = Server(("127.0.0.1", port), partial(Handler, root=out, stamp=stamp, base=base))
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be used ({error.strerror}); try --port 0.") from error
    click.echo(f"Serving on http://127.0.0.1:{server.server_address[1]}{base}  (Ctrl+C stops)")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def base_of(url: str) -> str:
    """The path under which a site with this address lies: "/", or "/path/"."""
    path = quote(urlsplit(url).path.strip("/"), safe="/%~!$&'()*+,;=:@")
    return f"/{path}/" if path else "/"


def _rebuild(project: Path, digests: Path, out: Path, stamp: Stamp) -> bool:
    """Build, the pages in view first; what a page shows then, it still shows when all is done, unless its other files changed."""
    started = time.perf_counter()
    shown: dict[str, bytes] = {}

    def first(*made_of: Any) -> None:
        pages = show_first(stamp.in_view(), *made_of)
        shown.update((page, _bytes_at(out, page)) for page in pages)
        stamp.shown(pages)

    try:
        names = Answers(project, digests, NAMES)
        with progress() as say:
            report = build(project, digests, out, say=say, first=first)
    except OSError as error:
        trouble = f"Not built: cannot write {error.filename or out}: {error.strerror or error}."
        click.echo(trouble, err=True)
        stamp.failed(trouble)
        return False
    print_problems(report.problems)
    if report.built:
        from generator.commands.called import keep_names

        click.echo(closing_line(report, out, time.perf_counter() - started))
        keep_names(names, report.library)
        stamp.next([page for page, content in shown.items() if content == _bytes_at(out, page)])
    else:
        click.echo(not_built(out, strict=False), err=True)
        stamp.failed(_trouble(report.problems))
    return report.built


def _trouble(problems: Iterable[Problem]) -> str:
    """What a page says of a build that failed: the first errors."""
    errors = [str(problem) for problem in problems if problem.level == "error"]
    return "\n".join(errors[:_MOST_SHOWN]) or "The terminal says why."


def _bytes_at(out: Path, page: str) -> bytes:
    try:
        return (out / page / "index.html").read_bytes()
    except OSError:
        return b""


def _watch(project: Path, digests: Path, rebuild: Callable[[], bool]) -> None:
    from watchfiles import watch

    from generator.output import MANIFEST, read_manifest

    watched = [digests, *(project / name for name in ("site_src", "theme_overrides", *SETTINGS))]
    for changes in watch(*(path for path in watched if path.exists()), raise_interrupt=True):
        pages = (project / "site_src").resolve()
        ours = {str(pages / name) for name in (*read_manifest(pages), MANIFEST)}
        touched = {path for _, path in changes if path not in ours and "/.offprint-" not in path}
        if touched:
            rebuild()
