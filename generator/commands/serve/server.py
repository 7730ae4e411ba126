"""The server behind `serve`. In: a request from this machine. Out: a file of the site, a redirect inside it, or 404; writes nothing.

A request is text from anywhere: a page of another site may send one, and may have its own name lead to this machine. So only names that
mean this machine are answered, and only plain files below the site's folder are given: no link is followed out of it, no folder is listed.
"""

from __future__ import annotations

import mimetypes
import re
import stat
import sys
import threading
from collections import Counter
from collections.abc import Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote_to_bytes

import click

_WATCH_FOR = 25.0
# A client that says nothing for so long is let go; the longest answer of ours waits for the next build.
_SILENCE = 60
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])\.?(?::\d{1,5})?", re.IGNORECASE)

# Named by a script tag that only this server adds, so the policy that forbids inline scripts holds here too.
_SCRIPT = b"""(function () {
  const base = new URL('.', document.currentScript.src);
  let built = '';
  async function wait(seen) {
    try {
      const asked = '__changed?since=' + seen + '&page=' + encodeURIComponent(location.pathname);
      const [stamp, ...trouble] = (await (await fetch(new URL(asked, base))).text()).split('\\n');
      const [token] = stamp.split('/');
      if (built && token !== built) return location.reload();
      built = token;
      tell(trouble.join('\\n'));
      wait(stamp);
    } catch { setTimeout(wait, 2000, seen); }
  }
  function tell(text) {
    let banner = document.getElementById('offprint-trouble');
    if (!text) return banner && banner.remove();
    if (!banner) {
      banner = document.body.insertBefore(document.createElement('div'), document.body.firstChild);
      banner.id = 'offprint-trouble';
      banner.setAttribute('role', 'alert');
      const look = { position: 'sticky', top: '0', zIndex: '99', padding: '0.7rem 1rem', background: '#8f2f1b', color: '#fff',
        whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: '40vh', overflow: 'auto' };
      Object.assign(banner.style, look);
    }
    banner.textContent = 'This page is as it was before your last change, which could not be built:\\n' + text;
  }
  wait('');
})();
"""


class Stamp:
    """The state of what is being served, as a browser sees it: of each page a token, which changes when the page does. A request may wait
    for the next one, and so tells which pages are in view. A build that failed changes no token; it is counted beside them, with why."""

    def __init__(self) -> None:
        self._number, self._turn = 1, threading.Condition()
        self._own: dict[str, str] = {}
        self._waiting: Counter[str] = Counter()
        self._failures, self._trouble = 0, ""

    def next(self, same: Collection[str] = ()) -> None:
        """Another build is served; the pages in `same` were shown before it."""
        with self._turn:
            self._own = {page: self._token(page) for page in same}
            self._number += 1
            self._failures, self._trouble = 0, ""
            self._turn.notify_all()

    def shown(self, pages: Collection[str]) -> None:
        """These pages are new already."""
        with self._turn:
            self._own |= {page: f"{self._token(page)}." for page in pages}
            self._turn.notify_all()

    def failed(self, trouble: str) -> None:
        """A build failed; the one before is still served."""
        with self._turn:
            self._failures, self._trouble = self._failures + 1, trouble
            self._turn.notify_all()

    def after(self, seen: str, page: str, seconds: float) -> str:
        """The token of a page and how many builds failed since, "3/1", as soon as that is another than `seen`; below it what went wrong."""
        with self._turn:
            self._waiting[page] += 1
            self._turn.wait_for(lambda: self._said(page) != seen, timeout=seconds)
            self._waiting[page] -= 1
            return f"{self._said(page)}\n{self._trouble}" if self._trouble else self._said(page)

    def in_view(self) -> list[str]:
        """The pages that somebody looks at."""
        with self._turn:
            return sorted((+self._waiting).keys())

    def _said(self, page: str) -> str:
        return f"{self._token(page)}/{self._failures}"

    def _token(self, page: str) -> str:
        return self._own.get(page, str(self._number))


class Served(NamedTuple):
    """What an address leads to: `file` to be sent, or `moved`, the address to ask instead, or neither: nothing is there."""

    file: Path | None = None
    moved: str = ""


