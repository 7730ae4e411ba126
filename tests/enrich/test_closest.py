"""Who comes closest is the same whether all papers come at once or some after others, and who comes late has few ranked anew."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from generator.enrich import closest as module
from generator.enrich import nearest
from generator.enrich.closest import closest_of
from generator.enrich.matrix import Rows
from generator.enrich.terms import vector_of
from generator.memo import Memo
from generator.model import Paper, Source
from generator.work import Work

WORDS = "protein galaxy syntax lattice enzyme orbit grammar crystal membrane comet verb magnet cell nebula noun alloy".split()


def paper_of(title: str, abstract: str, place: int) -> Paper:
    return Paper(title=title, abstract=abstract, key=str(place), source=Source(""))


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """More than decide by themselves, and those of few subjects, so that some are alike and some have one title."""
    monkeypatch.setattr(nearest, "_SMALLEST_STEP", 20)
    monkeypatch.setattr(nearest, "_LOOKED_AT", 12)
    some = Random(7)
    said = [" ".join(some.choices(WORDS[place % 4 :: 4] + WORDS[:3], k=9)) for place in range(559)]
    return [paper_of(" ".join(text.split()[:3]), text, place) for place, text in enumerate(said)]


def found(papers: list[Paper], work: Work) -> object:
    rows = Rows(vector_of(None, (paper.title, paper.abstract)) for paper in papers)
    return closest_of(rows, papers, 10, work)


def test_papers_that_come_later(tmp_path: Path, papers: list[Paper]) -> None:
    for size in (451, 470, 471, 500, 530, 559):
        assert found(papers[:size], Work(Memo(tmp_path / "memo.sqlite"))) == found(papers[:size], Work())


def test_few_are_ranked_anew(tmp_path: Path, papers: list[Paper], monkeypatch: pytest.MonkeyPatch) -> None:
    found(papers[:470], Work(Memo(tmp_path / "memo.sqlite")))
    anew: set[int] = set()
    ranks = module._ranks
    monkeypatch.setattr(module, "_ranks", lambda new, *given: [anew.update(new.row), ranks(new, *given)][1])
    found(papers[:475], Work(Memo(tmp_path / "memo.sqlite")))
    assert set(range(470, 475)) < anew
    # Four subjects are few: the five get into the lists of half of the others.
    assert len(anew) < 300


def test_another_title_is_another_double(tmp_path: Path, papers: list[Paper]) -> None:
    """The texts of the others are as they were."""
    found(papers[:470], Work(Memo(tmp_path / "memo.sqlite")))
    changed = [*papers[:9], paper_of("Quite another", papers[9].abstract, 9), *papers[10:470]]
    assert found(changed, Work(Memo(tmp_path / "memo.sqlite"))) == found(changed, Work())
