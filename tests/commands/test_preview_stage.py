"""Staging: a pull request's commit becomes a small preview made by our code, or a reason; whatever the commit holds."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from generator.commands.preview.limits import Limits, run_limited
from generator.commands.preview.overlay import Overlay, fetch, overlay
from generator.commands.preview.pages import Preview, choose, finish_page
from generator.commands.preview.stage import Order, build_preview, stage
from generator.model import OutputFile
from tests.commands.repositories import FIRST, NEW, ROOT, Origin, git, small_digest

SITE = "https://papers.example.org/"
ADDED = b"2025-04-01-reading-group.txt"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    return Origin(tmp_path_factory.mktemp("origin"))


def offprint(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def staged(origin: Origin, out: Path, number: int, sha: str) -> tuple[subprocess.CompletedProcess[str], Any]:
    done = offprint(
        origin.project, "preview", "stage", "--number", number, "--sha", sha, "--out", out,
        "--repository-url", "https://github.com/owner/papers",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done, json.loads((out / "preview.json").read_text())


def refusal(origin: Origin, tmp_path: Path, number: int, sha: str) -> Any:
    """preview.json of a pull request that must not be previewed; no site was made, and nothing of it lies in the project."""
    before = git(origin.project, "status", "--porcelain"), git(origin.project, "for-each-ref")
    done, told = staged(origin, tmp_path / "out", number, sha)
    assert done.returncode == 1
    assert done.stdout == f"refused={told['refused']['code']}\n"
    assert not (tmp_path / "out" / "site").exists()
    assert (git(origin.project, "status", "--porcelain"), git(origin.project, "for-each-ref")) == before
    return told


@pytest.fixture(scope="module")
def preview(origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good pull request: one new paper, and one that is there already."""
    known = b"\n".join(small_digest().split(b"\n")[10:13]) + b"\n"
    sha = origin.pull(7, {ADDED: NEW.encode() + b"\n" + known})
    out = tmp_path_factory.mktemp("preview")
    done, told = staged(origin, out, 7, sha)
    assert (done.returncode, done.stdout) == (0, "staged=true\n"), done.stderr
    assert len(told["difference"]["added"]) == 1
    assert len(told["difference"]["known"]) == 1
    return out


def pages(preview: Path) -> dict[str, str]:
    site = preview / "site"
    return {path.relative_to(site).as_posix(): path.read_text() for path in sorted(site.rglob("*.html"))}


def test_a_preview_holds_what_a_reviewer_needs(preview: Path) -> None:
    names = set(pages(preview))
    assert "papers/pruning-networks-while-they-sleep/index.html" in names
    assert "digests/2025-04-01-reading-group/index.html" in names
    assert "links/github.com/index.html" in names
    assert {"index.html", "digests/index.html", "search/index.html"} <= names
    assert len([name for name in names if name.startswith("papers/")]) == 2, "the changed papers and no other"
    assert not names & {"404.html", "papers/index.html", "tags/index.html"}


def test_a_preview_is_small_and_stays_out_of_everything(preview: Path) -> None:
    site = preview / "site"
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    size = sum((site / name).stat().st_size for name in names)
    assert size < 2_000_000
    assert json.loads((preview / "preview.json").read_text())["size"] == size
    assert not [
        name for name in names if "sitemap" in name or name.endswith(".xml") or name.startswith(("api/", "feed"))
    ]
    assert not [path for path in site.rglob("*") if path.is_symlink()]


def test_every_page_says_what_it_is(preview: Path) -> None:
    for name, text in pages(preview).items():
        assert text.count('class="preview-banner"') == 1, name
        assert 'href="https://github.com/owner/papers/pull/7"' in text, name
        assert text.count('name="robots" content="noindex"') == 1, name
        place = name.removesuffix("index.html")
        assert f'<link rel="canonical" href="{SITE}{place}">' in text, name


