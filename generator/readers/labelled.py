"""Labelled records. In: plain text in which each value has its label, "Title: …", "PDF: …", "Summary: …", and records part at a rule or at
the next title. Out: its papers."""

from __future__ import annotations

import re

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span, Use
from generator.readers.parts.account import finished
from generator.readers.parts.records import paper_of
from generator.readers.paste.units import Line, glue, lines_of
from generator.text import fold

NAME = "labelled records"
SAMPLE = "Title: A Title   PDF: https://arxiv.org/pdf/2503.01234   Summary: its abstract   ---"
# Label -> field. A label that a machine's summary goes by is "note": it is no abstract.
_NAMES = {
    name: field
    for field, names in {
        "title": "title|paper title|titel|titre|título|标题|题目|论文标题",
        "abstract": "abstract|summary|description|zusammenfassung|résumé|resumen|摘要",
        "authors": "authors|author|written by|autoren|auteurs|autores|作者",
        "url": "url|link|links|pdf|paper url|paper link|arxiv|arxiv url|arxiv link|arxiv id|abs|html|链接",
        "urls": "code|github|repo|repository|project|project page|website|demo|huggingface",
        "date": "date|published|publication date|published on|submitted|submitted on|year|日期|发布时间",
        "venue": "venue|journal|conference|booktitle|published in|publication",
        "keywords": "keywords|keyword|tags|tag|topics|关键词",
        "categories": "categories|category|subjects|primary category|分类",
        "comment": "comment|comments",
        "doi": "doi",
        "other": "affiliation|affiliations|institution|institutions|organization|organizations|机构|单位",
        "note": "tl;dr|tldr|ai summary|llm summary|gpt summary|one-liner|one-sentence summary|highlights|key points|takeaway|"
        "why it matters|"
        "upvotes|votes|likes|stars|submitted by|updated|ai keywords|summary (ai)|总结",
    }.items()
    for name in names.split("|")
}  # fmt: skip
_LABEL = re.compile(
    r"(?:[-*•>#]{1,6}\s+|\d{1,4}[.)]\s+)?(?:[\u2139\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*\s*){0,3}"
    r"(?:\*{1,2}|_{1,2})?([^\W\d_][\w ;()/-]{0,24}?)(?:\*{1,2}|_{1,2})?\s?[:：]"
    r"(?:\*{1,2}|_{1,2})?(?:\s+|$|(?=[^\s/]))"
)
_URL = re.compile(r"https?://[^\s<>\"]+")
_RULE = re.compile(r"[-=*_~#—–]{3,}")
_USES: dict[str, Use] = {"title": "title", "abstract": "abstract", "authors": "authors"}
_ONE_LINE = frozenset("url urls date doi note".split())


class Record(msgspec.Struct):
    """A record being read: (field, its lines) in order, and what its lines were used as."""

    fields: list[tuple[str, list[Line]]]
    spans: list[Span]

    def all(self, name: str) -> list[list[Line]]:
        return [lines for field, lines in self.fields if field == name]


def recognise(text: str, path: str) -> float:
    """A title with a label, and another label near it, again and again or to the end of the text."""
    lines = [line for line in map(fold, text[:100_000].split("\n")) if line]
    labels = [_label(line)[0] for line in lines]
    titled = [place for place, label in enumerate(labels) if label == "title"]
    near = [
        place
        for place in titled
        if any(label in ("abstract", "url", "authors") for label in labels[place + 1 : place + 6])
    ]
    if not near or text.lstrip().startswith(("---\n", "{", "[", "<", "@")) or len(near) < 0.6 * len(titled):
        return 0.0
    return 0.6 if len(near) > 1 or len(lines) < 60 else 0.2


