"""The library: indexes over papers and digests, in the order that pages show."""

from __future__ import annotations

from msgspec.structs import replace

from generator.config.register import Held
from generator.enrich.addresses import Now, trace
from generator.library import author_slug, gather
from generator.model import Author, Digest, Source, Tag
from tests.render.samples import library, paper


def test_people_with_several_names_have_one_list() -> None:
    papers = [
        paper("one", "One", authors=(Author("Ada Lovelace"), Author("Bo Li"))),
        paper("two", "Two", authors=(Author("A. A. King", known_as="Ada Lovelace"),)),
        paper("three", "Three", authors=(Author("A. A. King"),)),
    ]
    made = library(papers)
    assert made.by_author["ada-lovelace"] == ("one", "two")
    assert made.by_author["a-a-king"] == ("three",), "a name is not joined where nobody said so"
    assert made.author_names["ada-lovelace"] == "Ada Lovelace"
    assert author_slug(Author("A. A. King", known_as="Ada Lovelace")) == "ada-lovelace"


def test_names_of_another_script_do_not_share_a_page() -> None:
    made = library([paper("one", "One", authors=(Author("王伟"), Author("汪伟"), Author("Wang Wei")))])
    assert len(made.by_author) == 3
    assert set(made.author_names.values()) == {"王伟", "汪伟", "Wang Wei"}


def test_one_author_twice_on_a_paper_counts_once() -> None:
    made = library([paper("one", "One", authors=(Author("Ada Lovelace"), Author("A. King", known_as="Ada Lovelace")))])
    assert made.by_author == {"ada-lovelace": ("one",)}


def test_old_keys_lead_to_the_papers_that_answer_for_them() -> None:
    made = library([paper("one", "One", redirects=("uno", "eins")), paper("two", "Two")])
    assert made.redirects == {"uno": "one", "eins": "one"}


def test_papers_stand_newest_first_then_as_their_digest_lists_them() -> None:
    old, new = (
        Digest("2025-01-01-a", "2025-01-01", "a", "x", keys=("b", "a")),
        Digest("2025-02-01-a", "2025-02-01", "a", "y", keys=("c", "b")),
    )
    papers = [
        replace(paper(key, key), added=day)
        for key, day in (("a", "2025-01-01"), ("b", "2025-01-01"), ("c", "2025-02-01"))
    ]
    made = gather(papers, [old, new], ())
    assert list(made.papers) == ["c", "b", "a"]
    assert [digest.name for digest in made.digests] == ["2025-02-01-a", "2025-01-01-a"]
    assert made.by_month == {"2025-02": ("c",), "2025-01": ("b", "a")}


def test_topics_that_had_a_page_keep_it() -> None:
    """Published under their own name, or by one that they had before; not what nobody ever saw."""
    tags = (Tag("bread", "Bread"), Tag("wind", "Wind", was=("air",)), Tag("sand", "Sand"), Tag("ice", "Ice"))
    held = Held(Source("digests/addresses.yml"))
    found, problems = trace({"tags/bread": held, "tags/air": held}, Now((), (), tags), 3, ())
    assert (found.topics, problems) == ({"bread", "wind"}, [])
    assert [tag.slug for tag in gather([], [], tags, found).topics()] == ["bread", "wind"]


def test_found_topics_stand_by_name_behind_those_that_people_gave() -> None:
    tags = (Tag("ice", "Ice", found=True), Tag("wind", "Wind"), Tag("bread", "bread"), Tag("ash", "ash", found=True))
    assert gather([], [], tags).narrower == {"": ("wind", "bread", "ash", "ice")}


def test_a_topic_that_another_took_in_leads_to_it() -> None:
    """Found topics are called as most papers print them, in the plural mostly; a name in tags.yml is in the singular."""
    tags = (Tag("floods", "Floods", aliases=("flash flood",)), Tag("colour", "Colour"), Tag("ice", "Ice"))
    lost = dict.fromkeys(("tags/flash-floods", "tags/color", "tags/snow", "papers/ice"), Held(Source("addresses.yml")))
    found, _ = trace(lost, Now((), (), tags), 3, ())
    assert found.moved == {"tags/flash-floods": "tags/floods", "tags/color": "tags/colour"}
