"""The house: a module imports only from floors below its own, no circle inside a package, and no room is too large."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {
    "model": 0, "problems": 1, "text": 1, "memo": 1, "work": 1, "config": 2, "readers": 3, "enrich": 4, "library": 5, "render": 6,
    "intake": 6, "output": 7, "csp": 7, "engine": 7, "site": 7, "kept": 7, "lock": 7, "unchanged": 7, "tree": 7, "published": 7, "build": 8,
    "commands": 9,
    "cli": 10,
}  # fmt: skip
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
        flat = {"output", "csp", "engine", "site", "kept", "unchanged", "tree", "memo", "work"}
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


@pytest.mark.parametrize("path", MODULES)
def test_a_module_opens_with_a_line(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert path == "generator/__init__.py" or ast.get_docstring(ast.parse(text)), (
        f"{path} does not say what goes in and out"
    )
