"""Lines that a mailer wrapped, and references inside of records: what is joined, what is completed, and what is left as it stands."""

from __future__ import annotations

import json

import pytest

from generator.model import Source
from generator.readers import read
from generator.readers.parts.wrapped import unwrapped

# Five lines of which each is full at 70 columns: the first word of the next one would not have fitted.
FULL = [
    "The walls of the old mill were covered with moss that nobody had ever",
    "counted, and whoever came there in the autumn found the stones already",
    "green, wet and cold under his hands. We counted every single plant on",
    "them for eleven years, whatever the weather was, and tell what we have",
    "learned from it: moss grows where the water runs most slowly, not less",
    "often.",
]
# Nearly as long as the longest, with room left for the word that follows.
VERSES = [f"a {'moss ' * 11}{end}" for end in ("wall", "mill", "hill", "on walls", "rain", "road")]
JOINED = {
    "a paragraph": ([*FULL, "", "Yours"], [" ".join(FULL), "", "Yours"]),
    "lines that mostly end where they were meant to": (VERSES + FULL, VERSES + FULL),
    "a mark above what it marks": (["*", "", "Moss on Walls"], ["* Moss on Walls"]),
    "a mark, quoted no deeper than what follows": (["*", "> Moss on Walls"], ["*", "> Moss on Walls"]),
    "names in bold below each other": (
        [*FULL, "", f"*{'Moss and other plants on the old wet walls of a mill in the hills'}*", "*Observations*"],
        [" ".join(FULL), "", "*Moss and other plants on the old wet walls of a mill in the hills*", "*Observations*"],
    ),
}


@pytest.mark.parametrize("name", JOINED)
def test_lines_come_out_as_they_were_written(name: str) -> None:
    lines, expected = JOINED[name]
    found = unwrapped([(line, number) for number, line in enumerate(lines, start=1)])
    assert [text for text, _, _ in found] == expected
    assert [first for _, first, _ in found][:1] + [last for _, _, last in found][-1:] == [1, len(lines)]


MOSS = "Prado, A. (2019). Moss on Old Walls. Hay Letters, 3(2), 1-9."
CITED = {
    "a title has what its own reference says": ([("Moss on Old Walls", MOSS)], [["A. Prado"]]),
    "another work's reference says nothing of it": ([("Ropes in the Rain", MOSS)], [[]]),
}


@pytest.mark.parametrize("name", CITED)
def test_a_record_is_completed_by_its_own_reference(name: str) -> None:
    records, authors = CITED[name]
    text = json.dumps(
        [{"title": title, "year": 2019, "url": "https://example.org/1", "citation": one} for title, one in records]
    )
    found = read(text, Source("2026-01-01-a.json"))
    assert [[author.name for author in paper.authors] for paper in found.papers] == authors
