"""What a text shows by itself, in tables: signs of a title, kinds of segments, names, venues, labels, places that lead to a paper."""

from __future__ import annotations

import pytest

from generator.readers.layout.segments import kind_of_segment
from generator.readers.layout.tags import element_signs
from generator.readers.layout.textsigns import text_signs
from generator.readers.layout.titletext import balanced
from generator.readers.layout.words import (
    is_label,
    is_venue,
    leading_date,
    leads_to_file,
    leads_to_paper,
    names_section,
)
from generator.text.people import looks_like_names, name_score

LENGTH, SHOWS = "title's length", "words of titles"


@pytest.mark.parametrize(
    ("text", "kind", "signs"),
    [
        ("A Field Guide to Moss on Garden Walls", "words", [LENGTH, SHOWS, "little words", "capitals"]),
        ("moss", "words", ["one word", "small initial"]),
        ("garden moss", "words", ["two words", "small initial"]),
        ("the moss of walls", "words", [LENGTH, "little words", "opens with a small word"]),
        ("2021", "date", ["a number", "date", "mostly signs"]),
        ("42", "number", ["a number", "mostly signs"]),
        ("", "signs", ["no words"]),
        ("!!! ??? ###", "signs", ["no words", "mostly signs"]),
        ("Moss: A Survey", "words", ["three words", SHOWS, "capitals", "colon"]),
        ("3.2 Watering", "words", ["one word", "numbered like a section"]),
        ("Moss is watered. Ferns are not. Both live", "words", [LENGTH, SHOWS, "little words", "sentences"]),
        ("We water moss in the dark", "words", [LENGTH, SHOWS, "many words of titles", "little words", "speaks to the reader"]),
        ("Moss on walls - a small tool that waters it daily", "words",
         [LENGTH, SHOWS, "many words of titles", "little words", "a description behind a dash"]),
        ("Vol. 12, pp. 3-9", "words", ["two words", "a volume or pages", "mostly signs"]),
        ("CVPR 2023", "venue", ["one word", "venue"]),
        ("Jan 2021", "date", ["one word", "date", "mostly signs"]),
        ("Paper", "label", ["one word", "label", SHOWS, "names a section"]),
        ("Ada Núñez, Bo Li and Cy Oz", "names", [LENGTH, "names", "little words"]),
        ("Ada Núñez", "name", ["two words", "name"]),
        ("Moss on walls of", "words", [LENGTH, "little words", "ends in a little word"]),
        ("Related Work", "words", ["two words", SHOWS, "capitals", "names a section"]),
        ("深層学習による苔の観察", "words", [LENGTH, SHOWS]),
        ("Attention Is All You Need", "words", [LENGTH, SHOWS, "many words of titles", "capitals"]),
        ("Moss makes walls green and everybody in the street says that it is a fine thing to look at in rain", "words",
         [LENGTH, SHOWS, "little words", "states something", "ends like a sentence"]),
        (" ".join(["Moss"] * 25), "words", ["long", "capitals"]),
        (" ".join(["Moss"] * 33), "words", ["very long", "capitals"]),
        ("https://a.b/c", "address", [LENGTH, "address", "little words", "small initial"]),
    ],
)  # fmt: skip
def test_what_words_show(text: str, kind: str, signs: list[str]) -> None:
    assert kind_of_segment(text) == kind
    assert list(text_signs(text)) == signs


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("A. B. van Sample", 5), ("Ada van der Berg", 7), ("J. K. Li", 6), ("Jean-Paul Li", 4), ("Lovelace A", 3), ("Ada McKay", 2),
        ("Ада Пример", 2), ("李明", 2), ("Ada Example", 0), ("Ada Learning", 0), ("Deep Moss", -1), ("NeRF Garden", -2),
        ("Deep-Learning Garden", -2), ("I Robot", -5), ("Deep Learning", -6), ("李明 王伟", -9), ("BERT", -9), ("Ada", -9),
        ("ada example", -9), ("Ada example", -9), ("Ada 2nd", -9), ("Ada Example Berg Núñez Li Oz Wu", -9), ("x" * 50, -9),
    ],
)  # fmt: skip
def test_how_much_a_text_looks_like_one_name(text: str, score: int) -> None:
    assert name_score(text) == score


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace, Alan Turing", True), ("Ada Lovelace and Alan Turing", True), ("Ada Lovelace; Alan Turing", True),
        ("by Ada Lovelace, Alan Turing", True), ("Ada Lovelace*, Alan Turing†", True), ("Ada Lovelace et al.", True),
        ("Lovelace et al.", True), ("李明、王伟", True), ("Ada Lovelace, Alan Turing, Deep Learning, Grace Hopper", True),
        ("Ada Lovelace", False), ("Ada Lovelace, the Gardener", False), ("Moss, Ferns and the Walls", False),
        ("Deep Learning, Alan Turing", False),
    ],
)  # fmt: skip
def test_whether_a_text_is_names(text: str, names: bool) -> None:
    assert looks_like_names(text) is names


