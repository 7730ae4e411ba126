"""Answers remembered: the last one while nothing has changed, and never when anything that it was made of has."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.answers import WORK, Answers, files_below


class Said(msgspec.Struct, frozen=True):
    text: str


FILES = {
    "mkdocs.yml": "site_name: x",
    "offprint.yml": "",
    "digests/tags.yml": "[]",
    "in/2025-01-01-a.txt": "A",
    "in/facts/f.jsonl": "{}",
    "site/api/v1/index.json": "{}",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    answers(tmp_path).keep(Said("it"))
    return tmp_path


def answers(project: Path, digests: str = "in", question: str = "what") -> Answers:
    return Answers(project, project / digests, question, [project / "site/api/v1/index.json"])


def test_the_last_answer(project: Path) -> None:
    assert answers(project).last(Said) == Said("it")
    assert answers(project, question="who").last(Said) is None
    assert answers(project, digests="digests").last(Said) is None


CHANGES: dict[str, Callable[[Path], object]] = {
    **{name: lambda project, name=name: (project / name).write_text("other") for name in FILES},  # type: ignore[misc]
    "one more digest": lambda project: (project / "in/2025-02-01-b.txt").write_text(""),
    "one less": lambda project: (project / "in/2025-01-01-a.txt").unlink(),
    "another name": lambda project: (project / "in/2025-01-01-a.txt").rename(project / "in/2025-01-02-a.txt"),
    "the site gone": lambda project: (project / "site/api/v1/index.json").unlink(),
    "cut off": lambda project: (project / WORK / "answers/what").write_bytes(
        (project / WORK / "answers/what").read_bytes()[:-1]
    ),
    "of another kind": lambda project: answers(project).keep(Other(1)),
}


class Other(msgspec.Struct, frozen=True):
    text: int


@pytest.mark.parametrize("change", CHANGES)
def test_no_answer_once_anything_changed(project: Path, change: str) -> None:
    CHANGES[change](project)
    assert answers(project).last(Said) is None


def test_a_checkout_that_nobody_may_write_to(project: Path) -> None:
    (project / "other").write_text("no folder")
    broken = Answers(project / "other", project / "in", "what")
    broken.keep(Said("it"))
    assert broken.last(Said) is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "2025-01-01-a.txt").write_text("one")
    os.mkfifo(tmp_path / "2025-01-02-b.bib")
    assert files_below(tmp_path) == ["2025-01-01-a.txt"]
