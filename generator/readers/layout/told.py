"""What is said of a document. In: its decision and papers. Out: Problems: what was taken for what, what is not sure or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.model import Level, Paper, Problem, Source
from generator.readers.layout.candidates import Candidate, Shape
from generator.readers.layout.columns import Fields
from generator.readers.layout.entries import Entry
from generator.readers.layout.shapes import Choice, Decision
from generator.readers.layout.signs import scores

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
    return f"{described(choice.candidate.shape)}; {choice.candidate.score:.1f}"


def described(shape: Shape) -> str:
    """A shape in words: "bold, first in a list item"."""
    look = " and ".join(_LOOKS[letter] for letter in shape.look) or "plain"
    cut = {"quoted": "in quotes, ", "joined": "with the name before it, "}.get(shape.cut, "")
    before = {"first": "first", "names": "after names", "words": "after words"}[shape.before]
    column = f", column {shape.column!r}" if shape.kind == "row" else ""
    return f"{look}, {cut}{before} {_KINDS.get(shape.kind, 'in ' + shape.kind)}{column}"


def problems_of(
    decision: Decision, entries: Sequence[Entry], taken: dict[int, Fields], papers: Sequence[Paper], source: Source
) -> list[Problem]:
    """Notes `shapes` (what the groups were taken for), `left-out`; warnings `unsure-title`, `no-title`, `like-the-others`, `same-id`."""
    return [
        *_shapes(decision, source), *_unsure(decision, entries, source), *_untitled(decision, taken, source), *_same_ids(papers, source),
        *_cut(decision, entries, taken, source),
    ]  # fmt: skip


def _shapes(decision: Decision, source: Source) -> list[Problem]:
    count = Counter(choice.candidate.shape for choice in decision.titles)
    if not count:
        return []
    parts = []
    for shape, number in count.most_common(4):
        whole = decision.groups[shape]
        left = f" of {whole:,}" if whole > number else ""
        parts.append(f"{described(shape)}: {number:,}{left}")
    more = f"; {len(count) - 4} other shapes" if len(count) > 4 else ""
    return [Problem(source, "note", "shapes", f"titles: {'; '.join(parts)}{more}.")]


def _unsure(decision: Decision, entries: Sequence[Entry], source: Source) -> list[Problem]:
    problems = []
    for entry in entries:
        choice = entry.choice
        if choice.candidate.score >= scores().sure:
            continue
        line = decision.blocks[choice.block].first
        against = f", weighed against {_short(choice.against.text)}" if choice.against else ""
        message = (
            f"{_short(choice.candidate.text)} is a guess ({choice.candidate.score:.1f}; sure from {scores().sure}){against}; "
            "add the paper's address or put the title in **bold** if it is one, remove the line if it is none."
        )
        problems.append(Problem(Source(source.path, line), "warning", "unsure-title", message))
    return problems


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _untitled(decision: Decision, taken: dict[int, Fields], source: Source) -> list[Problem]:
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
        elif at in best and _is_like(best[at], shapes, decision):
            alike.append(at)
    said = "leads to a paper, but no words in it are surely a title, and was skipped; write the title beside the link"
    other = "looks like the papers around it, but its words are no title, and was skipped; put the title in **bold** if it is one"
    return [
        *_grouped(decision, linked, "no-title", said, source), *_grouped(decision, alike, "like-the-others", other, source),
    ]  # fmt: skip


def _is_like(candidate: Candidate, shapes: Counter[Shape], decision: Decision) -> bool:
    return (
        shapes[candidate.shape] > 3
        and shapes[candidate.shape] > 0.5 * decision.groups[candidate.shape]
        and candidate.score > 0
    )


def _grouped(decision: Decision, places: Iterable[int], code: str, said: str, source: Source) -> list[Problem]:
    """One Problem for each run of neighbours."""
    runs: list[list[int]] = []
    for at in places:
        first = decision.blocks[at].first
        if runs and first <= decision.blocks[runs[-1][-1]].last + 2:
            runs[-1].append(at)
        else:
            runs.append([at])
    made = []
    for run in runs:
        who = "this entry" if len(run) == 1 else f"each of these {len(run):,} entries"
        level: Level = "warning"
        made.append(Problem(Source(source.path, decision.blocks[run[0]].first), level, code, f"{who} {said}."))
    return made


def _same_ids(papers: Sequence[Paper], source: Source) -> list[Problem]:
    """One arXiv id under two quite different titles is a slip of the list."""
    first: dict[str, Paper] = {}
    problems = []
    for paper in papers:
        arxiv = paper.ids.get("arxiv", "")
        other = first.setdefault(arxiv, paper) if arxiv else paper
        if other is not paper and not _alike(other.title, paper.title):
            message = (
                f"{_short(paper.title)} has the arXiv id {arxiv} of {_short(other.title)} on line {other.source.line}; "
                "one of the two is a slip: correct the address."
            )
            problems.append(Problem(paper.source, "warning", "same-id", message))
    return problems


def _alike(one: str, two: str) -> bool:
    words, others = set(one.casefold().split()), set(two.casefold().split())
    return len(words & others) * 2 >= min(len(words), len(others))


def _cut(decision: Decision, entries: Sequence[Entry], taken: dict[int, Fields], source: Source) -> list[Problem]:
    places = [decision.blocks[entry.choice.block].first for entry in entries if taken[entry.choice.block].cut]
    message = "has only the beginning of its abstract, which was left out."
    return [
        Problem(Source(source.path, line), "note", "abstract-cut", f"this paper {message}") for line in places[:100]
    ]
