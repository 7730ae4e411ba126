"""Topics of the committed digest beside what a reader would file its papers under. In: digests/, seed_concepts.tsv. Out: recall, topics.

    python -m benchmarks.concepts --list

The table names for each paper (by the beginning of its title) two to five concepts, written down from title and abstract before the
topics that it gets were looked at. A concept is found when the paper has a topic of that name, or one below it;
"near" counts one above it too.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.corpora import rows_in
from benchmarks.tags import OURS, families
from generator.config.vocabulary import load_vocabulary
from generator.enrich.forms import form_of
from generator.enrich.phrases import Phrases
from generator.enrich.tags import tag_papers
from generator.enrich.topics import agreed
from generator.model import Paper, Source
from generator.readers import read

TABLE = Path(__file__).with_name("seed_concepts.tsv")


def seed_papers() -> list[Paper]:
    found: list[Paper] = []
    for path in sorted(OURS.parent.glob("*.txt")):
        found += read(path.read_text("utf-8"), Source(path.name)).papers
    return found


def concepts_of(papers: list[Paper]) -> list[list[str]]:
    """The concepts of each paper, in order. A beginning that fits no title, or two, is an error."""
    found: dict[int, list[str]] = {}
    for begins, concepts in rows_in(TABLE):
        (place,) = [number for number, paper in enumerate(papers) if paper.title.startswith(begins)]
        found[place] = concepts.split("; ")
    return [found[place] for place in range(len(papers))]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="each paper with its topics and what was missed")
    options = parser.parse_args(argv)
    papers = seed_papers()
    vocabulary = agreed(papers, load_vocabulary(OURS.read_text("utf-8"), str(OURS))[0])
    above, slugs = families(vocabulary), [tag.slug for tag in vocabulary]
    slug_of = {form: slugs[number] for form, number in Phrases(vocabulary).whole.items()}
    found = near = asked = given = 0
    for paper, concepts in zip(tag_papers(papers, vocabulary), concepts_of(papers), strict=True):
        wanted = {name: slug_of.get(form_of(name), "") for name in concepts}
        own = {tag.slug for tag in paper.tags}
        own_and_above = set[str]().union(*(above[slug] for slug in own))
        exact = {name for name, slug in wanted.items() if slug in own_and_above}
        below = {name for name, slug in wanted.items() if slug and own & above[slug]}
        found += len(exact)
        near += len(exact | below)
        asked += len(wanted)
        given += len(own)
        if options.list:
            print(listed(paper, wanted, exact))
    print(
        f"{len(papers)} papers   found {found / asked:.3f}, near {near / asked:.3f} of {asked}   {given} topics given"
    )


def listed(paper: Paper, wanted: dict[str, str], exact: set[str]) -> str:
    """A paper with its topics, and the concepts that it lacks; behind one that no topic is called, a star."""
    names = "; ".join(f"{tag.slug} ({', '.join(tag.words)})" for tag in paper.tags)
    missed = "; ".join(name + "*" * (not slug) for name, slug in wanted.items() if name not in exact)
    return f"{paper.title}\n    has {names}\n    misses {missed}"


if __name__ == "__main__":
    main()
