"""Fits the clues of a pack. In: papers with authors' keywords. Out: generator/config/packs/NAME.clues.tsv, and what a clue counts.

    python -m benchmarks.fit_clues --corpus 100k.jsonl.gz --leave-out keywords-gold.jsonl.gz

For each topic that FEWEST papers' keywords name (or a narrower one), a logistic regression with L1 penalty on how the text speaks of it
(`facts`) and on the words, and pairs of words, that its papers hold more often than others: MOST of the greatest z of the log odds ratio,
and AGAINST of the least, which papers on other things hold. A paper whose keywords name but a broader topic tells nothing of the narrower
one, and is left out.
The odd records of --leave-out are not used, nor others of their title or abstract, so that benchmarks.tags --odd can judge the result.
Tags that lists give papers are not used: they are few and coarse. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from benchmarks.machine import machine
from benchmarks.tags import families, read_papers
from generator.config.vocabulary import PACKS, load_vocabulary
from generator.enrich.background import flagged
from generator.enrich.clues import IN_TITLE, facts, roots
from generator.enrich.passages import cut_into_words
from generator.enrich.tags import Tagger, tag_papers
from generator.model import Paper, Source, Tag
from generator.text import folded

FEWEST, MOST, AGAINST, RARE = 25, 120, 60, 40
PENALTY, LEAST = 0.3, 0.03
# Words of every abstract that no background flags.
_NOTHING = frozenset("http https github com code extended extensive www".split())


@dataclass(frozen=True)
class Labelled:
    """One row a paper. words: which clues it holds; facts: for each topic what its mentions say; named: papers x topics, whether the
    keywords name it or a narrower one; unknown: whether they name but a broader one."""

    clues: np.ndarray
    words: sparse.csc_matrix
    facts: list[sparse.csc_matrix]
    named: np.ndarray
    unknown: np.ndarray


def tells(clue: str) -> bool:
    words = clue.removeprefix(IN_TITLE).split(" ")
    alone = len(words) == 1 and (words[0] in flagged("g") or len(words[0]) < 2)
    return not alone and not any(word in flagged("s") or word in _NOTHING or word.isdigit() for word in words)


def clues_of(paper: Paper) -> Iterator[str]:
    title, abstract = (roots(cut_into_words(text).words) for text in (paper.title, paper.abstract))
    own = {*title, *map(" ".join, pairwise(title))}
    yield from (IN_TITLE + one for one in own)
    yield from own.union(abstract, map(" ".join, pairwise(abstract)))


def words_of(papers: Sequence[Paper]) -> tuple[np.ndarray, sparse.csc_matrix]:
    """The clues that RARE papers hold, in the order of the alphabet, so that two runs fit the same; and which paper holds which."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, paper in enumerate(papers):
        for clue in clues_of(paper):
            rows.append(row)
            columns.append(numbers.setdefault(clue, len(numbers)))
    held = sparse.csc_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(papers), len(numbers)))
    often = np.asarray(held.sum(0)).ravel() >= RARE
    clues = sorted(clue for clue, place in numbers.items() if often[place] and tells(clue))
    return np.array(clues), held[:, [numbers[clue] for clue in clues]]


def named_by(said: Sequence[Sequence[str]], vocabulary: Sequence[Tag]) -> tuple[np.ndarray, np.ndarray]:
    """(named, unknown) of Labelled."""
    keywords = [Paper(title="", source=Source("x"), keywords=tuple(words)) for words in said]
    number, lines = {tag.slug: place for place, tag in enumerate(vocabulary)}, families(vocabulary)
    named, below = np.zeros((len(said), len(vocabulary)), bool), np.zeros((len(vocabulary), len(vocabulary)), bool)
    for slug, line in lines.items():
        below[[number[other] for other in line], number[slug]] = True
    exact = np.zeros_like(named)
    for row, paper in enumerate(tag_papers(keywords, vocabulary)):
        exact[row, [number[tag.slug] for tag in paper.tags]] = True
    named = exact @ below.T
    return named, (exact @ below) & ~named


