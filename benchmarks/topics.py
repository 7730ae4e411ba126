"""Topics found in libraries of several fields, without a vocabulary. In: papers with fields and keywords. Out: coverage, keywords, time.

    python -m benchmarks.topics --fields fields.jsonl.gz --count 200 --odd

For each field: the share of papers with two topics or more; of the keywords that five or more of its papers share, on how many of the
papers that carry them they are a topic (marks of indexers such as "Humans" left out); and whether related papers share keywords as
often as those of plain TF-IDF. Every second paper can be left out, to tune on the others.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.corpora import bare_paper, records
from benchmarks.machine import machine
from benchmarks.relations import ours, plain
from generator.enrich.forms import form_of, keyword_names
from generator.enrich.tags import tag_papers
from generator.enrich.topics import find_topics
from generator.model import Paper

_SHARED = 5


def read_fields(path: Path, first: int, step: int) -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = defaultdict(list)
    for record in islice(records(path), first, None, step):
        words = tuple(" ".join(str(word).split()) for word in record.get("keywords") or ())
        found[record["field"]].append(bare_paper(record, key=record["id"], keywords=words))
    return found


def keywords_found(papers: Sequence[Paper]) -> tuple[int, int]:
    """(found, asked): pairs of a paper and a keyword of its own that _SHARED papers have."""
    tags = find_topics(papers)
    slugs = {form_of(name): tag.slug for tag in tags for name in (tag.name, *tag.aliases)}
    said = [{form_of(name) for word in paper.keywords for name in keyword_names(word)} for paper in papers]
    shared = {form for form, count in Counter(form for forms in said for form in forms).items() if count >= _SHARED}
    hits = asked = 0
    for paper, forms in zip(tag_papers(papers, tags), said, strict=True):
        own = {tag.slug for tag in paper.tags}
        asked += len(forms & shared)
        hits += sum(slugs.get(form) in own for form in forms & shared)
    return hits, asked


def shares_keywords(papers: Sequence[Paper], near: dict[str, list[str]]) -> float:
    """The mean share of five neighbours that have a keyword of the paper which no more than a tenth of the papers have."""
    said = {paper.key: {form_of(word) for word in paper.keywords} for paper in papers}
    counts = Counter(form for forms in said.values() for form in forms)
    rare = {form for form, count in counts.items() if count <= len(papers) / 10}
    asked = [key for key in near if said[key] & rare]
    if not asked:
        return 0.0
    return sum(bool(said[key] & said[other] & rare) for key in asked for other in near[key][:5]) / (5 * len(asked))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200, help="papers of a field for coverage")
    parser.add_argument("--odd", action="store_true", help="only every second paper, from the second on")
    parser.add_argument("--even", action="store_true", help="only every second paper, from the first on")
    options = parser.parse_args(argv)
    print(machine())
    step = 2 if options.odd or options.even else 1
    for field, papers in read_fields(options.fields, int(options.odd), step).items():
        some = papers[: options.count]
        started = time.process_time()
        tagged = tag_papers(some, find_topics(some))
        spent = 1000 * (time.process_time() - started) / len(some)
        two = sum(len(paper.tags) > 1 for paper in tagged) / len(some)
        hits, asked = keywords_found(papers)
        kept = f"{hits / asked:.2f} of {asked:,}" if asked else "none"
        near, plainly = shares_keywords(papers, ours(papers)), shares_keywords(papers, plain(papers))
        beside = f"related share keywords {near:.3f} (plain TF-IDF {plainly:.3f})" if near else ""
        print(
            f"{field:22} {len(some):4} papers   two topics {two:.2f}   keywords {kept:14}   {spent:.1f} ms a paper   {beside}"
        )


if __name__ == "__main__":
    main()
