"""`offprint tags`: what the papers would add to tags.yml, and why a paper has its topics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.config.vocabulary import load_vocabulary

FILLER = "It is a long story. There is more to say. It goes on for a while."


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    folder = tmp_path / "digests"
    folder.mkdir()
    papers = [{"title": f"{what} in {place}", "abstract": f"We count {what}. {FILLER}", "keywords": [what, "Birds"]}
              for what in ("Kestrels", "Dew ponds") for place in ("Dover", "Deal", "Rye")]  # fmt: skip
    (folder / "2026-01-02-birds.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    (folder / "tags.yml").write_text("- name: Dew ponds\n")
    return folder


def said(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["tags", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_what_the_papers_would_add(digests: Path) -> None:
    output = said("suggest", "--digests", str(digests))
    assert "Kestrels: 3 papers" in output
    assert "Dew ponds: " not in output
    assert "    Kestrels in Deal" in output
    assert "of 1 paper or more" in said("suggest", "--digests", str(digests), "--least", "1")


def test_each_is_told_with_the_other_topic_that_most_of_its_papers_have(digests: Path) -> None:
    heads = [line for line in said("suggest", "--digests", str(digests)).splitlines() if " papers" in line]
    assert "Kestrels: 3 papers; 3 of them on Birds too" in heads


def test_written_it_is_decided(digests: Path) -> None:
    said("suggest", "--digests", str(digests), "--write")
    tags, problems = load_vocabulary((digests / "tags.yml").read_text(), "tags.yml")
    assert problems == []
    assert "Kestrels" in {tag.name for tag in tags}
    assert "0 topics that tags.yml lacks" in said("suggest", "--digests", str(digests))


def test_why_a_paper_has_its_topics(digests: Path) -> None:
    lines = said("explain", "--digests", str(digests), "kestrels-in-dover").splitlines()
    assert any(line.startswith("  has  Kestrels (found in the papers): weight ") for line in lines)
    assert any(
        line.startswith("  has  Dew ponds (tags.yml): ")
        for line in said("explain", "--digests", str(digests), "dew-ponds-in-rye").splitlines()
    )


@pytest.mark.parametrize("name", ["Kestrels in Dov", "kestrels IN dover", "Dew ponds in R"])
def test_a_paper_is_called_by_how_its_title_begins(digests: Path, name: str) -> None:
    key = "dew-ponds-in-rye" if name.startswith("Dew") else "kestrels-in-dover"
    assert said("explain", "--digests", str(digests), name) == said("explain", "--digests", str(digests), key)


def test_titles_that_begin_alike_are_told(digests: Path) -> None:
    done = CliRunner().invoke(main, ["tags", "explain", "--digests", str(digests), "Kestrels"])
    assert done.exit_code == 1
    assert "titles begin so: kestrels-in-" in done.output


def test_a_paper_that_nobody_knows(digests: Path) -> None:
    done = CliRunner().invoke(main, ["tags", "explain", "--digests", str(digests), "nothing"])
    assert done.exit_code == 1
    assert "No paper is known as 'nothing'" in done.output


def test_packs_that_ship(digests: Path) -> None:
    output = said("packs", "--digests", str(digests))
    assert "machine-learning: " in output
    assert " topics, on 0 of 6 papers" in output
    assert "this library is of its field" not in output


def test_areas_are_not_written_and_stay(tmp_path: Path) -> None:
    titles = (
        "Wages and unemployment",
        "The labor market and wages",
        "Inflation and monetary policy",
        "Fiscal policy and inflation",
    )
    papers = [
        {"title": f"{title} {n}", "abstract": f"On the labor market. {FILLER}"} for n, title in enumerate(titles * 4)
    ]
    (tmp_path / "2026-01-02-work.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    (tmp_path / "tags.yml").write_text("# ours\n- name: Turnips  # kept\n")
    output = said("suggest", "--digests", str(tmp_path), "--write")
    written = (tmp_path / "tags.yml").read_text()
    assert "Areas of the field" in output
    assert "Labour economics" in output
    assert "economics" not in written
    assert written.startswith("# ours\n- name: Turnips  # kept\n")
    assert "Labour economics (found in the papers)" in said(
        "explain", "--digests", str(tmp_path), "wages-and-unemployment-0"
    )
