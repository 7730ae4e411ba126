"""What libraries without keywords made topics of: one thing twice, people behind taxa, halves of names, words of another language."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.enrich.topics import find_topics
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.people import people_behind
from generator.model import Paper, Source

RIVERS = ("Oder", "Elbe", "Weser", "Havel", "Spree")
FILLER = "It is a long story. There is more to say. It goes on for a while."


def papers(titles: Sequence[str], abstract: str = FILLER) -> list[Paper]:
    return [Paper(title=title, abstract=abstract, key=title, source=Source("d")) for title in titles]


def each(*titles: str) -> list[str]:
    """Five titles, in turn."""
    return [titles[at % len(titles)].format(river) for at, river in enumerate(RIVERS)]


@pytest.mark.parametrize(
    ("titles", "abstract", "forms"),
    [
        (("Mossemics of the {}", "Mossemic of the {}"), "The mossemic. A mossemic of burrows.", {"mossemic"}),
        (("Mossemics of the {}", "Mossemic of the {}"), "The mossemic burrow and moss.", {"mossemic", "mossemics"}),
        (("Mossological burrow: {}", "Mossologic burrow: {}"), FILLER, {"burrow mossologic"}),
        (("Fenland flooding: {}", "Fenland flood: {}"), "A fenland flood.", {"fenland flood"}),
        (("Fenland flooding: {}", "Fenland flood: {}"), FILLER, {"fenland flood", "fenland flooding"}),
        (("Fenland burrow: {}", "Fenland burrow: {}", "Fenlandburrow: {}"), FILLER, {"burrow fenland"}),
        (("Fenlandburrow: {}", "Fenlandburrow: {}", "Fenland burrow: {}"), FILLER, {"fenlandburrow"}),
    ],
    ids=["noun in -ic", "adjective in -ic", "-ical", "-ing that papers share", "-ing apart", "mostly two words", "mostly one"],
)  # fmt: skip
def test_one_thing_with_two_endings_is_one(titles: Sequence[str], abstract: str, forms: set[str]) -> None:
    asked = {"mossemic", "mossemics", "burrow mossologic", "burrow mossological", "fenland flood", "fenland flooding"}
    found = candidates(papers(each(*titles), abstract)).candidates
    assert (asked | {"burrow fenland", "fenlandburrow"}) & found.keys() == forms


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Burrowella fenlandica Fenwickson, 1834 of the {}", {"fenwickson"}),
        ("Burrowella (Moss & Fenwickson, 1834) of the {}", {"moss", "fenwickson"}),
        ("Burrows of Fenwickson 1834", set()),
        ("Burrows in Fenwickson, Fenland, 1834", set()),
        ("Burrowella Fenwickson, 1834: Fenwickson and Fenwickson", set()),
    ],
)
def test_who_described_a_taxon_stands_before_a_year(title: str, people: set[str]) -> None:
    assert people_behind([(title, "")]) == people


def test_who_described_a_taxon_is_no_topic() -> None:
    found = candidates(papers(each("Burrowella Fenwickson, 1834 of the {}"))).candidates
    assert "burrowella" in found
    assert not [form for form in found if "fenwickson" in form]


def test_a_name_that_begins_with_a_common_word_is_whole() -> None:
    abstract = "Burrows in New York City. We dig in New York City."
    found = {tag.name for tag in find_topics(papers(each("Burrows in New York City and the {}"), abstract))}
    assert "New York City" in found
    assert "York City" not in found


@pytest.mark.parametrize(("number", "kept"), [("XXII", False), ("IV", True)])
def test_the_number_of_a_part_ends_no_topic(number: str, kept: bool) -> None:
    found = candidates(papers(each(f"The moths of Fenlandia {number}: {{}}"))).candidates
    assert (f"fenlandia {number.lower()}" in found) is kept


def test_a_word_of_another_language_than_the_library_s_is_no_topic() -> None:
    spanish = each("La madriguera y los arroyos de la cuenca del {} para los que no tienen agua")[:2]
    english = each("What we have learned of the moths of the {}", "The moths of the {} and what they are")
    assert "madriguera" in candidates(papers(spanish, "")).candidates
    assert "madriguera" not in candidates(papers([*spanish, *english], "")).candidates


@pytest.mark.parametrize(
    ("title", "capitals"),
    [
        ("Digging deeper burrows across northern Fenlandia with the {}", {"Fenlandia": 5}),
        ("Digging Deeper Burrows Across Northern Fenlandia With {}", {}),
    ],
)
def test_titles_printed_as_sentences_tell_what_has_a_capital(title: str, capitals: dict[str, int]) -> None:
    assert candidates(papers(each(title))).capitals.get("fenlandia", {}) == capitals
