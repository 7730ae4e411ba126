"""Which words make topics, and where headings of MeSH stand."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.enrich.forms import form_of, runs
from generator.enrich.given import used
from generator.enrich.tags import tag_papers
from generator.enrich.topics import find_topics
from generator.enrich.topics.headings import headings_above
from generator.model import Paper, Source, Tag

FILLER = "We say what we did, how it went and what came of it."


def paper(title: str, abstract: str = "", keywords: Sequence[str] = (), key: str = "") -> Paper:
    return Paper(title=title, abstract=abstract, keywords=tuple(keywords), key=key or title, source=Source("d.txt"))


def found(*papers: Paper) -> dict[str, Tag]:
    tags = find_topics(papers)
    return {tag.name: tag for tag in used(tags, tag_papers(papers, tags))}


def test_headings_of_mesh_stand_where_mesh_has_them() -> None:
    always = (
        "Schizophrenia",
        "Migraine Disorders",
        "Headache Disorders",
        "Antipsychotic Agents",
        "Pain",
        "Anxiety Disorders",
    )
    papers = [
        Paper(title=f"Paper {key}", keywords=always, key=key, source=Source("d")) for key in "abcdefghijklmnopqrst"
    ]
    some = {"Haloperidol": papers[:10], "Migraine Disorders": papers[:9]}
    papers = [
        replace(
            paper, keywords=tuple(word for word in (*always[:1], *always[2:], *some) if paper in some.get(word, papers))
        )
        for paper in papers
    ]
    topics = found(*papers)
    assert topics["Migraine disorders"].broader == ("headache-disorders",)
    assert topics["Haloperidol"].broader == ()


def test_a_drug_is_not_below_what_its_molecule_is() -> None:
    above = headings_above(
        {form_of(name) for name in ("Atenolol", "Alcohols", "Headache Disorders", "Migraine Disorders")}
    )
    assert above[form_of("Atenolol")] == ()
    assert above[form_of("Migraine Disorders")] == (form_of("Headache Disorders"),)


def test_what_a_reader_marks_for_himself_is_no_topic() -> None:
    papers = [paper(f"Title {key}", FILLER, ["/toread", "_tablet", "file-import-09-02-03"], key=key) for key in "abcd"]
    assert not found(*papers)


def test_a_word_that_is_a_prefix_too_is_not_joined_to_the_next() -> None:
    assert [word.stem for run in runs("Under UV, under a roof, de procrastination") for word in run][:2] == [
        "under",
        "uv",
    ]
    assert [word.stem for run in runs("anti-inflammatory") for word in run] == ["antiinflammatory"]


def test_a_word_before_others_is_no_topic() -> None:
    sentence = "Quantum dots glow. We grow quantum dots for quantum computers and quantum wires."
    papers = [
        paper(f"Quantum {thing} made of clay", sentence, ["quantum"] * (thing == "dots"), key=thing)
        for thing in ("dots", "wires", "rings")
    ]
    assert "Quantum" not in found(*papers)


def test_words_with_a_hyphen_before_others_are_no_topic() -> None:
    sentence = "Black-box models are used. A black-box attack on black-box classifiers works, as do black-box ones."
    papers = [paper(f"Black-box {thing} of clay", sentence, key=thing) for thing in ("attacks", "models", "ovens")]
    assert "Black-box" not in found(*papers)


def test_the_beginning_of_a_term_is_no_topic() -> None:
    sentence = (
        "We study photocatalytic water splitting, photocatalytic water cleaning and photocatalytic water oxidation."
    )
    papers = [
        paper(f"Photocatalytic water {thing} on clay", sentence, key=thing)
        for thing in ("splitting", "oxidation", "cleaning")
    ]
    assert "Photocatalytic water" not in found(*papers)


def test_a_word_of_any_field_is_a_topic_where_somebody_names_it() -> None:
    """Two papers with "revolution" or "taxonomy" in their titles need not be about one; "lizard" and "turtle" are of one field."""
    words = {"Revolution": False, "Taxonomy": False, "Lizard": True}
    for word, is_one in words.items():
        titled = [paper(f"{word} {rest}", f"{word} of marl. {FILLER}") for rest in ("of clay", "in fog", "by night")]
        assert (word in found(*titled)) == is_one
        assert word in found(*(replace(one, keywords=(word,)) for one in titled))
