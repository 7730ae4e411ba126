"""What two papers share beside words: topics, keywords and people."""

from __future__ import annotations

import pytest

from generator.enrich.phrasing import Phrasing, as_printed
from generator.enrich.reasons import Asked, Neighbourhood, Neighbourhoods, related
from generator.enrich.relations import relate
from generator.enrich.subjects import Subject, Subjects, everywhere, odds_of, stems_of, subjects_of_both
from generator.enrich.terms import vector_of
from generator.model import Author, Paper, PaperTag, Relation, Source, Tag

VOCABULARY = (
    Tag("causal-inference", "Causal inference"),
    Tag("statistics", "Statistics"),
    Tag("instrumental-variables", "Instrumental variables", broader=("causal-inference",)),
)

MANY, OTHER = (tuple(f"{letter}{number}, C." for number in range(30)) for letter in "PQ")


def paper(key: str, tags: str = "", keywords: tuple[str, ...] = (), authors: tuple[str, ...] = ()) -> Paper:
    return Paper(
        title=f"Of {key} and turnips",
        abstract=f"Turnips and {key} of the north. Cuneiform turnips.",
        key=key,
        tags=tuple(map(PaperTag, tags.split())),
        keywords=keywords,
        authors=tuple(map(Author, authors)),
        source=Source("d.txt"),
    )


def relation(first: Paper, second: Paper) -> Relation:
    others = [paper(key) for key in ("slate", "marl", "chalk", "flint", "loess", "peat")]
    found = {one.key: one.related for one in relate([first, second, *others], 7, vocabulary=VOCABULARY)}
    return next(near for near in found[first.key] if near.key == second.key)


@pytest.mark.parametrize(
    ("own", "other", "shared"),
    [
        ("causal-inference", "causal-inference", ["causal-inference"]),
        ("causal-inference statistics", "instrumental-variables", []),
        ("causal-inference instrumental-variables", "instrumental-variables causal-inference", ["instrumental-variables"]),
        ("unheard-of", "unheard-of", []),
    ],
)  # fmt: skip
def test_the_narrowest_topics_of_both_are_shared(own: str, other: str, shared: list[str]) -> None:
    subjects = Subjects([], VOCABULARY)
    both = subjects_of_both(subjects.of(paper("a", own)), subjects.of(paper("b", other)))
    assert [one.slug for one in both] == shared


@pytest.mark.parametrize(
    ("own", "other", "shared"),
    [
        (("Gothic novels",), ("gothic novel",), ["=gothic novel"]),
        (("Humans", "Female"), ("humans", "Female"), []),  # marks of indexers
        (("Migraine/drug therapy",), ("Migraine",), ["=migraine"]),
        (("Statistics",), ("statistics",), []),  # a topic of one of them says so better
        (("a", "b"), (), []),
        (("(([[", '""', "Migraine"), ("(([[", '""', "migraine"), ["=migraine"]),
    ],
)
def test_keywords_of_both_are_shared_in_any_form(
    own: tuple[str, ...], other: tuple[str, ...], shared: list[str]
) -> None:
    subjects = Subjects([], VOCABULARY)
    both = subjects_of_both(subjects.of(paper("a", "statistics", own)), subjects.of(paper("b", "", other)))
    assert [one.slug for one in both] == shared


def test_a_topic_that_much_of_the_library_has_tells_less() -> None:
    few, many = (odds_of(Subject("x", "Causal inference", everywhere(share)), None, None, 0.2) for share in (0.01, 0.5))
    assert few > many + 1


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        (("Ada Lovelace",), ("Charles Babbage", "Ada Lovelace"), "Ada Lovelace"),
        (("Lovelace, A.",), ("Lovelace, A.",), ""),  # another may be called so
        (("Lovelace, A.", "Babbage, C."), ("Babbage, C.", "Lovelace, A."), "Lovelace, A. and Babbage, C."),
        (("Ada B", "Cy D", "Ed Fa", "Gus Ha"), ("Ada B", "Cy D", "Ed Fa", "Gus Ha"), "Ada B, Cy D and 2 others"),
        (("Ada Lovelace",), ("Ada Byron",), ""),
        ((*MANY, "Xu, A.", "Li, B."), (*OTHER, "Li, B.", "Xu, A."), ""),  # by chance, among so many
        ((*MANY, "Xu, Anna", "Li, B."), (*OTHER, "Li, B.", "Xu, Anna"), "Xu, Anna and Li, B."),
    ],
)
def test_who_wrote_both(first: tuple[str, ...], second: tuple[str, ...], people: str) -> None:
    assert relation(paper("opal", authors=first), paper("beryl", authors=second)).people == people


