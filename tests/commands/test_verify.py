"""`offprint verify`: a real site passes, and one broken in any one way does not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands import verify as command
from generator.commands.verify import nearly_full, problem_lines, verify
from generator.commands.verify.addresses import Ground, Target, resolve_address
from generator.config.ready import is_example
from generator.csp import META, POLICY
from generator.kept import write_site_files
from generator.model import Problem, Source

ROOT = Path(__file__).parents[2]
SEED = ROOT / "digests" / "2025-03-14-trending-papers.txt"
PAPER = "papers/dual-caption-preference-optimization-for-diffusion-models/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the first five papers of the committed digest, built by the real command."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "digests").mkdir()
    (folder / "digests" / SEED.name).write_bytes(b"\n".join(SEED.read_bytes().split(b"\n")[:29]) + b"\n")
    build = ["build", "--digests", str(folder / "digests"), "--out", str(folder / "site")]
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", *build], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def codes(site: Path, **options: bool) -> set[tuple[str, str]]:
    return {(problem.source.path, problem.code) for problem in verify(site, **options)[0]}


def change(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text("utf-8")
    assert old in text, f"{path} lacks {old!r}"
    (site / path).write_text(text.replace(old, new, 1), "utf-8")


def test_a_real_site_is_sound(built: Path) -> None:
    problems, pages = verify(built)
    assert [str(problem) for problem in problems] == []
    assert pages > 5


IN_BODY = '<div id="content"'


@pytest.mark.parametrize(
    ("code", "added"),
    [
        ("broken-link", '<a href="../nothing-here/">x</a>'),
        ("broken-link", '<a href="../../../../above/">x</a>'),
        ("broken-link", '<a href="/tags/no-such-tag/">x</a>'),
        ("broken-link", '<a href="https://offprint.example.org/no-such-page/">x</a>'),
        ("broken-fragment", '<a href="../../about/#no-such-part">x</a>'),
        ("broken-fragment", '<a href="#no-such-part">x</a>'),
        ("bad-scheme", '<a href="javascript:alert(1)">x</a>'),
        ("bad-scheme", '<a href=" JavaScript:alert(1)">x</a>'),
        ("bad-scheme", '<a href="java&#10;script:alert(1)">x</a>'),
        ("bad-scheme", '<a href="data:text/html,x">x</a>'),
        ("bad-scheme", '<a href="http://">x</a>'),
        ("third-party", '<img src="https://evil.example/x.png">'),
        ("third-party", '<img src="//evil.example/x.png">'),
        ("third-party", '<img src="x" srcset="../../assets/offprint/icon.svg 1x, https://evil.example/2.png 2x">'),
        ("third-party", '<iframe src="https://evil.example/"></iframe>'),
        ("third-party", '<form action="https://evil.example/"></form>'),
        ("third-party", '<form action="../../search/"><button formaction="//evil.example/">x</button></form>'),
        ("third-party", '<video poster="https://evil.example/x.png"></video>'),
        ("third-party", '<object data="https://evil.example/x"></object>'),
        ("third-party", '<link rel="stylesheet" href="https://evil.example/x.css">'),
        ("third-party", '<link rel="preconnect" href="https://evil.example/">'),
        ("third-party", '<meta http-equiv="refresh" content="0; url=https://evil.example/">'),
        ("third-party", "<style>p { background: url( 'https://evil.example/x.png' ) }</style>"),
        ("third-party", '<style>@import "https://evil.example/x.css";</style>'),
        ("third-party", '<p style="background:url(//evil.example/x)">x</p>'),
        ("third-party", '<svg><use href="https://evil.example/x.svg#a"/></svg>'),
        ("third-party", '<a href="../" ping="https://evil.example/">x</a>'),
        ("third-party", '<script src="https://evil.example/x.js"></script>'),
        ("broken-load", '<img src="no-such-picture.png">'),
        ("broken-load", '<script src="../../assets/no-such.js"></script>'),
        ("inline-script", "<script>alert(1)</script>"),
        ("inline-script", '<script type="module">alert(1)</script>'),
        ("inline-handler", '<p onclick="alert(1)">x</p>'),
        ("base-element", '<base href="/">'),
        ("duplicate-id", '<p id="content">x</p>'),
    ],
)  # fmt: skip
def test_a_page_with_one_thing_too_many(site: Path, code: str, added: str) -> None:
    change(site, PAPER, IN_BODY, added + IN_BODY)
    assert (PAPER, code) in codes(site)


@pytest.mark.parametrize(
    "added",
    [
        '<a href="https://elsewhere.example/">x</a>', '<a href="mailto:a@b.example">x</a>', '<a href="../../about/">x</a>',
        '<a href="#content">x</a>', '<a href="#">x</a>', '<a href="../../search/?q=a:b#content">x</a>',
        '<img src="data:image/png;base64,AA==">',
        '<img src="../../assets/offprint/icon.svg">', '<a href="../..">x</a>', '<a href="https://offprint.example.org/about/">x</a>',
        '<script type="application/json">{"a": 1}</script>', '<a href="../../papers.bib" download>x</a>',
    ],
)  # fmt: skip
def test_a_page_with_more_of_what_is_fine(site: Path, added: str) -> None:
    change(site, PAPER, IN_BODY, added + IN_BODY)
    assert codes(site) == set()


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("csp-missing", META, ""),
        ("csp-differs", POLICY, POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")),
        ("csp-differs", POLICY, POLICY.replace("script-src 'self'", "script-src 'self' 'sha256-AAAA'")),
        (
            "csp-late",
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><script src="../../assets/search/head.js"></script>',
        ),
        ("no-title", "<title>", "<title></title><i>"),
        ("no-lang", '<html lang="en"', "<html"),
    ],
)
def test_a_page_that_lacks_something(site: Path, code: str, old: str, new: str) -> None:
    change(site, PAPER, old, new)
    assert (PAPER, code) in codes(site)


def spoil(path: str, content: bytes) -> Callable[[Path], None]:
    def broken(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)

    return broken


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda site: change(site, path, old, new)


def drop(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).unlink()


def shift_parts(site: Path) -> None:
    part = json.loads((site / "api/v1/papers/0001.json").read_text())
    part["papers"][0]["added"] = "2030-01-01"
    (site / "api/v1/papers/0001.json").write_text(json.dumps(part))


@pytest.mark.parametrize(
    ("path", "code", "broken"),
    [
        ("link", "symlink", lambda site: (site / "link").symlink_to("/etc/passwd")),
        ("folder", "symlink", lambda site: (site / "folder").symlink_to(site / "papers")),
        ("pipe", "not-a-file", lambda site: os.mkfifo(site / "pipe")),
        ("a:b.txt", "file-name", spoil("a:b.txt", b"x")),
        ("feed.xml", "not-xml", swap("feed.xml", "</feed>", "")),
        ("feed.xml", "feed-invalid", swap("feed.xml", "<updated>2025-03-14T00:00:00Z</updated>", "")),
        ("feed.xml", "not-xml", spoil("feed.xml", b"")),
        ("feed.xml", "feed-invalid", spoil("feed.xml", b"<rss/>")),
        ("feed.xml", "broken-link", swap("feed.xml", "/papers/", "/papiers/")),
        (
            "feed.json",
            "feed-invalid",
            spoil("feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'),
        ),
        ("feed.json", "feed-invalid", swap("feed.json", "version/1.1", "version/9")),
        ("feed.json", "broken-link", swap("feed.json", "/papers/", "/papiers/")),
        ("sitemap.xml", "sitemap-missing", drop("sitemap.xml")),
        ("sitemap.xml", "broken-link", swap("sitemap.xml", "/papers/", "/papiers/")),
        ("sitemap.xml", "not-xml", swap("sitemap.xml", "</urlset>", "")),
        (
            "about/index.html",
            "sitemap-lacks",
            swap("sitemap.xml", "https://offprint.example.org/about/", "https://offprint.example.org/"),
        ),
        ("search/index.html", "sitemap-noindex", swap("sitemap.xml", "/about/", "/search/")),
        ("api/v1/index.json", "api-missing", drop("api/v1/index.json")),
        ("api/v1/index.json", "api-invalid", spoil("api/v1/index.json", b"{}")),
        ("api/v1/index.json", "api-invalid", swap("api/v1/index.json", '"papers":5', '"papers":4')),
        ("api/v1/papers/0001.json", "api-invalid", shift_parts),
        ("api/v1/papers/0001.json", "api-invalid", swap("api/v1/papers/0001.json", '"abstract"', '"abstrait"')),
        ("api/v1/papers/0001.json", "api-invalid", drop("api/v1/papers/0001.json")),
        ("api/v1/papers/0001.json", "api-invalid", swap("api/v1/index.json", '"newest":"2025', '"newest":"2024')),
        ("api/v1/schema.json", "api-invalid", spoil("api/v1/schema.json", b"{}")),
        ("search/v1/manifest.json", "not-json", spoil("search/v1/manifest.json", b"{")),
        (
            "assets/offprint/offprint.css",
            "third-party",
            swap("assets/offprint/offprint.css", "url(", "url(https://evil.example/x),url("),
        ),
        (
            "assets/offprint/offprint.css",
            "broken-load",
            swap("assets/offprint/offprint.css", "url(", "url(no-such-font.woff2),url("),
        ),
        (
            "picture.svg",
            "inline-script",
            spoil("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ),
        ("empty.html", "not-html", spoil("empty.html", b"")),
        ("index.html", "no-home", drop("index.html")),
        ("404.html", "broken-link", swap("404.html", 'href="/tags/"', 'href="tags/"')),
    ],
)
def test_a_site_broken_elsewhere(site: Path, path: str, code: str, broken: Callable[[Path], object]) -> None:
    broken(site)
    assert (path, code) in codes(site)


def test_a_removed_page_breaks_the_links_to_it(site: Path) -> None:
    shutil.rmtree((site / PAPER).parent)
    found = codes(site)
    assert ("digests/2025-03-14-trending-papers/index.html", "broken-link") in found
    assert ("sitemap.xml", "broken-link") in found
    assert ("api/v1/papers/0001.json", "broken-link") in found


def test_one_title_on_many_pages(site: Path) -> None:
    pages = sorted(site.glob("papers/*/index.html")) + sorted(site.glob("*/index.html"))
    for page in pages:
        page.write_text(re.sub("<title>.*?</title>", "<title>Offprint</title>", page.read_text("utf-8")), "utf-8")
    named = {page for page, code in codes(site) if code == "same-title"}
    assert named == {page.relative_to(site).as_posix() for page in pages if page.parent.name != "search"}


def test_sizes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (site / "assets/large.pdf").open("wb") as large:
        large.write(b"%PDF-1.7")
        large.truncate(21_000_000)
    write_site_files(site)
    assert codes(site) == set()
    assert (".", "site-too-large") in codes(site, preview=True)
    monkeypatch.setattr(command, "_LARGEST_FILE", 20)
    assert codes(site) == {("assets/large.pdf", "file-too-large")}
    monkeypatch.setattr(command, "_LARGEST_SITE", 20)
    assert (".", "site-too-large") in codes(site)


def test_a_preview_must_not_be_found(site: Path) -> None:
    found = codes(site, preview=True)
    assert (PAPER, "preview-listed") in found
    assert ("sitemap.xml", "preview-listed") in found


def test_a_preview_may_lead_to_production_but_asks_it_for_nothing(site: Path) -> None:
    added = '<a href="https://offprint.example.org/papers/only-in-production/">x</a><img src="https://offprint.example.org/x.png">'
    change(site, PAPER, IN_BODY, added + IN_BODY)
    assert {code for page, code in codes(site, preview=True) if page == PAPER} == {"preview-listed", "third-party"}


def test_under_a_base_path(built: Path, tmp_path: Path) -> None:
    """What was built for the root does not pass for a site under a sub-path: the 404 page's addresses are absolute."""
    site = Path(shutil.copytree(built, tmp_path / "site"))
    assert (site / "404.html").read_text().count('href="/tags/"') == 1
    for name in ("index.html", "feed.xml", "feed.json", "sitemap.xml"):
        text = (site / name).read_text("utf-8")
        (site / name).write_text(
            text.replace("https://offprint.example.org/", "https://offprint.example.org/sub/"), "utf-8"
        )
    assert ("404.html", "broken-link") in codes(site)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("../b/", ("inside", "papers/b/index.html", "")),
        ("../b", ("inside", "papers/b/index.html", "")),
        ("../b/#x%20y", ("inside", "papers/b/index.html", "x y")),
        ("../../c%C3%A9.txt?v=1", ("inside", "cé.txt", "")),
        ("", ("inside", "papers/a/index.html", "")),
        ("?q=1", ("inside", "papers/a/index.html", "")),
        ("../..", ("inside", "index.html", "")),
        ("../../..", ("above", "", "")),
        ("/sub/papers/b/", ("inside", "papers/b/index.html", "")),
        ("/papers/b/", ("above", "", "")),
        ("https://x.org/sub/papers/b/", ("inside", "papers/b/index.html", "")),
        ("https://x.org/sub", ("inside", "index.html", "")),
        ("https://x.org/substitute/", ("outside", "", "")),
        ("https://x.org.evil.example/sub/", ("outside", "", "")),
        ("../b/..;/", ("missing", "papers/b/..;/index.html", "")),
        ("../b/a:b", ("missing", "papers/b/a:b", "")),
    ],
)
def test_addresses(address: str, target: tuple[str, str, str]) -> None:
    files = frozenset({"index.html", "papers/a/index.html", "papers/b/index.html", "cé.txt"})
    ground = Ground(files, "https://x.org/sub/", "/sub/")
    assert resolve_address(ground, "papers/a/index.html", address) == Target(*target)  # type: ignore[arg-type]


