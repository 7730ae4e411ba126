"""The measurement of identity on a small sample: the code of benchmarks/identity.py, with what must hold."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from generator.enrich.identity import merge
from generator.model import Digest, Reading, Source
from tests.enrich.hard_negatives import SAMPLES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.identity")


def test_works_in_several_venues_are_one_page(identity: ModuleType) -> None:
    lines = list(identity.several(SAMPLES / "several-venues.jsonl", {}))
    assert len(lines) == len(identity.CHANGES)
    for line in lines:
        assert "(100.0%), 0 mixed up" in line or "no authors" in line, line


def test_two_works_with_one_title_are_two(identity: ModuleType) -> None:
    for line in identity.apart(SAMPLES / "same-title.jsonl", {}):
        assert " 0 of 2 joined" in line or "no authors" in line, line


def test_hard_negatives_are_apart(identity: ModuleType) -> None:
    (line,) = identity.hard()
    assert " 0 of 231 joined" in line


def test_a_retitled_paper_is_one_by_its_id(identity: ModuleType) -> None:
    assert " 5 of 5 joined" in next(identity.retitled(SAMPLES / "retitled.jsonl", {}))


def test_a_retitled_paper_is_one_by_its_text(identity: ModuleType) -> None:
    """Four of five: the fifth was rewritten as well as renamed."""
    texts = {record["id"]: identity.paper_from(record) for record in identity.records(SAMPLES / "retitled-texts.jsonl")}
    joined = 0
    for work in identity.records(SAMPLES / "retitled.jsonl"):
        versions = tuple(replace(texts[name], ids={}, url=None, source=Source(name)) for name in work["texts"])
        joined += len(merge([Reading(Digest("d", "2025-01-01", "d", "d"), versions)]).papers) == 1
    assert joined == 4
