"""Fits what the signs of a reason count. In: judged reasons, and their papers. Out: WEIGHTS of generator/enrich/telling.py.

    python -m benchmarks.fit_reasons --fields fields.jsonl.gz --fields 10k.jsonl.gz

Logistic regression on the signs of each term of benchmarks/reasons.tsv; of ten folds of pairs one at a time is left out to see what
odds are worth. The first 990 judged terms are of even papers, the others are reasons as they were said in two draws of odd ones.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.background import records
from generator.enrich.reasons import Phrasing
from generator.enrich.telling import SURE, Signs, Stems, signs_alone, signs_beside
from generator.enrich.terms import vector_of

JUDGED = Path(__file__).with_name("reasons.tsv")
_FOLDS, _STRENGTH = 10, 0.3


class Judged(NamedTuple):
    """A term that two papers share, and whether it says something."""

    field: str
    papers: tuple[str, str]
    stems: Stems
    says: bool


def judged(path: Path) -> list[Judged]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [Judged(field, (one, other), tuple(term.split(" ")), says == "+") for field, one, other, term, says in rows]


def texts_of(paths: list[Path], wanted: set[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for path in paths:
        for record in records(path):
            if record["id"] in wanted:
                title, abstract = (" ".join(str(record.get(name) or "").split()) for name in ("title", "abstract"))
                found[record["id"]] = (title, abstract)
    return found


def all_signs(rows: list[Judged], texts: dict[str, tuple[str, str]]) -> list[Signs]:
    read = {paper: Phrasing(vector_of(None, text)) for paper, text in texts.items()}
    found = []
    for row in rows:
        own, other = (read[paper].stance(row.stems) for paper in row.papers)
        found.append({**signs_alone(row.stems), **signs_beside(own, other)})
    return found


def _report(rows: list[Judged], odds: Any) -> None:
    says, is_phrase = np.array([row.says for row in rows]), np.array([len(row.stems) > 1 for row in rows])
    for least in (1.5, SURE, 2.0, 2.5, 3.0):
        sure = odds >= least
        told = [
            f"{kind} {sure[of].sum()} {says[of & sure].mean():.3f}"
            for kind, of in (("words", ~is_phrase), ("phrases", is_phrase))
        ]
        print(f"odds of {least:.1f} and more: {', '.join(told)}")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, action="append", required=True)
    parser.add_argument("--judged", type=Path, default=JUDGED)
    options = parser.parse_args(argv)
    rows = judged(options.judged)
    signs = all_signs(rows, texts_of(options.fields, {paper for row in rows for paper in row.papers}))
    names = list(dict.fromkeys(name for one in signs for name in one))
    table = np.array([[one.get(name, 0.0) for name in names] for one in signs])
    scale = table.std(axis=0) + 1e-9
    says, pairs = [row.says for row in rows], [sorted({row.papers for row in rows}).index(row.papers) for row in rows]
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, fit_intercept=False)
    folds = GroupKFold(_FOLDS)
    odds = cross_val_predict(model, table / scale, says, groups=pairs, cv=folds, method="decision_function")
    _report(rows, odds)
    fitted = model.fit(table / scale, says).coef_[0] / scale
    for name, weight in zip(names, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