def test_the_same_on_many_pages_is_said_thrice() -> None:
    problems = [Problem(Source(f"p{n}/index.html"), "error", "broken-link", "x leads nowhere.") for n in range(10)]
    assert list(problem_lines(problems)) == [
        "p0/index.html: error[broken-link]: x leads nowhere.",
        "p1/index.html: error[broken-link]: x leads nowhere.",
        "p2/index.html: error[broken-link]: x leads nowhere. (and on 7 other pages)",
    ]


def test_the_command_prints_and_fails(site: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "generator.cli", "verify", *arguments]
        return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)

    done = run(str(site), "--trial")
    assert done.returncode == 0, done.stdout
    assert "is sound" in done.stdout
    change(site, PAPER, IN_BODY, "<script>alert(1)</script>" + IN_BODY)
    done = run(str(site), "--trial")
    assert done.returncode == 1
    assert f"{PAPER}: error[inline-script]: " in done.stdout
    assert "must not be published: 1 error." in done.stderr
    assert run(str(site / "no-such-folder")).returncode == 2


def test_a_public_site_has_addresses(site: Path) -> None:
    """One to ask for a takedown, and one of its own."""
    found = {problem.code for problem in verify(site, public=True)[0]}
    assert found == {"no-contact", "example-address"}
    change(site, PAPER, IN_BODY, '<a href="mailto:a@b.org">Correct this record</a>' + IN_BODY)
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".txt"):
            text = path.read_text("utf-8").replace("https://offprint.example.org/", "https://papers.owner.org/")
            path.write_text(text, "utf-8")
    assert {problem.code for problem in verify(site, public=True)[0]} <= {"api-invalid"}, "the sums of the API are old"


