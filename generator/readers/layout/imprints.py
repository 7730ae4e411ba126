"""Imprints. In: a line. Out: its segments when it tells who, where and when alone: "Ana Prado, Ben Ulm · *Geomorphology* · 2018"."""

from __future__ import annotations

from msgspec.structs import replace

from generator.readers.layout.segments import Line, Segment
from generator.text import pattern_of

# The name of a journal has so many words; what else stands beside names and a date.
_JOURNAL = 7
_BESIDE = frozenset(("date", "number", "label", "address", "signs"))
_YEAR = pattern_of(r"\W*\b(?P<year>(?:19|20)\d\d)\W*$")


def imprint_in(line: Line) -> list[Segment]:
    """The segments, the venue one of them; none of another line."""
    told = [one for one in line.segments if one.kind not in _BESIDE]
    rest = [one for one in told[1:] if not one.named]
    if not rest or not (told[0].named or told[0].kind == "name"):
        return []
    text = line.text[rest[0].start : rest[-1].end]
    year = _YEAR.search(text)
    dated = year or rest[0].run.em or any(one.kind == "date" for one in line.segments)
    if not dated or text.count(" ") >= _JOURNAL:
        return []
    venue = replace(rest[0], text=text[: year.start()] if year else text, end=rest[-1].end, kind="venue")
    when = [replace(venue, text=year["year"], kind="date")] if year else []
    kept = [venue if one is rest[0] else one for one in line.segments if one is rest[0] or one not in rest]
    return kept + when
