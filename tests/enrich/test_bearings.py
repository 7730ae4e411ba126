"""Bearings: papers on like subjects point the same way in other words; the table is read as it was written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.enrich.bearings import (
    DIMENSIONS,
    LENGTH,
    LEVEL,
    NONE,
    alignments,
    bearing_of,
    bearings,
    likeness,
    packed_table,
)
from generator.enrich.terms import vector_of


def bearing(text: str) -> np.ndarray:
    return np.frombuffer(vector_of(None, (text, "")).bearing, dtype=np.int8)


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        ("Self-driving cars on busy roads", "Motion planning of autonomous vehicles", "Translating between languages"),
        ("Recovering the shape of objects from photographs", "Multi-view 3D reconstruction", "Bandits with delayed feedback"),
        ("Migraine and its acute treatment", "Sumatriptan against headache", "Unemployment and wages"),
        ("Unemployment and wages", "Labor market policy", "Migraine and its acute treatment"),
    ],
)  # fmt: skip
def test_like_subjects_in_other_words(one: str, like: str, unlike: str) -> None:
    near, far = likeness(np.stack([bearing(one)] * 2), np.stack([bearing(like), bearing(unlike)])).tolist()
    assert near > far + 0.1


def test_length_and_unknown_words() -> None:
    length = np.sqrt((bearing("Graph neural networks").astype(float) ** 2).sum())
    assert length == pytest.approx(LENGTH, rel=0.02)
    assert bearing_of([-1], [1.0]) == bytes(DIMENSIONS)
    assert bearing_of([], []) == bytes(DIMENSIONS)


def test_likeness_is_a_share() -> None:
    some = np.frombuffer(bearing_of([bearings().number["network"]], [1.0]), dtype=np.int8)[None, :]
    assert likeness(some, some).tolist() == pytest.approx([1.0], abs=0.02)
    assert likeness(some, -some).tolist() == [0.0]
    assert likeness(some, np.zeros_like(some)).tolist() == [0.0]


def test_a_term_is_aligned_with_a_paper_on_its_subject() -> None:
    rows = [bearings().number["headache"], -1, bearings().number["unemployment"]]
    near, unknown, far = np.frombuffer(alignments(rows, bearing("Migraine and its acute treatment").tobytes()), np.int8)
    assert near > far + 0.2 * LENGTH
    assert unknown == NONE
    assert alignments([], bytes(DIMENSIONS)) == b""
    assert alignments(rows[:1], bytes(DIMENSIONS)) == bytes(1)


def test_a_table_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = np.random.default_rng(2).integers(-LEVEL, LEVEL + 1, (3, DIMENSIONS)).astype(np.int8)
    (tmp_path / "table.gz").write_bytes(packed_table(["one", "two words", "drei"], levels))
    monkeypatch.setattr("generator.enrich.bearings.TABLE", tmp_path / "table.gz")
    read = bearings.__wrapped__()
    assert read.number == {"one": 0, "two words": 1, "drei": 2}
    assert (read.rows == levels).all()
