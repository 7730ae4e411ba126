"""The house: a module imports only from floors below its own, no circle inside a package, and no room is too large."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {
    "model": 0, "problems": 1, "text": 1, "memo": 1, "drawing": 1, "ending": 0, "timing": 0, "work": 1, "away": 1,
    "spare": 1, "hands": 1, "haste": 1, "workers": 1, "waiting": 1,
    "tables": 2, "config": 2, "readers": 3, "enrich": 4,
    "library": 5, "render": 6, "intake": 6, "output": 7, "csp": 7, "engine": 7, "site": 7, "kept": 7, "lock": 7,
    "unchanged": 7, "relaid": 7, "answers": 7, "made": 7,
    "tree": 7, "seen": 1, "spool": 7, "first": 7, "published": 7, "build": 8, "commands": 9, "cli": 10,
}  # fmt: skip
# Lines of all that reads, data files too, rounded up to the next fifty. The figure should fall: a new kind is paid for where two places
# know the same. It rose by 550 for chats, programmes, groups of years, calls, contents of proceedings, studies of reviews and pages of one
# paper; the walks of JSON and of trees are still two.
MOST_OF_READERS = 21_664
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*.py"))


def name_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path: str) -> set[str]:
    """The modules of our own that a file imports, `from package import module` resolved to the module."""
    found = set()
    names = {name_of(module) for module in MODULES}
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in names else str(node.module)
                for a in node.names
            }
    return {module for module in found if module.split(".")[0] == "generator"}


def floor_of(module: str) -> int:
    return FLOORS[module.split(".")[1]]


@pytest.mark.parametrize("path", [path for path in MODULES if path.count("/") > 1 or path != "generator/__init__.py"])
def test_imports_go_down(path: str) -> None:
    own = name_of(path)
    for module in imports_of(path) - {"generator"}:
        same_house = module.split(".")[1] == own.split(".")[1]
        flat = {
            "output",
            "csp",
            "engine",
            "site",
            "kept",
            "unchanged",
            "relaid",
            "answers",
            "made",
            "drawing",
            "tree",
            "memo",
            "work",
            "hands",
            "away",
            "spare",
            "workers",
            "haste",
            "spool",
            "first",
        }
        neighbours = own.split(".")[1] in flat and module.split(".")[1] in flat
        assert same_house or neighbours or floor_of(module) < floor_of(own), (
            f"{own} imports {module}, which is not below it"
        )


def test_no_circles() -> None:
    graph = {name_of(path): imports_of(path) for path in MODULES}
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module in done:
            return
        for below in sorted(graph.get(module, ())):
            walk(below, (*trail, module))
        done.add(module)

    for module in graph:
        walk(module, ())


def test_the_engine_is_a_program() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.split(".")[0] in ("mkdocs", "material")], f"{path} imports the engine"


@pytest.mark.parametrize("path", MODULES)
def test_rooms_are_small(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert text.count("\n") <= 300, f"{path} has more than 300 lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40 + len(node.decorator_list), f"{path}:{node.lineno} {node.name} has {length} lines"


def test_readers_do_not_grow() -> None:
    files = [path for path in (ROOT / "generator/readers").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    assert lines <= MOST_OF_READERS, "find two places that know the same, and make one of them"


@pytest.mark.parametrize("path", MODULES)
def test_a_module_opens_with_a_line(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert path == "generator/__init__.py" or ast.get_docstring(ast.parse(text)), (
        f"{path} does not say what goes in and out"
    )


# One word for one thing: what every reader or command has by contract has one name.
INTERFACES = frozenset("command document_of read recognise parsed".split())
MOST_NODES, MOST_DECISIONS = 150, 15


def public_names() -> dict[str, list[str]]:
    """Name of a class or a public function -> the modules that define one."""
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse((ROOT / path).read_text("utf-8")).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(path)
    return found


def test_one_word_for_one_thing() -> None:
    twice = {name: paths for name, paths in public_names().items() if len(paths) > 1 and name not in INTERFACES}
    assert twice == {}, "give one of them the word for what it is"
    assert {name for name, paths in public_names().items() if len(paths) > 1} >= INTERFACES, "no interface any more"


def density(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int, bool]:
    """Expression nodes, decisions (and, or, x if, comprehension if) and whether a conditional stands in another; inner functions apart."""
    inside = [node for one in function.body for node in within(one)]
    decisions = sum(len(node.values) - 1 for node in inside if isinstance(node, ast.BoolOp))
    decisions += sum(isinstance(node, ast.IfExp) for node in inside) + sum(
        len(n.ifs) for n in inside if isinstance(n, ast.comprehension)
    )
    choices = [node for node in inside if isinstance(node, ast.IfExp)]
    nested = any(isinstance(below, ast.IfExp) for one in choices for below in ast.walk(one) if below is not one)
    return sum(isinstance(node, ast.expr) for node in inside), decisions, nested


def within(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    yield node
    for below in ast.iter_child_nodes(node):
        yield from within(below)


def dense_functions() -> dict[str, tuple[int, int, bool]]:
    """module:name -> its density, for every function above the limits."""
    found = {}
    for path in MODULES:
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                nodes, decisions, nested = density(node)
                if nodes > MOST_NODES or decisions > MOST_DECISIONS or nested:
                    found[f"{path.removeprefix('generator/')}:{node.name}"] = (nodes, decisions, nested)
    return found


def test_short_lines_hide_no_long_thoughts() -> None:
    assert dense_functions() == {}, (
        "more than 150 expression nodes, 15 decisions, or a conditional inside another: make two functions of it"
    )
