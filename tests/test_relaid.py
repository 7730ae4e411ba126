"""Another theme: the pages that are there are laid out anew and nothing else is done, with the bytes of a build that does all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.build import copy_project
from generator.build import build
from generator.first import show_first
from tests.test_unchanged import files_below

LAYING = "laying out pages (MkDocs)"
PAPERS = "".join(
    f"@article{{k{n}, title = {{Kestrels and marl {n}}}, abstract = {{We see {n} hedges.}}, author = {{Ada Lovelace}}, year = 2020}}\n"
    for n in range(12)
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    copy_project(tmp_path / "project")
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "2025-03-14-x.bib").write_text(PAPERS)
    (tmp_path / "project/site_src/.nojekyll").write_text("")
    (tmp_path / "project/theme_overrides/own.css").write_text("p { color: black }")
    assert built(tmp_path).library
    (tmp_path / "site/CNAME").write_text("papers.example")
    assert built(tmp_path).built
    return tmp_path


def built(place: Path, **given: object):  # type: ignore[no-untyped-def]
    return build(place / "project", place / "digests", place / "site", **given)  # type: ignore[arg-type]


def from_nothing(place: Path) -> dict[str, bytes]:
    shutil.rmtree(place / ".anew.work", ignore_errors=True)
    shutil.rmtree(place / "anew", ignore_errors=True)
    (place / "anew").mkdir()
    shutil.copyfile(place / "site/files.json", place / "anew/files.json")
    shutil.copyfile(place / "site/CNAME", place / "anew/CNAME")
    build(place / "project", place / "digests", place / "anew")
    return files_below(place / "anew")


def touch(place: Path, told: str = "<!-- touched -->") -> None:
    main = place / "project/theme_overrides/main.html"
    main.write_text(main.read_text().replace("{% endblock %}", f"{told}{{% endblock %}}", 1))


def test_pages_are_laid_out_and_nothing_is_read(place: Path) -> None:
    touch(place)
    (place / "project/theme_overrides/own.css").unlink()
    (place / "project/theme_overrides/other.css").write_text("p { color: red }")
    report = built(place)
    assert report.built
    assert set(report.spent) == {LAYING}
    assert (report.papers, report.digests, report.library, report.why) == (12, 1, None, ("another theme",))
    pages = [text for path, text in files_below(place / "site").items() if path.startswith("papers/kestrels-and-marl-")]
    assert len(pages) == 12
    assert all(b"<!-- touched -->" in page for page in pages)
    assert files_below(place / "site") == from_nothing(place)
    assert not (place / "site/own.css").exists()
    assert not built(place).spent, "then nothing has changed"


def test_the_next_digest_lays_out_what_is_new_alone(place: Path) -> None:
    touch(place)
    built(place)
    pages = (place / ".site.work/built/pages/papers").glob("kestrels*.md")
    before = {path: path.stat().st_mtime_ns for path in pages}
    (place / "digests/2025-03-15-x.bib").write_text("@misc{a, title = {Chalk}, year = 2020}\n")
    report = built(place)
    assert report.papers == 13
    kept = [path for path, time in before.items() if path.stat().st_mtime_ns == time]
    assert len(kept) > 8
    assert files_below(place / "site") == from_nothing(place)


def test_a_template_that_fails_is_told_and_leaves_the_site(place: Path) -> None:
    whole = files_below(place / "site")
    touch(place, "{% nonsense %}")
    report = built(place)
    assert not report.built
    assert [problem.code for problem in report.problems if problem.level == "error"] == ["engine-failed"]
    assert files_below(place / "site") == whole


@pytest.mark.parametrize("lost", ["site/feed.xml", ".site.work/built", ".site.work/state.json", ".site.work/made"])
def test_what_is_not_as_it_was_left_is_made_again(place: Path, lost: str) -> None:
    path = place / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    touch(place)
    assert built(place).built
    assert files_below(place / "site") == from_nothing(place)


def test_a_digest_and_a_template_at_once(place: Path) -> None:
    touch(place)
    (place / "digests/2025-03-15-x.bib").write_text("@misc{a, title = {Chalk}, year = 2020}\n")
    assert built(place).papers == 13
    assert files_below(place / "site") == from_nothing(place)


def test_the_page_in_view_is_first(place: Path) -> None:
    touch(place)
    page, seen = "papers/kestrels-and-marl-3/", []

    def first(*made_of: object) -> None:
        seen.append(show_first([page, "about/"], *made_of))  # type: ignore[arg-type]

    built(place, first=first)
    assert [sorted(pages) for pages in seen] == [["about/", page]]
