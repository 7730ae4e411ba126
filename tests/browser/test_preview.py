"""A preview in a browser: search works over what it shows, the banner is there, and nothing is asked of anyone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from generator.commands.preview.pages import Preview
from generator.commands.preview.stage import stage
from tests.browser.conftest import serve, watch
from tests.commands.repositories import NEW, Origin, git

PREFIX = "/papers/previews/7/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    origin = Origin(folder)
    sha = origin.pull(7, {b"2025-04-01-reading-group.txt": NEW.encode()})
    address = "https://github.com/owner/papers/pull/7"
    staged = stage(
        origin.project,
        "origin",
        "HEAD",
        "digests",
        Preview(7, sha, address, "https://papers.example.org/"),
        folder / "out",
    )
    assert staged.refused is None
    assert git(origin.project, "status", "--porcelain") == ""
    return folder / "out" / "site"


def test_search_in_a_preview_finds_what_it_shows(browser: Browser, preview: Path) -> None:
    server = serve(preview, PREFIX)
    base = f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    complaints: list[str] = []
    context = browser.new_context()
    try:
        page = context.new_page()
        watch(page, urlsplit(base).netloc, complaints)
        page.goto(base + "search/?q=pruning")
        page.wait_for_selector('#search-results [data-key="pruning-networks-while-they-sleep"]')
        page.click('#search-results [data-key="pruning-networks-while-they-sleep"] a')
        page.wait_for_url(base + "papers/pruning-networks-while-they-sleep/")
        banner = page.locator(".preview-banner")
        assert banner.inner_text().startswith("Preview of pull request 7, commit ")
        assert banner.locator("a").first.get_attribute("href") == "https://github.com/owner/papers/pull/7"
        assert (
            page.locator('nav a:has-text("Papers")').first.get_attribute("href") == "https://papers.example.org/papers/"
        )
    finally:
        context.close()
        server.shutdown()
        server.server_close()
    assert complaints == []
