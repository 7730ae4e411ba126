"""Limits of the grammars: what is still read at a limit is not beyond it, and what is left out is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from generator.model import Source
from generator.readers import read

_RIS = "TY  - JOUR\nTI  - A Title Here\nAU  - Kiel, Ada\nER  - \n"
_PAPER = "<p><title>A Title Here</title><author>Ada Kiel</author></p>"
_BIB = "@article{a,\n title={A Title Here},\n author={Kiel, Ada},\n year=2020\n}\n"
_PAGE = "<html><head><meta name='citation_title' content='A Title Here'><meta name='citation_author' content='Ada'></head></html>"
_OBJECT = '[{"title": "A", "authors": ["Ada Kiel"]},\n'
_ROW = "A Title Here,Ada Kiel,2020\n"


def _nested(inner: str, depth: int) -> str:
    return "<a>" * depth + inner + "</a>" * depth


def _yaml(depth: int) -> str:
    lists = "[" * depth + "x" + "]" * depth
    return f"- title: A Title Here\n  authors: [Ada Kiel]\n  more: {lists}\n- title: B\n  authors: [Bo Ulm]\n"


# What is limited, where it is read: text of a size, the last size that is read whole.
READ: list[tuple[str, Callable[[int], str], int]] = [
    ("elements in each other", lambda n: f"<r>{_PAPER}{_nested('x', n)}</r>", 199),
    ("elements around a paper", lambda n: "<x>" * n + _PAPER + "</x>" * n, 38),
    ("objects around a record", lambda n: '{"a":' * n + '{"title": "A Title Here", "authors": ["Ada Kiel"]}' + "}" * n, 9),
    ("lists inside of a record of YAML", _yaml, 38),
    ("lines before tags", lambda n: "1.\n" * n + _RIS, 399),
    ("lines before names of columns", lambda n: "About the export\n" * n + "Title,Authors,Year\n" + _ROW * 40, 29),
    ("letters of a name of a column", lambda n: f"Title,Authors,Year,{'x' * n}\n" + _ROW.strip() + ",y\n", 60),
    ("lines before entries", lambda n: "A line of a page.\n" * n + _BIB * 5, 15),
    ("signs of a comment before elements", lambda n: f"<!--{'x' * n}--><r>{_PAPER}</r>", (1 << 16) - 7),
    ("empty lines before tags", lambda n: "\n" * n + _RIS, 7_999),
    ("signs of a comment before entries", lambda n: f"%{'x' * n}\n" + _BIB * 5, (1 << 16) - 13),
    ("signs of a comment before a page", lambda n: f"<!--{'x' * n}-->{_PAGE}", 20_000 - 12),
]  # fmt: skip


@pytest.mark.parametrize(("make", "limit"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_the_last_size_that_is_read(make: Callable[[int], str], limit: int) -> None:
    form = read(make(1), Source("2025-01-01-x.txt")).digest.format
    assert _is_read(make(limit), form)
    assert not _is_read(make(limit + 1), form)


def _is_read(text: str, form: str) -> bool:
    """Whether the paper is read by that grammar, and nothing is left out."""
    reading = read(text, Source("2025-01-01-x.txt"))
    exact = [paper.title for paper in reading.papers[:1]] == ["A Title Here"] and reading.digest.format == form
    return exact and not any(problem.level == "warning" for problem in reading.problems)


# What is limited in what is told: text with so many faults, how many are told at most.
TOLD: list[tuple[str, Callable[[int], str], str, int]] = [
    ("broken elements", lambda n: f"<r>{_PAPER}" + "<p><title>A<b></title></p>" * n + "</r>", "broken-record", 500),
    ("broken objects", lambda n: _OBJECT + '{"title": bad},\n' * n + '{"title": "B"}]', "broken-record", 500),
    ("lines outside of records", lambda n: _RIS * 200 + "A line of nothing\n" * n, "outside-record", 50),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "most"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_the_most_that_is_told(make: Callable[[int], str], code: str, most: int) -> None:
    for count in (most - 1, most + 3):
        problems = read(make(count), Source("2025-01-01-x.txt")).problems
        told = sum(problem.code == code for problem in problems)
        more = sum(
            int(word.replace(",", ""))
            for problem in problems
            for word in problem.message.split()
            if _counts(word, problem.message)
        )
        assert min(count, most) <= told + more <= count


def _counts(word: str, message: str) -> bool:
    return word.replace(",", "").isdigit() and "more" in message


def test_a_long_index_is_set_as_text() -> None:
    for letters, wanted in ((40, f"A $_{{{'x' * 40}}}$"), (41, f"A {'x' * 41}")):
        text = f"<r><p><title>A <sub>{'x' * letters}</sub></title><author>Ada Kiel</author></p></r>"
        assert read(text, Source("2025-01-01-x.xml")).papers[0].title == wanted


def test_formulas_keep_their_own_signs() -> None:
    text = "<r><p><title>On <tex-math>{}</tex-math> boards</title><author>Ada Kiel</author></p></r>"
    titles = [read(text.format(said), Source("2025-01-01-x.xml")).papers[0].title for said in ("x^2", "$x^2$")]
    assert titles == ["On $x^2$ boards"] * 2


def test_a_table_may_end_with_its_names() -> None:
    assert read("Title,Authors,Year", Source("2025-01-01-x.csv")).digest.format == "table (CSV or TSV)"


def test_lines_are_those_of_the_file() -> None:
    """Records whose grammars find their lines themselves."""
    texts = {
        "x.html": "<html>\n<head>\n<meta name='citation_title' content='A'>\n<meta name='citation_author' content='Ada'>\n</head></html>",
        "x.json": json.dumps([{"title": "A"}, {"title": "B", "authors": ["Ada Kiel"]}], indent=1),
        "x.yml": "# a list\n\n- title: A\n  authors: [Ada Kiel]\n- title: B\n  authors: [Bo Ulm]\n",
        "x.toml": "\n[[papers]]\ntitle = 'A'\nauthors = ['Ada Kiel']\n\n[[papers]]\ntitle = 'B'\nauthors = ['Bo Ulm']\n",
    }
    found = {
        name: [paper.source.line for paper in read(text, Source(f"2025-01-01-{name}")).papers]
        for name, text in texts.items()
    }
    assert found == {"x.html": [3], "x.json": [2, 5], "x.yml": [3, 5], "x.toml": [2, 6]}
