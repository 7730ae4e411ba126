"""What is not ours in a built site is kept and told once; and a site is built nowhere where it does not belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.engine import Engine
from generator.kept import SITE_FILES, read_site_files
from generator.model import OutputFile, Problem
from generator.seen import Seen
from generator.site import Folders, build_site, refusals
from tests.test_cli import offprint, tree


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\ntheme: {name: material, font: false}\nplugins: []\nnav: [index.md]\n"
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}")
    (tmp_path / "docs" / "papers").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "docs" / "papers" / "a.md").write_text("# a\n")
    return Folders(tmp_path, tmp_path / "docs", tmp_path / "site", tmp_path / ".site.work")


def build(folders: Folders, *joining: OutputFile) -> list[Problem]:
    """One build: what lies there is asked anew in each."""
    return build_site(
        replace(folders, seen=Seen()), joining, Engine(folders.project / "mkdocs.yml", folders.project / "theme")
    )


THEIRS = {
    "CNAME": "papers.example.org",
    ".well-known/security.txt": "Contact: x",
    ".htaccess": "Options -Indexes",
    "papers/a/notes.txt": "mine",
}


def put(site: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)


def test_their_files_survive_and_are_named_once(folders: Folders) -> None:
    assert build(folders) == []
    put(folders.out, THEIRS)
    (folders.out / "data").symlink_to("/etc")
    first = build(folders)
    assert [(problem.level, problem.code) for problem in first] == [("note", "kept-file")]
    for name in ("CNAME", ".well-known/", ".htaccess", "papers/", "data", "site_src/"):
        assert name in first[0].message
    assert build(folders) == []
    put(folders.out, {"robots.txt": "x"})
    again = build(folders)
    assert "robots.txt" in again[0].message and "CNAME" not in again[0].message, "only what is new is told"
    for path, text in THEIRS.items():
        assert (folders.out / path).read_text() == text
    assert (folders.out / "data").readlink() == Path("/etc")
    listed = read_site_files(folders.out)
    assert listed and listed.kept == tuple(sorted([*THEIRS, "data", "robots.txt"]))
    assert set(listed.files) == tree(folders.out).keys() - {SITE_FILES, *listed.kept}


def test_what_was_ours_is_swept(folders: Folders) -> None:
    build(folders, OutputFile("feed.xml", "<feed/>"))
    (folders.docs / "papers" / "a.md").unlink()
    assert build(folders) == []
    assert not (folders.out / "papers").exists()
    assert not (folders.out / "feed.xml").exists()


@pytest.mark.parametrize("path", ["feed.xml", "feed.xml/x", "api"])
def test_a_file_of_theirs_is_not_replaced_by_one_of_ours(folders: Folders, path: str) -> None:
    build(folders)
    put(folders.out, {path: "mine"})
    before = tree(folders.out)
    problems = build(folders, OutputFile("feed.xml", "<feed/>"), OutputFile("api/x.json", "{}"))
    assert [(problem.level, problem.code, problem.source.path) for problem in problems] == [
        ("error", "not-ours", f"{folders.out}/{path}")
    ]
    assert tree(folders.out) == before


def test_a_file_that_is_ours_now_is_theirs_no_longer(folders: Folders) -> None:
    """A CNAME that was put into the site and then, as the note says, into site_src/."""
    build(folders)
    put(folders.out, {"CNAME": "x"})
    build(folders)
    (folders.docs / "CNAME").write_text("x")
    assert build(folders) == []
    assert (folders.out / "CNAME").read_text() == "x"
    (folders.docs / "CNAME").unlink()
    assert build(folders) == []
    assert not (folders.out / "CNAME").exists()


def test_a_site_of_an_older_version_keeps_what_lies_beside_the_pages(folders: Folders) -> None:
    build(folders, OutputFile("search/v1/manifest.json", "{}"))
    put(folders.out, {**THEIRS, "papers/gone/index.html": "an old page"})
    (folders.out / SITE_FILES).unlink()
    assert [problem.code for problem in build(folders)] == ["kept-file"]
    assert (folders.out / "CNAME").is_file() and (folders.out / ".well-known/security.txt").is_file()
    assert not (folders.out / "papers/gone").exists()


@pytest.mark.parametrize(
    "spoiled", ["", "{", "[]", '{"files": []}', '{"generator": "offprint", "files": [1], "kept": []}']
)
def test_a_spoiled_list_loses_nobody_s_file(folders: Folders, spoiled: str) -> None:
    build(folders, OutputFile("search/v1/manifest.json", "{}"))
    put(folders.out, {"CNAME": "x", SITE_FILES: spoiled})
    assert [problem.code for problem in build(folders)] == ["kept-file"]
    assert (folders.out / "CNAME").read_text() == "x"


def test_the_list_has_a_place_of_its_own(folders: Folders) -> None:
    (folders.docs / SITE_FILES).write_text("mine")
    assert [(problem.code, problem.source.path) for problem in build(folders)] == [("url-clash", SITE_FILES)]


@pytest.mark.parametrize("inside", ["", "x", "x/y"])
@pytest.mark.parametrize("source", ["site_src", "theme_overrides", "digests", "generator"])
def test_no_site_inside_a_folder_that_is_read(source: str, inside: str, tmp_path: Path) -> None:
    for name in ("site_src", "theme_overrides", "digests", "generator"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / source)
    for way in (source, "link"):
        folders = Folders(tmp_path, tmp_path, (tmp_path / way / inside).resolve(), tmp_path)
        assert [problem.code for problem in refusals(folders, [tmp_path / source])] == ["out-folder"]


def test_no_site_around_its_sources_or_inside_another_site(folders: Folders, tmp_path: Path) -> None:
    assert [problem.code for problem in refusals(folders, [folders.out / "digests"])] == ["out-folder"]
    build(folders)
    assert refusals(folders, []) == []
    within = Folders(tmp_path, folders.docs, folders.out / "preview", tmp_path)
    assert [problem.code for problem in refusals(within, [])] == ["out-folder"]


def test_only_an_empty_folder_or_a_site_of_ours_is_replaced(tmp_path: Path) -> None:
    def codes(out: Path) -> list[str]:
        return [problem.code for problem in refusals(Folders(tmp_path, tmp_path, out, tmp_path), [])]

    out = tmp_path / "out"
    assert codes(out) == []
    out.mkdir()
    assert codes(out) == []
    (out / "index.html").write_text("somebody's")
    assert codes(out) == codes(out / "index.html") == ["not-ours"]
    (out / ".offprint-manifest.json").write_text('{"files": []}')
    assert codes(out) == ["not-ours"], "the pages of a checkout are no site"
    (out / "search/v1").mkdir(parents=True)
    (out / "search/v1/manifest.json").write_text("{}")
    assert codes(out) == []


def test_the_commands_keep_bring_and_refuse(tmp_path: Path) -> None:
    """The whole way: hidden files of site_src/ reach the site, what is put into the site stays, and a wrong place is refused."""
    root = Path(__file__).parents[1]
    for name in ("mkdocs.yml", "offprint.yml", "theme_overrides"):
        (tmp_path / name).symlink_to(root / name)
    for name in ("digests", "site_src"):
        (tmp_path / name).mkdir()
    put(tmp_path / "site_src", {"CNAME": "a", ".well-known/x.txt": "b", ".htaccess": "c", ".note.swp": "d"})
    put(tmp_path / "site_src", {"about.md": "# About", "help.md": "# Help"})
    for out in ("site", "../elsewhere"):
        done = offprint("build", "--out", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        there = tree(tmp_path / out)
        assert {"CNAME", ".well-known/x.txt", ".htaccess", "about/index.html"} <= there.keys()
        assert ".note.swp" not in there
    put(tmp_path / "site", {"_headers": "/*"})
    assert "note[kept-file]: _headers: " in offprint("build", cwd=tmp_path).stderr
    assert offprint("build", cwd=tmp_path).stderr == ""
    assert (tmp_path / "site" / "_headers").read_text() == "/*"
    refused = offprint("build", "--out", "site_src/x", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "error[out-folder]: is in " in refused.stderr
    assert not (tmp_path / "site_src" / ".x.work").exists()
