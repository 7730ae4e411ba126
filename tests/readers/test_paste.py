"""The reader of pasted text: the committed digest line by line, and every way in which a paste may differ from it."""

from __future__ import annotations

from pathlib import Path

from generator.readers.folder import read_bytes
from tests.conftest import Golden
from tests.readers.account import accounted, shown

SEED = Path(__file__).parents[2] / "digests" / "2025-03-14-trending-papers.txt"


def test_the_committed_digest(golden: Golden) -> None:
    reading = read_bytes(SEED.read_bytes(), f"digests/{SEED.name}")
    accounted(reading, SEED.read_text(encoding="utf-8"))
    assert reading.problems == ()
    assert len(reading.papers) == 79
    golden("readers/seed.txt", shown(reading))
