"""Related papers: who is near whom, in which order, and why, in the texts' own words."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.enrich.reasons import Asked, Neighbourhood, Neighbourhoods, related
from generator.enrich.relations import relate
from generator.enrich.terms import stem_of, vector_of
from generator.memo import Memo
from generator.model import Paper, Source
from generator.readers import read
from generator.text import normal_title, paper_key, typeset
from generator.work import Work
from tests.conftest import Golden

SEED = Path(__file__).parents[2] / "digests" / "2025-03-14-trending-papers.txt"


def paper(title: str, abstract: str = "", key: str = "") -> Paper:
    return Paper(title=title, abstract=abstract, key=key or paper_key(title), source=Source("d.txt"))


@pytest.fixture(scope="module")
def seed() -> list[Paper]:
    reading = read(SEED.read_text("utf-8"), Source(f"digests/{SEED.name}"))
    return [replace(one, key=paper_key(one.title)) for one in reading.papers]


def test_the_first_digest(golden: Golden, seed: list[Paper]) -> None:
    lines = []
    for one in relate(seed):
        lines.append(one.key)
        lines += [f"    {near.score:.3f} {near.key}: {', '.join(near.reasons)}" for near in one.related]
    golden("enrich/relations.txt", "\n".join(lines) + "\n")


def test_the_order_of_papers_changes_nothing(seed: list[Paper]) -> None:
    shuffled = seed.copy()
    Random(7).shuffle(shuffled)
    by_key = {one.key: one.related for one in relate(seed)}
    found = relate(shuffled)
    assert [one.key for one in found] == [one.key for one in shuffled]
    assert {one.key: one.related for one in found} == by_key
    assert relate(seed) == relate(seed)


def test_relations_are_in_order_and_never_to_itself(seed: list[Paper]) -> None:
    keys = {one.key for one in seed}
    for one in relate(seed):
        near = [relation.key for relation in one.related]
        scores = [relation.score for relation in one.related]
        assert len(near) == len(set(near)) <= 5
        assert set(near) <= keys - {one.key}
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_reasons_are_shared_and_printed_as_one_of_the_two_prints_them(seed: list[Paper]) -> None:
    texts = {one.key: f"{typeset(one.title).plain}\n{typeset(one.abstract).plain}" for one in seed}
    everything = "\n".join(texts.values())
    for one in relate(seed):
        for near in one.related:
            assert len(near.reasons) <= 3
            for reason in near.reasons:
                assert reason in everything
                for key in (one.key, near.key):
                    stems = {stem_of(word) for word in words_of(texts[key])}
                    assert {stem_of(word) for word in words_of(reason)} <= stems, (reason, key)


def words_of(text: str) -> list[str]:
    return [word for word in "".join(c if c.isalnum() or c in "+#" else " " for c in text).split() if word]


def test_a_paper_stands_by_its_kin() -> None:
    found = relate(
        [
            paper(
                "Bananas in zeroth-order optimization", "We peel bananas by zeroth-order gradient-free optimization."
            ),
            paper(
                "Zeroth-order optimization of bananas", "Peeling of bananas without gradients: zeroth-order queries."
            ),
            paper(
                "Glaciers of the Alps",
                "We use satellite interferometry of glaciers, for satellite interferometry shows it.",
            ),
            paper("Melting glaciers", "Satellite interferometry shows that glaciers in the Alps melt."),
        ]
    )
    assert [[near.key for near in one.related] for one in found] == [
        ["zeroth-order-optimization-of-bananas"],
        ["bananas-in-zeroth-order-optimization"],
        ["melting-glaciers"],
        ["glaciers-of-the-alps"],
    ]
    assert "satellite interferometry" in found[2].related[0].reasons


def test_a_duplicate_is_never_shown() -> None:
    abstract = "We train deep turnips with stochastic harrows on the clay soils of Flanders."
    same = [paper("Deep turnips", abstract, f"deep-turnips{end}") for end in ("", "-2", "-3")]
    copied = paper("Deep Turnips.", f"{abstract} Again.", "copied")
    other = paper("Stochastic harrows", "We train harrows for turnips in Flanders, on clay and sand.", "other")
    far = paper("Glaciers of the Alps", "We measure the melting of glaciers by satellite.", "far")
    for one in relate([*same, copied, other, far]):
        titles = [
            normal_title(one.title),
            *(normal_title(near.title) for near in [other] if near.key in {r.key for r in one.related}),
        ]
        assert len(titles) == len(set(titles))
        assert not {r.key for r in one.related} & (
            {s.key for s in [*same, copied]} if one.title.startswith("Deep") else set()
        )


def test_nothing_close_shows_nothing() -> None:
    found = relate([paper("Alpha beetles", "Chitin and wings."), paper("Quartz clocks", "Springs and wheels.")])
    assert [one.related for one in found] == [(), ()]


@pytest.mark.parametrize("papers", [[], [paper("Alone", "By itself.")]])
def test_one_paper_and_none(papers: list[Paper]) -> None:
    assert relate(papers) == tuple(papers)


@pytest.mark.parametrize(
    ("shared", "many", "least"),
    [
        ("student", 10, None),
        ("student", 3, None),
        ("student", 2, 0.08),
        ("carbon", 9, 0.08),
    ],
)
def test_a_pair_that_shares_nothing_worth_saying_has_to_be_closer(shared: str, many: int, least: float | None) -> None:
    own = "turnip beetle quartz kelp basalt lichen zeolite cuneiform marl chitin gneiss loess krill peat".split()
    own += "opal schist tuff peridot gabbro agate jasper onyx beryl topaz".split()
    other = "harpsichord violin sonata fugue oboe lute madrigal cantata chorale viola rondo toccata gavotte".split()
    other += "minuet bassoon cello timpani tuba zither banjo galliard pavane motet canzona".split()
    first = paper("Turnip and beetle", f"{shared}, {shared}, {', '.join(own[:many])}.")
    found = relate([first, paper("Harpsichord and violin", f"{shared}, {', '.join(other[:many])}.")])
    scores = [near.score for near in found[0].related]
    assert len(scores) == (least is not None)
    assert not any(near.reasons for near in found[0].related)
    assert all(score >= (least or 0) for score in scores)


def test_two_papers() -> None:
    first, second = relate(
        [paper("Turnip ploughs", "Ploughs for turnip fields."), paper("Ploughs", "A turnip plough.")]
    )
    assert [near.key for near in first.related] == [second.key]
    assert [near.key for near in second.related] == [first.key]


def test_a_symbol_of_a_formula_is_no_reason() -> None:
    texts = (
        "Bounds on $x_k$ and $n^2$",
        "Limits of $x_k$ and $n^2$",
        "Storing CO₂ in basalt, CO₂ as rock",
        "Moss that binds CO₂, walls of CO₂",
        "Chalk",
        "Flint",
    )
    shared = [
        {reason for near in one.related for reason in near.reasons}
        for one in relate([paper(text, f"{text}. " * _OFTEN) for text in texts])
    ]
    assert shared == [set(), set(), {"CO₂"}, {"CO₂"}, set(), set()]


def test_initials_are_no_reason_beside_what_they_stand_for() -> None:
    def shared(*texts: str) -> set[str]:
        found = relate([paper(text, f"{text}. " * _OFTEN) for text in (*texts, "Moss", "Basalt", "Chalk", "Flint")])
        return set(found[0].related[0].reasons)

    assert shared("Federated learning (FL) in fog", "FL: federated learning under rain") == {"federated learning"}
    assert shared("XFL in fog", "XFL under rain") == {"XFL"}, "alone they say something"


def test_as_many_as_asked_for(seed: list[Paper]) -> None:
    assert all(one.related == () for one in relate(seed, 0))
    two = relate(seed, 2)
    assert max(len(one.related) for one in two) == 2
    keys = ([[near.key for near in one.related] for one in papers] for papers in (two, relate(seed)))
    assert all(set(few) <= set(many) for few, many in zip(*keys, strict=True))


@pytest.mark.parametrize(
    "text", ["", " ", "...", "$$$", "\u202e\u200b", "the of and", "a", "1 2 3", "<b></b>", "🙂", "深度"]
)
def test_empty_and_wordless_texts(text: str) -> None:
    papers = [paper(text, text, f"k{number}") for number in range(4)]
    assert [one.related for one in relate(papers)] == [(), (), (), ()]


def test_titles_alone_are_enough() -> None:
    found = relate(
        [
            paper("Turnip ploughs for clay", key="a"),
            paper("Ploughs of turnip and clay", key="b"),
            paper("Alps", key="c"),
        ]
    )
    assert [[near.key for near in one.related] for one in found] == [["b"], ["a"], []]


def test_markup_in_a_text_is_a_word_at_most() -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} javascript:alert(1) ]]> --> \\x"
    found = relate(
        [
            paper(f"Turnips {hostile}", f"Ploughs {hostile}", "a"),
            paper(f"Ploughs, {hostile}", f"Turnips {hostile}", "b"),
        ]
    )
    for one in found:
        for near in one.related:
            for reason in near.reasons:
                assert not set(reason) & set("<>{}();:\"'&")


def test_a_long_text_does_not_drown_the_rest() -> None:
    long = paper("Everything", " ".join(f"word{number}" for number in range(20_000)) + " turnip plough", "long")
    near = paper("Turnip plough", "A plough for turnips.", "near")
    other = paper("Ploughs and turnips", "Turnip fields and ploughs.", "other")
    found = {one.key: [r.key for r in one.related] for one in relate([long, near, other])}
    assert found["near"][0] == "other"


# What is said so often is sure where it is a name at all.
_OFTEN = 5


def reasons(*texts: str) -> set[str]:
    """The reasons of the first of these texts for the second; the others are about something else."""
    apart = ("Moss on walls", "Basalt columns", "Chalk cliffs", "Flint mines")
    found = relate(
        [paper(text, f"{text}. " * _OFTEN, key=f"k{number}") for number, text in enumerate((*texts, *apart))]
    )
    return {reason for near in found[0].related if near.key == "k1" for reason in near.reasons}


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("Sumatriptan nasal spray in children", "A trial of sumatriptan nasal spray", {"sumatriptan nasal spray"}),
        ("Low back pain guidelines in Peru", "Peru: guidelines for low back pain", {"low back pain"}),
        ("Clonidine. (C) 2004 Elsevier Ltd. All rights reserved.", "Clonidine. 2006 Elsevier Ltd. All rights reserved.", {"Clonidine"}),
        ("Tests of a GUI, GUI testing, graphical user interfaces", "Graphical user interfaces: GUI testing", {"GUI testing"}),
        ("PTSD: posttraumatic stress disorder", "Posttraumatic stress disorder (PTSD) of voles in fog", {"posttraumatic stress disorder"}),
        ("Low-risk gambling among Peruvian miners of Peru", "At-risk gambling of Peruvian youth in Peru", {"gambling", "Peruvian"}),
        ("Bacteriophages of fog, phages of rain", "Phages and bacteriophages in Lima", {"bacteriophages"}),
        ("Interferometry of NGC 253", "NGC 1275 by interferometry", {"interferometry"}),
        ("Proton exchange membranes of turnips", "Anion exchange membranes and turnips", {"turnips"}),
        ("Magnetic fields in galaxies", "Cold gas in galaxies", set()),
        ("Low-marl turnip villages", "Clonidine in low-marl valleys", set()),
        ("Turnips of 10¹⁰ marl", "Clonidine of 10¹⁰", set()),
        ("School meals in Malawi", "Maize in Malawi", set()),
        ("Toxicity of resin in vitro", "Resin in vitro and its wear", {"resin in vitro"}),
        ("Turnips of north marl, per cent", "Ten per cent of north turnips", {"turnips"}),
        ("A study of global economic turnips", "Turnips: a study of global economic marl", {"turnips"}),
        ("Sumatriptan 10 mg in 45 patients", "10 mg of sumatriptan in 45 patients", {"sumatriptan"}),
        ("Fluoxetine and snow. Background: Methods: Results: we", "Background: fluoxetine and rain. Methods: Results:", {"fluoxetine"}),
        ("Morphologie des rochers et de la neige", "La neige et les rochers", {"rochers", "neige"}),
        ("Die Gletscher und der Schnee nach dem Krieg", "Der Schnee und die Gletscher", {"Gletscher", "Schnee"}),
    ],
)  # fmt: skip
def test_a_reason_says_something_and_the_longer_of_two_is_said(first: str, second: str, shared: set[str]) -> None:
    assert reasons(first, second) == shared


def test_what_two_papers_share_does_not_depend_on_who_is_asked_with_them(seed: list[Paper]) -> None:
    vectors = tuple(vector_of(None, (paper.title, paper.abstract)) for paper in seed[:30])

    def near(own: int, others: list[int]) -> Neighbourhood:
        many = len(others)
        return Neighbourhood(own, tuple(others), (0.3,) * many, (0.3,) * many, ((),) * many, (False,) * many)

    asked = Asked(5, {})
    all_of_them = range(len(vectors))
    together = tuple(near(own, [other for other in all_of_them if other != own]) for own in all_of_them)
    alone = [related(asked, Neighbourhoods(vectors, (one,)))[0] for one in together]
    assert sum(bool(one.reasons) for chosen in alone for one in chosen) > 9
    assert related(asked, Neighbourhoods(vectors, together)) == alone
    assert related(asked, Neighbourhoods(vectors, together[::-1])) == alone[::-1]


def test_a_score_does_not_move_when_papers_come(seed: list[Paper]) -> None:
    """Weights come from the background, so two papers are as close in a library of two as in a library of all."""
    few = {one.key: {near.key: near.score for near in one.related} for one in relate(seed[:40], count=39)}
    all_of_them = {one.key: {near.key: near.score for near in one.related} for one in relate(seed, count=78)}
    moved = [
        abs(score - all_of_them[key][other])
        for key, near in few.items()
        for other, score in near.items()
        if other in all_of_them[key]
    ]
    assert len(moved) > 100
    assert sum(moved) / len(moved) < 0.02


@settings(max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=120)), max_size=8))
def test_any_texts_are_related_or_not(texts: list[tuple[str, str]]) -> None:
    papers = [paper(title, abstract, f"k{number}") for number, (title, abstract) in enumerate(texts)]
    found = relate(papers)
    assert [one.key for one in found] == [one.key for one in papers]
    assert {one.key: one.related for one in relate(papers[::-1])} == {one.key: one.related for one in found}


def test_what_tells_little_is_said_when_nothing_better_is() -> None:
    texts = ("Oral sumatriptan", "Sumatriptan, oral", "Oral swabs", "Swallowing, an oral act", "Chalk", "Flint")
    found = {one.key: one.related for one in relate([paper(text) for text in texts])}
    assert found["oral-sumatriptan"][0].reasons == ("sumatriptan",)


def test_what_all_papers_say_tells_nothing_of_who_is_near_whom() -> None:
    """Among trials of one drug its name, which weighs most, does not decide."""
    own = "turnip beetle quartz kelp basalt lichen zeolite cuneiform marl chitin harrow".split()
    trials = [paper(f"Sumatriptan {word}", "Sumatriptan, again sumatriptan.", word) for word in own]
    asked, kin = paper("Sumatriptan nausea", key="asked"), paper("Nausea of voyages", key="kin")
    for others, first in (([], own), (trials, ["kin"])):
        found = {one.key: one.related for one in relate([asked, kin, *(others or trials[:1])], count=1)}
        assert found["asked"][0].key in first


@pytest.mark.parametrize(("many", "first"), [(8, "general"), (24, "kin")])
def test_a_paper_that_stands_close_to_many_has_to_come_closer(many: int, first: str) -> None:
    """So crowding is taken off, but not so much that eight would do."""
    own = "turnip sumatriptan beetle quartz kelp basalt lichen zeolite cuneiform marl chitin harrow".split()
    crowd = [paper(f"Bassoon {own[n % 12]} {own[n // 12 + n % 12 - 11]}", key=f"k{n}") for n in range(1, many + 1)]
    asked, general = paper("Bassoon harpsichord", key="asked"), paper("Bassoon", key="general")
    kin = paper("Harpsichord", key="kin")
    # In a library of other things: what many papers say counts little anyway.
    others = [paper(f"Of {other * 3}", key=f"o{other}") for other in map(chr, range(ord("a"), ord("z") + 1))] * 30
    others = [replace(one, key=f"{one.key}{n}", title=f"{one.title}{n}") for n, one in enumerate(others)]
    found = {one.key: one.related for one in relate([asked, general, kin, *crowd, *others], count=1)}
    assert [near.key for near in found["asked"]] == [first]


def test_in_haste_papers_have_those_that_were_told_last(tmp_path: Path, seed: list[Paper]) -> None:
    work = Work(Memo(tmp_path / "memo.sqlite"))
    before = {paper.key: paper.related for paper in relate(seed[:-1], 3, work)}
    work.hasty = True
    hasty = relate(seed, 3, work)
    assert {paper.key: paper.related for paper in hasty} == {**before, seed[-1].key: ()}
    work.hasty = False
    assert relate(seed, 3, work) == relate(seed, 3) != hasty
