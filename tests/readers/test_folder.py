"""A folder of digests: what is read, and what is a Problem before a reader sees it."""

from __future__ import annotations

import os
from pathlib import Path

from generator.model import Problem
from generator.readers.folder import digest_files, read_file, read_folder

BIB = "@article{a, title={A Title}}\n"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "2025-01-01-x.bib"
    path.write_text(BIB)
    problem = read_file(path, "d/2025-01-01-x.bib", limit=10)
    assert isinstance(problem, Problem)
    assert (problem.level, problem.code) == ("error", "too-large")
    assert not isinstance(read_file(path, "d/2025-01-01-x.bib", limit=100), Problem)


def test_two_files_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    for name in ("2025-01-01-x.bib", "2025-01-01-x.txt", "2025-01-01-y.bib"):
        (tmp_path / name).write_text(BIB)
    readings, problems = read_folder(tmp_path, limit=1000)
    assert [reading.digest.name for reading in readings] == ["2025-01-01-x", "2025-01-01-y"]
    assert [(problem.code, problem.source.path) for problem in problems] == [
        ("same-name", f"{tmp_path.name}/2025-01-01-x.txt")
    ]
    assert "2025-01-01-x.bib" in problems[0].message


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.bib").write_text(BIB)
    (tmp_path / "2025-01-01-x.bib").symlink_to(tmp_path / "secret" / "a.bib")
    readings, problems = read_folder(tmp_path, limit=1000)
    assert (readings, [problem.code for problem in problems]) == ([], ["symlink"])


def test_a_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"2025-01-01-\xe4.bib")).write_text(BIB)
    readings, problems = read_folder(tmp_path, limit=1000)
    assert (readings, [problem.code for problem in problems]) == ([], ["unreadable"])
    problems[0].source.path.encode("utf-8")


def test_what_is_no_digest_is_passed_over(tmp_path: Path) -> None:
    for name in (
        "tags.yml",
        "README.md",
        ".hidden",
        "~lock",
        "2025-01-01-x.bib~",
        "2025-01-01-x.bib",
        "2025-01-01-y.yaml",
    ):
        (tmp_path / name).write_text(BIB)
    (tmp_path / "facts").mkdir()
    assert [path.name for path in digest_files(tmp_path)] == ["2025-01-01-x.bib", "2025-01-01-y.yaml"]
