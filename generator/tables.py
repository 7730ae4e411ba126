"""Tables. In: the memory of work, and functions of a name or a title. Out: what they made in the last build, known in this one.

A library of ten thousand papers has thirty thousand names, of which a new digest brings some hundred. To ask the memory for each would cost
what making it does; so of each function there is one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, get_type_hints

import msgspec

from generator.memo import Memo, code_version, encoded, key_of
from generator.text.lately import Table


@contextmanager
def known_from(memo: Memo | None, tables: Sequence[Table[Any]]) -> Iterator[None]:
    """What the tables made last is known, and in the end what they were asked for is kept."""
    if memo is None:
        yield
        return
    keys = {_key(table): table for table in tables}
    for key, held in memo.get(list(keys)).items():
        keys[key].known = msgspec.msgpack.decode(held, type=dict[str, _kind(keys[key])])  # type: ignore[misc]
    yield
    fresh = [(key, encoded(table.asked)) for key, table in keys.items() if table.asked.keys() != table.known.keys()]
    memo.put(fresh)


def _key(table: Table[Any]) -> bytes:
    """It holds as long as the code that made it."""
    made_by = table.function
    return key_of(
        b"table", made_by.__module__.encode(), made_by.__qualname__.encode(), code_version(made_by.__module__)
    )


def _kind(table: Table[Any]) -> Any:
    return get_type_hints(table.function)["return"]
