"""`offprint check` and `offprint formats`: the account of any file, in words, as JSON and for GitHub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.commands.check import annotation
from generator.model import Problem, Source
from generator.readers import formats

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "readers" / "samples" / "records"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(ROOT)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def test_a_file_of_any_name_is_read(run: object, tmp_path: Path) -> None:
    path = tmp_path / "My refs (final).bib"
    path.write_text("@article{a, title={A Title}}\n")
    done: Result = run("check", path)  # type: ignore[operator]
    assert done.exit_code == 0
    assert "(BibTeX): 1 paper; 1 line: 1 used, 0 chrome, 0 in doubt" in done.output
    assert "note[digest-name]" in done.output


def test_a_digest_must_be_named_as_one(run: object, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@article{a, title={A Title}}\n")
    done: Result = run("check", "--digests", tmp_path, tmp_path / "refs.bib")  # type: ignore[operator]
    assert done.exit_code == 1
    assert "error[digest-name]" in done.output


def test_corrections_are_checked_alone(run: object, tmp_path: Path) -> None:
    (tmp_path / "2025-01-01-refs.bib").write_text("@article{a, title={A Title}}\n@article{b, title={}}\n")
    (tmp_path / "corrections.yml").write_text("papers:\n  - paper: a-titel\n    set: {date: 2024}\n")
    done: Result = run("check", "--digests", tmp_path, tmp_path / "corrections.yml")  # type: ignore[operator]
    assert f"{tmp_path}/corrections.yml:2: " in done.output
    assert "a-title" in done.output and "refs.bib" not in done.output


def test_papers_in_yaml_are_read_under_any_name(run: object, tmp_path: Path) -> None:
    for name in ("refs.yaml", "2025-01-01-refs.yml"):
        (tmp_path / name).write_text(
            "references:\n- id: a\n  title: Nets of Moss\n  author: [{family: Ulm, given: Tom}]\n  issued: 1990\n"
        )
        done: Result = run("check", tmp_path / name)  # type: ignore[operator]
        assert "(YAML): 1 paper" in done.output
    whole: Result = run("check", "--digests", tmp_path)  # type: ignore[operator]
    assert "2025-01-01-refs.yml (YAML): 1 paper" in whole.output
    assert "refs.yaml:1: note[not-read]" in whole.output


def test_settings_are_checked_alone(run: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme_overrides").mkdir()
    (tmp_path / "digests").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Moss\n")
    (tmp_path / "offprint.yml").write_text("page_size: 20\npage_sise: 20\n")
    monkeypatch.chdir(tmp_path)
    done: Result = run("check", "offprint.yml", "mkdocs.yml")  # type: ignore[operator]
    assert done.exit_code == 1
    assert "offprint.yml:2: error[config-invalid]: 'page_sise' is no setting" in done.output
    assert "mkdocs.yml: nothing is wrong in it." in done.output


def test_a_folder_without_digests_says_so(run: object, tmp_path: Path) -> None:
    done: Result = run("check", "--digests", tmp_path)  # type: ignore[operator]
    assert (done.exit_code, done.output) == (0, "There is no digest. `offprint add FILE` adds one.\n")


def test_a_file_that_is_not_there_says_nothing_of_digests(run: object) -> None:
    done: Result = run("check", "not-there.txt")  # type: ignore[operator]
    assert done.exit_code == 1
    assert "not-there.txt:1: error[unreadable]: is not a file; give the path of a digest.\n" in done.output
    assert "There is no digest" not in done.output


GRASS, MOSS = "2401.00001 Nets of Grass", "2401.00002 Nets of Moss"
COUNTS = {
    "nothing to say": ({"a": [GRASS], "b": [MOSS]}, ""),
    "two digests": ({"a": [GRASS], "b": [GRASS]}, "2 papers read, 1 on the site: 1 came again in another digest."),
    "one digest": ({"a": [GRASS] * 3}, "3 papers read, 1 on the site: 2 stand twice in one."),
    "withdrawn": ({"a": ["2401.00001 Nets of Wax"]}, "1 of those on it is shown as withdrawn."),
    "by id": ({"a": [GRASS], "b": ["2401.00001 ", "2401.00002 "]},
        "2 papers read, 1 on the site: 1 came again in another digest. 1 known by id alone is not on it."),
}  # fmt: skip
WITHDRAWN = "papers:\n  - paper: nets-of-wax\n    withdraw: Its author asked.\n"


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_are_those_of_the_site_or_say_why_not(run: object, tmp_path: Path, name: str) -> None:
    digests, said = COUNTS[name]
    for digest, lines in digests.items():
        papers = [line.split(" ", 1) for line in lines]
        titled = [{"title": title, "arxiv_id": identifier} for identifier, title in papers if title]
        text = json.dumps(titled) if titled else "\n".join(identifier for identifier, _ in papers)
        (tmp_path / f"2025-01-01-{digest}.json").write_text(text)
    (tmp_path / "corrections.yml").write_text(WITHDRAWN if name == "withdrawn" else "")
    for _ in range(2):
        done: Result = run("check", "--digests", tmp_path)  # type: ignore[operator]
        assert [line for line in done.stdout.splitlines() if "the site" in line or "those on it" in line] == [
            said
        ] * bool(said)


def test_a_folder_stands_for_its_files(run: object) -> None:
    done: Result = run("check", SAMPLES, "--format", "json")  # type: ignore[operator]
    answer = json.loads(done.stdout)
    assert len(answer["accounts"]) == len(list(SAMPLES.iterdir()))
    for account in answer["accounts"]:
        assert sum(account[part] for part in ("used", "chrome", "doubt", "skipped")) == account["lines"]
        assert account["unaccounted"] == 0
    assert answer["total"]["papers"] == sum(account["papers"] for account in answer["accounts"])


def test_spans_are_in_the_json_when_asked(run: object) -> None:
    path = SAMPLES / "2025-02-10-references-twin.ris"
    answer = json.loads(run("check", path, "--explain", "--format", "json").stdout)  # type: ignore[operator]
    assert answer["accounts"][0]["spans"][0] == {"first": 1, "last": 13, "use": "entry", "paper": 0, "note": ""}
    plain = json.loads(run("check", path, "--format", "json").stdout)  # type: ignore[operator]
    assert "spans" not in plain["accounts"][0]


def test_each_line_is_explained(run: object) -> None:
    done: Result = run("check", SAMPLES / "2025-02-10-references-twin.ris", "--explain")  # type: ignore[operator]
    rows = done.stdout.splitlines()
    assert rows[0].split()[:3] == ["1", "1", "entry"]
    assert any("Please cite us." in row and "doubt" in row and "outside of every record" in row for row in rows)


def test_what_is_no_file_is_a_problem(run: object, tmp_path: Path) -> None:
    done: Result = run("check", tmp_path / "nowhere.bib")  # type: ignore[operator]
    assert done.exit_code == 1
    assert "error[unreadable]" in done.output


def test_a_title_cannot_command_github() -> None:
    problem = Problem(
        Source("a,b:c%.bib", 3), "warning", "no-title", "it's 50%\r\n::error::owned\x1b[31m\u2028::set-output::x"
    )
    line = annotation(problem)
    assert line.startswith("::warning file=a%2Cb%3Ac%25.bib,line=3,title=no-title::it's 50%25%0D%0A::error::owned")
    assert line.splitlines() == [line]
    assert line.isprintable()


def test_formats_are_listed_with_samples(run: object) -> None:
    done: Result = run("formats")  # type: ignore[operator]
    assert done.exit_code == 0
    for form in formats():
        assert f"{form.NAME}\n    {form.SAMPLE.splitlines()[0]}" in done.output
    answer = json.loads(run("formats", "--format", "json").stdout)  # type: ignore[operator]
    assert {one["name"] for one in answer} == {form.NAME for form in formats()}


def test_every_format_says_what_it_is() -> None:
    names = [form.NAME for form in formats()]
    assert len(set(names)) == len(names)
    assert all(form.SAMPLE.strip() for form in formats())
