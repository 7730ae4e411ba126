"""A difference as a pull request's comment. In: a Difference and the addresses that it may point to. Out: Markdown below GitHub's limit.

Whatever came from a digest is written as entities, one for every ASCII character but letters, digits and blanks, so no Markdown and no HTML
can come of it. GitHub looks for mentions, issue numbers, commits, addresses and emoji in the text *after* that, so a word joiner (U+2060,
which has no width) stands inside each of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

from generator.commands.diff.records import ChangedPaper, Difference, FoundLink, MovedPaper, PaperRow, UnsureLines
from generator.commands.diff.told import excerpts, files_line, headline, problems_line, size_line
from generator.model import Problem, Source
from generator.render.phrases import counted
from generator.text import fold

MARK = "<!-- offprint-preview -->"
LIMIT = 65_536
# Bytes that each list may take; together they leave room for the rest below LIMIT.
_ROOM = {
    "new": 24_000,
    "problems": 12_000,
    "changed": 8_000,
    "known": 4_000,
    "moved": 3_000,
    "retitled": 3_000,
    "removed": 3_000,
    "gone": 2_000,
    "doubts": 4_000,
}
_OPEN = 12
# More Problems of one kind in one file than _ALIKE are told by the first three and a count.
_ALIKE = 5
# Field of a Difference -> what the list of it is called.
_HEADINGS = {
    "known": "Already known", "changed": "Changed", "moved": "Merged, or at a new address",
    "retitled": "Another title, and so another address, for nothing else told that it is one paper. To keep the old one, set the title in"
    " corrections.yml instead, or let the line of the old one in addresses.yml lead to the new one",
    "gone": "Addresses that say now that nothing is there", "removed": "Removed", "doubts": "The reader was unsure",
}  # fmt: skip
_TITLE, _MESSAGE, _VALUE = 160, 400, 160
_ENTITIES = {code: f"&#{code};" for code in range(33, 128) if not chr(code).isalnum()}
_JOINED = re.compile(
    r"(?P<sign>[@#])(?=\w)|(?P<scheme>:)(?=//)|(?P<www>\bwww)(?=\.)|(?P<gh>\bGH-)(?=\d)|(?P<emoji>:)(?=[a-z0-9_+-]+(?::|$))"
    r"|(?<![0-9A-Za-z])(?P<sha>[0-9a-f]{4})(?=[0-9a-f]{3,60}(?![0-9A-Za-z]))",
    re.IGNORECASE | re.ASCII,
)


class Places(msgspec.Struct, frozen=True):
    """Where links lead, each with a closing slash or empty: the preview, the site, and the files of the head commit."""

    preview: str = ""
    site: str = ""
    files: str = ""
    shown: frozenset[str] | None = None


def inert(text: str, limit: int = _TITLE) -> str:
    """Text of a digest for one line of Markdown: shown as it is, and nothing but text."""
    plain = fold(text)
    plain = plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
    return _JOINED.sub(lambda found: f"{found[0]}\u2060", plain).translate(_ENTITIES)


def comment_of(difference: Difference, places: Places | None = None, note: str = "") -> str:
    """The comment. `note` is a line of our own Markdown under the headline."""
    places = places or Places()
    blocks = [MARK, f"### {headline(difference)}"]
    blocks += [line for line in (note, files_line(difference)) if line]
    blocks += _section("", "new", [f"1. {_paper(row, places)}" for row in difference.added])
    problems = problems_line(difference.problems)
    blocks += _section(_title("Problems", problems), "problems", _problems(difference.problems, places))
    for name, lines in _lists(difference, places).items():
        blocks += _section(_title(_HEADINGS[name], len(getattr(difference, name))), name, lines)
    blocks += [line for line in _gains(difference) if line]
    blocks.append(f"<sub>{size_line(difference)}</sub>")
    return "\n\n".join(blocks) + "\n"


def _lists(difference: Difference, places: Places) -> dict[str, Iterator[str]]:
    """Field of the difference -> its lines."""
    return {
        "known": (f"- {_link(row, places)}, also in {inert(', '.join(row.digests))}" for row in difference.known),
        "changed": (_change(one, places) for one in difference.changed),
        "moved": (_moved(move, places) for move in difference.moved),
        "retitled": (f"- {inert(one.before.title)} → {_link(one.after, places)}" for one in difference.retitled),
        "gone": (f"- {inert(address)}&#47;" for address in difference.gone),
        "removed": (f"- {inert(row.title)}" for row in difference.removed),
        "doubts": (_doubt(doubt, places) for doubt in difference.doubts),
    }


def _moved(move: MovedPaper, places: Places) -> str:
    into = "part of " if move.merged else ""
    return f"- {inert(move.title)} is now {into}{_link(move.paper, places)}; the old address leads there"


def _doubt(doubt: UnsureLines, places: Places) -> str:
    note = f" ({inert(doubt.note)})" if doubt.note else ""
    return f"- {_place(doubt.source, places)} {doubt.use}: {inert(doubt.text)}{note}"


def _title(text: str, count: object) -> str:
    return f"**{text}** ({count})"


def _section(title: str, name: str, lines: Iterable[str]) -> list[str]:
    """A list, its first lines open and the others folded, cut to its room; what is left out is counted."""
    given = list(lines)
    taken, room = [], _ROOM[name]
    for line in given:
        room -= len(line.encode()) + 1
        if room < 0:
            break
        taken.append(line)
    if not given:
        return []
    blocks = [title] if title else []
    if len(taken) <= _OPEN + 3:
        blocks += ["\n".join(taken)] if taken else []
    else:
        start, rest = "\n".join(taken[:_OPEN]), "\n".join(taken[_OPEN:])
        blocks += [start, f"<details><summary>{len(taken) - _OPEN:,} more</summary>", rest, "</details>"]
    if len(taken) < len(given):
        blocks.append(f"and {len(given) - len(taken):,} more, which do not fit here.")
    return blocks


def _paper(row: PaperRow, places: Places) -> str:
    tags = f": {', '.join(inert(tag) for tag in row.tags[:8])}" if row.tags else ""
    kinds = sorted({link.kind for link in row.links})
    return f"{_link(row, places)}{tags}" + (f" · {', '.join(kinds)}" if kinds else "")


def _link(row: PaperRow, places: Places) -> str:
    """The title, linked to its page in the preview, or on the site when the preview does not hold it."""
    text = inert(row.title) or "(no title)"
    root = places.preview if places.shown is None or row.key in places.shown else ""
    return f"[{text}]({root}papers/{quote(row.key)}/)" if root else text


def _change(one: ChangedPaper, places: Places) -> str:
    lines = [f"- {_link(one.paper, places)}"]
    for change in one.changes:
        before, after = (inert(value, _VALUE) or "(nothing)" for value in excerpts(change))
        lines.append(f"  - {change.field}: {before} → {after}")
    return "\n".join(lines)


def _problems(problems: tuple[Problem, ...], places: Places) -> Iterator[str]:
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: ("error", "warning", "note").index(problem.level)):
        alike.setdefault((problem.level, problem.code, problem.source.path), []).append(problem)
    for (level, code, path), found in alike.items():
        told = found if len(found) <= _ALIKE else found[:3]
        for problem in told:
            yield f"- {_place(problem.source, places)} **{level}** {code}: {inert(problem.message, _MESSAGE)}"
        if len(told) < len(found):
            yield f"- {inert(path)} **{level}** {code}: {len(found) - len(told):,} more like these"


def _place(source: Source, places: Places) -> str:
    """`file:line`, linked to that line of the head commit; a file that is not of the digests has no link."""
    text = f"{inert(source.path)}&#58;{source.line}"
    if places.files and source.path.startswith("digests/") and ".." not in source.path:
        return f"[{text}]({places.files}{quote(source.path)}?plain=1#L{source.line})"
    return text


def _gains(difference: Difference) -> Iterator[str]:
    if difference.tags_gained:
        told = [f"{inert(count.name)} +{count.papers}" for count in difference.tags_gained[:20]]
        more = len(difference.tags_gained) - len(told)
        yield f"Topics gained: {', '.join(told)}" + (f" and {more:,} more" if more else "")
    if difference.tags_lost:
        yield "Topics lost: " + ", ".join(f"{inert(count.name)} -{count.papers}" for count in difference.tags_lost[:20])
    yield _links("gained", difference.links_gained)
    yield _links("lost", difference.links_lost)
    if difference.settled:
        yield f"{counted(difference.settled, 'problem')} settled."


def _links(what: str, links: tuple[FoundLink, ...]) -> str:
    if not links:
        return ""
    hosts: dict[str, int] = {}
    for found in links:
        hosts[found.link.host] = hosts.get(found.link.host, 0) + 1
    told = [
        f"{inert(host)} {count}" for host, count in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    ]
    return f"Links {what}: {', '.join(told)}" + (" and others" if len(hosts) > len(told) else "")
