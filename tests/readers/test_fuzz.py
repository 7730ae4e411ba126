"""The fuzzer, shortly: some mutants of real files are read without an error and with an account of every line; and it can find faults."""

from __future__ import annotations

import msgspec

from benchmarks.fuzz import corpus, findings, mutant, unaccounted
from generator.model import Reading, Source, Span
from generator.readers import read

TEXT = "A Good Title of a Paper\n\nWe study how networks forget and what can be done about it.\n"


def test_mutants_are_read_and_accounted_for() -> None:
    files = corpus([])
    wrong = [(number, *finding) for number in range(150) for finding in findings(number, files) if finding[1]]
    assert [one for one in wrong if one[2] != "slow"] == []


def test_a_mutant_is_made_by_its_number_alone() -> None:
    files = corpus([])
    assert [mutant(number, files) for number in range(30)] == [mutant(number, files) for number in range(30)]
    assert len({mutant(number, files)[1] for number in range(30)}) == 30


def test_a_wrong_account_is_found() -> None:
    reading = read(TEXT, Source("digests/2025-03-14-x.txt"))
    assert unaccounted(reading, TEXT) == ""

    def accounted(*spans: Span) -> Reading:
        return msgspec.structs.replace(reading, account=spans)

    assert "lines [1, 3] in no span" in unaccounted(accounted(), TEXT)
    assert "[3] in two" in unaccounted(accounted(Span(1, 3, "entry", 0), Span(3, 3, "chrome")), TEXT)
    assert "names paper 1 of 1" in unaccounted(accounted(Span(1, 3, "entry", 1)), TEXT)
    assert "[9] in two or none of the file" in unaccounted(
        accounted(Span(1, 3, "entry", 0), Span(9, 9, "chrome")), TEXT
    )
