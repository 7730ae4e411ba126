"""Hostile text in every place that text can reach, through the whole build: it comes out as it was, and as nothing but text."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser

from generator.commands.verify import verify
from generator.text import fold, normal_title, typeset
from tests.browser.conftest import serve, watch
from tests.browser.hostile_site import DIGEST, build, library_saying
from tests.program import build_line
from tests.render.hostile import HOSTILE

ROOT = Path(__file__).parents[2]
SAID = tuple(text for text in HOSTILE if fold(text))
HARMLESS = tuple(f"Plain words number {number}" for number in range(len(SAID)))
# What typesetting makes of LaTeX, which harmless words have none of.
TYPESET = frozenset(
    "math semantics annotation mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd "
    "mpadded mphantom mstyle menclose em strong code sup sub span b i u s".split()
)
# Every element of a page as an HTML5 parser sees it: its name, and the names of its attributes; texts with whether they hold mathematics.
READ = """
(html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = (found) => [...page.querySelectorAll(found)];
  const kinds = new Set();
  for (const e of all("*")) kinds.add([e.localName, ...[...e.attributes].map((a) => a.name).sort()].join(" "));
  const texts = (found) => all(found).map((e) => [e.textContent, e.querySelector("math") !== null]);
  const loads = "[src],link[href],[srcset],[poster],[background],[action],[data]";
  return {
    kinds: [...kinds],
    h1: texts("h1"),
    abstract: texts(".abstract"),
    title: page.title,
    scripts: [...page.scripts].map((s) => [s.getAttribute("src"), s.text]),
    frames: all("iframe,object,embed,base,form").length,
    loads: all(loads).map((e) => e.getAttribute("src") ?? e.getAttribute("href") ?? e.getAttribute("action") ?? "//!"),
    links: all("a").map((a) => a.getAttribute("href")),
    metas: all("meta[name^=citation]").map((m) => [m.name, m.content]),
  };
}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(
        library_saying(SAID), tmp_path_factory.mktemp("hostile"), "</title><script>alert('tagline')</script> {{ 7*7 }}"
    )


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(library_saying(HARMLESS), tmp_path_factory.mktemp("harmless"), "Plain words")


@pytest.fixture(scope="module")
def pages(browser: Browser, hostile: Path, harmless: Path) -> Iterator[dict[str, dict[str, Any]]]:
    """Every page of both sites as a browser's parser sees it, "hostile/…" and "harmless/…"; parsed as data, so nothing runs."""
    page = browser.new_page()
    found = {}
    for site in (hostile, harmless):
        name = "hostile" if site is hostile else "harmless"
        for path in sorted(site.rglob("*.html")):
            found[f"{name}/{path.relative_to(site).as_posix()}"] = page.evaluate(READ, path.read_text("utf-8"))
    yield found
    page.close()


