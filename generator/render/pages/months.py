"""Papers by month. In: the library. Out: /papers/ (all, newest added first) and /months/<YYYY-MM>/, paged."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drawing import Drawing
from generator.render.pages.cards import Cards, Sheet
from generator.render.pages.digests import by_year
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted, month


def month_pages(cards: Cards) -> Iterator[Drawing]:
    """All papers, then each month."""
    yield from _all_papers(cards)
    library = cards.library
    names = list(library.by_month)
    for name, newer, older in zip(names, ["", *names], [*names[1:], ""], strict=False):
        for sheet in cards.sheets(library.by_month[name], f"months/{name}"):
            head = Head(
                title=f"Papers added in {month(name)}{sheet.suffix}",
                kind="list",
                section="papers",
                description=f"{_described('Papers', sheet)} added in {month(name)}.",
            )
            yield page(
                sheet.path,
                head,
                "month",
                sheet=sheet,
                name=name,
                runs=cards.runs(sheet.keys),
                newer=_newer(sheet, newer),
                older=older,
            )


def _all_papers(cards: Cards) -> Iterator[Drawing]:
    library = cards.library
    years = by_year((name, (name, len(keys))) for name, keys in library.by_month.items())
    for sheet in cards.sheets(tuple(library.papers), "papers"):
        head = Head(
            title=f"All papers{sheet.suffix}",
            kind="list",
            section="papers",
            description=_described("Papers", sheet) + ", by the month in which they were added.",
        )
        yield page(
            sheet.path,
            head,
            "papers",
            sheet=sheet,
            runs=cards.runs(sheet.keys),
            years=years if sheet.is_front else [],
            digests=len(library.digests) if sheet.is_front else 0,
        )


def _newer(sheet: Sheet, name: str) -> str:
    """The next month, which the first page alone leads to: when it comes, the others stay as they are."""
    return name if sheet.is_front else ""


def _described(what: str, sheet: Sheet) -> str:
    return counted(sheet.whole, "paper") if sheet.is_front else what + sheet.suffix
