"""What libraries without keywords made topics of: one thing twice, people behind taxa, halves of names, words of another language."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.enrich.forms import form_of, keyword_names
from generator.enrich.topics import find_topics
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.people import people_behind
from generator.enrich.topics.places import broader
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


@pytest.mark.parametrize(
    ("first", "second", "forms"),
    [
        ("Peru", "Peruvian", {"peru"}),
        ("Mexico", "Mexican", {"mexico"}),
        ("China", "Chinese", {"china"}),
        ("Hominids", "Hominidae", {"hominid"}),
        ("mammals", "Mammalia", {"mammal"}),
        ("media", "median", {"media", "median"}),
        ("burrow automation", "burrowing automation", {"automation burrow"}),
    ],
)
def test_a_place_or_a_family_and_its_other_word_are_one(first: str, second: str, forms: set[str]) -> None:
    both = [
        Paper(title=river, keywords=words, key=river, source=Source("d"))
        for river, words in zip(RIVERS, ((first,), (first, second), (first,), (first, second), (second,)), strict=True)
    ]
    found = candidates(both).candidates.keys() - {river.lower() for river in RIVERS}
    assert found == forms


def test_a_place_that_fewer_name_than_its_adjective_stays_apart() -> None:
    both = [
        Paper(title=river, keywords=("Mexican", "Mexico")[:number], key=river, source=Source("d"))
        for river, number in zip(RIVERS, (1, 2, 1, 2, 1), strict=True)
    ]
    assert {"mexican", "mexico"} <= candidates(both).candidates.keys()


@pytest.mark.parametrize(
    ("keyword", "names"),
    [
        ("Placebos", []), ("Placebos/therapeutic use", []), ("Double-Blind Method", []), ("Cross-Over Studies", []),
        ("Rats, Sprague-Dawley", []), ("multicentre study", []), ("Questionnaires", []), ("Control Groups", []),
        ("Sample Size", []), ("International conferences", []), ("Placebo Effect", ["Placebo Effect"]),
        ("Crossing Over, Genetic", ["Genetic Crossing Over"]), ("Sample size determination", ["Sample size determination"]),
        ("Migraine/drug therapy", ["Migraine"]), ("Age Factors", []), ("Experimental studies", []), ("Clinical examination", []),
        ("Bronze Age", ["Bronze Age"]),
    ],
)  # fmt: skip
def test_what_a_study_is_made_with_is_no_subject(keyword: str, names: list[str]) -> None:
    assert keyword_names(keyword) == names


def test_what_a_study_is_made_with_is_no_topic_of_titles() -> None:
    found = find_topics(papers(each("Burrows, questionnaires and placebo in the {}"), FILLER))
    assert {"Burrows", "Questionnaires", "Placebo"} & {tag.name for tag in found} <= {"Burrows"}


@pytest.mark.parametrize(
    ("narrow", "wide", "above"),
    [
        ("Proton exchange", "Fuel cell", ("w",)),
        ("Pension", "Unions", ()),  # papers on unions speak of pensions
        ("Australia", "Gambling", ()),
    ],
)
def test_a_topic_stands_below_one_that_its_name_points_to(narrow: str, wide: str, above: tuple[str, ...]) -> None:
    names = {"n": narrow, "w": wide}
    on = {"n": set(range(10)), "w": set(range(30))}
    forms = {form_of(name): name for name in names.values()}
    sets = {form_of(name): on[key] for key, name in names.items()}
    found = broader(forms, sets, set(forms), 100)
    assert found[form_of(narrow)] == tuple(form_of(wide) for _ in above)
