"""Captured and pasted pages: a page of papers as seven tools write it, three pages of arXiv, and labelled records. The samples are twins,
written by hand after the layout of real ones; the papers in them are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Source
from generator.readers import arxiv, papers_page, read
from generator.readers.folder import read_bytes
from generator.readers.syntax import labelled
from generator.text.undress import undressed
from tests.conftest import Golden
from tests.readers.account import accounted, shown

SAMPLES = sorted((Path(__file__).parent / "samples" / "captured").iterdir())
FORMATS = (papers_page, arxiv)
PRUNING = (
    "We prune the heads of a transformer in one pass. Existing methods need several rounds of training, which is costly. Our recipe "
    "keeps 98.5 % of the accuracy of the full model at half of its size on six benchmarks."
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_golden(path: Path, golden: Golden) -> None:
    reading = read_bytes(path.read_bytes(), f"digests/{path.name}")
    accounted(reading, path.read_text(encoding="utf-8"))
    golden(f"readers/captured/{path.name}.golden", shown(reading))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_recognised_by_content(path: Path) -> None:
    form = read(path.read_text(encoding="utf-8"), Source("digests/2025-03-14-anything.dat")).digest.format
    form_of_labels = labelled.NAME if "labelled" in path.name else papers_page.NAME
    assert form == ("arXiv listing" if "arxiv" in path.name else form_of_labels)


@pytest.mark.parametrize("name", ["lynx.txt", "bare-urls.txt", "numbered-links.txt"])
def test_each_tool_gives_the_same_papers(name: str) -> None:
    path = next(path for path in SAMPLES if path.name.endswith(name) and "arxiv" not in path.name)
    papers = read_bytes(path.read_bytes(), f"digests/{path.name}").papers
    assert [paper.title for paper in papers] == ["Pruning Transformers with One Recipe", "Is Attention All You Need?"]
    assert papers[0].abstract == PRUNING
    assert [paper.ids for paper in papers] == [{"arxiv": "2503.01234"}, {"arxiv": "2412.05678"}]
    assert all(paper.authors == () for paper in papers)


def test_a_day_without_a_year_is_never_after_the_capture() -> None:
    papers = read_bytes(next(p for p in SAMPLES if "numbered" in p.name).read_bytes(), "2025-03-14-a.txt").papers
    assert [paper.date for paper in papers] == ["2024-05-30", "2024-03-08"]


@pytest.mark.parametrize("name", ["trending.md", "trending-plain.txt"])
def test_a_summary_by_a_machine_is_no_abstract(name: str) -> None:
    path = next(path for path in SAMPLES if path.name.endswith(name))
    reading = read_bytes(path.read_bytes(), f"digests/{path.name}")
    assert reading.papers[0].abstract == ""
    assert "not-an-abstract" in {problem.code for problem in reading.problems}
    assert any("summary" in span.note for span in reading.account)


def test_a_paper_shown_twice_is_one() -> None:
    path = next(path for path in SAMPLES if path.name.endswith("trending.md"))
    titles = [paper.title for paper in read_bytes(path.read_bytes(), "2025-03-14-a.md").papers]
    assert titles == ["Pruning Transformers with One Recipe", "Is Attention All You Need? A Study of Short Inputs"]


@pytest.mark.parametrize(
    ("line", "text", "urls"),
    [
        ("### [A *b*](https://a.org/x_(1)) <br>", "A *b* ", ["https://a.org/x_(1)"]),
        ("[12]A title", "A title", ["https://a.org/12"]),
        ("* [A [b] c][12]", "A [b] c", ["https://a.org/12"]),
        ("][12]", "", ["https://a.org/12"]),
        ("[", "", []),
        ("![](https://a.org/i.png) Lab", " Lab", []),
        ("see https://a.org/z.", "see https://a.org/z.", ["https://a.org/z."]),
        ("A <https://a.org/x>", "A", ["https://a.org/x"]),
        ("[12]: https://a.org/12", "", []),
        ("f[0] = x[1]", "f[0] = x[1]", []),
    ],
)
def test_marks_of_tools_go(line: str, text: str, urls: list[str]) -> None:
    plain = undressed(line + "\n[12]: https://a.org/12")[0]
    assert (plain.text, plain.urls) == (text, urls)


def test_a_table_of_contents_is_no_captured_page() -> None:
    text = "# A Plaza\n\nSource: [daily papers](https://huggingface.co/papers)\n\n### [LLM Agents](./docs/agents.md)\n"
    assert papers_page.recognise(text, "a.md") == 0.0
    assert papers_page.recognise(text.replace("./docs/agents.md", "/papers/2501.00001"), "a.md") > 0.5


def test_prose_is_no_captured_page() -> None:
    for text in ("Daily papers are fun.\n\nWe read them.\n", "Title: x", "See arXiv:2503.01234 for more.\n", ""):
        assert [form.recognise(text, "a.txt") for form in FORMATS] == [0.0, 0.0]


_LINES = [line for path in SAMPLES for line in path.read_text(encoding="utf-8").split("\n")[:60]]
_PIECES = st.lists(st.sampled_from([*_LINES, "", "[", "](", "][", "\u200b", "Title:", "---"]), max_size=40).map(
    "\n".join
)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | _PIECES)
def test_any_text_is_accounted_for(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for form in FORMATS:
        reading = form.read(text, Source("2025-01-01-any.txt"))
        accounted(reading, text)
        assert all(paper.title for paper in reading.papers)
        assert 0 <= form.recognise(text, "a.txt") <= 1


@pytest.mark.parametrize("bold", ["", "**"])
def test_labels_with_pictures(bold: str) -> None:
    labels = ("📄 Title:", "👥 Authors:", "🏛️ Affiliations:", "📅 Date:", "🔗 Link:", "📝 Abstract:")
    values = ("Learning to Plan {n}", "Ada Lovelace, Bo Li", "ETH Zurich", "2025-03-14", "https://arxiv.org/abs/2503.0123{n}",
              "We present a method that learns to plan by imitation. It takes {n} steps.")  # fmt: skip
    pairs = [
        f"{label.split()[0]} {bold}{label.split()[1]}{bold} {value}"
        for label, value in zip(labels, values, strict=True)
    ]
    text = "\n".join("\n".join(pairs).format(n=n) + "\n" for n in (1, 2))
    reading = read_bytes(text.encode(), "digests/2025-03-14-x.txt")
    assert reading.digest.format == labelled.NAME
    assert [(paper.title, paper.abstract, len(paper.authors), paper.url) for paper in reading.papers] == [
        (f"Learning to Plan {n}", f"We present a method that learns to plan by imitation. It takes {n} steps.", 2,
         f"https://arxiv.org/abs/2503.0123{n}")
        for n in (1, 2)
    ]  # fmt: skip
    assert reading.problems == ()
