"""The nearest rows: the lists are the same whether all rows come at once or some after others. What comes late changes few, and none of
those among the oldest alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from generator.enrich import nearest as module
from generator.enrich.nearest import Near
from generator.memo import Memo
from generator.work import Work


def matrix(rows: int, seed: int) -> sparse.csr_matrix:
    """Unit rows, many of them alike, so that there are ties."""
    some = np.random.default_rng(seed)
    dense = np.where(some.random((rows, 60)) < 0.1, some.integers(1, 4, (rows, 60)), 0).astype(np.float32)
    dense[:, 0] = 1
    dense /= np.sqrt((dense * dense).sum(axis=1))[:, None]
    return sparse.csr_matrix(dense)


def prints(weights: sparse.csr_matrix) -> list[bytes]:
    return [weights[row].data.tobytes() + weights[row].indices.tobytes() for row in range(weights.shape[0])]


def nearest(weights: sparse.csr_matrix, told: list[bytes], work: Work) -> tuple[Near, Near]:
    found = module.nearest(weights, told, work)
    everyone = np.ones(weights.shape[0], dtype=bool)
    return found.pairs(everyone), found.among_oldest(everyone)


def lists_of(near: Near) -> dict[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {}
    for row, other, cosine in zip(*(part.tolist() for part in near), strict=True):
        found.setdefault(row, []).append((other, cosine))
    return found


def work_in(folder: Path) -> Work:
    return Work(Memo(folder / "memo.sqlite"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("common", [30, 10_000], ids=["with common terms", "without"])
def test_rows_that_come_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, common: int) -> None:
    monkeypatch.setattr(module, "COMMON", common)
    monkeypatch.setattr(module, "_SMALLEST_STEP", 20)
    monkeypatch.setattr(module, "_LOOKED_AT", 8)
    weights = matrix(560, seed)
    told = prints(weights)
    for size in (451, 470, 471, 500, 530, 559):
        remembered = nearest(weights[:size], told[:size], work_in(tmp_path))
        anew = nearest(weights[:size], told[:size], Work())
        assert list(map(lists_of, remembered)) == list(map(lists_of, anew))
    plain = (weights[:size] @ weights[:size].T).toarray() - 2 * np.eye(size)
    for near, others in zip(anew, (size, 450), strict=True):
        for row, found in lists_of(near).items():
            assert [cosine for _, cosine in found] == pytest.approx([plain[row, other] for other, _ in found], abs=1e-6)
        if common > 1_000:
            best = -np.sort(-plain[:, :others], axis=1)[:, :8]
            assert [sum(c for _, c in found) for found in lists_of(near).values()] == pytest.approx(
                best.sum(axis=1).tolist(), abs=1e-5
            )


def test_what_comes_later_gets_into_no_list_of_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOKED_AT", 8)
    weights = matrix(559, 1)
    told = prints(weights)
    (all_before, before), (all_after, after) = (nearest(weights[:size], told[:size], Work()) for size in (480, 559))
    was, now = lists_of(before), lists_of(after)
    assert {row: now[row] for row in was} == was
    assert any(lists_of(all_after)[row] != found for row, found in lists_of(all_before).items())


def test_a_list_that_changed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOKED_AT", 8)
    weights = matrix(559, 1)
    found = module.nearest(weights, prints(weights), Work())
    everyone = np.ones(559, dtype=bool)
    now, was = lists_of(found.pairs(everyone)), lists_of(found.first().pairs(everyone[: found.end]))
    changed = found.changed()
    assert found.end < 559 and {row for row in now if now[row] != was.get(row)} == set(np.flatnonzero(changed))
    assert 0 < changed[: found.end].sum() < found.end
    some = found.pairs(changed)
    assert lists_of(some) == {row: near for row, near in now.items() if changed[row]}


def test_what_is_remembered_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = matrix(500, 1)
    told = prints(weights)
    nearest(weights[:480], told[:480], work_in(tmp_path))
    compared = []
    own = module._own
    monkeypatch.setattr(module, "_own", lambda *given: compared.append(given[2]) or own(*given))
    nearest(weights, told, work_in(tmp_path))
    assert set(compared) == set(range(450, 500))
