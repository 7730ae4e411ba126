"""Ids: every spelling of a table is read, places and ids lead to each other, and nothing raises or takes long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.ids import (
    ADDRESSES,
    address_of_id,
    arxiv_id,
    doi_of,
    find_ids,
    id_of,
    ids_in,
    ids_of,
    is_deposit,
    isbns_in,
    issns_in,
    orcid_of,
)

ROWS = [line.split("\t") for line in Path(__file__).with_name("ids.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("text", "named"), ROWS)
def test_what_a_text_names(text: str, named: str) -> None:
    assert ids_in(text) == dict(one.split("=", 1) for one in named.split(" ") if one)


SAMPLES = {
    "arxiv": "math/0303109", "doi": "10.1000/a(b)c", "openreview": "-Lr-u0b42he", "acl": "2021.dialdoc-1.10", "pmlr": "v80/foo18a",
    "pmid": "123", "pmcid": "PMC12", "bibcode": "2015A&A...576A..12S", "repec": "RePEc:nbr:nberwo:12345", "ssrn": "3456789",
    "handle": "10419/123", "s2": "a" * 40,
}  # fmt: skip


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_address_and_its_id_lead_to_each_other(kind: str) -> None:
    assert ids_in(address_of_id(kind, SAMPLES[kind])) == {kind: SAMPLES[kind]}
    assert id_of(kind, SAMPLES[kind]) == id_of(kind, address_of_id(kind, SAMPLES[kind])) == SAMPLES[kind]


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [("pmid", "31371720", "31371720"), ("pmid", "31371720.0", "31371720"), ("pmid", "n/a", ""), ("pmcid", "7370844", "PMC7370844"),
     ("arxiv", "apples", ""), ("openreview", "Zz0fEfGhIj", "Zz0fEfGhIj"), ("doi", "DOI 10.1000/X", "10.1000/x"), ("acl", "a b", "")],
)  # fmt: skip
def test_a_field_of_one_kind(kind: str, value: str, wanted: str) -> None:
    assert id_of(kind, value) == wanted


def test_of_two_of_one_kind_the_first_counts_and_places_are_told() -> None:
    assert ids_of(["arXiv:2401.00002", "arXiv:2401.00001 doi:10.1000/b"]) == {"arxiv": "2401.00002", "doi": "10.1000/b"}
    text = "See arXiv:2401.00001 and PMID: 12, or doi:10.1000/b."
    assert [(one.kind, one.id, text[one.start : one.end]) for one in find_ids(text)] == [
        ("arxiv", "2401.00001", "arXiv:2401.00001"), ("pmid", "12", "PMID: 12"), ("doi", "10.1000/b", "doi:10.1000/b."),
    ]  # fmt: skip


def test_a_doi_ends_where_its_sentence_does() -> None:
    assert doi_of("(see 10.1145/3641519.3657428).") == "10.1145/3641519.3657428"
    assert doi_of("10.48550/arXiv.2503.01234") == ""
    assert is_deposit(doi_of("https://doi.org/10.5281/zenodo.123")) and not is_deposit("10.1145/1")


def test_numbers_of_people_books_and_journals() -> None:
    assert orcid_of("https://orcid.org/0000-0001-2345-678x") == "0000-0001-2345-678X"
    assert issns_in("1474-547x (Electronic) 01406736") == ("1474-547X", "0140-6736")
    assert isbns_in("978-0-521-83378-3; 0 521 83378 7") == ("9780521833783", "0521833787")


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([text for text, _ in ROWS] + [" ", "/", ".", "v2"])).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    for kind, value in ids_in(text).items():
        assert value and not value.isspace()
        assert id_of(kind, value) == value or kind in ("handle", "openreview", "acl", "s2", "pmlr", "doi")
    assert arxiv_id(text) == ids_in(text).get("arxiv", "")


@pytest.mark.parametrize(
    "piece", ["10.1/", "arxiv.org/", "/handle/1.", "openreview.net/forum?&", "1.", "ssrn.com/", "a/", "("]
)
def test_long_texts_are_no_trouble(piece: str) -> None:
    assert len(find_ids(piece * 20_000)) <= 20_000


@pytest.mark.parametrize(
    "text",
    [
        "https://www.tandfonline.com/doi/full/10.1080/00437956.2024.1?af=R", "10.1080/00437956.2024.1?rss=1",
        "doi:10.1080/00437956.2024.1/abstract",
        "https://link.example.org/content/pdf/10.1080/00437956.2024.1.pdf?pdf=button", "https://doi.org/10.1080/00437956.2024.1#abstract",
    ],
)  # fmt: skip
def test_what_an_address_asks_for_is_no_part_of_a_doi(text: str) -> None:
    assert doi_of(text) == id_of("doi", text) == "10.1080/00437956.2024.1"
