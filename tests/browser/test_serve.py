"""`offprint serve`: the built site on this machine, under the same policy, and again when a digest changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watch
from tests.program import build_line

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
    broken = digests / "second of april.txt"
    broken.write_text("Another Paper on Pruning\n\nWe prune more.\n")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("second of april.txt:1: error[digest-name]", timeout=90_000)
    page.reload()
    expect(banner).to_contain_text("could not be built", timeout=10_000)
    broken.unlink()
    expect(banner).to_have_count(0, timeout=90_000)
    page.close()
    assert complaints == []


def test_a_build_beside_it_waits_or_says_who_builds(address: str, digests: Path, tmp_path: Path) -> None:
    """Both write one folder: whoever comes second waits or says so, nobody leaves half a site, and what is served is whole."""
    for number in range(3):
        text = f"A New Paper on Pruning, Part {number}\n\nWe prune the weights of a network and it remains as accurate as before.\n"
        (digests / f"2025-04-0{number + 1}-more.txt").write_text(text)
        line = build_line(digests, tmp_path / "site")
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or "build" in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        assert answer(address, "/")[0] == 200
    deadline = time.monotonic() + 90
    while b"Part 2" not in answer(address, "/papers/")[2] and time.monotonic() < deadline:
        time.sleep(0.5)
    assert answer(address, "/papers/")[2].count(b'class="card"') == 8
    listed = json.loads((tmp_path / "site" / "files.json").read_text())
    there = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*") if path.is_file()
    }
    assert set(listed["files"]) | {"files.json"} >= there - set(listed.get("kept", ()))
