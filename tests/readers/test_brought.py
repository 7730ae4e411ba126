"""An export among what came with it. In: a small export of each grammar. Out: the same papers, when it was quoted, indented, counted, put
into a fence, sent with a few words or below the head of a mail; a line below it is none of its values and no paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.readers.test_variations import papers_in

RIS = """TY  - JOUR
TI  - Moss on slate roofs of the north
AU  - Kiel, Ada
AU  - Okoye, Ben
PY  - 2019
JO  - Roof Ecology
VL  - 12
SP  - 45
EP  - 58
AB  - Moss grows where slate is wet. We count it on forty roofs.
ER  -

TY  - JOUR
TI  - Sieves of gravel in running water
AU  - Moor, Ben
PY  - 2020
JO  - Gravel Studies
AB  - Water sorts gravel as a sieve does.
ER  -
"""
MEDLINE = """PMID- 30000001
OWN - NLM
DP  - 2019 Mar
TI  - Moss on slate roofs of the north.
AB  - Moss grows where slate is wet. We count it on forty roofs and find more of it
      in the north than in the south of the country, whatever the slope of the roof.
FAU - Kiel, Ada
AU  - Kiel A
JT  - Roof ecology

PMID- 30000002
OWN - NLM
DP  - 2020 Jan
TI  - Sieves of gravel in running water.
FAU - Moor, Ben
AU  - Moor B
JT  - Gravel studies
"""
REFER = """%0 Journal Article
%T Moss on slate roofs of the north
%A Kiel, Ada
%J Roof Ecology
%D 2019
%P 45-58

%0 Journal Article
%T Sieves of gravel in running water
%A Moor, Ben
%J Gravel Studies
%D 2020
%P 101-119
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Kiel, A
AF Kiel, Ada
TI Moss on slate roofs of the north
SO ROOF ECOLOGY
AB Moss grows where slate is wet.
PY 2019
ER

EF
"""
BIBTEX = """@article{kiel2019,
  title = {Moss on slate roofs of the north},
  author = {Kiel, Ada and Okoye, Ben},
  journal = {Roof Ecology},
  year = {2019}
}

@article{moor2020,
  title = {Sieves of gravel in running water},
  author = {Moor, Ben},
  year = {2020}
}
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<modsCollection>
  <mods>
    <titleInfo><title>Moss on slate roofs of the north</title></titleInfo>
    <name type="personal"><namePart>Kiel, Ada</namePart></name>
    <originInfo><dateIssued>2019</dateIssued></originInfo>
  </mods>
  <mods>
    <titleInfo><title>Sieves of gravel in running water</title></titleInfo>
    <name type="personal"><namePart>Moor, Ben</namePart></name>
    <originInfo><dateIssued>2020</dateIssued></originInfo>
  </mods>
</modsCollection>
"""
JSON = """[
  {
    "title": "Moss on slate roofs of the north",
    "authors": ["Ada Kiel", "Ben Okoye"],
    "year": 2019
  },
  {
    "title": "Sieves of gravel in running water",
    "authors": ["Ben Moor"],
    "year": 2020
  }
]
"""
TABLE = """Title,Authors,Year,Journal,DOI
Moss on slate roofs of the north,"Kiel, Ada; Okoye, Ben",2019,Roof Ecology,10.5555/moss.1
Sieves of gravel in running water,"Moor, Ben",2020,Gravel Studies,10.5555/sieve.2
"""
REDIF = """Template-Type: ReDIF-Paper 1.0
Author-Name: Ada Kiel
Title: Moss on slate roofs of the north
Abstract: Moss grows where slate is wet.
Creation-Date: 2019-03
Handle: RePEc:roo:wpaper:1

Template-Type: ReDIF-Paper 1.0
Author-Name: Ben Moor
Title: Sieves of gravel in running water
Creation-Date: 2020-01
Handle: RePEc:roo:wpaper:2
"""
PUBMED = """1. Roof Ecol. 2019 Mar;12(3):45-58. doi: 10.5555/moss.1. Epub 2019 Jan
22.

Moss on slate roofs of the north.

Kiel A(1), Okoye B(1).

Author information:
(1)Moss Lab.

