"""Graphs of linked data. In: the objects of a JSON-LD file. Out: the same, with what an object refers to by its id put in its place.

`"author": [{"@id": "#ada"}]` names a person who stands elsewhere in the file: https://www.w3.org/TR/json-ld11/#flattened-document-form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.readers.record import Record

_ID = "@id"


def joined(records: Iterable[Record], known: Iterable[Record]) -> list[Record]:
    """Each record with the objects of `known` in place of their ids; one level deep, so that two that refer to each other end."""
    by_id = {name: one.value for one in known if isinstance(name := one.value.get(_ID), str)}
    return [replace(one, value={key: _with(value, by_id) for key, value in one.value.items()}) for one in records]


def _with(value: object, by_id: Mapping[str, Mapping[str, object]]) -> object:
    if isinstance(value, list):
        return [_with(one, by_id) for one in value]
    if isinstance(value, dict) and set(value) == {_ID}:
        return by_id.get(str(value[_ID]), value)
    return value
