"""Hand-written pages as search sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import hand_pages, hand_written
from generator.model import OutputFile
from generator.output import write
from generator.render.search import hand_page
from tests.browser.conftest import ROOT


@pytest.mark.parametrize(
    ("path", "source", "title", "address"),
    [
        ("about.md", "# About us\n\nText", "About us", "about/"),
        ("help.md", "---\ntitle: 'Help, and more'\nlang: en\n---\n# Another\n", "Help, and more", "help/"),
        ("a/index.md", "# In *a* folder #\n", "In a folder", "a/"),
        ("index.md", "no heading", "Index", ""),
        ("how-to-cite.md", "", "How to cite", "how-to-cite/"),
        ("README.md", "# Read me\r\n", "Read me", ""),
        ("x.md", "---\nno end\n# Title\n", "Title", "x/"),
    ],
)
def test_title_and_address(path: str, source: str, title: str, address: str) -> None:
    page = hand_page(path, source)
    assert (page.title, page.path) == (title, address)


def test_text_is_what_a_reader_sees() -> None:
    source = "# T {#id}\n\n- see [the **papers**](papers/ \"t\") and ![a picture](x.png)\n> `code` <b class='x'>bold</b><!-- no -->\n"
    source += "```py\nx\n```\n"
    assert hand_page("t.md", source).text == "T see the papers and a picture code bold x"


def test_a_hostile_page_takes_no_time() -> None:
    for unit in ("[", "[](", "<", "<a ", "# ", "{:", "`", "---\n", "<!--"):
        assert hand_page("x.md", unit * 50_000).path == "x/"


def test_the_pages_of_this_checkout() -> None:
    found = {page.path: page.title for page in hand_pages(hand_written(ROOT / "site_src"))}
    assert found["about/"] == "About" and found["help/"] == "Help"
    assert not any(path.startswith("papers/") for path in found)


def test_generated_pages_are_not_hand_written(tmp_path: Path) -> None:
    write([OutputFile("papers/a.md", "# A", "page")], tmp_path)
    for name in ("own.md", "notes.txt"):
        (tmp_path / name).write_text("# A")
    assert [page.path for page in hand_pages(hand_written(tmp_path))] == ["own/"]
