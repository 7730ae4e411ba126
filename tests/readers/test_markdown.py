"""The dialects of lists: one entry in, its title, authors, venues and date out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.model import Source
from generator.readers.folder import read_bytes
from generator.readers.labels import field_of, labelled, of_key
from generator.readers.layout import read
from generator.readers.layout.inline import runs_of
from generator.readers.layout.structures import Run
from generator.readers.layout.words import is_label, is_venue, leads_to_paper
from generator.readers.lexicon import lexicon
from tests.readers.account import accounted

A = "https://arxiv.org/abs/2301.00001"


def plain_of(runs: Sequence[Run]) -> str:
    """The text of runs, without images, white space folded."""
    return " ".join("".join(run.text for run in runs if not run.image).split())


@pytest.mark.parametrize(
    ("entry", "title", "authors", "venue"),
    [
        (
            f"[Attention Is All You Need]({A}), Ada Example, Bo Sample, NeurIPS 2017",
            "Attention Is All You Need",
            2,
            "NeurIPS 2017",
        ),
        (
            f"**A Bold Title.** *Ada Example, Bo Sample, Cy Demo.* NeurIPS 2020. [[PDF]({A})]",
            "A Bold Title",
            3,
            "NeurIPS 2020",
        ),
        (f"[151] [On First- and Second-Order Codes]({A})", "On First- and Second-Order Codes", 0, ""),
        (f"[Graph Networks and Neural Fields]({A})", "Graph Networks and Neural Fields", 0, ""),
        (f"[[2301.00001] A Title behind Its Number]({A})", "A Title behind Its Number", 0, ""),
        (f"**Q*: A Star Is Part of It**, [arxiv]({A})", "Q*: A Star Is Part of It", 0, ""),
        (
            f"If We May Presuppose: Questions and Claims of Models [[paper]({A})]",
            "If We May Presuppose: Questions and Claims of Models",
            0,
            "",
        ),
        (f"[CVPR 2023] A Plain Title [[paper]({A})] [[code](https://github.com/a/b)]", "A Plain Title", 0, "CVPR 2023"),
        (
            f'"A Quoted Title of Words", Ada Example, Bo Sample. CVPR 2016. [[pdf]]({A})',
            "A Quoted Title of Words",
            2,
            "CVPR 2016",
        ),
        (f"A Title of Words. Ada Example, Bo Sample. CVPR 2016. [[pdf]]({A})", "A Title of Words", 2, "CVPR 2016"),
        (f"2022-11-30, **A Title: More**, Ada Example et.al., Paper: [{A}]({A})", "A Title: More", 1, ""),
        (f"**NICK**: The Title Goes On. [[paper]({A})]", "NICK: The Title Goes On", 0, ""),
        (f"**Survey**: [A Survey of Many Things]({A})", "A Survey of Many Things", 0, ""),
        (f"[**A Linked Bold Title**]({A}) - Ada J. Example et al. (ICLR 2022)", "A Linked Bold Title", 1, "ICLR 2022"),
        (
            f"[[arXiv]({A})] [[code](https://github.com/x/y)] A Title behind Its Links",
            "A Title behind Its Links",
            0,
            "",
        ),
        (f'<a href="{A}">A Title in HTML</a>, Example et al., 2021', "A Title in HTML", 1, ""),
        (f"[![arXiv](https://img.shields.io/badge/arXiv-red)]({A}) **A Title: Low**", "A Title: Low", 0, ""),
        (f"**[NeurIPS 2023]** A Title behind a Bold Tag [Paper]({A})", "A Title behind a Bold Tag", 0, "NeurIPS 2023"),
        (f"A Title with a Year Behind, 2023.04, [[paper]]({A})", "A Title with a Year Behind", 0, ""),
        (f"*An Italic Title of Words*, Ada B. Example, Bo Sample. [pdf]({A})", "An Italic Title of Words", 2, ""),
        (
            f"[With \\*stars\\* and $\\alpha_{{1}}$]({A}). **NeurIPS 2020**.",
            "With *stars* and $\\alpha_{1}$",
            0,
            "NeurIPS 2020",
        ),
        (f"Ada Example, Bo Sample. **Deep things**. Nature 2015. [[paper]({A})]", "Deep things", 2, "Nature"),
        (f"[Mistral 7B]({A})", "Mistral 7B", 0, ""),
        (f"[CLIP] Learning from Language | [ICML 2021] | [[pdf]]({A})", "Learning from Language", 0, "ICML 2021"),
        (
            f"**What Makes a Question?** _Ada Example, Bo Sample_ [ACL 2022] [paper]({A})",
            "What Makes a Question?",
            2,
            "ACL 2022",
        ),
        (f"A Title Made, by Ada Example, Bo Sample [NeurIPS'22] [link]({A})", "A Title Made", 2, "NeurIPS'22"),
        (f"[2301.00001]({A}) A Title behind an Id", "A Title behind an Id", 0, ""),
        (f"Some Title (2015), A. Example et al. [[pdf]]({A})", "Some Title", 1, ""),
        (f"[ ] A Title in a Box [pdf]({A})", "A Title in a Box", 0, ""),
        (f"🔥🔥[**NICK**] STRIPED ATTENTION: FASTER(@MIT etc) [[pdf]]({A})", "STRIPED ATTENTION: FASTER", 0, ""),
        (f"A Title with a bare address ({A})", "A Title with a bare address", 0, ""),
    ],
)
def test_an_entry(entry: str, title: str, authors: int, venue: str) -> None:
    reading = read(f"- {entry}\n", Source("2025-01-01-x.md"))
    assert [paper.title for paper in reading.papers] == [title]
    paper = reading.papers[0]
    assert (len(paper.authors), "; ".join(paper.venues)) == (authors, venue)
    assert paper.ids == {"arxiv": "2301.00001"}
    assert {problem.code for problem in reading.problems} <= {"unsure-title"}


def test_a_name_alone_is_told() -> None:
    reading = read(f"- (ICLR 2024) **Flash-2** [[Paper]({A})]\n", Source("2025-01-01-x.md"))
    assert (reading.papers, [problem.code for problem in reading.problems]) == ((), ["no-title", "empty-digest"])


@pytest.mark.parametrize(
    "text",
    [
        "- [Back to top](#top)", "- [A Tool of Many Words](https://github.com/a/b)", "# Papers about Things", "## 摘要",
        "![A Figure](https://a.org/x.png)",
        "|Date|Title|Paper|\n|---|---|---|", "[1]: https://arxiv.org/abs/2301.00001", f"<!-- - [A Commented Paper]({A}) -->",
        f"```\n- [A Fenced Paper]({A})\n```", f"We wrote about it before in [A Title in Prose]({A}) and more.", "- Ada Example, Bo Sample",
        f"- Please cite our paper: {A}",
    ],
)  # fmt: skip
def test_what_is_no_paper(text: str) -> None:
    assert read(text + "\n", Source("2025-01-01-x.md")).papers == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**a** *b* __c__ _d_ `e*`", "a b c d e*"), ("snake_case_name 2*3*4", "snake_case_name 234"), (r"\*a\* \[b\] \_c\_", "*a* [b] _c_"),
        (r"$a_{1} \{x\}$ and \$5", r"$a_{1} \{x\}$ and $5"), (r"Erd\H{o}s, M\"uller", r"Erd\H{o}s, M\"uller"),
        ("x &lt; y &amp; z", "x < y & z"),
        ("a < b and <b>c</b>", "a < b and c"), ("[[a]](http://b.org) [c][d]", "[a] [c][d]"), ("![x](y) z", "z"), ("a<br>b", "a b"),
        ("***both***", "both"), ("a <unknown> b", "a <unknown> b"), ("C++ and C#", "C++ and C#"),
    ],
)  # fmt: skip
def test_inline(text: str, plain: str) -> None:
    assert plain_of(runs_of(text)) == plain


PAGE = """\
---
layout: default
title: "A Title: More of It"
---

