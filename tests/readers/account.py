"""A Reading as text for golden files. In: a Reading. Out: its digest, papers, problems and account, a line or two each."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.model import Paper, Reading


def shown(reading: Reading) -> str:
    """Everything a reader said, so that a person can compare it with the file: full titles, abstracts by both ends and length."""
    digest = reading.digest
    head = f"{digest.name}: {digest.format}, {len(reading.papers)} papers, {reading.lines} lines"
    parts = [head, "", *(line for number, paper in enumerate(reading.papers) for line in _paper(number, paper))]
    parts += ["", "problems", *(f"  {problem}" for problem in reading.problems)]
    parts += ["", "account", *(f"  {line}" for line in _account(reading))]
    return "\n".join(parts) + "\n"


def accounted(reading: Reading, text: str) -> dict[int, str]:
    """Line -> use, asserting that every non-blank line lies in exactly one span, and that spans name papers that exist."""
    uses: dict[int, str] = {}
    for span in reading.account:
        assert -1 <= span.paper < len(reading.papers)
        for number in range(span.first, span.last + 1):
            assert number not in uses, f"line {number} is accounted for twice"
            uses[number] = span.use
    lines = text.split("\n")
    missing = [number for number, line in enumerate(lines, start=1) if line.strip() and number not in uses]
    assert missing == []
    assert all(1 <= number <= len(lines) for number in uses)
    return uses


def _paper(number: int, paper: Paper) -> Iterable[str]:
    yield f"{number:4} {paper.source.line:5} {paper.title}"
    abstract = paper.abstract.replace("\n", "⏎")
    if abstract:
        ends = abstract if len(abstract) < 120 else f"{abstract[:56]} … {abstract[-56:]}"
        yield f"           {len(abstract)}: {ends}"
    facts = {
        "by": "; ".join(author.name for author in paper.authors),
        "date": paper.date or "",
        "ids": " ".join(f"{kind}:{value}" for kind, value in sorted(paper.ids.items())),
        "url": paper.url or "",
        "urls": " ".join(paper.urls),
        "venues": "; ".join(paper.venues),
        "keywords": "; ".join(paper.keywords),
        "categories": " ".join(paper.categories),
        "comment": paper.comment,
        "published": _published(paper),
        "lang": paper.lang,
        "withdrawn": paper.withdrawn,
        "retracted": paper.retracted,
        "people": "; ".join(" ".join((one.orcid, *one.affiliations)).strip() for one in paper.authors).strip("; "),
    }
    yield from (f"           {name}: {value}" for name, value in facts.items() if value)


def _published(paper: Paper) -> str:
    """How it came out: every field that says something."""
    said = msgspec.structs.asdict(paper.publication)
    return ", ".join(f"{name} {value}" for name, value in said.items() if value)


def _account(reading: Reading) -> Iterable[str]:
    for span in reading.account:
        place = f"{span.first}" if span.first == span.last else f"{span.first}-{span.last}"
        who = f" {span.paper}" if span.paper >= 0 else ""
        note = f" ({span.note})" if span.note else ""
        yield f"{place} {span.use}{who}{note}"
