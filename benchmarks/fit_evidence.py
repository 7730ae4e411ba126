"""Fits what a mention in an abstract is worth. In: pairs that a reader judged. Out: generator/config/packs/NAME.evidence.tsv.

    python -m benchmarks.fit_evidence --corpus 100k.jsonl.gz

`judged.tsv` has the id of a paper, a topic, and whether the paper is about it by strict reading (1) or not (0): what is only a baseline,
one of the tasks of an evaluation, a use that is hoped for or an aim of the last sentence is not. `judged_topics.tsv` has papers of each
topic of the pack, and of those that are not about it the kind of fault in place of 0 (benchmarks/HISTORY.md). The papers have no authors'
keywords. The evidence of each pair (enrich/evidence.py) is weighed by one logistic regression with L2 penalty, its numbers scaled to a
variance of 1. Printed: how well it ranks pairs that it was not fitted to (area under the curve, twenty folds), and how many of each fifth
fit. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.corpora import bare_paper, records, rows_in
from benchmarks.machine import machine
from generator.config.vocabulary import PACKS, load_vocabulary
from generator.enrich.evidence import KINDS
from generator.enrich.tags import Tagger
from generator.model import Paper

JUDGED = [Path(__file__).with_name(name) for name in ("judged.tsv", "judged_topics.tsv")]
PENALTY = 0.02


def judged(corpus: Path) -> list[tuple[Paper, str, bool]]:
    """Each judged pair."""
    judged_rows = [row for path in JUDGED for row in rows_in(path)]
    ids = {row[0] for row in judged_rows}
    papers = {}
    for record in records(corpus):
        if record["id"] in ids:
            papers[record["id"]] = bare_paper(record)
    return [(papers[paper], topic, fits == "1") for paper, topic, fits in judged_rows if paper in papers]


def evidence_of(pairs: list[tuple[Paper, str, bool]], pack: str) -> tuple[np.ndarray, np.ndarray]:
    """(pairs x KINDS, whether each fits) of those that the abstract alone speaks of."""
    tags, _ = load_vocabulary(f"- use: [{pack}]\n", "tags.yml")
    tagger = Tagger(tuple(replace(tag, pack="", weighed=pack) for tag in tags))
    number = {tag.slug: place for place, tag in enumerate(tags)}
    by_paper = {paper.title: tagger.case_of(paper).evidence for paper, _, _ in pairs}
    found = [(by_paper[paper.title].get(number.get(topic, -1)), fits) for paper, topic, fits in pairs]
    told = [(list(one.values()), fits) for one, fits in found if one]
    return np.array([values for values, _ in told]), np.array([fits for _, fits in told])


def report(evidence: np.ndarray, fits: np.ndarray) -> str:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=500))
    chance = cross_val_predict(model, evidence, fits, cv=20, method="decision_function")
    order = np.array_split(np.argsort(chance, kind="stable"), 5)
    once = evidence[:, 0] == 1
    areas = "   ".join(
        f"{name} {roc_auc_score(fits[some], chance[some]):.3f} of {some.sum()}"
        for name, some in (("all", np.ones_like(once)), ("once", once), ("more", ~once))
    )
    return (
        f"area under the curve: {areas}   fitting by fifths: {', '.join(f'{fits[some].mean():.2f}' for some in order)}"
    )


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pack", default="machine-learning")
    parser.add_argument("--out", type=Path, help="instead of the pack's own table")
    options = parser.parse_args(argv)
    print(machine())
    evidence, fits = evidence_of(judged(options.corpus), options.pack)
    print(report(evidence, fits))
    scaler = StandardScaler().fit(evidence)
    model = LogisticRegression(C=PENALTY, max_iter=500).fit(scaler.transform(evidence), fits)
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    weights = model.coef_[0] / scale
    rows = [
        ("base", model.intercept_[0] - weights @ scaler.mean_, 0.0),
        *zip(KINDS, weights, scaler.mean_, strict=True),
    ]
    lines = [f"{kind}\t{weight:.3f}\t{mean:.3f}\n" for kind, weight, mean in rows]
    (options.out or PACKS / f"{options.pack}.evidence.tsv").write_text("".join(lines), "utf-8")
    print(f"{len(fits)} pairs, {fits.mean():.3f} of them fit")


if __name__ == "__main__":
    main()
