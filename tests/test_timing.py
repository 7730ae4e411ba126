"""What a build says of itself while it works: counts and time left on a terminal, nothing in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator.timing import Timer, _Count

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([(1, 1_000, 10.0)], ["1 of 1,000"]),
        ([(1, 0, 10.0), (2, 0, 11.0)], ["1", "2"]),
        ([(1, 400, 10.0), (2, 400, 10.1), (3, 400, 10.3)], ["1 of 400", "", "3 of 400, 40 s left"]),
        ([(1, 400, 10.0), (399, 400, 11.0)], ["1 of 400", "399 of 400"]),
        ([(5, 10, 10.0), (1, 300, 15.0), (2, 300, 25.0)], ["5 of 10", "1 of 300", "2 of 300, 1,490 s left"]),
        ([(7, 5, 10.0)], ["7"]),
    ],
)
def test_counts_and_time_left(steps: list[tuple[int, int, float]], said: list[str]) -> None:
    count = _Count()
    assert [count.told(*step) for step in steps] == said


def test_a_phase_keeps_what_was_asked_in_it() -> None:
    remembered = iter([(0, 0), (0, 5), (4, 9), (4, 10)])
    timer = Timer(lambda _: None, lambda: next(remembered))
    for phase in ("first", "second", ""):
        timer.phase(phase)
    assert {name: (spent.found, spent.asked) for name, spent in timer.spent.items()} == {
        "first": (4, 4),
        "second": (0, 1),
    }


def test_each_part_of_a_phase_has_its_name_and_its_own_count() -> None:
    said: list[str] = []
    timer = Timer(said.append)
    timer.phase("enriching")
    for done, total, doing in (
        (0, 0, "topics"),
        (0, 0, "words"),
        (3, 9, "words"),
        (0, 0, "related"),
        (1, 4, "related"),
    ):
        timer.count(done, total, doing)
    assert said == [
        "enriching", "enriching: topics", "enriching: words", "enriching: words 3 of 9", "enriching: related",
        "enriching: related 1 of 4",
    ]  # fmt: skip


def test_the_work_of_others_is_counted_too() -> None:
    away = iter([0.0, 0.0, 100.0])
    timer = Timer(lambda _: None, away=lambda: next(away))
    timer.phase("first")
    timer.phase("")
    assert timer.spent["first"].cpu == pytest.approx(100, abs=1)


def built(tmp_path: Path, error: int) -> subprocess.Popen[bytes]:
    digests = tmp_path / "digests"
    digests.mkdir(exist_ok=True)
    (digests / "2025-01-01-daily.bib").write_text("@article{a, title = {A new paper on pruning}, year = 2020}\n")
    command = [sys.executable, "-m", "generator.cli", "build", "--jobs", "1", "--digests", str(digests)]
    return subprocess.Popen(
        [*command, "--out", str(tmp_path / "site")], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=error
    )


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    running = built(tmp_path, theirs)
    os.close(theirs)
    said = b""
    while running.poll() is None or not said:
        try:
            said += os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
    assert running.wait() == 0
    assert b"reading digests: digest 1 of 1 ..." in said
    assert b"rendering pages: page 1 of 1 ..." in said
    assert b"enriching papers: finding topics ..." in said


def test_a_pipe_shows_nothing_of_it(tmp_path: Path) -> None:
    running = built(tmp_path, subprocess.PIPE)
    _, said = running.communicate()
    assert b"reading" not in said and b" of " not in said
