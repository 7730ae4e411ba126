"""`offprint add`, as a person runs it: a project in a folder of its own, real files, pipes and a terminal."""

from __future__ import annotations

import datetime
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands.memory import remembered
from generator.commands.understood import understand
from generator.config.loading import load_config

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "readers" / "samples" / "text"
PAGE = """---
title: {title}
authors: Ada Example, Bo Sample
year: 2024
---
We say something new about an old question, and prove it.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one digest that holds one paper."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    (tmp_path / "offprint.yml").write_text("max_digest_mb: 1\n")
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-01-01-first.md").write_text(PAGE.format(title="A Known Paper about Old Questions"))
    return tmp_path


def add(project: Path, *arguments: str | Path, given: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
    raw = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "add", *map(str, arguments)], cwd=project, input=raw or b"", capture_output=True,
        check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def names(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "digests").iterdir() if path.name != "addresses.yml")


def test_the_addresses_are_written_down(project: Path) -> None:
    assert (
        add(project, "-", "--series", "x", "--date", "2024-05-05", given=PAGE.format(title="Something Else")).returncode
        == 0
    )
    lines = (project / "digests" / "addresses.yml").read_text().splitlines()
    kept = [line.split(":")[0] for line in lines if not line.startswith("#")]
    assert kept == [
        "digests/2024-05-05-x", "digests/2025-01-01-first", "papers/a-known-paper-about-old-questions", "papers/something-else",
        "series/first", "series/x",
    ]  # fmt: skip


def test_a_file_is_shown_and_kept_byte_for_byte(project: Path) -> None:
    raw = (SAMPLES / "2024-11-21-arxiv-mail.txt").read_bytes().replace(b"\n", b"\r\n")
    mail = project / "arxiv mail.TXT"
    mail.write_bytes(raw)
    done = add(project, mail, "--date", "2024-11-21")
    assert done.returncode == 0, done.stderr
    assert "   1  new    AMSnet-KG: A Netlist Dataset for LLM-based AMS Circuit Auto-Design" in done.stdout
    assert (
        "2024-11-21-arxiv-mail.txt: read as arXiv mail; 2 new papers, 0 already known; 84 lines: 68 used" in done.stdout
    )
    assert f"Wrote digests/2024-11-21-arxiv-mail.txt ({len(raw):,} bytes)." in done.stdout
    assert (project / "digests" / "2024-11-21-arxiv-mail.txt").read_bytes() == raw


def test_what_was_understood_of_each_paper_is_shown(project: Path) -> None:
    text = PAGE.format(title="Many Hands on One Question").replace(
        "Bo Sample", "Bo Sample, Cy Pattern, Di Model, Ed Case"
    )
    (project / "many.md").write_text(text.replace("year: 2024", "date: 2024-03-05\narxiv: 2403.01234"))
    (project / "bare.txt").write_text("A Note Without Anything\n\nWe ask what a note is, and find that it is short.\n")
    many = add(project, "many.md", "--dry-run").stdout
    abstract = text.rsplit("---\n")[-1].strip()
    assert "Ada Example, Bo Sample, Cy Pattern and 2 more · 2024-03-05 · arXiv 2403.01234 · " in many
    assert f"· abstract of {len(abstract)} letters" in many
    assert "Of 1 paper 1 has an abstract, 1 authors, 1 a date, 1 an id." in many
    assert "no authors · no date · no id · " in add(project, "bare.txt", "--dry-run").stdout
    (project / "list.txt").write_text(
        "1. Ada Example. A Note on Notes That Is Printed. ICLR 2022\n2. Bo Sample. Another Note on What Notes Are. ICLR 2023\n"
    )
    assert "Ada Example · 2022 · ICLR · no id · " in add(project, "list.txt", "--dry-run").stdout


def test_the_month_that_an_id_tells_is_shown(project: Path) -> None:
    """As the paper's page and `show` have it."""
    (project / "one.md").write_text(
        PAGE.format(title="A Note of That Month").replace("year: 2024", "arxiv: 2403.01234")
    )
    said = add(project, "one.md", "--dry-run").stdout
    assert " · 2024-03 · arXiv 2403.01234 · " in said and "1 a date" in said


