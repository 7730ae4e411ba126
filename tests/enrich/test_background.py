"""What is common in scholarly prose: counted once, over many fields, and shipped."""

from __future__ import annotations

import pytest

from generator.enrich.background import (
    FOLDER,
    LANGUAGES,
    background,
    flagged,
    little_words,
    often,
    prose,
    says_something,
)


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.gz")) < 3_000_000


@pytest.mark.parametrize("word", ["the", "of", "propose", "significantly", "demonstrate", "et", "respectively"])
def test_prose_is_in_no_term(word: str) -> None:
    assert word in flagged("s")


@pytest.mark.parametrize(
    "term",
    [
        "method", "result", "patient", "century", "elsevier", "mg", "10", "5x", "participant", "extensive experiment",
        "based method", "double", "system", "in veteran", "background", "author",
    ],
)  # fmt: skip
def test_what_says_nothing(term: str) -> None:
    assert not says_something(term)


@pytest.mark.parametrize(
    "term",
    [
        "migraine", "glacier", "archaeology", "graphene", "inflation", "kriging", "neural network", "machine learning",
        "large language model", "nasal spray", "unheardofium", "public debt", "climate change",
    ],
)  # fmt: skip
def test_what_says_something(term: str) -> None:
    assert says_something(term)


def test_prose_by_itself_is_what_the_table_says() -> None:
    assert prose() == background().flags["s"]


def test_rarer_is_rarer() -> None:
    assert often("the") > often("model") > often("migraine") > 0
    assert often("no such phrase anywhere") == often("unheardofium") == 10


def test_little_words_of_many_languages() -> None:
    words = little_words()
    assert set(words) == set(LANGUAGES)
    some = "de:und es:los fr:les pt:uma ru:что ko:그리고 zh:因为 ja:これ".split()
    for language, word in (pair.split(":") for pair in some):
        assert word in words[language], language


@pytest.mark.parametrize("word", ["dose", "oral", "neural", "social"])
def test_what_is_hardly_ever_a_keyword_by_itself(word: str) -> None:
    assert word in flagged("a")


def test_marks_of_indexers() -> None:
    assert {"male", "adult", "middle aged", "controlled study"} <= flagged("m")
    assert not {"sumatriptan", "schizophrenia", "gambling"} & (flagged("m") | flagged("a"))
