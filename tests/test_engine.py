"""The engine under the pages: MkDocs as a program, only changed pages built again, complaints as Problems."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.engine import Engine, mkdocs, page_file, standing_by
from generator.model import OutputFile, Problem
from generator.seen import Seen
from generator.site import Folders, _exchange, build_site, clashes


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\ntheme: {name: material, font: false}\nplugins: []\nnav: [index.md]\n"
    )
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("<title>{{ page.title }}</title>{{ page.content }}")
    docs = tmp_path / "docs"
    (docs / "papers").mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n")
    for name in "abc":
        (docs / "papers" / f"{name}.md").write_text(f"# Paper {name}\n")
    return Folders(tmp_path, docs, tmp_path / "site", tmp_path / ".site.work")


def site_of(folders: Folders, joining: list[OutputFile], made_by: Engine) -> list[Problem]:
    """One build: what lies there is asked anew in each."""
    return build_site(replace(folders, seen=Seen()), joining, made_by)


def engine(folders: Folders, **more: object) -> Engine:
    return Engine(folders.project / "mkdocs.yml", folders.project / "theme", **more)  # type: ignore[arg-type]


def stamps(folder: Path) -> dict[str, int]:
    return {
        p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*.html") if p.name == "index.html"
    }


def test_builds_only_what_changed(folders: Folders) -> None:
    assert site_of(folders, [], engine(folders)) == []
    before = stamps(folders.out)
    assert len(before) == 4
    (folders.docs / "papers" / "b.md").write_text("# New b\n")
    (folders.docs / "papers" / "c.md").unlink()
    assert site_of(folders, [], engine(folders)) == []
    after = stamps(folders.out)
    assert after.keys() == before.keys() - {"papers/c/index.html"}
    assert {name for name in after if after[name] != before[name]} == {"papers/b/index.html"}
    assert "New b" in (folders.out / "papers/b/index.html").read_text()


def test_two_processes_make_the_same_bytes(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    site_of(folders, [], engine(folders))
    one = {name: (folders.out / name).read_bytes() for name in stamps(folders.out)}
    monkeypatch.setattr("generator.engine.mkdocs._PAGES_FOR_TWO", 4)
    other = Folders(folders.project, folders.docs, folders.project / "two", folders.project / ".two.work")
    site_of(other, [], engine(folders, processes=2))
    assert {name: (other.out / name).read_bytes() for name in stamps(other.out)} == one
    assert not list(other.work.glob("batch-*"))


def test_a_process_that_stands_by_makes_the_same_bytes_and_ends(folders: Folders) -> None:
    site_of(folders, [], engine(folders))
    one = {name: (folders.out / name).read_bytes() for name in stamps(folders.out)}
    for ends in (False, True):
        with standing_by():
            (process,) = mkdocs._standing
            if ends:  # as when nobody has memory for it
                process.kill()
                process.wait()
            other = Folders(folders.project, folders.docs, folders.project / "two", folders.project / f".two{ends}")
            assert site_of(other, [], engine(folders)) == []
            assert {name: (other.out / name).read_bytes() for name in stamps(other.out)} == one
            assert (process.returncode == 0) is not ends
    with standing_by():
        (process,) = mkdocs._standing
    assert process.returncode not in (0, None)


def test_a_changed_theme_builds_all_again(folders: Folders) -> None:
    site_of(folders, [], engine(folders))
    (folders.project / "theme" / "main.html").write_text("<title>New</title>{{ page.content }}")
    site_of(folders, [], engine(folders))
    assert all((folders.out / name).read_text().startswith("<title>New") for name in stamps(folders.out))


def test_html_spoiled_by_hand_is_built_again(folders: Folders) -> None:
    site_of(folders, [], engine(folders))
    (folders.out / "papers/a/index.html").write_text("spoiled")
    site_of(folders, [], engine(folders))
    assert "Paper a" in (folders.out / "papers/a/index.html").read_text()


def test_what_mkdocs_says_is_told_a_sentence_at_a_time(folders: Folders) -> None:
    config = folders.project / "mkdocs.yml"
    config.write_text(config.read_text() + "plugins: [nowhere-to-be-found]\n")
    (problem,) = [problem for problem in site_of(folders, [], engine(folders)) if problem.level == "error"]
    assert "plugin is not installed; Aborted with" in problem.message and "ERROR" not in problem.message


def test_a_broken_theme_is_a_problem_and_the_old_site_stays(folders: Folders) -> None:
    site_of(folders, [], engine(folders))
    (folders.project / "theme" / "main.html").write_text("{% if %}")
    problems = site_of(folders, [], engine(folders))
    assert [problem.code for problem in problems] == ["engine-failed"]
    assert "Paper a" in (folders.out / "papers/a/index.html").read_text()
    (folders.project / "theme" / "main.html").write_text("mended {{ page.content }}")
    assert site_of(folders, [], engine(folders)) == []
    assert "mended" in (folders.out / "papers/a/index.html").read_text()


def test_joins_files_and_replaces_the_sitemap(folders: Folders) -> None:
    joining = [OutputFile("sitemap.xml", "<ours/>"), OutputFile("api/v1/index.json", b"{}")]
    assert site_of(folders, joining, engine(folders)) == []
    assert (folders.out / "sitemap.xml").read_text() == "<ours/>"
    assert (folders.out / "api/v1/index.json").read_bytes() == b"{}"
    assert not (folders.out / "sitemap.xml.gz").exists()


def test_of_a_large_site_the_next_tree_is_made_at_once(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    joining = [OutputFile("feed.xml", "f"), OutputFile("api.json", "1")]
    monkeypatch.setattr("generator.site._LARGE", 3)
    site_of(folders, joining, engine(folders))
    assert not folders.new.exists()
    other = Folders(folders.project, folders.docs, folders.project / "two", folders.project / ".two.work")
    monkeypatch.setattr("generator.site._LARGE", 2)
    site_of(other, joining, engine(folders))
    for name in ("index.html", "papers/a/index.html", "feed.xml", "api.json"):
        assert (other.new / name).samefile(other.out / name)
    site_of(other, [OutputFile("feed.xml", "f"), OutputFile("api.json", "2")], engine(folders))
    assert ((other.new / "api.json").read_text(), (other.out / "api.json").read_text()) == ("1", "2")
    assert (other.new / "feed.xml").samefile(other.out / "feed.xml")


def test_a_file_on_a_page_is_a_clash_and_the_old_site_stays(folders: Folders) -> None:
    site_of(folders, [], engine(folders))
    problems = site_of(folders, [OutputFile("papers/a/index.html", "x")], engine(folders))
    assert [problem.code for problem in problems] == ["url-clash"]
    assert "Paper a" in (folders.out / "papers/a/index.html").read_text()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("papers/x.md", "papers/x/index.md"),
        ("papers/X.md", "papers/x.md"),
        ("a/README.md", "a/index.md"),
        ("a.md", "a/index.html"),
    ],
)
def test_two_files_with_one_url_are_refused(first: str, second: str) -> None:
    target = "page" if second.endswith(".md") else "site"
    files = [OutputFile(first, "", "page"), OutputFile(second, "", target)]  # type: ignore[arg-type]
    assert [str(problem) for problem in clashes(files)] == [
        f"{second}:1: error[url-clash]: has the URL of {first}; rename one of the two."
    ]


def test_page_files() -> None:
    assert [page_file(p) for p in ("index.md", "papers/x.md", "papers/index.md", "a.png")] == [
        "index.html", "papers/x/index.html", "papers/index.html", "a.png",
    ]  # fmt: skip


def test_one_file_twice_is_refused() -> None:
    files = [OutputFile("papers/x.md", "1", "page"), OutputFile("papers/x.md", "2", "page")]
    assert [problem.code for problem in clashes(files)] == ["url-clash"]


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    """So that there is no moment without a site. Linux alone can; elsewhere two renames do."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    done = _exchange(tmp_path / "one", tmp_path / "two")
    assert done == sys.platform.startswith("linux")
    assert (tmp_path / "one" / "index.html").read_text() == ("two" if done else "one")
    assert not _exchange(tmp_path / "one", tmp_path / "nothing")


def test_without_exchange_two_renames_do(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site._exchange", lambda *_: False)
    site_of(folders, [], engine(folders))
    (folders.docs / "papers" / "a.md").write_text("# New a\n")
    site_of(folders, [], engine(folders))
    assert "New a" in (folders.out / "papers/a/index.html").read_text()
    folders.out.rename(folders.old)  # where a kill between the two leaves the site
    (folders.project / "theme" / "main.html").write_text("{% if %}")
    assert [problem.code for problem in site_of(folders, [], engine(folders))] == ["engine-failed"]
    assert "New a" in (folders.out / "papers/a/index.html").read_text()
