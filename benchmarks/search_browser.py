"""Searching in Chromium. In: a site and queries. Out: bytes over the network, time to results, and the papers each search lists.

Bytes are the bodies as a host packs them (gzip -6), from the moment the field gets the focus; the page and its own style and scripts,
which are there without a search, do not count. Times run from the query to its results on the screen.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search_server import Server

FLAGS = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update --disable-sync --no-first-run"
SHOWN = 8
# 40 ms there and back, 10 Mbit/s.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}

OFFPRINT = """async (text) => {
  const field = document.querySelector("#site-search-input");
  const started = performance.now();
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  while (document.querySelector("#search-list")?.dataset.query !== text) await new Promise((done) => setTimeout(done, 2));
  const papers = [...document.querySelectorAll("#search-list [data-key]")].map((each) => each.dataset.key);
  return { ms: performance.now() - started, papers };
}"""

PAGEFIND = """async (text) => {
  const started = performance.now();
  window.engine ??= await import("/pagefind/pagefind.js");
  const found = await window.engine.search(text);
  const shown = await Promise.all(found.results.slice(0, window.most ?? 8).map((each) => each.data()));
  return { ms: performance.now() - started, papers: shown.map((each) => each.url.split("/").at(-2)) };
}"""

MATERIAL = """async (text) => {
  const field = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const started = performance.now();
  field.focus();
  field.value = text;
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const list = document.querySelector(".md-search-result__list");
  const settled = new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); setTimeout(done, 0); });
    watch.observe(meta, { childList: true, characterData: true, subtree: true });
    watch.observe(list, { childList: true });
  });
  await Promise.race([settled, new Promise((done) => setTimeout(done, 20000))]);
  const keys = [...list.querySelectorAll(".md-search-result__link")].map((each) => new URL(each.href).pathname.split("/").at(-2));
  return { ms: performance.now() - started, papers: [...new Set(keys)] };
}"""

ASKING = {"offprint": OFFPRINT, "Pagefind": PAGEFIND, "Material": MATERIAL}


class Measured(NamedTuple):
    """Medians and largest over the queries: bytes of a first and a next query, milliseconds cold, on a slow network, and warm."""

    first: float
    first_most: float
    next: float
    next_most: float
    cold: float
    slow: float
    warm: float
    warm_most: float


@contextmanager
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, address: str, engine: str, *, slow: bool = False) -> Iterator[Page]:
    """A page with an empty cache, loaded to its end; Material's, which loads its index with the page, only so far that it can be asked."""
    context = browser.new_context()
    page = context.new_page()
    if slow:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.goto(address, wait_until="load" if engine == "Material" else "networkidle")
    yield page
    context.close()


def measure(browser: Browser, server: Server, engine: str, path: str, queries: list[str]) -> Measured:
    """Each query cold on a page of its own, then the next one on the same page, then a third time for a warm answer."""
    first, following, cold, slow, warm = [], [], [], [], []
    ask = ASKING[engine]
    for number, query in enumerate(queries):
        after = queries[(number + 1) % len(queries)]
        before = len(server.asked)
        with opened(browser, server.address + path, engine) as page:
            before = before if engine == "Material" else len(server.asked)
            cold.append(page.evaluate(ask, query)["ms"])
            first.append(_bytes(server, before))
            before = len(server.asked)
            page.evaluate(ask, after)
            following.append(_bytes(server, before))
            warm.append(page.evaluate(ask, query)["ms"])
        with opened(browser, server.address + path, engine, slow=True) as page:
            slow.append(page.evaluate(ask, query)["ms"])
    middle = statistics.median
    return Measured(
        middle(first),
        max(first),
        middle(following),
        max(following),
        middle(cold),
        middle(slow),
        middle(warm),
        max(warm),
    )


def _bytes(server: Server, before: int) -> int:
    """Sent since `before`; of a page that was still loading, what is for search."""
    time.sleep(0.05)
    return sum(
        size for path, size in server.asked[before:] if not path.endswith((".css", "/")) and "bundle" not in path
    )


def listed(browser: Browser, server: Server, engine: str, path: str, queries: list[str]) -> list[list[str]]:
    """The keys of the first ten papers for each query, all on one page."""
    found = []
    with opened(browser, server.address + path, engine) as page:
        page.evaluate("window.most = 10")
        for query in queries:
            found.append([str(key) for key in page.evaluate(ASKING[engine], query)["papers"]][:10])
    return found
