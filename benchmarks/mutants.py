"""Mutants. In: an area (text, identity, syntax, records, layout, shared …), a number. Out: which small changes its tests see.

    python -m benchmarks.mutants text --count 30 --seed 1

A mutant is one change at one place: a number becomes another, a comparison its neighbour, `and` becomes `or`, a condition is turned
round or dropped. Each lives in a process of its own, in which the area's tests run until one fails. What survives is printed with its
line: either no test knows the rule, or the rule does nothing. Constants that only bound the work (a longest text) survive often, and may.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import os
import random
import signal
import sys
import types
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parents[1]
# What is quick and notices most comes first.
_READERS = ["tests/readers/test_cases.py", "tests/readers"]
AREAS = {
    "text": (
        ["generator/text/ids.py", "generator/text/authors.py", "generator/text/author_lists.py", "generator/text/name_looks.py",
         "generator/text/dates.py", "generator/text/names.py"],
        ["tests/text/test_ids.py", "tests/text/test_authors.py", "tests/text/test_dates.py", "tests/text/test_names.py",
         "tests/readers/test_references.py"],
    ),
    "identity": (
        ["generator/enrich/identity"],
        ["tests/enrich/test_verdict.py", "tests/enrich/test_marks.py", "tests/enrich/test_keys.py", "tests/enrich/test_identity.py",
         "tests/enrich/test_corrections.py", "tests/enrich/test_addresses_last.py"],
    ),
    "syntax": (["generator/readers/syntax"], _READERS),
    "records": (
        ["generator/readers/papers.py", "generator/readers/values.py", "generator/readers/fields.py", "generator/readers/lexicon.py",
         "generator/readers/record.py", "generator/readers/quirks", "generator/readers/parts",
         "generator/readers/foreign.py"],
        _READERS,
    ),
    "layout": (["generator/readers/layout"], ["tests/readers/test_layout_signs.py", "tests/readers/test_layout_blocks.py", *_READERS]),
    "shared": (["generator/readers/labels.py", "generator/readers/arxiv.py", "generator/readers/references/retold.py"],
               ["tests/readers/test_text_formats.py", "tests/readers/test_captured.py", "tests/readers/test_markdown.py", *_READERS]),
    "paste": (["generator/readers/paste"], ["tests/readers/test_paste_signs.py", "tests/readers/test_paste.py", *_READERS]),
    "references": (["generator/readers/references"], ["tests/readers/test_references.py", *_READERS]),
}  # fmt: skip
# Tests that look for tracebacks in random texts take most of the time and tell no rule.
_SELECTED = "not any_ and not mutants and not hostile and not nothing_raises and not takes_no_long"
_COMPARED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in",
    ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
# Seconds.
_LONGEST = 120


class Mutant(msgspec.Struct, frozen=True):
    """`old` at line and column (bytes) of a file becomes `new`."""

    path: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {' '.join(self.old.split())[:70]} -> {' '.join(self.new.split())[:70]}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file whose change stands on one line."""
    source = path.read_text("utf-8")
    name, lines = path.relative_to(ROOT).as_posix(), source.split("\n")
    tree = ast.parse(source)
    plain = {id(node) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in plain or node.lineno != node.end_lineno:
            continue
        for new in _changed(node, source):
            raw = lines[node.lineno - 1].encode()
            old = raw[node.col_offset : node.end_col_offset].decode()
            yield Mutant(name, node.lineno, node.col_offset, node.end_col_offset or 0, old, new)


def _changed(node: ast.expr, source: str) -> Iterator[str]:
    """What an expression becomes."""
    said = {id(part): ast.get_source_segment(source, part) or "" for part in ast.iter_child_nodes(node)}
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield repr(node.value + 1 if isinstance(node.value, int) else node.value * 1.5 or 1.0)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield f"{said[id(node.left)]} {_COMPARED[type(node.ops[0])]} {said[id(node.comparators[0])]}"
    elif isinstance(node, ast.BoolOp):
        word = "or" if isinstance(node.op, ast.And) else "and"
        yield "(" + f" {word} ".join(f"({said[id(value)]})" for value in node.values) + ")"
        yield f"({said[id(node.values[0])]})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"bool({said[id(node.operand)]})"
    elif isinstance(node, ast.IfExp):
        yield f"({said[id(node.orelse)]})"


def chosen(area: str, count: int, seed: int) -> list[Mutant]:
    """So many mutants, drawn evenly over the lines of the area."""
    found: dict[tuple[str, int], list[Mutant]] = {}
    for place in AREAS[area][0]:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for mutant in mutants_of(file):
                found.setdefault((mutant.path, mutant.line), []).append(mutant)
    draw = random.Random(seed)
    places = draw.sample(sorted(found), min(count, len(found)))
    return [draw.choice(found[place]) for place in places]


def put_in(mutant: Mutant) -> None:
    """Change the module of a mutant in this process: the code of its functions, and what stands at its top."""
    lines = (ROOT / mutant.path).read_bytes().split(b"\n")
    line = lines[mutant.line - 1]
    lines[mutant.line - 1] = line[: mutant.start] + mutant.new.encode() + line[mutant.end :]
    name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = importlib.import_module(name)
    made = types.ModuleType(name)
    made.__dict__.update({"__file__": module.__file__, "__package__": module.__package__})
    exec(compile(b"\n".join(lines), mutant.path, "exec"), made.__dict__)
    for known, old in list(module.__dict__.items()):
        if known in made.__dict__ and not known.startswith("__"):
            _replaced(old, made.__dict__[known], known, name)
    for each in _ours():
        for held in each.__dict__.values():
            if callable(getattr(held, "cache_clear", None)):
                held.cache_clear()


def _ours() -> list[types.ModuleType]:
    return [module for name, module in sys.modules.items() if name.split(".")[0] == "generator"]


def _replaced(old: object, new: object, known: str, module: str) -> None:
    """A function gets other code, so that all who hold it have the new one; anything else is put where the old one is held."""
    old, new = inspect.unwrap(old) if callable(old) else old, inspect.unwrap(new) if callable(new) else new
    if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
        if old.__module__ == module:
            old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    elif isinstance(old, type) and isinstance(new, type):
        for name, method in list(vars(old).items()) if old.__module__ == module else ():
            known_as, made = _function(method), _function(vars(new).get(name))
            if known_as and made:
                known_as.__code__ = made.__code__
    elif not isinstance(old, types.ModuleType):
        for each in _ours():
            for name, held in list(each.__dict__.items()):
                if held is old and name == known:
                    each.__dict__[name] = new


def _function(method: object) -> types.FunctionType | None:
    """That of a method, also of a property."""
    method = method.fget if isinstance(method, property) else method
    return method if isinstance(method, types.FunctionType) else None


class _First:
    """The first test that fails."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid


def failing(tests: list[str], selected: str) -> str:
    """The first test that fails in this process, "" when all pass."""
    first = _First()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", selected, *tests], plugins=[first])
    return (first.name or "the run") if code else ""


def noticed(mutant: Mutant, tests: list[str], selected: str) -> str:
    """The test that fails with the mutant in place, "" when none does. It lives and dies in a process of its own."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(_LONGEST)
        try:
            put_in(mutant)
            said = failing(tests, selected)
        except BaseException as error:
            said = type(error).__name__
        os.write(write, said.encode() or b"-")
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return "" if said == "-" else said or "the time that it took"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("area", choices=AREAS)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    tests = AREAS[given.area][1]
    # The same tests are loaded once, and run in each child.
    if broken := failing(tests, _SELECTED):
        sys.exit(f"{broken} fails without any mutant.")
    mutants = chosen(given.area, given.count, given.seed)
    caught = 0
    for mutant in mutants:
        by = noticed(mutant, tests, _SELECTED)
        caught += bool(by)
        print(f"{'noticed ' if by else 'SURVIVED'}  {mutant}" + (f"  ({by})" if by else ""), flush=True)
    print(f"{caught} of {len(mutants)} noticed in {given.area} (seed {given.seed})")


if __name__ == "__main__":
    main()
