"""Link pages. In: the library. Out: /links/ (kinds and their hosts), /links/kind/<kind>/ and /links/<host>/, each link with its papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from generator.drawing import Drawing
from generator.model import Link, LinkKind
from generator.render.env import host_path
from generator.render.pages.cards import Cards, Title, growing_sheets
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted

KINDS: dict[LinkKind, tuple[str, str]] = {
    "code": ("Code", "Repositories and programs."),
    "project": ("Project pages", "Pages about a paper: demos, videos, figures."),
    "model": ("Models", "Weights to download."),
    "dataset": ("Data sets", "Data and benchmarks to download."),
    "paper": ("Papers elsewhere", "Other places where a paper can be read."),
    "other": ("Other links", "What fits none of the above."),
}
_HOSTS = 12
# So many links of each kind stand in the overview.
_SHOWN = 8


class LinkPlace(msgspec.Struct, frozen=True):
    """One address, what it leads to, and the keys of the papers that give it, newest first."""

    link: Link
    keys: tuple[str, ...]


def link_pages(cards: Cards) -> Iterator[Drawing]:
    """The overview, then each kind, then each host."""
    places = _places(cards)
    by_kind = {kind: found for kind in KINDS if (found := [one for one in places if one.link.kind == kind])}
    hosts = _by_host(places)
    head = Head(
        title="Links",
        kind="links",
        section="links",
        description=f"{counted(len(places), 'link')} that papers give: code, project pages, models, data sets.",
    )
    sections = [(kind, KINDS[kind], found[:_SHOWN], len(found), _hosts(found)) for kind, found in by_kind.items()]
    yield page(
        "links.md",
        head,
        "links",
        sections=sections,
        total=len(places),
        hosts=len(hosts),
        papers=_titles(cards, [place for found in by_kind.values() for place in found[:_SHOWN]]),
    )
    for kind, found in by_kind.items():
        yield from _pages(cards, f"links/kind/{kind}", KINDS[kind][0], KINDS[kind][1], found)
    for path, found in sorted(hosts.items()):
        yield from _pages(cards, f"links/{path}", found[0].link.host, "", found)


def _by_host(places: Sequence[LinkPlace]) -> dict[str, list[LinkPlace]]:
    hosts: dict[str, list[LinkPlace]] = {}
    for place in places:
        hosts.setdefault(host_path(place.link.host), []).append(place)
    return hosts


def _pages(cards: Cards, where: str, title: str, text: str, places: Sequence[LinkPlace]) -> Iterator[Drawing]:
    by_url = {place.link.url: place for place in places}
    for sheet in growing_sheets(list(by_url), where, cards.config.settings.page_size):
        many = counted(len(places), "link") if sheet.is_front else "links"
        head = Head(
            title=f"Links: {title}{sheet.suffix}",
            kind="links",
            section="links",
            description=f"{title}: {many} that papers here give, each with its papers.",
        )
        shown = [by_url[url] for url in sheet.keys]
        groups = _by_kind(shown)
        yield page(
            sheet.path, head, "places", title=title, text=text, sheet=sheet, groups=groups, papers=_titles(cards, shown)
        )


def _titles(cards: Cards, places: Sequence[LinkPlace]) -> dict[str, Title | None]:
    """The titles of the papers that give these links."""
    return {key: cards.title(key) for place in places for key in place.keys}


def _places(cards: Cards) -> list[LinkPlace]:
    """Every address once, in the order of the papers; the kind is the one that the newest paper gives it."""
    links: dict[str, Link] = {}
    keys: dict[str, dict[str, None]] = {}
    for key, paper in cards.library.papers.items():
        for link in paper.links:
            links.setdefault(link.url, link)
            keys.setdefault(link.url, {})[key] = None
    return [LinkPlace(link, tuple(keys[url])) for url, link in links.items()]


def _hosts(places: Sequence[LinkPlace]) -> list[tuple[str, str, int]]:
    """(host, its path, how many links), most links first."""
    counts = Counter(place.link.host for place in places)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(host, host_path(host), count) for host, count in ordered[:_HOSTS]]


def _by_kind(places: Sequence[LinkPlace]) -> list[tuple[str, list[LinkPlace]]]:
    return [
        (name, [place for place in places if place.link.kind == kind])
        for kind, (name, _) in KINDS.items()
        if any(place.link.kind == kind for place in places)
    ]
