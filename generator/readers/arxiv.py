r"""arXiv's own lists. In: a page of arXiv as it was pasted or captured (new submissions, a month, search results), or its daily mail, also
as it was forwarded. Out: its papers.

An entry opens with its id ("[1] arXiv:2503.12345 [pdf, html, other]"); its title, authors, comments and subjects follow, each on a line or
wrapped; then, on some pages, its abstract. In a mail `\\` stands above the id and above the abstract, and `\\ ( https://…, 12kb)` ends
it; `\\` stands in abstracts too, so an entry ends only there, at a rule, or where the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span, Use
from generator.readers.parts.account import finished
from generator.readers.parts.records import paper_of
from generator.readers.paste.bylines import author_score
from generator.readers.paste.kinds import is_chrome
from generator.text import fold, pattern_of
from generator.text.dates import day_of
from generator.text.ids import ARXIV_FORM, doi_of
from generator.text.undress import undressed

NAME = "arXiv listing or mail"
SAMPLE = "[1] arXiv:2503.12345 [pdf, html, other]   Title: A Title   Ada Lovelace, Bo Li   Subjects: Machine Learning (cs.LG)"
_ENTRY = pattern_of(
    rf"(?:\[?\d{{1,5}}[\].]\s*)?arXiv:\s?({ARXIV_FORM})(?:v\d+)?((?:\s|[\[\](),]|pdf|ps|html|other|format|abs|view email|"
    r"cross-list from [\w.-]+|replaced|[a-z-]+\.[A-Za-z-]{2,12}|[a-z]+-[a-z]+|doi 10\.\S+|https?://\S+)*)"
)
_MAILED = pattern_of(rf"(?:\\\\ *)?(?:arXiv|Paper)\s*:\s*({ARXIV_FORM})(?:v\d+)?\b().*", re.I)
_OPEN, _CLOSE = pattern_of(r"\\\\\s*"), pattern_of(r"\\\\\s*\(.*")
_RULE = pattern_of(r"\s*(?:-{20,}|={20,}|(?:%{1,3}-{1,3}){5,}%*)\s*")
_REPLACED = pattern_of(r"replaced with revised version", re.I)
_QUOTE = pattern_of(r"(?:> ?)+")
_NUMBER = pattern_of(r"\[?\d{1,5}[\].]")
_FIELD = pattern_of(
    r"(Title|Authors?|Comments?|Subjects?|Categories|Abstract|Journal[- ]ref|Report[- ]n(?:umber|o)|(?:Related )?DOI|MSC[- ]class(?:es)?|"
    r"ACM[- ]class(?:es)?|doi(?= 10\.)|Subj-class|License|Date|From|Proxy)(?: \([^)]{1,40}\)(?=:))?\s?:?\s*(.*)"
)
_NAMED = {
    "author": "authors", "subject": "subjects", "categorie": "subjects", "subj-clas": "subjects", "related-doi": "doi",
}  # fmt: skip
_SUBMITTED = pattern_of(r"(?:\[?Submitted (?:on )?|\(?Submitted on )(\d{1,2} \w+,? \d{4}).*")
_SUBJECTS = pattern_of(
    r"(?:(?:[a-z-]+\.[A-Za-z-]{2,20}|quant-ph|math-ph|gr-qc|hep-(?:ex|lat|ph|th)|nucl-(?:ex|th))\s*)+"
)
_HEADING = pattern_of(
    r"(?:new|cross|replacement|cross-list)[ -](?:submissions|lists?|replacements)?.{0,60}|showing .{0,80}|total of \d+ entries.{0,80}|"
    r"see (?:today's|recent).{0,60}|(?:mon|tue|wed|thu|fri|sat|sun)\w*, \d{1,2} \w+ \d{4}.{0,60}|authors and titles for .{0,80}|"
    r"\[ ?total of \d+ entries.{0,200}|replacements for .{0,60}|submissions? .{0,10}received .{0,80}",
    re.IGNORECASE,
)
_LESS = pattern_of(r"(?<!\s)\s*+△\s*Less\s*$")
_MORE = pattern_of(r"(?<!\s)\s*+(?:…|\.\.\.)?\s*▽\s*More\s*$")
_USES: dict[str, Use] = {
    "title": "title", "authors": "authors", "abstract": "abstract", "chrome": "chrome", "unread": "doubt",
}  # fmt: skip


class Listed(msgspec.Struct):
    """An entry being read: the line of its id, its fields as lists of lines, and what its lines were used as; `last`: the field of the
    line before."""

    first: int
    id: str
    fields: dict[str, list[str]]
    spans: list[tuple[int, str]]
    last: str = ""


def recognise(text: str, path: str) -> float:
    """A mail by a line `\\\\` and the id under it; else two ids that open an entry, or one with a title under it."""
    head = text[:200_000]
    if _of_mail(head):
        return 0.97
    if "arXiv:" not in head or not ("Title" in head or "Authors:" in head):
        return 0.0
    lines = [fold(line.text) for line in undressed(head)]
    opened = [number for number, line in enumerate(lines) if _ENTRY.fullmatch(line)]
    titled = sum(any(line.startswith(("Title", "Authors:")) for line in lines[n + 1 : n + 6]) for n in opened)
    return 0.9 if titled else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a listing. Problems: warnings `no-title`, `unread-lines`; note `cut-abstract` (the page showed only its beginning)."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    mail = _of_mail(text)
    entries = list(_mailed(mail) if mail else _pasted(text))
    for entry in entries:
        owner = len(papers)
        if any(map(fold, entry.fields.get("title", ()))):
            papers.append(_paper(entry, source, problems))
        else:
            message = f"arXiv:{entry.id} has no title under it and was skipped; add a line with its title."
            problems.append(Problem(Source(source.path, entry.first), "warning", "no-title", message))
        spans += _spans(entry, owner if owner < len(papers) else -1, last=entry is entries[-1])
    lines = text.split("\n")
    problems += [_unread(Source(source.path, one.first), lines[one.first - 1]) for one in spans if one.use == "doubt"]
    return finished("arXiv mail" if mail else "arXiv listing", text, source, papers, spans, problems)


def _spans(entry: Listed, owner: int, *, last: bool) -> Iterator[Span]:
    """What the lines of an entry were used as; behind the last one stand greetings."""
    for number, name in entry.spans:
        use = _USES.get(name, "meta")
        if use in ("chrome", "doubt"):
            yield Span(number, number, "chrome" if last else use)
        elif owner >= 0:
            yield Span(number, number, use, owner)
        else:
            yield Span(number, number, "skipped", note="no title")


def _unread(place: Source, line: str) -> Problem:
    message = f"stands between two submissions and was not understood: {line.strip()[:60]!r}."
    return Problem(place, "warning", "unread-lines", message)


def _of_mail(text: str) -> list[str]:
    """The lines of a mail, without the signs of a quotation; none when nothing in the text opens a submission."""
    if "\\\\" not in text:
        return []
    lines = [_QUOTE.sub("", line, count=1) for line in text.split("\n")]
    return lines if any(_opens(lines, at) for at in range(len(lines))) else []


def _opens(lines: Sequence[str], at: int) -> int:
    """The place of the id where a submission opens at `at`: `\\\\`, and the id on the next line that is not blank; else 0."""
    if not _OPEN.fullmatch(lines[at]):
        return 0
    below = next((place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip()), 0)
    return below if below and _MAILED.fullmatch(lines[below].strip()) else 0


def _mailed(lines: Sequence[str]) -> Iterator[Listed]:
    entry: Listed | None = None
    behind = 0
    for at, line in enumerate(lines):
        if below := _opens(lines, at):
            if entry:
                yield entry
            found = _MAILED.fullmatch(lines[below].strip())
            entry = Listed(at + 1, found[1] if found else "", {}, [(at + 1, "id"), (below + 1, "id")])
            behind = below
        elif entry and at > behind and (line.strip() or entry.last == "abstract"):
            entry.last = _take_mailed(entry, at + 1, line)
    if entry:
        yield entry


def _take_mailed(entry: Listed, number: int, line: str) -> str:
    """Give a line of a mail to its field, whose name is given back."""
    last, value = entry.last, line
    found = _FIELD.match(line)
    if last == "closed" or _RULE.fullmatch(line) or _CLOSE.fullmatch(line):
        name = "unread" if last == "closed" else "end"
        name, last = ("chrome" if _RULE.fullmatch(line) else name), "closed"
    elif last == "abstract":
        name, value = last, "\n" + line if line.startswith("  ") else line
    elif _OPEN.fullmatch(line):
        name, last, value = "mark", "abstract", ""
    elif found and ":" in line:
        name, value = _name_of(found), found[2]
        last = name
    else:
        said = "replaced" if _REPLACED.search(line) else "mark"
        name = last = last if last and line[0] in " \t" else said
    entry.fields.setdefault(name, []).append(value)
    if line.strip():
        entry.spans.append((number, name))
    return last


def _name_of(found: re.Match[str]) -> str:
    name = found[1].lower().rstrip("s").replace(" ", "-")
    return _NAMED.get(name, name)


def _pasted(text: str) -> list[Listed]:
    entries: list[Listed] = []
    for number, line in enumerate(undressed(text), start=1):
        shown = fold(line.text)
        opened = _ENTRY.fullmatch(shown)
        if opened:
            coded = re.findall(r"[a-z-]+\.[A-Z]{2}", opened[2].replace("cross-list from", ""))
            fields = {"categories": coded, "doi": re.findall(r"doi (10\.\S+)", opened[2])}
            entries.append(Listed(number, opened[1], fields, [(number, "id")]))
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
    entry.spans.append((number, name))
    if name != "chrome":
        entry.fields.setdefault(name, []).append(value)
    entry.last = "closed" if name == "chrome" else name


def _field(entry: Listed, line: str) -> tuple[str, str]:
    """The field of a line, and its value."""
    found = _FIELD.fullmatch(line)
    if found and (line[len(found[1]) : len(found[1]) + 2].lstrip().startswith(":") or found[1] == "doi"):
        return _name_of(found), found[2]
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
    if entry.last in ("authors", "comment", "subjects", "title", "journal-ref") and not (
        len(line) > 160 or (len(line) > 60 and author_score(line) == 0 and not line.endswith(")") and ";" not in line)
    ):
        return entry.last, line
    return "abstract", line


def _paper(entry: Listed, source: Source, problems: list[Problem]) -> Paper:
    fields = {name: "\n".join(lines) for name, lines in entry.fields.items()}
    abstract = _LESS.sub("", fields.get("abstract", "").strip())
    if _MORE.search(abstract):
        abstract = ""
        message = "shows only the beginning of its abstract, which was left out; open it on the page before you copy."
        problems.append(Problem(Source(source.path, entry.first), "note", "cut-abstract", message))
    return paper_of(
        fields["title"], Source(source.path, entry.first), abstract=abstract, authors=fold(fields.get("authors", "")),
        date="" if "replaced" in fields else day_of(fields.get("date", "")) or "", venues=[fold(fields.get("journal-ref", ""))],
        url=f"https://arxiv.org/abs/{entry.id}", ids={"arxiv": entry.id, "doi": doi_of(fields.get("doi", ""))},
        categories=_categories(fold(fields.get("subjects", ""))) or entry.fields.get("categories", []),
        comment=fold(fields.get("comment", "")),
    )  # fmt: skip


def _categories(subjects: str) -> list[str]:
    """The categories in "Machine Learning (cs.LG); Optics (physics.optics)", or "cs.LG cs.CL"."""
    coded = re.findall(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)", subjects)
    return coded or (subjects.split() if _SUBJECTS.fullmatch(subjects) else [])