def test_a_pipe_is_named_by_its_format_and_today(project: Path) -> None:
    done = add(project, "-", given=(SAMPLES / "2024-11-21-arxiv-mail.txt").read_bytes())
    today = datetime.date.today().isoformat()
    assert done.returncode == 0
    assert names(project) == ["2025-01-01-first.md", f"{today}-arxiv-mail.txt"]
    assert "Its text speaks of 2024-11-21; --date 2024-11-21 files it under that day." in done.stderr


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("2022-12-02-cv-arxiv-daily.json", "cv-arxiv-daily-json.json"),
        ("2025-02-18-dump-twin.jsonl", "python-dump.jsonl"),
        ("2025-05-04-awesome-twin.md", "list-of-papers.md"),
        ("2025-05-07-pages-twin.md", "front-matter.md"),
        ("2025-08-20-arxiv-rss-twin.xml", "feed.xml"),
    ],
)
def test_the_format_tells_the_suffix(project: Path, sample: str, name: str) -> None:
    done = add(project, "-", "--date", "2025-09-09", given=(SAMPLES / sample).read_bytes())
    assert done.returncode == 0, done.stderr
    assert names(project)[1:] == [f"2025-09-09-{name}"]


def test_a_date_in_the_name_is_the_day_and_series_the_name(project: Path) -> None:
    page = project / "notes_2024.03.05.markdown"
    page.write_text(PAGE.format(title="Something Else Entirely"))
    assert add(project, page, "--series", "Reading Group").returncode == 0
    assert names(project)[0] == "2024-03-05-reading-group.markdown"


def test_a_dry_run_writes_nothing(project: Path) -> None:
    done = add(project, "-", "--dry-run", "--date", "2025-02-02", given=PAGE.format(title="Something Else Entirely"))
    assert done.returncode == 0
    assert "Would write digests/2025-02-02-front-matter.md (" in done.stdout
    assert names(project) == ["2025-01-01-first.md"]


def test_known_papers_are_marked_and_a_digest_of_nothing_else_refused(project: Path) -> None:
    page = PAGE.format(title="A Known Paper about Old Questions").replace("prove it", "prove it again")
    done = add(project, "-", given=page)
    assert done.returncode == 1
    assert "   1  known  A Known Paper about Old Questions  (2025-01-01-first)" in done.stdout
    assert "every paper in it is already known; --force adds it all the same" in done.stderr
    assert names(project) == ["2025-01-01-first.md"]
    assert add(project, "-", "--force", given=page).returncode == 0
    assert len(names(project)) == 2


def test_the_same_bytes_are_refused(project: Path) -> None:
    done = add(project, project / "digests" / "2025-01-01-first.md", "--date", "2025-03-03")
    assert done.returncode == 1
    assert "2025-01-01-first.md already holds exactly these bytes" in done.stderr


def test_a_file_that_is_there_is_never_written_over(project: Path) -> None:
    before = (project / "digests" / "2025-01-01-first.md").read_bytes()
    done = add(
        project, "-", "--date", "2025-01-01", "--series", "first", "--force", given=PAGE.format(title="Something Else")
    )
    assert done.returncode == 1
    assert "digests/2025-01-01-first.md is already there; give another --series or --date." in done.stderr
    assert (project / "digests" / "2025-01-01-first.md").read_bytes() == before


def test_a_name_that_a_digest_of_another_format_has_is_refused(project: Path) -> None:
    """They would have one page, and no site would be built."""
    given = "@article{a, title={Something Else}, author={Prado, Ana}, year={2024}}"
    done = add(project, "-", "--date", "2025-01-01", "--series", "First", given=given)
    assert done.returncode == 1
    assert "digests/2025-01-01-first.md is already there; give another --series or --date." in done.stderr
    assert names(project) == ["2025-01-01-first.md"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"PK\x03\x04\x00\x00" + b"\x00" * 400, "error[binary]"),
        (b"", "it is empty"),
        (b" \n\n", "it is empty"),
        (b"x" * ((1 << 20) + 1), "it has more than 1 MB"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><feed><entry/></feed>', "error[xml-entities]"),
        (b"# Contents\n\n- [One](#one)\n- [Two](https://example.org/two)\n", "no paper was found in it"),
    ],
)
def test_what_cannot_be_read_is_refused_and_told_why(project: Path, given: bytes, said: str) -> None:
    done = add(project, "-", given=given)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert names(project) == ["2025-01-01-first.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.bib"], "nowhere.bib cannot be read (No such file or directory)"),
        (["digests"], "digests cannot be read (Is a directory)"),
        (["-", "--date", "14 March"], "'14 March' is not a day"),
        (["-", "--date", "2025-02-30"], "'2025-02-30' is not a day"),
        (["-", "--series", "???"], "--series '???' has no letter or digit"),
        (["-", "--date", "20250101"], "'20250101' is not a day"),
        ([], "give a FILE, or - for what you paste"),
    ],
)
def test_wrong_usage(project: Path, arguments: list[str], said: str) -> None:
    done = add(project, *arguments, given="A")
    assert done.returncode == 2
    assert said in done.stderr


