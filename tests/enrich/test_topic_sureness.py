"""How sure a found topic is: what the whole paper is about, what stands in a name, what is said once, and how few papers share it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator.enrich.area_words import AreaBearings, areas
from generator.enrich.background import spread_of
from generator.enrich.evidence import KINDS, likely_found
from generator.enrich.forms import form_of
from generator.enrich.tags import Tagger, tag_papers
from generator.enrich.terms import bearing_of_words
from generator.enrich.topics import find_topics
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.endings import join_derived
from generator.enrich.topics.joins import FormUse, join_initials
from generator.model import Paper, Source, Tag

FILLER = "It is a long story. There is more to say. It goes on for a while."
LENSES = "We study lenses, mirrors, photons and the refraction of light in optical fibres."
MEMBRANES = "We study lipid bilayers, membrane proteins, ion channels and the folding of proteins in living cells."


def paper(title: str, abstract: str = FILLER, keywords: Sequence[str] = (), key: str = "") -> Paper:
    return Paper(title=title, abstract=abstract, keywords=tuple(keywords), key=key or title, source=Source("d"))


def names(papers: Sequence[Paper]) -> set[str]:
    return {tag.name for tag in find_topics(papers)}


def slugs(papers: Sequence[Paper], tags: Sequence[Tag]) -> list[list[str]]:
    return [[tag.slug for tag in one.tags] for one in tag_papers(papers, tags)]


def known(*slugs: str) -> list[Tag]:
    return [area.here for area in areas() if area.tag.slug in slugs]


def test_an_area_that_a_paper_only_uses_is_not_its_own() -> None:
    """Both have "laser" in their titles; all other words of the second are of another area of physics."""
    tags = [*known("optics"), *(Tag(name, name.title(), found=True) for name in ("pulses", "tubules"))]
    of_it = paper("Laser pulses", LENSES)
    using = paper("Laser tweezers for tubules", MEMBRANES)
    assert slugs([of_it, using], tags) == [["pulses", "optics"], ["tubules"]]


def test_a_paper_without_any_topic_is_of_the_area_that_it_speaks_of() -> None:
    assert slugs([paper("Laser tweezers", MEMBRANES)], known("optics")) == [["optics"]]


def test_a_paper_without_any_topic_is_not_of_an_area_that_it_names_in_passing() -> None:
    """Pixels are of no attack that a method "exploits"."""
    pixels = "We study pixels, image segmentation, edges and textures in microscope images, and how an encoder exploits them."
    given = [paper("Encoders of images", pixels), paper("Exploits in images", pixels)]
    assert slugs(given, known("attacks-and-defences")) == [[], ["attacks-and-defences"]]


def test_words_of_an_address_are_no_mentions() -> None:
    """A paper whose code lies somewhere is not about that."""
    tags = [Tag("github", "GitHub", patterns=("github",), found=True)]
    where = (
        "https://github.com/wetwang/turnips",
        "github.com/wetwang",
        "https://www.github.com",
        "GitHub or elsewhere",
    )
    papers = [paper(f"Turnips {n}", f"Code is at {said}. {said} has it.") for n, said in enumerate(where)]
    assert slugs(papers, tags) == [[], [], [], ["github"]]


def test_a_word_that_others_use_too_is_enough_where_all_words_are_of_an_area() -> None:
    """ "Horizons" may be anybody's; beside words that only gravitation says, though the table has none of them, it is of that."""
    (area,) = known("gravitation")
    alone = replace(area, patterns=(), titled=(), doubtful=("horizons",))
    of_it = "The spacetime metric of a black hole in general relativity has a singularity and gravitational waves."
    assert slugs([paper("On horizons", of_it)], [alone]) == [["gravitation"]]
    assert slugs([paper("On horizons", "Farmers sell fruit and wine beside far horizons.")], [alone]) == [[]]


def test_the_nearest_area_of_a_discipline_is_behind_none() -> None:
    numbers = AreaBearings([area.tag for area in areas()])
    words = "We study galaxies, their stars, star formation, redshift and dark matter haloes".split()
    behind = numbers.nearness(bearing_of_words(words)).behind
    physics = [number for number, area in enumerate(areas()) if area.discipline == "Physics"]
    nearest = min(physics, key=lambda number: behind[number])
    assert areas()[nearest].field == "Astronomy and astrophysics"
    assert behind[nearest] == 0
    assert max(behind[number] for number in physics) > 0.2


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("We went to the university. A university teaches.", True),
        ("We wrote to the University of Wetwang. Wetwang University teaches.", False),
        ("University is what we say. University it is.", True),
    ],
)
def test_a_word_inside_a_name_is_not_spoken_of(said: str, given: bool) -> None:
    tags = [Tag("university", "University", found=True, small=True)]
    assert slugs([paper("On turnips", said)], tags) == [["university"] * given]


def test_what_has_a_capital_by_itself_is_met_in_names() -> None:
    tags = [Tag("europe", "Europe", found=True)]
    assert slugs([paper("On turnips", "We went to Europe. All of Europe grows turnips.")], tags) == [["europe"]]


