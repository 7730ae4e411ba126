"""Classes and index terms: what a code, a heading with qualifiers and the steps of a classification name, and that no code is a topic."""

from __future__ import annotations

import pytest

from generator.enrich.classes import class_names, index_terms, is_code
from generator.enrich.forms import keyword_names
from generator.enrich.tags import tag_papers
from generator.enrich.topics import find_topics
from generator.model import Paper, Source

CODES = {
    # The ACM's of 2012 by number, in words, as pasted from a page and from LaTeX; its older one.
    "10010147.10010257.10010293.10010294": ["Machine learning"],
    "10002978": ["Security and privacy"],
    "Computing methodologies~Neural networks": ["Neural networks"],
    "• Computing methodologies → Neural networks; Machine learning;": ["Neural networks", "Machine learning"],
    r"\ccsdesc[500]{Information systems~Recommender systems}": ["Recommender systems"],
    "I.2.6 [Artificial Intelligence]: Learning": ["Artificial intelligence"],
    # PhySH by address.
    "https://doi.org/10.29172/bf5e915a-2eef-4e0a-a4dc-893de5d08918": ["Bacterial communities"],
    "10.29172/00000000-2eef-4e0a-a4dc-893de5d08918": [],
    # A scheme told in front of it.
    "JEL: C61, D12": ["Mathematical methods in economics", "Household behavior"],
    "JEL Classification: E44; G21": ["Money and interest rates", "Financial institutions"],
    "C61 - Optimization Techniques": ["Mathematical methods in economics"],
    "info:eu-repo/classification/ddc/330": ["Economics"],
    "ddc:006.3": ["Computer science and information"],
    "УДК 51": ["Mathematics"],
    "ASJC 1702": ["Computer science"],
    "PACS numbers: 03.67.-a, 42.50": ["Quantum mechanics", "Optics"],
    "Primary 60J10; Secondary 05C80": ["Probability theory", "Combinatorics"],
    "60J10 Markov chains (discrete-time)": ["Probability theory"],
    "05C80 05C15": ["Combinatorics", "Combinatorics"],
    "QA76.9.D343": ["Mathematics and computer science"],
    # Steps in words, and arXiv's own.
    "Q Science > QA Mathematics > QA76 Computer software": ["Computer software"],
    "Social Sciences::Law::Criminal law": ["Criminal law"],
    "Mathematics - Combinatorics": ["Combinatorics"],
    "Machine Learning (cs.LG)": ["Machine learning"],
    "stat.ML": ["Machine learning"],
    # Numbers and addresses of terms.
    "http://id.loc.gov/authorities/subjects/sh85090": [],
    "D008881": [],
    "2020": [],
    "802.11": [],
}
WORDS = [
    "P53",
    "E24",
    "CCS",
    "CCS technology",
    "AMS 14C dating",
    "CDU/CSU",
    "18-65 years",
    "B.1 lineage",
    "CO2 > CH4",
    "HIV/AIDS",
    "A549 cells",
]
HEADINGS = {
    "Migraine Disorders/*drug therapy": ["Migraine Disorders"],
    "*Sumatriptan/ae [Adverse Drug Reaction]": ["Sumatriptan"],
    "migraine/dt, ep": ["migraine"],
    "Neoplasms [Mesh]": ["Neoplasms"],
    "Randomized Controlled Trials as Topic": ["Randomized Controlled Trials"],
    "HIV/AIDS": ["HIV/AIDS"],
    "TCP/IP": ["TCP/IP"],
    "Migraine--Drug therapy": ["Migraine"],
    "Women -- Employment -- France": ["Employment"],
    "Art, French -- 19th century": ["French Art"],
    "Neural networks (Computer science)": ["Neural networks"],
    "Computer Science, Artificial Intelligence": ["Artificial Intelligence"],
    "Medicine, General & Internal": ["Medicine"],
    "Injections, Subcutaneous": ["Subcutaneous Injections"],
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_codes_name_their_classes(code: str) -> None:
    assert list(class_names(code)) == CODES[code]
    assert is_code(code)


@pytest.mark.parametrize("word", WORDS)
def test_words_are_no_codes(word: str) -> None:
    assert not is_code(word)


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_name_what_they_are_about(heading: str) -> None:
    assert keyword_names(heading) == HEADINGS[heading]


def _paper(key: str, title: str, *keywords: str, abstract: str = "We say what we did.") -> Paper:
    return Paper(title=title, abstract=abstract, keywords=keywords, key=key, source=Source("d"))


def test_two_codes_of_that_shape_are_of_jel() -> None:
    assert index_terms(_paper("a", "A", "C61", "E44", "Turnips")) == (("Turnips",), ("JEL C61", "JEL E44"))
    assert index_terms(_paper("a", "A", "P53", "Turnips")) == (("P53", "Turnips"), ())


def test_no_code_is_a_topic() -> None:
    codes = ("10010147.10010257", "K12", "2020", "D008881", "https://openalex.org/C154945302", "802.11", "ZZ99.9")
    papers = [_paper(key, f"Title {key}", *codes) for key in "abcd"]
    assert {tag.name for tag in find_topics(papers)} == {"Machine learning"}


def test_a_gene_that_texts_name_is_one() -> None:
    papers = [_paper(key, f"The role of p53 in tissue {key}", "p53", abstract="We find p53 active.") for key in "abcd"]
    assert "P53" in {tag.name.upper() for tag in find_topics(papers)}


def test_codes_among_keywords_give_their_topics() -> None:
    papers = [_paper(key, f"Title {key}", "60J10", "Mathematics - Combinatorics") for key in "abc"]
    tags = find_topics(papers)
    given = [{tag.slug for tag in one.tags} for one in tag_papers(papers, tags)]
    assert given == [{"probability-theory", "combinatorics"}] * 3