def is_local(host: str) -> bool:
    """Whether a Host header names this machine, with or without a port."""
    return _LOCAL.fullmatch(host.strip()) is not None


def find(root: Path, base: str, target: str) -> Served:
    """The file of the site below `root` that the request target asks for, when the site is served under `base` ("/" or "/path/")."""
    path, mark, query = target.partition("#")[0].partition("?")
    if path in ("/", base.rstrip("/")) and path != base:
        return Served(moved=base + mark + query)
    steps = _steps(path[len(base) :]) if path.startswith(base) else None
    if steps is None:
        return Served()
    place = root.joinpath(*steps)
    if path.endswith("/"):
        return Served(_plain(root, place / "index.html"))
    if _plain(root, place / "index.html"):
        return Served(moved=base + quote("/".join(steps)) + "/" + mark + query)
    return Served(_plain(root, place))


def _steps(path: str) -> list[str] | None:
    """The names on the way, decoded; None for a way that no file of a site has."""
    raw = path.removesuffix("/")
    steps = []
    for part in raw.split("/") if raw else ():
        try:
            name = unquote_to_bytes(part).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if name in ("", ".", "..") or any(sign in "/\\\x7f" or sign < " " for sign in name):
            return None
        steps.append(name)
    return steps


def _plain(root: Path, path: Path) -> Path | None:
    """`path` when it is a regular file that, all links followed, lies below `root`."""
    try:
        real = path.resolve(strict=True)
        inside = real.is_relative_to(root.resolve())
        return real if inside and stat.S_ISREG(real.stat().st_mode) else None
    except (OSError, ValueError, RuntimeError):  # not there, no name for a file, a link that leads to itself
        return None


class Handler(BaseHTTPRequestHandler):
    """Files of the site, the 404 page, and the two addresses that reload needs."""

    timeout = _SILENCE

    def __init__(self, *args: object, root: Path, stamp: Stamp, base: str) -> None:
        self.root, self.stamp, self.base = root, stamp, base
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not is_local(self.headers.get("Host", "")):
            self._answer(b"This server answers to localhost alone.\n", "text/plain; charset=utf-8", 403)
            return
        found = find(self.root, self.base, self.path)
        own, _, query = self.path.partition("?")
        if own == f"{self.base}__changed":
            self._answer(self._changed(query).encode(), "text/plain; charset=utf-8")
        elif own == f"{self.base}__reload.js":
            self._answer(_SCRIPT, "text/javascript")
        elif found.moved:
            self._answer(b"", "text/plain", 302 if own in ("/", self.base.rstrip("/")) else 301, found.moved)
        else:
            self._send(found.file)

    do_HEAD = do_GET

    def _changed(self, query: str) -> str:
        """The token of the page that asks, when it is another one than that which it has seen."""
        asked = parse_qs(query, max_num_fields=9)
        seen, page = (asked.get(name, [""])[0] for name in ("since", "page"))
        steps = _steps(page.removeprefix(self.base)) if page.startswith(self.base) else None
        place = "".join(f"{step}/" for step in steps or ())
        return self.stamp.after(seen, place, _WATCH_FOR)

    def _send(self, path: Path | None) -> None:
        try:
            body = path.read_bytes() if path else None
        except OSError:
            body = None
        missing = _plain(self.root, self.root / "404.html") if body is None else None
        if body is None and missing is None:
            self._answer(b"There is no page here.\n", "text/plain; charset=utf-8", 404)
        elif body is None or path is None:
            self._page(missing.read_bytes() if missing else b"", 404)
        elif path.suffix == ".html":
            self._page(body, 200)
        else:
            self._answer(body, media_type(path.name))

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: a page is forty requests."""

    def _page(self, body: bytes, code: int) -> None:
        tag = f'<script src="{self.base}__reload.js" async></script></body>'.encode()
        self._answer(body.replace(b"</body>", tag, 1), "text/html; charset=utf-8", code)

    def _answer(self, body: bytes, kind: str, code: int = 200, moved: str = "") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if moved:
            self.send_header("Location", moved)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A thread for each request; one that fails is said in a line."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            click.echo(f"A request was not answered: {type(error).__name__}: {error}", err=True)


def media_type(name: str) -> str:
    """The media type of a file by its name; text is UTF-8 here."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return (
        f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")) else kind
    )
