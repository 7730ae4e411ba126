"""cv-arxiv-daily. In: its JSON, topic -> id -> a row of its Markdown table, or a line of its list. Out: the papers in those rows.

The Markdown pages of the same bot are read as Markdown lists; here the rows are strings of a JSON file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.markdown.blocks import Block, cells_of
from generator.readers.markdown.entry import Draft, draft_of
from generator.readers.markdown.inline import runs_of
from generator.readers.markdown.tables import Table, draft_of_row
from generator.readers.markdown.verdict import paper_from
from generator.readers.parts.account import Lines, finished

NAME = "cv-arxiv-daily JSON"
SAMPLE = '{"SLAM": {"2110.07546": "|**2021-10-14**|**A Title**|Shumon Koga et.al.|[2110.07546](http://arxiv.org/abs/2110.07546)|null|\\n"}}'
# A string that is not closed ends with its line: so each quote is looked at once.
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)(?:"|(?=\n)|\\?\Z)')
_ROW = re.compile(r"\s*(?:\||[-*+] ).*(?:arxiv\.org|\]\(https?://|et\.al)")
_NO_NAMES: Mapping[str, str] = {}


def recognise(text: str, path: str) -> float:
    """A JSON object with strings that are rows of such a table."""
    head = text[: 1 << 16]
    if not re.match(r"\s*\{\s*\"", head):
        return 0.0
    return 0.96 if re.search(r'"\s*:\s*"(?:\||[-*+] (?:\*\*)?\d{4}-\d\d).{0,600}?\]\(https?://', head) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read the rows, wherever they stand in the file. Problems: warning `no-title`."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    lines = Lines(text)
    for found in _STRING.finditer(text):
        if not _ROW.match(found[1]):
            continue
        first, last = lines.at(found.start()), lines.at(found.end())
        draft = draft_in(_decoded(found[0]))
        if draft is None:
            message = "this row has no title and was skipped; write |**date**|**title**|authors|[id](address)|code|."
            problems.append(Problem(Source(source.path, first), "warning", "no-title", message))
            spans.append(Span(first, last, "skipped", -1, "no title"))
            continue
        spans.append(Span(first, last, "entry", len(papers)))
        papers.append(paper_from(draft, Source(source.path, first)))
    return finished(NAME, text, source, papers, spans, problems)


def draft_in(row: str) -> Draft | None:
    """The paper of a table's row or a list's line."""
    line = row.strip()
    if line.startswith("|"):
        return draft_of_row(Block("row", 1, 1, [line], cells=cells_of(line)), Table({}), _NO_NAMES)
    return draft_of(runs_of(re.sub(r"^[-*+]\s+", "", line)))


def _decoded(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted[1:-1]