def read(text: str, source: Source) -> Reading:
    """Read labelled records.

    Problems: warning `no-title` (a record has none), warning `unlabelled` (a line belongs to no label), note `not-an-abstract`.
    """
    lines, width = lines_of(text)
    records: list[Record] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    opened = False
    for line in lines:
        name, value = _label(line.text)
        if _RULE.fullmatch(line.text):
            opened = False
            spans.append(Span(line.number, line.number, "chrome", note="rule"))
        elif name:
            if not opened or (name == "title" and records[-1].all("title")):
                records.append(Record([], []))
            opened = True
            records[-1].fields.append((name, [Line(line.number, value, line.gap, line.full)]))
        elif opened and records[-1].fields[-1][0] not in _ONE_LINE:
            records[-1].fields[-1][1].append(line)
        else:
            spans.append(Span(line.number, line.number, "doubt"))
            problems.append(_unlabelled(Source(source.path, line.number)))
    papers = _papers(records, width, source, spans, problems)
    return finished(NAME, text, source, papers, spans, problems)


def _label(line: str) -> tuple[str, str]:
    """The field that a line opens, and what stands after its label; ("", "") for any other line."""
    found = _LABEL.match(line)
    name = _NAMES.get(found[1].strip().lower(), "") if found else ""
    return (name, line[found.end() :].strip()) if found and name else ("", "")


def _papers(
    records: list[Record], width: int, source: Source, spans: list[Span], problems: list[Problem]
) -> list[Paper]:
    papers: list[Paper] = []
    for record in records:
        first = record.fields[0][1][0].number
        titled = any(joined(lines, width) for lines in record.all("title"))
        for name, lines in record.fields:
            use: Use = _USES.get(name, "meta") if titled else "skipped"
            note = "a summary by a machine, no abstract" if name == "note" and titled else ""
            spans += [Span(line.number, line.number, use, len(papers) if titled else -1, note) for line in lines]
        if titled:
            papers.append(_paper(record, width, Source(source.path, first)))
        elif any(name in ("abstract", "url") for name, _ in record.fields):
            message = "has labels but no title, and was skipped; add a line that begins with Title:."
            problems.append(Problem(Source(source.path, first), "warning", "no-title", message))
    return papers


def _paper(record: Record, width: int, source: Source) -> Paper:
    values = {name: joined(lines, width) for name, lines in reversed(record.fields)}
    addresses = [joined(lines, width) for lines in record.all("url")]
    ids = _ids(values, addresses)
    own = [url for text in addresses for url in _URL.findall(text)]
    urls = own + [url for lines in record.all("urls") for url in _URL.findall(joined(lines, width))]
    return paper_of(
        values["title"] or joined(record.all("title")[-1], width), source,
        abstract=values.get("abstract", ""), authors=values.get("authors", ""),
        date=values.get("date", ""), venues=[values.get("venue", "")], url=_own(own, ids), urls=urls, ids=ids,
        keywords=values.get("keywords", ""), categories=values.get("categories", ""), comment=values.get("comment", ""),
    )  # fmt: skip


def _own(urls: list[str], ids: dict[str, str]) -> str:
    """The address of the paper itself: one that a label gave, rather a page than a file, or else the one that its id makes."""
    pages = (url for url in urls if re.search(r"arxiv\.org/abs|openreview\.net/forum|aclanthology|doi\.org", url))
    made = f"https://arxiv.org/abs/{ids['arxiv']}" if ids["arxiv"] else ""
    return next(pages, urls[0] if urls else made)


def _ids(values: dict[str, str], addresses: list[str]) -> dict[str, str]:
    bare = [
        found[1]
        for text in addresses
        if (found := re.fullmatch(r"(?:arxiv:\s?)?(\d{4}\.\d{4,5})(?:v\d+)?", text, re.IGNORECASE))
    ]
    doi = values.get("doi", "").lower().removeprefix("https://doi.org/")
    return {"arxiv": bare[0] if bare else "", "doi": doi if doi.startswith("10.") else ""}


def joined(lines: list[Line], width: int) -> str:
    """The lines of a value as one text; a blank line parts paragraphs."""
    text: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and before.text:
            text.append("\n\n" if line.gap else glue(before.text, line.text, width))
        text.append(line.text)
    return "".join(text)


def _unlabelled(place: Source) -> Problem:
    return Problem(
        place,
        "warning",
        "unlabelled",
        "stands under no label and was left out; put a label such as Title: or Abstract: before it.",
    )
