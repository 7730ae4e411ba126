"""The vocabulary: which terms the manifest names as frequent."""

from __future__ import annotations

from generator.render.search.postings import Texts, collect
from generator.render.search.vocabulary import common

MANY = 2_000


def texts(*titles: str) -> list[Texts]:
    return [Texts(title=title, tags="", authors="", abstract="") for title in titles]


def test_common_names_the_terms_of_more_than_a_twentieth_of_the_papers_most_frequent_first() -> None:
    titles = [f"model {'data' if number % 2 else ''} {'rare' if number < 100 else ''}" for number in range(MANY)]
    assert common(collect(texts(*titles)), MANY) == ["model", "data"]


def test_common_names_none_in_a_small_library() -> None:
    assert common(collect(texts("model", "model")), 2) == []