def test_hostile_titles_do_not_reach_the_terminal(project: Path) -> None:
    title = "'Evil \x1b]0;owned\x07 \u202eesrever\u202c \x9b31m Title'"
    done = add(project, "-", given=PAGE.format(title=title))
    assert done.returncode == 0, done.stderr
    for bad in "\x1b\x07\x9b\u202e":
        assert bad not in done.stdout + done.stderr
    assert "Evil" in done.stdout


def test_a_title_in_persian_is_shown_as_it_is_written(project: Path) -> None:
    """A joiner stands between letters of scripts whose letters join; anywhere else it hides, and is spelled out."""
    done = add(project, "-", given=PAGE.format(title="باستان\u200cشناسی سفالینه\u200cها"))
    assert "باستان\u200cشناسی سفالینه\u200cها" in done.stdout
    done = add(project, "-", "--dry-run", given=PAGE.format(title="Ha\u200crd to See"))
    assert "\u200c" not in done.stdout


def test_a_paste_on_a_terminal_ends_with_ctrl_d_and_long_lines_stay_whole(project: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "add", "-", "--date", "2025-04-04"], cwd=project, stdin=theirs,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True,
    )  # fmt: skip
    assert running.stderr is not None
    assert b"press Ctrl+D" in running.stderr.readline()
    page = PAGE.format(title="Something Else Entirely") + "A long line. " * 700
    for start in range(0, len(page), 1000):
        os.write(ours, page[start : start + 1000].encode())
        os.read(ours, 65536)  # the echo
    os.write(ours, b"\n\x04")
    out, err = running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, err
    assert b"1 new paper" in out
    kept = (project / "digests" / "2025-04-04-front-matter.md").read_text()
    assert kept == page + "\n"


def test_what_is_there_is_remembered(project: Path) -> None:
    """The second digest of a morning asks nothing anew of those that were there."""
    (project / "digests" / "tags.yml").write_text("- use: [machine-learning]\n")
    asked = []
    for title in ("One Paper More about Grass", "One Paper More about Moss"):
        work = remembered(project)
        config, _ = load_config(project, project / "digests", work)
        raw = PAGE.format(title=title).encode()
        assert understand(raw, project / "digests" / "2025-01-02-more.md", config, work).new == 1
        assert work.memo is not None
        asked.append(work.memo.missed)
    # The vocabulary, the digest that was there and its paper; of the new one its paper alone.
    assert asked == [4, 1]


def test_a_folder_in_the_place_of_a_file_is_told(project: Path) -> None:
    (project / "digests" / "addresses.yml").mkdir()
    (project / "new.md").write_text(PAGE.format(title="One Paper More about Moss"))
    said = add(project, "new.md")
    assert said.returncode == 2 and "addresses.yml: Is a directory" in said.stderr and "Traceback" not in said.stderr


def test_a_full_disk_is_told(project: Path) -> None:
    """A limit on the size of files refuses as a full disk does."""
    (project / "new.md").write_text(PAGE.format(title="One Paper More about Moss"))
    done = subprocess.run(
        ["bash", "-c", "ulimit -f 0; exec \"$0\" -m generator.cli add new.md", sys.executable], cwd=project, capture_output=True,
        check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
    )  # fmt: skip
    assert done.returncode == 2 and "File too large" in done.stderr and "Traceback" not in done.stderr
    assert [each.name for each in (project / "digests").iterdir()] == ["2025-01-01-first.md"]
