"""What two papers are about: a term that tells something is no reason where one of them names it by the way."""

from __future__ import annotations

import pytest

from generator.enrich.central import InBoth, centrality, phrase_of_pairs
from generator.enrich.reasons import Asked, Neighbourhood, Neighbourhoods, related
from generator.enrich.terms import vector_of

ABOUT = (
    "Machine translation of old poems",
    "We study machine translation of poems. Machine translation of old words is hard.",
)
TEXT = (
    "We study how words of two senses are told apart by the words around them, with a tree of senses that lexicographers drew, and count "
    "how often readers agree. Dictionaries list homonyms in columns; etymology parts what merged. Annotators of forty novels marked nouns, "
    "verbs and idioms, of which proverbs were hardest. A thesaurus helps less than glosses do, and collocations help most of all, also in "
    "dialects. Neighbours of rare lemmas stay ambiguous, as in crosswords and puns"
)


def reasons_of(closeness: float, *texts: tuple[str, str]) -> list[tuple[str, ...]]:
    """What two papers are said to share, each asked by itself."""
    vectors = tuple(vector_of(None, text) for text in texts)
    found = []
    for own, other in ((0, 1), (1, 0)):
        near = Neighbourhood(own, (other,), (closeness,), (closeness,), ((),), (False,))
        found.append(related(Asked(5, {}), Neighbourhoods(vectors, (near,)))[0][0].reasons)
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ((f"Machine translation of two senses: {TEXT[:40]}", TEXT), ("machine translation",)),
        (("Senses of words", f"Machine translation needs senses: machine translation errs. {TEXT}."), ("machine translation",)),
        (("Senses of words", f"{TEXT}, as for machine translation."), ()),
        (("Senses of words", f"{TEXT}. Uses are search, summarization, machine translation, and spelling."), ()),
    ],
)  # fmt: skip
def test_a_term_that_one_paper_names_by_the_way_is_no_reason(text: tuple[str, str], said: tuple[str, ...]) -> None:
    assert reasons_of(0.12, ABOUT, text) == [said, said]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ((InBoth(0.2, 0.5), 0.1), (InBoth(0.05, 0.5), 0.1)),
        ((InBoth(0.1, 0.6), 0.1), (InBoth(0.1, 0.0), 0.1)),
        ((InBoth(0.1, 0.5), 0.3), (InBoth(0.1, 0.5), 0.1)),
    ],
)
def test_what_weighs_more_and_points_the_same_way_is_more_central(
    more: tuple[InBoth, float], less: tuple[InBoth, float]
) -> None:
    assert centrality(*more, False) > centrality(*less, False) + 0.5


def test_titles_alone_are_no_more_central_than_what_was_judged() -> None:
    assert centrality(InBoth(0.9, 0.5), 0.9, False) == centrality(InBoth(0.25, 0.5), 0.35, False)


def test_a_phrase_is_what_its_pairs_are_on_the_mean() -> None:
    assert phrase_of_pairs([InBoth(0.2, 0.5), InBoth(0.1, None)]) == InBoth(pytest.approx(0.15), 0.5)
    assert phrase_of_pairs([InBoth(0.2, None)]).aligned is None
