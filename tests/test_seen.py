"""What lies in folders: asked once, and as it is where somebody said that he wrote."""

from __future__ import annotations

from pathlib import Path

from generator.seen import Seen, stamp_of, stamps_below


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_what_was_seen_stands_until_somebody_says_that_he_wrote(tmp_path: Path) -> None:
    seen, folder = Seen(), tmp_path / "site"
    assert seen.below(folder) == {}
    put(folder, a="1", b="1")
    assert seen.below(folder) == {}, "it was asked"
    seen.again(folder, ["a", "b"])
    (folder / "b").unlink()
    seen.again(folder, ["b", "c"])
    assert seen.below(folder) == {"a": stamp_of(f"{folder}/a")} == stamps_below(str(folder))
    put(folder, c="1")
    seen.forget(folder)
    assert seen.below(folder).keys() == {"a", "c"}


def test_folders_that_change_places(tmp_path: Path) -> None:
    seen, one, other = Seen(), tmp_path / "one", tmp_path / "other"
    put(one, a="1")
    put(other, b="1")
    before = seen.below(one)
    seen.exchange(one, other)
    assert seen.below(other) is before and seen.below(one).keys() == {"a"}, (
        "of the other nothing was known: it is asked"
    )


def test_links_are_files_and_followed_by_nobody(tmp_path: Path) -> None:
    put(tmp_path / "there", a="12")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "folder").symlink_to(tmp_path / "there")
    (tmp_path / "site" / "nowhere").symlink_to(tmp_path / "none")
    (tmp_path / "site" / "b").hardlink_to(tmp_path / "there" / "a")
    found = stamps_below(str(tmp_path / "site"))
    assert found.keys() == {"folder", "nowhere", "b"}
    assert found["b"] == stamp_of(f"{tmp_path}/there/a") and found["b"][0] == 2 and found["b"][3] == 2
    assert stamp_of(f"{tmp_path}/none") is None
