"""`offprint serve`. Reads digests, theme and configuration; writes the site as `build` does, and serves it on this machine only."""

from __future__ import annotations

import gc
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.build import build
from generator.commands.build import closing_line
from generator.commands.terminal import print_problems, progress, project_folder
from generator.config import load_config

_WATCH_FOR = 25.0

# Named by a script tag that only this server adds, so the policy that forbids inline scripts holds here too.
_SCRIPT = b"""(function () {
  const base = new URL('.', document.currentScript.src);
  async function wait(seen) {
    try {
      const stamp = await (await fetch(new URL('__changed?since=' + seen, base))).text();
      if (seen && stamp !== seen) location.reload();
      else wait(stamp);
    } catch { setTimeout(wait, 2000, seen); }
  }
  wait('');
})();
"""


class Stamp:
    """The number of the build that is being served; a request may wait for the next one."""

    def __init__(self) -> None:
        self._number, self._turn = 1, threading.Condition()

    def next(self) -> None:
        with self._turn:
            self._number += 1
            self._turn.notify_all()

    def after(self, seen: str, seconds: float) -> str:
        with self._turn:
            self._turn.wait_for(lambda: str(self._number) != seen, timeout=seconds)
            return str(self._number)


class Handler(SimpleHTTPRequestHandler):
    """Static files under a base path, the 404 page, and the two addresses that reload needs."""

    def __init__(self, *args: object, stamp: Stamp, base: str, **kwargs: object) -> None:
        self.stamp, self.base = stamp, base
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if not address.path.startswith(self.base):
            self.send_response(302)
            self.send_header("Location", self.base)
            self.end_headers()
            return
        name = address.path[len(self.base) :]
        self.path = "/" + name + (f"?{address.query}" if address.query else "")
        page = Path(self.translate_path(self.path))
        if name == "__changed":
            self._answer(self.stamp.after(address.query.removeprefix("since="), _WATCH_FOR).encode(), "text/plain")
        elif name == "__reload.js":
            self._answer(_SCRIPT, "text/javascript")
        elif (name == "" or name.endswith("/")) and (page / "index.html").is_file():
            self._page(page / "index.html", 200)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            self._page(page, 404)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: a page is forty requests."""

    def _page(self, path: Path, code: int) -> None:
        tag = f'<script src="{self.base}__reload.js" async></script></body>'.encode()
        self._answer(path.read_bytes().replace(b"</body>", tag, 1), "text/html; charset=utf-8", code)

    def _answer(self, body: bytes, kind: str, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


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
    rebuild = partial(_rebuild, project, digests, out)
    if not rebuild() and not out.is_dir():
        sys.exit(1)
    stamp = Stamp()
    base = urlsplit(load_config(project, digests)[0].site.url).path or "/"
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(out), stamp=stamp, base=base))
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be used ({error.strerror}); try --port 0.") from error
    server.daemon_threads = True
    click.echo(f"Serving on http://127.0.0.1:{server.server_address[1]}{base}  (Ctrl+C stops)")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _watch(project, digests, out, rebuild, stamp) if not once else threading.Event().wait()
    except KeyboardInterrupt:
        server.shutdown()


def _rebuild(project: Path, digests: Path, out: Path) -> bool:
    started = time.perf_counter()
    with progress() as say:
        report = build(project, digests, out, say=say)
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