def facts_of(papers: Sequence[Paper], tagger: Tagger) -> list[sparse.csc_matrix]:
    found: list[dict[int, tuple[float, ...]]] = [{} for _ in tagger.vocabulary]
    for row, paper in enumerate(papers):
        for tag, one in tagger.case_of(paper).spoken.items():
            found[tag][row] = facts(one.spoken)
    made = []
    for rows in found:
        table = sparse.lil_matrix((len(papers), 4), dtype=np.float32)
        for row, values in rows.items():
            table[row] = values
        made.append(table.tocsc())
    return made


def fitted(topic: int, known: Labelled) -> str:
    """A topic's row: its base, what facts count, and its clues."""
    rows = ~known.unknown[:, topic]
    right = known.named[rows, topic]
    if right.sum() < FEWEST:
        return ""
    words = known.words[rows]
    with_it, without = (np.asarray(words[held].sum(0)).ravel() + 0.5 for held in (right, ~right))
    ratio = np.log(with_it / (right.sum() + 1)) - np.log(without / ((~right).sum() + 1))
    order = np.argsort(-ratio / np.sqrt(1 / with_it + 1 / without), kind="stable")
    best = np.concatenate([order[:MOST], order[-AGAINST:]])
    for last in (False, False, False, False, True):
        table = sparse.hstack([known.facts[topic][rows], words[:, best]]).tocsr()
        model = LogisticRegression(l1_ratio=1, solver="liblinear", C=PENALTY, tol=1e-2, random_state=0)
        weights = model.fit(table, right).coef_[0]
        kept = np.abs(weights[4:]) > LEAST
        if last or kept.all():
            break
        best = best[kept]
    order = np.argsort(-weights[4:], kind="stable")
    told = [f"{known.clues[best[place]]}={weights[4 + place]:.2f}" for place in order if kept[place]]
    return ";".join([" ".join(f"{number:.2f}" for number in (model.intercept_[0], *weights[:4])), *told])


def labelled(corpus: Path, leave_out: Path | None) -> list[tuple[Paper, list[str]]]:
    """The papers with authors' keywords, each title once, but for those that are to judge the result."""
    odd = read_papers(leave_out)[1::2] if leave_out else []
    judged = {folded(text) for paper, _ in odd for text in (paper.title, paper.abstract)} - {""}
    papers = {paper.title: (paper, said) for paper, said in read_papers(corpus, ("keywords",)) if said}
    return [one for one in papers.values() if judged.isdisjoint((folded(one[0].title), folded(one[0].abstract)))]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--pack", default="machine-learning")
    parser.add_argument("--out", type=Path, help="instead of the pack's own table")
    options = parser.parse_args(argv)
    warnings.simplefilter("ignore", ConvergenceWarning)
    print(machine())
    tags, _ = load_vocabulary(f"- use: [{options.pack}]\n", "tags.yml")
    vocabulary = tuple(replace(tag, pack="", clues="") for tag in tags)
    both = labelled(options.corpus, options.leave_out)
    named, unknown = named_by([said for _, said in both], vocabulary)
    told = named.any(1)
    papers = [paper for (paper, _), one in zip(both, told, strict=True) if one]
    known = Labelled(*words_of(papers), facts_of(papers, Tagger(vocabulary)), named[told], unknown[told])
    rows = {tag.slug: fitted(number, known) for number, tag in enumerate(vocabulary)}
    lines = [f"{slug}\t{row}\n" for slug, row in sorted(rows.items()) if row]
    (options.out or PACKS / f"{options.pack}.clues.tsv").write_text("".join(lines), "utf-8")
    print(f"{len(papers):,} papers, {len(lines)} topics, {sum(line.count('=') for line in lines):,} clues")


if __name__ == "__main__":
    main()
