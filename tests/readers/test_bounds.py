"""The bounds of what reads a part of a text: each pair stands on both sides of one."""

from __future__ import annotations

import pytest

from generator.model import Source
from generator.readers.paste.cards import cards_of
from generator.readers.portions import numbered_in
from generator.readers.syntax import pubmedtext, stanzas, wikitext
from generator.readers.syntax.looks import columns_by_look
from generator.readers.syntax.rows import Column

SOURCE = Source("x.txt")
STANZA = "Lovelace A., Babbage C.\nA Title of Some Words\n(2019) A Journal, 12 (3), pp. 3-19.\n"
OTHER = "Prado A., Ulm B.\nAnother Title of More Words\n(2020) A Journal, 13 (1), pp. 4-20.\n"
ALONE = "(2018) Notes, 2 (1), pp. 1-9.\n"
ROWS = [
    ["Ferns of the northern coast in winter", "Ana Prado, Ben Ulm", "Moss Letters"],
    ["How lichens count the days of rain", "Cem Usta", "Moss Letters"],
    ["The slow return of bark beetles", "Dora Ek, Ana Prado", "Journal of Bark"],
]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hello,\n\n1. One\n2. Two\n\nBye", ["1. One", "2. Two"]),
        ("Hello,\n\n1. One\nby Ana\n\n2. Two\n\nBye", ["1. One", "by Ana", "2. Two"]),
        ("Hello,\n\n1. One\n7. Seven\n\nBye", []),
        ("Hello,\n\n2. Two\n3. Three\n\nBye", []),
        ("Hello,\n\n1. One\n\nBye", []),
        ("1. One\n2. Two\n", []),
    ],
    ids=["words around", "lines below", "not one by one", "not from 1", "one item", "no words around"],
)
def test_a_numbered_part_counts_from_1_one_by_one_between_words(text: str, kept: list[str]) -> None:
    found = numbered_in(text)
    assert [line for line in found.split("\n") if line] == kept
    assert not kept or found.count("\n") == text.count("\n")


def test_an_entry_of_pubmed_is_all_its_lines() -> None:
    entries = "".join(
        f"{at}. J Knots. 2019;12(3):3-19.\n\nA Title.\n\nLovelace A.\n\nPMID: {at}\n\n\n" for at in (1, 2)
    )
    found = pubmedtext.parsed(entries, SOURCE)
    assert found and [(one.first, one.last) for one in found.records] == [(1, 7), (10, 16)]


@pytest.mark.parametrize(
    ("text", "count"),
    [(STANZA + "\n" + OTHER, 2), (STANZA, 0), (STANZA + "\n" + OTHER + "\n" + ALONE, 0)],
    ids=["two", "one", "a source without names and title"],
)
def test_stanzas_are_asked_of_every_paper(text: str, count: int) -> None:
    found = stanzas.parsed(text, SOURCE)
    assert len(found.records if found else ()) == count


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (ROWS, ["title", "authors", ""]),
        (ROWS[:2], None),
        ([[ROWS[0][0], *row[1:]] for row in ROWS], None),
        ([[title, names, f"{title} once more"] for title, names, _ in ROWS], None),
        ([[title, title[::-1], venue] for title, _, venue in ROWS], None),
    ],
    ids=["titles and names", "too few rows", "one title again and again", "longer beside them", "no names"],
)
def test_columns_are_told_by_titles_that_differ_and_names(rows: list[list[str]], named: list[str] | None) -> None:
    found = columns_by_look([Column(name, "") for name in ("X1", "X2", "X3")], rows)
    assert named == (found and [column.field for column in found])


def card(title: str) -> list[str]:
    return ["Show more detail", title, "Ana Prado, Ben Ulm", "2019"]


def test_most_marks_open_a_card_or_none_does() -> None:
    titles = [row[0] for row in ROWS]
    page = [line for title in titles for line in card(title)]
    assert [page[place] for place in cards_of(page)] == titles
    assert cards_of(page + ["Show more detail", "12"] * 6) == []


def test_a_template_numbers_persons_in_few_digits() -> None:
    found = wikitext.parsed(
        "{{cite journal |last" + "1" * 5_000 + "=Lovelace |title=A Title |journal=A Journal}}", SOURCE
    )
    assert found and "authors" not in found.records[0].value