def test_who_wrote_most_of_a_library_is_no_news() -> None:
    papers = [paper(key, authors=("Ada Lovelace",)) for key in "opal beryl slate marl chalk flint loess peat".split()]
    assert {near.people for one in relate(papers) for near in one.related} == {""}
    assert {near.people for one in relate(papers[:4]) for near in one.related} == {"Ada Lovelace"}


def test_a_topic_named_by_signs_is_no_reason() -> None:
    tag = Tag(slug="all", name="∀")
    subjects = Subjects([], (tag,))
    assert subjects.of(paper("a", "all")) == {}


def test_a_name_of_little_words_stands_nowhere() -> None:
    assert stems_of("Theories of Mind") == ("theory", "of", "mind")


def test_a_name_with_little_words_is_said_where_its_own_words_stand() -> None:
    """In what is compared any little word would do: "on nutrients" is no "of nutrients"."""
    words = Phrasing(vector_of(None, ("Limits on nutrients", "The cycle of nutrients limits growth.")))
    assert words.stance_if(stems_of("cycle on nutrients")) is None
    assert words.stance_if(stems_of("Limit of nutrients")) is None
    assert as_printed(stems_of("cycles of nutrients"), [words]) == "cycle of nutrients"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("XFL of clonidine in fog", "Clonidine and the XFL under rain", {"clonidine", "XFL"}),
        ("Procrastinación in fog", "Rain and procrastinación", {"procrastinación"}),
    ],
)
def test_a_subject_in_other_words_is_not_said_beside_a_term(first: str, second: str, told: set[str]) -> None:
    tags = (Tag("xeric-fog-lanterns", "Xeric fog lanterns"), Tag("procrastination", "Procrastination"))
    given = tuple(PaperTag(tag.slug) for tag in tags)
    both = [
        Paper(title=t, abstract=f"{t}. " * 5, key=t, source=Source("d"), tags=given[len(told) == 1 :])
        for t in (first, second)
    ]
    others = [Paper(title=t, abstract=t, key=t, source=Source("d")) for t in ("Moss", "Basalt", "Chalk", "Flint")]
    reasons = set(relate([*both, *others], vocabulary=tags)[0].related[0].reasons)
    assert told <= reasons
    assert reasons.isdisjoint({"Internet of Things", "Procrastination"} if len(told) == 1 else {"Internet of Things"})


def said(
    common: tuple[str, ...], *texts: tuple[str, str], closeness: float = 0.4, is_given: bool = False
) -> tuple[str, ...]:
    """What two papers so close that have topics of these names are said to share."""
    subjects = tuple(Subject(name, name, everywhere(0.01), is_given=is_given) for name in common)
    near = Neighbourhood(0, (1,), (closeness,), (closeness,), (subjects,), (False,))
    vectors = tuple(vector_of(None, text) for text in texts)
    return related(Asked(5, {}), Neighbourhoods(vectors, (near,)))[0][0].reasons


ACUTE = ("Acute schizophrenia", "Acute schizophrenia of sailors. We treat acute schizophrenia in boats.")
OTHERS = ("Schizophrenia of sailors", "We treat schizophrenia, when it is acute, in boats; schizophrenia lasts.")


def test_a_topic_of_both_takes_the_place_of_a_piece_of_its_name() -> None:
    assert "schizophrenia" in said((), ACUTE, OTHERS)
    told = said(("Acute schizophrenia",), ACUTE, OTHERS)
    assert "acute schizophrenia" in told
    assert "schizophrenia" not in told


def test_a_topic_in_words_of_neither_takes_no_place() -> None:
    assert "schizophrenia" in said(("Schizophrenia disorders",), ACUTE, OTHERS)


def test_a_topic_takes_the_place_of_its_initials_too() -> None:
    long = (
        "Diffuse large B-cell lymphoma",
        "Diffuse large B-cell lymphoma (DLBCL) of dogs. We treat DLBCL. DLBCL lasts.",
    )
    short = ("DLBCL in dogs", "DLBCL is a lymphoma. Lymphoma of dogs lasts; we treat DLBCL.")
    assert {"lymphoma", "DLBCL"} <= set(said((), long, short))
    told = said(("Diffuse large B-cell lymphoma",), long, short)
    assert {"lymphoma", "DLBCL"}.isdisjoint(told)
    assert "diffuse large b-cell lymphoma" in map(str.casefold, told)


def test_a_topic_that_a_person_gave_is_surer_than_a_found_one() -> None:
    pots, walls = ("Pots of clay", "Potters of the north."), ("Walls of stone", "Masons and how they built.")
    name = "Craftsmanship of potters"
    assert said((name,), pots, walls, closeness=0.1) == ()
    assert said((name,), pots, walls, closeness=0.1, is_given=True) == (name,)
    given, found = (Subjects([], (Tag("x", "Marl", found=found),)).of(paper("a", "x"))["x"] for found in (False, True))
    assert (given.is_given, found.is_given) == (True, False)
