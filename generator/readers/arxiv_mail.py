r"""arXiv mail. In: the daily mail of new submissions, whole or cut, also as it was forwarded. Out: its papers, each with its abstract.

A block opens with a line `\\`, an id and labelled lines; a second `\\` opens the abstract; `\\ ( https://arxiv.org/abs/… , 12kb)` ends it.
`\\` stands in abstracts too, so a block ends only there, at a rule, or where the next begins.
"""

from __future__ import annotations

import re

import msgspec

from generator.model import Paper, Problem, Reading, Source, Span, Use
from generator.readers.parts.account import finished
from generator.readers.parts.records import day_of, paper_of
from generator.text import fold
from generator.text.ids import ARXIV_FORM

NAME = "arXiv mail"
SAMPLE = r"\\ arXiv:2411.13560 Date: Thu, 7 Nov 2024 … Title: … Authors: … \\ abstract \\ ( https://arxiv.org/abs/2411.13560 , 31kb)"
_OPEN = re.compile(r"\\\\\s*")
_ID = re.compile(rf"(?:arXiv|Paper|\\\\ *arXiv)\s*:\s*({ARXIV_FORM}(?:v\d+)?)\b.*", re.I)
_CLOSE = re.compile(r"\\\\\s*\(.*")
_RULE = re.compile(r"\s*(?:-{20,}|={20,}|(?:%{1,3}-{1,3}){5,}%*)\s*")
_FIELD = re.compile(
    r"(Title|Authors?|Categories|Comments?|Subj-class|Report-no|Journal-ref|DOI|ACM-class|MSC-class|License|Date|From|Proxy)"
    r"(?: \([^)]{1,40}\))?:\s?(.*)"
)
_REPLACED = re.compile(r"replaced with revised version", re.I)
_QUOTE = re.compile(r"(?:> ?)+")
_USES: dict[str, Use] = {"title": "title", "author": "authors", "authors": "authors"}


class Block(msgspec.Struct):
    """A submission being read: line numbers from 1, its labelled values, and the lines of its abstract."""

    first: int
    id: str
    fields: dict[str, str]
    spans: list[Span]
    abstract: list[str]
    replaced: bool = False


