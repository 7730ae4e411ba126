"""Linear on anything: no run of anything makes reading, enriching or rendering cost more than its length; and no pattern could."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.config.loading import Config
from generator.enrich.steps import enrich
from generator.library import gather
from generator.model import Author, Paper, Reading, Source, as_bytes
from generator.readers import read
from generator.render.files import render
from tests.ambiguity import takes_off, words_of
from tests.linear import MOST, PLACES, growth, placed, runs
from tests.patterns import begin_with_blanks, compiled, repeats_a_repeat, written
from tests.readers.forced import ways

ROOT = Path(__file__).parents[1]
SOURCE = Source("digests/2025-03-14-x.txt", 1)
DIGEST = read("A Good Title of a Paper\n\nWe study how networks forget.\n", SOURCE).digest
FIELDS = ("title", "abstract", "comment", "authors", "keywords", "venues", "urls")


def too_much(cost: Callable[[str], object], made: list[tuple[str, Callable[[int], str]]]) -> dict[str, float]:
    """Name of a run -> by how much more than its length it costs."""
    found = {name: growth(cost, make) for name, make in made}
    return {name: round(grown, 1) for name, grown in found.items() if grown > MOST}


def with_field(field: str) -> Callable[[str], object]:
    """Enriching and rendering one paper of which one field is given."""

    def cost(text: str) -> None:
        values = {"title": "A Good Title", "abstract": "We study how networks forget."}
        more = {
            field: text
            if field in ("title", "abstract", "comment")
            else (Author(text) if field == "authors" else text,)
        }
        reading = Reading(DIGEST, (Paper(source=SOURCE, **(values | more)),), (), (), 1)  # type: ignore[arg-type]
        enriched = enrich([reading], Config())
        library = gather(enriched.papers, enriched.digests, enriched.vocabulary)
        assert all(as_bytes(file) is not None for file in render(library, Config()))

    return cost


def test_there_are_many_kinds_of_run() -> None:
    assert len(list(runs())) >= 80
    assert len(PLACES) >= 20


def test_a_square_is_seen() -> None:
    def square(text: str) -> None:
        for end in range(0, len(text), 4):
            text[:end].count("ab")

    assert growth(square, lambda size: "a" * (size * 4)) > MOST
    assert growth(lambda text: [text.count("ab") for _ in range(200)], lambda size: "a" * (size * 4)) <= MOST


def some(made: list[tuple[str, Callable[[int], str]]], turn: int, of: int) -> list[tuple[str, Callable[[int], str]]]:
    """One of so many, another for each turn: together the tests try all, and the same each time."""
    return [one for number, one in enumerate(made) if number % of == turn % of]


# One part of four is left out, and front matter of the places: of more than 2,000 lines it is read in a dearer way, which is no growth.
@pytest.mark.parametrize("number", [0, 2, 3])
def test_the_front_door_is_linear(number: int) -> None:
    """Every run alone, and each in some of the places."""
    alone = [(name, make) for name, make in placed() if name.endswith(" in alone")]
    set_in = [(name, make) for name, make in placed() if not name.endswith((" in alone", " in front matter"))]
    assert too_much(ways()["readers"], some(alone, number, 4) + some(set_in, 23 * number, 97)) == {}


@pytest.mark.parametrize(("turn", "way"), list(enumerate(way for way in ways() if way != "readers")))
def test_each_reader_is_linear_when_forced(turn: int, way: str) -> None:
    assert too_much(ways()[way], some(list(runs()), turn, 8)) == {}


@pytest.mark.parametrize(("turn", "field"), list(enumerate(FIELDS)))
def test_enriching_and_rendering_are_linear(turn: int, field: str) -> None:
    assert too_much(with_field(field), some(list(runs()), turn, 3)) == {}


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("(a+)+", True), ("(?:a*)*", True), ("(?:a+b?)*", True), ("(?:(?:x|a+))+", True), ("(?:a+,)+", False), ("(?:a++)+", False),
        ("(?>a+)+", False), ("(?:a{1,5})*", False), ("a+b+", False), ("(?:,a+)*", False),
    ],
)  # fmt: skip
def test_a_repeat_of_a_repeat_is_seen(pattern: str, wrong: bool) -> None:
    assert repeats_a_repeat(pattern) == wrong


def test_no_pattern_repeats_a_repeat() -> None:
    patterns = compiled()
    assert len(patterns) > 500
    assert [name for name, one in patterns.items() if repeats_a_repeat(one.pattern, one.flags)] == []


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        (r"(?:%[^\n]*\s+)*\\documentclass", True), (r"(?:%[^\n]*+\s++)*+\\documentclass", False), ("(?:x|xx|y)*z", True),
        (r"(?:a'?s?'? )*b", True), (r"(?:a(?:'s|s'?)? )*b", False), ("(?:[^,]+,?)*;", True), ("(?:[^,]+,)*;", False),
        # Of the first word that is met twice the look ahead leaves one way; of the second it leaves both.
        (r"x(?:-[a-z]{3,14}|-?(?:oral|poster|[中-龠]{1,8}(?![中-龠])))*;", True),
        (r"x(?>-?(?:(?:oral|poster)(?![a-z])|[中-龠]{1,8}(?![中-龠]))|-[a-z]{3,14})*;", False),
    ],
)  # fmt: skip
def test_two_ways_to_read_one_word_are_seen(pattern: str, wrong: bool) -> None:
    assert any(takes_off(re.compile(pattern), *found) for found in words_of(pattern)) == wrong


def test_no_pattern_takes_off() -> None:
    """Of every pattern that is written in the package: none takes a time that doubles with a word more."""
    patterns = {**compiled(), **written(ROOT / "generator")}
    assert len(patterns) > 1000
    suspects = ((name, one, found) for name, one in patterns.items() for found in words_of(one.pattern, one.flags))
    assert [(name, found) for name, one, found in suspects if takes_off(one, *found)] == []


def test_no_pattern_that_is_searched_for_begins_with_blanks() -> None:
    assert begin_with_blanks(ROOT / "generator") == []


def test_no_line_is_begun_with_blanks_that_go_over_lines() -> None:
    """`^\\s*x` with many lines tries from each of the blank ones to the last: blanks of one line are `[ \\t]*+`."""
    many = {name: one for name, one in (compiled() | written(ROOT / "generator")).items() if one.flags & re.M}
    # scripts.py reads our own modules alone.
    many = {name: one for name, one in many.items() if "search/scripts" not in name.replace(".", "/")}
    assert len(many) > 20
    assert [name for name, one in many.items() if re.match(r"(?:\(\?[a-z]+\))?\^\\s[*+](?!\+)", one.pattern)] == []