# A Title: More of It

<div class="toolbar">
  <a href="https://arxiv.org/abs//2301.00001" class="btn">📄 arXiv: 2301.00001v2</a>
  <button class="btn" onclick="keep(this)">☆ keep this paper</button>
  <button class="btn">🔗 share</button>
</div>

**作者**: Ada Example, Bo Sample

---

## 💡 要点

**它讲的是什么**

## 📝 摘要（中文）

这是一个翻译，不是摘要。

## 📄 摘要（原文）

> What the authors wrote.
"""


def test_a_page_with_buttons_and_translations() -> None:
    (paper,) = read(PAGE, Source("2025-01-01-x.md")).papers
    assert (paper.title, paper.abstract) == ("A Title: More of It", "What the authors wrote.")
    assert (len(paper.authors), paper.ids) == (2, {"arxiv": "2301.00001"})


def test_many_buttons_that_never_close_are_read_in_one_pass() -> None:
    assert plain_of(runs_of("<button>a " * 20_000 + "</button>z")) == "z"


def test_references_are_resolved() -> None:
    runs = runs_of("[A][one] [two]", references={"one": "http://a.org", "two": "http://b.org"})
    assert [run.url for run in runs if run.url] == ["http://a.org", "http://b.org"]


def test_labels_tell_what_keys_do_not() -> None:
    """A label that the fields of the lexicon know in the same sense stands there alone."""
    assert [word for word, said in lexicon().labels.items() if of_key(word) == said.removeprefix("none")] == []


def test_words() -> None:
    assert labelled("**作者**：甲, 乙") == ("authors", "甲, 乙")
    assert labelled("- **Abstract (ZH)**: x")[0] == "other"
    assert labelled("A title: with a colon") == ("", "")
    assert [field_of(name) for name in ("Publish Date", "PDF", "Summary", "摘要（原文）", "Title (ZH)", "x")] == [
        "date", "link", "other", "abstract", "other", "",
    ]  # fmt: skip
    assert (
        is_label("CVPR 2025 (Oral)")
        and is_label("Project Page")
        and is_label("2411.13560v2")
        and not is_label("Visual Anagrams")
    )
    assert is_venue("NeurIPS'23") and is_venue("Nature Machine Intelligence") and not is_venue("NeurIPS link")
    assert leads_to_paper("https://x.org/a.pdf") and leads_to_paper(A) and not leads_to_paper("https://github.com/a/b")


ABSTRACTS = (
    "Models often fail to plan over long horizons. We present a method that learns to plan by imitation on six tasks.",
    "We study how heads of attention can be pruned without loss, and our approach removes forty percent of them.",
)
TITLES = ("Learning to Plan from Demonstrations", "PruneFormer: Removing Heads without Regret")
NAMES = ("Ada Lovelace, Charles Babbage", "Emmy Noether and Sofia Kovalevskaya")
LINKS = "[arXiv]({url}) | [code](https://github.com/a/b)"


def written(form: str) -> str:
    return "\n".join(
        form.format(
            n=n + 1,
            title=TITLES[n],
            names=NAMES[n],
            abstract=ABSTRACTS[n],
            links=LINKS.format(url=f"{A[:-1]}{n}"),
            url=f"{A[:-1]}{n}",
        )
        for n in range(2)
    )


@pytest.mark.parametrize(
    ("form", "names"),
    [
        pytest.param("## {title}\n\n{abstract}\n\n{links}\n", 0, id="links below"),
        pytest.param("## {title}\n\n{links}\n\n{abstract}\n", 0, id="links above"),
        pytest.param("## {title}\n\n{abstract}\n{links}\n", 0, id="links in the paragraph"),
        pytest.param("## {title}\n\n{abstract}\n\n[PDF]({url}) [Code](https://github.com/a/b)\n", 0, id="no bar"),
        pytest.param("## {title}\n\n{abstract}\n\n📄 [Paper]({url}) · 💻 [Code](https://github.com/a/b)\n", 0, id="pictures"),
        pytest.param("## {title}\n\n{abstract}\n\n- [arXiv]({url})\n- [code](https://github.com/a/b)\n", 0, id="links as items"),
        pytest.param("## {title}\n\n{abstract}\n\n<{url}> [code](https://github.com/a/b)\n", 0, id="a bare address"),
        pytest.param("## [{title}]({url})\n\n{abstract}\n", 0, id="the title is the link"),
        pytest.param("### {n}. {title}\n\n*{names}*\n\n{abstract}\n\n{links}\n", 2, id="a number, and names in italics"),
        pytest.param("### {title}\n*{names}*\n{abstract}\n{links}\n", 2, id="one paragraph"),
        pytest.param("## {title}\n\n_{names}_\n\n{links}\n\n{abstract}\n", 2, id="names, links, abstract"),
        pytest.param("## {title}\n\n**Abstract:** {abstract}\n\n{links}\n", 0, id="a label"),
        pytest.param("## {title}\n\n**Abstract**\n\n{abstract}\n\n{links}\n", 0, id="a label on its own line"),
        pytest.param("- [ ] {title}\n    Authors: {names}\n    Abstract: {abstract}\n    URL: {url}\n", 2, id="tasks"),
        pytest.param("- [x] {title}\n\n    Authors: {names}\n\n    Abstract: {abstract}\n\n    URL: {url}\n", 2, id="tasks, blank lines"),
        pytest.param("- {title}\n    - Authors: {names}\n    - Abstract: {abstract}\n    - URL: {url}\n", 2, id="items in items"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", "# Papers\n\n"])
def test_a_title_with_its_abstract_below(form: str, names: int, head: str) -> None:
    text = head + written(form)
    reading = read_bytes(text.encode(), "digests/2025-01-01-x.txt")
    assert [(paper.title, paper.abstract, len(paper.authors)) for paper in reading.papers] == [
        (title, abstract, names) for title, abstract in zip(TITLES, ABSTRACTS, strict=True)
    ]
    assert [paper.url for paper in reading.papers] == [f"{A[:-1]}0", f"{A[:-1]}1"]
    assert {problem.code for problem in reading.problems} <= {"unlabelled-abstract"}
    accounted(reading, text)


@pytest.mark.parametrize(
    ("text", "titles", "code"),
    [
        (f"## {TITLES[0]}\n\nI liked this one most of all that were out this week, for it is short and clear to read.\n\n[pdf]({A})\n",
         [TITLES[0]], "not-an-abstract"),
        (f"## {TITLES[0]}\n\n**Summary:** {ABSTRACTS[0]}\n\n[pdf]({A})\n", None, ""),
        (f"## Agents\n\n**A Bold Title** is a method, and {ABSTRACTS[0]}\n\n[pdf]({A})\n", None, ""),
        (f"## Agents\n\nSee [A Linked Title]({A[:-1]}2), and {ABSTRACTS[0]}\n\n[pdf]({A})\n", None, ""),
        (f"## Agents\n\n{ABSTRACTS[0]}\n\n[pdf]({A}) [pdf]({A[:-1]}2)\n", None, ""),
        (f"## March 14, 2025\n\n{ABSTRACTS[0]}\n\n[pdf]({A})\n", None, ""),
    ],
)  # fmt: skip
def test_text_that_is_no_abstract(text: str, titles: list[str] | None, code: str) -> None:
    reading = read(text, Source("2025-01-01-x.md"))
    assert all(paper.abstract == "" for paper in reading.papers)
    assert "unlabelled-abstract" not in {problem.code for problem in reading.problems}
    assert titles is None or [paper.title for paper in reading.papers] == titles
    assert not code or code in {problem.code for problem in reading.problems}


def test_a_sentence_behind_a_title_is_told() -> None:
    reading = read(
        f"- {TITLES[0]}: models learn to plan by imitation and beat strong baselines on six tasks. {A}\n",
        Source("x.md"),
    )
    assert reading.papers[0].title.startswith(f"{TITLES[0]}: models learn")
    assert [problem.code for problem in reading.problems if problem.code == "long-title"] == ["long-title"]


@pytest.mark.parametrize("text", ["## A\n\n" + "[a](https://a.org) " * 20_000, "- [ ] " + "a " * 50_000 + "\n" + "  Authors: A B\n" * 5000,
                                  "## A\n\n<!-- -->\n<b></b>\n\n[pdf](https://arxiv.org/abs/2301.00001)\n"])  # fmt: skip
def test_hostile_sections_are_accounted_for(text: str) -> None:
    accounted(read_bytes(text.encode(), "digests/2025-01-01-x.md"), text)
