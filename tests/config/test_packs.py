"""The packs that ship: each is whole, and its words hold only where papers are of its field."""

from __future__ import annotations

import pytest

from generator.config.signs import PACKS
from generator.config.vocabulary import load_vocabulary, pack, pack_names
from generator.enrich.tags import tag_papers
from generator.enrich.topics import agreed
from generator.model import Paper, Source

# pack -> (title, abstract, classes) -> the topics that it has.
CASES = {
    "economics": [
        ("The minimum wage at work", "We estimate effects of the minimum wage.", (), {"Minimum wage"}),
        ("Bank runs in the great recession", "Bank runs ended in default. Unemployment rose.", (), {"Banking"}),
        ("An old question", "The economic argument is simple.", ("E52",), {"Monetary policy"}),
        ("Inflation of a balloon", "We blow balloons up until they burst.", (), set()),
        ("A tax on memory bandwidth", "Caches raise the interest of hardware designers.", (), set()),
    ],
    "medicine": [
        ("Olanzapine in schizophrenia", "Patients took olanzapine or placebo.", (), {"Antipsychotics", "Schizophrenia"}),
        ("Sumatriptan for migraine", "Patients with migraine took sumatriptan.", (), {"Migraine"}),
        ("Prevalence of tuberculosis", "Patients had tuberculosis. Some smoked.", (), {"Tuberculosis"}),
        ("Stroke of a brush", "We segment strokes on canvas.", (), set()),
        ("Economic depression of the thirties", "Prices fell for three years.", (), set()),
    ],
    "mathematics": [
        ("Knots of genus one", "We prove a theorem on knots.", (), {"Knot theory"}),
        ("Elliptic curves of rank two", "We prove a conjecture.", (), {"Elliptic curves and arithmetic geometry"}),
        ("An old question", "The conjecture is shown to hold.", ("MSC 11A41",), {"Number theory"}),
        ("Knots in the wood of spruce", "Sawn boards lose their strength.", (), set()),
        ("Lattices of power", "Groups in parliament and their fields of influence.", (), set()),
    ],
    "physics": [
        ("Weak lensing by galaxy clusters", "We map mass.", (), {"Gravitational lensing", "Galaxy clusters"}),
        ("Solitons in a Bose-Einstein condensate", "We solve the Schrödinger equation.", (), {"Cold atoms"}),
        ("An old question", "The quantum argument is simple.", ("74.20.-z",), {"Superconductivity"}),
        ("Inflation and the public debt", "Prices rose for three years.", (), set()),
        ("Stars of the silent film", "We read letters of actors.", (), set()),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_is_whole(name: str) -> None:
    tags, problems = load_vocabulary(f"- use: [{name}]\n", "tags.yml")
    assert not problems
    assert len({tag.slug for tag in pack(name)}) == len(pack(name)) == len(tags)
    slugs = {tag.slug for tag in tags}
    assert all(set(tag.broader) <= slugs for tag in tags)
    assert sum(bool(tag.broader) for tag in pack(name)) == sum(bool(tag.broader) for tag in tags)


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_is_read_without_complaint_as_anybodys(name: str) -> None:
    text = (PACKS / f"{name}.yml").read_text("utf-8")
    signs, first, topics = text.partition("\n- name:")
    tags, problems = load_vocabulary(first + topics, f"{name}.yml")
    assert signs and not problems
    assert [tag.slug for tag in tags] == [tag.slug for tag in pack(name)]


@pytest.mark.parametrize("name", CASES)
def test_words_hold_where_papers_are_of_the_field(name: str) -> None:
    given = load_vocabulary(f"- use: [{name}]\n", "tags.yml")[0]
    names = {tag.slug: tag.name for tag in given}
    for title, abstract, classes, right in CASES[name]:
        paper = Paper(title=title, abstract=abstract, categories=classes, key=title, source=Source("d"))
        other = Paper(title="Kestrels", abstract="They hover.", key="k", source=Source("d"))
        (tagged, *_) = tag_papers([paper], agreed([other, other, paper], given))
        assert right <= {names[tag.slug] for tag in tagged.tags}, title
        assert right or not tagged.tags, title