Moss grows where slate is wet. We count it on forty roofs and find more of it in
the north than in the south of the country, whatever the slope of the roof may be
and whoever laid the slate, on old roofs as on those that were laid anew, so that
the rain alone seems to matter for it, which falls in the north for half the year
and in the south for a month, as the gauges on the forty roofs have it by the day.

DOI: 10.5555/moss.1
PMID: 30000001
"""
EXPORTS = {
    "ris": RIS, "nbib": MEDLINE, "enw": REFER, "ciw": WOS, "bib": BIBTEX, "xml": XML, "json": JSON, "csv": TABLE, "rdf": REDIF,
    "txt": PUBMED,
}  # fmt: skip
MAIL = "From: Ada Kiel <ada@example.org>\nTo: Ben <ben@example.org>\nSubject: the export\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\n"


def each_line(mark: Callable[[int, str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(
        mark(number, line) for number, line in enumerate(text.rstrip("\n").split("\n"), start=1)
    )


WAYS: dict[str, Callable[[str], str]] = {
    "quoted": each_line(lambda _, line: f"> {line}"),
    "indented": each_line(lambda _, line: f"    {line}" if line else line),
    "counted before tabs": each_line(lambda number, line: f"{number:6}\t{line}"),
    "counted before blanks": each_line(lambda number, line: f"{number:4}  {line}"),
    "in a fence": lambda text: f"# Export\n\n```\n{text}```\n",
    "behind a sign of no width": lambda text: "\u200b" + text,
    "below the head of a mail": lambda text: MAIL + text,
    "with a few words": lambda text: f"Hi Ben,\n\nhere is the export that you asked for.\n\n{text}\nBest,\nAda\n",
    "above a count": lambda text: f"{text}\nTotal: 2 records exported on 2024-05-12\n",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", EXPORTS)
def test_what_came_with_an_export_is_none_of_it(form: str, way: str) -> None:
    wanted = papers_in(EXPORTS[form].encode(), f".{form}")
    assert len(wanted) == EXPORTS[form].count("Moss on slate roofs") + EXPORTS[form].count("Sieves of gravel")
    if form == "csv" and way.startswith("counted"):
        return
    suffix = ".md" if way == "in a fence" else f".{form}"
    assert papers_in(WAYS[way](EXPORTS[form]).encode(), suffix) == wanted


def test_tags_in_small_letters_are_tags() -> None:
    small = "\n".join(line[:2].lower() + line[2:] for line in RIS.split("\n"))
    assert papers_in(small.encode(), ".ris") == papers_in(RIS.encode(), ".ris")
    names = "ti,au,py,so,di\n" + "\n".join(TABLE.split("\n")[1:])
    assert [paper[0] for paper in papers_in(names.encode(), ".csv")] == [
        "Moss on slate roofs of the north",
        "Sieves of gravel in running water",
    ]


@pytest.mark.parametrize("second", ["ris", "nbib", "enw", "bib", "xml", "json", "rdf"])
@pytest.mark.parametrize("first", ["ris", "nbib", "enw", "bib", "xml", "json", "rdf"])
def test_exports_of_two_kinds_in_one_file_are_both_read(first: str, second: str) -> None:
    wanted = [papers_in(EXPORTS[form].encode(), f".{form}") for form in (first, second)]
    if first != second:
        found = papers_in(f"{EXPORTS[first]}\n{EXPORTS[second]}".encode(), ".txt")
        assert sorted(map(str, found)) == sorted(map(str, [*wanted[0], *wanted[1]]))


RULED = """Title                              Authors   Year  DOI
---------------------------------  --------  ----  ---------------
Moss on slate roofs of the north   Ada Kiel  2019  10.5555/moss.1
Sieves of gravel in running water  Bo Li     2020  10.5555/sieve.2
"""


def test_a_table_of_columns_below_dashes_is_one_of_cells() -> None:
    cells = "\n".join(re.sub(r" {2,}", ",", line) for line in RULED.split("\n") if "--" not in line)
    assert papers_in(RULED.encode(), ".txt") == papers_in(cells.encode(), ".csv")
    assert [paper[5] for paper in papers_in(RULED.encode(), ".txt")] == [
        {"doi": "10.5555/moss.1"},
        {"doi": "10.5555/sieve.2"},
    ]
    across = RULED.replace("Bo Li     2020", "Bo Li, Ana 20")
    assert papers_in(across.encode(), ".txt") != papers_in(RULED.encode(), ".txt")
