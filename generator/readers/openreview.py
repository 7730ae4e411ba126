"""OpenReview. In: JSON of its notes, API 1 ({"title": "..."}) or 2 ({"title": {"value": "..."}}). Out: its submissions.

Reviews, comments and decisions are notes too, and no papers; a submission that was withdrawn or rejected is skipped. A note counts both.
"""

from __future__ import annotations

import re

from generator.model import Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.paperlists import is_test, turned_down
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.records import paper_of, string_of, terms_of
from generator.text import fold

NAME = "OpenReview notes (JSON)"
SAMPLE = '{"notes": [{"forum": "B12Js_yRb", "content": {"title": {"value": "A Title"}, "abstract": {"value": "..."}}}]}'
_CONTENT = re.compile(r'"content"\s*:\s*\{')
_NOTE = re.compile(r'"(?:forum|invitations?|signatures|cdate|tcdate|replyto|venueid|domain)"\s*:')
_OF_A_REVIEW = frozenset(
    "review rating confidence comment decision recommendation metareview summary_of_contributions reply rebuttal".split()
)


def recognise(text: str, path: str) -> float:
    """JSON of notes with a title in their content."""
    return 0.85 if head_has(text, _CONTENT, _NOTE, re.compile(r'"title"\s*:')) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read notes. Problems: note `not-a-paper` (reviews, withdrawn and rejected submissions), those of json_records.read_with."""
    return read_with(NAME, text, source, _is_record, _paper, noun="note")


def _is_record(value: Object) -> bool:
    return isinstance(value.get("content"), dict)


def _paper(value: Object, source: Source) -> Paper | str:
    content = value.get("content")
    fields: Object = content if isinstance(content, dict) else {}
    title = string_of(fields.get("title"))
    if _OF_A_REVIEW & {key.lower().replace(" ", "_") for key in fields} and not string_of(fields.get("abstract")):
        return "reviews, comments and decisions"
    if not fold(title):
        return "no title"
    if is_test(title, string_of(fields.get("abstract"))):
        return "a test submission"
    venue = string_of(fields.get("venue"))
    if turned_down(venue) or turned_down(string_of(fields.get("venueid"))) or fields.get("withdrawal"):
        return "withdrawn or rejected submissions"
    forum = string_of(value.get("forum")) or string_of(value.get("id"))
    home = f"https://openreview.net/forum?id={forum}" if re.fullmatch(r"[\w-]{6,20}", forum) else ""
    return paper_of(
        title, source, abstract=string_of(fields.get("abstract")), authors=fields.get("authors"), venues=_venue(venue),
        date=next((value[key] for key in ("pdate", "cdate", "tcdate") if value.get(key)), None), url=home,
        urls=[string_of(fields.get(key)) for key in ("code", "code_url", "github", "project_page", "html")],
        keywords=fields.get("keywords"), categories=terms_of(fields.get("primary_area") or fields.get("subject_areas")),
    )  # fmt: skip


def _venue(venue: str) -> str:
    """ "ICLR 2024 poster" is a venue; "Submitted to ICLR 2024" is none."""
    return "" if re.match(r"submitted|under review", venue.strip(), re.IGNORECASE) else venue
