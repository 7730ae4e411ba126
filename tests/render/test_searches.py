"""Where a paper of no known place is looked for, and what its page says of how it came out."""

from __future__ import annotations

import pytest

from generator.model import Paper, Publication
from generator.render.imprint import imprint_of
from generator.render.places import identifiers, reading_places
from generator.render.searches import discipline_of, title_searches
from tests.render.samples import paper

WAX = "A paper on wax"


def about(**fields: object) -> Paper:
    return paper("x", str(fields.pop("title", WAX)), **fields)


@pytest.mark.parametrize(
    ("given", "first"),
    [
        (about(venues=("The Lancet",), abstract="Patients with symptoms of the disease were randomised."), ["PubMed", "Europe PMC"]),
        (about(categories=("astro-ph.GA",)), ["NASA ADS", "arXiv"]),
        (about(title="Inflation and wages in the labour market"), ["RePEc", "SSRN"]),
        (about(title="Teachers and students in the classroom"), ["ERIC", "Crossref"]),
        (about(title="A theorem on manifolds and a conjecture"), ["arXiv", "zbMATH Open"]),
        (about(publication=Publication("thesis")), ["BASE", "Crossref"]),
        (about(publication=Publication("dataset"), title="Cancer patients in hospital"), ["DataCite", "PubMed"]),
        (about(), ["Crossref"]),
    ],
)  # fmt: skip
def test_the_field_and_the_kind_say_where_to_look(given: Paper, first: list[str]) -> None:
    names = [name for name, _ in title_searches(given)]
    assert names == [*first, "Google Scholar", "Semantic Scholar"]


def test_a_title_cannot_leave_the_address_of_its_search() -> None:
    for name, address in title_searches(paper("x", 'A "title" & more #1/?q=2')):
        assert (
            "&+more" not in address and " " not in address and '"' not in address and address.startswith("https://")
        ), name


def test_words_of_two_fields_tell_nothing() -> None:
    assert discipline_of(about(title="Market prices of cancer therapy")) == ""
    assert discipline_of(about(title="General generations")) == ""


@pytest.mark.parametrize(
    ("told", "venues", "phrases"),
    [
        (Publication("article", "Wax Letters", "3", "2", "1-9", "Reed Press"), ("Wax Letters",), ["Wax Letters 3 (2), 1–9", "Reed Press"]),
        (Publication("article", "Wax", "", "", "e104"), ("Wax", "ICML 2024"), ["Wax, e104", "ICML 2024"]),
        (Publication("thesis", publisher="University of Reed"), (), ["Thesis", "University of Reed"]),
        (Publication("report", issue="TR-12", pages="1-40"), (), ["Report", "No. TR-12, pp. 1–40"]),
        (Publication(), ("ICML 2024",), ["ICML 2024"]),
        (Publication(), (), []),
    ],
)  # fmt: skip
def test_the_imprint_says_where_and_how_it_came_out(
    told: Publication, venues: tuple[str, ...], phrases: list[str]
) -> None:
    assert imprint_of(about(publication=told, venues=venues)) == phrases


def test_every_id_is_a_place_and_numbers_stand_last() -> None:
    known = about(
        ids={"pmid": "12", "pmcid": "PMC12", "bibcode": "2024ApJ...970..123S"},
        publication=Publication(issn=("1234-567X",)),
    )
    assert [name for name, _ in reading_places(known)] == ["PubMed Central", "PubMed", "NASA ADS"]
    assert [(name, value) for name, value, _ in identifiers(known)][-1] == ("ISSN", "1234-567X")
