"""Clues: words that tell a topic without naming it, and words that make one unlikely by their absence."""

from __future__ import annotations

import pytest

from generator.config.vocabulary import PACKS, pack
from generator.enrich.clues import Clues, Spoken
from generator.enrich.tags import tag_papers
from generator.model import Paper, Source, Tag

# By themselves the odds are e^-4; a mention in the title adds 1, each third of weight 1, a plain one and enough of them 1 more.
VOTING = Tag(
    "voting", "Voting", clues="-4.00 1.00 3.00 1.00 1.00;election=2.00;t:voter=1.00;fair division=2.50;agent=0.50"
)
OTHER = Tag("hashing", "Hashing")


def given(title: str, abstract: str = "", *tags: Tag) -> dict[str, tuple[str, ...]]:
    (paper,) = tag_papers([Paper(title=title, abstract=abstract, source=Source("x"))], tags or (VOTING, OTHER))
    return {tag.slug: tag.words for tag in paper.tags}


@pytest.mark.parametrize(
    ("title", "abstract", "spoken", "odds"),
    [
        ("On elections", "", {0: Spoken(0.0, 0.0)}, -2.0),
        ("Voters and elections", "Elections again, and an election.", {}, -1.0),
        ("On hashing", "Voters of an election.", {0: Spoken(0.0, 0.0)}, -2.0),
        ("Fair division", "Of agents.", {}, -1.0),
        ("Fair and square division of agents", "", {0: Spoken(0.0, 0.0)}, -3.5),
        ("Voting", "", {0: Spoken(3.0, 3.0)}, 2.0),
        ("On hashing", "By voting.", {0: Spoken(0.0, 0.6)}, -3.4),
        ("On hashing", "Voting, voting.", {0: Spoken(0.0, 600.0)}, 4.0),
    ],
)
def test_odds(title: str, abstract: str, spoken: dict[int, Spoken], odds: float) -> None:
    found = Clues((VOTING, OTHER)).odds(title.split(), abstract.replace(".", "").replace(",", "").split(), spoken)
    assert found == {0: pytest.approx(odds)}


def test_of_what_nothing_speaks_of_only_likely_odds_are_told() -> None:
    clues = Clues((VOTING, OTHER))
    assert clues.odds(["Elections"], [], {}) == {}
    assert clues.odds([], [], {1: Spoken(3.0, 3.0)}) == {}


def test_words_that_tell_are_given_as_printed_those_that_tell_most_first() -> None:
    clues = Clues((VOTING,))
    title, abstract = ["Fair", "Division", "by", "Voters"], ["Elections", "of", "agents", "and", "elections"]
    assert clues.words_of(0, title, abstract, 4) == ("Fair Division", "Elections", "Voters")
    assert clues.words_of(0, title, abstract, 1) == ("Fair Division",)


def test_clues_give_what_nothing_names() -> None:
    assert given("Elections with fair division", "Of agents.") == {"voting": ("fair division", "Elections")}
    assert given("Elections", "Of agents.") == {}


def test_clues_that_are_parts_of_names_of_other_topics_give_nothing() -> None:
    named = Tag("committees", "Committees", patterns=("fair division committee", "election committee"))
    below = Tag("committees", "Committees", patterns=named.patterns, broader=("voting",))
    title, abstract = "Election committees", "A fair division committee."
    assert given(title, abstract, VOTING, named) == {"committees": ("Election committees", "fair division committee")}
    assert "voting" in given("Voters of election committees", abstract, VOTING, named)
    assert "voting" in given(title, abstract, VOTING, below)


def test_other_words_make_a_mention_unlikely() -> None:
    abstract = "We compute features by voting. Then hashing finds them. Hashing is fast."
    unlikely = Tag("voting", "Voting", clues="-11.00 1.00 1.00 1.00 1.00;election=10.00")
    assert given("A detector", abstract, unlikely, OTHER) == {"hashing": ("hashing",)}
    assert "voting" in given("A detector", f"{abstract} Elections decide.", unlikely, OTHER)
    assert "voting" in given("Voting", f"{abstract} Voting is cheap.", unlikely, OTHER)
    assert "voting" not in given("Voting", abstract, unlikely, OTHER)
    assert "voting" in given("Voting", abstract, VOTING, OTHER)


def test_some_words_speak_against_a_topic() -> None:
    doubted = Tag("voting", "Voting", clues="-1.00 1.00 1.00 1.00 1.00;hough=-6.00;hough voting=-1.00;election=2.00")
    abstract = "We do it by voting. Voting is fast."
    assert "voting" in given("A detector", abstract, doubted, OTHER)
    assert "voting" not in given("Hough detectors by hashing", f"{abstract} Hough voting.", doubted, OTHER)
    assert Clues((doubted,)).words_of(0, ["Hough", "voting"], ["elections"], 4) == ("elections",)


def test_a_paper_that_would_be_left_with_nothing_keeps_what_it_speaks_of() -> None:
    unlikely = Tag("voting", "Voting", clues="-9.00 1.00 1.00 1.00 1.00;election=8.00")
    assert given("A detector", "We find it by voting. Voting is fast.", unlikely) == {"voting": ("voting",)}


def test_a_pack_s_clues_hold_only_where_its_field_is_the_library_s() -> None:
    assert (
        given(
            "Elections with fair division",
            "Of agents.",
            Tag("voting", "Voting", clues=VOTING.clues, pack="machine-learning"),
        )
        == {}
    )


@pytest.mark.parametrize("name", [path.name.removesuffix(".clues.tsv") for path in PACKS.glob("*.clues.tsv")])
def test_the_table_of_a_pack_fits_it(name: str) -> None:
    lines = (PACKS / f"{name}.clues.tsv").read_text("utf-8").splitlines()
    tags = {tag.slug: tag for tag in pack(name)}
    assert [line.split("\t")[0] for line in lines] == sorted(slug for slug, tag in tags.items() if tag.clues)
    assert len(lines) > len(tags) / 2
    for line in lines:
        numbers, *clues = line.split("\t")[1].split(";")
        assert len(numbers.split()) == 5
        assert all(float(clue.split("=")[1]) for clue in clues)
