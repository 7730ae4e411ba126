"""What a change does to addresses. In: two snapshots. Out: an error for each published address that would show another paper or nothing
at all, with the line that decides it; and the addresses whose pages would say that they are gone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commands.diff.snapshot import Snapshot
from generator.config.register import FILE, Held, register_line
from generator.enrich.addresses import Now, standing
from generator.enrich.identity.known import marks_for, one_work
from generator.enrich.identity.records import tidy
from generator.library import Library
from generator.model import Level, Problem, Source
from generator.published import records_by_key, taken


def address_problems(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """Errors `address-taken` and `address-lost`, papers first."""
    yield from _taken(base, head)
    there = _answering(head)
    for address in sorted(_published(base) - there):
        if not address.startswith(("months/", "links/")):
            yield _lost(address, base, head)


def gone_addresses(base: Snapshot, head: Snapshot) -> tuple[str, ...]:
    """Addresses that showed something, or led somewhere, and whose pages say now that nothing is there; months and hosts aside."""
    before = _published(base) - set(base.library.addresses.gone)
    return tuple(
        one for one in head.library.addresses.gone if one in before and not one.startswith(("months/", "links/"))
    )


def _taken(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """Addresses of papers, old ones too, that lead to another work."""
    old, new = base.library, head.library
    before, after = records_by_key(old, base.readings), records_by_key(new, head.readings)
    for key in (*old.papers, *old.redirects):
        was, now = old.redirects.get(key, key), new.redirects.get(key, key)
        ours, theirs = before.get(was), after.get(now)
        if not ours or not theirs or old.papers[was] == new.papers[now]:
            continue
        if not one_work([*ours, old.papers[was]], [*theirs, new.papers[now]]):
            yield taken(old.papers[was], new.papers[now], key)


def _published(side: Snapshot) -> set[str]:
    library = side.library
    return {*_shown(library, side.least), *library.addresses.gone, *side.register}


def _answering(side: Snapshot) -> set[str]:
    return {*_shown(side.library, side.least), *side.library.addresses.gone}


def _shown(library: Library, least: int) -> Iterator[str]:
    """Every address that shows something or leads to what does."""
    yield from standing(Now(tuple(library.papers.values()), library.digests, tuple(library.tags.values())), least)
    yield from (f"tags/{tag.slug}" for tag in library.topics())
    yield from (f"papers/{key}" for key in library.redirects)
    yield from library.addresses.moved
    yield from (f"authors/{place}" for place in library.addresses.authors)


def _lost(address: str, base: Snapshot, head: Snapshot) -> Problem:
    """An error, for the page would not be there; a warning where there is no register that could hold it."""
    held = base.register.get(address) or _held(address, base)
    line = register_line(address, held)
    message = (
        f"{address}/ would not be there any more, and links to it break. Write `{line}` into {FILE} (`offprint addresses` does, before the"
        f" change), and its page says that it is gone; with `to:` and an address behind it, it leads there."
    )
    level: Level = "error" if head.register or base.register else "warning"
    return Problem(Source(f"{head.folder.name}/{FILE}"), level, "address-lost", message)


def _held(address: str, base: Snapshot) -> Held:
    kind, _, key = address.partition("/")
    paper = base.library.papers.get(base.library.redirects.get(key, key)) if kind == "papers" else None
    return Held(Source(FILE), marks_for(key, [tidy(paper)]) if paper else {})
