"""Feeds: read back by a feed reader's parser, permanent, dated by the digest, and whole whatever a title holds."""

from __future__ import annotations

import html
import json
import re
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser
import msgspec
import pytest
from lxml import etree

from generator.config.loading import Config
from generator.config.settings import Settings, Site
from generator.library import Library
from generator.model import Author, PaperTag, as_bytes
from generator.render.feeds import entry_id, render_feeds
from generator.render.pages import render_pages
from generator.text import typeset
from tests.render.hostile import HOSTILE
from tests.render.samples import library, many, paper

SITE = Config(Site("A & B <site>", "https://example.org/offprint/"), Settings(series={"weekly": "Weekly & more"}))


def feeds(given: Library, config: Config = SITE) -> dict[str, str]:
    files = {file.path: file.content for file in render_feeds(given, config)}
    return {path: content if isinstance(content, str) else content.decode() for path, content in files.items()}


def parsed(text: str) -> Any:
    """As a reader sees it; the parser has nothing to complain of."""
    found = feedparser.parse(BytesIO(text.encode()), sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    return found


def test_one_of_each_kind_in_its_own_folder() -> None:
    assert {path for path in feeds(library()) if path.endswith(".xml")} == {
        "feed.xml", "series/trending-papers/feed.xml", "series/weekly/feed.xml", "tags/learning/feed.xml", "tags/optimization/feed.xml",
        "tags/zeroth-order/feed.xml", "tags/alignment/feed.xml",
        "tags/unused/feed.xml", "authors/ada-lovelace/feed.xml",
    }  # fmt: skip


def test_in_a_large_library_authors_have_no_feeds_and_no_page_says_so() -> None:
    """Ada has three papers there, and so a page; a feed as well when there are few papers."""
    for most, has in ((4, True), (3, False)):
        config = Config(SITE.site, Settings(author_feeds_up_to=most))
        assert any(path.startswith("authors/") for path in feeds(library(), config)) is has
        page = next(file for file in render_pages(library(), config) if file.path == "authors/ada-lovelace.md")
        assert ("feed.xml" in as_bytes(page).decode()) is has


def test_atom_as_a_reader_sees_it() -> None:
    found = parsed(feeds(library())["series/weekly/feed.xml"])
    assert found.version == "atom10"
    assert found.feed.title == "A & B <site>: Weekly & more"
    assert found.feed.id == "https://example.org/offprint/series/weekly/feed.xml"
    assert found.feed.updated == "2025-04-02T00:00:00Z"
    (entry,) = found.entries
    assert entry.link == "https://example.org/offprint/papers/bare/"
    assert (entry.id, entry.title, entry.published) == (entry_id("bare"), "Bare", "2025-04-02T00:00:00Z")


def test_an_entry_carries_authors_tags_and_where_the_paper_is() -> None:
    entry = next(e for e in parsed(feeds(library())["feed.xml"]).entries if e.id == entry_id("full"))
    assert [author.name for author in entry.authors] == ["Ada Lovelace", "Łukasz Świątek"]
    assert (entry.tags[0].term, entry.tags[0].label) == ("zeroth-order", "Zeroth-order optimization")
    assert [link.href for link in entry.links if link.rel == "related"] == ["https://arxiv.org/abs/2503.00001"]
    assert entry.summary == "An abstract about A full record: 10% of x² & more."


def test_json_feed() -> None:
    whole = json.loads(feeds(library())["feed.json"])
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert whole["feed_url"] == "https://example.org/offprint/feed.json"
    assert [item["id"] for item in whole["items"]] == [entry_id(key) for key in ("bare", "full", "arabic", "heir")]
    for item in whole["items"]:
        assert item["url"].startswith("https://example.org/offprint/papers/")
        assert item["date_published"].endswith("T00:00:00Z")
        assert item["title"] and item["content_text"]


def test_both_forms_say_the_same() -> None:
    files = feeds(library())
    for path, text in files.items():
        if path.endswith(".xml"):
            items = json.loads(files[path.replace(".xml", ".json")])["items"]
            entries = parsed(text).entries
            assert [(e.id, e.title, e.link, e.summary) for e in entries] == [
                (i["id"], i["title"], i["url"], i["content_text"]) for i in items
            ]


def test_the_newest_fifty_newest_first() -> None:
    entries = parsed(feeds(library(many(120)))["feed.xml"]).entries
    assert len(entries) == 50
    days = [entry.published for entry in entries]
    assert days == sorted(days, reverse=True)
    newest = sorted((record.added for record in many(120)), reverse=True)[:50]
    assert [day[:10] for day in days] == newest


@pytest.mark.parametrize(
    ("days", "kept"), [([30, 30, 30], 50), ([1] * 60, 10), ([5, 4, 40], 10), ([15, 10, 40], 25), ([3], 3)]
)
def test_the_feed_of_a_topic_holds_the_newest_ten_and_all_of_two_days(days: list[int], kept: int) -> None:
    """days: how many papers came on each, the newest first."""
    dates = [f"2025-{12 - day // 28:02}-{28 - day % 28:02}" for day, count in enumerate(days) for _ in range(count)]
    given = [
        msgspec.structs.replace(paper(f"p{n}", f"P {n}", added=day), tags=(PaperTag("cpp"),))
        for n, day in enumerate(dates)
    ]
    files = feeds(library(given))
    entries = parsed(files["tags/cpp/feed.xml"]).entries
    assert [entry.published[:10] for entry in entries] == sorted(dates, reverse=True)[:kept]
    assert len(parsed(files["feed.xml"]).entries) == min(50, len(dates))


def test_a_withdrawn_paper_says_so_instead_of_its_abstract() -> None:
    item = next(i for i in json.loads(feeds(library())["feed.json"])["items"] if i["id"] == entry_id("arabic"))
    assert item["content_text"] == "Withdrawn. At the authors' wish."


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("Retracted 2010 for fraud.", "Retracted 2010 for fraud."),
        ("By the editors", "Retracted. By the editors."),
        ("retracted", "Retracted."),
    ],
)
def test_a_retracted_paper_says_so_once_before_its_abstract(notice: str, told: str) -> None:
    given = library([paper("a", "A", abstract="We grow nets.", retracted=notice)])
    (item,) = json.loads(feeds(given)["feed.json"])["items"]
    assert item["content_text"] == f"{told} We grow nets."
    page = next(as_bytes(file).decode() for file in render_pages(given, SITE) if file.path == "papers/a.md")
    shown = html.unescape(re.sub("<[^>]*>", "", page.partition('class="notice">')[2].partition("</p>")[0]))
    assert shown.rstrip(".") == told.rstrip(".")


