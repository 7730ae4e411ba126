"""What a reason is worth: a term that tells something is none where one of two papers names it by the way."""

from __future__ import annotations

import pytest

from generator.enrich.phrasing import Phrasing
from generator.enrich.reasons import Asked, Neighbourhood, Neighbourhoods, related
from generator.enrich.subjects import Subject, stems_of, told_beside
from generator.enrich.telling import how_usual
from generator.enrich.terms import number_of_term, vector_of
from generator.enrich.worth import (
    NEVER,
    WEIGHTS,
    WORTH,
    before_stance,
    of_name,
    of_pair,
    signs_of_order,
    signs_of_weight,
    worth,
)

ABOUT = (
    "Machine translation of old poems",
    "We study machine translation of poems. Machine translation of old words is hard.",
)
TEXT = (
    "We study how words of two senses are told apart by the words around them, with a tree of senses that lexicographers drew, and count "
    "how often readers agree. Dictionaries list homonyms in columns; etymology parts what merged. Annotators of forty novels marked nouns, "
    "verbs and idioms, of which proverbs were hardest. A thesaurus helps less than glosses do, and collocations help most of all, also in "
    "dialects. Neighbours of rare lemmas stay ambiguous, as in crosswords and puns"
)


def reasons_of(closeness: float, *texts: tuple[str, str]) -> list[tuple[str, ...]]:
    """What two papers are said to share, each asked by itself."""
    vectors = tuple(vector_of(None, text) for text in texts)
    found = []
    for own, other in ((0, 1), (1, 0)):
        near = Neighbourhood(own, (other,), (closeness,), (closeness,), ((),), (False,))
        found.append(related(Asked(5, {}), Neighbourhoods(vectors, (near,)))[0][0].reasons)
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ((f"Machine translation of two senses: {TEXT[:40]}", TEXT), ("machine translation",)),
        (("Senses of words", f"Machine translation needs senses: machine translation errs. {TEXT}."), ("machine translation",)),
        (("Senses of words", f"{TEXT}, as for machine translation."), ()),
        (("Senses of words", f"{TEXT}. Uses are search, summarization, machine translation, and spelling."), ()),
    ],
)  # fmt: skip
def test_a_term_that_one_paper_names_by_the_way_is_no_reason(text: tuple[str, str], said: tuple[str, ...]) -> None:
    assert reasons_of(0.4, ABOUT, text) == [said, said]


BIRDS = (
    "Migration of kestrels",
    "We follow kestrels on their migration. Kestrels of the north leave early, and the migration of kestrels ends in May.",
)
OTHER_BIRDS = (
    "Why kestrels begin a migration",
    "A migration begins with frost: kestrels leave, and kestrels that stay starve. We count kestrels of a migration.",
)


@pytest.mark.parametrize(
    ("share", "usual", "kept"),
    [(0.1, "kestrel", True), (0.8, "kestrel", False), (0.8, "kestrelling", False), (0.8, "owls", True)],
)
def test_what_most_of_a_library_says_is_no_reason(share: float, usual: str, kept: bool) -> None:
    """Nor a word with the root of one: "elder" in a library on the elderly."""
    texts = [(title, f"{abstract} {usual}.") for title, abstract in (BIRDS, OTHER_BIRDS)]
    near = Neighbourhood(0, (1,), (0.3,), (0.3,), ((),), (False,))
    asked = Asked(5, {number_of_term(usual): how_usual(share)})
    found = related(asked, Neighbourhoods(tuple(vector_of(None, text) for text in texts), (near,)))
    assert ("kestrels" in found[0][0].reasons) is kept


@pytest.mark.parametrize(
    ("word", "sentence", "kept"),
    [
        ("brollic", "{} models of {} walls.", False),
        ("brollic", "{}; the {} of walls, {}.", True),
        ("Brollic", "we take {} models of {} walls.", True),
        ("SummaryBackground", "{} it rains. {}; {}.", False),
        ("SummaryBrollic", "{} it rains. {}; {}.", True),
    ],
)
def test_a_word_that_stands_before_nouns_alone_is_no_reason(word: str, sentence: str, kept: bool) -> None:
    texts = [
        (front, f"{FRONT} {sentence.replace('{}', word)} {word} bridges.") for front in ("Stone walls", "Old gates")
    ]
    assert [any(word in one for one in said) for said in reasons_of(0.4, *texts)] == [kept, kept]


FRONT = "This is a note, and we say:"


SPANISH = (
    "Se presenta un {0} para la ense\ufffdanza, con lo que se puede ver lo que hay en las torres y en las minas de {1}."
)


def test_words_of_another_language_have_to_be_surer() -> None:
    """Nobody counted which of them say little; and none is said that lost a letter."""
    texts = [(f"Un modelo de las {what}", SPANISH.format("modelo", what)) for what in ("salinas", "canteras")]
    assert reasons_of(0.15, *texts) == [(), ()]
    texts = [
        (f"Un curso de hipermedia con {what}", SPANISH.format("hipermedia", what) + " Hipermedia es hipermedia.")
        for what in ("sal", "oro")
    ]
    assert ["hipermedia" in said for said in reasons_of(0.4, *texts)] == [True, True]


