"""Nothing to do: seen when all is as it was, and never when something is not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.build import copy_project
from generator.build import build
from generator.output import MANIFEST
from generator.seen import Seen
from generator.site import Folders
from generator.unchanged import begin, finish, inputs_of, last_build
from tests.program import build_line

ROOT = Path(__file__).parents[1]
FILES = {
    "mkdocs.yml": "site_name: x", "offprint.yml": "", "theme_overrides/main.html": "x", "theme_overrides/partials/a.html": "x",
    "site_src/about.md": "# About", "site_src/.nojekyll": "", "digests/tags.yml": "[]", "in/a.txt": "A", "in/facts/f.jsonl": "{}",
    "site/index.html": "x", "docs/papers/a.md": "x",
}  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "work").mkdir()
    made = Folders(tmp_path, tmp_path / "docs", tmp_path / "site", tmp_path / "work")
    finish(made, inputs_of(made, tmp_path / "in", False), (), 1, 1)
    return made


def is_unchanged(folders: Folders, *, strict: bool = False) -> bool:
    return since(folders, strict=strict) == ()


def since(folders: Folders, *, strict: bool = False) -> tuple[str, ...]:
    last = last_build(replace(folders, seen=Seen()), inputs_of(folders, folders.project / "in", strict))
    assert (last.said is None) == bool(last.why)
    assert (last.pages is not None) == (last.why == ("another theme",))
    return last.why


def test_nothing_changed(folders: Folders) -> None:
    assert is_unchanged(folders)
    assert not is_unchanged(folders, strict=True)
    begin(folders)
    assert since(folders) == ("no earlier build came to its end",), "a build that was killed left nothing to rely on"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("offprint.yml", "other digests or settings"), ("in/a.txt", "other digests or settings"),
        ("theme_overrides/main.html", "another theme"),
        ("site_src/about.md", "other hand-written pages"), ("site/index.html", "pages changed after the last build"),
    ],
)  # fmt: skip
def test_it_says_what_is_not_as_it_was(folders: Folders, name: str, told: str) -> None:
    (folders.project / name).write_text("another text")
    assert since(folders) == (told,)


def test_other_code_is_told_from_other_digests(tmp_path: Path) -> None:
    """A build in a copied project runs the code of the copy: who changes the checkout meanwhile changes nothing there."""
    project, digests = tmp_path / "project", tmp_path / "digests"
    copy_project(project)
    digests.mkdir()
    (digests / "2025-03-14-x.bib").write_text("@misc{a, title = {One title of a paper}, year = 2020}\n")
    command = [*build_line(digests, tmp_path / "site"), "--timings", "json"]
    told = []
    for edited in (None, None, "generator/haste.py", "digests/2025-03-14-x.bib"):
        if edited:
            path = (project if edited.startswith("generator") else tmp_path) / edited
            path.write_text(path.read_text() + "\n")
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
        told.append(json.loads(next(line for line in done.stderr.splitlines() if line.startswith("{")))["why"])
    assert told == [["no earlier build came to its end"], [], ["other code or packages"], ["other digests or settings"]]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("change", ["edit", "remove"])
def test_each_file_counts(folders: Folders, name: str, change: str) -> None:
    path = folders.project / name
    path.unlink() if change == "remove" else path.write_text(path.read_text() + "!")
    assert not is_unchanged(folders)


@pytest.mark.parametrize(
    "name", ["in/b.txt", "in/tags.yml", "site_src/new.md", "theme_overrides/404.html", "site/CNAME", "docs/x.md"]
)
def test_a_new_file_counts(folders: Folders, name: str) -> None:
    (folders.project / name).write_text("new")
    assert not is_unchanged(folders)


def test_a_generated_page_among_the_hand_written_is_no_input(folders: Folders) -> None:
    (folders.project / "site_src" / MANIFEST).write_text('{"files": ["papers.md"]}')
    first = inputs_of(folders, folders.project / "in", False)
    (folders.project / "site_src" / "papers.md").write_text("generated")
    assert inputs_of(folders, folders.project / "in", False) == first


def test_a_page_spoiled_in_its_old_length_counts(folders: Folders) -> None:
    page = folders.project / "site/index.html"
    page.write_text("y")
    os.utime(page, ns=(1, 1))
    assert not is_unchanged(folders)


def test_a_build_says_the_same_again(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-03-14-x.bib").write_text("@misc{a, title = {One title of a paper}, year = 2020}\n@misc{broken\n")
    first = build(ROOT, digests, tmp_path / "site")
    again = build(ROOT, digests, tmp_path / "site")
    assert first.readings and not again.readings
    assert (again.built, again.papers, again.digests, again.problems) == (True, 1, 1, first.problems)
    page = next((tmp_path / "site/papers").glob("*/index.html"))
    kept = page.read_bytes()
    page.write_text("spoiled")
    assert build(ROOT, digests, tmp_path / "site").readings
    assert page.read_bytes() == kept
    assert build(ROOT, digests, tmp_path / "site", force=True).readings


def test_timings_say_what_each_phase_took(tmp_path: Path) -> None:
    """On stderr, as text or JSON; the second build of the same says that all was there."""
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-03-14-x.bib").write_text("@misc{a, title = {One title of a paper}, year = 2020}\n")
    told = []
    for page in ("index.html", "about/index.html"):
        command = build_line(digests, tmp_path / "site")
        done = subprocess.run([*command, "--timings", "json"], cwd=ROOT, capture_output=True, text=True, check=True)
        told.append(json.loads(next(line for line in done.stderr.splitlines() if line.startswith("{"))))
        (tmp_path / "site" / page).write_text("spoiled, so that the next build has something to do")
    assert set(told[0]["phases"]["reading digests"]) == {"seconds", "cpu", "megabytes", "asked", "found"}
    for number, found in ((0, 0), (1, 1)):
        reading = told[number]["phases"]["reading digests"]
        assert (reading["asked"], reading["found"]) == (1, found)
    # What is there already, made of the same, is not asked for; the forms of a citation are asked for by lists and by search.
    assert told[0]["remembered"]["found"] == 1 <= told[1]["remembered"]["asked"] <= told[0]["remembered"]["asked"]
    assert told[1]["remembered"]["found"] == told[1]["remembered"]["asked"]


def test_force_forgets_what_made_the_pages(folders: Folders) -> None:
    for name in ("made", "state.json", "memo.sqlite"):
        (folders.work / name).write_text("x")
    begin(folders)
    assert {path.name for path in folders.work.iterdir()} == {"made", "state.json", "memo.sqlite"}
    begin(folders, force=True)
    assert {path.name for path in folders.work.iterdir()} == {"memo.sqlite"}, "the memory begins itself anew"


def test_what_somebody_removed_is_made_again(tmp_path: Path) -> None:
    """The site, the pages before MkDocs, the folder beside the site, and each file and folder in it."""
    project, digests, out = tmp_path / "project", tmp_path / "digests", tmp_path / "site"
    copy_project(project)
    digests.mkdir()
    (digests / "2025-03-14-x.bib").write_text("@misc{a, title = {One title of a paper}, year = 2020}\n")
    build(project, digests, out, strict=False)
    whole = files_below(out)
    work = out.with_name(f".{out.name}.work")
    left = [
        out,
        project / "site_src" / "papers",
        work,
        *(work / name for name in sorted(path.name for path in work.iterdir())),
    ]
    assert len(left) > 6
    for path in left:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        build(project, digests, out, strict=False)
        assert files_below(out) == whole, path


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
