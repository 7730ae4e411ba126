"""What one reader alone could stumble over: runs in the places that only it looks at. Each costs as much as its length, and ends."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from generator.model import Source
from generator.readers import read
from tests.linear import MOST, Make, growth

_MAIL = "\n".join(["Ana wrote:", *["{run}x"] * 9])
_ENTRY = "\\entry{a}{article}{}{}\n"
_WORKING = "1. A Title of Fens\nby Ada Prado{run}b\nDate: 2020-03\nURL: https://fens.example/1\nIt is about fens.\n"
_PUBMED = "1. J Knots. 2019;12(3):3-19.\n\nA Title.\n\nLovelace A(1).\n\n"
_COPIED = "A Title of Some Fens [pdf]\n" * 5
_LINK = "<a href='https://arxiv.org/abs/2401.{:05d}'>the paper</a>" + "y" * 160


def _run(unit: str, frame: str = "{run}") -> Make:
    return lambda size: frame.replace("{run}", unit * (size // len(unit) // frame.count("{run}")))


def _ids(size: int) -> str:
    return _PUBMED + "\n\n".join(f"PMID: {number}" for number in range(size // 14))


def _links(size: int) -> str:
    return json.dumps({"title": "A Title Here", **{f"k{at}": _LINK.format(at) for at in range(size // 210)}})


RUNS: list[tuple[str, str, Make]] = [
    ("marks of quotation, apart", "x.txt", _run(">    ", _MAIL)),
    ("works of one footnote", "x.txt", _run("A with A ", "1. Compare {run}")),
    ("works of one footnote with their years", "x.txt", _run("Ada Prado, A Work 2019; see also ", "1. {run}")),
    ("entries of biber that nothing ends", "x.bbl", _run(_ENTRY, "\\endentry\n{run}")),
    ("ids below one abstract of PubMed", "x.txt", _ids),
    ("values of one record that link", "x.json", _links),
    ("dashes behind names of a working paper", "x.txt", _run(" -", _WORKING)),
    ("blanks before a bracket in a cell of names", "x.csv", _run(" ", 'title,authors\nA Title Here,"Ada{run}(x"\n')),
    ("tabs and blanks there", "x.csv", _run("\t ", 'title,authors\nA Title Here,"Ada{run}(x"\n')),
    ("titles in quotes with their addresses", "x.txt", _run('discuss "A Title of it" (https://arxiv.org/abs/2401.00001)\n')),
    ("stamps of many people", "x.txt", lambda size: "".join(f"Ada{at} Prado 12:30\nmoss on walls\n" for at in range(size // 32))),
    ("entries of a copied list", "x.txt", _run("A Title of Some Fens [pdf] [code]\n")),
    ("bars in one of its lines", "x.txt", _run(" | pdf", f"{_COPIED}A Title of Fens{{run}}\n")),
    ("words before a button", "x.txt", _run("fens ", f"{_COPIED}{{run}}[pdf]\n")),
    ("headings of a vita", "x.txt", _run("conference papers\n", "Education\nTeaching\nAwards\n{run}")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "make"), [row[1:] for row in RUNS], ids=[row[0] for row in RUNS])
def test_it_costs_as_much_as_its_length(path: str, make: Callable[[int], str]) -> None:
    assert growth(lambda text: read(text, Source(path)), lambda size: make(size * 6)) <= MOST
