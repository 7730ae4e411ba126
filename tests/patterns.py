"""Patterns of the package. In: its modules. Out: each compiled pattern with its name, and what in it may go back over a run.

Two kinds are told by their form. `(a+)+`: a repeat of a repeat, with nothing between that has to be there, tries every way to cut a run.
`\\s*x`, searched for: from each blank of a run it tries to the run's end; `(?<!\\s)\\s*+x` begins where the run does, and never goes back.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generator
from generator.text.late import Late

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_UNBOUND = 1000
_SEARCHING = re.compile(r"\.(?:search|sub|subn|split|finditer|findall)\(")


def compiled() -> dict[str, re.Pattern[str]]:
    """module:name -> each pattern of text that a module of ours holds, in tables and records too."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        for name, value in vars(importlib.import_module(info.name)).items():
            for number, pattern in enumerate(_in(value, 3)):
                found[f"{info.name}:{name}:{number}"] = pattern
    return found


def written(folder: Path) -> dict[str, re.Pattern[str]]:
    """file:line -> each pattern that stands as a text in a call of `re` or of pattern_of."""
    found: dict[str, re.Pattern[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_of_patterns(node) and node.args:
                text = _literal(node.args[0])
                flags = [_FLAGS[name] for name in re.findall(r"re\.([A-Z]+)\b", ast.unparse(node)) if name in _FLAGS]
                if text is not None:
                    found[f"{path.relative_to(folder)}:{node.lineno}"] = re.compile(text, sum(set(flags)))
    return found


def _is_of_patterns(node: ast.Call) -> bool:
    name = ast.unparse(node.func)
    return name.startswith("re.") or name == "pattern_of"


_FLAGS = {
    "I": re.I,
    "IGNORECASE": re.I,
    "S": re.S,
    "DOTALL": re.S,
    "M": re.M,
    "MULTILINE": re.M,
    "X": re.X,
    "VERBOSE": re.X,
}


def _literal(node: ast.expr) -> str | None:
    """The text of a literal, also one put together of several."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _in(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, Late):
        yield value.compiled()
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth and isinstance(value, (dict, tuple, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _in(one, depth - 1)


def repeats_a_repeat(pattern: str, flags: int = 0) -> bool:
    """Whether an unbounded repeat holds little but another one."""
    return any(_pumps(inner) for inner in _repeated(parser.parse(pattern, flags & ~re.DEBUG)))


def _repeated(sequence: Any) -> Iterator[Any]:
    """What is repeated without bound, at any depth, and not held as one piece."""
    for operator, value in sequence:
        name = str(operator)
        if name in _REPEATS:
            if value[1] >= _UNBOUND:
                yield value[2]
            yield from _repeated(value[2])
        elif name == "SUBPATTERN":
            yield from _repeated(value[3])
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeated(branch)


def _pumps(sequence: Any) -> bool:
    """Whether a sequence can be one unbounded repeat and nothing else."""
    needed = [
        (str(op), value)
        for op, value in sequence
        if not (str(op) in (*_REPEATS, "POSSESSIVE_REPEAT") and value[0] == 0)
    ]
    unbound = [value for op, value in sequence if str(op) in _REPEATS and value[1] >= _UNBOUND]
    if not needed:
        return bool(unbound)
    if len(needed) > 1:
        return False
    name, value = needed[0]
    if name == "SUBPATTERN":
        return _pumps(value[3])
    if name == "BRANCH":
        return any(_pumps(branch) for branch in value[1])
    return name in _REPEATS and value[1] >= _UNBOUND


def begin_with_blanks(folder: Path) -> list[str]:
    """file:name of each pattern that begins with blanks without bound, goes back over them, and is searched for."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and ast.unparse(node.value.func) in ("re.compile", "pattern_of")
            ):
                name, argument = ast.unparse(node.targets[0]), node.value.args[0]
                start = argument.value if isinstance(argument, ast.Constant) else ""
                begins = isinstance(start, str) and re.match(r"(?:\(\?[a-z]+\))?\\s[*+](?![+?]|$)", start) is not None
                if begins and re.search(rf"\b{name}{_SEARCHING.pattern}", text):
                    found.append(f"{path.relative_to(folder).as_posix()}:{name}")
    return found
