"""A small library for tests of rendering. Out: records that hold one of everything, made up here."""

from __future__ import annotations

import msgspec

from generator.enrich.addresses import Addresses
from generator.library import Library, gather
from generator.model import Appearance, Author, Digest, Link, Paper, PaperTag, Relation, Source, Tag

VOCABULARY = (
    Tag("learning", "Learning", "How models are trained."),
    Tag("optimization", "Optimization", "Gradients and their absence.", ("learning",)),
    Tag("zeroth-order", "Zeroth-order optimization", "Function values alone.", ("optimization",)),
    Tag("alignment", "Alignment", "What people want.", ("learning",)),
    Tag("cpp", "C++", "Programs in C++."),
    Tag("unused", "Unused", "No paper is here."),
    Tag("never", "Never", "No paper ever was here."),
)
# Of these topics a page was published once.
PUBLISHED = Addresses(topics=frozenset(["alignment", "unused"]))


def paper(key: str, title: str, **fields: object) -> Paper:
    """A paper of the first digest, with two tags, unless `fields` say otherwise."""
    given: dict[str, object] = {
        "abstract": f"An abstract about {title}.",
        "added": "2025-03-14",
        "tags": (PaperTag("zeroth-order", ("zeroth-order", "black-box")), PaperTag("alignment")),
        "appearances": (Appearance("2025-03-14-trending-papers", Source("digests/a.txt", 3), title),),
    }
    return Paper(title=title, key=key, source=Source("digests/a.txt", 3), **{**given, **fields})  # type: ignore[arg-type]


def papers() -> list[Paper]:
    """Four papers in two digests: a full one, a bare one, one in Arabic, one that answers to an old key."""
    later = (Appearance("2025-04-02-weekly", Source("digests/b.bib", 9), "Another title"),)
    return [
        paper(
            "full",
            "A full record: 10% of $x^2$ & more",
            date="2025-02",
            authors=(Author("Ada Lovelace", "0000-0002-1825-0097"), Author("Łukasz Świątek")),
            venues=("ICLR 2025",),
            ids={"arxiv": "2503.00001", "doi": "10.1000/a(b)c"},
            links=(
                Link("https://github.com/a/b?x=1&y=2", "code", "github.com"),
                Link("http://b.org/", "other", "b.org"),
            ),
            related=(Relation("bare", 0.5, ("black-box", "C++")), Relation("arabic", 0.2)),
            comment="12 pages",
        ),
        paper("bare", "Bare", abstract="", tags=(), appearances=later, added="2025-04-02"),
        paper("arabic", "تعلم الآلة", lang="ar", authors=(Author("Ada Lovelace"),), withdrawn="At the authors' wish."),
        paper("heir", "Heir", redirects=("old-key",), authors=(Author("Ada Lovelace"),)),
    ]


def library(given: list[Paper] | None = None, vocabulary: tuple[Tag, ...] = VOCABULARY) -> Library:
    """A library of `given` (else `papers()`), each in the digests where it appeared."""
    records = papers() if given is None else given
    names: dict[str, list[str]] = {}
    for record in records:
        for appearance in record.appearances:
            names.setdefault(appearance.digest, []).append(record.key)
    digests = [
        Digest(name, name[:10], name[11:], f"digests/{name}.txt", keys=tuple(keys), new=tuple(keys))
        for name, keys in names.items()
    ]
    return gather(records, digests, vocabulary, PUBLISHED)


def many(count: int) -> list[Paper]:
    """`count` papers, three a day, over several months."""
    records = []
    for number in range(count):
        day = f"2025-{1 + number // 84 % 12:02d}-{1 + number // 3 % 28:02d}"
        name = f"{day}-daily"
        made = paper(f"paper-{number}", f"Paper {number}", added=day)
        records.append(msgspec.structs.replace(made, appearances=(Appearance(name, Source(f"digests/{name}.txt", 1)),)))
    return records
