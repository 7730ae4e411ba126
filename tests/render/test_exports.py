"""Lists to download: every paper once, in the order of its page, and keys that tell papers apart."""

from __future__ import annotations

import json

import bibtexparser
import rispy
from msgspec.structs import replace

from generator.enrich.addresses import Addresses
from generator.model import PaperTag
from generator.render.exports import render_exports
from tests.render.hostile import HOSTILE
from tests.render.samples import library, many, paper


def files(given: object = None) -> dict[str, str]:
    return {file.path: str(file.content) for file in render_exports(library(given))}  # type: ignore[arg-type]


def test_each_list_holds_its_papers_in_order() -> None:
    made = files()
    whole = (
        "digests/2025-04-02-weekly",
        "digests/2025-03-14-trending-papers",
        "tags/learning",
        "tags/optimization",
        "tags/zeroth-order",
    )
    names = ("papers.bib", "papers.ris", "papers.json", "apa.txt", "ieee.txt")
    of_topics = {f"tags/{tag.slug}/papers.bib" for tag in library().topics()}
    shared = {f"tags/{slug}/{name}" for slug, keys in library().by_tag.items() if keys for name in names}
    assert set(made) == {"papers.bib", *of_topics, *shared, *(f"{page}/{name}" for page in whole for name in names)}
    assert "tags/unused/papers.bib" in made and "tags/unused/papers.ris" not in made
    keys = {
        path: [e.key for e in bibtexparser.parse_string(text).entries]
        for path, text in made.items()
        if path.endswith("bib")
    }
    assert keys["papers.bib"] == list(library().papers)
    assert keys["tags/learning/papers.bib"] == list(library().by_tag["learning"])
    assert keys["tags/unused/papers.bib"] == []
    records = rispy.loads(made["digests/2025-03-14-trending-papers/papers.ris"])
    assert [record["id"] for record in records] == ["full", "arabic", "heir"]
    assert records[0]["keywords"] == ["Zeroth-order optimization", "Alignment"]
    topic = rispy.loads(made["tags/learning/papers.ris"])
    assert [record["id"] for record in topic] == keys["tags/learning/papers.bib"]
    assert [record["id"] for record in json.loads(made["tags/learning/papers.json"])] == keys[
        "tags/learning/papers.bib"
    ]
    assert not any("abstract" in record for record in topic) and any("abstract" in record for record in records)
    csl = json.loads(made["digests/2025-03-14-trending-papers/papers.json"])
    assert [record["id"] for record in csl] == [record["id"] for record in records]
    numbered = made["digests/2025-03-14-trending-papers/ieee.txt"].splitlines()
    assert [
        line.startswith(f"[{n}] ") and record["title"] in line
        for n, (line, record) in enumerate(zip(numbered, csl, strict=True), 1)
    ] == [True] * 3
    assert sorted(made["digests/2025-03-14-trending-papers/apa.txt"].split("\n\n")) == made[
        "digests/2025-03-14-trending-papers/apa.txt"
    ].split("\n\n")


def test_a_list_is_at_the_old_address_of_its_page_too() -> None:
    moved = {
        "digests/2025-04-02-old": "digests/2025-04-02-weekly",
        "tags/lernen": "tags/learning",
        "authors/x": "authors/y",
    }
    made = {
        file.path: file.content
        for file in render_exports(replace(library(), addresses=Addresses(moved=moved, gone=("tags/gone",))))
    }
    for old, new in (
        ("digests/2025-04-02-old/papers.bib", "digests/2025-04-02-weekly/papers.bib"),
        ("digests/2025-04-02-old/papers.ris", "digests/2025-04-02-weekly/papers.ris"),
        ("digests/2025-04-02-old/papers.json", "digests/2025-04-02-weekly/papers.json"),
        ("digests/2025-04-02-old/ieee.txt", "digests/2025-04-02-weekly/ieee.txt"),
        ("tags/lernen/papers.bib", "tags/learning/papers.bib"),
        ("tags/lernen/apa.txt", "tags/learning/apa.txt"),
    ):
        assert made[old] == made[new]
    assert not [path for path in made if path.startswith(("authors/", "tags/gone"))]


def test_citation_keys_are_unique() -> None:
    keys = [entry.key for entry in bibtexparser.parse_string(files(many(300))["papers.bib"]).entries]
    assert len(set(keys)) == 300


def test_hostile_records_stay_one_entry_each() -> None:
    given = [paper(f"h{number}", title, abstract=title) for number, title in enumerate(HOSTILE)]
    made = files(given)
    library_read = bibtexparser.parse_string(made["papers.bib"])
    assert not library_read.failed_blocks
    assert [entry.key for entry in library_read.entries] == [record.key for record in given]
    ris = next(text for path, text in made.items() if path.endswith(".ris"))
    assert len(rispy.loads(ris)) == len(HOSTILE)


def test_a_large_topic_is_had_as_bibtex_alone() -> None:
    """Its page leads to search, which exports every form."""

    def names(count: int) -> set[str]:
        on = tuple(replace(one, tags=(PaperTag("learning", (), "text"),)) for one in many(count))
        return {path for path in files(on) if path.startswith("tags/learning/")}

    assert len(names(50)) == 5
    assert names(51) == {"tags/learning/papers.bib"}
