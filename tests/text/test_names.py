"""Names: their parts, their place in an index, their slugs, and what is taken off them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Author
from generator.text.names import (
    Name,
    index_letter,
    is_team,
    name_slug,
    names_without_blanks,
    sort_key,
    split_name,
    tidy_authors,
    tidy_name,
)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Lovelace, Ada", Name("Lovelace", "Ada")),
        ("J. R. R. Tolkien", Name("Tolkien", "J. R. R.")),
        ("Laurens van der Maaten", Name("Maaten", "Laurens", "van der")),
        ("van der Maaten, Laurens", Name("Maaten", "Laurens", "van der")),
        ("Luc Van Gool", Name("Van Gool", "Luc")),
        ("Guy Van den Broeck", Name("Van den Broeck", "Guy")),
        ("Nando de Freitas", Name("Freitas", "Nando", "de")),
        ("Joed Lopes da Silva", Name("Silva", "Joed Lopes", "da")),
        ("Martin de La Gorce", Name("La Gorce", "Martin", "de")),
        ("Mireia Planas i Lisbona", Name("Planas i Lisbona", "Mireia")),
        ("Jonathan Julián Huerta y Munive", Name("Huerta y Munive", "Jonathan Julián")),
        ("Ismail Ben Ayed", Name("Ben Ayed", "Ismail")),
        ("Ben Poole", Name("Poole", "Ben")),
        ("Nour Abd Allah", Name("Abd Allah", "Nour")),
        ("محمد عبد الله", Name("عبد الله", "محمد")),
        ("أحمد بن محمد الفارابي", Name("الفارابي", "أحمد بن محمد")),
        ("עמוס בן גוריון", Name("בן גוריון", "עמוס")),
        ("عبد الله العروي", Name("العروي", "عبد الله")),
        ("Di He", Name("He", "Di")),
        ("Le Song", Name("Song", "Le")),
        ("Quoc V. Le", Name("Le", "Quoc V.")),
        ("Son Van Nguyen", Name("Nguyen", "Son Van")),
        ("Henry Louis Gates Jr.", Name("Gates", "Henry Louis", "", "Jr.")),
        ("Henry Louis Gates, Jr.", Name("Gates", "Henry Louis", "", "Jr.")),
        ("Gates, Jr., Henry Louis", Name("Gates", "Henry Louis", "", "Jr.")),
        ("Gates Jr, Henry Louis", Name("Gates", "Henry Louis", "", "Jr.")),
        ("John D. Rockefeller III", Name("Rockefeller", "John D.", "", "III")),
        ("Wei Wang 0001", Name("Wang", "Wei")),
        ("Wang 0001", Name("0001", "Wang")),
        ("Plato", Name("Plato", whole=True)),
        ("OpenAI", Name("OpenAI", whole=True)),
        ("DeepSeek-AI", Name("DeepSeek-AI", whole=True)),
        ("Baichuan-M3 Team", Name("Baichuan-M3 Team", whole=True)),
        ("Team GLM", Name("Team GLM", whole=True)),
        ("The ATLAS Collaboration", Name("The ATLAS Collaboration", whole=True)),
        ("University of California, Berkeley", Name("University of California, Berkeley", whole=True)),
        ("王伟", Name("王伟", whole=True)),
        ("山田 太郎", Name("山田", "太郎")),
        (r"Jos\'{e} M. F. Moura", Name("Moura", "José M. F.")),
        (r"Muhammad~Fermi Pasha", Name("Pasha", "Muhammad Fermi")),
        ('Linxi "Jim" Fan', Name("Fan", 'Linxi "Jim"')),
        ("", Name("", whole=True)),
    ],
)
def test_the_parts_of_a_name(printed: str, parts: Name) -> None:
    assert split_name(printed) == parts


@pytest.mark.parametrize(
    ("printed", "tidy"),
    [
        ("Ada Lovelace1,2*†", "Ada Lovelace"),
        ("Ada Lovelace*1", "Ada Lovelace"),
        ("Ada Lovelace¹²", "Ada Lovelace"),
        ("Ada Lovelace$^{1,2}$", "Ada Lovelace"),
        ("Ada Lovelace^1", "Ada Lovelace"),
        (r"Ada Lovelace\textsuperscript{1}", "Ada Lovelace"),
        ("*Ada  Lovelace,", "Ada Lovelace"),
        ("Yi-Fan Zhang†", "Yi-Fan Zhang"),
        ("\u202aYotam Alexander\u202c\u200f", "Yotam Alexander"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Sammy Davis Jr.", "Sammy Davis Jr."),
        ("Wei Wang 0001", "Wei Wang 0001"),
        ("user123", "user123"),
        ("Baichuan-M3", "Baichuan-M3"),
        ("Qwen2 Team", "Qwen2 Team"),
        ("Team Gemma 3", "Team Gemma 3"),
        ("Collaborators, a, b, c", "Collaborators, a, b, c"),
        ("et al.", ""),
        ("et.al.", ""),
        ("Ada Lovelace et al.", "Ada Lovelace"),
        ("Ada Lovelace et.al", "Ada Lovelace"),
        ("Lovelace, Ada and others", "Ada Lovelace"),
        ("Anonymous Authors", ""),
        ("others", ""),
        ("*†", ""),
        ("12", ""),
        (":", ""),
    ],
)
def test_what_is_taken_off_a_name(printed: str, tidy: str) -> None:
    assert tidy_name(printed) == tidy


def test_the_same_author_twice_is_one_and_keeps_the_orcid() -> None:
    given_names = [
        Author("Ada Lovelace*"),
        Author("Bo Li"),
        Author("Lovelace, Ada", "0000-0002-1825-0097"),
        Author("†"),
    ]
    assert tidy_authors(given_names) == (Author("Ada Lovelace", "0000-0002-1825-0097"), Author("Bo Li"))


def test_thousands_of_authors_keep_their_order() -> None:
    names = tuple(Author(f"Author Number{chr(97 + n % 26)} X{n:04}z") for n in range(3303))
    assert tidy_authors(names) == names


def test_an_index_goes_by_family_name() -> None:
    names = [
        "Luc Van Gool",
        "The ATLAS Collaboration",
        "Laurens van der Maaten",
        "Éva Árvai",
        "Zoë Abel",
        "Anna Abel",
        "OpenAI",
        "王伟",
    ]
    assert sorted(names, key=sort_key) == [
        "Anna Abel", "Zoë Abel", "Éva Árvai", "The ATLAS Collaboration", "Laurens van der Maaten", "OpenAI", "Luc Van Gool", "王伟",
    ]  # fmt: skip
    assert [index_letter(name) for name in names] == ["v", "a", "m", "a", "a", "a", "o", "other"]


def test_ligatures_and_strokes_have_a_letter() -> None:
    assert [index_letter(f"X {name}") for name in ("Ørsted", "Łukasiewicz", "Ælfric", "ßen", "3M", "Ωmega")] == [
        "o", "l", "a", "s", "other", "other",
    ]  # fmt: skip


def test_slugs_part_names_that_are_written_alike_in_ascii() -> None:
    assert name_slug("José García") == name_slug("Jose Garcia") == "jose-garcia"
    assert name_slug("J. Smith") == name_slug("J Smith")
    chinese = {name_slug("王伟"), name_slug("汪伟"), name_slug("Wang Wei")}
    assert len(chinese) == 3
    assert all(slug.isascii() and slug for slug in chinese)


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("王明和李华", ["王明", "李华"]),
        ("欧阳司马端和李华", ["欧阳司马端", "李华"]),
        # No name has six letters.
        ("欧阳司马端午和李华", ["欧阳司马端午和李华"]),
        ("王明 李华", ["王明", "李华"]),
        ("深層 学習", ["深層 学習"]),
    ],
)
def test_names_without_blanks_are_parted(part: str, names: list[str]) -> None:
    assert names_without_blanks(part) == names


def test_teams() -> None:
    assert is_team("Gemini Team, Google")
    assert not is_team("Ada Lovelace")


@given(st.text(max_size=400))
def test_any_name_has_parts_and_a_place(printed: str) -> None:
    parts = split_name(printed)
    assert parts.whole == (not parts.given and not parts.particle)
    assert tidy_name(tidy_name(printed)) == tidy_name(printed)
    assert index_letter(printed) in set("abcdefghijklmnopqrstuvwxyz") | {"other"}
    assert sort_key(printed)[2] == printed
    assert name_slug(printed).replace("-", "").isalnum() or not name_slug(printed)


def test_a_huge_name_takes_no_time() -> None:
    huge = "a1" * 200_000 + "," * 100_000
    assert tidy_name(huge) == huge
    assert tidy_name("a b" + "*1" * 8) == "a b"
    assert len(split_name("x " * 100_000).given) > 100_000
