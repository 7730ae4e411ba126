"""Two processes and one folder: the second waits, or says whom it waited for; a process that died holds nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.lock import HeldBy, hold

ROOT = Path(__file__).parents[1]
HOLDER = """
import sys, pathlib
from generator.lock import hold
with hold(pathlib.Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".site.work"


def start(folder: Path, code: str = HOLDER) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, str(folder)]
    running = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stdout and running.stdout.readline() == "held\n"
    return running


def test_the_second_says_who_holds_it(folder: Path) -> None:
    first = start(folder)
    said: list[str] = []
    with pytest.raises(HeldBy, match=f"process {first.pid} of "), hold(folder, said.append, patience=0.3):
        pass
    assert len(said) == 1
    assert said[0].startswith(f"waiting for process {first.pid} of ")
    first.communicate("\n")


def test_the_second_goes_on_when_the_first_is_done(folder: Path) -> None:
    first = start(folder)
    inside = threading.Event()

    def second() -> None:
        with hold(folder, lambda _: first.communicate("\n")):
            inside.set()

    waiting = threading.Thread(target=second)
    waiting.start()
    waiting.join(60)
    assert inside.is_set()
    assert not folder.exists(), "what is left empty goes"


def test_a_dead_process_holds_nothing(folder: Path) -> None:
    first = start(folder)
    first.kill()
    first.communicate()
    assert (folder / "lock").is_file(), "it had no time to tidy up"
    said: list[str] = []
    with hold(folder, said.append, patience=0):
        assert (folder / "lock").read_text().startswith("process ")
    assert said == []


def test_children_that_outlive_their_parent_hold_nothing(folder: Path) -> None:
    forked = HOLDER.replace(
        '    print("held"', '    import os, time\n    os.fork() or time.sleep(5) or os._exit(0)\n    print("held"'
    )
    first = start(folder, forked)
    first.kill()
    first.wait()
    with hold(folder, print, patience=0):
        pass
    first.communicate()


def test_many_at_once_are_inside_one_after_the_other(folder: Path, tmp_path: Path) -> None:
    """Each adds one to a number in a file, and would lose another's addition if both were inside."""
    count = tmp_path / "count"
    count.write_text("0")
    code = """
import sys, pathlib, time
from generator.lock import hold
for _ in range(5):
    with hold(pathlib.Path(sys.argv[1]), lambda _: None):
        seen = int(pathlib.Path(sys.argv[2]).read_text())
        time.sleep(0.01)
        pathlib.Path(sys.argv[2]).write_text(str(seen + 1))
"""
    command = [sys.executable, "-c", code, str(folder), str(count)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(120) for process in running] == [0] * 4
    assert count.read_text() == "20"


def test_what_else_is_in_the_folder_stays(folder: Path) -> None:
    folder.mkdir()
    (folder / "state.json").write_text("{}")
    with hold(folder, print):
        pass
    assert [path.name for path in folder.iterdir()] == ["state.json"]


def test_a_folder_that_comes_and_goes_is_no_error(folder: Path) -> None:
    """Who holds it takes it away at the end, perhaps between the two questions that making a folder asks."""
    code = """
import contextlib, os, sys
for _ in range(60_000):
    with contextlib.suppress(OSError):
        os.mkdir(sys.argv[1])
        os.rmdir(sys.argv[1])
"""
    running = subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT)
    while running.poll() is None:
        with hold(folder, lambda _: None):
            assert folder.is_dir()
    assert running.wait() == 0
