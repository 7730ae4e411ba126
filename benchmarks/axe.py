"""axe-core on every kind of page, in every state a reader may have it. In: a finished site. Out: what was found, by rule and state.

    python -m benchmarks axe SITE [--axe axe.min.js]

axe is installed elsewhere (`npm install axe-core`). Each kind of page is looked at on a phone and a desktop, light and dark, with scripts,
without, and with forced colours; with scripts once as it comes and once with all open that can be opened.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Route

from benchmarks.kinds import pages
from benchmarks.search_browser import chromium
from benchmarks.search_server import Server

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })"
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


class State(NamedTuple):
    """How a reader has a page."""

    device: str
    palette: str
    scripts: bool
    forced: bool
    opened: bool


def states() -> Iterator[State]:
    for device, palette in product(SIZES, ("light", "dark")):
        yield State(device, palette, True, False, False)
        yield State(device, palette, True, False, True)
        yield State(device, palette, False, False, False)
        yield State(device, palette, True, True, False)


def without_scripts(route: Route) -> None:
    """What a browser without scripts shows. With scripts switched off axe, a script itself, would wait for ever."""
    if route.request.resource_type == "script":
        route.abort()
    elif route.request.resource_type == "document":
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub("</?noscript>", "", answer.text()))
    else:
        route.continue_()


def found(
    browser: Browser, state: State, addresses: dict[str, str], axe: str
) -> Iterator[tuple[str, dict[str, object]]]:
    """kind of page, what broke a rule on it."""
    width, height = SIZES[state.device]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if state.palette == "dark" else "light",
        forced_colors="active" if state.forced else "none",
        bypass_csp=True,
    )
    if not state.scripts:
        context.route("**/*", without_scripts)
    page = context.new_page()
    for kind, address in addresses.items():
        page.goto(address, wait_until="networkidle")
        if state.opened:
            page.evaluate(OPEN)
        page.evaluate(axe)
        for broken in page.evaluate(RUN, RULES)["violations"]:
            yield kind, broken
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--axe", type=Path, default=Path("node_modules/axe-core/axe.min.js"))
    asked = parser.parse_args()
    server = Server(asked.site)
    addresses = {kind: server.address + place for kind, place in pages(asked.site).items()}
    looked, broken = 0, 0
    with chromium() as browser:
        for state in states():
            looked += len(addresses)
            for kind, rule in found(browser, state, addresses, asked.axe.read_text("utf-8")):
                nodes = rule["nodes"]
                broken += len(nodes)  # type: ignore[arg-type]
                print(f"{kind}, {state}: {rule['id']}, {len(nodes)} times: {nodes[0]['html'][:200]}")  # type: ignore[arg-type,index]
    server.close()
    print(f"{looked} page states, {broken} places that break a rule")


if __name__ == "__main__":
    main()
