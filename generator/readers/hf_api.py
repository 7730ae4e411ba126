"""The daily papers API. In: JSON of huggingface.co/api/daily_papers, a list or a single one. Out: papers; never their AI summaries.

An entry is {"paper": {...}, ...}; the outer title and days repeat or blur the inner ones and are not used. A hidden author is
left out, as on the page.
"""

from __future__ import annotations

import re

from generator.model import Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.fields import paper_from
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.records import arxiv_id, paper_of, string_of
from generator.text import fold

NAME = "daily papers API (JSON)"
SAMPLE = (
    '[{"paper": {"id": "2503.01234", "title": "A Title", "summary": "Its abstract.", "upvotes": 12}, "numComments": 1}]'
)
_WRAPPED = re.compile(r'"paper"\s*:\s*\{')
_SINGLE = re.compile(r'"(?:upvotes|submittedOnDailyAt|discussionId|ai_summary)"\s*:')
_OF_THE_API = ("publishedAt", "submittedOnDailyAt", "discussionId", "submittedOnDailyBy")
_TITLE = re.compile(r'"title"\s*:\s*"')


def recognise(text: str, path: str) -> float:
    """JSON with a paper inside each entry, or with the marks that only this API gives."""
    return (
        0.85
        if head_has(text, _TITLE, _SINGLE) or head_has(text, _TITLE, _WRAPPED, re.compile(r'"publishedAt"\s*:'))
        else 0.0
    )


def read(text: str, source: Source) -> Reading:
    """Read the API's JSON. Problems: those of json_records.read_with."""
    return read_with(NAME, text, source, _is_record, _paper, noun="entry")


def _is_record(value: Object) -> bool:
    return isinstance(value.get("paper"), dict) or ("title" in value and ("summary" in value or "upvotes" in value))


def _paper(value: Object, source: Source) -> Paper | str:
    inner = value.get("paper")
    if not isinstance(inner, dict) and not any(key in value for key in _OF_THE_API):
        return paper_from(
            {
                **value,
                "arxiv_id": arxiv_id(string_of(value.get("id") or value.get("paper_id") or value.get("arxiv_id"))),
            },
            source,
        )
    paper = inner if isinstance(inner, dict) else value
    title = string_of(paper.get("title")) or string_of(value.get("title"))
    if not fold(title):
        return "no title"
    return paper_of(
        title, source, abstract=string_of(paper.get("summary")), authors=paper.get("authors"), date=paper.get("publishedAt"),
        urls=[string_of(paper.get(key)) for key in ("githubRepo", "projectPage")],
        ids={"arxiv": arxiv_id(string_of(paper.get("id")))},
    )  # fmt: skip
