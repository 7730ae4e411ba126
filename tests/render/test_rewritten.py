"""What a new digest rewrites: the share of the bytes of a made-up library that change, by kind of file."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from benchmarks.changed import kind_of
from generator.config.loading import Config
from generator.library import Library
from generator.model import Appearance, Author, Paper, PaperTag, Relation, Source, Tag, as_bytes
from generator.render.api import render_api
from generator.render.exports import render_exports
from generator.render.feeds import render_feeds
from generator.render.pages import render_pages
from tests.render.samples import library, paper

# As many as decide what stands (preferred.py) and a few; the new ones are one of two hundred, as fifty are of ten thousand.
PAPERS, MORE = 1_500, 8
TOPICS = tuple(Tag(f"topic-{number}", f"Topic {number}", "What it is about.") for number in range(150))
# Percent of the bytes of each kind, a little above what it is. When parts of the API held 500 papers, feeds 20 entries, the newest page of
# a list up to 99 cards, and a letter's pages were cut by number, it was 99.7, 10.4, 23.4 and 81.3, and 14.8 of all.
MOST = {"API": 84, "feeds": 9, "topics": 21, "authors by letter": 70, "papers": 6, "all": 13.8}


def name(number: int) -> str:
    """A family name that no other number has, and a given name."""
    letters = f"{number:04}".translate(str.maketrans("0123456789", "aeioubdfgk"))
    return f"Ada {chr(65 + number * 7 % 26)}{letters}"


def made_up(count: int) -> Iterator[Paper]:
    """Ten papers a day; topics and authors of which some are far more usual than others."""
    chance = random.Random(11)
    usual = [1 / (rank + 4) for rank in range(len(TOPICS))]
    for number in range(count):
        day = f"{2020 + number // 10 // 336}-{number // 10 // 28 % 12 + 1:02}-{number // 10 % 28 + 1:02}"
        digest = f"{day}-daily"
        yield paper(
            f"paper-{number}", f"Paper {number}", added=day, abstract="All that is said of it, sentence by sentence. " * 25,
            authors=tuple(Author(name(chance.randrange(4_000))) for _ in range(4)),
            tags=tuple(PaperTag(tag.slug) for tag in dict.fromkeys(chance.choices(TOPICS, usual, k=3))),
            related=tuple(Relation(f"paper-{chance.randrange(PAPERS)}", 0.5) for _ in range(5)),
            appearances=(Appearance(digest, Source(f"digests/{digest}.txt", 1)),),
        )  # fmt: skip


def with_neighbours(papers: list[Paper]) -> list[Paper]:
    """The same with each new paper among those related to six old ones."""
    chance = random.Random(7)
    found = {chance.randrange(PAPERS): f"paper-{PAPERS + new}" for new in range(MORE) for _ in range(6)}
    for place, key in found.items():
        papers[place] = replace(papers[place], related=(Relation(key, 0.9), *papers[place].related[:4]))
    return papers


def files(of: Library) -> dict[str, bytes]:
    made = (*render_pages(of, Config()), *render_api(of), *render_feeds(of, Config()), *render_exports(of))
    return {file.path: as_bytes(file) for file in made}


def test_few_papers_more_rewrite_little() -> None:
    papers = list(made_up(PAPERS + MORE))
    before, after = files(library(papers[:PAPERS], TOPICS)), files(library(with_neighbours(papers), TOPICS))
    changed: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for path, content in after.items():
        for kind in (kind_of(path), "all"):
            whole[kind] += len(content)
            changed[kind] += len(content) * (before.get(path) != content)
    shares = {kind: 100 * changed[kind] / whole[kind] for kind in MOST}
    assert all(shares[kind] > 0 for kind in MOST)
    assert {kind: share for kind, share in shares.items() if share > MOST[kind]} == {}, shares
