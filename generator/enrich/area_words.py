"""The words of areas. In: areas.txt, and a paper's words. Out: each area as topics, and how much nearer than an area another is.

A word in passing ("laser", "Mexico") may belong to an area that its paper is not of. All words of a paper together tell that: they point
the way of some area (bearings.py), and an area of the same discipline that is much nearer says that this one is only mentioned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.config.vocabulary import term_slug
from generator.enrich.bearings import DIMENSIONS, LENGTH
from generator.enrich.phrases import CUT
from generator.enrich.terms import bearing_of_words
from generator.model import Tag

# An area that no other of its discipline is nearer than is likely from so near on: of 90 that were read 88 fitted.
_LIKELY = 0.35


class Area(NamedTuple):
    """An area as a topic, the field that it stands below (or ""), its discipline; `here`: as it is in a library of that alone; `mixed`: in
    one of several; `aside`: in one that is partly of that."""

    tag: Tag
    field: str
    discipline: str
    here: Tag
    mixed: Tag
    aside: Tag


class Nearness(NamedTuple):
    """likely: the areas that a single word is enough for which others use too; behind: by area how much nearer the nearest of its
    discipline is (a difference of cosines)."""

    likely: frozenset[int]
    behind: dict[int, float]


class AreaBearings:
    """The areas among `tags`, each by its number, made ready to be compared with papers."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self.numbers = [number for number, tag in enumerate(tags) if tag.area]
        self._slugs = {number: tags[number].slug for number in self.numbers}

    @cached_property
    def _rows(self) -> _Rows:
        import numpy as np

        known = _known()
        placed = {number: places for number, slug in self._slugs.items() if (places := known.places.get(slug))}
        starts = list(accumulate(map(len, placed.values()), initial=0))[:-1]
        order = [place for places in placed.values() for place in places]
        discipline = [known.discipline[places[0]] for places in placed.values()]
        return _Rows(list(placed), *(np.array(one, dtype=np.intp) for one in (order, starts, discipline)))

    def nearness(self, bearing: bytes) -> Nearness:
        """How near the areas are to a paper of that bearing; a field is as near as the nearest of its areas."""
        if not self.numbers or not self._rows.numbers:
            return Nearness(frozenset(), {})
        import numpy as np

        known, rows = _known(), self._rows
        # Whole numbers are added, so it is the same on every machine.
        products = known.rows @ np.frombuffer(bearing, dtype=np.int8).astype(np.int32)
        near = np.maximum.reduceat(products[rows.order], rows.starts)
        behind = np.maximum.reduceat(products, known.starts)[rows.discipline] - near
        likely = np.flatnonzero((behind <= 0) & (near / LENGTH**2 >= _LIKELY)).tolist()
        found = dict(zip(rows.numbers, (behind / LENGTH**2).tolist(), strict=True))
        return Nearness(frozenset(rows.numbers[place] for place in likely), found)


class _Rows(NamedTuple):
    """numbers: the areas that the table knows; order, starts: the rows of the table that are of each, and where those of each start;
    discipline: the number of that of each."""

    numbers: list[int]
    order: Any
    starts: Any
    discipline: Any


class _Known(NamedTuple):
    """rows: the bearing of each area of the table; places: by slug of an area or a field the rows that are of it; starts: where the
    rows of each discipline start; discipline: of each row its number."""

    rows: Any
    places: dict[str, list[int]]
    starts: list[int]
    discipline: list[int]


@cache
def _known() -> _Known:
    import numpy as np

    places: dict[str, list[int]] = defaultdict(list)
    bearings = []
    for place, area in enumerate(areas()):
        words = [word for name in (*area.here.patterns, area.tag.name) for word in CUT.findall(name.replace("*", ""))]
        bearings.append(bearing_of_words(words))
        for slug in {area.tag.slug, term_slug(area.field)} - {""}:
            places[slug].append(place)
    rows = np.frombuffer(b"".join(bearings), dtype=np.int8).reshape(-1, DIMENSIONS).astype(np.int32)
    named = [area.discipline for area in areas()]
    order = list(dict.fromkeys(named))
    return _Known(rows, dict(places), list(map(named.index, order)), list(map(order.index, named)))


@cache
def areas() -> tuple[Area, ...]:
    found: list[Area] = []
    discipline = field = ""
    for line in (Path(__file__).parent / "topics" / "areas.txt").read_text("utf-8").splitlines():
        if line.startswith("=="):
            field = line.removeprefix("==").strip()
        elif line.startswith("="):
            discipline = line.removeprefix("=").strip()
        elif line and not line.startswith("#"):
            name, _, words = line.partition(": ")
            own, shared, here, titled = (_words(part) for part in f"{words} | - | - | -".split(" | ")[:4])
            tag = area_tag(name, own, shared)
            alone = replace(tag, patterns=(*own, *here), titled=titled)
            mixed = replace(tag, doubtful=(*shared, *here, *titled))
            aside = replace(tag, patterns=(), doubtful=(), titled=own)
            found.append(Area(tag, field, discipline, alone, mixed, aside))
    return tuple(found)


def _words(part: str) -> tuple[str, ...]:
    return tuple(part.split(", ")) if part != "-" else ()


def area_tag(name: str, own: Sequence[str], shared: Sequence[str]) -> Tag:
    return Tag(term_slug(name), name, patterns=tuple(own), doubtful=tuple(shared), strict=True, found=True, area=True)
