"""The face of the site, in a browser: legible, steerable by keyboard, whole without JavaScript, and silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]

KINDS = ("", "papers/", "tags/", "links/", "digests/", "authors/", "search/", "about/", "help/")


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_phone(opened: Opened, path: str) -> None:
    page = opened(path, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
