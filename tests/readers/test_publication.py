"""How a work came out: types, pages and numbers as formats spell them, and what paper_of makes of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Publication, Source
from generator.readers import read
from generator.readers.parts.publication import pages_of, publication_of, retracted_title, work_kind
from generator.readers.parts.records import paper_of

KINDS = {
    "article": ["JOUR", "Journal Article", "article-journal", "journal-article", "Review", "Clinical Trial, Phase III",
                "Article; Early Access",
                ["Journal Article", "Multicenter Study"], "Scholarly Journals", "Book Review", "journalArticle"],
    "conference": ["inproceedings", "CONF", "paper-conference", "proceedings-article", "Article; Proceedings Paper", "Meeting Abstract",
                   "Conference Paper"],
    "preprint": ["posted-content", "Preprint", "UNPB", "Working Paper", "NBER working paper no. 12"],
    "book": ["book", "EDBOOK", "Monograph", "E-book"],
    "chapter": ["incollection", "CHAP", "book-chapter", "Book Section", "Chapter in book"],
    "thesis": ["phdthesis", "THES", "Dissertations & Theses", "Thesis (Ph.D.)", "doctoral dissertation"],
    "report": ["techreport", "RPRT", "Technical Report", "report"],
    "dataset": ["Dataset", "DATA", "data set"],
    "software": ["COMP", "Computer Program", "software"],
    "other": ["misc", "GEN", "Web Page", "PAT"],
    "": ["", None, 7, "en", [], {"a": 1}],
}  # fmt: skip
PAGES = {
    "123--130": "123-130", "pp. 1200–8": "1200-1208", "e1004": "e1004", "S12-S19": "S12-S19", "p. 7": "7", "": "", "-": "", "0": "",
    "109-10": "109-110", "Art. 33": "33", "12:1-12:31": "12:1-12:31", "1-5, 9": "1-5, 9", "xi-xv": "xi-xv",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in KINDS.items() for value in values])
def test_kinds(kind: str, value: object) -> None:
    assert work_kind(value) == kind


@pytest.mark.parametrize(("given", "wanted"), PAGES.items())
def test_pages(given: str, wanted: str) -> None:
    assert pages_of(given) == wanted


def test_a_publication_from_loose_values() -> None:
    made = publication_of(
        "article", [" The  Lancet "], 391, 4.5, "", first="e12", last="e19", publisher=None, issn="1474-547x (Electronic) 01406736",
        isbn=["978-0-521-83378-3", "0 521 83378 9"],
    )  # fmt: skip
    wanted = Publication(
        "article",
        "The Lancet",
        "391",
        "4.5",
        "e12-e19",
        "",
        ("1474-547X", "0140-6736"),
        ("9780521833783", "0521833789"),
    )
    assert made == wanted


def test_the_journal_and_the_venue_are_one() -> None:
    source = Source("x")
    assert paper_of("T", source, publication=Publication("article", "Wax Letters")).venues == ("Wax Letters",)
    assert paper_of("T", source, venues="Wax", publication=Publication("article")).publication.container == "Wax"
    assert (
        paper_of("T", source, venues="Reed University", publication=Publication("thesis")).publication.container == ""
    )


@pytest.mark.parametrize(
    ("title", "notice"),
    [("RETRACTED: Wax and time", "Retracted"), ("[Retracted] Wax", "Retracted"), ("WITHDRAWN ARTICLE: Wax", "Withdrawn article"),
     ("Retracted papers in medicine", ""), ("Wax", "")],
)  # fmt: skip
def test_what_a_title_says_of_itself(title: str, notice: str) -> None:
    assert retracted_title(title) == notice


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_nothing_raises(value: object) -> None:
    made = publication_of(
        value, value, value, value, value, first=value, last=value, publisher=value, issn=value, isbn=value
    )
    assert all(len(text) == 9 for text in made.issn)
    assert work_kind(made.kind) == made.kind


@pytest.mark.parametrize(
    ("said", "notice"),
    [
        (True, "Retracted"),
        ("Retracted 2010 for fraud.", "Retracted 2010 for fraud."),
        ("retracted", "retracted"),
        ("not retracted", ""),
        (False, ""),
    ],
)
def test_what_a_record_says_of_its_retraction_is_its_notice(said: str | bool, notice: str) -> None:
    record = {"title": "Nets of Grass", "authors": ["Ana Prado"], "abstract": "We grow nets.", "retracted": said}
    (paper,) = read(json.dumps([record]), Source("digests/2025-01-01-x.json")).papers
    assert paper.retracted == notice