@pytest.mark.parametrize(
    ("titles", "kept"),
    [(("Brolly: a tool for maps", "Brolly: a game"), False), (("Brolly: a tool", "On Brolly"), True)],
)
def test_two_works_of_one_name_share_nothing_by_it(titles: tuple[str, str], kept: bool) -> None:
    texts = [
        (title, f"We present Brolly, which is new. Brolly is {n}. We test Brolly.") for n, title in enumerate(titles)
    ]
    assert [("Brolly" in said) for said in reasons_of(0.4, *texts)] == [kept, kept]


def test_beside_a_paper_each_reason_is_spelled_in_one_way() -> None:
    texts = [
        ("Machine translation", "We study machine translation. Machine translation is hard."),
        ("Machine Translation of poems", "Machine Translation (MT) helps. We use Machine Translation."),
        (
            "Poems in other words",
            "Of machine translations we know little; machine translations err. We do machine translations.",
        ),
    ]
    near = Neighbourhood(1, (0, 2), (0.4, 0.4), (0.4, 0.4), ((), ()), (False, False))
    found = related(Asked(5, {}), Neighbourhoods(tuple(vector_of(None, text) for text in texts), (near,)))
    assert [one.reasons[0] for one in found[0]] == ["machine translation"] * 2


@pytest.mark.parametrize("small", [True, False])
def test_what_the_library_has_in_small_letters_is_said_so(small: bool) -> None:
    texts = [("Walls", f"We study Machine Translation (MT) of {n}. Machine Translation of {n} is hard.") for n in "ab"]
    topic = Subject("mt", "Machine translation", is_small=small)
    near = Neighbourhood(0, (1,), (0.4,), (0.4,), ((topic,),), (False,))
    found = related(Asked(5, {}), Neighbourhoods(tuple(vector_of(None, text) for text in texts), (near,)))
    assert ("machine translation" if small else "Machine Translation") in found[0][0].reasons


def worth_of(name: str, *texts: tuple[str, str], closeness: float = 0.2) -> float:
    """What a name is worth as a reason of two papers."""
    pair = own, other = tuple(Phrasing(vector_of(None, text)) for text in texts)
    stems = stems_of(name)
    signs = {**signs_of_order(stems, pair), **signs_of_weight(stems, pair)}
    found = of_pair(closeness, 0) + of_name(stems) + sum(WEIGHTS[sign] * value for sign, value in signs.items())
    stances = own.stance_if(stems), other.stance_if(stems)
    return worth(found, stems, pair, stances, told_beside(stems, *stances, closeness))


LATER = ("Senses of words", f"{TEXT}. Uses are search, summarization, machine translation, and spelling.")


def test_what_both_say_early_of_close_papers_is_worth_more() -> None:
    both = worth_of("machine translation", ABOUT, ABOUT)
    assert both > worth_of("machine translation", ABOUT, LATER) + 1
    assert both > worth_of("machine translation", ABOUT, ABOUT, closeness=0.05) + 1


def test_a_place_where_a_study_was_made_is_worth_less_than_what_it_studied() -> None:
    studies = [
        (f"{what} of sailors in Peru", f"We study {what} of sailors. In Peru, {what} lasts; sailors from Peru fear it.")
        for what in ("migraine", "rabies")
    ]
    of_places = worth_of("Peru", *studies)
    named = [
        (title.replace("in Peru", "by Peru"), text.replace("In Peru", "Peru").replace("from Peru", "by Peru"))
        for title, text in studies
    ]
    assert of_places < worth_of("Peru", *named) - 1


def test_what_both_say_again_is_worth_more_than_what_one_says_once() -> None:
    once = (ABOUT[0], ABOUT[1].split(". ")[0])
    assert worth_of("machine translation", ABOUT, ABOUT) > worth_of("machine translation", ABOUT, once) + 0.2


def test_a_name_says_more_than_a_word_of_it() -> None:
    assert worth_of("machine translation", ABOUT, ABOUT) > worth_of("machine", ABOUT, ABOUT) + 1


def test_titles_alone_are_worth_no_more_than_what_was_judged() -> None:
    assert of_pair(0.9, 40) == of_pair(0.4, 6)


@pytest.mark.parametrize("name", ["machine translation", "poem", "Peru", "word"])
@pytest.mark.parametrize("closeness", [0.05, 0.1, 0.2, 0.4])
def test_what_is_not_looked_at_could_not_be_worth_saying(name: str, closeness: float) -> None:
    pairs = [(ABOUT, ABOUT), (ABOUT, LATER), (LATER, LATER)]
    for own, other in pairs:
        both = Phrasing(vector_of(None, own)), Phrasing(vector_of(None, other))
        if before_stance(stems_of(name), both, of_pair(closeness, 0)) == NEVER:
            assert worth_of(name, own, other, closeness=closeness) < WORTH


@pytest.mark.parametrize(("closeness", "by_same", "shown"), [(0.07, False, 0), (0.07, True, 1), (0.09, False, 1)])
def test_who_shares_nothing_worth_saying_and_no_author_has_to_be_closer(
    closeness: float, *, by_same: bool, shown: int
) -> None:
    near = Neighbourhood(0, (1,), (closeness,), (closeness,), ((),), (by_same,))
    vectors = tuple(vector_of(None, text) for text in (ABOUT, LATER))
    found = related(Asked(5, {}), Neighbourhoods(vectors, (near,)))[0]
    assert [one.reasons for one in found] == [()] * shown
