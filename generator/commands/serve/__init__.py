"""`offprint serve`. Reads digests, theme and configuration; writes the site as `build` does, and serves it on this machine only."""

from __future__ import annotations

import gc
import sys
import threading
import time
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

import click

from generator.build import build
from generator.commands.build import closing_line
from generator.commands.serve.server import Handler, Server, Stamp
from generator.commands.terminal import print_problems, progress, project_folder
from generator.config.loading import load_config


@click.command(name="serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes any free one.",
)
@click.option(
    "--digests", "digests_dir", type=click.Path(path_type=Path), help="Folder of digests. [default: digests/]"
)
@click.option("--out", "out_dir", type=click.Path(path_type=Path), help="Folder of the site. [default: site/]")
@click.option("--once", is_flag=True, help="Do not watch for changes.")
def command(port: int, digests_dir: Path | None, out_dir: Path | None, once: bool) -> None:
    """Build, serve on localhost, and rebuild when a digest, a page or the theme changes.

    \b
    Examples:
      offprint serve
      offprint serve --port 8080
    """
    gc.enable()
    project = project_folder()
    digests, out = digests_dir or project / "digests", out_dir or project / "site"
    if not digests.is_dir():
        raise click.UsageError(f"{digests} is not a folder; give the folder of digests with --digests.")
    rebuild = partial(_rebuild, project, digests, out)
    if not rebuild() and not out.is_dir():
        sys.exit(1)
    stamp = Stamp()
    base = base_of(load_config(project, digests)[0].site.url)
    try:
        server = Server(("127.0.0.1", port), partial(Handler, root=out, stamp=stamp, base=base))
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be used ({error.strerror}); try --port 0.") from error
    click.echo(f"Serving on http://127.0.0.1:{server.server_address[1]}{base}  (Ctrl+C stops)")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _watch(project, digests, out, rebuild, stamp) if not once else threading.Event().wait()
    except KeyboardInterrupt:
        server.shutdown()


def base_of(url: str) -> str:
    """The path under which a site with this address lies: "/", or "/path/"."""
    path = quote(urlsplit(url).path.strip("/"), safe="/%~!$&'()*+,;=:@")
    return f"/{path}/" if path else "/"


def _rebuild(project: Path, digests: Path, out: Path) -> bool:
    started = time.perf_counter()
    try:
        with progress() as say:
            report = build(project, digests, out, say=say)
    except OSError as error:
        click.echo(f"Not built: cannot write {error.filename or out}: {error.strerror or error}.", err=True)
        return False
    print_problems(report.problems)
    if report.built:
        click.echo(closing_line(report, out, time.perf_counter() - started))
    return report.built


def _watch(project: Path, digests: Path, out: Path, rebuild: object, stamp: Stamp) -> None:
    from watchfiles import watch

    from generator.output import MANIFEST, read_manifest

    watched = [
        digests,
        project / "site_src",
        project / "theme_overrides",
        project / "mkdocs.yml",
        project / "offprint.yml",
    ]
    for changes in watch(*(path for path in watched if path.exists()), raise_interrupt=True):
        pages = (project / "site_src").resolve()
        ours = {str(pages / name) for name in (*read_manifest(pages), MANIFEST)}
        touched = {path for _, path in changes if path not in ours and "/.offprint-" not in path}
        if touched and callable(rebuild) and rebuild():
            stamp.next()