def test_a_name_is_of_small_letters_where_texts_print_it_so() -> None:
    papers = [
        paper(f"Turnips and marl {n}", "We dig the marl. It is marl, and marl of Wetwang.", ["Marl", "Wetwang"])
        for n in range(4)
    ]
    small = {tag.name: tag.small for tag in find_topics(papers)}
    assert (small["Marl"], small["Wetwang"]) == (True, False)


def test_a_word_of_many_fields_is_less_sure_than_one_of_a_few() -> None:
    found = dict.fromkeys(KINDS, 0.0)
    assert likely_found(0.8, found, spread_of("exposure")) < likely_found(0.8, found, spread_of("galaxy")) - 0.1


def test_what_is_said_once_is_less_sure() -> None:
    fits = {}
    for name in ("Guidelines", "Enzymes"):
        tag = Tag(name.lower(), name, found=True, weighed="machine-learning")
        one = paper("On turnips", f"We dig. It rains. We study {name.lower()} of the soil. The end.")
        twice = paper("On turnips", f"We dig {name.lower()}. It rains. We study {name.lower()} of the soil. The end.")
        tagger = Tagger((tag,))
        fits[name] = [tagger.reasons(each)[tag.slug].of_hundred for each in (one, twice)]
    assert fits["Guidelines"][1] > fits["Guidelines"][0] + 10


def test_in_a_small_library_two_papers_are_on_a_topic_or_an_author_names_it() -> None:
    titled = [paper(f"Crab burrows and {name}") for name in ("turnips", "beets")]
    passing = paper("On kale", "We dug. It rained. We saw a fenland willow. The end.")
    once = paper("Fenland willow of the north")
    keyed = paper("On chalk", f"The marl pit is old. {FILLER}", ["Marl pit"])
    found = names([*titled, passing, once, keyed])
    assert {"Crab burrows", "Marl pit"} <= found
    assert "Fenland willow" not in found


def test_two_papers_of_one_title_share_no_topic_by_that() -> None:
    twice = [paper("Fenland willow of the north", key=key) for key in "ab"]
    apart = [paper("Fenland willow of the north"), paper("Fenland willow of the south")]
    assert "Fenland willow" not in names(twice)
    assert "Fenland willow" in names(apart)


def candidate(*papers: int) -> FormUse:
    found = FormUse()
    found.titled = dict.fromkeys(papers)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Burrow automation", "Automated burrows"),
        ("Willow trap", "Willow trapping"),
        ("Burrow harm", "Burrow-related harm"),
    ],
)
def test_what_is_made_of_the_same_words_is_one_topic_where_papers_say_both(one: str, other: str) -> None:
    found = {form_of(one): candidate(1, 2, 3), form_of(other): candidate(3, 4)}
    join_derived(found)
    assert {form: sorted(one.papers) for form, one in found.items()} == {form_of(one): [1, 2, 3, 4]}
    found = {form_of(one): candidate(1, 2, 3), form_of(other): candidate(4, 5)}
    join_derived(found)
    assert len(found) == 2


def test_a_paper_on_one_of_two_names_is_on_the_topic() -> None:
    both = f"We study burrow automation, that is automated burrows. {FILLER}"
    papers = [
        paper(f"{name} of {plant}", both)
        for name in ("Burrow automation", "Automated burrows")
        for plant in ("turnips", "kale")
    ]
    assert len(names(papers) & {"Burrow automation", "Automated burrows"}) == 1


def test_an_abbreviation_that_nobody_spells_out_is_what_it_is_short_for() -> None:
    def spelled(name: str, *papers: int) -> FormUse:
        one = candidate(*papers)
        one.spellings[name] = len(papers)
        return one

    act = "Willow Recovery and Reinvestment Act"
    found = {form_of(act): spelled(act, 1, 2, 3), "wrra": spelled("WRRA", 3, 4), "act": spelled("ACT", 1, 2)}
    join_initials(found)
    assert {form: sorted(one.papers) for form, one in found.items()} == {form_of(act): [1, 2, 3, 4], "act": [1, 2]}
    found = {form_of(act): spelled(act, 1, 2, 3), "wrra": spelled("WRRA", 4, 5)}
    join_initials(found)
    assert len(found) == 2, "no paper says both"
    other = "Wetwang river range archive"
    found = {form_of(name): spelled(name, 1, 2) for name in (act, other, "WRRA")}
    join_initials(found)
    assert len(found) == 3, "it may be either"


def test_a_keyword_cut_at_a_comma_is_none() -> None:
    papers = [
        paper(f"On {plant}", FILLER, ["Drug act", "and Burrow Modernization Act"]) for plant in ("turnips", "kale")
    ]
    assert {"Drug act"} <= names(papers)
    assert not {name for name in names(papers) if name.casefold().startswith("and")}


def test_a_name_is_not_cut_at_its_apostrophe_or_its_and() -> None:
    papers = [paper(f"Wetwang Zel'{end} of chalk") for end in ("dovich", "manov", "berg")]
    assert form_of("Wetwang Zel") not in candidates(papers).candidates
    said = f"The Fenland Truth and Peace Commission sat. {FILLER}"
    papers = [paper(f"The Fenland Truth and Peace Commission of {plant}", said) for plant in ("kale", "beets")]
    assert "Fenland Truth" not in names(papers)
