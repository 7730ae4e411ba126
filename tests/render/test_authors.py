"""Author pages: the index by family name, pages for those with enough papers, thousands of names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.config.loading import Config, Settings
from generator.model import Author, OutputFile, Paper
from generator.render.pages.authors import IndexLine, author_pages, by_letter
from generator.render.pages.cards import Cards
from tests.render.samples import library, paper


def pages(papers: list[Paper], least: int = 3) -> dict[str, OutputFile]:
    cards = Cards(library(papers), Config(settings=Settings(author_page_from=least)))
    return {made.path: OutputFile(made.path, made.draw(made.given), "page") for made in author_pages(cards)}


def text(file: OutputFile) -> str:
    content = file.content if isinstance(file.content, str) else file.content.decode()
    plain = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), re.sub(r"<[^>]+>", " ", content))
    return " ".join(plain.split())


def test_names_stand_under_their_family_name() -> None:
    names = [
        "Luc Van Gool",
        "Laurens van der Maaten",
        "The ATLAS Collaboration",
        "Éva Árvai",
        "王伟",
        "OpenAI",
        "3D Team",
    ]
    letters = by_letter([IndexLine(name, name, 1) for name in names])
    assert {letter: [entry.name for entry in found] for letter, found in letters.items()} == {
        "a": ["Éva Árvai", "The ATLAS Collaboration"],
        "m": ["Laurens van der Maaten"],
        "o": ["OpenAI"],
        "v": ["Luc Van Gool"],
        "other": ["3D Team", "王伟"],
    }
    assert list(letters)[-1] == "other"


def test_an_author_has_a_page_from_three_papers_on_and_stands_in_the_index_before() -> None:
    papers = [
        paper(f"p{n}", f"Paper {n}", authors=(Author("Ada Lovelace"), *((Author("Bo Li"),) if n else ())))
        for n in range(3)
    ]
    made = pages(papers)
    assert set(made) == {"authors.md", "authors/ada-lovelace.md"}
    assert "Bo Li Paper 1 Paper 2" in text(made["authors.md"])


def test_the_other_names_of_a_person_are_on_the_page() -> None:
    papers = [
        paper("p0", "Paper", authors=(Author("Ada Lovelace"),)),
        paper("p1", "Other", authors=(Author("A. King", known_as="Ada Lovelace"),)),
    ]
    made = pages(papers, least=2)
    assert "2 papers under this name. Also signed A. King ." in text(made["authors/ada-lovelace.md"])


def test_a_name_that_is_added_changes_its_page_alone() -> None:
    """Pages of a letter are cut where the authors of the oldest papers pass; the first page alone says how many there are."""

    def papers(numbers: Iterable[int], day: str) -> list[Paper]:
        names = (f"Ada S{n:04}".translate(str.maketrans("0123456789", "abcdefghij")) for n in numbers)
        return [paper(name, f"Paper of {name}", authors=(Author(name),), added=day) for name in names]

    old = [number for number in range(2_000) if number % 4]
    before = pages(papers(old, "2025-01-01"))
    after = pages([*papers(old, "2025-01-01"), *papers([1, 600, 604], "2025-02-01")])
    assert len([path for path in before if path.startswith("authors/letter/s")]) >= 10
    changed = {path for path in after if path not in before or text(after[path]) != text(before[path])}
    assert changed == {"authors.md", "authors/letter/s.md", "authors/letter/s/page/4.md"}
    assert "Page 4 of" in text(after["authors/letter/s/page/4.md"]) and "1,502 authors" in text(
        after["authors/letter/s.md"]
    )


def test_thousands_of_authors_on_one_paper() -> None:
    authors = tuple(Author(f"Given{n} {chr(65 + n % 26)}family{n}") for n in range(3303))
    made = pages([paper("big", "A big collaboration", authors=authors)])
    assert "3,303 authors" in text(made["authors.md"])
    assert len([path for path in made if re.fullmatch(r"authors/letter/[a-z]\.md", path)]) == 26
    listed = sum(
        text(file).count("A big collaboration") for path, file in made.items() if path.startswith("authors/letter/")
    )
    assert listed == 3303
