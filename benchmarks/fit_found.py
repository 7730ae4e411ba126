"""Fits what makes a found topic of an abstract sure. In: judged pairs, and papers. Out: FOUND of enrich/evidence.py, and how areas do.

    python -m benchmarks.fit_found --fields fields.jsonl.gz
    python -m benchmarks.fit_found --fields fields.jsonl.gz --draw 4711 --each 9

Pairs of a paper and a found topic are read and judged in topic_pairs.tsv. Logistic regression on those that the abstract alone speaks of:
the odds by the table of machine learning, whether it is said once, and over how many fields its words are spread. One field at a time is
left out to see what odds are worth. For areas it tells what fits by how much nearer another area of the discipline is. --draw: no fit;
pairs of other papers to be judged.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict

from benchmarks.corpora import rows_in
from benchmarks.topics import read_fields
from generator.enrich.background import spread_of
from generator.enrich.evidence import weights_of
from generator.enrich.phrases import CUT
from generator.enrich.tags import Tagger
from generator.enrich.terms import stem_of
from generator.enrich.topics import find_topics
from generator.model import Paper, Tag
from generator.text import folded

PAIRS = Path(__file__).with_name("topic_pairs.tsv")
# What was judged last is kept to see what the weights are worth.
_FITTED = ("20261", "5501")
_LIBRARY = 200
_STRENGTH = 0.3


class Judged(NamedTuple):
    """A topic of a paper of a library drawn by `seed`. mark: "+" where it fits, "~" where it is true and wide, "-" where it does not, "="
    where a specialist laughs; kind: of the fault."""

    seed: str
    field: str
    key: str
    name: str
    mark: str
    kind: str


def judged_pairs() -> list[Judged]:
    return [Judged(*row) for row in rows_in(PAIRS)]


def library(papers: Sequence[Paper], seed: str, field: str) -> list[Paper]:
    return random.Random(f"{seed}{field}").sample(list(papers), min(_LIBRARY, len(papers)))


class Sign(NamedTuple):
    """Of a pair: its field, whether it fits, and what it shows; behind: of an area alone."""

    field: str
    fits: bool
    shown: tuple[float, float, float]
    behind: float | None


def _signs(fields: dict[str, list[Paper]]) -> Iterator[Sign]:
    """Of the pairs that are still found."""
    rows: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for row in judged_pairs():
        if row.seed in _FITTED:
            rows[row.seed, row.field].append(row)
    for (seed, field), pairs in rows.items():
        some = library(fields[field], seed, field)
        tags = find_topics(some)
        tagger, by_key = Tagger(tags), {paper.key: paper for paper in some}
        number = {tag.name: place for place, tag in enumerate(tags)}
        for row in pairs:
            if row.name in number:
                yield from _sign(row, tagger, tags[number[row.name]], number[row.name], by_key[row.key])


def _sign(row: Judged, tagger: Tagger, tag: Tag, number: int, paper: Paper) -> Iterator[Sign]:
    case = tagger.case_of(paper)
    fits, evidence = row.mark in "+~", case.evidence.get(number)
    weights = weights_of(tag.weighed)
    if tag.area:
        yield Sign(row.field, fits, (0.0, 0.0, 0.0), case.behind[number])
    elif evidence and weights:
        likely = weights.likely(evidence)
        spread = spread_of(" ".join(stem_of(folded(word)) for word in CUT.findall(tag.name)))
        yield Sign(row.field, fits, (log(likely / (1 - likely)), evidence["once"], log(spread)), None)


def _fit(signs: Sequence[Sign]) -> None:
    table, fits = np.array([one.shown for one in signs]), np.array([one.fits for one in signs])
    mean, scale = table.mean(axis=0), table.std(axis=0)
    model = LogisticRegression(C=_STRENGTH)
    fields = [one.field for one in signs]
    left_out = cross_val_predict(
        model, (table - mean) / scale, fits, groups=fields, cv=LeaveOneGroupOut(), method="predict_proba"
    )[:, 1]
    curve = roc_auc_score(fits, left_out)
    print(f"{len(signs)} pairs of abstracts alone, {fits.mean():.3f} fit; area under the curve {curve:.3f}")
    for least in (0.5, 0.6, 0.7, 0.75, 0.8):
        kept = left_out >= least
        print(f"{least}: {kept.mean():.2f} kept, {fits[kept].mean():.3f} fit; of the others {fits[~kept].mean():.2f}")
    model.fit((table - mean) / scale, fits)
    weights = model.coef_[0] / scale
    base = model.intercept_[0] - (weights * mean).sum()
    print("FOUND =", tuple(round(float(one), 2) for one in (base, *weights)))


def _tell_areas(signs: Sequence[Sign]) -> None:
    for bound in (0.0, 0.05, 0.12, 0.25):
        near = [one.fits for one in signs if one.behind is not None and one.behind <= bound]
        far = [one.fits for one in signs if one.behind is not None and one.behind > bound]
        print(
            f"areas behind by {bound} at most: {len(near)}, {np.mean(near):.3f} fit; {len(far)} others {np.mean(far):.3f}"
        )


def _draw(fields: dict[str, list[Paper]], seed: str, each: int) -> None:
    seen = {row.key for row in judged_pairs()}
    for field, papers in fields.items():
        some = library(papers, seed, field)
        tags = find_topics(some)
        names, tagger = {tag.slug: tag.name for tag in tags}, Tagger(tags)
        for paper in [paper for paper in some if paper.key not in seen][:each]:
            print(f"\n# {paper.title}\n# {paper.abstract}")
            for tag in tagger.tags_of(paper):
                print(seed, field, paper.key, names[tag.slug], "", "", sep="\t")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, required=True)
    parser.add_argument("--draw", default="", help="a seed: print pairs to be judged")
    parser.add_argument("--each", type=int, default=9, help="papers of a field to draw")
    options = parser.parse_args(argv)
    fields = read_fields(options.fields, 0, 1)
    if options.draw:
        _draw(fields, options.draw, options.each)
        return
    signs = list(_signs(fields))
    _fit([one for one in signs if one.behind is None])
    _tell_areas(signs)


if __name__ == "__main__":
    main()