def test_links_lead_into_the_preview_or_to_the_site(preview: Path) -> None:
    site = preview / "site"
    inward = outward = 0
    for name, text in pages(preview).items():
        for written in re.findall(r'<(?:a|form|link)\b[^>]*\s(?:href|action)="([^"]+)"', text):
            url = re.split("[?#]", html.unescape(written))[0]
            if not url:
                continue
            if url.startswith(("http", "mailto")):
                outward += url.startswith(SITE)
                continue
            target = (site / name).parent / url
            assert (target / "index.html").is_file() or target.is_file(), f"{name}: {url}"
            assert target.resolve().is_relative_to(site.resolve())
            inward += 1
    assert inward > 50
    assert outward > 20


def test_search_knows_the_changed_papers_alone(preview: Path) -> None:
    manifest = json.loads((preview / "site" / "search" / "v1" / "manifest.json").read_text())
    assert manifest["papers"] == 2


def test_the_same_commit_gives_the_same_bytes(origin: Origin, preview: Path, tmp_path: Path) -> None:
    sha = json.loads((preview / "preview.json").read_text())["preview"]["sha"]
    staged(origin, tmp_path / "again", 7, sha)
    assert pages(tmp_path / "again") == pages(preview)


def test_a_pull_request_behind_main_removes_nothing(origin: Origin, tmp_path: Path) -> None:
    """It left main before the first digest grew; what is built is main as it would be after merging."""
    old = git(origin.path, "commit-tree", origin.tree([("040000", "tree", origin.tree([]), b"digests")]), "-m", "old")
    own = Origin(tmp_path / "own")
    old = git(own.project, "rev-parse", "HEAD")
    (own.project / "digests" / "2025-03-20-later.txt").write_text(
        "A Later Paper\n\nIt came to main while the other was under review.\n"
    )
    own.push("Add a digest")
    sha = own.pull(8, {ADDED: NEW.encode()}, base=old)
    done, told = staged(own, tmp_path / "out", 8, sha)
    assert done.returncode == 0, done.stderr
    assert [row["key"] for row in told["difference"]["added"]] == ["pruning-networks-while-they-sleep"]
    assert told["difference"]["removed"] == []


def test_renaming_and_deleting(origin: Origin, tmp_path: Path) -> None:
    renamed = origin.pull(20, {FIRST.encode(): None, b"2025-03-15-trending-papers.txt": small_digest()})
    done, told = staged(origin, tmp_path / "renamed", 20, renamed)
    assert done.returncode == 0, done.stderr
    assert told["difference"]["files"][0]["what"] == "renamed"
    assert (told["difference"]["added"], told["difference"]["removed"], told["difference"]["known"]) == ([], [], [])
    assert len(told["difference"]["changed"]) == 5, "each was added a day later"
    deleted = origin.pull(21, {FIRST.encode(): None})
    told = refusal(origin, tmp_path, 21, deleted)
    assert told["refused"]["code"] == "nothing-new"
    assert len(told["difference"]["removed"]) == 5


def test_a_paper_that_tries_to_break_out(origin: Origin, tmp_path: Path) -> None:
    evil = (
        '</title><script>alert(1)</script>{{ config }} <img src=x onerror=alert(1)> {root} "> href="../../x" @octocat\n\n'
        'We show <a href="javascript:alert(1)">text</a> and </aside></head><body> and {% raw %} as they are. Experiments '
        "on three benchmarks show that our method is as accurate as the neural model was.\n"
    )
    sha = origin.pull(22, {ADDED: evil.encode()})
    done, _ = staged(origin, tmp_path / "out", 22, sha)
    assert done.returncode == 0, done.stderr
    for name, text in pages(tmp_path / "out").items():
        assert "<script>" not in text, name
        assert "<img src=x" not in text, name
        assert 'href="javascript' not in text, name
        assert text.count("<body") == 1, name
        assert text.count('class="preview-banner"') == 1, name


