"""The sitemap: the pages that want to be found, each once, with the day of its newest paper."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.config.loading import Config
from generator.config.settings import Site
from generator.render.files import render
from generator.render.search import HandPage
from generator.render.sitemap import address_of_page, render_sitemap
from tests.render.samples import library

SITE = Config(Site("Offprint", "https://example.org/sub/", "Papers & <more>"))
HAND = (HandPage("About", "about/", "Text"),)
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap(config: Config = SITE) -> dict[str, str | None]:
    files = {file.path: file.content for file in render(library(), config, HAND)}
    root = etree.fromstring(str(files["sitemap.xml"]).encode())
    return {str(url.findtext(f"{SPACE}loc")): url.findtext(f"{SPACE}lastmod") for url in root}


def test_pages_with_the_day_of_their_newest_paper() -> None:
    found = sitemap()
    base = "https://example.org/sub/"
    assert found[base] == "2025-04-02"
    assert found[f"{base}papers/full/"] == "2025-03-14"
    assert found[f"{base}papers/"] == "2025-04-02"
    assert found[f"{base}tags/alignment/"] == "2025-03-14"
    assert found[f"{base}digests/2025-04-02-weekly/"] == "2025-04-02"
    assert found[f"{base}series/trending-papers/"] == "2025-03-14"
    assert found[f"{base}months/2025-03/"] == "2025-03-14"
    assert found[f"{base}authors/ada-lovelace/"] == "2025-03-14"
    assert found[f"{base}about/"] is None


@pytest.mark.parametrize("hidden", ["papers/old-key/", "search/", "tags/unused/"])
def test_redirects_search_and_empty_topics_are_left_out(hidden: str) -> None:
    assert f"https://example.org/sub/{hidden}" not in sitemap()
    assert any(file.path == hidden.rstrip("/") + ".md" for file in render(library(), SITE, HAND))


def test_above_fifty_thousand_it_is_an_index_of_parts() -> None:
    files = {f.path: str(f.content) for f in render_sitemap((f"papers/{n}/" for n in range(100_001)), library(), SITE)}
    index = etree.fromstring(files["sitemap.xml"].encode())
    assert index.tag == f"{SPACE}sitemapindex"
    assert [place.findtext(f"{SPACE}loc") for place in index] == [
        f"https://example.org/sub/sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    assert [files[f"sitemap-{n}.xml"].count("<url>") for n in (1, 2, 3)] == [50_000, 50_000, 1]


def test_without_an_address_there_is_no_sitemap() -> None:
    files = {file.path: file.content for file in render_sitemap(["papers/"], library(), Config())}
    assert set(files) == {"robots.txt", "llms.txt"}
    assert "Sitemap" not in str(files["robots.txt"])


def test_robots_and_llms_point_to_what_there_is() -> None:
    files = {file.path: str(file.content) for file in render(library(), SITE, HAND)}
    assert files["robots.txt"] == "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sub/sitemap.xml\n"
    assert "4 papers from 2 digests" in files["llms.txt"]
    assert files["llms.txt"].startswith("# Offprint\n\n> Papers & <more>\n")
    lists = {
        path.rsplit("/", 1)[1]
        for path in files
        if path.startswith("digests/") and not path.endswith((".md", ".xml", ".json"))
    }
    assert {"papers.bib", "papers.ris", "apa.txt", "ieee.txt"} == lists
    assert all(name in files["llms.txt"] for name in lists)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("papers.md", "papers/"),
        ("papers/x.md", "papers/x/"),
        ("a/index.md", "a/"),
        ("a/README.md", "a/"),
    ],
)
def test_addresses(path: str, address: str) -> None:
    assert address_of_page(path) == address
