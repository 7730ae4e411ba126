"""Mutants. In: an area (text, identity, syntax, records, layout, paste, references), a number. Out: which small changes its tests see.

    python -m benchmarks.mutants text --count 30 --seed 1

A mutant is one change at one place: a number becomes another, a comparison its neighbour, `and` becomes `or`, a condition is turned
round or dropped. Each is made in a copy of the checkout, where the area's own tests run until one fails. What survives is printed with its
line: either no test knows the rule, or the rule does nothing. Constants that only bound the work (a longest text) survive often, and may.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
AREAS = {
    "text": (
        ["generator/text/ids.py", "generator/text/authors.py", "generator/text/author_lists.py", "generator/text/name_looks.py",
         "generator/text/dates.py", "generator/text/names.py"],
        ["tests/text/test_ids.py", "tests/text/test_authors.py", "tests/text/test_dates.py", "tests/text/test_names.py",
         "tests/readers/test_references.py"],
    ),
    "identity": (
        ["generator/enrich/identity"],
        ["tests/enrich/test_verdict.py", "tests/enrich/test_marks.py", "tests/enrich/test_identity.py", "tests/enrich/test_corrections.py"],
    ),
    "syntax": (["generator/readers/syntax"], ["tests/readers"]),
    "records": (
        ["generator/readers/papers.py", "generator/readers/values.py", "generator/readers/fields.py", "generator/readers/lexicon.py",
         "generator/readers/citation.py", "generator/readers/record.py", "generator/readers/quirks", "generator/readers/parts",
         "generator/readers/foreign.py"],
        ["tests/readers"],
    ),
    "layout": (["generator/readers/layout"], ["tests/readers"]),
    "paste": (["generator/readers/paste"], ["tests/readers"]),
    "references": (["generator/readers/references"], ["tests/readers"]),
}  # fmt: skip
# Tests that look for tracebacks in random texts take most of the time and tell no rule.
_SELECTED = "not any_ and not mutants and not hostile and not nothing_raises and not takes_no_long"
_COMPARED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in",
    ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
_LONGEST = 600


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
        yield repr(node.value + 1 if isinstance(node.value, int) else node.value * 1.5)
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


def noticed(copy: Path, mutant: Mutant, tests: list[str]) -> str:
    """The test that fails with the mutant in place, "" when none does."""
    path = copy / mutant.path
    whole = path.read_bytes()
    lines = whole.split(b"\n")
    line = lines[mutant.line - 1]
    lines[mutant.line - 1] = line[: mutant.start] + mutant.new.encode() + line[mutant.end :]
    path.write_bytes(b"\n".join(lines))
    try:
        return failing(copy, tests)
    finally:
        path.write_bytes(whole)


def failing(copy: Path, tests: list[str]) -> str:
    """The first test that fails, "" when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", _SELECTED, *tests]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return "the time that it took"
    failed = next((text for text in done.stdout.splitlines() if text.startswith(("FAILED", "ERROR"))), "the run")
    return failed.split(" - ")[0] if done.returncode else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("area", choices=AREAS)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    leave = shutil.ignore_patterns(
        ".git", ".venv", "site", ".work", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"
    )
    caught = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=leave)
        broken = failing(copy, AREAS[given.area][1])
        if broken:
            sys.exit(f"{broken} fails without any mutant.")
        mutants = chosen(given.area, given.count, given.seed)
        for mutant in mutants:
            by = noticed(copy, mutant, AREAS[given.area][1])
            caught += bool(by)
            print(f"{'noticed ' if by else 'SURVIVED'}  {mutant}" + (f"  ({by})" if by else ""), flush=True)
    print(f"{caught} of {len(mutants)} noticed in {given.area} (seed {given.seed})")


if __name__ == "__main__":
    main()
