"""Identity measured. In: works that appear twice, works that only look alike, and a corpus. Out: a table of what was joined.

    python -m benchmarks.identity --papers papers.jsonl.gz --several same-work-several-venues.jsonl --retitled arxiv-retitled.jsonl \\
        --apart same-title-different-work.jsonl --corpus 10k.jsonl.gz --show

Rows: works found whole (all their records on one page), works that got another's record, pairs that must stay two and do not, and every
join in the corpora, which hold each paper once (nearly: --show prints the joins, to be looked at). "no ids": without ids and addresses;
"no abstracts": titles, authors and years alone; "no authors": titles and abstracts alone. A record whose text is another's
(`merged_text_of`) counts as one without abstract, but in the rows "lent texts".
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpora import Record, records, value_of
from benchmarks.machine import machine
from generator.enrich.identity import Merged, merge
from generator.model import Author, Digest, Paper, Reading, Source
from tests.enrich.hard_negatives import invented, real

Change = Callable[[Paper], Paper]


def paper_from(record: Record, **over: object) -> Paper:
    """A record of the corpora as a reader would give it; `source` holds its id."""
    name = str(record["id"])
    lent = "merged_text_of" in record
    ids = {"arxiv": name[6:].split("#")[0]} if name.startswith("arxiv:") else {}
    links = record.get("links")
    doi = links.get("doi") if isinstance(links, dict) else None
    if doi and not lent:
        ids["doi"] = str(doi).lower()
    url = "" if lent else str(record.get("url") or "")
    return Paper(
        title=str(over.get("title", record.get("title", ""))),
        abstract=value_of(record, "abstract"),
        authors=tuple(Author(str(a)) for a in _list(over.get("authors", record.get("authors")))),
        date=str(over.get("date") or record.get("date") or "") or None,
        venues=tuple(str(v) for v in _list(over.get("venues", record.get("venue")))),
        url=url or None,
        ids=ids,
        lang="lent" if lent else "",
        source=Source(str(over.get("name", name))),
    )


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [value] if value else []


def library(papers: Iterable[Paper]) -> tuple[Merged, dict[str, str], float]:
    """Merge `papers` as one digest: the outcome, the key of each record by its name, and the seconds."""
    began = time.perf_counter()
    merged = merge([Reading(Digest("2025-01-01-x", "2025-01-01", "x", "x"), tuple(papers))])
    page = {place.source.path: made.key for made in merged.papers for place in made.appearances}
    return merged, page, time.perf_counter() - began


def own_text(paper: Paper) -> Paper:
    return replace(paper, abstract="") if paper.lang == "lent" else paper


CHANGES: dict[str, Change] = {
    "as they come": own_text,
    "no ids": lambda paper: replace(own_text(paper), ids={}, url=None),
    "no ids, no abstracts": lambda paper: replace(paper, ids={}, url=None, abstract=""),
    "no ids, no authors": lambda paper: replace(own_text(paper), ids={}, url=None, authors=()),
    "no ids, lent texts": lambda paper: replace(paper, ids={}, url=None),
}


def several(path: Path, texts: dict[str, Record]) -> Iterator[str]:
    """Works in several venues, all in one library; each record with the title, authors and venue that its venue printed."""
    works = [_venue_records(work, texts) for work in records(path)]
    for what, change in CHANGES.items():
        merged, page, seconds = library(map(change, chain.from_iterable(works)))
        keys = [{page[paper.source.path] for paper in work} for work in works]
        whole = sum(len(found) == 1 for found in keys)
        shared = sum(map(len, keys)) - len(set().union(*keys))
        yield (
            f"several venues, {what:22} {whole:5} of {len(works)} whole ({whole / len(works):.1%}), {shared} mixed up,"
            f" {len(merged.problems)} doubts, {seconds:.1f} s"
        )


def _venue_records(work: Record, texts: dict[str, Record]) -> list[Paper]:
    """A record for each id of a work."""
    return [_venue_record(work, place, name, texts) for place, name in enumerate(_list(work["ids"]))]


def _venue_record(work: Record, place: int, name: object, texts: dict[str, Record]) -> Paper:
    titles, venues, authors = (_list(work[field]) for field in ("titles", "venues", "authors"))
    venue = str(venues[place]) if place < len(venues) else ""
    year = re.findall(r"(?:19|20)\d\d", venue)
    return paper_from(
        texts.get(str(name), {"id": name}),
        title=titles[min(place, len(titles) - 1)],
        authors=authors[min(place, len(authors) - 1)],
        venues=[venue] if venue else [],
        date=year[-1] if year else None,
        name=f"{name}@{place}",
    )


def apart(path: Path, texts: dict[str, Record]) -> Iterator[str]:
    pairs = [_venue_records(work, texts) for work in records(path)]
    for what, change in CHANGES.items():
        wrong = sum(len({library(map(change, pair))[1][p.source.path] for p in pair}) < len(pair) for pair in pairs)
        yield f"one title, two works, {what:20} {wrong} of {len(pairs)} joined"


def retitled(path: Path, texts: dict[str, Record]) -> Iterator[str]:
    works = list(records(path))
    for what, change in list(CHANGES.items())[:2]:
        known = found = 0
        for work in works:
            text = texts.get(str(work["id"]), {"id": work["id"]})
            known += bool(text.get("abstract"))
            papers = [
                change(paper_from(text, title=title, name=str(n))) for n, title in enumerate(_list(work["titles"]))
            ]
            found += len(set(library(papers)[1].values())) == 1
        yield f"retitled, {what:32} {found} of {len(works)} joined ({known} have a text here)"


def hard() -> Iterator[str]:
    pairs = [*invented(), *real()]
    wrong = 0
    for pair in pairs:
        one, other = replace(pair.one, source=Source("one")), replace(pair.other, source=Source("other"))
        wrong += len(set(library([one, other])[1].values())) == 1
    yield f"hard negatives                             {wrong} of {len(pairs)} joined"


def corpus(path: Path, *, show: bool) -> Iterator[str]:
    papers = [paper_from(record) for record in records(path)]
    merged, _, seconds = library(papers)
    by_name = {paper.source.path: paper for paper in papers}
    joined = [made for made in merged.papers if len(made.appearances) > 1]
    known = sum(_one_source(made) for made in joined)
    yield (
        f"{path.name}: {len(papers)} papers, {len(joined)} joins ({known} of records with one id), {len(merged.problems)} doubts,"
        f" {seconds:.1f} s"
    )
    for made in joined if show else ():
        yield "    " + "  |  ".join(f"{p.source.path} {by_name[p.source.path].title[:90]}" for p in made.appearances)
    yield from (f"    doubt: {problem.source.path} {problem.message[:180]}" for problem in merged.problems if show)


def _one_source(made: Paper) -> bool:
    return len({place.source.path.split("#")[0] for place in made.appearances}) == 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("papers", "several", "apart", "retitled"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--show", action="store_true", help="print every join and doubt of the corpora")
    given = parser.parse_args()
    print(machine())
    texts = {str(record["id"]): record for record in records(given.papers)} if given.papers else {}
    for path, measure in ((given.several, several), (given.apart, apart), (given.retitled, retitled)):
        for line in measure(path, texts) if path else ():
            print(line, flush=True)
    for line in hard():
        print(line, flush=True)
    for path in given.corpus:
        for line in corpus(path, show=given.show):
            print(line, flush=True)


if __name__ == "__main__":
    main()
