"""The search files of a corpus. In: a JSON-lines corpus. Out: its Library, and the search folder that the site would have.

    python -m benchmarks.search_site --corpus papers.jsonl.gz --papers 10000 --out DIR

Papers come in digests of 100, one a day, in the corpus' order. `--skip` begins later in the file.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpora import Record, records
from generator.config.loading import Config, load_config
from generator.enrich.links import find_links
from generator.enrich.tags import tag_papers
from generator.library import Library, gather
from generator.model import Appearance, Author, Digest, Paper, Source
from generator.output import write
from generator.render.search import render_search
from generator.text import fold, paper_key

ROOT = Path(__file__).parents[1]
_EACH = 100
_FIRST_DAY = date(2020, 1, 1)


def papers_of(given: list[Record]) -> list[Paper]:
    """The records as papers, each with a key of its own; paper n is record n."""
    seen: dict[str, int] = {}
    found = []
    for number, record in enumerate(given):
        title = fold(str(record["title"]))
        key = paper_key(title)
        seen[key] = seen.get(key, 0) + 1
        found.append(_paper(number, f"{key}-{seen[key]}" if seen[key] > 1 else key, title, record))
    return found


def _paper(number: int, key: str, title: str, record: Record) -> Paper:
    def texts(field: str) -> list[str]:
        value = record.get(field)
        return [fold(str(each)) for each in value] if isinstance(value, list) else []

    day = (_FIRST_DAY + timedelta(days=number // _EACH)).isoformat()
    source = Source(f"{day}-measured.jsonl", number % _EACH + 1)
    return Paper(
        title=title,
        source=source,
        key=key,
        abstract=fold(str(record.get("abstract") or "")),
        date=str(record["date"]) if record.get("date") else None,
        added=day,
        authors=tuple(Author(name) for name in texts("authors")),
        venues=(fold(str(record["venue"])),) if record.get("venue") else (),
        keywords=tuple(texts("keywords")),
        appearances=(Appearance(f"{day}-measured", source, title),),
    )


def library_of(papers: list[Paper], config: Config) -> Library:
    """A library of papers with their links and tags, but without relations, which search does not show."""
    linked = tuple(_with_links(paper) for paper in papers)
    tagged = tag_papers(linked, config.vocabulary)
    days: dict[str, list[str]] = {}
    for paper in tagged:
        days.setdefault(paper.added, []).append(paper.key)
    digests = [
        Digest(f"{day}-measured", day, "measured", f"{day}-measured.jsonl", keys=tuple(keys), new=tuple(keys))
        for day, keys in days.items()
    ]
    return gather(tagged, digests, config.vocabulary)


def _with_links(paper: Paper) -> Paper:
    return replace(paper, links=find_links(paper))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument(
        "--bare", action="store_true", help="without keywords and tags: title, abstract and authors alone"
    )
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    given = list(records(asked.corpus, asked.papers, skip=asked.skip))
    if asked.bare:
        given = [{**record, "keywords": []} for record in given]
    config, _ = load_config(ROOT, ROOT / "digests")
    library = library_of(papers_of(given), config)
    asked.out.mkdir(parents=True, exist_ok=True)
    write(render_search(library, config), asked.out)


if __name__ == "__main__":
    main()
