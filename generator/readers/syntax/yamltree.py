"""What a file of YAML holds. In: the events of a parser, in order. Out: objects, lists and strings; each object knows its lines.

PyYAML's own objects are as many again, and it looks up a type for each string: events alone take half the time.
"""

from __future__ import annotations

from typing import Protocol

import yaml

from generator.readers.lexicon import bare_key
from generator.readers.record import Element


class _Mark(Protocol):
    line: int


class YamlTree:
    """What the events of a file built so far: lists, objects that know their lines, and strings."""

    def __init__(self, above: int) -> None:
        self.above = above
        self.documents: list[object] = []
        self.open: list[list[object] | Element] = []
        self.keys: list[object] = []  # of each open object the key whose value comes next; None where a key comes next

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._put("" if event.value in ("~", "null") else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            begun = _line(event.start_mark) + 1 + self.above
            made: list[object] | Element = Element(begun, begun) if isinstance(event, yaml.MappingStartEvent) else []
            self._put(made)
            self.open.append(made)
            self.keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            self.keys.pop()
            if isinstance(done, Element):
                done.last = max(_line(event.end_mark) + self.above, done.first)

    @property
    def root(self) -> object:
        """The document; of several the list of them."""
        return self.documents if len(self.documents) > 1 else next(iter(self.documents), None)

    def _put(self, value: object) -> None:
        if not self.open:
            self.documents.append(value)
        elif isinstance(self.open[-1], list):
            self.open[-1].append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = bare_key(value) if isinstance(value, str) else ""
        else:
            if self.keys[-1]:
                self.open[-1].setdefault(str(self.keys[-1]), value)
            self.keys[-1] = None


def _line(mark: _Mark | None) -> int:
    return mark.line if mark else 0
