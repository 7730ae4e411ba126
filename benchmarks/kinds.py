"""A page of each kind. In: a finished site. Out: kind -> address below the site's own."""

from __future__ import annotations

from pathlib import Path


def pages(site: Path) -> dict[str, str]:
    """Of papers, topics, authors …, the middle one by size, so that neither the smallest nor the largest speaks for its kind."""
    folders = {"paper": "papers", "month": "months", "topic": "tags", "digest": "digests", "series": "series"}
    folders |= {"author": "authors", "host": "links"}
    return {
        "home": "",
        "papers": "papers/",
        "topics": "tags/",
        "digests": "digests/",
        "authors": "authors/",
        "links": "links/",
        "feeds": "feeds/",
        "about": "about/",
        "help": "help/",
        "search": "search/?q=diffusion",
        "not there": "404.html",
        **{kind: place for kind, folder in folders.items() if (place := _middle(site, folder))},
    }


def _middle(site: Path, folder: str) -> str:
    found = sorted(site.glob(f"{folder}/*/index.html"), key=lambda page: (page.stat().st_size, page))
    shown = [page for page in found if b'content="noindex"' not in page.read_bytes()]
    return f"{shown[len(shown) // 2].parent.relative_to(site)}/" if shown else ""
