"""Tags beside what people said. In: papers with keywords or tags of people, which the tagger is not shown. Out: agreement, coverage, time.

    python -m benchmarks.tags --keywords keywords-gold.jsonl.gz --tags tags-ml4code.jsonl --corpus 10k.jsonl.gz

A keyword (or a person's tag) stands for the topics that the vocabulary finds in it. "named" is the share of those that a paper gets, or a
topic below or above them; "agreed" is the share of a paper's tags that people named, or are below or above one they named. People name
three or four things of the many that a paper is about, so "agreed" cannot reach 1; compare it between two versions of the vocabulary.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.corpora import bare_paper, records
from benchmarks.machine import machine
from generator.config.vocabulary import load_vocabulary
from generator.enrich.tags import tag_papers
from generator.enrich.topics import agreed
from generator.model import Paper, PaperTag, Source, Tag

OURS = Path(__file__).parents[1] / "digests" / "tags.yml"


def read_papers(path: Path, fields: Sequence[str] = ("keywords", "tags")) -> list[tuple[Paper, list[str]]]:
    """Papers without keywords, each with what the first of `fields` says that it has."""
    found = []
    for record in records(path):
        said = next((record[field] for field in fields if record.get(field)), [])
        found.append((bare_paper(record), [str(one) for one in said]))
    return found


def families(vocabulary: Sequence[Tag]) -> dict[str, set[str]]:
    """Each tag with those above it."""
    by_slug = {tag.slug: tag for tag in vocabulary}

    def above(slug: str) -> set[str]:
        return {slug}.union(*(above(other) for other in by_slug[slug].broader))

    return {slug: above(slug) for slug in by_slug}


def agreement(papers: list[tuple[Paper, list[str]]], vocabulary: Sequence[Tag]) -> str:
    """How many tags that people's words say are given, and how many that are given are said; one above or below counts."""
    lines = families(vocabulary)

    def has_kin(tag: PaperTag, others: Iterable[PaperTag]) -> bool:
        return any(tag.slug in lines[other.slug] or other.slug in lines[tag.slug] for other in others)

    texts = [paper for paper, _ in papers]
    vocabulary = agreed(texts, vocabulary)
    words_alone = [Paper(title="", source=Source("x"), keywords=tuple(words)) for _, words in papers]
    given, said = tag_papers(texts, vocabulary), tag_papers(words_alone, vocabulary)
    named, right = [], []
    for mine, theirs in zip(given, said, strict=True):
        if theirs.tags:
            named += [has_kin(tag, mine.tags) for tag in theirs.tags]
            right += [has_kin(tag, theirs.tags) for tag in mine.tags]
    recall, precision = sum(named) / len(named), sum(right) / len(right)
    return f"{len(papers):>6,} papers   named {recall:.3f} of {len(named):,}   agreed {precision:.3f} of {len(right):,}"


def coverage(papers: Sequence[Paper]) -> str:
    counts = Counter(min(len(paper.tags), 6) for paper in papers)
    shares = "   ".join(
        f"{number}{'+' if number == 6 else ''}: {counts[number] / len(papers):.1%}" for number in range(7)
    )
    return f"tags a paper   {shares}   mean {sum(len(paper.tags) for paper in papers) / len(papers):.2f}"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocabulary", type=Path, default=OURS)
    parser.add_argument("--keywords", type=Path)
    parser.add_argument("--tags", type=Path)
    parser.add_argument("--odd", action="store_true", help="only every second paper with keywords, from the second on")
    parser.add_argument("--corpus", type=Path, help="measure coverage and time on these papers")
    options = parser.parse_args(argv)
    print(machine())
    vocabulary, problems = load_vocabulary(options.vocabulary.read_text("utf-8"), str(options.vocabulary))
    print(f"{len(vocabulary)} tags, {len(problems)} problems")
    for name, path in (("authors' keywords", options.keywords), ("people's tags", options.tags)):
        if path:
            some = slice(int(options.odd), None, 1 + options.odd)
            print(f"{name:20}", agreement(read_papers(path)[some], vocabulary))
    if options.corpus:
        papers = [paper for paper, _ in read_papers(options.corpus)]
        vocabulary = agreed(papers, vocabulary)
        tag_papers(papers, vocabulary)  # so that setting the text is not counted
        started = time.process_time()
        tagged = tag_papers(papers, vocabulary)
        print(f"{len(papers):,} papers in {time.process_time() - started:.1f} s of one core")
        print(coverage(tagged))


if __name__ == "__main__":
    main()