def test_an_empty_feed_is_still_a_feed() -> None:
    found = parsed(feeds(library())["tags/unused/feed.xml"])
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


@pytest.mark.parametrize("place", ["", "tags/alignment/"])
def test_without_a_site_url_links_lead_there_from_where_the_feed_lies(place: str) -> None:
    text = feeds(library(), Config())[f"{place}feed.xml"]
    links = etree.fromstring(text.encode()).findall("{*}entry/{*}link[@rel='alternate']")
    here = f"https://example.org/{place}feed.xml"
    assert urljoin(here, links[-1].get("href")).startswith("https://example.org/papers/")


def test_an_id_depends_on_the_key_alone() -> None:
    assert entry_id("a-paper") == "urn:uuid:" + entry_id("a-paper").removeprefix("urn:uuid:")
    assert entry_id("a-paper") != entry_id("b-paper")
    moved = Config(Site("Other", "https://other.example/"))
    one, two = (json.loads(feeds(library(), config)["feed.json"])["items"] for config in (SITE, moved))
    assert [item["id"] for item in one] == [item["id"] for item in two]


def test_hostile_titles_come_back_as_they_are() -> None:
    given = [
        paper(f"h{number:03}", title, abstract=title, authors=(Author(title[:200]),), withdrawn="")
        for number, title in enumerate(HOSTILE)
    ]
    wanted = {entry_id(record.key): typeset(record.title).plain for record in given}
    seen = 0
    for start in range(0, len(given), 50):
        files = feeds(library(given[start : start + 50]))
        root = etree.fromstring(files["feed.xml"].encode(), etree.XMLParser(resolve_entities=False))
        for entry in root.findall("{*}entry"):
            assert (entry.findtext("{*}title") or "") == wanted[entry.findtext("{*}id")]
            assert {child.tag.split("}")[1] for child in entry} <= {
                "id", "title", "link", "published", "updated", "author", "category", "summary",
            }  # fmt: skip
            assert not [
                child for child in entry.iterfind("*") if child.tag.endswith(("title", "summary")) and len(child)
            ]
            seen += 1
        parsed(files["feed.xml"])
        assert [item["title"] for item in json.loads(files["feed.json"])["items"]] == [
            wanted[item["id"]] for item in json.loads(files["feed.json"])["items"]
        ]
    assert seen == len(HOSTILE)
    assert len(HOSTILE) >= 60
