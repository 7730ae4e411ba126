"""arXiv listings. In: a page of arXiv as it was pasted or captured: new submissions, a month, search results. Out: its papers.

An entry opens with its id ("[1] arXiv:2503.12345 [pdf, html, other]"); its title, authors, comments and subjects follow, each on a line or
wrapped; then, on some pages, its abstract.
"""

from __future__ import annotations

import re

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span, Use
from generator.readers.parts.account import finished
from generator.readers.parts.records import doi_of, paper_of
from generator.readers.parts.undress import undressed
from generator.readers.paste.bylines import author_score
from generator.readers.paste.kinds import is_chrome
from generator.text import fold
from generator.text.ids import ARXIV_FORM

NAME = "arXiv listing"
SAMPLE = "[1] arXiv:2503.12345 [pdf, html, other]   Title: A Title   Ada Lovelace, Bo Li   Subjects: Machine Learning (cs.LG)"
_ENTRY = re.compile(
    rf"(?:\[?\d{{1,5}}[\].]\s*)?arXiv:\s?({ARXIV_FORM})(?:v\d+)?((?:\s|[\[\](),]|pdf|ps|html|other|format|abs|view email|"
    r"cross-list from [\w.-]+|replaced|[a-z-]+\.[A-Za-z-]{2,12}|[a-z]+-[a-z]+|doi 10\.\S+|https?://\S+)*)",
)
_NUMBER = re.compile(r"\[?\d{1,5}[\].]")
_FIELD = re.compile(
    r"(Title|Authors?|Comments?|Subjects?|Abstract|Journal[- ]ref|Report[- ]number|(?:Related )?DOI|MSC[- ]class(?:es)?|"
    r"ACM[- ]class(?:es)?|doi(?= 10\.))\s?:?\s*(.*)",
)
_SUBMITTED = re.compile(r"(?:\[?Submitted (?:on )?|\(?Submitted on )(\d{1,2} \w+,? \d{4}).*")
_SUBJECTS = re.compile(
    r"(?:(?:[a-z-]+\.[A-Za-z-]{2,20}|quant-ph|math-ph|gr-qc|hep-(?:ex|lat|ph|th)|nucl-(?:ex|th))\s*)+"
)
_HEADING = re.compile(
    r"(?:new|cross|replacement|cross-list)[ -](?:submissions|lists?|replacements)?.{0,60}|showing .{0,80}|total of \d+ entries.{0,80}|"
    r"see (?:today's|recent).{0,60}|(?:mon|tue|wed|thu|fri|sat|sun)\w*, \d{1,2} \w+ \d{4}.{0,60}|authors and titles for .{0,80}|"
    r"\[ ?total of \d+ entries.{0,200}|replacements for .{0,60}|submissions? .{0,10}received .{0,80}",
    re.IGNORECASE,
)
_LESS = re.compile(r"(?<!\s)\s*+△\s*Less\s*$")
_MORE = re.compile(r"(?<!\s)\s*+(?:…|\.\.\.)?\s*▽\s*More\s*$")
_USES: dict[str, Use] = {"title": "title", "authors": "authors", "abstract": "abstract"}


class Listed(msgspec.Struct):
    """An entry being read: the line of its id, its fields as lists of lines, and what its lines were used as."""

    first: int
    id: str
    fields: dict[str, list[str]]
    spans: list[tuple[int, Use]]
    last: str = ""


def recognise(text: str, path: str) -> float:
    """Two ids that open an entry, or one with a title under it."""
    head = text[:200_000]
    if "arXiv:" not in head or not ("Title" in head or "Authors:" in head):
        return 0.0
    lines = [fold(line.text) for line in undressed(head)]
    opened = [number for number, line in enumerate(lines) if _ENTRY.fullmatch(line)]
    titled = sum(any(line.startswith(("Title", "Authors:")) for line in lines[n + 1 : n + 6]) for n in opened)
    return 0.9 if titled else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a listing. Problems: warning `no-title`; note `cut-abstract` (the page showed only its beginning)."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for entry in _entries(text):
        if any(map(fold, entry.fields.get("title", ()))):
            owner = len(papers)
            papers.append(_paper(entry, source, problems))
            spans += [Span(number, number, use, -1 if use == "chrome" else owner) for number, use in entry.spans]
        else:
            message = f"arXiv:{entry.id} has no title under it and was skipped; add a line with its title."
            problems.append(Problem(Source(source.path, entry.first), "warning", "no-title", message))
            spans += [Span(number, number, "skipped", note="no title") for number, _ in entry.spans]
    return finished(NAME, text, source, papers, spans, problems)


