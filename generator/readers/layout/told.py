"""What is said of a document. In: its decision and papers. Out: Problems: what was taken for what, what is not sure or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.model import Paper, Problem, Reading, Source
from generator.readers.layout.candidates import Shape
from generator.readers.layout.columns import EntryFields
from generator.readers.layout.entries import Entry
from generator.readers.layout.placed import Choice
from generator.readers.layout.shapes import Decision
from generator.readers.layout.signs import scores
from generator.readers.layout.structures import Document
from generator.readers.layout.words import leads_to_paper
from generator.readers.parts.account import finished, short

# An item of more words is somebody's text.
_SENTENCES = 40
_LOOKS = {"L": "linked", "B": "bold", "I": "in italics", "C": "in code"}
_KINDS = {
    "item": "in a list item",
    "heading": "in a heading",
    "row": "in a table",
    "line": "on a line",
    "line 1": "on a second line",
    "line 2": "on a line",
}


def said_of(choice: Choice) -> str:
    """How a title was found and how sure, for `check --explain`."""
    return f"{described(choice.candidate.shape)}; {'sure' if choice.candidate.score >= scores().sure else 'a guess'}"


def described(shape: Shape) -> str:
    """A shape in words: "bold, first in a list item"."""
    look = " and ".join(_LOOKS[letter] for letter in shape.look) or "plain"
    cut = {
        "quoted": "in quotes, ",
        "joined": "with the name before it, ",
        "reference": "the title of a reference, ",
    }.get(shape.cut, "")
    named = {"first": "first", "label": "behind its label", "venue": "after a venue"}
    before = named.get(shape.before, f"after {shape.before}")
    column = f", column {shape.column!r}" if shape.kind == "row" else ""
    return f"{look}, {cut}{before} {_KINDS.get(shape.kind, 'in ' + shape.kind)}{column}"


def problems_of_layout(
    decision: Decision,
    entries: Sequence[Entry],
    taken: dict[int, EntryFields],
    papers: Sequence[Paper],
    source: Source,
) -> list[Problem]:
    """Notes `abstract-cut`, `not-an-abstract`, `unlabelled-abstract`, `user-names`, `long-title`; warnings `unsure-title`, `no-title`,
    `like-the-others`."""
    return [
        *_unsure(decision, entries, source), *_untitled(decision, taken, source),
        *_cut(decision, entries, taken, source), *_long(entries, papers),
    ]  # fmt: skip


def shapes_of(decision: Decision) -> str:
    """What the groups were taken for: "titles: bold, first in a list item, 214 of 220; 6 left out"."""
    count = Counter(choice.candidate.shape for choice in decision.titles)
    if not count:
        return ""
    parts, out = [], 0
    for shape, number in count.most_common(4):
        left = max(0, decision.groups[shape] - number)
        out += left
        parts.append(f"{described(shape)}, {number:,}" + (f" of {number + left:,}" if left else ""))
    more = f"; {len(count) - 4} other shapes" if len(count) > 4 else ""
    return f"titles: {'; '.join(parts)}{more}" + (f"; {out:,} left out" if out else "")


def _unsure(decision: Decision, entries: Sequence[Entry], source: Source) -> list[Problem]:
    problems = []
    for choice in (entry.choice for entry in entries if entry.choice.candidate.score < scores().sure):
        against = f", weighed against {short(choice.against.text)}" if choice.against else ""
        message = (
            f"{short(choice.candidate.text)} is a guess ({choice.candidate.score:.1f}; sure from {scores().sure}){against}; "
            "add the paper's address or put the title in **bold** if it is one, remove the line if it is none."
        )
        place = Source(source.path, decision.blocks[choice.block].first)
        problems.append(Problem(place, "warning", "unsure-title", message))
    return problems


def _long(entries: Sequence[Entry], papers: Sequence[Paper]) -> list[Problem]:
    """Plain titles that go on as a sentence behind their colon; so are 5 of 1,000 true titles."""
    problems = []
    for entry, paper in zip(entries, papers, strict=True):
        words = [word for word in paper.title.partition(": ")[2].split() if word[0].isalpha()]
        if (
            not entry.choice.candidate.shape.look
            and len(words) >= 10
            and sum(word[0].isupper() for word in words) < 0.3 * len(words)
        ):
            message = f"{short(paper.title)} may be a title with a summary behind it; kept whole. Put the title in **bold** if it is."
            problems.append(Problem(paper.source, "note", "long-title", message))
    return problems


def _untitled(decision: Decision, taken: dict[int, EntryFields], source: Source) -> list[Problem]:
    """Blocks that lead to a paper, or stand among papers and look like them, and gave none."""
    shapes = Counter(choice.candidate.shape for choice in decision.titles)
    best = {choice.block: choice.candidate for choice in decision.left}
    linked: list[int] = []
    alike: list[int] = []
    for at, block in enumerate(decision.blocks):
        if at in taken or block.kind in ("chrome", "head", "heading"):
            continue
        if decision.facts[at].papers:
            linked.append(at)
        elif (one := best.get(at)) and shapes[one.shape] > max(3, 0.5 * decision.groups[one.shape]) and one.score > 0:
            alike.append(at)
    said = "leads to a paper, but no words in it are surely a title, and was skipped; write the title beside the link"
    other = "looks like the papers around it, but its words are no title, and was skipped; put the title in **bold** if it is one"
    bare = [at for at in _siblings(decision) if at not in {*taken, *alike, *linked}]
    return [
        *_grouped(decision, linked, "no-title", said, source), *_grouped(decision, alike, "like-the-others", other, source),
        *_alone(decision, bare, source),
    ]  # fmt: skip


def _alone(decision: Decision, places: Sequence[int], source: Source) -> list[Problem]:
    """One Problem for all that stands beside titles and has nothing of a paper."""
    if not places:
        return []
    first = decision.blocks[places[0]]
    many = f" and {len(places) - 1:,} more entries" if len(places) > 1 else ""
    message = f"{short(first.text)}{many} may be titles, but nothing beside them says so, and were left out; add authors, year or address."
    return [Problem(Source(source.path, first.first), "warning", "unsure-title", message)]


def _siblings(decision: Decision) -> list[int]:
    """The items that stand beside titles, in one list with them, and hold some words."""
    blocks = decision.blocks
    sections = {blocks[one.block].parent for one in decision.titles}
    listed = {
        (block.section, block.parent)
        for block in (blocks[one.block] for one in decision.titles)
        if block.kind == "item"
    }
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind == "item"
        and (block.section, block.parent) in listed
        and at not in sections
        and 1 < decision.facts[at].words < _SENTENCES
    ]


def _grouped(decision: Decision, places: Iterable[int], code: str, said: str, source: Source) -> list[Problem]:
    """One Problem for each run of neighbours."""
    runs: list[list[int]] = []
    for at in places:
        first = decision.blocks[at].first
        if runs and first <= decision.blocks[runs[-1][-1]].last + 2:
            runs[-1].append(at)
        else:
            runs.append([at])
    each = ["this entry" if len(run) == 1 else f"each of these {len(run):,} entries" for run in runs]
    places_of = [Source(source.path, decision.blocks[run[0]].first) for run in runs]
    return [Problem(place, "warning", code, f"{who} {said}.") for place, who in zip(places_of, each, strict=True)]


# What is said of abstracts and authors once a file, by code.
_NOTES = {
    "user-names": "the authors of this table are names of accounts and were left out; offprint lookup finds the authors.",
    "not-an-abstract": "text that no label calls an abstract (a summary, a translation) was left out under {papers}; "
    "label it Abstract if it is one.",
    "unlabelled-abstract": "text that no label names was taken for the abstract of {papers}, for nothing else stands there; "
    "write Summary: before it if it is none.",
}


def _cut(decision: Decision, entries: Sequence[Entry], taken: dict[int, EntryFields], source: Source) -> list[Problem]:
    """What is said of abstracts: of each that breaks off, of the others once a kind."""
    held = [(decision.blocks[entry.choice.block].first, taken[entry.choice.block]) for entry in entries]
    lines = {
        "user-names": [line for line, fields in held if fields.accounts],
        "not-an-abstract": [line for line, fields in held if "skipped" in fields.uses.values()],
        "unlabelled-abstract": [line for line, fields in held if fields.assumed],
    }
    said = [(line, "abstract-cut", "only the beginning of an abstract; left out.") for line, one in held if one.cut]
    counts = {code: f"{len(found):,} paper{'s' * (len(found) > 1)}" for code, found in lines.items()}
    said += [(found[0], code, _NOTES[code].format(papers=counts[code])) for code, found in lines.items() if found]
    return [Problem(Source(source.path, line), "note", code, message) for line, code, message in said]


def guessed(name: str, text: str, source: Source, papers: Sequence[Paper]) -> Reading:
    """The refusal of a text in which some lines may be titles and none is surely one."""
    first = papers[0]
    few = "1 line" if len(papers) == 1 else f"{len(papers):,} lines"
    message = (
        f"holds no list of papers that could be told: {few} may be titles (the first is {short(first.title)}, "
        f"line {first.source.line}), but nothing beside them says so. If they are, write each with its authors, year or address."
    )
    reading = finished(name, text, source, (), (), (Problem(source, "error", "unknown-format", message),), gap="doubt")
    return replace(reading, problems=tuple(one for one in reading.problems if one.code != "empty-digest"))


_SYNTAXES = {
    "html": "an HTML page",
    "rst": "reStructuredText",
    "latex": "LaTeX",
    "org": "an org file",
}
# A page of fewer lines may be that of a day on which nothing came.
_SHORT_PAGE = 6


def refusal(document: Document, source: Source, lines: int) -> Problem | None:
    """Error `unknown-format` for a text of some length in which nothing leads to a paper and nothing looks like a title."""
    blocks = document.blocks
    urls = {url for block in blocks for url in block.urls if "://" in url}
    if lines <= _SHORT_PAGE and document.syntax != "html":
        return None
    if any(map(leads_to_paper, urls)):
        return None
    kinds = Counter(block.kind for block in blocks)
    what = _SYNTAXES.get(document.syntax, "a Markdown text")
    marks = f"{kinds['heading']:,} headings, {kinds['item']:,} items, {kinds['row']:,} rows"
    found = f"{marks}, {len(urls):,} links and none of them to a paper"
    message = (
        f"is {what}, but holds no list of papers: {found}. If it is one, write each paper as an item with its address; "
        "from a page on the web, select the list in a browser and paste that text."
    )
    return Problem(source, "error", "unknown-format", message)
