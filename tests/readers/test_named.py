"""Lists of ids: what names papers by ids alone, and what only looks as if it did."""

from __future__ import annotations

import pytest

from generator.model import Source
from generator.readers import read
from generator.readers.named import NAME
from tests.readers.account import accounted

LISTS = [
    ("To read next week\n2401.00001\n2401.00002v2\n", ["arxiv 2401.00001", "arxiv 2401.00002"]),
    ("Vision\n- 2401.00001\n- 2401.00002\n\nLanguage\n- 10.1000/a\n- 10.1000/b\n",
     ["arxiv 2401.00001", "arxiv 2401.00002", "doi 10.1000/a", "doi 10.1000/b"]),
    ("2401.00001\n2401.00002v3\n\n", ["arxiv 2401.00001", "arxiv 2401.00002"]),
    ("- https://arxiv.org/pdf/2401.00001v1\n- [ ] https://doi.org/10.1145/3597926.3598082",
     ["arxiv 2401.00001", "doi 10.1145/3597926.3598082"]),
    ("* [2401.00003](https://arxiv.org/pdf/2401.00003.pdf)\n", ["arxiv 2401.00003"]),
    ("arXiv:2401.00001, arXiv:2401.00002; hep-th/9901001 10.1016/S0140-6736(20)30183-5",
     ["arxiv 2401.00001", "arxiv 2401.00002", "arxiv hep-th/9901001", "doi 10.1016/s0140-6736(20)30183-5"]),
    ("PMID: 31978945, 31986264\nPMID 123456", ["pmid 31978945", "pmid 31986264", "pmid 123456"]),
    ("31978945\r\n31986264\r\n", ["pmid 31978945", "pmid 31986264"]),
    ("PMIDs\n319789\n31986264", ["pmid 319789", "pmid 31986264"]),
    ("# to read\n1. 2401.00001\n# later\n2. <https://openreview.net/forum?id=abc_DEF1>\n3. https://aclanthology.org/2020.acl-main.1/",
     ["arxiv 2401.00001", "openreview abc_DEF1", "acl 2020.acl-main.1"]),
    ('["2401.00001", "2401.00001", "https://pubmed.ncbi.nlm.nih.gov/31978945/"]', ["arxiv 2401.00001", "pmid 31978945"]),
    ("10.48550/arXiv.2401.00001\n10.18653/v1/2020.acl-main.1", ["arxiv 2401.00001", "doi 10.18653/v1/2020.acl-main.1"]),
    ("DOIs of the studies\n10.1002/(SICI)1097-0258(1998)17:1<1661::AID-SIM968>3.0.CO;2-2\n10.1000/a (retracted)\nn/a\n10.1000/b\n\nn = 3",
     ["doi 10.1002/(sici)1097-0258(1998)17:1<1661::aid-sim968>3.0.co;2-2", "doi 10.1000/a", "doi 10.1000/b"]),
    ("arXiv ids: 2401.00001 and 2401.00002.", ["arxiv 2401.00001", "arxiv 2401.00002"]),
]  # fmt: skip
NONE = [
    # A title with its id, and with two addresses of one paper: no heading.
    "Nets of moss and reed\n2401.00001\nNets of sedge\n2401.00002\n",
    "Nets of moss and reed\nhttps://arxiv.org/abs/2401.00001\nhttps://arxiv.org/pdf/2401.00001v2\n",
    "Nets of moss and reed\n2401.00001\n10.1000/a\n",
    "12,13,14\n15,16,17", "2024.01\n2024.02", "3.1415\n2.7182", "2023.1234\n2024.5678", "10.0.0.0/8\n192.168.0.1", "31978945\n31978945\n",
    "https://news.example.org/a\nhttps://b.example.org", "1999\n2000\n2001", "# only a heading", "v1.2.3\nv1.2.4", "Read 2401.00001 first",
    "2401.00001\n2401.00002\nand something else that is said", "pmid\nnumber", "0\n1\n",
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids"), LISTS, ids=range(len(LISTS)))
def test_ids_alone_name_papers_and_make_none(text: str, ids: list[str]) -> None:
    reading = read(text.replace("\r\n", "\n"), Source("digests/2025-03-14-x.txt"))
    assert (reading.digest.format, reading.papers) == (NAME, ())
    assert [f"{kind} {value}" for paper in reading.named for kind, value in paper.ids.items()] == ids
    assert all(paper.title == "" and str(paper.url).startswith("https://") for paper in reading.named)
    assert [(problem.level, problem.code) for problem in reading.problems] == [("warning", "known-by-id")]
    accounted(reading, text.replace("\r\n", "\n"))


@pytest.mark.parametrize("text", NONE, ids=range(len(NONE)))
def test_numbers_and_prose_are_no_ids(text: str) -> None:
    assert read(text, Source("digests/2025-03-14-x.txt")).named == ()


def test_an_address_without_an_id_is_told() -> None:
    reading = read("2401.00001\nhttps://example.org/x.html\n2401.00001\n", Source("digests/2025-03-14-x.txt"))
    assert [(problem.source.line, problem.code) for problem in reading.problems] == [
        (2, "no-title"),
        (1, "known-by-id"),
    ]
    assert [span.use for span in reading.account] == ["entry", "doubt", "skipped"]
