"""Imprints. In: a line. Out: its segments when it tells who, where and when alone: "Ana Prado, Ben Ulm · *Geomorphology* · 2018"; what of
a line may be names, and where a work was printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from generator.readers.layout.segments import IN_YEAR, SOLID_NAME, CellText, Segment
from generator.text import pattern_of
from generator.text.people import families_in, is_family_alone, part_score

# The name of a journal has so many words; what else stands beside names and a date.
_JOURNAL = 7
_BESIDE = frozenset(("date", "number", "label", "address", "signs"))
_YEAR = pattern_of(r"\W*\b(?P<year>(?:19|20)\d\d)\W*$")


def imprint_in(line: CellText) -> list[Segment]:
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


def may_be_names(segment: Segment) -> bool:
    """Whether a segment is a name, or families: "Ahn & Moreau", "Okada"."""
    text = segment.text
    solid = len(text) < 5 and bool(SOLID_NAME.fullmatch(text)) and part_score(text) >= 0
    return segment.kind == "name" or (
        segment.kind == "words" and (solid or bool(families_in(text)) or is_family_alone(text))
    )


def leads_to_marked(segment: Segment, more: Sequence[Segment]) -> bool:
    """Whether a segment is one word that is no title's, and the next stands out: "Sørlie, *Counting Rings*"."""
    family = segment.text.isalpha() and segment.text[0].isupper() and part_score(segment.text) >= 0
    return family and bool(more) and (more[0].run.em or more[0].run.strong) and not segment.run.em


def mark_printed(segments: Sequence[Segment]) -> None:
    """A few words and a year in brackets, behind names and a title that stands out, are a venue: "Kraus, *A Title* (Wood Letters 2023)"."""
    named = False
    for at, (above, one) in enumerate(pairwise(segments)):
        named = named or above.named
        marked = at and (above.run.em or above.run.strong or above.run.url)
        if named and marked and one.before.strip()[-1:] == "(" and IN_YEAR.fullmatch(one.text):
            one.kind = "venue"
