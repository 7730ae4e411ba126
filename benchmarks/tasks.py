"""Steps that a reader's tasks take. In: one finished site, or two of the same papers. Out: a table of steps, counted in Chromium.

    python -m benchmarks tasks SITE [OLDER]

A step is a tap, a screen scrolled to reach what is tapped, or a key; text that is typed is one. Of each task the shortest
route is counted that the site offers: what an older site lacks takes its longer way. On a phone of 390 by 844; what is
done by keyboard, at 1280 by 900.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotThere

from benchmarks.search_browser import chromium
from benchmarks.search_server import Server

PHONE, DESKTOP = (390, 844), (1280, 900)
HEIGHT = PHONE[1]
_PATIENCE = 4000
MOST_TABS = 120


class Task(NamedTuple):
    """start: the address where it begins; routes: each a list of what is tapped, `type:words`, or `tab:what the focus has to reach`."""

    name: str
    start: str
    routes: Sequence[Sequence[str]]


def tasks(site: Path) -> list[Task]:
    digests = sorted(site.glob("digests/*/index.html"))
    digest = f"digests/{digests[-1].parent.name}/"
    paper = _paper_with(site, "doi.org")
    topic = max(site.glob("tags/*/index.html"), key=lambda page: page.stat().st_size).parent.relative_to(site)
    cite = '.doors a[href="#cite"]'
    return [
        Task("read the paper itself", paper, [[".doors a"], [".beside a[rel]"]]),
        Task("copy BibTeX", paper, [[cite, "button[data-copy=bibtex]"], ["button[data-copy=bibtex]"]]),
        Task("copy an APA reference", paper, [[cite, "button[data-copy=apa]"]]),
        Task("take one paper as RIS", paper, [[cite, "button[data-copy=ris]"], [".beside a[href*='digests/']", "a[href$='papers.ris']"]]),
        Task("copy the DOI", paper, [[".ids button"], [".beside a[href*='doi.org']"]]),
        Task("read a paper from its card", digest, [[".card .has a"], [".card h3 a", ".beside a[rel]"]]),
        Task("papers of an author on a card", digest, [[".card .by a"], [".card h3 a", ".authors a"]]),
        Task("the next paper of the digest", paper, [[".steps a[rel=next]"], [".turn a[rel=next]"]]),
        Task("the digest before this one", digest, [["a[rel=prev]"], [".running a[href*='digests']", ":nth-match(main a[href*='-'], 2)"]]),
        Task("a topic's feed", f"{topic}/", [["main a[href$='feed.xml']"], [".colophon a[href*=feeds]", "main a[href$='feed.xml']"]]),
        Task("search within a topic", f"{topic}/", [["main a[href*='search/?tag=']", "type:treatment"]]),
        Task("a paper of a topic", f"{topic}/", [[".card h3 a"]]),
        Task("a topic as references in APA style", f"{topic}/", [
            ["a[href$='apa.txt']"], ["main a[href*='search/?tag=']", "[data-export=apa]"],
        ]),
        Task("a digest as references in APA style", digest, [["a[href$='apa.txt']"]]),
        Task("by keyboard, to the first answer", "search/?q=treatment", [["tab:#search-results a"]]),
        Task("let a choice go", "search/?q=treatment&year=2020", [
            ["#search-chosen button"], [".facets summary", ".pick[aria-pressed=true]"],
        ]),
        Task("keep all results as BibTeX", "search/?q=treatment", [
            ["[data-export=bibtex]"], ["#search-tools button:last-of-type", "type:a file"],
        ]),
        Task("find a paper by its words", "", [["#site-search-input", "type:treatment", ".search-panel li a"]]),
        Task("a paper of the digest before the newest, from home", "", [
            ["main section:nth-of-type(2) .card h3 a"], ["a[href*='digests/']", ":nth-match(main a[href*='-'], 2)", ".card h3 a"],
        ]),
    ]  # fmt: skip


def _paper_with(site: Path, text: str) -> str:
    for page in sorted(site.glob("papers/*/index.html")):
        if text.encode() in page.read_bytes():
            return f"{page.parent.relative_to(site)}/"
    return f"{next(site.glob('papers/*/index.html')).parent.relative_to(site)}/"


def steps_of(browser: Browser, address: str, task: Task) -> int | None:
    """Steps of the shortest route that the site offers; None when it offers none."""
    counts = []
    for route in task.routes:
        width, height = DESKTOP if route[0].startswith("tab:") else PHONE
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(address + task.start, wait_until="networkidle")
        steps = _along(page, route)
        context.close()
        counts += [steps] if steps is not None else []
    return min(counts, default=None)


def _along(page: Page, route: Sequence[str]) -> int | None:
    steps = 0
    for act in route:
        kind, _, what = act.partition(":") if act.startswith(("type:", "tab:")) else ("tap", "", act)
        if kind == "type":
            page.keyboard.type(what)
            page.wait_for_timeout(600)
            steps += 1
            continue
        taken = _tab(page, what) if kind == "tab" else _tap(page, what)
        if taken is None:
            return None
        steps += taken
    return steps


def _tap(page: Page, selector: str) -> int | None:
    """One tap, and a step for each screen that has to be scrolled before."""
    place = page.locator(selector).locator("visible=true").first
    try:
        place.wait_for(timeout=_PATIENCE)
    except NotThere:
        return None
    box = place.bounding_box()
    away = box["y"] if box else 0.0
    screens = max(0, -(-int(away + 24 - HEIGHT) // HEIGHT)) if away > 0 else -(-int(-away) // HEIGHT)
    place.scroll_into_view_if_needed()
    href = place.get_attribute("href") or ""
    if href.startswith("http") or place.get_attribute("download") is not None:
        return 1 + screens
    if href and not href.startswith("#"):
        page.goto(urljoin(page.url, href), wait_until="networkidle")
    else:
        place.click()
        page.wait_for_timeout(400)
    return 1 + screens


def _tab(page: Page, selector: str) -> int | None:
    """Keys until the focus is within what is looked for; a link that skips there is taken with Enter."""
    page.locator(selector).first.wait_for(timeout=_PATIENCE)
    page.locator("#site-search-input").focus()
    for keys in range(1, MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return keys
        if page.evaluate("() => document.activeElement?.matches('a.skip[href*=results]')"):
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            return keys + 2
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sites", type=Path, nargs="+", metavar="SITE")
    asked = parser.parse_args()
    print(f"| task | {' | '.join(f'steps, {site.name}' for site in asked.sites)} |")
    print("| --- |" + " ---: |" * len(asked.sites))
    servers = [Server(site) for site in asked.sites]
    with chromium() as browser:
        for each in zip(*map(tasks, asked.sites), strict=True):
            counts = [steps_of(browser, server.address, task) for server, task in zip(servers, each, strict=True)]
            print(
                f"| {each[0].name} | {' | '.join('none' if count is None else str(count) for count in counts)} |",
                flush=True,
            )
    for server in servers:
        server.close()


if __name__ == "__main__":
    main()
