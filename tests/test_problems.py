"""The table of problem codes and the code that makes Problems say the same; `offprint explain` prints it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.problems import codes

ROOT = Path(__file__).parents[1]
LEVELS = ("error", "warning", "note")
# What makes Problems, or hands a code on to what does.
MAKERS = frozenset("Problem Wrong Refused say read_nodes _problem _refused _grouped _lost".split())
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def made() -> Iterator[tuple[str, str, str]]:
    """(where, level or "", code) of each call in generator/ that makes a Problem with a code that stands there."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in MAKERS:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                levels = [text for argument in node.args[:4] for text in texts_in(argument) if text in LEVELS]
                for code in codes_in(node):
                    yield from ((place, level, code) for level in levels or [""])


def called(call: ast.Call) -> str:
    """The name of the function or the method that is called."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def texts_in(argument: ast.expr) -> list[str]:
    return [one.value for one in ast.walk(argument) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def codes_in(call: ast.Call) -> Iterator[str]:
    """What looks like a code among the first arguments: a text, or one of two."""
    for argument in call.args[:4]:
        if isinstance(argument, (ast.Constant, ast.IfExp)):
            yield from (text for text in texts_in(argument) if CODE.fullmatch(text) and text not in LEVELS)


def test_every_code_is_in_the_table_with_its_level() -> None:
    missing = [f"{place}: {code}" for place, _, code in made() if "-" in code and code not in codes()]
    assert missing == [], "add a row to generator/problems.toml"
    wrong = [
        f"{place}: {level}[{code}]"
        for place, level, code in made()
        if code in codes() and level and level not in codes()[code].levels
    ]
    assert wrong == []


def test_every_row_is_used_and_says_something() -> None:
    used = {code for _, _, code in made()}
    texts = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    assert [code for code in codes() if code not in used and f'"{code}"' not in texts] == []
    for code, row in codes().items():
        assert CODE.fullmatch(code) and row.levels
        assert row.what.endswith(".") and row.mend.endswith("."), code


def test_codes_in_the_expected_output_of_other_tests_are_in_the_table() -> None:
    found = {
        code
        for path in (ROOT / "tests" / "golden").rglob("*.txt")
        for code in re.findall(r": (?:error|warning|note)\[([a-z-]+)\]:", path.read_text("utf-8"))
    }
    assert found and found <= set(codes())


@pytest.mark.parametrize("code", ["no-title", "warning[no-title]", "x.bib:3: warning[no-title]: this"])
def test_a_code_is_explained(code: str) -> None:
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    assert (
        result.output.startswith("warning[no-title]\n\nA record has no title")
        and "To mend it: Add the title" in result.output
    )


def test_all_codes_are_listed_and_an_unknown_one_has_a_neighbour() -> None:
    assert len(CliRunner().invoke(main, ["explain"]).output.splitlines()) == len(codes())
    unknown = CliRunner().invoke(main, ["explain", "no-titel\x1b[31m"])
    assert unknown.exit_code == 1
    assert "no-title" in CliRunner().invoke(main, ["explain", "no-titel"]).output
