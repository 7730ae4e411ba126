"""A difference on a terminal. In: a Difference. Out: lines of text, safe to print."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commands.diff.records import Difference, PaperRow
from generator.commands.diff.told import excerpts, files_line, headline, problems_line, size, size_line
from generator.commands.terminal import printable
from generator.render.phrases import counted

_MARKS = {"added": "+", "changed": "~", "renamed": ">", "removed": "-"}


def difference_text(difference: Difference) -> str:
    """The whole difference, nothing left out."""
    lines = [
        headline(difference) + ".",
        *_files(difference),
        *_papers(difference),
        *_gains(difference),
        *_doubts(difference),
    ]
    lines.append(size_line(difference))
    return "\n".join(printable(line) for line in lines) + "\n"


def _files(difference: Difference) -> Iterator[str]:
    if difference.files:
        yield files_line(difference)
    for file in difference.files:
        before = f" (was {file.before})" if file.before else ""
        amount = f", {size(file.size)}" if file.size else ""
        yield f"  {_MARKS[file.what]} {file.path}{before}{amount}"


def _papers(difference: Difference) -> Iterator[str]:
    yield from _rows("New papers", "+", difference.added)
    yield from _rows("Already known", "=", difference.known)
    if difference.changed:
        yield "Changed:"
    for one in difference.changed:
        yield f"  ~ {one.paper.title}"
        for change in one.changes:
            before, after = excerpts(change)
            yield f"      {change.field}: {before or '(nothing)'} -> {after or '(nothing)'}"
    if difference.moved:
        yield "Merged, or at a new address (the old one leads there):"
    for move in difference.moved:
        yield f"  > papers/{move.old}/ -> papers/{move.paper.key}/ ({'merged into' if move.merged else 'now'} {move.paper.title})"
    if difference.retitled:
        yield "Another title, and so another address (set the title in corrections.yml to keep it, or write into addresses.yml):"
    for pair in difference.retitled:
        yield f"  ~ {pair.before.title} -> {pair.after.title} ({pair.after.source})"
        yield f"      papers/{pair.before.key}: to:papers/{pair.after.key}"
    if difference.gone:
        yield "Addresses that say now that nothing is there: " + ", ".join(f"{address}/" for address in difference.gone)
    yield from _rows("Removed", "-", difference.removed)


def _rows(title: str, mark: str, rows: tuple[PaperRow, ...]) -> Iterator[str]:
    if rows:
        yield f"{title}:"
    for row in rows:
        tags = f" [{', '.join(row.tags)}]" if row.tags else ""
        yield f"  {mark} {row.title}{tags} ({row.source})"


def _gains(difference: Difference) -> Iterator[str]:
    for title, counts, sign in (
        ("Topics gained", difference.tags_gained, "+"),
        ("Topics lost", difference.tags_lost, "-"),
    ):
        if counts:
            yield f"{title}: " + ", ".join(f"{count.name} {sign}{count.papers}" for count in counts)
    for title, links in (("Links gained", difference.links_gained), ("Links lost", difference.links_lost)):
        if links:
            yield f"{title}:"
        for found in links:
            yield f"  {found.link.kind} {found.link.url} ({found.key})"


def _doubts(difference: Difference) -> Iterator[str]:
    if difference.doubts:
        yield f"The reader was unsure in {counted(len(difference.doubts), 'place')}:"
    for doubt in difference.doubts:
        yield f"  {doubt.source}: {doubt.use}: {doubt.text}" + (f"  <- {doubt.note}" if doubt.note else "")
    if difference.problems:
        yield f"New problems ({problems_line(difference.problems)}):"
    for problem in difference.problems:
        yield f"  {problem}"
    if difference.settled:
        yield f"{counted(difference.settled, 'problem')} settled."
