"""Lists of references: each style that tells names, title and year apart, and what is said of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Reading, Source
from generator.readers.folder import read_bytes
from generator.readers.references.alike import LED, alike, paper_cited
from generator.readers.references.marked import opens_quoted
from generator.readers.references.reference import Reference
from generator.readers.references.styles import readings_of
from generator.text.authors import names_in
from tests.readers.account import accounted

STYLES = [
    "A. Lovelace, C. Babbage. Notes on the analytical engine. In NeurIPS, 2020.",
    "A. Lovelace and C. Babbage. Notes on the analytical engine. In NeurIPS, pages 770–778, 2020.",
    "Lovelace, A., & Babbage, C. (2020). Notes on the analytical engine. NeurIPS, 33, 1877-1901.",
    "Lovelace, A. and Babbage, C. (2020). Notes on the analytical engine. In NeurIPS.",
    'A. Lovelace and C. Babbage, "Notes on the analytical engine," in NeurIPS, vol. 3, 2020, pp. 1–9.',
    "A. Lovelace and C. Babbage. 2020. Notes on the analytical engine. In NeurIPS, pages 1–9.",
    "A. Lovelace, C. Babbage: Notes on the analytical engine. NeurIPS 2020.",
    "Lovelace A, Babbage C. Notes on the analytical engine. NeurIPS. 2020;3(2):1-9.",
]
MARKS = ["[{}] ", "{}. ", "({}) ", "• ", "- "]


def listed(text: str) -> Reading:
    reading = read_bytes(text.encode(), "digests/2025-03-14-references.txt")
    accounted(reading, text)
    return reading


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("mark", [*MARKS, ""])
def test_every_style_gives_the_same_record(mark: str) -> None:
    reading = listed("References\n\n" + "".join(f"{mark.format(n)}{text}\n" for n, text in enumerate(STYLES, start=1)))
    assert codes(reading) == []
    assert [paper.title for paper in reading.papers] == ["Notes on the analytical engine"] * len(STYLES)
    assert {paper.date for paper in reading.papers} == {"2020"}
    assert {paper.venues for paper in reading.papers} == {("NeurIPS",)}
    assert {tuple(a.name.replace(".", "") for a in paper.authors) for paper in reading.papers} == {
        ("A Lovelace", "C Babbage")
    }
    assert reading.papers[0].source.line == 3


def test_wrapped_items_are_joined() -> None:
    items = "".join(
        f"[{n}] {text.replace(' the ', chr(10) + '    the ')}\n\n" for n, text in enumerate(STYLES[:4], start=1)
    )
    reading = listed(items)
    assert [paper.title for paper in reading.papers] == ["Notes on the analytical engine"] * 4
    assert [paper.source.line for paper in reading.papers] == [1, 4, 7, 10]


@pytest.mark.parametrize(
    ("text", "title", "names"),
    [
        ("LeCun, Y., Bengio, Y. & Hinton, G. Deep learning. Nature 521, 436–444 (2015).", "Deep learning", 3),
        (
            "Edward J. Hu, Yelong Shen, et al. Lora: Low-rank adaptation. arXiv:2106.09685, 2021.",
            "Lora: Low-rank adaptation",
            2,
        ),
        ("Ann Lee, Tom B. Brown. Models at scale. In NeurIPS, 2020.", "Models at scale", 2),
    ],
)
def test_initials_do_not_end_the_names(text: str, title: str, names: int) -> None:
    found = next(iter(readings_of(text).values()), None)
    assert found is not None
    assert (found.title, len(found.names)) == (title, names)


def test_ids_and_addresses() -> None:
    reading = listed(
        f"[1] {STYLES[0]}\n[2] A. Lovelace, C. Babbage. Engines in series. arXiv preprint arXiv:2003.01234, 2020.\n"
        "[3] A. Lovelace. Engines in parallel. Journal of Engines, 3(2), 2021. https://doi.org/10.1234/abc.5\n"
    )
    assert [paper.ids for paper in reading.papers] == [{}, {"arxiv": "2003.01234"}, {"doi": "10.1234/abc.5"}]
    assert [paper.venues for paper in reading.papers] == [("NeurIPS",), (), ("Journal of Engines",)]
    assert reading.papers[1].url == "https://arxiv.org/abs/2003.01234"


def test_what_cannot_be_told_apart_is_named_with_how_to_mend_it() -> None:
    reading = listed(f"References\n[1] {STYLES[0]}\n[2] {STYLES[1]}\n[3] Grokking and its friends, Nature 521 (2015)\n")
    assert len(reading.papers) == 2
    assert codes(reading) == ["unread-reference"]
    assert reading.problems[0].source.line == 4
    assert "Title. In Venue, 2020." in reading.problems[0].message


def test_a_list_that_goes_on_is_told() -> None:
    reading = listed(f"[1] {STYLES[0]}\n[2] A. Lovelace et al. Engines in series. In NeurIPS, 2021.\n")
    assert [a.name for a in reading.papers[1].authors] == ["A. Lovelace"]
    assert [(p.code, p.source.line) for p in reading.problems] == [("authors-cut", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Deep Learning, Neural Networks. A survey of the field. In NeurIPS, 2020.",
        "We show that it works. It was published in 2020. In NeurIPS, 2020.",
        "A. Lovelace, C. Babbage. Notes on the analytical engine.",
        "A. Lovelace, C. Babbage. B. Pascal, D. Hilbert. In NeurIPS, 2020.",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert readings_of(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ludwig van Beethoven, J. S. Bach", ("Ludwig van Beethoven", "J. S. Bach")),
        ("van der Maaten, L. and Hinton, G", ("L. van der Maaten", "G. Hinton")),
        ("van der Maaten, L. and Hinton, G.", ("L. van der Maaten", "G. Hinton")),
        ("Jean-Luc O’Neil & Émile Zola", ("Jean-Luc O’Neil", "Émile Zola")),
        ("He K, Zhang XY, et al.", ("K He", "XY Zhang")),
        ("Ann Lee, Tom B", ()),
        ("Edward J", ()),
        ("Large Language Models", ()),
        ("the analytical engine", ()),
        ("", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


CITED = Reference("A Title of Words", ("Ana Prado",), "2024", "")


def test_an_address_on_arxiv_is_that_of_the_abstract() -> None:
    for text, url in (("arxiv.org/pdf/2401.00001v2", "arxiv.org/abs/2401.00001"), ("moss.example/a", "moss.example/a")):
        assert paper_cited(CITED, CITED.title, Source("x.txt"), own=f"https://{text}").url == f"https://{url}"


def test_titles_come_first_where_a_list_has_them_so() -> None:
    assert alike([{LED: CITED}, {"plain": CITED}, {"plain": CITED}])[0][0] is None
    assert alike([{LED: CITED}, {LED: CITED}, {"plain": CITED}])[0] == [CITED] * 3


def test_quotes_alone_make_no_reference() -> None:
    assert opens_quoted('"A Title of Words," Moss Letters.') is None
    found = opens_quoted('"A Title of Words," In Proc. of Moss.')
    assert found and found.title == "A Title of Words"


def test_headings_of_a_paste_are_no_titles() -> None:
    body = "We show that engines of this kind can be built, and that they are fast. " * 4
    for heading in ("Accepted papers", "References", "Papers", "Abstracts", "Selected papers"):
        reading = listed(f"{heading}\n\nNotes on the Analytical Engine\n\n{body}\n\nEngines in Series\n\n{body}\n")
        assert [paper.title for paper in reading.papers] == ["Notes on the Analytical Engine", "Engines in Series"], (
            heading
        )


@given(
    st.lists(
        st.sampled_from(
            ["[1] ", "A. Lovelace", ", ", ". ", "and ", "Title of it", "2020", "(", ")", "\n", '"', "In X"]
        ),
        max_size=40,
    )
)
def test_any_text_is_accounted_for(pieces: list[str]) -> None:
    listed(f"[1] {STYLES[0]}\n[2] {STYLES[1]}\n[3] " + "".join(pieces))


def test_two_references_on_two_lines_are_never_one() -> None:
    """Though nothing marks them; and where the journal's issue is named, a title may be one word."""
    text = "Prado, Ana. 1972. Patterns of bread. Graz: Krume.\nUlm, Ben. 2008. Crumbling. Journal of Loaves 12(4). 453–476.\n"
    papers = read_bytes(text.encode(), "2026-11-26-a.txt").papers
    assert [paper.title for paper in papers] == ["Patterns of bread", "Crumbling"]
    assert papers[1].venues == ("Journal of Loaves",)


def test_a_line_that_cannot_be_read_is_no_part_of_the_one_above() -> None:
    text = "Prado, Ana. 1972. Patterns of bread. Graz: Krume.\nUlm, Ben. 2008. Loaf. Wien: Rinde.\n"
    found = read_bytes(text.encode(), "2026-11-26-a.txt")
    assert not found.papers
    assert "could not be taken apart" in found.problems[0].message
