"""OpenReview. In: the JSON that it answers with. Out: Candidates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from generator.commands.lookup.bodies import json_body, none_known
from generator.commands.lookup.candidate import Candidate
from generator.text import fold

# Milliseconds since 1970 that a calendar has: to the year 2109.
_LAST_TIME = 1 << 42


class _Note(msgspec.Struct):
    id: str = ""
    forum: str = ""
    content: dict[str, object] = {}
    cdate: int | None = None
    pdate: int | None = None


class _Answer(msgspec.Struct):
    notes: list[_Note]
    count: int = 0


def openreview_works(body: bytes) -> Iterator[Candidate]:
    """The works that OpenReview names. A note that is a review has no title of a paper. Raises NoAnswer."""
    answer = json_body(body, _Answer)
    none_known(bool(answer.notes) or answer.count == 0)
    for note in answer.notes:
        content = {name: _opened(value) for name, value in note.content.items()}
        if note.id == note.forum and isinstance(content.get("title"), str):
            yield _candidate(note, content)


def _opened(value: object) -> object:
    """A value itself: in OpenReview's second form it stands as {"value": …}."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _candidate(note: _Note, content: dict[str, object]) -> Candidate:
    authors = content.get("authors")
    return Candidate(
        title=fold(str(content["title"])),
        said=f"OpenReview {note.id}",
        authors=tuple(fold(str(name)) for name in authors) if isinstance(authors, list) else (),
        abstract=fold(str(content.get("abstract") or "")),
        date=_day(note.pdate or note.cdate or 0),
        venue=fold(str(content.get("venue") or "")),
        others={"openreview": note.id},
    )


def _day(milliseconds: int) -> str:
    """The day of a time since 1970, "" where there is none or no calendar has it."""
    if not 0 < milliseconds < _LAST_TIME:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
