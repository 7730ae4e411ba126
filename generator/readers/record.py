"""What every grammar gives. In: nothing. Out: the structs Record and Parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from generator.model import Problem, Span

Object = dict[str, object]


class Element(dict[str, object]):
    """An object read from XML or YAML: its keys are written as the lexicon writes them, and it knows its lines."""

    __slots__ = ("first", "last")

    def __init__(self, first: int = 0, last: int = 0) -> None:
        super().__init__()
        self.first, self.last = first, last


def like(value: Mapping[str, object]) -> Object:
    """An empty object of the same kind, on the same lines."""
    return Element(value.first, value.last) if isinstance(value, Element) else {}


def copied(value: Mapping[str, object], without: tuple[str, ...] = ()) -> Object:
    """An object of the same kind with the same keys, but for some, whatever their type ("content" is also "content.html")."""
    made = like(value)
    made.update((key, one) for key, one in value.items() if key.partition(".")[0] not in without)
    return made


class Record(msgspec.Struct, frozen=True):
    """Keys and values that a grammar gave, and the lines they stand on. `around`: the objects that hold nothing but this record, the
    nearest first, whose ids, venue and date are its own. `trail`: the keys above it; `above`: the objects that hold it among
    others. `uses`: what its lines are, where a grammar tells."""

    value: Mapping[str, object]
    first: int
    last: int
    around: tuple[Mapping[str, object], ...] = ()
    trail: tuple[str, ...] = ()
    above: tuple[Mapping[str, object], ...] = ()
    uses: tuple[Span, ...] = ()


class Parsed(msgspec.Struct, frozen=True):
    """A file taken apart. `form` is the name of its grammar for people, `dialect` the column of the lexicon that its tags have, `noun` what
    a record is called in it; `empty`: the file says itself that it holds nothing."""

    form: str
    records: tuple[Record, ...]
    spans: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    dialect: str = ""
    noun: str = "record"
    empty: bool = False


def several(value: object) -> list[object]:
    """A list as it is, any other value as a list of one."""
    return value if isinstance(value, list) else [value]


def elements(value: object) -> list[Element]:
    """The elements in a value, be it one or a list."""
    return [one for one in several(value) if isinstance(one, Element)]


def gathered(pairs: Iterable[tuple[str, object]], into: Object | None = None) -> Object:
    """An object of keys and values, or the one given with these put in: of a key that stands again the list."""
    made: Object = {} if into is None else into
    counts: dict[str, int] = dict.fromkeys(made, 1)
    for key, value in pairs:
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 2:
            several(made[key]).append(value)
        else:
            made[key] = [made[key], value] if key in made else value
    return made


def apart(records: list[Record], holder: Mapping[str, object]) -> list[Record]:
    """Records found in one object: what holds several of them is no part of any."""
    return [_without(one, holder) for one in records] if len(records) > 1 else records


def held_by(holder: Mapping[str, object], records: list[Record]) -> list[Record]:
    """Records found in one object, which they name among those that hold them."""
    return [msgspec.structs.replace(one, above=(*one.above, holder)) for one in records]


def _without(record: Record, holder: Mapping[str, object]) -> Record:
    place = next((place for place, outer in enumerate(record.around) if outer is holder), None)
    if place is None:
        return record
    around = record.around[:place]
    top = around[-1] if around else None
    first, last = (top.first, max(top.last, record.last)) if isinstance(top, Element) else (record.first, record.last)
    uses = (Span(first, last, "entry", 1),) if record.uses else ()
    return msgspec.structs.replace(record, around=around, uses=uses)
