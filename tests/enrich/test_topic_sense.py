"""Which words and phrases of titles name something by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.enrich.topics import find_topics
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.sense import SURE, odds_of_word
from generator.model import Paper, Source

PLANTS = ("turnips", "beets", "kale")
FILLER = "It is a long story. There is more to say. It goes on for a while."


def names(titles: Sequence[str], abstract: str = FILLER, keywords: Sequence[str] = ()) -> set[str]:
    papers = [
        Paper(title=title, abstract=abstract, keywords=tuple(keywords), key=title, source=Source("d"))
        for title in titles
    ]
    return {tag.name for tag in find_topics(papers)}


def each(title: str) -> list[str]:
    return [title.format(name) for name in PLANTS]


@pytest.mark.parametrize(
    ("title", "abstract", "piece"),
    [
        ("Open-burrow trials of {}", "An open-burrow trial. An open-burrow study.", "Open-burrow"),
        ("Crab fenland burrow fidelity of {}", "The crab fenland burrow. A crab fenland burrow.", "Fenland burrow"),
        ("Fenland Burrow of Crabs and {}", "The Fenland Burrow of Crabs. At the Fenland Burrow of Crabs.", "Fenland Burrow"),
        ("Fenced burrow in {}", FILLER, "Fenced burrow"),
        ("Burrows among crabs: {}", FILLER, "Burrows among crabs"),
    ],
    ids=["joined to what follows", "the same word before", "a name that goes on", "participle", "a sentence"],
)  # fmt: skip
def test_a_piece_of_a_phrase_is_no_topic(title: str, abstract: str, piece: str) -> None:
    assert piece.casefold() not in {name.casefold() for name in names(each(title), abstract)}


@pytest.mark.parametrize("front", ["High", "Low"])
def test_what_a_degree_makes_one_adjective_with_is_no_topic(front: str) -> None:
    """ "Performance burrows" of high-performance ones."""
    titles = each(f"{front} performance burrows of {{}}")
    assert "Performance burrows" not in names(titles, f"Of {front.lower()}-performance burrows we dig two.")
    assert "Performance burrows" in names([*titles, *each("Performance burrows near {}")])


def test_a_whole_phrase_is_a_topic() -> None:
    assert "Fenland burrow" in names(each("Fenland burrow of {}"), "A fenland burrow is deep. We dig a fenland burrow.")


def test_what_titles_say_and_no_keywords_is_no_topic() -> None:
    titles = each("Fenland burrow of {}")
    assert "Fenland burrow" in names(titles)
    assert "Fenland burrow" not in names(titles, keywords=("Sediment transport",))


@pytest.mark.parametrize(
    ("word", "good"), [("Migraine", True), ("Archaeology", True), ("Allocation", False), ("Availability", False)]
)
def test_a_word_that_authors_use_in_longer_keywords_alone_names_nothing(word: str, good: bool) -> None:
    papers = [Paper(title=f"{word} of {name}", abstract=FILLER, key=name, source=Source("d")) for name in PLANTS]
    form = word.lower()
    assert (odds_of_word(form, candidates(papers).candidates[form]) >= SURE) is good


def test_what_its_authors_alone_name_is_for_a_paper_with_hardly_any_topic() -> None:
    said = f"We dig moss lanterns. {FILLER}"
    lone = Paper(title="Moss", abstract=said, keywords=("Moss lanterns",), key="moss", source=Source("d"))
    unsaid = Paper(title="Chalk", abstract=FILLER, keywords=("Chalk lanterns",), key="chalk", source=Source("d"))
    assert {tag.name for tag in find_topics([lone, unsaid])} == {"Moss lanterns"}


@pytest.mark.parametrize(
    ("keywords", "abstract", "name"),
    [
        (["Crab Status Rating Scales"], "A crab status. Scales of the Mossy Rating Scale.", "Crab status rating scales"),
        (["sparse Markov burrow"], "A sparse Markov burrow.", "Sparse Markov burrow"),
        (["MUltiplexed burrow"], "A burrow.", "Multiplexed burrow"),
    ],
)  # fmt: skip
def test_a_name_is_in_capitals_as_texts_print_it(keywords: Sequence[str], abstract: str, name: str) -> None:
    assert name in names(PLANTS, abstract, keywords)
