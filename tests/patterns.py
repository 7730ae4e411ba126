"""Patterns that may go back over a run. In: the package. Out: each compiled pattern, and texts that make it go back if it can.

The texts come from the pattern itself: for every part that repeats without bound, what may stand before it, a run of what it takes, and a
sign that nothing takes. A pattern that goes back over the run takes the square of its length to find that there is nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as signs  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import generator

_UNBOUND = 1000
_NOTHING = "\x00"
_CATEGORIES = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}  # fmt: skip


def compiled() -> dict[str, re.Pattern[str]]:
    """module:name -> each pattern of text that a module of ours holds, in tables and records too."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name not in ("generator.cli",):
            module = importlib.import_module(info.name)
            found.update(_in_module(module))
    return found


def _in_module(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in vars(module).items():
        for number, pattern in enumerate(_in(value, 3)):
            if isinstance(pattern.pattern, str) and (name.startswith("_") or module.__name__ != "generator"):
                yield f"{module.__name__.removeprefix('generator.')}:{name}{f'[{number}]' if number else ''}", pattern


def _in(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _in(one, depth - 1)
    elif depth and isinstance(value, (tuple, list)):
        for one in value:
            yield from _in(one, depth - 1)


def attacks(pattern: re.Pattern[str], size: int) -> list[str]:
    """Texts of about `size` characters over which the pattern may go back."""
    found: list[str] = []
    _walk(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", size, found)
    return list(dict.fromkeys(found))


def _walk(sequence: Any, before: str, size: int, found: list[str]) -> str:
    """Add the attacks on every part of a sequence that comes after `before`; what the sequence takes at least."""
    for operator, value in sequence:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            unit = _sample(inner)
            if most >= _UNBOUND and unit:
                run = unit * (size // len(unit))
                found += [before + run + _NOTHING, run + _NOTHING, before + run + "\n" + _NOTHING, (before + unit) * (size // len(before + unit)) + _NOTHING]
            _walk(inner, before, size, found)
            before += unit * max(least, 0 if most < _UNBOUND else 1)
        elif name == "SUBPATTERN":
            before = _walk(value[3], before, size, found)
        elif name == "BRANCH":
            ends = [_walk(branch, before, size, found) for branch in value[1]]
            before = ends[0]
        elif name == "ATOMIC_GROUP":
            before = _walk(value, before, size, found)
        elif name not in ("ASSERT", "ASSERT_NOT", "AT"):
            before += _sample([(operator, value)])
    return before


def _sample(sequence: Any) -> str:
    """A short text that a sequence takes, more or less."""
    said = ""
    for operator, value in sequence:
        name = str(operator)
        if name == "LITERAL":
            said += chr(value)
        elif name == "NOT_LITERAL":
            said += "a" if value != ord("a") else "b"
        elif name == "ANY":
            said += "a"
        elif name == "IN":
            said += _of_set(value)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            said += _sample(value[2]) * max(1, value[0])
        elif name == "SUBPATTERN":
            said += _sample(value[3])
        elif name == "BRANCH":
            said += _sample(value[1][0])
        elif name == "ATOMIC_GROUP":
            said += _sample(value)
    return said


def _of_set(members: Any) -> str:
    negated = bool(members) and members[0][0] is signs.NEGATE
    if negated:
        taken = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        spaces = any(str(kind) == "CATEGORY" and "SPACE" in str(value) for kind, value in members[1:])
        return next(one for one in "a -7.,A(" if one not in taken and not (spaces and one == " "))
    kind, value = members[0]
    if str(kind) == "LITERAL":
        return chr(value)
    return chr(value[0]) if str(kind) == "RANGE" else _CATEGORIES.get(str(value), "a")
