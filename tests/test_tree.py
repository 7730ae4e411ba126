"""The tree of a site: brought up to date, it is what a new one would be, and untouched files stay untouched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import OutputFile
from generator.seen import stamps_below
from generator.tree import Laid, bring

NAMES = ["a", "b", "a/index.html", "b/index.html", "b/c/index.html", "c/d.json", "e.xml"]
contents = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "1", "22"]))


def is_possible(files: dict[str, str]) -> bool:
    """No name is a file and a folder."""
    return not any(other.startswith(f"{name}/") for name in files for other in files)


sites = st.tuples(contents, contents).filter(
    lambda site: is_possible({**site[0], **site[1]}) and not site[0].keys() & site[1].keys()
)


def write_built(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    folder.mkdir(exist_ok=True)


def pages_in(folder: Path) -> dict[str, Laid]:
    return {path: (f"{folder}/{path}", stamp) for path, stamp in stamps_below(str(folder)).items()}


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """A number alone may be that of a file that went."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@given(st.lists(sites, min_size=1, max_size=5), st.booleans())
@settings(max_examples=60)
def test_any_site_becomes_any_other(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[dict[str, str], dict[str, str]]], links: bool
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    with pytest.MonkeyPatch.context() as patch:
        if not links:
            patch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError))
        for number, (pages, others) in enumerate(made):
            write_built(folder / str(number), pages)
            joining = [OutputFile(name, text) for name, text in others.items()]
            assert bring(folder / "new", pages_in(folder / str(number)), joining, folder / "none") == []
            assert tree(folder / "new") == {**pages, **others}
            assert not [
                place
                for place, inner, names in os.walk(folder / "new")
                if not inner and not names and place != str(folder / "new")
            ]


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    write_built(tmp_path / "built", {"a/index.html": "x", "b/index.html": "y"})
    joining = [OutputFile("feed.xml", "f"), OutputFile("api.json", "1")]
    bring(tmp_path / "new", pages_in(tmp_path / "built"), joining, tmp_path / "none")
    before = stamps(tmp_path / "new")
    (tmp_path / "built/b/index.html").unlink()
    write_built(tmp_path / "built", {"b/index.html": "z"})
    joining[1] = OutputFile("api.json", "2")
    bring(tmp_path / "new", pages_in(tmp_path / "built"), joining, tmp_path / "none")
    after = stamps(tmp_path / "new")
    assert {path.name for path in before if before[path] == after[path]} == {"index.html", "feed.xml"}
    assert tree(tmp_path / "new") == {"a/index.html": "x", "b/index.html": "z", "feed.xml": "f", "api.json": "2"}


def test_a_new_tree_shares_what_the_published_site_holds(tmp_path: Path) -> None:
    write_built(tmp_path / "built", {"a/index.html": "x"})
    write_built(tmp_path / "site", {"api/1.json": "1", "api/2.json": "2", "feed.xml": "f"})
    (tmp_path / "site" / "link.txt").symlink_to("feed.xml")
    joining = [OutputFile("api/1.json", "1"), OutputFile("api/2.json", "3"), OutputFile("link.txt", "f")]
    bring(tmp_path / "new", pages_in(tmp_path / "built"), joining, tmp_path / "site")
    assert tree(tmp_path / "new") == {"a/index.html": "x", "api/1.json": "1", "api/2.json": "3", "link.txt": "f"}
    shared = [one.path for one in joining if (tmp_path / "site" / one.path).samefile(tmp_path / "new" / one.path)]
    assert shared == ["api/1.json"]
    assert tree(tmp_path / "site")["api/2.json"] == "2"


def test_a_file_at_the_place_of_a_page_is_a_clash(tmp_path: Path) -> None:
    write_built(tmp_path / "built", {"a/index.html": "x"})
    joining = [OutputFile("a/index.html", "y"), OutputFile("left", "in")]
    problems = bring(tmp_path / "new", pages_in(tmp_path / "built"), joining, tmp_path / "none")
    assert [(problem.source.path, problem.code) for problem in problems] == [("a/index.html", "url-clash")]
    assert tree(tmp_path / "new") == {"a/index.html": "x", "left": "in"}


def test_a_file_that_is_kept_gets_a_second_name(tmp_path: Path) -> None:
    (tmp_path / "site/feeds").mkdir(parents=True)
    there = tmp_path / "site/feeds/a.xml"
    there.write_text("1")
    file = OutputFile("feeds/a.xml", "", kept=True)
    for _ in range(2):
        assert bring(tmp_path / "new", {}, [file], tmp_path / "site") == []
        assert (tmp_path / "new/feeds/a.xml").samefile(there)
