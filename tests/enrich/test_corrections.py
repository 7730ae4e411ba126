"""Corrections on the whole of enrichment: what people decided stands above digests and facts, and can be seen to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.config.corrections import Corrections, load_corrections
from generator.config.facts import load_facts
from generator.config.loading import Config
from generator.config.register import Held
from generator.enrich.steps import Enriched, enrich
from generator.model import Author, Origin, Paper, Problem, Publication, Reading, Source, Span, Tag
from tests.enrich.test_identity import reading
from tests.enrich.test_verdict import OTHER, TEXT, paper

SAND = "How much sand comes back from the sea"
KEY = "how-much-sand-comes-back-from-the-sea"
VOCABULARY = (Tag("beaches", "Beaches"), Tag("bread", "Bread"), Tag("wind", "Wind"))
FACTS = (
    '{"title": "How much sand comes back from the sea", "arxiv": {"value": "2401.00001", "from": "a list"}, "authors": {"value": ["Ada'
    ' Núñez"], "from": "a list", "sources": 2}, "code": {"value": "https://github.com/sand/count", "from": "a list"}}\n'
)


def corrected(text: str, *papers: Paper, facts: str = FACTS, readings: list[Reading] | None = None) -> Enriched:
    fixes, wrong = load_corrections(text, "digests/corrections.yml")
    assert wrong == []
    stated, wrong = load_facts(facts, "facts/x.jsonl")
    assert wrong == []
    given = readings or [
        reading("2025-01-01", *(papers or (paper(SAND, TEXT, keywords=("wind",)), paper("Night bread", OTHER))))
    ]
    return enrich(given, Config(vocabulary=VOCABULARY, corrections=fixes, facts=stated))


def of(enriched: Enriched, key: str = KEY) -> Paper:
    return next(p for p in enriched.papers if p.key == key)


def said(enriched: Enriched) -> list[str]:
    return [f"{p.source.line} {p.level}[{p.code}] {p.message}" for p in enriched.problems]


def test_a_value_stands_above_digest_and_facts_and_the_losers_are_shown() -> None:
    made = corrected(
        f"- paper: {KEY}\n  set:\n    authors: [Eve Aho, 'Bo Li (0000-0002-1825-0097)']\n    title: A count of sand\n    date: 2020\n"
    )
    sand = of(made)
    assert sand.authors == (Author("Eve Aho"), Author("Bo Li", "0000-0002-1825-0097"))
    assert (sand.key, sand.title, sand.date) == (KEY, "A count of sand", "2020")
    assert Origin("authors", "Ada Núñez", "a list (2 sources)", used=False) in sand.origins
    assert Origin("authors", "Eve Aho; Bo Li (0000-0002-1825-0097)", "digests/corrections.yml:3") in sand.origins
    assert Origin("title", SAND, "digests/2025-01-01-list.txt:1", used=False) in sand.origins
    assert said(made) == []


@pytest.mark.parametrize(
    "name", [KEY, f"/papers/{KEY}/", "2401.00001", "arXiv:2401.00001v2", SAND.upper(), "digests/2025-01-01-list.txt:1"]
)
def test_a_paper_is_found_by_key_id_title_and_line(name: str) -> None:
    made = corrected(f"- paper: '{name}'\n  set: {{lang: sv}}\n")
    assert said(made) == []
    assert of(made).lang == "sv"


def test_fields_are_removed_and_facts_do_not_fill_them_again() -> None:
    sand = of(corrected(f"- paper: {KEY}\n  remove: [authors, arxiv, abstract]\n"))
    assert (sand.authors, sand.ids, sand.abstract) == ((), {}, "")
    assert Origin("arxiv", "(removed)", "digests/corrections.yml:2") in sand.origins


def test_an_id_that_a_person_gives_tells_the_date() -> None:
    sand = of(corrected(f"- paper: {KEY}\n  set: {{arxiv: '2403.00009'}}\n", facts=""))
    assert (sand.ids, sand.date) == ({"arxiv": "2403.00009"}, "2024-03")


def test_tags_and_links_are_added_and_dropped() -> None:
    made = corrected(
        f"- paper: {KEY}\n  add_tags: [bread]\n  drop_tags: [wind]\n  add_links: [https://huggingface.co/datasets/a/sand,"
        " {url: 'https://a.org/x', kind: project}]\n  drop_links: [http://www.github.com/sand/count/]\n"
    )
    sand = of(made)
    assert next((tag.slug, tag.said) for tag in sand.tags) == ("bread", "correction")
    assert "wind" not in {tag.slug for tag in sand.tags}
    assert [(link.url, link.kind, link.said) for link in sand.links] == [
        ("https://huggingface.co/datasets/a/sand", "dataset", "correction"),
        ("https://a.org/x", "project", "correction"),
    ]
    assert said(made) == []


def test_a_withdrawn_paper_says_so_and_keeps_its_page() -> None:
    made = corrected(f"- paper: {KEY}\n  withdraw: At the authors' request.\n")
    assert of(made).withdrawn == "At the authors' request."
    assert len(made.papers) == 2


def test_merge_into_reaches_digests_facts_and_values() -> None:
    made = corrected(f"- paper: {KEY}\n  merge_into: night-bread\n  set: {{comment: both}}\n")
    (bread,) = made.papers
    assert (bread.key, bread.redirects, bread.comment) == ("night-bread", (KEY,), "both")
    assert made.digests[0].keys == ("night-bread",)
    assert bread.ids == {"arxiv": "2401.00001"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"- paper: {KEY}s\n  withdraw: x\n", f"1 error[correction-unknown] no paper is known as '{KEY}s'; did you mean {KEY}?"),
        (f"- paper: {KEY[:8]}\n  withdraw: x\n", f"1 error[correction-unknown] no paper is known as '{KEY[:8]}'; did you mean {KEY}?"),
        ("- paper: 1901.00001\n  withdraw: x\n", "1 error[correction-unknown] no paper is known as '1901.00001'; give its key"),
        (f"- paper: {KEY}\n  set: {{title: {SAND}}}\n", "2 warning[correction-unused] changes nothing: title says so without it"),
        (f"- paper: {KEY}\n  remove: doi\n", "2 warning[correction-unused] changes nothing: the paper has no doi"),
        (f"- paper: {KEY}\n  add_tags: wind\n", "2 warning[correction-unused] changes nothing: the text earns the tag 'wind'"),
        (f"- paper: {KEY}\n  add_tags: widn\n", "2 error[correction-unknown] 'widn' is no tag; did you mean wind?"),
        (f"- paper: {KEY}\n  drop_tags: bread\n", "2 warning[correction-unused] changes nothing: the paper has no tag 'bread'"),
        (f"- paper: {KEY}\n  drop_links: https://github.com/sand/cuont\n",
         "2 warning[correction-unused] changes nothing: the paper has no link 'https://github.com/sand/cuont'; did you mean https://git"),
        (f"- paper: {KEY}\n  add_links: https://github.com/sand/count\n",
         "2 warning[correction-unused] changes nothing: the paper has the link"),
        (f"- paper: {KEY}\n  accept: no-abstract\n", "2 warning[correction-unused] changes nothing: the record has no 'no-abstract'"),
        (f"- paper: {KEY}\n  accept: maybe-same-work\n",
         "2 warning[correction-unused] changes nothing: the record has no 'maybe-same-work'"),
        ("authors:\n- name: Ada Lovelace\n  also: Ada Nunes\n",
         "2 warning[correction-unused] no paper is signed 'Ada Nunes'; did you mean 'Ada Núñez'?"),
    ],
)  # fmt: skip
def test_what_changes_nothing_or_means_nobody_is_told(text: str, expected: str) -> None:
    found = said(corrected(text))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_an_accepted_problem_is_settled_for_its_record_alone() -> None:
    read = reading("2025-01-01", paper(SAND, TEXT), paper("Night bread", OTHER))
    path = read.digest.path
    mine = Problem(Source(path, 12), "warning", "odd-line", "is odd.")
    other = Problem(Source(path, 20), "warning", "odd-line", "is odd.")
    placed = replace(
        read, problems=(mine, other), account=(Span(1, 12, "abstract", 0), Span(13, 20, "abstract", 1)), lines=20
    )
    made = corrected(f"- paper: {KEY}\n  accept: odd-line\n", readings=[placed])
    assert made.settled == {mine}
    assert said(made) == []


def test_names_are_joined_by_a_rule_or_an_orcid_and_never_by_guess() -> None:
    orcid = "0000-0002-1825-0097"
    papers = [
        paper("One", TEXT, "Ada Núñez; B. Li"),
        paper("Two", OTHER, "A. Núñez; Bo Li"),
        replace(paper("Three", TEXT[100:]), authors=(Author("Augusta Núñez", orcid),)),
        replace(paper("Four", OTHER[100:]), authors=(Author("A. A. Núñez", orcid), Author("Bo Li", "0000-0001-0000-0000"))),
    ]  # fmt: skip
    made = corrected("authors:\n- name: Bo Li\n  also: [B. Li]\n", *papers, facts="")
    listed = {a.name: a.known_as for p in made.papers for a in p.authors}
    assert listed == {
        "Ada Núñez": "",
        "A. Núñez": "",
        "B. Li": "Bo Li",
        "Bo Li": "",
        "Augusta Núñez": "",
        "A. A. Núñez": "Augusta Núñez",
    }
    assert said(made) == []


def test_without_corrections_nothing_changes() -> None:
    plain = corrected("")
    assert plain.papers == corrected("[]").papers
    assert plain.problems == () and Corrections() == load_corrections("", "x")[0]


def test_how_a_work_came_out_is_set_and_removed_by_field() -> None:
    given = paper(SAND, TEXT, publication=Publication("article", "Wax", volume="3", pages="1-9"))
    made = corrected(
        f"- paper: {KEY}\n  set:\n    volume: 4\n    kind: chapter\n    issn: [1234-567X]\n    pmcid: PMC12\n"
        "    retracted: By the editors\n  remove: [pages]\n",
        given,
    )
    assert of(made).publication == Publication("chapter", "Wax", "4", issn=("1234-567X",))
    assert (of(made).retracted, of(made).ids["pmcid"]) == ("By the editors", "PMC12")
    assert Origin("volume", "3", "digests/2025-01-01-list.txt:1", used=False) in of(made).origins
    assert said(made) == []


@pytest.mark.parametrize(("field", "value"), [("kind", "paper"), ("issn", "12"), ("isbn", "978-0"), ("pmcid", "12")])
def test_a_value_that_cannot_be_is_told(field: str, value: str) -> None:
    _, (problem,) = load_corrections(f"- paper: x\n  set: {{{field}: '{value}'}}\n", "corrections.yml")
    assert f"{field}: {value!r} is not" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"- paper: {KEY}\n  add_tags: [wind]\n",
        f"- paper: {KEY}\n  add_tags: [beaches, ships]\n",
        f"- paper: {KEY}\n  drop_tags: [bread]\n",
        f"- paper: {KEY}\n  drop_tags: [beaches]\n  set: {{date: 2020}}\n",
    ],
)
def test_the_problems_are_those_of_the_whole(text: str) -> None:
    """`check` asks for the Problems alone, and looks for topics only where one may speak of them."""
    fixes, _ = load_corrections(text, "digests/corrections.yml")
    register = {
        "tags/wind": Held(Source("digests/addresses.yml", 1), {}),
        "tags/gone": Held(Source("a.yml", 2), {"found": ("1",)}),
    }
    given = [reading("2025-01-01", paper(SAND, TEXT, keywords=("wind",)), paper("Night bread", OTHER))]
    config = Config(vocabulary=VOCABULARY, corrections=fixes, register=register)
    whole, problems = enrich(given, config), enrich(given, config, whole=False)
    assert problems.problems == whole.problems
    assert any(paper.tags for paper in whole.papers)
    assert any(paper.tags for paper in problems.papers) is ("_tags" in text)