def of(pages: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {path.removeprefix(f"{name}/"): seen for path, seen in pages.items() if path.startswith(f"{name}/")}


def test_there_are_enough() -> None:
    assert len(set(SAID)) >= 60


def test_text_comes_out_as_it_was(pages: dict[str, dict[str, Any]]) -> None:
    """Titles, abstracts and comments on their pages; `typeset` is what sets LaTeX, and without any the text is the very text given."""
    for number, text in enumerate(SAID):
        seen = of(pages, "hostile")[f"papers/h{number}/index.html"]
        plain = typeset(text).plain
        (h1,), (abstract,) = seen["h1"], seen["abstract"]
        if not h1[1]:
            assert fold(h1[0]) == plain, text
        if not abstract[1]:
            both = [typeset(part).plain for part in (f"{text} We say: {text}", text)]
            assert "".join(abstract[0].split()) == "".join("".join(both).split()), text
        assert fold(seen["title"]) == f"{plain} · Offprint", text
        assert ["citation_title", plain] in seen["metas"], text
        if not any(sign in text for sign in "\\${}~`^'-"):
            assert plain == fold(text)


def test_no_element_and_no_attribute_was_added(pages: dict[str, dict[str, Any]]) -> None:
    allowed = {kind for seen in of(pages, "harmless").values() for kind in seen["kinds"]}
    for path, seen in of(pages, "hostile").items():
        for kind in seen["kinds"]:
            name, _, attributes = kind.partition(" ")
            if kind in allowed or (
                name in TYPESET
                and not any(a.startswith("on") or a in ("style", "href", "src") for a in attributes.split())
            ):
                continue
            # A link whose address was refused or that stands in an abstract has fewer or more of the usual attributes.
            assert name == "a" and set(attributes.split()) <= {"href", "rel", "title", "class", "dir", "lang"}, (
                f"{path}: {kind}"
            )


def test_no_script_and_no_request_was_added(pages: dict[str, dict[str, Any]]) -> None:
    usual = [[src.rsplit("/", 1)[-1], text] for src, text in of(pages, "harmless")["index.html"]["scripts"]]
    assert usual
    frames = {path: seen["frames"] for path, seen in of(pages, "harmless").items()}
    for path, seen in of(pages, "hostile").items():
        assert [[src.rsplit("/", 1)[-1], text] for src, text in seen["scripts"]] == usual, path
        if path in frames:
            assert seen["frames"] == frames[path], path
        for address in seen["loads"]:
            parts = urlsplit(address.removeprefix("https://offprint.example.org"))  # the canonical address
            assert not parts.netloc and not parts.scheme, f"{path} loads {address}"


def test_links_lead_only_to_the_web(pages: dict[str, dict[str, Any]]) -> None:
    for path, seen in of(pages, "hostile").items():
        for address in seen["links"]:
            parts = urlsplit(address)
            assert parts.scheme in ("", "http", "https") and not address.startswith("//"), f"{path}: {address}"
            if parts.scheme:
                assert parts.netloc and "@" not in parts.netloc, f"{path}: {address}"


def test_another_parser_agrees(hostile: Path, pages: dict[str, dict[str, Any]]) -> None:
    for path, seen in of(pages, "hostile").items():
        tree = lxml.html.fromstring((hostile / path).read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        assert len(tree.findall(".//script")) == len(seen["scripts"]), path
        assert len(tree.findall(".//a")) == len(seen["links"]), path
        assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")], path


def test_the_site_is_sound(hostile: Path) -> None:
    """Its pages pass the gate: links, fragments, ids, feeds, data."""
    problems, checked = verify(hostile)
    assert [str(problem) for problem in problems] == []
    assert checked > 2 * len(SAID)


def test_data_files_hold_the_text(hostile: Path) -> None:
    part = json.loads((hostile / "api/v1/papers/0001.json").read_bytes())
    assert {record["key"]: record["title"] for record in part["papers"]} == {
        f"h{number}": typeset(text).plain for number, text in enumerate(SAID)
    }


LISTS = (
    "",
    "papers/",
    "tags/",
    "links/",
    "digests/",
    f"digests/{DIGEST}/",
    "authors/",
    "feeds/",
    "series/hostile/",
    "about/",
    "search/?q=script",
    "no-such-page/",
)


def test_in_a_browser_nothing_happens(browser: Browser, hostile: Path) -> None:
    """Lists that hold every title, and the pages of every third paper and tag: no dialog, no error, no request to another host."""
    server = serve(hostile, "/")
    complaints: list[str] = []
    host = f"127.0.0.1:{server.server_address[1]}"
    page = browser.new_page()
    watch(page, host, complaints)
    papers = [f"papers/h{number}/" for number in range(0, len(SAID), 3)]
    tags = [f"tags/t{number}/" for number in range(1, len(SAID), 6)]
    for path in (*LISTS, "no-such-page/", *papers, *tags):
        page.goto(f"http://{host}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true; })")
    page.goto(f"http://{host}/")
    page.fill("#site-search-input", "alert")
    page.wait_for_timeout(500)
    page.close()
    server.shutdown()
    server.server_close()
    assert [said for said in complaints if "404" not in said] == []


# Publishers leave elements and character references in titles of records: a reader takes them for what they are.
MARKED = re.compile(r"</?[a-z]|&#?\w+;")
# Nobody's title; the reader says so, and of addresses too.
NO_TITLES = {"null", " - "}


def test_through_the_command(tmp_path: Path) -> None:
    """The same texts as a digest, by `offprint build`: nothing crashes, and each title that is one comes back by the API."""
    digests = tmp_path / "digests"
    digests.mkdir()
    records = [
        {
            "title": text,
            "abstract": f"We examine {text} and find that it is text.",
            "authors": [text[:100], "Ada Lovelace"],
            "url": text[:200],
            "pdf_url": text[:200],
            "venue": text[:200],
            "comment": text,
            "keywords": [text],
            "date": text[:10],
            "doi": text[:50],
            "arxiv_id": text[:50],
            "links": [text[:100]],
        }
        for text in SAID
    ]
    (digests / f"{DIGEST}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    arguments = build_line(digests, tmp_path / "site")
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    part = json.loads((tmp_path / "site/api/v1/papers/0001.json").read_bytes())
    titles = {title for record in part["papers"] for title in (record["title"], normal_title(record["title"]))}
    named = [text for text in SAID if not MARKED.search(text) and text not in NO_TITLES]
    said = [text for text in named if not re.match("[a-z]+://", text)]
    assert len(said) > 90
    assert [text for text in said if not {typeset(text).plain, normal_title(text)} & titles] == []
    assert [str(problem) for problem in verify(tmp_path / "site")[0]] == []
