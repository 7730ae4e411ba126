"""Tables. In: the memory of work, and functions of a name or a title. Out: what they made in the last build, known in this one; and texts
that were made of the same.

A library of ten thousand papers has thirty thousand names, of which a new digest brings some hundred. To ask the memory for each would cost
what making it does; so of each function there is one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, get_type_hints

import msgspec

from generator.memo import Memo, encoded, key_of
from generator.text.lately import Table
from generator.waiting import Shelf, Waiting

# Cards of so many papers are 50 MB; those of more wait on disk meanwhile, and the next build makes them again.
_MOST = 1 << 14


class Plates:
    """Texts that are set once, by a hash of what made them. `known`: of the last build; `wanted`: the hashes of all that there are;
    `shelf`: where those wait that are too many."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.known: dict[bytes, str] = {}
        self.made: dict[bytes, str | Waiting] = {}
        self.wanted: set[bytes] = set()
        self._shelf = shelf

    def text(self, made_of: bytes, make: Callable[[], str]) -> str:
        """The text, as it was or made now."""
        held = self.known.get(made_of) or self.made.get(made_of)
        if held is None:
            text = make()
            shelf = self._shelf if len(self.made) >= _MOST else None
            self.made[made_of] = shelf.put(text.encode()) if shelf else text
            return text
        return held.read().decode() if isinstance(held, Waiting) else held


@contextmanager
def plates_from(memo: Memo | None, place: str) -> Iterator[Plates]:
    """Texts as they were made in the last build; in the end those that are still wanted are kept."""
    if memo is None:
        yield Plates()
        return
    key = key_of(b"texts", place.encode())
    with closing(Shelf(memo.path.parent)) as shelf:
        texts = Plates(shelf)
        held = _held(memo, [key]).get(key)
        texts.known = msgspec.msgpack.decode(held, type=dict[bytes, str]) if held else {}
        yield texts
    if texts.made and len(texts.wanted) <= _MOST:
        both = {**texts.known, **texts.made}
        memo.put([(key, encoded({made_of: both[made_of] for made_of in sorted(both.keys() & texts.wanted)}))])


@contextmanager
def known_from(memo: Memo | None, tables: Sequence[Table[Any]]) -> Iterator[None]:
    """What the tables made last is known, and in the end what they were asked for is kept."""
    if memo is None:
        yield
        return
    keys = {_key(memo, table): table for table in tables}
    for key, held in _held(memo, list(keys)).items():
        keys[key].known = msgspec.msgpack.decode(held, type=dict[str, _kind(keys[key])])  # type: ignore[misc]
    yield
    fresh = [(key, encoded(table.asked)) for key, table in keys.items() if table.asked.keys() != table.known.keys()]
    memo.put(fresh)


def handed_on(memo: Memo | None, module: str, place: str) -> bytes:
    """What the last build left at a `place` of a module of ours, as long as its code is the same; else nothing."""
    key = key_of(b"handed on", place.encode(), memo.version_of(module)) if memo else b""
    return _held(memo, [key]).get(key, b"") if memo else b""


def hand_on(memo: Memo | None, module: str, place: str, value: bytes) -> None:
    """Leave something for the next build. It may save work, and must change no result: another build may have left it."""
    if memo is not None:
        memo.put([(key_of(b"handed on", place.encode(), memo.version_of(module)), value)])


def _held(memo: Memo, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    """What is there of them. They are no results that a build asks for, so they are not counted as such."""
    found, missed = memo.found, memo.missed
    held = memo.get(keys)
    memo.found, memo.missed = found, missed
    return held


def _key(memo: Memo, table: Table[Any]) -> bytes:
    """It holds as long as the code that made it."""
    made_by = table.function
    return key_of(
        b"table", made_by.__module__.encode(), made_by.__qualname__.encode(), memo.version_of(made_by.__module__)
    )


def _kind(table: Table[Any]) -> Any:
    return get_type_hints(table.function)["return"]
