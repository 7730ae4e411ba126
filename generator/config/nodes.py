"""YAML as nodes. In: the text of a YAML file that people edit. Out: its mappings, lists and texts, each with its line, and Problems.

Nothing is turned into a date or a number, no tag is obeyed, and anchors, aliases, repeated keys and deep nesting are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import msgspec
import yaml

from generator.model import Problem, Source

_DEEPEST = 12
_LONGEST = 4 << 20


class Node(msgspec.Struct, frozen=True):
    """A text, a list or a mapping, and the line where it begins; for a value in a mapping, the line of its key."""

    line: int
    value: str | list[Node] | dict[str, Node]


def read_nodes(text: str, path: str, code: str) -> tuple[Node | None, list[Problem]]:
    """The nodes of a file; None when it is empty or cannot be read, which is an error with its line."""
    if len(text) > _LONGEST:
        return None, [Problem(Source(path), "error", code, f"is longer than {_LONGEST >> 20} MB.")]
    try:
        _refuse(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        return (_node(root, root.start_mark.line + 1) if root else None), []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = " ".join(str(getattr(error, "problem", None) or "it cannot be read").split())
        return None, [Problem(Source(path, line), "error", code, f"is not good YAML here: {what}.")]


def _refuse(text: str) -> None:
    """Raise for what a hand-kept list never needs: anchors and aliases, which can grow without end, and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _stop("anchors (&) and aliases (*) are not allowed; quote a text that begins so", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            _stop("it is nested too deeply", event)


def _stop(problem: str, where: yaml.Event | yaml.Node) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=problem, problem_mark=where.start_mark)  # type: ignore[arg-type]


def _node(node: yaml.Node, line: int) -> Node:
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null" and node.style is None
        return Node(line, "" if empty else str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Node(line, [_node(each, each.start_mark.line + 1) for each in node.value])
    parts: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            _stop("a name must be a text", key)
        if key.value in parts:
            _stop(f"{key.value!r} stands here twice", key)
        parts[str(key.value)] = _node(value, key.start_mark.line + 1)
    return Node(line, parts)


def near(name: str, known: Iterable[str]) -> str:
    """ "; did you mean x?" when a known name is near, else "."."""
    from rapidfuzz import process

    found = process.extractOne(name, list(known), score_cutoff=60)
    return f"; did you mean {found[0]}?" if found else "."
