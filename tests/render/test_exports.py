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


NAMES = ("papers.bib", "papers.ris", "papers.json", "apa.txt", "ieee.txt")
DIGEST = "digests/2025-03-14-trending-papers"


def keys_in(bib: str) -> list[str]:
    return [entry.key for entry in bibtexparser.parse_string(bib).entries]


def test_each_digest_and_each_topic_has_its_lists_and_one_without_papers_bibtex_alone() -> None:
    given = library()
    pages = ["digests/2025-04-02-weekly", DIGEST, "tags/learning", "tags/optimization", "tags/zeroth-order"]
    pages += [f"tags/{slug}" for slug, keys in given.by_tag.items() if keys]
    lists = {f"{page}/{name}" for page in pages for name in NAMES}
    of_topics = {f"tags/{tag.slug}/papers.bib" for tag in given.topics()}
    made = files()
    assert set(made) == {"papers.bib", *of_topics, *lists}
    assert "tags/unused/papers.bib" in made
    assert "tags/unused/papers.ris" not in made


def test_each_list_holds_its_papers_in_order() -> None:
    made, given = files(), library()
    of_topic = list(given.by_tag["learning"])
    assert keys_in(made["papers.bib"]) == list(given.papers)
    assert keys_in(made["tags/learning/papers.bib"]) == of_topic
    assert keys_in(made["tags/unused/papers.bib"]) == []
    assert [record["id"] for record in rispy.loads(made["tags/learning/papers.ris"])] == of_topic
    assert [record["id"] for record in json.loads(made["tags/learning/papers.json"])] == of_topic
    of_digest = ["full", "arabic", "heir"]
    assert [record["id"] for record in rispy.loads(made[f"{DIGEST}/papers.ris"])] == of_digest
    assert [record["id"] for record in json.loads(made[f"{DIGEST}/papers.json"])] == of_digest


def test_lists_of_a_digest_hold_abstracts_and_keywords() -> None:
    made = files()
    records = rispy.loads(made[f"{DIGEST}/papers.ris"])
    assert records[0]["keywords"] == ["Zeroth-order optimization", "Alignment"]
    assert any("abstract" in record for record in records)
    assert not any("abstract" in record for record in rispy.loads(made["tags/learning/papers.ris"]))


def test_references_are_numbered_in_ieee_style_and_sorted_in_apa() -> None:
    made = files()
    titles = [record["title"] for record in json.loads(made[f"{DIGEST}/papers.json"])]
    numbered = made[f"{DIGEST}/ieee.txt"].splitlines()
    assert len(numbered) == len(titles) == 3
    for number, (line, title) in enumerate(zip(numbered, titles, strict=True), start=1):
        assert line.startswith(f"[{number}] ")
        assert title in line
    references = made[f"{DIGEST}/apa.txt"].split("\n\n")
    assert references == sorted(references)


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
