"""Related papers beside plain TF-IDF. In: papers that people put together. Out: a table of mean precision at five, and of time.

    python -m benchmarks.relations --papers papers.jsonl.gz --sessions related-sessions.jsonl --sections related-list-sections.jsonl \\
        --corpus 10k.jsonl.gz

For each paper the five nearest among the papers of its venue (or list); precision is the share of them in its session (or section).
Showing fewer than five counts as wrong for those left out. "shared" takes every venue's papers into one library before asking.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpora import bare_paper, records
from benchmarks.machine import machine
from generator.enrich.relations import relate
from generator.model import Paper

Groups = dict[str, dict[str, set[str]]]
Nearest = Callable[[list[Paper]], dict[str, list[str]]]


def read_papers(path: Path) -> dict[str, Paper]:
    return {record["id"]: bare_paper(record, key=record["id"]) for record in records(path)}


def read_groups(path: Path, outer: str, inner: str) -> Groups:
    """venue -> paper -> the sessions it stands in."""
    groups: Groups = defaultdict(lambda: defaultdict(set))
    for record in records(path):
        for paper in record["ids"]:
            groups[record[outer]][paper].add(record[inner])
    return groups


def ours(papers: list[Paper]) -> dict[str, list[str]]:
    return {paper.key: [relation.key for relation in paper.related] for paper in relate(papers)}


def plain(papers: list[Paper]) -> dict[str, list[str]]:
    """TF-IDF as scikit-learn has it, with nothing set."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer().fit_transform([f"{paper.title} {paper.abstract}" for paper in papers])
    found = {}
    for first in range(0, len(papers), 500):
        scores = (rows[first : first + 500] @ rows.T).toarray()
        for place, score in enumerate(scores, start=first):
            score[place] = -1
            found[papers[place].key] = [papers[k].key for k in np.argsort(-score, kind="stable")[:5]]
    return found


def precision(groups: Groups, papers: dict[str, Paper], nearest: Nearest) -> tuple[float, float]:
    """Mean precision at five over all papers, and the share of papers with fewer than five shown."""
    hits, fewer = [], []
    for members in groups.values():
        keys = sorted(members)
        for key, near in nearest([papers[key] for key in keys]).items():
            hits.append(sum(bool(members[key] & members[other]) for other in near[:5]) / 5)
            fewer.append(len(near) < min(5, len(keys) - 1))
    return sum(hits) / len(hits), sum(fewer) / len(fewer)


def timed(papers: list[Paper], nearest: Nearest) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    nearest(papers)
    return time.perf_counter() - wall, time.process_time() - cpu


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=Path)
    parser.add_argument("--sessions", type=Path)
    parser.add_argument("--sections", type=Path)
    parser.add_argument("--corpus", type=Path, help="measure the time on these papers")
    options = parser.parse_args(argv)
    print(machine())
    engines: dict[str, Nearest] = {"plain TF-IDF (scikit-learn)": plain, "offprint": ours}
    for name, path, outer, inner in (
        ("same session", options.sessions, "venue", "session"),
        ("same section of a list", options.sections, "list", "section"),
    ):
        if path and options.papers:
            papers, groups = read_papers(options.papers), read_groups(path, outer, inner)
            for engine, nearest in engines.items():
                mean, fewer = precision(groups, papers, nearest)
                print(f"{name:24}{engine:30} precision at five {mean:.3f}   shows fewer {fewer:.1%}")
    if options.corpus:
        corpus = list(read_papers(options.corpus).values())
        for engine, nearest in engines.items():
            wall, cpu = timed(corpus, nearest)
            print(f"{len(corpus):>7,} papers          {engine:30} {wall:.1f} s wall, {cpu:.1f} s cpu")


if __name__ == "__main__":
    main()
