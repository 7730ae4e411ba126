"""The first answer beside Pagefind. In: a finished site. Out: requests, bytes and time of queries, in the header and on /search/.

    python -m benchmarks search_first SITE

Pagefind indexes the site's own pages of papers, and shows its own interface on a page that has nothing else. Each query is asked in a
Chromium without a cache, both in one run, served the same way (packed, 40 ms there and back, 10 Mbit/s). In the header the page is there
already, and what counts begins when the field gets the focus; on the search page all counts, from its address on, style and fonts too.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from benchmarks.machine import machine, run
from benchmarks.search_browser import OFFPRINT, SLOW, chromium
from benchmarks.search_server import Server

QUERIES = (
    "diffusion models", "graph neural networks", "attention is all you need", "contrastive learning of representations",
    "how to train your vit", "few shot learning", "knowledge distillation", "reinforcement learning from human feedback",
    "adversarial robustness", "federated learning privacy", "what is the best learning rate for large batches", "transformer lang",
    "neural architecture serch", "variational autoencoder", "text to image", "bayesian optimization hyperparameters", "molecule generation",
    "semi supervised", "mixture of experts routing", "does batch normalization help",
)  # fmt: skip
_PATIENCE = 30_000
_SETTLED = 300

PEER = """<!doctype html><html lang="en"><title>Search</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/pagefind/pagefind-ui.css"><div id="search"></div><script src="/pagefind/pagefind-ui.js"></script>
<script>
const ui = new PagefindUI({ element: "#search", showImages: false, debounceTimeoutMs: 50 });
const asked = new URLSearchParams(location.search).get("q");
if (asked) ui.triggerSearch(asked);
</script></html>
"""
# An answer is on the screen; where Pagefind finds nothing, which is the case for a slip of the keyboard, that it says so.
ANSWERED = {
    "Offprint": "() => Boolean(document.querySelector('#search-results [data-key] a'))",
    "Pagefind": """() => Boolean(document.querySelector(".pagefind-ui__result-link")) ||
        Boolean(document.querySelector(".pagefind-ui__message")?.textContent.startsWith("No results"))""",
}
TYPED = """async (text) => {
  const answered = %s;
  const field = document.querySelector(".pagefind-ui__search-input");
  const started = performance.now();
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  while (!answered() && performance.now() - started < 20000) await new Promise((done) => setTimeout(done, 2));
  return performance.now() - started;
}""" % ANSWERED["Pagefind"]  # noqa: UP031 (the script has braces)


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


def in_header(page: Page, address: str, name: str, query: str, mark: Callable[[], None]) -> float:
    """Ask in the field of a page that is there."""
    page.goto(address + ("about/" if name == "Offprint" else ""), wait_until="networkidle")
    mark()
    if name == "Offprint":
        return float(page.evaluate(OFFPRINT, query)["ms"])
    return float(page.evaluate(TYPED, query))


def on_page(page: Page, address: str, name: str, query: str, mark: Callable[[], None]) -> float:
    """Open the search page of the query."""
    mark()
    started = time.perf_counter()
    page.goto(f"{address}{'search/' if name == 'Offprint' else ''}?q={quote(query)}", wait_until="commit")
    page.wait_for_function(ANSWERED[name], timeout=_PATIENCE)
    return 1000 * (time.perf_counter() - started)


def ask(browser: Browser, server: Server, name: str, query: str, how: Callable[..., float]) -> First:
    """One query in a browser that has nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    ms = how(page, server.address, name, query, server.asked.clear)
    page.wait_for_timeout(_SETTLED)
    asked = list(server.asked)
    context.close()
    searching = [path for path, _ in asked if "/search/v1/" in path or path.startswith("/pagefind/")]
    return First(len(asked), len(searching), sum(size for _, size in asked), ms)


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
        for where, how in (("header", in_header), ("search page", on_page)):
            found: dict[str, list[First]] = {name: [] for name in servers}
            for query in QUERIES[: asked.queries]:
                for name, server in servers.items():
                    found[name].append(ask(browser, server, name, query, how))
            for name, one in found.items():
                print(row(where, name, one), flush=True)
        for server in servers.values():
            server.close()


if __name__ == "__main__":
    main()
