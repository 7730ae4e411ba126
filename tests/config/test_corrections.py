"""corrections.yml: what it may say, and how it is told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.corrections import Correction, Corrections, Person, load_corrections
from generator.model import Link, Source

FULL = """\
papers:
  - paper: 2302.06675
    set:
      title: "A title: with a colon"
      authors: [Ada Núñez, "Bo Li (0000-0002-1825-0097)"]
      date: 2023-02-13
      arxiv: 2302.10
    remove: [venues, doi]
    add_tags: optimization
    drop_tags: [robotics]
    add_links:
      - https://github.com/a/b
      - {url: "https://example.org/w", kind: model}
    drop_links: [https://example.org/x]
    merge_into: other
    keep_apart: [one, "digests/2025-01-01-x.txt:3"]
    rename: a-better-key
    withdraw: >
      At the authors'
      request.
    accept: [maybe-same-work]
authors:
  - name: Ada Núñez
    also: [A. Núñez, Ada Nunez-Smith]
"""


def load(text: str) -> tuple[Corrections, list[str]]:
    loaded, problems = load_corrections(text, "digests/corrections.yml")
    assert all(p.level == "error" and p.code == "correction-invalid" for p in problems)
    return loaded, [f"{p.source.line}: {p.message}" for p in problems]


def test_everything_it_may_say() -> None:
    loaded, problems = load(FULL.replace("arxiv: 2302.10", "arxiv: 2302.00010"))
    assert problems == []
    (correction,) = loaded.papers
    assert correction.values == {
        "title": ("A title: with a colon",),
        "authors": ("Ada Núñez", "Bo Li (0000-0002-1825-0097)"),
        "date": ("2023-02-13",),
        "arxiv": ("2302.00010",),
    }
    assert correction.remove == ("venues", "doi")
    assert (correction.add_tags, correction.drop_tags) == (("optimization",), ("robotics",))
    assert correction.add_links == (
        Link("https://github.com/a/b", "other", "github.com", "correction"),
        Link("https://example.org/w", "model", "example.org", "correction"),
    )
    assert correction.keep_apart == ("one", "digests/2025-01-01-x.txt:3")
    assert (correction.merge_into, correction.rename) == ("other", "a-better-key")
    assert correction.withdraw == "At the authors' request."
    assert correction.accept == ("maybe-same-work",)
    assert correction.at("set.date") == Source("digests/corrections.yml", 6)
    assert correction.at("rename").line == 17
    assert loaded.people == (
        Person(Source("digests/corrections.yml", 23), "Ada Núñez", ("A. Núñez", "Ada Nunez-Smith")),
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "papers: []\nauthors: []\n", "papers:\nauthors:\n", "# nothing yet\n", "\ufeff"]
)
def test_nothing_is_fine(text: str) -> None:
    assert load(text.removeprefix("\ufeff")) == (Corrections(), [])


def test_a_list_alone_is_a_list_of_papers() -> None:
    loaded, problems = load("- paper: x\n  withdraw: gone\n")
    assert problems == []
    assert loaded.papers == (
        Correction(Source("digests/corrections.yml", 1), "x", withdraw="gone", lines={"paper": 1, "withdraw": 2}),
    )


def test_the_committed_file_and_its_example_are_good() -> None:
    text = (Path(__file__).parents[2] / "digests" / "corrections.yml").read_text("utf-8")
    assert load(text) == (Corrections(), [])
    example = [line.removeprefix("#") for line in text.split("\n") if line.startswith("#   ")]
    papers = example[: next(n for n, line in enumerate(example) if "name: Ada" in line)]
    loaded, problems = load("\n".join(papers))
    assert problems == []
    assert len(loaded.papers) == 6
    assert loaded.papers[0].values["authors"] == ("Xiangning Chen", "Chen Liang (0000-0002-1825-0097)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paper: x\n", ["1: 'paper' is no part of the file; did you mean papers? Known: papers, authors."]),
        ("x\n", ["1: papers must be a list; begin each entry with a hyphen."]),
        ("- paper: x\n  remvoe: [doi]\n", ["2: 'remvoe' is no part of a correction; did you mean remove? Known: "]),
        ("- paper: x\n", ["1: says nothing about the paper; add one of set, "]),
        ("- set: {title: x}\n", ["1: says no `paper`; give its key, "]),
        ("- paper: x\n  set:\n    titel: y\n", ["3: 'titel' is no part of set; did you mean title? Known: "]),
        ("- paper: x\n  set:\n    date: March 2023\n", ["3: date: 'March 2023' is not a date as YYYY, YYYY-MM or YYYY-MM-DD."]),
        ("- paper: x\n  set:\n    arxiv: 2302.10\n", ["3: arxiv: '2302.10' is not an arXiv id without its version and subject class, "]),
        ("- paper: x\n  set: {code: 'https://a.org'}\n", ["2: 'code' is no part of set"]),
        ("- paper: x\n  set: {title: [a, b]}\n", ["2: title: takes one value, not a list."]),
        ("- paper: x\n  set: {title: {a: b}}\n", ["2: title must be a text."]),
        (
            "- paper: x\n  set: {authors: 'Ana Prado, Ben Ulm'}\n",
            ["2: authors: 'Ana Prado, Ben Ulm' is one text with several in it; write a list, [Ana Prado, Ben Ulm]."],
        ),
        ("- paper: x\n  set: {authors: 'Prado, A., Ulm, B.'}\n", ["2: authors: 'Prado, A., Ulm, B.' is one text with several"]),
        ("- paper: x\n  set: {keywords: 'nets; moss'}\n", ["2: keywords: 'nets; moss' is one text with several in it; "]),
        ("- paper: x\n  set: {categories: 'cs.LG, cs.CL'}\n", ["2: categories: 'cs.LG, cs.CL' is one text with several in it; "]),
        ("- paper: x\n  set: {authors: 'Prado, Ana', keywords: moss, venues: 'Proc. of A, B and C'}\n", []),
        ("- paper: x\n  set: {authors: ['Prado, Ana'], keywords: ['Diabetes, type 2']}\n", []),
        ("- paper: [a, b]\n  rename: c\n", ["1: paper must be a text."]),
        ("authors:\n- name: A\n  aslo: B\n", ["3: 'aslo' is no part of an author; did you mean also? Known: name, also."]),
        ("- paper: x\n  remove: [dio]\n", ["2: 'dio' is no field to remove; did you mean doi? Known: "]),
        ("- paper: x\n  remove: title\n", ["2: 'title' is no field to remove"]),
        ("- paper: x\n  add_links: ['javascript:alert(1)']\n", ["2: 'javascript:alert(1)' is not an http(s) address."]),
        ("- paper: x\n  add_links: [{url: 'https://a.org', kind: coed}]\n", ["2: 'coed' is no kind of link; did you mean code? Known: "]),
        ("- paper: x\n  rename: ../etc\n", ["2: '../etc' cannot be a key; use small letters, "]),
        ("- paper: x\n  rename: index\n", ["2: 'index' is an address of Offprint's own; choose another."]),
        ("- paper: x\n  accept: [Not A Code]\n", ["2: 'Not A Code' is not the code of a problem, "]),
        ("- paper: x\n  withdraw: true\n", ["2: withdraw: 'true' would be shown on the page; write the notice"]),
        ("- paper: x\n  withdraw:\n", ["2: withdraw (the notice that the page shows) must be a text."]),
        ("authors:\n- name: A\n", ["2: an author needs `name`, the one to list, and `also`, the other names."]),
        ("- paper: &a x\n  rename: *a\n", ["1: is not good YAML here: anchors (&) and aliases (*) are not allowed; "]),
        ("- paper: x\n  paper: y\n", ["2: is not good YAML here: 'paper' stands here twice."]),
        ("- paper: x\n- [\n", ["3: is not good YAML here: "]),
        ("- {? [a] : b}\n", ["1: is not good YAML here: a name must be a text."]),
        ("[" * 5000, ["1: is not good YAML here: it is nested too deeply."]),
        ("- paper: x\n  withdraw: !!python/object/apply:os.system [ls]\n", ["2: withdraw (the notice that the page shows) must be"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, said: list[str]) -> None:
    _, problems = load(text)
    assert len(problems) == len(said), problems
    for problem, start in zip(problems, said, strict=True):
        assert problem.startswith(start)


def test_what_is_good_is_kept_beside_what_is_wrong() -> None:
    loaded, problems = load("- paper: x\n  set: {title: New, date: never}\n- 7\n- paper: y\n  withdraw: gone\n")
    assert [c.paper for c in loaded.papers] == ["x", "y"]
    assert loaded.papers[0].values == {"title": ("New",)}
    assert [p.split(":")[0] for p in problems] == ["2", "3"]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["- ", "paper: x", "\n", "  ", "set:", "{", "}", "[", "]", "*a", "&a", "'", ": "]), max_size=30
    ).map("".join)
)
def test_any_text_gives_corrections_and_problems(text: str) -> None:
    loaded, problems = load_corrections(text, "c.yml")
    assert all(p.source.line >= 1 and p.message for p in problems)
    assert all(c.paper for c in loaded.papers)
