"""Search beside Pagefind and Material's own. In: a corpus. Out: tables of bytes, times, costs, and of how well each ranks.

    python -m benchmarks.search --corpus papers.jsonl.gz --papers 1000 [--skip 20000] [--each 60] [--no-material]

All engines index the same papers in the same run, answer the same queries (benchmarks.queries), and are asked in the same Chromium
($CHROMIUM, or `chromium`). Needs the bench group of pyproject.toml. At 100,000 papers leave Material out: its browser cannot hold them.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.corpora import records
from benchmarks.machine import machine
from benchmarks.queries import KINDS, Query, make
from benchmarks.search_browser import chromium, listed, measure
from benchmarks.search_peers import bm25, lunr_
from benchmarks.search_quality import ours, plain, show, table
from benchmarks.search_server import Server
from benchmarks.search_site import papers_of
from benchmarks.search_sites import Built, material, offprint, pagefind

# Where the field stands on each site; any page will do.
PATHS = {"offprint": "about/", "Pagefind": "", "Material": ""}


def sample(queries: list[Query], each: int) -> list[str]:
    """The first `each` queries of every kind."""
    return [query.text for kind in KINDS for query in [q for q in queries if q.kind == kind][:each]]


def costs(sites: dict[str, Built]) -> str:
    rows = ["| index | seconds | peak MB | MB on disk | files |", "|---|---|---|---|---|"]
    for name, built in sites.items():
        rows.append(
            f"| {name} | {built.cost.seconds:.1f} | {built.cost.megabytes:.0f} | {built.size / 1e6:.1f} | {built.files} |"
        )
    return "\n".join(rows)


def network(sites: dict[str, Built], queries: list[str]) -> str:
    rows = [
        "| in Chromium | first query kB (most) | next query kB (most) | cold ms | 40 ms, 10 Mbit/s: ms | warm ms (most) |",
        "|---|---|---|---|---|---|",
    ]
    with chromium() as browser:
        for name, built in sites.items():
            server = Server(built.folder)
            # An index that the browser builds for seconds is asked fewer questions.
            found = measure(browser, server, name, PATHS[name], queries[::6] if name == "Material" else queries)
            server.close()
            rows.append(
                f"| {name} | {found.first / 1e3:.1f} ({found.first_most / 1e3:.1f}) | {found.next / 1e3:.1f} ({found.next_most / 1e3:.1f})"
                f" | {found.cold:.0f} | {found.slow:.0f} | {found.warm:.0f} ({found.warm_most:.0f}) |"
            )
    return "\n".join(rows)


def ranks(sites: dict[str, Built], given: list[dict[str, object]], queries: list[Query], *, lunr: bool) -> str:
    texts = plain(given)
    numbers = {paper.key: number for number, paper in enumerate(papers_of(given))}
    asked = [query.text for query in queries]
    answers = ours(sites["offprint"].folder / "search" / "v1", asked)
    engines = {"offprint": [[numbers[key] for key in answer["keys"]] for answer in answers]}  # type: ignore[attr-defined]
    engines["BM25"] = bm25(texts, queries)
    if lunr:
        engines["lunr"] = lunr_(texts, queries, boosted=False)
        engines["lunr, title 10"] = lunr_(texts, queries, boosted=True)
    with chromium() as browser:
        for name in [name for name in sites if name != "offprint"]:
            server = Server(sites[name].folder)
            found = listed(browser, server, name, PATHS[name], asked)
            server.close()
            engines[name] = [[numbers[key] for key in keys if key in numbers] for keys in found]
    return show(table(queries, engines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--each", type=int, default=60, help="queries of each kind for the ranking")
    parser.add_argument("--timed", type=int, default=2, help="queries of each kind for bytes and times")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--material", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--lunr", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    given = list(records(asked.corpus, asked.papers, skip=asked.skip))
    keys = [paper.key for paper in papers_of(given)]
    queries = make(plain(given), asked.each, asked.seed)
    print(f"{len(given)} papers, {len(queries)} queries. {machine()}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sites = {
            "offprint": offprint(asked.corpus, asked.papers, asked.skip, folder),
            "Pagefind": pagefind(given, keys, folder),
        }
        if asked.material:
            sites["Material"] = material(given, keys, folder)
        print(costs(sites), end="\n\n", flush=True)
        print(network(sites, sample(queries, asked.timed)), end="\n\n", flush=True)
        print("Mean reciprocal rank (share at rank 1 / in the first 5 / in the first 10)\n")
        print(ranks(sites, given, queries, lunr=asked.lunr))


if __name__ == "__main__":
    main()