REFUSING = {"not-a-plain-file", "unsafe-name", "name-clash", "too-large", "too-many-files"}
HOSTILE = {
    "a symbolic link": {ADDED: ("120000", "blob", "LINK")},
    "a submodule": {ADDED: ("160000", "commit", "1" * 40)},
    "a program": {ADDED: ("100755", "blob", "TEXT")},
    "a name with a line end": {b"2025-04-01-a.txt\n::error::x": b"x"},
    "two dots": {b"..": b"x"},
    "a git folder": {b".git": ("120000", "blob", "LINK")},
    "a bidi override": {"2025-04-01-\u202etxt.exe".encode(): b"x"},
    "NFD": {unicodedata.normalize("NFD", "2025-04-01-caf\u00e9.txt").encode(): b"x"},
    "no UTF-8": {b"2025-04-01-\xff\xfe.txt": b"x"},
    "a leading dash": {b"--output=x": b"x"},
    "a backslash": {b"..\\..\\x.txt": b"x"},
    "a colon": {b"C:x.txt": b"x"},
    "a very long name": {b"2025-04-01-" + b"a" * 240 + b".txt": b"x"},
    "two names in two cases": {b"2025-04-01-Case.txt": b"x", b"2025-04-01-case.txt": b"x"},
    "the facts folder as a file": {b"facts": b"x"},
    "the facts folder as a link": {b"facts": ("120000", "blob", "LINK")},
    "a huge file": {ADDED: b"A Title\n\n" + b"word " * 3_500_000},
    "too many files": {b"2025-04-%02d-n%d.txt" % (1 + n % 28, n): b"x" for n in range(101)},
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_trees_are_refused_with_the_reason(origin: Origin, tmp_path: Path, what: str) -> None:
    known = {"LINK": origin.blob(b"/etc/passwd"), "TEXT": origin.blob(NEW.encode())}
    digests: Any = {
        name: content if isinstance(content, bytes) else (content[0], content[1], known.get(content[2], content[2]))
        for name, content in HOSTILE[what].items()
    }
    sha = origin.pull(30, digests)
    assert fetch(origin.project, str(origin.path), sha, 30) is None
    found = overlay(origin.project, "HEAD", sha, "digests", tmp_path)
    assert isinstance(found, Overlay)
    assert found.problems
    assert {problem.code for problem in found.problems} <= REFUSING
    assert {problem.level for problem in found.problems} == {"error"}
    taken = {path.name for path in (tmp_path / "head").rglob("*") if path.is_file()}
    assert taken <= {FIRST, "tags.yml", "2025-04-01-Case.txt", "2025-04-01-case.txt"}
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]
    assert all(str(problem).isascii() and "\n" not in str(problem) for problem in found.problems)


def test_a_refused_tree_is_told_in_the_comment(origin: Origin, tmp_path: Path) -> None:
    sha = origin.pull(
        42, {b"2025-04-01-\xe2\x80\xaetxt.exe": b"x", ADDED: ("120000", "blob", origin.blob(b"/etc/passwd"))}
    )
    told = refusal(origin, tmp_path, 42, sha)
    assert told["refused"]["code"] == "errors"
    assert {problem["code"] for problem in told["difference"]["problems"]} == {"unsafe-name", "not-a-plain-file"}
    comment = offprint(origin.project, "preview", "comment", tmp_path / "out" / "preview.json").stdout
    assert "is a symbolic link" in comment
    assert "root:" not in (tmp_path / "out" / "preview.json").read_text(), "nothing behind a link is read"


def test_the_digests_folder_as_a_link_or_a_submodule(origin: Origin, tmp_path: Path) -> None:
    root = origin._entries("main")
    for number, entry in ((31, ("120000", "blob", origin.blob(b"/etc"))), (32, ("160000", "commit", "1" * 40))):
        sha = origin.commit(number, {**root, b"digests": entry})
        told = refusal(origin, tmp_path / str(number), number, sha)
        assert "not-a-plain-file" in {problem["code"] for problem in told["difference"]["problems"]}


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02" * 5000, b"PK\x03\x04" + b"x" * 100, b"\x1f\x8b\x08" + bytes(range(256)), b""]
)
def test_binary_files_are_problems_or_papers_and_never_a_crash(origin: Origin, tmp_path: Path, content: bytes) -> None:
    done, told = staged(origin, tmp_path / "out", 33, origin.pull(33, {ADDED: content}))
    assert done.returncode in (0, 1)
    assert told["difference"] is not None
    assert (tmp_path / "out" / "site").exists() == (done.returncode == 0)


