"""Fits what the signs of a reason count. In: judged reasons, and their papers. Out: weights of telling.py, subjects.py and worth.py.

    python -m benchmarks.fit_reasons --fields fields.jsonl.gz --fields 10k.jsonl.gz
    python -m benchmarks.fit_reasons --fields fields.jsonl.gz --fields 10k.jsonl.gz --subjects
    python -m benchmarks.fit_reasons --fields fields.jsonl.gz --fields 10k.jsonl.gz --worth

Logistic regression on the signs of each term of benchmarks/reasons.tsv (what it tells by itself), of each topic and keyword of
reasons_subjects.tsv, or of each reason of reasons_worth.tsv, of which both abstracts were read (whether both papers are about it: for
enrich/worth.py, on the odds that the second fit gives); of ten folds of fields one at a time is left out to see what odds are worth.
Words and phrases are fitted apart, but for the last. Of reasons.tsv the first 990 terms are of even papers, the next 550 are reasons as
they were said in two draws of odd ones, the others of even ones again; all judged subjects are of even papers. Of the last 430 terms and 69
subjects one counts as wrong, too, that is said of a fifth of a library ("nanoparticles"). The first 802 of reasons_worth.tsv are reasons
and candidates of an older judgement, without topics, the next 1,284 of seven draws of libraries of 200, the last of them a blind test of a
first fit; the others all that pairs without a reason share, of 222 pairs of fourteen fields. Judged by whether it is true of both and says
something; those that had been refused for being usual in their field were read again.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.corpora import records, rows_in, value_of
from benchmarks.reasons import libraries
from generator.enrich.bearings import DIMENSIONS, likeness
from generator.enrich.closest import BEARING
from generator.enrich.phrasing import Phrasing
from generator.enrich.subjects import Subject, everywhere, odds_of, signs_of_subject, stems_of, told_beside
from generator.enrich.telling import Signs, Stems, how_close, how_usual, signs_alone, signs_beside
from generator.enrich.terms import Vector, vector_of
from generator.enrich.worth import (
    signs_of_form,
    signs_of_name,
    signs_of_odds,
    signs_of_order,
    signs_of_pair,
    signs_of_weight,
)

JUDGED = Path(__file__).with_name("reasons.tsv")
SUBJECTS = Path(__file__).with_name("reasons_subjects.tsv")
READ = Path(__file__).with_name("reasons_worth.tsv")
_FOLDS, _STRENGTH = 10, 0.3
# Papers of a library in which the share of those that hold a term is counted.
_LIBRARY = 300


class Judged(NamedTuple):
    """A term that two papers share, and whether it says something."""

    field: str
    papers: tuple[str, str]
    stems: Stems
    says: bool


def judged(path: Path) -> list[Judged]:
    """The terms of a table, a row each."""
    return [
        Judged(field, (one, other), tuple(term.split(" ")), says == "+")
        for field, one, other, term, says in rows_in(path)
    ]


class JudgedSubject(NamedTuple):
    """A topic or keyword that two papers share, and whether it says something."""

    field: str
    papers: tuple[str, str]
    subject: Subject
    stems: Stems
    says: bool


def judged_subjects(path: Path) -> list[JudgedSubject]:
    found = []
    for field, one, other, _, share, name, says in rows_in(path):
        subject = Subject("", name, everywhere(float(share)))
        found.append(JudgedSubject(field, (one, other), subject, stems_of(name), says == "+"))
    return found


def closeness(own: Vector, other: Vector) -> float:
    """What relations call the closeness of two papers."""
    weights = dict(zip(Phrasing(own).ids, Phrasing(own).weights, strict=True))
    read = Phrasing(other)
    cosine = sum(weights.get(term, 0.0) * weight for term, weight in zip(read.ids, read.weights, strict=True))
    bearings = [np.frombuffer(one.bearing, dtype=np.int8).reshape(1, DIMENSIONS) for one in (own, other)]
    return float((cosine + BEARING * likeness(*bearings)[0]) / (1 + BEARING))


def signs_of_subjects(rows: list[JudgedSubject], texts: dict[str, tuple[str, str]]) -> list[Signs]:
    vectors = {paper: vector_of(None, text) for paper, text in texts.items()}
    found = []
    for row in rows:
        own, other = (vectors[paper] for paper in row.papers)
        found.append(
            signs_of_subject(
                row.subject, *(Phrasing(one).stance_if(row.stems) for one in (own, other)), closeness(own, other)
            )
        )
    return found


def texts_of(paths: list[Path], wanted: set[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for path in paths:
        for record in records(path):
            if record["id"] in wanted:
                found[record["id"]] = (value_of(record, "title"), value_of(record, "abstract"))
    return found


def shares_of(paths: list[Path], rows: list[Judged]) -> dict[tuple[str, Stems], float]:
    """(field, term) -> the share of a library of that field that holds it."""
    wanted = {(row.field, row.stems) for row in rows}
    counts: Counter[tuple[str, Stems]] = Counter()
    sizes = {}
    for field, papers in libraries(paths, 0, 1, _LIBRARY, 1).items():
        sizes[field] = len(papers)
        runs = [Phrasing(vector_of(None, (paper.title, paper.abstract))).runs for paper in papers]
        for _, stems in (one for one in wanted if one[0] == field):
            counts[field, stems] = sum(f" {' '.join(stems)} " in run for run in runs)
    return {one: counts[one] / sizes[one[0]] for one in wanted}


def all_signs(
    rows: list[Judged], texts: dict[str, tuple[str, str]], shares: dict[tuple[str, Stems], float]
) -> list[Signs]:
    vectors = {paper: vector_of(None, text) for paper, text in texts.items()}
    read = {paper: Phrasing(vector) for paper, vector in vectors.items()}
    found = []
    for row in rows:
        own, other = (read[paper].stance(row.stems) for paper in row.papers)
        close = how_close(closeness(*(vectors[paper] for paper in row.papers)))
        around = {"everywhere": how_usual(shares[row.field, row.stems]), "close": close}
        found.append({**signs_alone(row.stems), **signs_beside(row.stems, own, other), **around})
    return found


class JudgedReason(NamedTuple):
    """A reason, and whether both papers are about it. subjects: how many topics and keywords both have; subject: it as one of these."""

    field: str
    papers: tuple[str, str]
    stems: Stems
    subjects: int
    subject: Subject | None
    says: bool


def judged_reasons(path: Path) -> list[JudgedReason]:
    found = []
    for field, one, other, name, subjects, share, says in rows_in(path):
        slug = "=" * (share == "=")
        subject = None if share == "-" else Subject(slug, name, 0.0 if slug else everywhere(float(share)))
        found.append(JudgedReason(field, (one, other), stems_of(name), int(subjects), subject, says == "+"))
    return found


def signs_of_reasons(rows: list[JudgedReason], texts: dict[str, tuple[str, str]]) -> list[Signs]:
    vectors = {paper: vector_of(None, text) for paper, text in texts.items()}
    found: list[Signs] = []
    for row in rows:
        own, other = (Phrasing(vectors[paper]) for paper in row.papers)
        close = closeness(*(vectors[paper] for paper in row.papers))
        stances = [text.stance_if(row.stems) for text in (own, other)]
        subject = odds_of(row.subject, *stances, close) if row.subject else 0.0
        told = signs_of_odds(told_beside(row.stems, *stances, close), subject)
        alone = {**signs_of_pair(close, row.subjects), **signs_of_name(row.stems), **told}
        pair = (own, other)
        beside = {**signs_of_weight(row.stems, pair), **signs_of_order(row.stems, pair)}
        found.append({**alone, **beside, **signs_of_form(row.stems, pair, stances)})
    return found


def _report(rows: Sequence[Judged | JudgedSubject | JudgedReason], odds: Any) -> None:
    says = np.array([row.says for row in rows])
    print(f"{len(rows)} terms, {says.mean():.3f} of which say something")
    for least in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0):
        sure = odds >= least
        print(f"odds of {least:.2f} and more: {sure.sum()} {says[sure].mean():.3f}")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, action="append", required=True)
    parser.add_argument("--subjects", action="store_true", help="what topics and keywords count")
    parser.add_argument("--worth", action="store_true", help="what tells that both are about a reason")
    options = parser.parse_args(argv)
    if options.subjects:
        subjects = judged_subjects(SUBJECTS)
        _fit(subjects, signs_of_subjects(subjects, texts_of(options.fields, _papers(subjects))))
        return
    if options.worth:
        reasons = judged_reasons(READ)
        _fit(reasons, signs_of_reasons(reasons, texts_of(options.fields, _papers(reasons))))
        return
    terms = judged(JUDGED)
    texts = texts_of(options.fields, _papers(terms))
    signs = all_signs(terms, texts, shares_of(options.fields, terms))
    # Words and phrases have weights of their own.
    told = list(zip(terms, signs, strict=True))
    for kind in (False, True):
        some = [(row, sign) for row, sign in told if (len(row.stems) > 1) == kind]
        _fit(*zip(*some, strict=True))


def _papers(rows: Iterable[Judged | JudgedSubject | JudgedReason]) -> set[str]:
    return {paper for row in rows for paper in row.papers}


def _fit(rows: Sequence[Judged | JudgedSubject | JudgedReason], signs: Sequence[Signs]) -> None:
    """Print what odds are worth in fields that are left out, and the weights of all."""
    names = list(dict.fromkeys(name for one in signs for name in one))
    table = np.array([[one.get(name, 0.0) for name in names] for one in signs])
    scale = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    says, fields = [row.says for row in rows], [row.field for row in rows]
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, fit_intercept=False)
    folds = GroupKFold(_FOLDS)
    odds = cross_val_predict(model, table / scale, says, groups=fields, cv=folds, method="decision_function")
    _report(rows, odds)
    fitted = model.fit(table / scale, says).coef_[0] / scale
    for name, weight in zip(names, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
