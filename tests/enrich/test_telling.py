"""What tells a reader something: words and phrases by themselves, and by where they stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.enrich.phrasing import Phrasing
from generator.enrich.telling import (
    PHRASE_WEIGHTS,
    WORD_WEIGHTS,
    by_itself,
    odds,
    odds_at_best,
    signs_alone,
    signs_beside,
)
from generator.enrich.terms import number_of_term, stem_of, vector_of

ENGLISH = (
    "Melting ice and the sea of the north in the age of heat. We say how it is with the sea and what was told to us of"
)


def stems(term: str) -> tuple[str, ...]:
    return tuple(map(stem_of, term.split()))


def odds_in(term: str, *texts: str) -> float:
    own, other = (Phrasing(vector_of(None, (text.partition(". ")[0], text))).stance(stems(term)) for text in texts)
    return odds(stems(term), own, other, 0.1)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("migraine", "exposure"), ("sumatriptan", "carbon"), ("gambling", "student"), ("unemployment", "theory"),
        ("procrastination", "interview"), ("migraine", "cohort"), ("neural network", "case study"),
        ("climate change", "systematic review"), ("nasal spray", "in addition"), ("dark matter", "exhibit strong"),
        ("conducted study", "45 patients"), ("sumatriptan treatment", "sumatriptan induced"),
    ],
)  # fmt: skip
def test_a_word_of_a_subject_tells_more_than_one_of_how_papers_are_written(more: str, less: str) -> None:
    assert by_itself(stems(more)) > by_itself(stems(less)) + 1


@pytest.mark.parametrize(
    ("term", "whole", "part"),
    [
        ("tension", "Tension in wires. We raise the tension.", "Surface tension waves. Surface tension waves grow."),
        ("stone", "A stone in a field. We lift the stone.", "Kidney-stone removal. Kidney-stone removal helps."),
        ("joule", "The joule as unit. We define the joule.", "Heat of 10 joule. We find 20 joule."),
        ("cambio", f"{ENGLISH} cambio.", f"{ENGLISH} el cambio de los mares."),
        ("quality", "Quality by design. We see quality.", "Quality of marl. Here is quality of marl."),
    ],
)  # fmt: skip
def test_what_stands_by_itself_tells_more_than_a_part_of_something(term: str, whole: str, part: str) -> None:
    assert odds_in(term, whole, whole) > odds_in(term, part, part) + 0.25


def test_each_sign_has_a_weight() -> None:
    place = Phrasing(vector_of(None, ("Marl", "Marl and chalk."))).stance(("marl",))
    beside = {*signs_beside(("marl",), place, place), "close", "everywhere"}
    assert beside | signs_alone(("marl",)).keys() == WORD_WEIGHTS.keys()
    assert beside | signs_alone(("grey", "marl")).keys() == PHRASE_WEIGHTS.keys()


@given(st.text("abs _-<>.\u2010é한字\u0130", max_size=40), st.text("abs _-<>.\n", max_size=40))
@example("Marl in this task and language models _____>", "Marls are stones.")
def test_a_vector_taken_apart_has_the_terms_that_were_weighed(title: str, abstract: str) -> None:
    vector = vector_of(None, (title, abstract))
    phrasing = Phrasing(vector)
    assert list(map(number_of_term, phrasing.terms)) == list(phrasing.ids)
    assert list(phrasing.number) == list(phrasing.ids)


@pytest.mark.parametrize("term", ["marl", "grey marl", "surface tension"])
@pytest.mark.parametrize("times", [1, 4])
def test_places_never_add_more_than_is_thought_before_they_are_looked_at(term: str, times: int) -> None:
    for pattern in ("{0}", "On {0}.", "We see {0} and chalk.", "The {0} of 10 {0}.", "Pre-{0}. {0}-like {0}."):
        text = f"{term}. " + pattern.format(term) * times
        said = Phrasing(vector_of(None, (term, text)))
        reached = odds(stems(term), said.stance(stems(term)), said.stance(stems(term)), 0.1)
        assert reached <= odds_at_best(stems(term))
    assert odds_at_best(stems(term)) < by_itself(stems(term)) + 5
