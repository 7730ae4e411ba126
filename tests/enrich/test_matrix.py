"""The matrix of terms: what pieces make is what all rows make at once, and a term of one paper alone has no column."""

from __future__ import annotations

from array import array

import numpy as np
import pytest

from generator.enrich import matrix as module
from generator.enrich.matrix import Rows
from generator.enrich.terms import Weighted


def row(terms: dict[int, float]) -> Weighted:
    return Weighted(b"", array("Q", terms).tobytes(), array("f", terms.values()).tobytes(), b"")


@pytest.mark.parametrize("piece", [1, 2, 64])
def test_pieces_make_one_matrix(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(module, "_PIECE", piece)
    some = np.random.default_rng(1)
    ids = [int(one) for one in some.integers(0, 1 << 64, 40, dtype=np.uint64)]
    papers = [
        {ids[n]: round(float(w), 2) for n, w in zip(some.permutation(40)[:6], some.random(6), strict=True)}
        for _ in range(30)
    ]
    papers += [{}, {ids[0]: 0.0, ids[1]: 0.5}]
    often = sorted(one for one in ids if sum(one in paper for paper in papers) > 1)
    expected = np.array([[np.float32(paper.get(one, 0)) for one in often] for paper in papers])
    found = Rows(row(paper) for paper in papers).matrix()
    assert (found.toarray() == expected).all()
    assert found.has_sorted_indices
    assert found.nnz == (expected > 0).sum()


def test_papers_that_share_nothing() -> None:
    found = Rows([row({1: 1.0}), row({2: 1.0}), row({})]).matrix()
    assert found.shape == (3, 0)
