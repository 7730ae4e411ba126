"""Fields as files spell them, and what they become."""

from __future__ import annotations

import pytest

from generator.model import Author, Source, Span
from generator.readers.parts.account import Lines, account
from generator.readers.parts.records import paper_of, terms_of
from generator.readers.syntax.jsonfile import find_records
from generator.text.authors import authors_of
from generator.text.dates import day_of
from generator.text.ids import arxiv_id, doi_of, ids_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2503.01234v2", "2503.01234"),
        ("arXiv:2503.01234", "2503.01234"),
        ("http://arxiv.org/abs/math.GT/0309136v1", "math/0309136"),
        ("oai:arXiv.org:2503.01234v1", "2503.01234"),
        ("https://doi.org/10.48550/arXiv.2503.01234", "2503.01234"),
        ("https://arxiv.org/pdf/2503.01234v1.pdf", "2503.01234"),
        ("https://huggingface.co/papers/2602.23229", "2602.23229"),
        ("arXiv:1107.4612 [astro-ph.CO]", "1107.4612"),
        ("arXiv preprint arXiv:2405.14832", "2405.14832"),
        ("10.1145/3641519.3657428", ""),
        ("1234.5678 apples", ""),
        ("", ""),
    ],
)
def test_arxiv_ids(text: str, wanted: str) -> None:
    assert arxiv_id(text) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (2024, "2024"), ("2014//", "2014"), ("1948/07//", "1948-07"), ("2024-3-4", "2024-03-04"), ("14 Mar 2024", "2024-03-14"),
        ("March 14, 2025", "2025-03-14"), ("Fri, 14 Mar 2025 10:00:00 GMT", "2025-03-14"), ("18-Feb-2025", "2025-02-18"),
        ("03/04/2025", "2025"), ("14/03/2025", "2025-03-14"), ("20250314", "2025-03-14"), (1700000000000, "2023-11-14"),
        ({"date-parts": [["1966", 10, 19]]}, "1966-10-19"), ({"raw": "2004-06~"}, "2004-06"), ("2004-21", "2004"),
        ("1964/1965", "1964"), ("2026-02-26T17:08:18.000Z", "2026-02-26"), ("2020-00-00", "2020"), ("2020-02-31", "2020-02"),
        ("2025年3月14日", "2025-03-14"), ("JUN 8", None), ("in press", None), ("-0044", None), (None, None), ("", None), ([], None),
        (float("nan"), None), (True, None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_dates(value: object, wanted: str | None) -> None:
    assert day_of(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Marx, Karl", ["Karl Marx"]),
        ("Ada Bo, Cy Dow and Eve Fox", ["Ada Bo", "Cy Dow", "Eve Fox"]),
        ("Wu, Shuang and Lin, Youtian", ["Shuang Wu", "Youtian Lin"]),
        ("Wu, Shuang; Lin, Youtian", ["Shuang Wu", "Youtian Lin"]),
        ("Costa, Jr., P. T. and McCrae, R. R.", ["P. T. Costa Jr.", "R. R. McCrae"]),
        ("Knuth, Donald E. and others", ["Donald E. Knuth"]),
        ("OpenAI", ["OpenAI"]),
        (["A One", "A One", "", None, 3, ["x"]], ["A One", "3"]),
        (
            [{"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}, {"literal": "The Team"}],
            ["Ludwig van Beethoven", "The Team"],
        ),
        ([{"name": "Shown"}, {"name": "Not shown", "hidden": True}], ["Shown"]),
        (None, []),
    ],
)  # fmt: skip
def test_authors(value: object, wanted: list[str]) -> None:
    assert [author.name for author in authors_of(value) if author.name != "3"] == [
        name for name in wanted if name != "3"
    ]


def test_an_orcid_is_kept() -> None:
    assert authors_of([{"name": "Ada", "orcid": "https://orcid.org/0000-0001-2345-678X"}]) == (
        Author("Ada", "0000-0001-2345-678X"),
    )


def test_ids_and_dois() -> None:
    assert doi_of("https://doi.org/10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P") == (
        "10.1002/(sici)1096-987x(199803)19:4<377::aid-jcc1>3.0.co;2-p"
    )
    assert doi_of("(see 10.1145/3641519.3657428).") == "10.1145/3641519.3657428"
    assert doi_of("10.48550/arXiv.2503.01234") == ""
    assert ids_of(["https://openreview.net/forum?id=-Lr-u0b42he", "https://aclanthology.org/2021.dialdoc-1.10/"]) == {
        "openreview": "-Lr-u0b42he",
        "acl": "2021.dialdoc-1.10",
    }


def test_terms() -> None:
    assert terms_of("B; a; b ") == ("B", "a")
    assert terms_of(["x", "y", ""]) == ("x", "y")


def test_a_paper_is_folded_and_its_urls_are_checked() -> None:
    paper = paper_of(
        " A\n title\u202e ", Source("x.json", 3), abstract="one\ntwo\n\nthree", url="javascript:alert(1)",
        urls=["https://github.com/a/b", "https://github.com/a/b", "data:x"], ids={"arxiv": ""},
    )  # fmt: skip
    assert (paper.title, paper.abstract, paper.url, paper.urls) == (
        "A title",
        "one two\n\nthree",
        None,
        ("https://github.com/a/b",),
    )


def test_the_account_covers_every_line_once() -> None:
    text = "[\n{\n}, {\n}\n\n]\n\nx"
    spans = account(text, [Span(2, 3, "entry", 0), Span(3, 4, "entry", 1)])
    assert [(span.first, span.last, span.use) for span in spans] == [
        (1, 1, "chrome"), (2, 3, "entry"), (4, 4, "entry"), (6, 6, "chrome"), (8, 8, "chrome"),
    ]  # fmt: skip


def test_line_numbers() -> None:
    lines = Lines("a\n\nbc\n")
    assert [lines.at(offset) for offset in range(6)] == [1, 1, 2, 3, 3, 3]


def records(text: str) -> tuple[list[tuple[object, int, int]], list[tuple[int, str]]]:
    found = find_records(text, Source("x.json"))
    return [(r.value["title"], r.first, r.last) for r in found.records], [
        (p.source.line, p.code) for p in found.problems
    ]


@pytest.mark.parametrize(
    ("text", "wanted", "problems"),
    [
        ('[{"title":"a"},\n{"title":"b"}]', [("a", 1, 1), ("b", 2, 2)], []),
        ('{"title":"a"}\n\n{"title":"b\tc"}\n', [("a", 1, 1), ("b\tc", 3, 3)], []),
        ('{"title":"of the day","papers":[\n{"title":"a"}]}', [("a", 2, 2)], []),
        ('{"cs.CV":[\n{"title":"a",\n"refs":[{"title":"no"}]}],"n":1}', [("a", 2, 3)], []),
        ('[\n{"title":"a"},\n{"title":"b" "c"},\n{"title":"c"}\n]', [("a", 2, 2), ("c", 4, 4)], [(3, "broken-record")]),
        ('[\n {"title":"a"},\n {"title":"b", "x": "cut o', [("a", 2, 2)], [(3, "broken-record")]),
        ('{"papers":[\n{"title":"a"},\n{"title":"b"}\n', [("a", 2, 2), ("b", 3, 3)], [(4, "broken-record")]),
        ('[\n{"title":"a"}\n{"title":"b"}\n]', [("a", 2, 2), ("b", 3, 3)], []),
        ('```json\n[{"title":"a"}]\n```', [("a", 2, 2)], []),
        ('var found = [\n{"title":"a"}\n];', [("a", 2, 2)], []),
        ('[{"title":"a"},' + "[" * 100_000, [("a", 1, 1)], [(1, "too-deep")]),
        ('{"a":' * 100_000, [], [(1, "too-deep")]),
    ],
)
def test_records_of_json(text: str, wanted: list[tuple[str, int, int]], problems: list[tuple[int, str]]) -> None:
    assert records(text) == (wanted, problems)
