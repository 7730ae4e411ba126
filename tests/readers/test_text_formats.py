"""Every text-like format on samples: papers, problems and account as a person checked them, and what no file may do to a reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Source
from generator.readers import cv_arxiv_daily, layout, paste, read
from generator.readers.syntax import pythonfile
from generator.text import decode
from tests.conftest import Golden
from tests.readers.account import accounted, shown

SAMPLES = Path(__file__).with_name("samples") / "text"
FORMS = {
    "mail": "arXiv mail",
    "feed": "feed",
    "list": layout,
    "pages": "front matter",
    "dump": pythonfile,
    "rows": cv_arxiv_daily,
    "scholar": paste,
}
# sample -> its reader and how many papers a person counted in it
COUNTED = {
    "2024-11-21-arxiv-mail.txt": ("mail", 2),
    "2025-01-09-arxiv-mail-twin.txt": ("mail", 4),
    "2026-04-12-arxiv-api-34-authors.xml": ("feed", 1),
    "2026-04-12-arxiv-api-error.xml": ("feed", 0),
    "2026-04-12-arxiv-api-old-id.xml": ("feed", 1),
    "2026-04-12-arxiv-api-zero.xml": ("feed", 1),
    "2025-08-20-arxiv-rss-twin.xml": ("feed", 4),
    "2025-06-02-rdf-twin.rdf": ("feed", 1),
    "2022-12-02-cv-arxiv-daily.json": ("rows", 90),
    "2022-12-02-cv-arxiv-daily-list.md": ("list", 39),
    "2024-12-17-daily-ai-papers.md": ("list", 6),
    "2025-11-01-llm-plaza.md": ("list", 19),
    "2025-05-04-awesome-twin.md": ("list", 16),
    "2025-05-05-tables-twin.md": ("list", 11),
    "2025-05-06-sections-twin.md": ("list", 5),
    "2025-05-07-pages-twin.md": ("pages", 3),
    "2025-02-18-dump-twin.jsonl": ("dump", 4),
    "2025-03-17-scholar-twin.txt": ("scholar", 2),
    "2025-05-08-bare-links-twin.md": ("list", 4),
}


def test_every_sample_is_counted() -> None:
    assert {path.name for path in SAMPLES.iterdir()} - {"SOURCES.md"} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_samples(name: str, golden: Golden) -> None:
    text, _ = decode((SAMPLES / name).read_bytes(), name)
    form, papers = COUNTED[name]
    reading = read(text, Source(name))
    assert reading.digest.format == getattr(FORMS[form], "NAME", FORMS[form])
    assert len(reading.papers) == papers
    accounted(reading, text)
    golden(f"readers/text/{name}.txt", shown(reading))


@pytest.mark.parametrize("form", FORMS)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_a_traceback(form: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(SHARDS[form]) | st.text(max_size=30), max_size=40))
    text = data.draw(st.sampled_from(["", "\n", " "])).join(pieces)
    reader = FORMS[form]
    assert 0 <= getattr(reader, "recognise", lambda *_: 0)(text, "x") <= 1
    reading = getattr(reader, "read", read)(text, Source("2025-01-01-x.txt"))
    accounted(reading, text)
    assert all(paper.title and paper.title == " ".join(paper.title.split()) for paper in reading.papers)


SHARDS = {
    "mail": [
        "\\\\\n",
        "arXiv:2501.00001\n",
        "Title: A\n",
        "  more\n",
        "Authors: B (1) ((2)\n",
        "-" * 40 + "\n",
        "\n",
        "DOI: \n",
        "> ",
        "\\\\ ( https://arxiv.org/abs/2501.00001 , 1kb)\n",
        "replaced with revised version x\n",
    ],
    "feed": [
        "<feed>",
        "<rss>",
        "<channel>",
        "<entry>",
        "</entry>",
        "<item>",
        "</item>",
        "<title>",
        "A",
        "</title>",
        "\n",
        "<link>http://a.org</link>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "<dc:creator>",
        "<author><name>N</name></author>",
        "<summary>arXiv:1 Announce Type: new\nAbstract: x</summary>",
        "<id>http://arxiv.org/abs/2501.00001v1</id>",
        "<published>2025-13-45</published>",
        "</feed>",
    ],
    "list": [
        "# ",
        "- ",
        "  - ",
        "1. ",
        "| a | b |\n",
        "|---|---|\n",
        "|Title|Paper|\n",
        "**",
        "*",
        "_",
        "[",
        "](https://arxiv.org/abs/2501.00001)",
        "](",
        ")",
        "`",
        "$",
        "\\",
        "\n",
        "\n\n",
        "> ",
        "<!--",
        "-->",
        "```\n",
        "---\n",
        "<br>",
        "<a href='https://arxiv.org/abs/2501.00002'>",
        "</a>",
        "A Title of Words",
        "&amp;",
        "**Authors**: A B, C D\n",
        "**Abstract**: x\n",
        "Title: y\n",
        "![",
        "https://arxiv.org/pdf/2501.00003",
        "[x]: http://a.org\n",
        "1) ",
        "  x\n",
    ],
    "pages": [
        "---\n",
        "title: ",
        "title: x\n",
        "authors: A B, C D\n",
        "author:\n- given: A\n  family: B\n",
        "abstract: ",
        "year: 2024\n",
        "tags: [a, 'b",
        "]",
        "\n",
        "&a ",
        "*a ",
        "{",
        ": ",
        "'",
        '"',
        "# Abstract\n",
        "!!python/object:os.system ",
        "month: 0\n",
        "[" * 60,
    ],
    "dump": [
        "{'title': 'x'",
        ", ",
        "'authors': ['A B']",
        "}",
        "{'",
        "{",
        "[",
        "]",
        "'",
        '"',
        "\\",
        "\n",
        "None",
        "(",
        ")",
        "'a': 1e999",
        "b'x'",
        "9" * 5000,
    ],
    "scholar": [
        "Google Scholar\n",
        "[PDF] A Title\n",
        "A Example, B Sample - Venue, 2025\n",
        "A Example - 2024\n",
        "a snippet …\n",
        "Save Twitter LinkedIn Facebook\n",
        "<https://a.org>\n",
        "\n",
        " - ",
        ", 2025\n",
    ],
    "rows": [
        '{"A": ',
        '{"2110.1": "|**2021-10-14**|**T**|A et.al.|[1](http://arxiv.org/abs/2110.07546)|null|\\n"',
        "}",
        '"',
        "|",
        ",",
        "\n",
        "\\",
    ],
}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("mail", "\\\\\narXiv:2501.00001\nTitle: \x1b\n\\\\\n  An abstract.\n"),
        ("feed", "<feed><entry><title>&#x200b;</title><link href='http://a.org/b'/></entry></feed>"),
        ("list", "- [\x1b\x1b](https://arxiv.org/abs/2501.00001)\n"),
        ("pages", '---\ntitle: "\\u200b"\nauthors: A B, C D\n---\n'),
        ("dump", "{'title': '\\x1b'}\n"),
        ("rows", '{"a": "|2021-10-14|**\\u001b**|A B et.al.|[1](http://arxiv.org/abs/2110.07546)|null|"}'),
    ],
)
def test_a_title_that_nobody_can_see_is_none(form: str, text: str) -> None:
    reading = getattr(FORMS[form], "read", read)(text, Source("2025-01-01-x.txt"))
    assert reading.papers == ()
    assert "empty-digest" in {problem.code for problem in reading.problems}
