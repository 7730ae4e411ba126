"""What lies beside the digests and is read by nothing is told, for it is seldom meant."""

from __future__ import annotations

from pathlib import Path

from generator.config.loading import strays


def test_what_nothing_reads_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "digests"
    (folder / "facts").mkdir(parents=True)
    (folder / "2025").mkdir()
    for name in (
        "tag.yml",
        "tags.yml",
        "corrections.yml",
        "other.yaml",
        "README.md",
        ".hidden.yml",
        "2025-01-01-a.txt",
        "2025-01-02-b.yaml",
    ):
        (folder / name).write_text("")
    for name in ("facts/a.json", "facts/b.jsonl", "2025/2025-01-01-a.txt"):
        (folder / name).write_text("")
    assert [f"{problem.source.path} {problem.level} {problem.message}" for problem in strays(folder)] == [
        "digests/2025 note is a folder, and nothing in it is read; digests lie directly in digests/.",
        "digests/facts/a.json note is not read: facts are in files that end in .jsonl.",
        "digests/other.yaml note is no file of Offprint's, and is not read.",
        "digests/tag.yml note is no file of Offprint's, and is not read; did you mean tags.yml?",
    ]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(strays(tmp_path / "none")) == []
