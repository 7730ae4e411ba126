"""The first answer beside Pagefind. In: a finished site. Out: requests, bytes and time of queries, in the header and on /search/.

    python -m benchmarks search_first SITE

Pagefind indexes the site's own pages of papers, and shows its own interface on a page that has nothing else. Each query is asked in a
Chromium without a cache, both in one run, served the same way (packed, 40 ms there and back, 10 Mbit/s). In the header the page is there
already, and what counts begins when the field gets the focus; on the search page all counts, from its address on, style and fonts too, but
the icon, which a browser asks for once a site and the other page does not have.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Request

from benchmarks.machine import machine, run
from benchmarks.search_browser import SLOW, chromium
from benchmarks.search_server import Server

QUERIES = (
    "diffusion models", "graph neural networks", "attention is all you need", "contrastive learning of representations",
    "how to train your vit", "few shot learning", "knowledge distillation", "reinforcement learning from human feedback",
    "adversarial robustness", "federated learning privacy", "what is the best learning rate for large batches", "transformer lang",
    "neural architecture serch", "variational autoencoder", "text to image", "bayesian optimization hyperparameters", "molecule generation",
    "semi supervised", "mixture of experts routing", "does batch normalization help",
)  # fmt: skip
_SETTLED = 300

PEER = """<!doctype html><html lang="en"><title>Search</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/pagefind/pagefind-ui.css"><div id="search"></div><script src="/pagefind/pagefind-ui.js"></script>
<script>
const ui = new PagefindUI({ element: "#search", showImages: false, debounceTimeoutMs: 50 });
const asked = new URLSearchParams(location.search).get("q");
if (asked) ui.triggerSearch(asked);
</script></html>
"""
# An answer is on the screen; where Pagefind finds nothing, as for a slip of the keyboard, that it says so.
ANSWERED = {
    "Offprint": "document.querySelector('#search-list [data-key], #search-results [data-key]')",
    "Pagefind": "document.querySelector('.pagefind-ui__result-link')"
    " || document.querySelector('.pagefind-ui__message')?.textContent.startsWith('No results')",
}
FIELDS = {"Offprint": "#site-search-input", "Pagefind": ".pagefind-ui__search-input"}
# The page itself tells when, for what it asks for next follows within a millisecond.
NOTE = """new MutationObserver(() => {
  if (ANSWERED) window.answered ??= performance.now();
}).observe(document, { childList: true, subtree: true, characterData: true });"""
# In: what is typed into which field, nothing on a page whose address asks. Out: when that began and ended, in milliseconds since 1970.
WAIT = """async ([text, selector]) => {
  const started = text ? performance.now() : 0;
  if (text) {
    const field = document.querySelector(selector);
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  while (!window.answered && performance.now() - started < 20000) await new Promise((done) => setTimeout(done, 2));
  return [started, window.answered ?? performance.now()].map((each) => performance.timeOrigin + each);
}"""


class First(NamedTuple):
    """Until the first answer: requests, those of them that are for search alone, bytes as packed, milliseconds."""

    requests: int
    searching: int
    size: int
    ms: float


def peer(site: Path, folder: Path) -> Path:
    """A site that shows the same papers by Pagefind."""
    folder.mkdir()
    (folder / "papers").symlink_to((site / "papers").resolve())
    (folder / "index.html").write_text(PEER, "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(folder / "pagefind")]
    cost = run([*command, "--glob", "papers/*/index.html", "--root-selector", "article[data-paper]"])
    if cost.code:
        raise RuntimeError(cost.output)
    return folder


def ask(browser: Browser, server: Server, name: str, query: str, where: str) -> First:
    """One query in a browser that has nothing yet: typed into the field of a page that is there, or by the address of the search page."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(NOTE.replace("ANSWERED", ANSWERED[name]))
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    requests: list[Request] = []
    page.on("request", lambda one: requests.append(one))
    own, typed = name == "Offprint", where == "header"
    if typed:
        page.goto(server.address + ("about/" if own else ""), wait_until="networkidle")
    else:
        page.goto(f"{server.address}{'search/' if own else ''}?q={quote(query)}", wait_until="commit")
    begun, ended = page.evaluate(WAIT, [query if typed else "", FIELDS[name]])
    page.wait_for_timeout(_SETTLED)
    since = begun if typed else 0
    paths = [urlsplit(one.url).path for one in requests if since <= one.timing["startTime"] <= ended]
    paths = [path for path in paths if not path.endswith("icon.svg")]
    sizes = dict(server.asked)
    context.close()
    searching = [path for path in paths if path.startswith(("/search/v1/", "/pagefind/", "/assets/search/"))]
    return First(len(paths), len(searching), sum(sizes.get(path, 0) for path in paths), ended - begun)


def row(where: str, name: str, found: list[First]) -> str:
    """A line of the table: medians, and the most in brackets."""

    def told(values: list[float], by: float = 1, places: int = 0) -> str:
        return f"{statistics.median(values) / by:.{places}f} ({max(values) / by:.{places}f})"

    columns = list(zip(*found, strict=True))
    sizes, times = told([*columns[2]], 1000, 1), told([*columns[3]])
    return f"| {where} | {name} | {told([*columns[0]])} | {told([*columns[1]])} | {sizes} | {times} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--queries", type=int, default=len(QUERIES))
    asked = parser.parse_args()
    print(machine())
    print("| where | engine | requests: median (most) | for search alone | kB | ms to the first answer |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        servers = {"Offprint": Server(asked.site), "Pagefind": Server(peer(asked.site, Path(temporary) / "peer"))}
        for where in ("header", "search page"):
            found: dict[str, list[First]] = {name: [] for name in servers}
            for query in QUERIES[: asked.queries]:
                for name, server in servers.items():
                    found[name].append(ask(browser, server, name, query, where))
            for name, one in found.items():
                print(row(where, name, one), flush=True)
        for server in servers.values():
            server.close()


if __name__ == "__main__":
    main()
