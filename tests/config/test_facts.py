"""Facts files: one record a line, every value with its source; what is wrong is told by line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.facts import Stated, load_facts


def line(**record: object) -> str:
    return json.dumps(record, ensure_ascii=False)


def test_values_come_with_who_said_so() -> None:
    text = line(
        title="Sand",
        arxiv={"value": "2403.00009", "from": "a list", "sources": 3},
        authors={"value": ["A B", "C D"], "from": "x"},
    )
    (fact,), problems = load_facts(f"\n{text}\n\n", "facts/x.jsonl")
    assert problems == []
    assert (fact.title, fact.key, fact.source.line) == ("Sand", "", 2)
    assert fact.values == {"arxiv": Stated(("2403.00009",), "a list", 3), "authors": Stated(("A B", "C D"), "x", 1)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{",
            "is not JSON: Expecting property name enclosed in double quotes at column 2; each line holds one record, such as {",
        ),
        ("[]", "is no record of facts"),
        ("3", "is no record of facts"),
        ("[" * 100_000, "holds a number or a nesting that no record has"),
        (line(arxiv={"value": "2403.00009", "from": "x"}), "says neither `title`, `key` nor `id`"),
        (line(title="S", arxiv={"value": "2403.9", "from": "x"}), "arxiv: '2403.9' is not an arXiv id"),
        (line(title="S", arxiv={"value": "2403.00009"}), 'arxiv: must be {"value": …, "from": "where it was found"}'),
        (line(title="S", arxiv="2403.00009"), 'arxiv: must be {"value": …, "from": "where it was found"}'),
        (line(title="S", arxiv={"value": "2403.00009", "from": " "}), "arxiv: needs `from`: where it was found."),
        (line(title="S", arxvi={"value": "2403.00009", "from": "x"}), "arxvi: is no field; did you mean arxiv?"),
        (line(title="S", date={"value": "2023-02-30", "from": "x"}), "date: '2023-02-30' is not a date"),
        (
            line(title="S", code={"value": "javascript:alert(1)", "from": "x"}),
            "code: 'javascript:alert(1)' is not an http(s) address.",
        ),
        (line(title="S", doi={"value": ["10.1234/a", "10.1234/b"], "from": "x"}), "doi: takes one value, not a list."),
        (line(title="S", doi={"value": "", "from": "x"}), "doi: is empty."),
        (line(title="S", doi={"value": "10.1234/a", "from": "x", "surces": 2}), "doi: must be {"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, said: str) -> None:
    good = line(title="Good", doi={"value": "10.1234/x", "from": "x"})
    facts, problems = load_facts(f"{text}\n{good}\n", "facts/x.jsonl")
    assert [(p.source.line, p.level, p.code) for p in problems] == [(1, "error", "facts-invalid")]
    assert problems[0].message.startswith(said)
    assert facts[-1].title == "Good"


@given(st.text(max_size=200))
def test_any_text_gives_facts_and_problems(text: str) -> None:
    facts, problems = load_facts(text, "x")
    assert len(facts) + len(problems) >= sum(1 for row in text.split("\n") if row.strip())