@pytest.mark.parametrize(
    ("top", "named"),
    [
        ({"mkdocs__yml": "hooks: [evil.py]"}, "mkdocs.yml"),
        ({"Makefile": "site:\n\tcurl evil"}, "Makefile"),
        ({"pyproject__toml": "x"}, "pyproject.toml"),
        ({"__github": "x"}, ".github"),
        ({"generator": "x"}, "generator"),
        ({"new\u202efile": "x"}, "new\\u202efile"),
    ],
)
def test_code_theme_and_settings_are_not_previewed(
    origin: Origin, tmp_path: Path, top: dict[str, str], named: str
) -> None:
    told = refusal(origin, tmp_path, 34, origin.pull(34, {ADDED: NEW.encode()}, **top))
    assert told["refused"]["code"] == "touches-code"
    assert named in told["refused"]["message"]


def test_notes_beside_a_digest_are_harmless(origin: Origin, tmp_path: Path) -> None:
    done, _ = staged(origin, tmp_path / "out", 35, origin.pull(35, {ADDED: NEW.encode()}, README__md="more"))
    assert done.returncode == 0, done.stderr


def test_no_digest_no_preview(origin: Origin, tmp_path: Path) -> None:
    assert refusal(origin, tmp_path, 36, origin.pull(36, {}, Makefile="x"))["refused"]["code"] == "no-digests"


def test_a_commit_that_is_not_there_or_not_of_this_history(origin: Origin, tmp_path: Path) -> None:
    origin.pull(37, {ADDED: NEW.encode()})
    assert refusal(origin, tmp_path / "a", 37, "1" * 40)["refused"]["code"] == "not-fetched"
    blob = origin.blob(b"a blob is no commit")
    git(origin.path, "update-ref", "refs/tags/blob", blob)
    assert refusal(origin, tmp_path / "b", 37, blob)["refused"]["code"] == "not-fetched"
    tree = git(origin.path, "rev-parse", "refs/pull/37/head^{tree}")
    alone = git(origin.path, "commit-tree", tree, "-m", "alone")
    git(origin.path, "update-ref", "refs/pull/38/head", alone)
    assert refusal(origin, tmp_path / "c", 38, alone)["refused"]["code"] == "unrelated"


