"""Digest pages. In: the library. Out: /digests/ (all, newest first) and /digests/<name>/ (its papers in its own order), paged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from generator.drawing import Drawing
from generator.model import Digest
from generator.render.exports import LISTS
from generator.render.pages.cards import Cards, growing_sheets, sheets
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted, day, number

One = TypeVar("One")


def digest_pages(cards: Cards) -> Iterator[Drawing]:
    """The list of digests, then each."""
    digests = cards.library.digests
    by_name = {digest.name: digest for digest in digests}
    for sheet in growing_sheets(list(by_name), "digests", cards.config.settings.page_size * 2):
        head = Head(
            title=f"Digests{sheet.suffix}",
            kind="digests",
            section="digests",
            description=f"{counted(len(digests), 'digest') if sheet.is_front else 'Digests'}, newest first.",
        )
        years = by_year((by_name[name].date, by_name[name]) for name in sheet.keys)
        yield page(sheet.path, head, "digests", sheet=sheet, years=years, title_of=cards.digest_title)
    for place, digest in enumerate(digests):
        newer = digests[place - 1] if place else None
        older = digests[place + 1] if place + 1 < len(digests) else None
        yield from _digest(cards, digest, newer, older)


def _digest(cards: Cards, digest: Digest, newer: Digest | None, older: Digest | None) -> Iterator[Drawing]:
    title = f"{cards.digest_title(digest)}, {day(digest.date)}"
    for sheet in sheets(digest.keys, f"digests/{digest.name}", cards.config.settings.page_size):
        head = Head(
            title=f"{title}{sheet.suffix}",
            kind="digest",
            section="digests",
            description=f"{counted(len(digest.keys), 'paper')} in {title}, {number(len(digest.new))} of them new here.",
            feed=f"series/{digest.series}/" if digest.series else "",
        )
        yield page(
            sheet.path,
            head,
            "digest",
            lists=LISTS,
            digest=digest,
            title=cards.digest_title(digest),
            sheet=sheet,
            cards=cards.cards(sheet.keys),
            first=(sheet.number - 1) * cards.config.settings.page_size + 1,
            newer=newer,
            older=older,
            title_of=cards.digest_title,
        )


def by_year(dated: Iterable[tuple[str, One]]) -> list[tuple[str, list[One]]]:
    """(year, what is of it) of pairs of a date and something, in the order given."""
    years: dict[str, list[One]] = {}
    for date, one in dated:
        years.setdefault(date[:4], []).append(one)
    return list(years.items())
