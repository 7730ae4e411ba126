"""`offprint serve`: the built site on this machine, under the same policy, and again when a digest changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watch

ROOT = Path(__file__).parents[2]
SEED = ROOT / "digests" / "2025-03-14-trending-papers.txt"
PAPER = "papers/dual-caption-preference-optimization-for-diffusion-models/"


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / SEED.name).write_bytes(b"\n".join(SEED.read_bytes().split(b"\n")[:29]) + b"\n")
    return folder


@pytest.fixture
def address(digests: Path, tmp_path: Path) -> Iterator[str]:
    """Where the running command says that it serves."""
    arguments = [
        sys.executable,
        "-u",
        "-m",
        "generator.cli",
        "serve",
        "--port",
        "0",
        "--digests",
        str(digests),
        "--out",
        str(tmp_path / "site"),
    ]
    running = subprocess.Popen(
        arguments,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert running.stdout
    line = next(line for line in running.stdout if line.startswith("Serving on "))
    yield line.split()[2]
    running.terminate()
    running.communicate()


def answer(address: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path)
    response = connection.getresponse()
    found = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return found


def test_pages_files_and_what_is_not_there(address: str) -> None:
    status, heads, body = answer(address, "/")
    assert (status, heads["Content-Type"], heads["Cache-Control"]) == (200, "text/html; charset=utf-8", "no-store")
    assert body.count(b"__reload.js") == 1
    assert answer(address, f"/{PAPER}")[0] == 200
    assert answer(address, f"/{PAPER.rstrip('/')}")[0] == 301
    assert answer(address, "/feed.xml")[0] == 200
    assert answer(address, "/", "HEAD")[2] == b""
    status, _, body = answer(address, "/no-such-page/")
    assert status == 404 and b"There is no page here" in body
    for way in ("/../", "/%2e%2e/", "/..%2f", "//"):
        assert answer(address, f"{way}digests/{SEED.name}")[0] == 404


def test_quiet_under_the_policy_and_reloads_on_change(browser: Browser, address: str, digests: Path) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    watch(page, urlsplit(address).netloc, complaints)
    page.goto(address + PAPER)
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    page.goto(address + "papers/")
    expect(page.locator("article.card")).to_have_count(5)
    (digests / "2025-04-01-trending-papers.txt").write_text(
        "A New Paper on Pruning\n\nWe prune the weights of a network and it remains as accurate as it was before.\n"
    )
    expect(page.locator("article.card")).to_have_count(6, timeout=90_000)
    page.close()
    assert complaints == []