@pytest.mark.parametrize(
    ("text", "venue", "label"),
    [
        ("CVPR 2023", True, True), ("CVPR'23", True, True), ("CVPR 2025 (Oral)", True, True), ("AAAI-21", True, True),
        ("2021 CVPR", True, True), ("NeurIPS", True, True), ("ICML Workshop 2020", True, True), ("arXiv, 2503.17407", True, True),
        ("Nature Machine Intelligence", True, True), ("2023", False, True), ("In CVPR", False, False), ("A Title of Moss", False, False),
        ("ab", False, False), ("[pdf]", False, True), ("📄 paper", False, True), ("2411.13560", False, True), ("Project Page", False, True),
        ("", False, True), ("github.com/a/b", False, False), ("x" * 61, False, False),
    ],
)  # fmt: skip
def test_venues_and_labels(text: str, venue: bool, label: bool) -> None:
    assert (is_venue(text), is_label(text)) == (venue, label)


@pytest.mark.parametrize(
    ("text", "before", "behind", "title"),
    [
        ("A Title (with brackets", "", ")", "A Title (with brackets)"),
        ("A Title (with", "", "", "A Title"),
        ("(A Title with", "", "", "(A Title with"),
        ("with brackets) A", "(", "", "(with brackets) A"),
        ("A Title)", "", "", "A Title"),
        ("Moss (A) on", "", "", "Moss (A) on"),
        ("(Moss) walls (and", "", "", "(Moss) walls"),
        ("Moss ((and", "", "", "Moss ((and"),
        ("<A Title>", "", "", "A Title"),
    ],
)
def test_the_brackets_of_a_title_close(text: str, before: str, behind: str, title: str) -> None:
    assert balanced(text, before, behind) == title


@pytest.mark.parametrize(
    ("text", "date"),
    [("2021-03-04 A Title", "2021-03-04"), ("2021/03 A", "2021/03"), ("A Title 2021", ""), ("2021. A", "")],
)
def test_a_date_that_opens_a_text(text: str, date: str) -> None:
    assert leading_date(text) == date


@pytest.mark.parametrize(
    ("address", "paper", "file"),
    [
        ("https://arxiv.org/abs/2401.00001", True, False), ("https://openreview.net/forum?id=abc", True, False),
        ("https://doi.org/10.1/x", True, False), ("https://a.b/c.pdf", True, False), ("papers/a.pdf", False, True),
        ("https://aclanthology.org/2021.acl-long.1/", True, False), ("https://proceedings.mlr.press/v139/a.html", True, False),
        ("https://github.com/a/b", False, False), ("https://www.youtube.com/watch?v=a", False, False), ("#", False, False),
    ],
)  # fmt: skip
def test_what_leads_to_a_paper(address: str, paper: bool, file: bool) -> None:
    assert (leads_to_paper(address), leads_to_file(address)) == (paper, file)


@pytest.mark.parametrize(
    ("text", "section"),
    [("Survey Papers", True), ("1. Introduction", True), ("Datasets and Benchmarks", True), ("综述", True), ("Other Resources", True),
     ("A Survey of Moss", False), ("2021", False)],
)  # fmt: skip
def test_names_of_sections(text: str, section: bool) -> None:
    assert bool(names_section(text)) is section


@pytest.mark.parametrize(
    ("tag", "named", "signs"),
    [
        ("span", "span cit-title", ("element named title",)),
        ("address", "address ", ("element named otherwise",)),
        ("li", "li affiliation-list", ("element named otherwise",)),
        ("li", "li first-item", ()),
    ],
)
def test_what_an_element_is_named_for(tag: str, named: str, signs: tuple[str, ...]) -> None:
    assert element_signs(tag, named) == signs
