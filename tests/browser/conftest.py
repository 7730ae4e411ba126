"""A real browser and a real site. In: the committed digests. Out: the fixtures `browser`, `site`, `served` and `opened`."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PREFIX = "/offprint/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium: $CHROMIUM, or `chromium` on PATH (tests/chromium.sh installs it)."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "no Chromium: set CHROMIUM, or run `make test`, which installs it where it may"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the committed digests, built once by the real command."""
    out = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "generator.cli", "build", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a small server, below a sub-path, as on GitHub Pages."""
    server = serve(site)
    yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    server.shutdown()
    server.server_close()


def serve(folder: Path, prefix: str = PREFIX) -> http.server.ThreadingHTTPServer:
    """Serve a folder below `prefix` from a thread; what is not there answers 404 with the site's own page."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            plain = urlsplit(path).path
            if not plain.startswith(prefix):
                return str(folder / "nothing" / "here")
            return super().translate_path("/" + plain.removeprefix(prefix))

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            body = (folder / "404.html").read_bytes() if code == 404 else b""
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def opened(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """`opened("papers/", width=390, **context options)` -> a page of the site. At the end no page may have asked another host for anything,
    written an error to the console, thrown, or opened a dialog."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str = "", *, width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watch(page, urlsplit(served).netloc, complaints)
        page.goto(served + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def watch(page: Page, host: str, complaints: list[str]) -> None:
    """Note in `complaints` what no page of ours may do."""

    def dialog(box: object) -> None:
        complaints.append(f"{page.url}: a dialog opened")
        box.dismiss()  # type: ignore[attr-defined]

    def said(text: str) -> None:
        # On a busy machine Chromium skips the transition between two pages and says so; the page itself is whole.
        if "Transition was aborted" not in text:
            complaints.append(f"{page.url}: {text}")

    page.on("console", lambda m: said(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said(str(error)))
    page.on("dialog", dialog)
    page.on(
        "request",
        lambda r: complaints.append(f"{page.url}: asked {r.url}") if urlsplit(r.url).netloc not in (host, "") else None,
    )
