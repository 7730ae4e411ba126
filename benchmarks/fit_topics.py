"""Fits what the signs of a word that papers name count. In: judged names of found topics, and papers. Out: weights of topics/sense.py.

    python -m benchmarks.fit_topics --fields fields.jsonl.gz

Logistic regression on the single words among the names of topic_names.tsv, which a reader judged; what a specialist laughs at counts twice.
One field at a time is left out to see what odds are worth.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.corpora import rows_in
from benchmarks.topics import read_fields
from generator.enrich.forms import form_of
from generator.enrich.telling import Signs
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.sense import signs_of_word

NAMES = Path(__file__).with_name("topic_names.tsv")
_STRENGTH = 0.1
_FOOLISH = 2.0


class Named(NamedTuple):
    """A found topic of a half of a field. mark: "+" where its name fits, "-" where it says little, "=" where it is foolish."""

    half: str
    field: str
    name: str
    mark: str


def judged() -> list[Named]:
    return [Named(*row) for row in rows_in(NAMES)]


def _signs(rows: Sequence[Named], path: Path, count: int) -> list[tuple[Named, Signs]]:
    """Of the single words among the names; of those that are no candidates any more nothing."""
    found = []
    for half in ("even", "odd"):
        for field, papers in read_fields(path, int(half == "odd"), 2).items():
            named = candidates(sorted(papers[:count], key=lambda paper: paper.key)).candidates
            for row in rows:
                form = form_of(row.name)
                if (row.half, row.field) == (half, field) and " " not in form and form in named:
                    found.append((row, signs_of_word(form, named[form])))
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200, help="papers of a half of a field")
    parser.add_argument("--half", default="even", help="the half whose names are fitted to")
    options = parser.parse_args(argv)
    rows = _signs([row for row in judged() if row.half == options.half], options.fields, options.count)
    names = list(rows[0][1])
    table = np.array([[signs[name] for name in names] for _, signs in rows])
    scale = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    fits = np.array([row.mark == "+" for row, _ in rows])
    weights = np.array([_FOOLISH if row.mark == "=" else 1.0 for row, _ in rows])
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, fit_intercept=False)
    fields = [row.field for row, _ in rows]
    folds = GroupKFold(len(set(fields)))
    odds = cross_val_predict(model, table / scale, fits, groups=fields, cv=folds, method="decision_function")
    print(f"{len(rows)} words, {fits.mean():.3f} fit; area under the curve {roc_auc_score(fits, odds):.3f}")
    foolish = np.array([row.mark == "=" for row, _ in rows])
    for least in (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5):
        sure = odds >= least
        left = f"{foolish[sure].sum()} of {foolish.sum()} foolish"
        print(f"odds of {least:.2f} and more: {sure.mean():.2f} of them, {fits[sure].mean():.3f} fit, {left}")
    fitted = model.fit(table / scale, fits, sample_weight=weights).coef_[0] / scale
    for name, weight in zip(names, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
