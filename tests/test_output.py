"""Writing: only what changed, only what is ours, and never half a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import OutputFile
from generator.output import MANIFEST, is_safe, read_manifest, write


def files(**content: str) -> list[OutputFile]:
    return [OutputFile(path.replace("__", "/") + ".md", text, "page") for path, text in content.items()]


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != MANIFEST
    }


def test_writes_all_then_only_what_changed(tmp_path: Path) -> None:
    first = write(files(a="1", papers__b="2"), tmp_path)
    assert first.written == ("a.md", "papers/b.md")
    before = (tmp_path / "a.md").stat().st_mtime_ns
    second = write(files(a="1", papers__b="3"), tmp_path)
    assert (second.written, second.kept, second.swept) == (("papers/b.md",), ("a.md",), ())
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert tree(tmp_path) == {"a.md": "1", "papers/b.md": "3"}


def test_sweeps_what_went_and_its_empty_folder(tmp_path: Path) -> None:
    write(files(a="1", papers__b="2"), tmp_path)
    (tmp_path / "about.md").write_text("by hand")
    assert write(files(a="1"), tmp_path).swept == ("papers/b.md",)
    assert tree(tmp_path) == {"a.md": "1", "about.md": "by hand"}
    assert not (tmp_path / "papers").exists()


def test_refuses_to_overwrite_a_hand_written_page(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("by hand")
    changes = write(files(a="1", about="2"), tmp_path)
    assert [str(problem) for problem in changes.problems] == [
        "about.md:1: error[not-ours]: was not written by offprint; move or rename it, then build again."
    ]
    assert tree(tmp_path) == {"about.md": "by hand"}


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    write(files(a="1"), tmp_path)
    changes = write(files(b="2"), tmp_path, dry_run=True)
    assert (changes.written, changes.swept) == (("b.md",), ("a.md",))
    assert tree(tmp_path) == {"a.md": "1"}
    assert read_manifest(tmp_path) == {"a.md"}


def test_a_lost_manifest_adopts_files_that_are_the_same(tmp_path: Path) -> None:
    write(files(a="1"), tmp_path)
    (tmp_path / MANIFEST).unlink()
    assert not write(files(a="1"), tmp_path).problems
    assert read_manifest(tmp_path) == {"a.md"}


@pytest.mark.parametrize(
    "listed", ['{"files": ["../victim.md"]}', '{"files": [3]}', "[", "{}", '{"files": ["/etc/victim"]}']
)
def test_a_spoiled_manifest_sweeps_nothing_outside(tmp_path: Path, listed: str) -> None:
    victim = tmp_path / "victim.md"
    victim.write_text("mine")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / MANIFEST).write_text(listed)
    write(files(a="1"), folder)
    assert victim.read_text() == "mine"


def test_does_not_write_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "papers").symlink_to(tmp_path / "elsewhere")
    assert [problem.code for problem in write(files(papers__b="2"), folder).problems] == ["symlink"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_write_that_fails_midway_is_mended_by_the_next(tmp_path: Path) -> None:
    write(files(a="1", b="1"), tmp_path)
    (tmp_path / "c.md").mkdir()  # renaming a file over a folder fails
    (tmp_path / "c.md" / "x").write_text("mine")
    assert [p.code for p in write(files(a="2", c="2"), tmp_path).problems] == ["not-ours"]
    assert tree(tmp_path)["a.md"] == "1"
    assert not list(tmp_path.glob(".offprint-*[!n]"))


@given(st.text())
@example(".")
def test_safe_paths_stay_inside(path: str) -> None:
    if is_safe(path):
        joined = os.path.normpath(f"/folder/{path}")
        assert joined.startswith("/folder/")