@pytest.mark.parametrize(
    ("url", "example"),
    [
        ("https://offprint.example.org/", True), ("https://example.com/papers/", True), ("http://localhost:8000/", True),
        ("http://127.0.0.1/", True), ("https://OWNER.github.io/REPOSITORY/", True), ("https://papers.test/", True),
        ("https://x.invalid/", True), ("https://papers.example/", True), ("https://owner.github.io/papers/", False), ("", False),
        ("https://myexample.org/", False), ("https://example.org.uk/", False), ("https://x.org/example/", False),
    ],
)  # fmt: skip
def test_addresses_that_are_examples(url: str, example: bool) -> None:
    assert is_example(url) == example


def test_several_processes_find_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(site, PAPER, IN_BODY, '<a href="../nothing-here/">x</a>' + IN_BODY)
    one = verify(site)
    monkeypatch.setattr(command, "_CHUNK", 4)
    assert verify(site) == one


def test_a_site_that_hosts_will_soon_refuse_is_warned_of(tmp_path: Path) -> None:
    for name in ("index.html", "a/index.html", "b.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * 600_000)
    assert nearly_full(tmp_path) == []
    problems = nearly_full(tmp_path, files=2, megabytes=1)
    assert [(problem.level, problem.code) for problem in problems] == [
        ("warning", "many-files"),
        ("warning", "large-site"),
    ]
    assert "has 3 files" in problems[0].message and "has 2 MB" in problems[1].message
