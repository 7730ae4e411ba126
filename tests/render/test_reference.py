"""References in APA and IEEE style, as citeproc-py 0.11.1 prints the same fields (its brackets and italics aside)."""

from __future__ import annotations

import re

import pytest

from generator.model import Author, Publication
from generator.render.cite import apa_list, forms, ieee_list
from tests.render.samples import paper

ADA = (Author("Ada Mary Lovelace"), Author("Ludwig van Beethoven"))
MANY = tuple(Author(f"Bo Li{chr(97 + n)}") for n in range(25))
CHAPTER = Publication(kind="chapter", container="The Book", volume="3", pages="7", publisher="P")
TALK = Publication(kind="conference", container="Things")
JOURNAL = Publication(kind="article", container="Journal of Things", volume="3", issue="2", pages="1-9")


@pytest.mark.parametrize(
    ("fields", "apa", "ieee"),
    [
        (
            {"authors": ADA, "date": "2023-05-06", "publication": JOURNAL, "ids": {"doi": "10.1000/x"}},
            "Lovelace, A. M., & van Beethoven, L. (2023). A study. Journal of Things, 3(2), 1–9. https://doi.org/10.1000/x",
            "A. M. Lovelace and L. van Beethoven, “A study”, Journal of Things, vol. 3, no. 2, pp. 1–9, May 2023, doi: 10.1000/x.",
        ),
        (
            {"authors": ADA[:1], "date": "2023", "venues": ("ICLR 2023",), "ids": {"arxiv": "2301.00001"}},
            "Lovelace, A. M. (2023). A study. International Conference on Learning Representations. arXiv (arXiv:2301.00001). https://arxiv.org/abs/2301.00001",
            "A. M. Lovelace, “A study”, in International Conference on Learning Representations, 2023. [Online]. Available: https://arxiv.org/abs/2301.00001",
        ),
        (
            {"authors": (Author("The Bread Team"),), "date": "2023", "publication": Publication(kind="book", publisher="Big Press")},
            "The Bread Team. (2023). A study. Big Press.",
            "The Bread Team, A study. Big Press, 2023.",
        ),
        (
            {"authors": ADA, "date": "2023-05", "publication": CHAPTER},
            "Lovelace, A. M., & van Beethoven, L. (2023). A study. In The Book (Vol. 3, p. 7). P.",
            "A. M. Lovelace and L. van Beethoven, “A study”, in The Book, vol. 3, P, 2023, p. 7.",
        ),
        (
            {"authors": ADA[:1], "date": "2023-05-06", "publication": TALK, "ids": {"doi": "10.1/x"}},
            "Lovelace, A. M. (2023, May 6). A study. Things. https://doi.org/10.1/x",
            "A. M. Lovelace, “A study”, in Things, May 2023. doi: 10.1/x.",
        ),
        (
            {"authors": ADA[:1], "date": "2023", "publication": Publication(kind="thesis", publisher="University of Things")},
            "Lovelace, A. M. (2023). A study [University of Things].",
            "A. M. Lovelace, “A study”, University of Things, 2023.",
        ),
        (
            {"authors": ADA[:1], "date": "2023", "publication": Publication(kind="report", issue="7", publisher="Lab")},
            "Lovelace, A. M. (2023). A study (No. 7). Lab.",
            "A. M. Lovelace, “A study”, Lab, 7, 2023.",
        ),
        ({"authors": (), "date": None}, "A study. (n.d.).", "“A study”."),
    ],
)  # fmt: skip
def test_both_styles(fields: dict[str, object], apa: str, ieee: str) -> None:
    made = forms(paper("x", "A study", **{"url": None, "links": (), "ids": {}, "venues": (), **fields}))
    assert (made.apa, made.ieee) == (apa, ieee)


def test_many_names_are_cut_as_each_style_says() -> None:
    many = forms(paper("x", "A study", authors=MANY, date="2023"))
    assert ", Lis, B., … Liy, B. (2023)" in many.apa and "Lit" not in many.apa
    assert many.ieee.startswith("B. Lia et al., “A study”")
    cut = forms(paper("x", "A study", authors=ADA, et_al=True, date="2023"))
    assert cut.apa.startswith("Lovelace, A. M., van Beethoven, L., et al. (2023). A study")
    assert cut.ieee.startswith("A. M. Lovelace et al., “A study”")


# In the order of the APA's manual. citeproc-js 2.4 gives the same order and letters, but for first articles, which it does not skip.
REFERENCES = (
    "The bees. (2022). Of Things.",
    "King, B. (2020a). Many. Of Things.",
    "King, B. (2020b). Many more. Of Things.",
    "Lovelace, A. M. (n.d.-a). Undated one.",
    "Lovelace, A. M. (n.d.-b). Undated two.",
    "Lovelace, A. M. (2019). Old (2024). Of Things.",
    "Lovelace, A. M. (2024a). An apple. Of Things.",
    "Lovelace, A. M. (2024b). The bees. Of Things.",
    "Lovelace, A. M. (2024c). Zebras?",
    "Lovelace, A. M. (2024d, March). Talk.",
    "Lovelace, A. M. (2024e, March 1). Talk.",
    "Lovelace, A. M. (2024f, May 6). Other talk.",
    "Lovelace, A. M., van Beethoven, L., et al. (2023). Cut.",
    "Lovelace, A. M., & Zett, B. (2018). With Zett.",
    "Lovelace, B. (2024). Other.",
    "A nameless paper. (n.d.).",
    "The OpenAI Team. (2023). Team work.",
    "Ulm, C. (2018). Three.",
    "ünal, B. (2019). Two.",
    "Zett, A. (2020). Of a title in what. is odd (2020). it is.",
    "李明. (2024). 沙.",
)


def _without_letters(reference: str) -> str:
    return re.sub(r"\((\d{4}|n\.d\.)(?:-?[a-z])?(?=[,)])", r"(\1", reference, count=1)


def test_a_list_in_apa_style_is_in_order_and_tells_works_of_a_year_apart() -> None:
    given = [_without_letters(one) for one in REFERENCES]
    for order in (given, given[::-1], sorted(given)):
        assert apa_list(order).split("\n\n") == [*REFERENCES[:-1], f"{REFERENCES[-1]}\n"]


def test_letters_do_not_end() -> None:
    made = apa_list(f"Zett, A. (2020). {number:03}." for number in range(60)).split("\n\n")
    assert [made[at][10:16] for at in (0, 25, 26, 51, 52)] == ["2020a)", "2020z)", "2020aa", "2020az", "2020ba"]


def test_a_list_in_ieee_style_is_numbered() -> None:
    given = ["B. Zett, “One”.", "A. Ulm, “Two”."]
    assert ieee_list(given) == "[1] B. Zett, “One”.\n[2] A. Ulm, “Two”.\n"
    assert apa_list([]) == ieee_list([]) == ""
