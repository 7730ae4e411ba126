"""`offprint show`: one paper, and who said each of its values, losers too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import msgspec
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from generator.answers import NAMES, Answers
from generator.cli import main
from generator.commands.called import Called, keep_names, papers_by_name
from generator.commands.serve import _rebuild
from generator.commands.serve.server import Stamp
from generator.commands.show import record_lines
from generator.intake import Timer, gather_library
from generator.model import Paper, Relation, Source

ROOT = Path(__file__).parents[2]
ABSTRACT = (
    "Rivers carry sand to the sea, and nobody has counted how much of it returns with the wind. We count it on forty beaches over ten"
    " years, with drones, sieves and patience, and find that a third comes back."
)
RECORD = {
    "title": "Counting sand",
    "abstract": ABSTRACT,
    "authors": ["A. Núñez"],
    "arxiv_id": "2401.00001",
    "date": "2024-01-02",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("mkdocs.yml", "offprint.yml", "theme_overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    digests = tmp_path / "digests"
    (digests / "facts").mkdir(parents=True)
    (digests / "tags.yml").write_text("[]\n")
    (digests / "2025-01-01-list.json").write_text(json.dumps([RECORD]))
    later = {**RECORD, "title": "A third of all sand returns", "authors": ["Ada Núñez", "Bo Li"]}
    (digests / "2025-02-01-list.json").write_text(json.dumps([later]))
    fact = {
        "title": "Counting sand",
        "authors": {"value": ["Eve Aho"], "from": "a rumour"},
        "venues": {"value": ["ICML 2024"], "from": "a list"},
    }
    (digests / "facts" / "x.jsonl").write_text(json.dumps(fact) + "\n")
    (digests / "corrections.yml").write_text("- paper: counting-sand\n  set: {date: 2023-12-31}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def show(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", *arguments], catch_exceptions=False)


CALLED = (
    "counting-sand",
    "a-third-of-all-sand-returns",
    "2401.00001",
    "arXiv:2401.00001v3",
    "COUNTING SAND",
    "https://x.org/papers/counting-sand/",
)


@pytest.mark.parametrize("name", CALLED)
def test_a_paper_is_found_by_whatever_it_is_called(project: Path, name: str) -> None:
    done = show(name)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("key       counting-sand\n")


def test_every_value_says_where_it_came_from_and_losers_are_marked(project: Path) -> None:
    lines = [" ".join(line.split()) for line in show("counting-sand").output.splitlines()]
    assert "title A third of all sand returns <- digests/2025-02-01-list.json:1" in lines
    assert "- title Counting sand <- digests/2025-01-01-list.json:1" in lines
    assert "authors Ada Núñez; Bo Li <- digests/2025-02-01-list.json:1" in lines
    assert "- authors A. Núñez <- digests/2025-01-01-list.json:1" in lines
    assert "- authors Eve Aho <- a rumour" in lines
    assert "venues ICML 2024 <- a list" in lines
    assert "date 2023-12-31 <- digests/corrections.yml:2" in lines
    assert "- date 2024-01-02 <- digests/2025-01-01-list.json:1" in lines
    assert "arxiv 2401.00001 <- digests/2025-01-01-list.json:1" in lines
    assert "also a-third-of-all-sand-returns" in lines


def test_json_is_the_whole_record(project: Path) -> None:
    record = json.loads(show("counting-sand", "--json").output)
    assert record["key"] == "counting-sand"
    assert {origin["field"] for origin in record["origins"]} >= {"title", "authors", "date"}


def test_an_unknown_name_is_met_with_the_nearest(project: Path) -> None:
    done = show("counting-snad")
    assert done.exit_code == 1
    assert "The nearest key is counting-sand." in done.output
    assert show("quantum").output == "No paper is known as 'quantum'. The key of a paper is the end of its address.\n"


def test_a_build_answers_before_it_is_asked(project: Path) -> None:
    """What a build gathered is not gathered again for one paper; after an edit it is."""
    built = CliRunner().invoke(main, ["build", "--jobs", "1"], catch_exceptions=False)
    assert built.exit_code == 0, built.output
    kept = project / ".site.work" / "answers" / "names"
    before = kept.read_bytes()
    assert "2023-12-31" in show("counting-sand").output
    assert kept.read_bytes() == before
    (project / "digests" / "corrections.yml").write_text("- paper: counting-sand\n  set: {date: 2023-12-30}\n")
    assert "2023-12-30" in show("counting-sand").output
    assert kept.read_bytes() != before


def test_so_does_serve_each_time_it_builds(project: Path) -> None:
    assert _rebuild(project, project / "digests", project / "site", Stamp())
    kept = project / ".site.work" / "answers" / "names"
    before = kept.read_bytes()
    assert "2023-12-31" in show("counting-sand").output
    assert kept.read_bytes() == before


def test_who_edits_while_a_site_is_built_is_shown_the_edit(project: Path) -> None:
    names = Answers(project, project / "digests", NAMES)
    library, *_ = gather_library(project, project / "digests", Timer(lambda phase: None))
    (project / "digests" / "corrections.yml").write_text("- paper: counting-sand\n  set: {date: 2023-12-30}\n")
    keep_names(names, library)
    assert "2023-12-30" in show("counting-sand").output


def test_a_related_paper_may_have_no_reasons() -> None:
    related = (Relation("a", 0.1), Relation("b", 0.25, ("sand", "wind")))
    paper = Paper(key="counting-sand", title="Counting sand", source=Source("x"), related=related)
    assert [line for line in record_lines(paper) if line.startswith("related")] == [
        "related   a (0.10)",
        "related   b (0.25: sand, wind)",
    ]


def test_what_is_not_known_or_no_longer_holds_is_said() -> None:
    paper = Paper(key="counting-sand", title="Counting sand", source=Source("x"))
    known = replace(paper, et_al=True, retracted="2024-05-01", withdrawn="by its authors")
    said = [line for line in record_lines(known) if line not in record_lines(paper)]
    assert said[:3] == [
        "author    et al.: the others are not known",
        "retracted 2024-05-01",
        "withdrawn by its authors",
    ]


def test_what_is_shown_is_what_a_whole_build_gathers(tmp_path: Path) -> None:
    """Of all papers, with nothing remembered and after edits, which may change topics of others: without the related papers everything is
    the same, and with them too."""
    digests = tmp_path / "digests"
    shutil.copytree(ROOT / "digests", digests)
    for name in ("mkdocs.yml", "offprint.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    digest, chance = next(digests.glob("*.txt")), Random(13)
    for edit in range(3):
        shown = _papers(papers_by_name(tmp_path, digests, related=False))
        library, *_ = gather_library(tmp_path, digests, Timer(lambda phase: None))
        assert shown == {key: replace(paper, related=()) for key, paper in library.papers.items()}, edit
        assert len(shown) >= 75
        assert _papers(papers_by_name(tmp_path, digests, related=True)) == library.papers, edit
        digest.write_text(_edited(digest.read_text("utf-8"), chance), "utf-8")


def _papers(names: Called) -> dict[str, Paper]:
    return {key: msgspec.msgpack.decode(paper, type=Paper) for key, paper in names.papers.items()}


def _edited(text: str, chance: Random) -> str:
    """Some lines with words of others in place of their own."""
    lines = text.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > 400]
    for number, other in (chance.sample(long, 2) for _ in range(3)):
        words, others = lines[number].split(" "), lines[other].split(" ")
        place = chance.randrange(len(words) - 20)
        lines[number] = " ".join([*words[:place], *others[:15], *words[place + 15 :]])
    return "\n".join(lines)


def test_related_papers_are_shown_to_who_asks(project: Path) -> None:
    """Whoever asks for one kind after the other is answered with what he asked for."""
    for number in range(4):
        record = {**RECORD, "title": f"Sand of beach {number}", "arxiv_id": f"2401.1000{number}"}
        (project / "digests" / f"2025-03-0{number + 1}-list.json").write_text(json.dumps([record]))
    assert "\nrelated" not in show("sand-of-beach-1").output
    assert "\nrelated" in show("sand-of-beach-1", "--related").output
    assert "\nrelated" not in show("sand-of-beach-1").output
    assert json.loads(show("sand-of-beach-1", "--json").output)["related"]
