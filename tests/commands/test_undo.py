"""`offprint add --undo`: the folder is as it was, nothing that somebody wrote since is lost, and what was published keeps its address."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

ABSTRACT = "Rivers carry sand to the sea, and nobody has counted how much of it returns with the wind; we count it on forty beaches."
FIRST = json.dumps([{"title": "Counting Sand", "authors": ["Ada Li"], "abstract": ABSTRACT, "arxiv_id": "2401.00001"}])
# A new work, and the first one under a longer title: its address is made to lead to the old one.
SECOND = json.dumps(
    [
        {"title": "Counting Gravel", "authors": ["Bo Aho"]},
        {"title": "Counting Sand, Again", "authors": ["Ada Li"], "abstract": ABSTRACT, "arxiv_id": "2401.00001"},
    ]
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    (tmp_path / "offprint.yml").write_text("")
    (tmp_path / "digests").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(main, ["add", *arguments], input=given, catch_exceptions=False)


def added(given: str, day: str) -> str:
    done = add("-", "--series", "x", "--date", day, given=given)
    assert done.exit_code == 0, done.output
    return done.output


def there(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "digests").iterdir()}


def test_all_is_as_it_was_and_the_text_is_kept(project: Path) -> None:
    states = [there(project)]
    for text, day in ((FIRST, "2025-01-01"), (SECOND, "2025-02-01")):
        assert "To undo: `offprint add --undo`." in added(text, day)
        states.append(there(project))
    assert b"to:papers/counting-sand" in states[2]["addresses.yml"]
    for before in (states[1], states[0]):
        would = add("--undo", "--dry-run")
        assert "Would take digests/2025-0" in would.output
        assert there(project) != before
        assert add("--undo").exit_code == 0
        assert there(project) == before
    assert (project / ".site.work/taken-out/2025-02-01-x.json").read_text() == SECOND
    last = add("--undo")
    assert (last.exit_code, there(project)) == (1, {})
    assert "no digest was added" in last.output


def test_an_edited_digest_stays(project: Path) -> None:
    added(FIRST, "2025-01-01")
    digest = project / "digests" / "2025-01-01-x.json"
    digest.write_text(FIRST.replace("Sand", "Sands"))
    before = there(project)
    refused = add("--undo")
    assert refused.exit_code == 1
    assert "was edited since it was added" in refused.output
    assert there(project) == before


def test_a_digest_that_was_deleted_leaves_no_addresses(project: Path) -> None:
    added(FIRST, "2025-01-01")
    (project / "digests" / "2025-01-01-x.json").unlink()
    done = add("--undo")
    assert (done.exit_code, there(project)) == (0, {})
    assert "was deleted already" in done.output


def test_addresses_that_somebody_changed_stay(project: Path) -> None:
    added(FIRST, "2025-01-01")
    register = project / "digests" / "addresses.yml"
    register.write_text(register.read_text().replace("papers/counting-sand: ", "papers/counting-sand: doi:10.1000/a "))
    done = add("--undo")
    assert done.exit_code == 0
    assert "Changed since, so they stay: papers/counting-sand." in done.output
    kept = [line for line in register.read_text().splitlines() if not line.startswith("#")]
    assert [line.split(":")[0] for line in kept] == ["papers/counting-sand"]


def test_a_register_with_errors_is_left_alone(project: Path) -> None:
    added(FIRST, "2025-01-01")
    register = project / "digests" / "addresses.yml"
    register.write_text(register.read_text() + "what is this\n")
    before = there(project)
    refused = add("--undo")
    assert (refused.exit_code, there(project)) == (1, before)
    assert "has errors" in refused.output


def test_what_a_commit_holds_may_be_published(project: Path) -> None:
    added(FIRST, "2025-01-01")
    register = (project / "digests" / "addresses.yml").read_bytes()
    for line in ("init -q", "add digests", "-c user.name=A -c user.email=a@example.org commit -qm x"):
        subprocess.run(["git", *line.split()], cwd=project, check=True)
    done = add("--undo")
    assert done.exit_code == 0
    assert "may have been published" in done.output
    assert there(project) == {"addresses.yml": register}


@pytest.mark.parametrize("arguments", [(), ("--undo", "x.bib")])
def test_a_file_or_undo(project: Path, arguments: tuple[str, ...]) -> None:
    assert add(*arguments).exit_code == 2