@pytest.mark.parametrize("sha", ["HEAD", "main", "--upload-pack=touch /tmp/x", "a" * 39, "A" * 40, "a" * 40 + "\n", ""])
def test_a_commit_has_a_whole_name(origin: Origin, tmp_path: Path, sha: str) -> None:
    done = offprint(origin.project, "preview", "stage", "--number", 1, f"--sha={sha}", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "whole name of a commit" in done.stderr


def test_an_error_in_a_digest_is_told(origin: Origin, tmp_path: Path) -> None:
    told = refusal(origin, tmp_path, 39, origin.pull(39, {b"no-date.txt": NEW.encode()}))
    assert told["refused"]["code"] == "errors"
    assert [problem["code"] for problem in told["difference"]["problems"]] == ["digest-name"]
    comment = offprint(
        origin.project,
        "preview",
        "comment",
        tmp_path / "out" / "preview.json",
        "--repository-url",
        "https://github.com/o/r",
    )
    assert "No preview of" in comment.stdout
    assert "/digests/no-date.txt?plain=1#L1)" in comment.stdout


def test_more_papers_than_fit() -> None:
    made = [OutputFile(f"papers/p{number}.md", "x" * 20_000, "page") for number in range(700)]
    lists = [
        OutputFile("digests/d.md", '<a href="../../papers/p3/">3</a>', "page"),
        OutputFile("tags/t.md", "none of them", "page"),
    ]
    chosen, kept = choose(
        [*made, *lists, OutputFile("index.md", "home", "page")], [f"p{number}" for number in range(700)]
    )
    assert 100 < len(kept) < 700
    assert kept == tuple(f"p{number}" for number in range(len(kept))), "the first ones"
    assert {page.path for page in chosen} == {"index.md", "digests/d.md", *(f"papers/{key}.md" for key in kept)}
    assert sum(len(page.content) for page in chosen) < 12_000_000
    text = '<head></head><body><a class="x" href="../../papers/p699/">a</a><a href="../../papers/old/">b</a></body>'
    shown = finish_page(
        text, "digests/d/index.html", {"index.html"}.__contains__, Preview(7, "a" * 40, "", SITE), frozenset({"p699"})
    )
    assert '<a class="x">a</a>' in shown, "it is neither here nor on the site, so nothing leads there"
    assert f'<a href="{SITE}papers/old/">b</a>' in shown


def test_time_and_memory_have_limits(origin: Origin, tmp_path: Path) -> None:
    sha = origin.pull(41, {ADDED: NEW.encode()})
    for number, limits in enumerate((Limits(seconds=0), Limits(memory=64 << 20), Limits(file=1000))):
        told = stage(origin.project, "origin", "HEAD", "digests", Preview(41, sha), tmp_path / str(number), limits)
        assert told.refused is not None
        assert told.refused.code == ("too-large" if number else "too-slow")


def test_a_commit_that_is_too_large_to_fetch(origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = origin.pull(43, {ADDED: os.urandom(200_000)})
    monkeypatch.setattr("generator.commands.preview.overlay._FETCH_BYTES", 100_000)
    refused = fetch(origin.project, str(origin.path), sha, 43)
    assert refused is not None
    assert refused.code == "not-fetched"
    assert stage(origin.project, "origin", "HEAD", "digests", Preview(43, sha), tmp_path / "out").refused == refused


def test_a_paper_too_large_for_a_preview(origin: Origin, tmp_path: Path) -> None:
    record = json.dumps([{"title": "A Title of a Paper", "abstract": "We grow a tree. " * 750_000}])
    told = refusal(origin, tmp_path, 44, origin.pull(44, {ADDED: record.encode()}))
    assert told["refused"]["code"] == "too-large"


@pytest.mark.parametrize(("most", "code"), [(10_000, "too-large"), (20_000_000, "")])
def test_a_preview_of_too_many_bytes_is_refused(
    origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, code: str
) -> None:
    monkeypatch.setattr("generator.commands.preview.stage.LARGEST_PREVIEW", most)
    base = origin.project / "digests"
    head = tmp_path / "digests"
    shutil.copytree(base, head)
    (head / ADDED.decode()).write_text(NEW)
    order = Order(Preview(45, "1a2b3c4"), str(base), str(head), (), str(tmp_path / "out"))
    staged = build_preview(origin.project, order)
    assert (staged.refused.code if staged.refused else "") == code
    assert staged.size > 10_000


def test_a_limited_process_has_no_token_and_leaves_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFPRINT_TOKEN", "s3cret")
    monkeypatch.setenv("GITHUB_TOKEN", "s3cret")
    script = (
        "import os, subprocess; print([n for n in os.environ if 'TOKEN' in n], subprocess.Popen(['sleep', '60']).pid)"
    )
    ended = run_limited([sys.executable, "-c", script], Limits(seconds=20))
    assert ended.code == 0
    tokens, child = ended.said.split()
    assert tokens == "[]"
    for _ in range(100):
        if not is_running(int(child)):
            break
        time.sleep(0.05)
    assert not is_running(int(child))


def is_running(pid: int) -> bool:
    """Whether a process still runs; one that ended and was not fetched by its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_limit_on_files_spoils_no_compiled_module(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_text(f"NUMBERS = {list(range(2000))}\n")
    for file in (500, 64 << 20):
        ended = run_limited(
            [sys.executable, "-c", "import large; print(len(large.NUMBERS))"], Limits(file=file), None, tmp_path
        )
        assert (ended.code, ended.said.strip()) == (0, "2000")
