"""What `serve` answers to requests that no page of ours makes: over a socket, byte for byte as they come."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.commands.serve import base_of
from generator.commands.serve.server import Handler, Server, Stamp, is_local
from generator.first import show_first
from tests.test_frames import ROOT

BASE = "/papers-of-ours/"
NOT_FOUND = b"<body>There is no page here</body>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a" / "b").mkdir(parents=True)
    (site / "unlisted").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (site / "index.html").write_text("<body>home</body>")
    (site / "404.html").write_bytes(NOT_FOUND)
    (site / "a" / "index.html").write_text("<body>a</body>")
    (site / "a" / "b" / "x y.txt").write_text("x y")
    (site / "unlisted" / "é.json").write_text("{}")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (site / "out").symlink_to(tmp_path)
    (site / "round").symlink_to("round")
    (site / "within.txt").symlink_to("a/b/x y.txt")
    os.mkfifo(site / "pipe")
    return site


@pytest.fixture
def port(site: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    base = getattr(request, "param", BASE)
    server = Server(("127.0.0.1", 0), partial(Handler, root=site, stamp=Stamp(), base=base))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(
    port: int, target: bytes | str, host: str | None = "localhost", method: str = "GET", timeout: int = 20
) -> tuple[int, str, bytes]:
    """The status, the Location and the body that come back for one request line."""
    line = target if isinstance(target, bytes) else target.encode()
    head = (
        method.encode() + b" " + line + b" HTTP/1.0\r\n" + (f"Host: {host}\r\n".encode() if host is not None else b"")
    )
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(head + b"\r\n")
        answer = b"".join(iter(partial(connection.recv, 65536), b""))
    fields, _, body = answer.partition(b"\r\n\r\n")
    place = [line[10:] for line in fields.decode("latin-1").split("\r\n") if line.startswith("Location: ")]
    return int(fields.split()[1]), "".join(place), body


ODD = [
    "nothing/", "%00", "a/%00/", "%", "%zz", "%ff%fe", b"\xff\xfe", "a/b/%0d%0aX-Y:z", "..", "../secret.txt", "%2e%2e/secret.txt",
    "a/../../secret.txt", "..%2fsecret.txt", "..%5csecret.txt", "..\\secret.txt", "a//index.html", "./index.html", "a/./", "//[", "[::1",
    "x" * 5000, "x/" * 5000, "%2e/" * 300, "out.txt", "out/secret.txt", "out/", "round", "round/", "pipe", "unlisted/", "unlisted", "a/b/",
    "a/b", "index.html/", "a/b/x%20y.txt/", "a/index.html/index.html", "/etc/hostname", "http://evil.example/", "C:/", "a;x", "~root",
    "__reload.js/", "__changed/",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_odd_paths_are_not_there(port: int, path: str | bytes, method: str, capfd: pytest.CaptureFixture[str]) -> None:
    target = BASE.encode() + (path if isinstance(path, bytes) else path.encode())
    status, moved, body = ask(port, target, method=method)
    assert (status, moved) == (404, "")
    assert b"There is no page here" in body if method == "GET" else body == b""
    assert capfd.readouterr() == ("", ""), "and nothing is said about it"


@pytest.mark.parametrize(
    "target",
    ["*", "x", "/a/", "/papers-of-oursx/", "//evil.example/", "//[", "/\\evil.example", "http://[", "http://evil.example/a",
     "/../", "#", "?"],
)  # fmt: skip
def test_what_lies_beside_the_base_path_is_not_there(port: int, target: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(port, target)[:2] == (404, "")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("target", "status", "moved"),
    [
        ("/", 302, BASE),
        ("/?q=1", 302, f"{BASE}?q=1"),
        (BASE.rstrip("/"), 302, BASE),
        (f"{BASE}a", 301, f"{BASE}a/"),
        (f"{BASE}a?q=/..//evil.example/", 301, f"{BASE}a/?q=/..//evil.example/"),
        (f"{BASE}%61", 301, f"{BASE}a/"),
    ],
)
def test_redirects_stay_inside_the_base_path(port: int, target: str, status: int, moved: str) -> None:
    assert ask(port, target)[:2] == (status, moved)


@pytest.mark.parametrize("port", ["/"], indirect=True)
@pytest.mark.parametrize("target", ["//a", "//evil.example/..", "///a", "/\\a", "//a/..%2f"])
def test_at_the_root_no_redirect_names_another_host(port: int, target: str) -> None:
    status, moved, _ = ask(port, target)
    assert status in (301, 404)
    assert moved in ("", "/a/")


def test_what_is_there_is_given(port: int) -> None:
    assert ask(port, BASE)[0] == 200
    assert b"__reload.js" in ask(port, f"{BASE}a/?q=%00")[2]
    assert ask(port, f"{BASE}a/b/x%20y.txt")[2] == b"x y"
    assert ask(port, f"{BASE}within.txt")[2] == b"x y", "a link inside the site is the site's own"
    assert ask(port, f"{BASE}unlisted/%C3%A9.json")[2] == b"{}"
    assert ask(port, f"{BASE}__changed?since=0")[2] == b"1/0"
    assert ask(port, f"{BASE}__changed?since=0&page={BASE}a/b/")[2] == b"1/0"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "localhost."])
def test_names_of_this_machine_are_answered(port: int, host: str) -> None:
    assert is_local(host)
    assert ask(port, BASE, host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example",
     "0.0.0.0",
     "localhost:x", "[::1", "x localhost", "192.168.0.2"],
)  # fmt: skip
def test_a_name_that_a_stranger_leads_here_is_not(port: int, host: str | None) -> None:
    status, _, body = ask(port, f"{BASE}a/b/x%20y.txt", host)
    assert status == 403
    assert b"x y" not in body


NO_REQUESTS = [
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"GET " + b"/" * 70000 + b" HTTP/1.0\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n", b"POST / HTTP/1.0\r\nHost: localhost\r\n\r\n", b"GET / HTTP/1.0\r\nno colon\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("raw", NO_REQUESTS, ids=range(len(NO_REQUESTS)))
def test_what_is_no_request_ends_quietly(port: int, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        try:
            answer = b"".join(iter(partial(connection.recv, 65536), b""))
        except ConnectionError:
            answer = b""
    assert b"home" not in answer
    assert ask(port, BASE)[0] == 200, "the next request is answered"
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_site_without_a_page_for_what_is_not_there(site: Path, port: int) -> None:
    (site / "404.html").unlink()
    (site / "404.html").symlink_to(site.parent / "secret.txt")
    assert ask(port, f"{BASE}nothing") == (404, "", b"There is no page here.\n")


@pytest.mark.parametrize(
    ("url", "base"),
    [("", "/"), ("https://x.org", "/"), ("https://x.org//", "/"), ("https://x.org/a/b/", "/a/b/"), ("https://x.org/a b", "/a%20b/"),
     ("https://x.org/%C3%A9/", "/%C3%A9/"), ("https://x.org/é", "/%C3%A9/")],
)  # fmt: skip
def test_the_base_path(url: str, base: str) -> None:
    assert base_of(url) == base


def test_a_page_in_view_has_a_token_of_its_own() -> None:
    stamp = Stamp()
    stamp.shown(["a/"])
    assert [stamp.after("", page, 0) for page in ("a/", "b/")] == ["1./0", "1/0"]
    stamp.next(same=["a/"])
    assert [stamp.after("", page, 0) for page in ("a/", "b/")] == ["1./0", "2/0"], (
        "what is the same is not loaded again"
    )
    stamp.next()
    assert [stamp.after("", page, 0) for page in ("a/", "b/")] == ["3/0", "3/0"]
    stamp.failed("a.txt:1: error[x]: y")
    assert stamp.after("3/0", "a/", 0) == "3/1\na.txt:1: error[x]: y", "a failure is told, and no page is loaded again"
    stamp.next(["a/"])
    assert [stamp.after("3/1", page, 0) for page in ("a/", "b/")] == ["3/0", "4/0"]
    assert stamp.in_view() == []


RECORD = "@article{{{key}, title = {{Robots of the {key} kind}}, abstract = {{{abstract}}}, year = 2020}}\n"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[int]:
    """The port of a running `offprint serve` over two papers in tmp_path/digests."""
    digest = tmp_path / "digests" / "2025-01-01-daily.bib"
    digest.parent.mkdir()
    digest.write_text(RECORD.format(key="first", abstract="We see.") + RECORD.format(key="second", abstract="We hear."))
    command = [sys.executable, "-u", "-m", "generator.cli", "serve", "--port", "0", "--digests", str(digest.parent)]
    running = subprocess.Popen(
        [*command, "--out", str(tmp_path / "site")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout
    line = next(line for line in running.stdout if line.startswith("Serving on "))
    yield int(line.split()[2].rsplit(":", 1)[1].rstrip("/"))
    running.terminate()
    running.communicate()


def test_what_could_not_be_built_is_told_with_what_is_shown_instead(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "corrections.yml").write_text("papers:\n  - paper: nobody\n    set: {titel: x}\n")
    command = [sys.executable, "-m", "generator.cli", "serve", "--once", "--digests", str(digests)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True, check=False, timeout=90
    )
    assert done.returncode == 1
    assert "Not built: see the errors above. No site was written." in done.stderr


def changed(port: int, page: str, since: str) -> str:
    """What a page is told that has seen the token `since`; the server lets it wait, for 25 seconds at most."""
    for _ in range(4):
        answer = ask(port, f"/__changed?since={since}/0&page=/{page}", timeout=60)[2].decode()
        token = answer.partition("/")[0]
        if token != since:
            return token
    raise AssertionError("nothing changed")


def test_the_page_in_view_is_new_before_the_rest(serving: int, tmp_path: Path) -> None:
    digest, view, other = tmp_path / "digests" / "2025-01-01-daily.bib", "papers/robots-of-the-first-kind/", "papers/"
    told: list[str] = []
    seen = changed(serving, view, "")
    looking = threading.Thread(target=lambda: told.append(changed(serving, view, seen)))
    looking.start()
    time.sleep(0.5)  # the browser's question is on its way, and watching begins
    digest.write_text(digest.read_text().replace("We see.", "We see farther."))
    looking.join()
    assert told == [f"{seen}."], "the page was new before the site was"
    assert b"We see farther" in ask(serving, f"/{view}")[2]
    # Asked, not waited for: a page that somebody waits for is in view, and shown first too.
    until = time.monotonic() + 90
    while changed(serving, other, "") == seen and time.monotonic() < until:
        time.sleep(0.2)
    assert changed(serving, other, "") == str(int(seen) + 1)
    assert changed(serving, view, "") == f"{seen}.", "and is not loaded again when the rest is"
    assert b"We see farther" in ask(serving, f"/{view}")[2]


@pytest.mark.parametrize("name", ["theme_overrides/main.html"])
def test_a_page_by_hand_is_laid_out_too(tmp_path: Path, name: str) -> None:
    """A page that people wrote, and one of a theme that was touched, by what shows them first and by the whole build: the same bytes. The
    first is there before a library is gathered."""
    for folder in ("theme_overrides", "site_src"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("mkdocs.yml", "offprint.yml"):
        shutil.copyfile(ROOT / file, tmp_path / file)
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "2025-01-01-daily.bib").write_text(RECORD.format(key="first", abstract="We see."))
    out, views = tmp_path / "site", ["about/", "papers/robots-of-the-first-kind/", "", "nothing/"]
    assert build(tmp_path, tmp_path / "digests", out).built
    with (tmp_path / "site_src" / "about.md").open("a") as about:
        about.write("\nTouched by hand.\n")
    theme = tmp_path / name
    theme.write_text(theme.read_text().replace("</html>", "<!-- touched --></html>") + "\n")
    seen: dict[str, bytes] = {}
    at_once: list[str] = []

    def first(*made_of: Any) -> None:
        for view in show_first(views, *made_of):
            seen[view] = (out / view / "index.html").read_bytes()
            at_once.extend([view] if made_of[0] is None else [])

    assert build(tmp_path, tmp_path / "digests", out, first=first).built
    assert at_once == ["about/"] and set(seen) > {"about/"}
    assert "about/" in seen and b"Touched by hand" in seen["about/"]
    assert {view: (out / view / "index.html").read_bytes() for view in seen} == seen
