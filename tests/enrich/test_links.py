"""Links: every address of the first digest with its kind, and what must never become a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich.links import find_links, kind_of_link
from generator.model import Paper, Source
from generator.readers import read
from generator.text import checked, host_of

SEED = Path(__file__).parents[2] / "digests" / "2025-03-14-trending-papers.txt"
EXPECTED = [
    ("code", "https://github.com/xqlin98/APOHF"),
    ("code", "https://github.com/ZhaoxuanWu/EASE-Prompt-Optimization"),
    ("project", "https://github.com/vpx-ecnu/FIND-website"),
    ("code", "https://github.com/SalesforceAIResearch/GemFilter"),
    ("code", "https://github.com/damon-demon/Black-Box-Defense"),
    ("project", "https://cassiepython.github.io/clipnerf/"),
    ("code", "https://github.com/miccunifi/Cross-the-Gap"),
    ("project", "https://syntec-research.github.io/FaceStab"),
    ("project", "https://vp3d-cvpr24.github.io"),
    ("project", "https://nju-3dv.github.io/projects/Direct3D/"),
    ("code", "https://github.com/psunlpgroup/GreaTer"),
    ("dataset", "https://github.com/AuroraLHL/OptMATH"),
    ("code", "https://github.com/geekan/MetaGPT"),
    ("project", "https://microsoft.github.io/Trace"),
    ("code", "https://github.com/yongchao98/PROMST"),
    ("project", "https://yongchao98.github.io/MIT-REALM-PROMST"),
    ("code", "https://github.com/apple/corenet/tree/main/projects/kv-prediction"),
    ("code", "https://github.com/xqlin98/INSTINCT"),
    ("code", "https://github.com/ZO-Bench/ZO-LLM"),
    ("project", "https://step-law.github.io/"),
    ("code", "https://github.com/caigaojiang/LLMOPT"),
]


def links(abstract: str, **more: object) -> list[tuple[str, str]]:
    paper = Paper(title="T", abstract=abstract, source=Source("d.txt"), **more)  # type: ignore[arg-type]
    return [(link.kind, link.url) for link in find_links(paper)]


def test_the_links_of_the_first_digest() -> None:
    reading = read(SEED.read_text("utf-8"), Source(f"digests/{SEED.name}"))
    found = [(link.kind, link.url) for paper in reading.papers for link in find_links(paper)]
    assert found == EXPECTED


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Code: https://github.com/a/b.", "https://github.com/a/b"),
        ("(https://github.com/a/b)", "https://github.com/a/b"),
        ("see https://en.example.org/wiki/A_(b).", "https://en.example.org/wiki/A_(b)"),
        ("at https://a.example.org/x?y=1&z=2, and", "https://a.example.org/x?y=1&z=2"),
        ("code at github.com/a/b_c.", "https://github.com/a/b_c"),
        ("at www.example.org/x;", "https://www.example.org/x"),
        (r"at \url{https://github.com/a\_b/c\#d}.", "https://github.com/a_b/c#d"),
        ("“https://github.com/a/b”", "https://github.com/a/b"),
        ("HTTPS://GitHub.com/A/b", "https://GitHub.com/A/b"),
        ("https://a.example.org:8080/x", "https://a.example.org:8080/x"),
        ("*https://github.com/a/b*", "https://github.com/a/b"),
        ("_https://github.com/a/b_.", "https://github.com/a/b"),
        ("at $https://github.com/a/b$.", "https://github.com/a/b"),
        ("at https://github.com/a/b}", "https://github.com/a/b"),
        ("[https://github.com/a/b](https://github.com/a/b)", "https://github.com/a/b"),
        (r"\href{https://github.com/a/b}{https://github.com/a/b}", "https://github.com/a/b"),
        ("available athttps://github.com/a/b.", "https://github.com/a/b"),
        ("Pages 83–90https://doi.org/10.1145/225298", "https://doi.org/10.1145/225298"),
        ("at ~https://a.example.org/x", "https://a.example.org/x"),
        ("at http:// github.com/a/b.", "http://github.com/a/b"),
        ("at https: //github.com/a/b.", "https://github.com/a/b"),
        ("at https://github. com/a/b.", "https://github.com/a/b"),
        ("at https://\ngithub.com/a/b.", "https://github.com/a/b"),
        ("at sites.google.com/view/x-y.", "https://sites.google.com/view/x-y"),
        ("at lab.example.org/boss.", "https://lab.example.org/boss"),
        ("https://web.archive.org/web/2020/https://a.org/x", "https://web.archive.org/web/2020/https://a.org/x"),
    ],
)
def test_finds(text: str, url: str) -> None:
    assert [found for _, found in links(text)] == [url]


@pytest.mark.parametrize(
    "text",
    [
        "as shown by et.al and e.g.this one", "run model.py or main.cpp", "Node.js and ASP.NET", "ASP.NET/C# and and/or", "A.com/x",
        "this https URL", "a.b.c",
        "javascript:alert(1)", "data:text/html,x", "//evil.example.org/x", "ftp://a.example.org/x", "http://", "https://localhost/x",
        "https://user:pw@evil.example.org/x", "https://[::1]/x", "https://1.2.3.4/x", "https://a.example.org:99999/x",
        "mail me@example.org", "vbscript:x", "file:///etc/passwd", "version 2.com", "http:///x.org",
    ],
)  # fmt: skip
def test_does_not_invent(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("url", "sentence", "kind"),
    [
        ("https://huggingface.co/datasets/a/b", "", "dataset"),
        ("https://huggingface.co/a/b", "", "model"),
        ("https://huggingface.co/a", "The dataset is hosted on", "dataset"),
        ("https://huggingface.co/collections/a/b", "", "project"),
        ("https://doi.org/10.5281/zenodo.6525446", "", "dataset"),
        ("https://huggingface.co/spaces/a/b", "", "project"),
        ("https://a.github.io/b", "Our code is at", "project"),
        ("https://github.com/a/b", "The dataset is at", "dataset"),
        ("https://github.com/a/b", "Datasets and code are at", "code"),
        ("https://doi.org/10.1/x", "", "paper"),
        ("https://a.example.org/paper.pdf", "", "paper"),
        ("https://a.example.edu/x", "The source code is at", "code"),
        ("https://a.example.edu/x", "Videos are at", "project"),
        ("https://a.example.edu/x", "See", "other"),
        ("https://notgithub.com/x", "", "other"),
    ],
)
def test_kinds(url: str, sentence: str, kind: str) -> None:
    assert kind_of_link(url, sentence) == kind


def test_one_address_once_and_the_digests_own_first() -> None:
    assert links(
        "at https://github.com/a/b and http://www.github.com/A/b.git", urls=("https://arxiv.org/abs/1", "javascript:x")
    ) == [
        ("paper", "https://arxiv.org/abs/1"),
        ("code", "https://github.com/a/b"),
    ]


def test_hosts_cannot_pose() -> None:
    assert host_of("https://www.GitHub.com/x") == "github.com"
    assert host_of("https://gіthub.com/x").startswith("xn--")


@given(st.text())
def test_any_text_gives_only_checked_links(text: str) -> None:
    for _, url in links(text):
        assert checked(url) == url
        assert url.startswith(("http://", "https://"))