def _entries(text: str) -> list[Listed]:
    entries: list[Listed] = []
    for number, line in enumerate(undressed(text), start=1):
        shown = fold(line.text)
        opened = _ENTRY.fullmatch(shown)
        if opened:
            coded = re.findall(r"[a-z-]+\.[A-Z]{2}", opened[2].replace("cross-list from", ""))
            fields = {"categories": coded, "doi": re.findall(r"doi (10\.\S+)", opened[2])}
            entries.append(Listed(number, opened[1], fields, [(number, "meta")]))
        elif entries:
            _take(entries[-1], number, shown)
    return entries


def _take(entry: Listed, number: int, line: str) -> None:
    """Give a line to the field that it opens or continues. A blank line ends any field but the abstract."""
    if not line:
        entry.last = (
            entry.last if entry.last in ("abstract", "closed") else f"after {entry.last.removeprefix('after ')}"
        )
        if entry.last == "abstract":
            entry.fields["abstract"].append("")
        return
    name, value = _field(entry, line)
    if name == "chrome":
        entry.last = "closed"
        entry.spans.append((number, "chrome"))
        return
    entry.fields.setdefault(name, []).append(value)
    entry.last = name
    entry.spans.append((number, _USES.get(name, "meta")))


def _field(entry: Listed, line: str) -> tuple[str, str]:
    """The field of a line, and its value."""
    found = _FIELD.fullmatch(line)
    if found and (line[len(found[1]) : len(found[1]) + 2].lstrip().startswith(":") or found[1] == "doi"):
        name = found[1].lower().rstrip("s").replace(" ", "-")
        return {"author": "authors", "comment": "comment", "subject": "subjects"}.get(name, name), found[2]
    submitted = _SUBMITTED.match(line)
    if submitted:
        return "date", submitted[1]
    closed = entry.last == "closed" or _HEADING.fullmatch(line) or _NUMBER.fullmatch(line)
    if closed or (entry.last != "abstract" and is_chrome(line)):
        return "chrome", ""
    return _unlabelled(entry, line)


def _unlabelled(entry: Listed, line: str) -> tuple[str, str]:
    """The field of a line without a label: by what the entry has, and what the line before was."""
    if "title" not in entry.fields:
        return ("subjects", line) if _SUBJECTS.fullmatch(line) else ("title", line)
    if entry.last == "abstract":
        return "abstract", line
    if "authors" not in entry.fields:
        is_more_title = entry.last == "title" and author_score(line) < 0.1 and not line.endswith(",")
        return ("title", line) if is_more_title and "," not in line else ("authors", line)
    if entry.last in ("authors", "comment", "subjects", "title", "journal-ref") and not _is_sentence(line):
        return entry.last, line
    return "abstract", line


def _is_sentence(line: str) -> bool:
    return len(line) > 160 or (
        len(line) > 60 and author_score(line) == 0 and not line.endswith(")") and ";" not in line
    )


def _paper(entry: Listed, source: Source, problems: list[Problem]) -> Paper:
    fields = {name: "\n".join(lines) for name, lines in entry.fields.items()}
    abstract = _LESS.sub("", fields.get("abstract", "").strip())
    if _MORE.search(abstract):
        abstract = ""
        message = "shows only the beginning of its abstract, which was left out; open it on the page before you copy."
        problems.append(Problem(Source(source.path, entry.first), "note", "cut-abstract", message))
    return paper_of(
        fields["title"], Source(source.path, entry.first), abstract=abstract, authors=fold(fields.get("authors", "")),
        date=fields.get("date", ""), venues=[fields.get("journal-ref", "")], url=f"https://arxiv.org/abs/{entry.id}",
        ids={"arxiv": entry.id, "doi": doi_of(fields.get("doi", fields.get("related-doi", "")))},
        categories=_categories(fields.get("subjects", "")) or entry.fields["categories"], comment=fields.get("comment", ""),
    )  # fmt: skip


def _categories(subjects: str) -> list[str]:
    """The categories in "Machine Learning (cs.LG); Optics (physics.optics)", or "cs.LG cs.CL"."""
    coded = re.findall(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)", subjects)
    return coded or (subjects.split() if _SUBJECTS.fullmatch(subjects) else [])
