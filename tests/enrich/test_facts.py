"""Facts: they fill what digests leave out, the better founded first, and the committed ones fit the committed digest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.config.facts import Fact, Stated, load_facts
from generator.enrich.facts import apply_facts, with_own_date
from generator.enrich.filing import filed
from generator.model import Author, Origin, Paper, Publication, Source
from generator.readers import read
from generator.readers.folder import read_folder
from generator.text import normal_title
from generator.text.ids import arxiv_month
from tests.enrich.test_verdict import paper

ROOT = Path(__file__).parents[2]
FILE = ROOT / "digests" / "facts" / "2025-03-14-trending-papers.jsonl"


def fact(title: str = "Sand", key: str = "", line: int = 1, **values: tuple[object, int] | object) -> Fact:
    stated = {}
    for field, given in values.items():
        value, sources = given if isinstance(given, tuple) else (given, 1)
        texts = tuple(value) if isinstance(value, list) else (str(value),)
        stated[field] = Stated(texts, f"source {line}", sources)
    return Fact(Source("facts/x.jsonl", line), title, key, stated)


def completed(given: Paper, *facts: Fact) -> Paper:
    (made,), problems = apply_facts([replace(given, key="sand")], facts)
    assert problems == []
    return made


def test_what_is_missing_is_filled_and_what_is_there_stays() -> None:
    made = completed(
        paper("Sand", authors="Ada Núñez", date="2020"),
        fact(
            authors=["Eve Aho"],
            date="2021-02",
            doi="10.1/x",
            venues=["ICML 2021"],
            code="https://github.com/a/b",
            abstract="Text",
        ),
    )
    assert made.authors == (Author("Ada Núñez"),)
    assert (made.date, made.ids, made.venues, made.abstract) == ("2020", {"doi": "10.1/x"}, ("ICML 2021",), "Text")
    assert [(link.url, link.kind, link.host, link.said) for link in made.links] == [
        ("https://github.com/a/b", "code", "github.com", "facts")
    ]
    assert Origin("authors", "Eve Aho", "source 1", used=False) in made.origins
    assert Origin("doi", "10.1/x", "source 1") in made.origins


def test_a_fact_that_agrees_is_no_loser() -> None:
    made = completed(
        paper("Sand", authors="Ada Núñez; Bo Li", ids={"doi": "10.1/x"}),
        fact(doi="10.1/x", authors=["Ada Núñez", "Bo Li"]),
    )
    assert {(o.field, o.said, o.used) for o in made.origins} == {
        (field, said, True) for field in ("doi", "authors") for said in ("x:1", "source 1")
    }


def test_more_sources_win_then_the_more_precise() -> None:
    assert completed(paper("Sand"), fact(date=("2021", 1)), fact(date=("2019", 3), line=2)).date == "2019"
    assert completed(paper("Sand"), fact(date=("2021", 2)), fact(date=("2021-03-04", 2), line=2)).date == "2021-03-04"
    made = completed(paper("Sand"), fact(authors=(["A B"], 1)), fact(authors=(["C D"], 2), line=2))
    assert made.authors == (Author("C D"),)
    assert Origin("authors", "A B", "source 1", used=False) in made.origins
    assert Origin("authors", "C D", "source 2 (2 sources)") in made.origins


@pytest.mark.parametrize(
    ("given", "stated", "date"),
    [
        (None, {"arxiv": "2403.00009"}, "2024-03"),
        (None, {"arxiv": "2403.00009", "date": "2024-03-17"}, "2024-03-17"),
        (None, {"arxiv": "2403.00009", "date": "2025"}, "2024-03"),
        (None, {"date": "2025"}, "2025"),
        ("2024", {"arxiv": "2403.00009"}, "2024-03"),
        ("2023-05-01", {"arxiv": "2403.00009"}, "2023-05-01"),
        (None, {}, None),
    ],
)
def test_a_papers_own_date(given: str | None, stated: dict[str, object], date: str | None) -> None:
    assert completed(paper("Sand", date=given), fact(**stated)).date == date  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arxiv", "month"),
    [
        ("2403.00009", "2024-03"),
        ("0704.0001", "2007-04"),
        ("hep-th/9901001", "1999-01"),
        ("cs.CL/0306050", "2003-06"),
        ("x", ""),
        ("2413.1", ""),
    ],
)
def test_the_month_of_an_arxiv_id(arxiv: str, month: str) -> None:
    assert arxiv_month(arxiv) == month
    assert with_own_date(paper("Sand", ids={"arxiv": arxiv} if month else {}), None).date == (month or None)


def test_a_fact_finds_its_paper_by_key_old_key_id_and_title() -> None:
    given = replace(paper("Sand", ids={"arxiv": "2403.00009"}), redirects=("old-sand",))
    for stated in (
        fact("", key="sand", lang="en"),
        fact("", key="old-sand", lang="en"),
        fact("SAND!", lang="en"),
        fact("Other words", arxiv="2403.00009", lang="en"),
    ):
        assert completed(given, stated).lang == "en", stated


def test_a_fact_for_nobody_or_for_two_is_told() -> None:
    papers = [replace(paper("Sand"), key="sand"), replace(paper("Sand"), key="sand-2")]
    made, problems = apply_facts(papers, [fact(doi="10.1/x"), fact("Gravel", doi="10.1/y", line=2)])
    assert [p.ids for p in made] == [{}, {}]
    assert [(p.level, p.code, p.source.line) for p in problems] == [
        ("warning", "facts-ambiguous", 1),
        ("note", "facts-unused", 2),
    ]
    assert "say which by `key`" in problems[0].message


def test_facts_that_give_two_papers_one_id_are_noted() -> None:
    papers = [replace(paper("Sand"), key="sand"), replace(paper("Gravel"), key="gravel")]
    _, problems = apply_facts(papers, [fact(arxiv="2403.00009"), fact("Gravel", arxiv="2403.00009", line=2)])
    assert [(p.level, p.code) for p in problems] == [("note", "facts-same-id")]
    assert "`paper: gravel` with `merge_into: sand`" in problems[0].message


def test_orcids_come_with_names() -> None:
    made = completed(paper("Sand"), fact(authors=["Ada Núñez (0000-0002-1825-0097)", "Bo Li"]))
    assert made.authors == (Author("Ada Núñez", "0000-0002-1825-0097"), Author("Bo Li"))


def test_the_committed_facts_fit_the_committed_digest() -> None:
    """Each of the 79 papers has its facts, 76 of them an arXiv id, and no fact is about anything else."""
    facts, wrong = load_facts(FILE.read_text("utf-8"), FILE.name)
    assert wrong == []
    readings, _ = read_folder(ROOT / "digests", limit=1 << 20)
    (trending,) = [r for r in readings if r.digest.name == "2025-03-14-trending-papers"]
    assert {normal_title(f.title) for f in facts} == {normal_title(p.title) for p in trending.papers}
    assert len(facts) == 79
    assert sum("arxiv" in f.values for f in facts) >= 76
    ids = [f.values["arxiv"].value[0] for f in facts if "arxiv" in f.values]
    assert len(set(ids)) == len(ids)
    assert all(value.said and value.sources >= 1 for f in facts for value in f.values.values())


def test_the_capture_day_is_no_papers_date() -> None:
    for line in FILE.read_text("utf-8").splitlines():
        record = json.loads(line)
        assert record.get("date", {}).get("value") != "2025-03-14", record["title"]
        if "arxiv" in record and "date" in record and len(record["date"]["value"]) == 10:
            assert record["date"]["value"] >= arxiv_month(record["arxiv"]["value"]), record["title"]


def test_authors_that_are_cut_take_the_others_from_a_fact_that_names_them_too() -> None:
    cut = replace(paper("Sand", authors="A. Núñez; Bo Li"), et_al=True)
    made = completed(cut, fact(authors=["Ada Núñez", "Bo Li", "Eve Aho"]))
    assert (made.authors, made.et_al) == ((Author("Ada Núñez"), Author("Bo Li"), Author("Eve Aho")), False)
    assert Origin("authors", "A. Núñez; Bo Li; et al.", str(cut.source), used=False) in made.origins
    for other in (["Ada Núñez", "Cy Ng", "Eve Aho"], ["Ada Núñez", "Bo Li"]):
        kept = completed(cut, fact(authors=other))
        assert (kept.authors, kept.et_al) == (cut.authors, True)


def test_facts_say_how_a_work_came_out() -> None:
    made = completed(
        paper("Sand", publication=Publication("article", volume="3")),
        fact(kind="report", container="Wax", volume="4", isbn=["9780521833783"]),
    )
    assert made.publication == Publication("article", "Wax", "3", isbn=("9780521833783",))


def test_an_id_that_a_fact_gives_a_paper_names_it() -> None:
    """The first digest does not know the id of its paper; a list of ids alone that has it means that paper."""
    line = '{"title": "Nets of Grass", "arxiv": {"value": "2401.00001", "from": "https://example.org"}}'
    facts, problems = load_facts(line, "facts/x.jsonl")
    digest = read("@article{a, title={Nets of Grass}, author={Prado, Ana}}\n", Source("digests/2025-01-01-x.bib"))
    ids = read("2401.00001\n2401.00002\n", Source("digests/2025-02-01-ids.txt"))
    _, found = filed([digest, ids], facts)
    assert [paper.title for paper in found.papers] == ["Nets of Grass"]
    assert [paper.ids for paper in found.named] == [{"arxiv": "2401.00002"}]
    assert not problems