def recognise(text: str, path: str) -> float:
    """A `\\\\` line and the id under it are enough."""
    if "\\\\" not in text:
        return 0.0
    lines = [_QUOTE.sub("", line, count=1) for line in text[:200_000].split("\n")]
    found = any(_opens(lines, number) for number in range(len(lines)))
    return 0.97 if found else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a mail. Problems: warning `no-title`, warning `unread-lines`, note `empty-digest`."""
    lines = [_QUOTE.sub("", line, count=1) for line in text.split("\n")]
    blocks, outside = _blocks(lines)
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for block in blocks:
        if not fold(block.fields.get("title", "")):
            place = Source(source.path, block.first)
            message = f"arXiv:{block.id} has no Title line and was skipped; complete the block."
            problems.append(Problem(place, "warning", "no-title", message))
            spans += [Span(span.first, span.last, "skipped", -1, "no title") for span in block.spans]
            continue
        spans += [Span(span.first, span.last, span.use, len(papers), span.note) for span in block.spans]
        papers.append(_paper(block, source))
    problems += _left(lines, outside, blocks, spans, source)
    return finished(NAME, text, source, papers, spans, problems)


def _opens(lines: list[str], number: int) -> bool:
    """Whether a block opens at lines[number]: `\\\\`, and the id on the next line that is not blank."""
    if not _OPEN.fullmatch(lines[number]):
        return False
    following = next((line for line in lines[number + 1 : number + 4] if line.strip()), "")
    return bool(_ID.fullmatch(following.strip()))


def _blocks(lines: list[str]) -> tuple[list[Block], list[int]]:
    """The blocks, and the numbers (from 1) of the non-blank lines outside of them."""
    blocks: list[Block] = []
    outside: list[int] = []
    number = 0
    while number < len(lines):
        if _opens(lines, number):
            block, number = _block(lines, number)
            blocks.append(block)
            continue
        if lines[number].strip():
            outside.append(number + 1)
        number += 1
    return blocks, outside


def _block(lines: list[str], start: int) -> tuple[Block, int]:
    """The block that opens at lines[start], and the index of the first line after it."""
    at = next(number for number in range(start + 1, len(lines)) if lines[number].strip())
    found = _ID.fullmatch(lines[at].strip())
    block = Block(start + 1, found[1] if found else "", {}, [Span(start + 1, at + 1, "meta")], [])
    number, name = at + 1, ""
    while number < len(lines) and not lines[number].startswith("\\\\") and not _RULE.fullmatch(lines[number]):
        name = _header(block, lines[number], number + 1, name)
        number += 1
    if number < len(lines) and _OPEN.fullmatch(lines[number]) and not _opens(lines, number):
        _use(block, number + 1, "meta")
        number = _abstract(block, lines, number + 1)
    if number < len(lines) and _CLOSE.fullmatch(lines[number]):
        _use(block, number + 1, "meta")
        number += 1
    return block, number


def _header(block: Block, line: str, number: int, name: str) -> str:
    """Take one line above the abstract; returns the field that a continuation line would belong to."""
    if not line.strip():
        return name
    field = _FIELD.match(line)
    if field:
        name = field[1].lower()
        block.fields.setdefault(name, "")
        block.fields[name] = f"{block.fields[name]} {field[2]}".strip()
    elif line[0] in " \t" and name:
        block.fields[name] += " " + line.strip()
    else:
        block.replaced = block.replaced or bool(_REPLACED.search(line))
        name = ""
    _use(block, number, _USES.get(name, "meta"))
    return name


def _use(block: Block, number: int, use: Use) -> None:
    last = block.spans[-1]
    if last.use == use and last.last == number - 1:
        block.spans[-1] = Span(last.first, number, use)
    else:
        block.spans.append(Span(number, number, use))


def _abstract(block: Block, lines: list[str], number: int) -> int:
    while number < len(lines) and not _CLOSE.fullmatch(lines[number]) and not _RULE.fullmatch(lines[number]):
        if _opens(lines, number):
            break
        if lines[number].strip():
            _use(block, number + 1, "abstract")
        block.abstract.append(lines[number])
        number += 1
    return number


def _paper(block: Block, source: Source) -> Paper:
    # Two blanks open a paragraph of the abstract.
    abstract = "\n".join("\n" + line if line.startswith("  ") else line for line in block.abstract)
    fields = block.fields
    doi = fields.get("doi", "").split()
    return paper_of(
        fields["title"], Source(source.path, block.first), abstract=abstract,
        authors=fields.get("authors") or fields.get("author", ""),
        date=None if block.replaced else day_of(fields.get("date", "")), venues=fields.get("journal-ref", ""),
        url=f"https://arxiv.org/abs/{re.sub(r'v[0-9]+$', '', block.id)}", ids={"doi": doi[0].lower()} if doi else {},
        categories=fields.get("categories", "").split() or fields.get("subj-class", ""),
        comment=fields.get("comments") or fields.get("comment", ""),
    )  # fmt: skip


def _left(
    lines: list[str], outside: list[int], blocks: list[Block], spans: list[Span], source: Source
) -> list[Problem]:
    """Lines between two blocks that are no rule were not understood; before the first and after the last stand greetings."""
    problems: list[Problem] = []
    if not blocks:
        return problems
    inside = [n for n in outside if blocks[0].first < n < blocks[-1].first and not _RULE.fullmatch(lines[n - 1])]
    for number in inside:
        spans.append(Span(number, number, "doubt"))
        message = f"stands between two submissions and was not understood: {lines[number - 1].strip()[:60]!r}."
        problems.append(Problem(Source(source.path, number), "warning", "unread-lines", message))
    return problems
