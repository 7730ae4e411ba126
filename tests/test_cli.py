"""The commands, end to end, as a person runs them: real folders, the real engine, real exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.program import build_line
from tests.test_lock import start

ROOT = Path(__file__).parents[1]
SEED = ROOT / "digests" / "2025-03-14-trending-papers.txt"


def offprint(*arguments: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, env=environment)


def test_the_end_is_not_waited_for(tmp_path: Path) -> None:
    """What was said is whole, and who asked to hear of the end does; records are not taken apart one by one. With another thread all is as
    usual."""
    program = (
        "import atexit, pathlib, sys, threading, generator.cli as cli\n"
        "class Record:\n    def __del__(self, file=pathlib.Path(sys.argv.pop())): file.write_text('taken apart')\n"
        "cli.held = Record()\natexit.register(print, 'told')\n"
        "if sys.argv.pop() == 'beside': threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "cli.run()\n"
    )
    for beside, arguments, code in (("alone", ["formats"], 0), ("alone", ["nonsense"], 2), ("beside", ["formats"], 0)):
        note = tmp_path / f"{beside} {code}"
        command = [sys.executable, "-c", program, *arguments, beside, str(note)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert done.stdout.endswith("told\n")
        assert ("BibTeX" in done.stdout) == (code == 0)
        assert note.exists() == (beside == "beside")


def tree(folder: Path) -> dict[str, str]:
    """Relative path -> hash of every file, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    """A small folder of digests: the first five papers of the committed one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / SEED.name).write_bytes(b"\n".join(SEED.read_bytes().split(b"\n")[:29]) + b"\n")
    return folder


def test_builds_another_folder_and_leaves_the_checkout_alone(digests: Path, tmp_path: Path) -> None:
    before = tree(ROOT / "site_src")
    done = offprint("build", "--digests", digests, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Built 5 papers from 1 digest into ")
    assert "\r" not in done.stderr, "progress belongs on a terminal only"
    assert len(list((tmp_path / "out" / "papers").glob("*/index.html"))) == 5
    assert tree(ROOT / "site_src") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.work", "mine", "out"]


def test_same_input_same_bytes_and_no_path_of_this_machine(digests: Path, tmp_path: Path) -> None:
    offprint("build", "--digests", digests, "--out", tmp_path / "one")
    elsewhere = tmp_path / "elsewhere" / "mine"
    shutil.copytree(digests, elsewhere)
    time.sleep(1.1)  # a clock in the output would show
    offprint("build", "--digests", elsewhere, "--out", tmp_path / "elsewhere" / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "elsewhere" / "two")
    leaks = [p for p in (tmp_path / "one").rglob("*") if p.is_file() and str(tmp_path).encode() in p.read_bytes()]
    assert leaks == []


def test_adding_and_removing_a_digest_gives_the_site_of_a_fresh_build(digests: Path, tmp_path: Path) -> None:
    extra = digests / "2025-04-01-trending-papers.txt"
    out = tmp_path / "out"
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    first = tree(out)
    extra.write_text(
        "A New Paper on Pruning\n\nWe prune the weights of a network and it remains as accurate as it was before.\n"
    )
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    assert tree(out) != first
    assert "papers/a-new-paper-on-pruning/index.html" in tree(out)
    assert offprint("build", "--digests", digests, "--out", tmp_path / "fresh").returncode == 0
    assert tree(out) == tree(tmp_path / "fresh")
    extra.unlink()
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    assert tree(out) == first


def test_an_error_keeps_the_old_site(digests: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    before = tree(out)
    (digests / "no-date.txt").write_text("A Paper\n\nAn abstract of a paper whose file has no date.\n")
    done = offprint("build", "--digests", digests, "--out", out)
    assert done.returncode == 1
    assert "mine/no-date.txt:1: error[digest-name]: " in done.stderr
    assert "The site that was there is unchanged." in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(out) == before


def test_a_killed_build_leaves_the_old_site_whole(digests: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    before = tree(out)
    (digests / "2025-04-02-more.txt").write_text(
        "Another Paper\n\nWe say something new about an old and well-known question.\n"
    )
    command = build_line(digests, out)
    for wait in (0.3, 0.6, 0.9):
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(wait)
        running.kill()
        # Its processes end with it, and let go of what they print to.
        running.communicate(timeout=30)
        assert tree(out) == before or "papers/another-paper/index.html" in tree(out)
    assert offprint("build", "--digests", digests, "--out", out).returncode == 0
    assert offprint("build", "--digests", digests, "--out", tmp_path / "fresh").returncode == 0
    assert tree(out) == tree(tmp_path / "fresh")


def test_a_build_waits_for_another_and_says_for_whom(digests: Path, tmp_path: Path) -> None:
    """Also one of another checkout, for the lock lies beside the output."""
    out = tmp_path / "out"
    holder = start(tmp_path / ".out.work")
    command = build_line(digests, out)
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stderr and running.stdout
    assert running.stderr.readline().startswith(f"waiting for process {holder.pid} of ")
    assert not out.exists()
    holder.communicate("\n")
    assert running.wait(120) == 0
    assert "Built 5 papers" in running.stdout.read()
    running.communicate()


def test_a_folder_of_somebody_else_is_not_replaced(digests: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.tex").write_text("years of work")
    done = offprint("build", "--digests", digests, "--out", home)
    assert done.returncode == 1
    assert f"{home}:1: error[not-ours]: " in done.stderr
    assert tree(home).keys() == {"thesis.tex"}


def test_where_nothing_can_be_written_it_says_so(digests: Path) -> None:
    done = offprint("build", "--digests", digests, "--out", "/proc/nowhere/site")
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_seed_of_hashes_does_not_show(digests: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        done = offprint("build", "--digests", digests, "--out", tmp_path / seed, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


def test_progress_is_for_a_terminal(digests: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = build_line(digests, tmp_path / "out")
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True, check=False)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    for phase in ("reading digests", "enriching papers", "rendering pages", "laying out pages"):
        assert f"\r\x1b[K{phase}" in shown
    assert shown.rsplit(" ...", 1)[1].startswith("\r\x1b[K"), "the line is cleared before anything else is said"


def test_a_build_says_what_is_missing_before_it_is_published(digests: Path, tmp_path: Path) -> None:
    done = offprint("build", "--strict", "--digests", digests, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "Before it is published, set `contact` or `repository` in offprint.yml" in done.stdout
    assert "Before it is published, set `site_url` in mkdocs.yml, which is still an example" in done.stdout


def test_an_empty_folder_builds_a_site_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = offprint("build", "--digests", tmp_path / "none", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Built 0 papers from 0 digests into ")
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--digests", "nowhere"], "nowhere is not a folder"),
        (["check", "--digests", "nowhere"], "nowhere is not a folder"),
        (["serve", "--digests", "nowhere"], "nowhere is not a folder"),
        (["frobnicate"], "No such command"),
        (["build", "--frobnicate"], "No such option"),
        (["serve", "--port", "65536"], "65536 is not in the range 0<=x<=65535"),
        (["diff", "no-such-revision", "HEAD"], "neither a folder nor a git revision that can be read: "),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], said: str) -> None:
    done = offprint(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_git_says_why_and_not_what_it_advises() -> None:
    done = offprint("store", "--remote", "/nowhere/at/all", "list")
    assert done.returncode == 1
    assert done.stderr == "Not stored: fatal: '/nowhere/at/all' does not appear to be a git repository.\n"


def test_outside_a_checkout_it_says_so(tmp_path: Path) -> None:
    done = offprint("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "no mkdocs.yml here or above" in done.stderr


def test_a_wrong_setting_stops_the_build_and_names_its_line(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "theme_overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "digests").mkdir()
    (tmp_path / "site_src").mkdir()
    (tmp_path / "offprint.yml").write_text("tagline: x\npage_size: many\n")
    done = offprint("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "offprint.yml:2: error[config-invalid]: page_size must be a whole number" in done.stderr
    assert not (tmp_path / "site").exists()


def test_check_prints_the_account_of_the_committed_digest() -> None:
    done = offprint("check", SEED.relative_to(ROOT))
    assert done.returncode == 0
    assert "79 papers; 163 lines: 158 used, 5 chrome, 0 in doubt" in done.stdout


def test_check_as_json_adds_up() -> None:
    answer = json.loads(offprint("check", "--format", "json").stdout)
    for account in answer["accounts"]:
        assert sum(account[part] for part in ("used", "chrome", "doubt", "skipped")) == account["lines"]
        assert account["unaccounted"] == 0


def test_check_explains_each_line() -> None:
    done = offprint("check", SEED.relative_to(ROOT), "--explain")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0][:2] == ["1", "chrome"]
    assert ["11", "1", "title"] in [row[:3] for row in rows]


def test_check_annotates_for_github(digests: Path) -> None:
    bad = digests / "bad,name:%0A.txt"
    bad.write_text("A Paper\n\nAn abstract of a paper whose file has no date.\n")
    done = offprint("check", "--digests", digests, "--format", "github")
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "digest-name" in line)
    assert line.startswith("::error file=mine/bad%2Cname%3A%250A.txt,line=1,title=digest-name::")
