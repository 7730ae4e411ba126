"""arXiv dumps. In: JSON or JSONL of arXiv records (arxiv_id or id, title, summary, categories), as daily listing bots write. Out: papers.

An empty day ({"count": 0, "papers": []}) is a digest without papers, with a note.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.model import Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.fields import is_record, letters, paper_from, summary_of
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.records import arxiv_id, string_of
from generator.text import fold

NAME = "arXiv dump (JSON or JSONL)"
SAMPLE = '{"id": "2503.01234", "title": "A Title", "authors": ["Ada Lovelace"], "categories": ["cs.CL"], "summary": "Its abstract."}'
_TITLE = re.compile(r'"title"\s*:\s*"')
_ID = re.compile(
    r'"(?:arxiv[_-]?id|id|entry_id|url|abs|link)"\s*:\s*"(?:arxiv:|https?://(?:export\.|www\.)?arxiv\.org/\w+/)?'
    r'(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.\w+)?/\d{7})(?:v\d+)?"',
    re.IGNORECASE,
)
_TEXT = re.compile(r'"(?:summary|abstract)"\s*:')
_EMPTY = re.compile(r'\s*\{[^{}\[\]]{0,2000}"papers"\s*:\s*\[\s*\][^{}\[\]]{0,2000}\}\s*')
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2}(?:[a-z-]{1,10})?)?")


def recognise(text: str, path: str) -> float:
    """JSON with titles, arXiv ids and abstracts; or a day that says it has no papers."""
    return 0.6 if head_has(text, _TITLE, _ID, _TEXT) or _EMPTY.fullmatch(text, 0, 5000) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a dump. Problems: those of json_records.read_with."""
    return read_with(NAME, text, source, is_record, _paper)


def _paper(value: Object, source: Source) -> Paper | str:
    paper = paper_from(value, source)
    if isinstance(paper, str):
        return paper
    by_letters = {letters(key): inner for key, inner in value.items()}
    own = next(
        filter(None, (arxiv_id(string_of(by_letters.get(key))) for key in ("arxivid", "id", "entryid", "url", "abs"))),
        "",
    )
    text = string_of(by_letters.get("abstract")) or summary_of(value)
    return replace(
        paper,
        ids={**paper.ids, "arxiv": own} if own else paper.ids,
        # arXiv indents a new paragraph by two blanks.
        abstract=fold(re.sub(r"\n {2,}(?=\S)", "\n\n", text), paragraphs=True)
        if by_letters.get("authors")
        else paper.abstract,
        categories=tuple(name for name in paper.categories if _CATEGORY.fullmatch(name)),
    )
