"""Whether a text lists papers: how many of its titles must have an id, a venue or a document, and what contents of an issue show."""

from __future__ import annotations

import pytest

from generator.model import Author, Paper, Source
from generator.readers.listing import lists_papers

_PLACE = Source("x.txt", 1)
_GOODS = "Red Shoes for the Rain"


def _paper(**fields: object) -> Paper:
    return Paper(title=_GOODS, source=_PLACE, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sign", [{"ids": {"doi": "10.1000/x1"}}, {"venues": ("Wax Letters",)}, {"url": "https://example.org/a.pdf"}]
)
@pytest.mark.parametrize(("others", "listed"), [(2, True), (3, False)])
def test_a_third_of_the_titles_tells(sign: dict[str, object], others: int, listed: bool) -> None:
    """One of three titles with an id, a venue or a document is enough; one of four is not, where no word is of research."""
    assert lists_papers([_paper(**sign), *[_paper()] * others], _GOODS) is listed


_NAMED = [_paper(authors=(Author("Ana Prado"),))] * 3


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        ("Wax Letters, Band 3, Heft 2", True),
        ("Wax Letters", False),
        ("5\n19\n40", True),
        ("Moss ..... 5\nFern ..... 19\nReed ..... 40", True),
        ("19\n5\n40", False),
        ("1\n2\n3", False),
        ("2001\n2009\n2020", False),
    ],
)
def test_contents_of_an_issue_name_it_or_its_pages(lines: str, listed: bool) -> None:
    assert lists_papers(_NAMED, lines) is listed


def test_contents_have_authors() -> None:
    assert not lists_papers([_NAMED[0], _paper(), _paper()], "Wax Letters, Band 3, Heft 2")
