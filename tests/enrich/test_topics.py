"""Found topics: what several papers name becomes one topic, whatever they call it; prose of all fields becomes none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config.corrections import load_corrections
from generator.config.loading import Config
from generator.config.patterns import wrong_pattern
from generator.config.register import Held, load_register
from generator.config.settings import Settings
from generator.config.vocabulary import load_vocabulary
from generator.enrich.area_words import areas
from generator.enrich.cases import how_oblique, without_case
from generator.enrich.classes import class_names
from generator.enrich.forms import form_of, keyword_names
from generator.enrich.given import may_be_told, used
from generator.enrich.tags import above_of, tag_papers
from generator.enrich.topics import find_topics, topics_of
from generator.enrich.topics.abbreviations import spelled_out
from generator.enrich.topics.finding import sample
from generator.enrich.topics.vocabulary import settled
from generator.memo import Memo
from generator.model import Paper, Source, Tag
from generator.work import Work

FILLER = "It is a long story. There is more to say. It goes on for a while."


def paper(title: str, abstract: str = "", keywords: Sequence[str] = (), key: str = "") -> Paper:
    return Paper(
        title=title, abstract=abstract, keywords=tuple(keywords), key=key or title.lower(), source=Source("d.txt")
    )


def found(*papers: Paper, given: Sequence[Tag] = (), published: Sequence[str] = ()) -> dict[str, Tag]:
    """The topics that papers have, by name."""
    tags = find_topics(papers, given, published)
    return {tag.name: tag for tag in used(tags, tag_papers(papers, (*given, *tags)))}


def names(*papers: Paper) -> list[str]:
    return sorted(found(*papers))


@pytest.mark.parametrize(
    ("keywords", "name"),
    [
        ((("Health care",), ("healthcare; x",), ("health-care",)), "Health care"),
        ((("Sediment transport",), ("sediment transports",), ("transport of sediment",)), "Sediment transport"),
        ((("Behaviour change",), ("behavior changes",), ("Behavior change",)), "Behavior change"),
        ((("organisational culture",), ("organizational culture",), ("Organizational Culture",)), "Organizational culture"),
        ((("paediatric nursing",), ("pediatric nursing",), ("Nursing, Pediatric",)), "Pediatric nursing"),
        ((("post-traumatic stress",), ("posttraumatic stress",), ("Posttraumatic Stress",)), "Posttraumatic stress"),
        ((("Injections, Subcutaneous",), ("subcutaneous injection",), ("Injections, Subcutaneous/methods",)), "Subcutaneous injections"),
        ((("*Migraine Disorders/drug therapy",), ("migraine",), ("migraine",)), "Migraine"),
        ((("Life style",), ("lifestyle",), ("lifestyles",)), "Lifestyle"),
        ((("mRNA vaccines",), ("mRNA vaccines",), ("mRNA Vaccines",)), "mRNA vaccines"),
    ],
)  # fmt: skip
def test_one_thing_in_other_words_is_one_topic(keywords: Sequence[Sequence[str]], name: str) -> None:
    papers = [paper(f"Paper {letter}", FILLER, words) for letter, words in zip("abc", keywords, strict=True)]
    topics = found(*papers)
    assert list(topics) == [name]
    assert sum(bool(one.tags) for one in tag_papers(papers, tuple(topics.values()))) >= 2


def test_an_abbreviation_is_what_the_text_spells_out() -> None:
    papers = [
        paper("Turnips under frost", f"We study frost hardening capacity (FHC). {FILLER} FHC is high. FHC is low."),
        paper("FHC of turnips", f"Turnips and FHC. {FILLER}", ["FHC"]),
        paper("Frost hardening capacity of beets", "We measure it.", ["Frost hardening capacity"]),
    ]
    topics = found(*papers)
    assert "FHC" in topics["Frost hardening capacity"].aliases
    given_to = [
        one.title
        for one in tag_papers(papers, tuple(topics.values()))
        if "frost-hardening-capacity" in {t.slug for t in one.tags}
    ]
    assert given_to == [one.title for one in papers]


def test_no_word_is_torn_or_joined_that_is_not_english() -> None:
    """Where a letter was lost on the way, and where an article looks like a prefix."""
    papers = [
        paper(
            f"{front} de un servicio y ense\ufffdanza de las piedras",
            f"En el libro se dice que no hay nada más para los que lo leen {n} veces.",
        )
        for n, front in enumerate(("Hornos", "Puentes", "Barcos"))
    ]
    assert names(*papers) == []


@pytest.mark.parametrize(
    ("title", "keywords", "topics"),
    [
        ("Kestrels {}", ["ec7340", "kestrels"], ["Kestrels"]),  # a course, of which no text speaks
        ("Kestrels {} in ec7340", ["ec7340", "kestrels"], ["Ec7340", "Kestrels"]),
        ("Kestrels {}", ["falconry", "kestrels"], ["Falconry", "Kestrels"]),
        ("Walls {}", ["I MALFORMATION", "kestrels of walls"], ["Kestrels of walls"]),
        ("A de novo survey of {}", [], []),
    ],
)
def test_what_is_no_name_makes_no_topic(title: str, keywords: list[str], topics: list[str]) -> None:
    assert names(*(paper(title.format(n), FILLER, keywords) for n in ("by day", "at dawn", "by night"))) == topics


def test_an_abbreviation_of_two_things_is_no_topic() -> None:
    papers = [
        paper("ABC in frost", f"We give amber beet chips (ABC). {FILLER}", ["ABC"]),
        paper("ABC in rain", f"All barley crops (ABC) grow. {FILLER}", ["ABC"]),
        paper("ABC in snow", f"Ants bite cows (ABC). {FILLER}", ["ABC"]),
    ]
    assert "ABC" not in names(*papers)


def test_an_abbreviation_that_is_a_word_is_not_that_word() -> None:
    papers = [
        paper(
            "Improved plants and crops trial", f"The improved plants and crops trial (IMPACT) ran. {FILLER}", key="a"
        ),
        paper("Impacts of frost", f"We count impacts. {FILLER}", key="b"),
        paper("The impact of rain", f"An impact is seen. {FILLER}", key="c"),
        paper("Improved plants and crops trial again", f"We ran the IMPACT trial. {FILLER}", key="d"),
    ]
    tags = find_topics(papers)
    given_to = {one.key: {tag.slug for tag in one.tags} for one in tag_papers(papers, tags)}
    assert given_to["b"] == given_to["c"] == set()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("attention deficit hyperactivity disorder (ADHD) in school", [("ADHD", "attention deficit hyperactivity disorder")]),
        ("We use polymerase chain reactions (PCRs).", [("PCR", "polymerase chain reactions")]),
        ("a heat shock protein 70 (HSP70) was", [("HSP70", "heat shock protein 70")]),
        ("a study (in mice) of it (2019) and (see Fig. 2)", []),
        ("something else entirely (XYZ)", []),
    ],
)  # fmt: skip
def test_spelled_out(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(spelled_out(text)) == pairs


@pytest.mark.parametrize(
    ("keyword", "said"),
    [
        ("machine learning, deep learning", ["machine learning", "deep learning"]),
        ("MACHINE LEARNING, DEEP LEARNING, CNN", ["MACHINE LEARNING", "DEEP LEARNING", "CNN"]),
        ("Leukemia, Myelogenous, Chronic", ["Leukemia, Myelogenous, Chronic"]),
        ("Humanos", []), ("Criança", []),
        ("Humans", []), ("Male", []), ("priority journal", []), ("Child, Preschool", []), ("*Migraine/drug therapy", ["Migraine"]),
        ("Anti-Inflammatory Agents, Non-Steroidal", ["Non-Steroidal Anti-Inflammatory Agents"]),
        ("Graphical user interface (GUI)", ["Graphical user interface", "GUI"]), ("the Bronze Age", ["Bronze Age"]), ("", []),
        ("trabecular bone, Archaeology", ["trabecular bone", "Archaeology"]), ("Primates, anatomy and histology", ["Primates"]),
    ],
)  # fmt: skip
def test_what_a_keyword_names(keyword: str, said: list[str]) -> None:
    assert keyword_names(keyword) == said


def test_marks_and_prose_of_all_fields_are_no_topics() -> None:
    keywords = ["Humans", "Male", "Adult", "Treatment Outcome", "method", "results", "Model", "under visible light"]
    titles = [
        "A novel approach to turnips",
        "A new approach to beets",
        "Results of a novel approach",
        "Significant results",
    ]
    assert not {
        "Humans",
        "Male",
        "Adult",
        "Treatment outcome",
        "Method",
        "Results",
        "Approach",
        "Model",
        "Under visible light",
        "Novel approach",
    } & set(names(*(paper(title, f"We propose a novel approach. {FILLER}", keywords) for title in titles)))


def test_places_by_name_and_by_papers() -> None:
    papers = [paper(f"Chronic pain {n}", FILLER, ["Chronic pain"]) for n in "ab"]
    papers += [paper(f"Pain {n}", FILLER, ["Pain"]) for n in "cdef"]
    topics = found(*papers)
    assert topics["Chronic pain"].broader == ("pain",)
    assert topics["Pain"].broader == ()


def test_a_published_topic_keeps_its_address_as_long_as_a_paper_has_it() -> None:
    papers = [paper("Kestrels in towns", FILLER), paper("Moss on walls", FILLER), paper("Chalk", FILLER)]
    assert "Kestrels" not in found(*papers)
    kept = found(*papers, published=["kestrel"])
    assert {tag.slug for tag in kept.values()} == {"kestrel"}
    assert not found(*papers[1:], published=["kestrel"])


def test_what_a_person_decided_is_not_found_again() -> None:
    given, wrong = load_vocabulary(
        "- name: Birds of prey\n  aliases: [kestrel]\n  unless: [stone kestrel]\n", "tags.yml"
    )
    papers = [
        paper(f"{what}: {n}", FILLER, [what]) for what in ("Kestrels", "Stone kestrels", "Dew ponds") for n in "abc"
    ]
    assert wrong == []
    assert sorted(found(*papers, given=given)) == ["Dew ponds", "Stone kestrels"]


def test_the_order_of_papers_changes_nothing() -> None:
    papers = [
        paper(f"{a} {b} {n}", FILLER, [a, f"{a} {b}"])
        for a in ("Kestrel", "Dew", "Marl")
        for b in ("pits", "maps")
        for n in "abc"
    ]
    shuffled = papers.copy()
    Random(3).shuffle(shuffled)
    assert find_topics(shuffled) == find_topics(papers)


def test_the_work_grows_with_the_text() -> None:
    """One word ten thousand times, and a thousand brackets: each is looked at a bounded number of times."""
    long = paper("Kestrel " * 10_000, "kestrel (KK) " * 10_000, ["kestrel"] * 500)
    assert [tag.slug for tag in find_topics([long, paper("Kestrels", FILLER, ["kestrel"])])] == ["kestrel"]


@pytest.mark.parametrize(
    ("papers", "decide"),
    [(0, 0), (399, 399), (449, 355), (450, 450), (1_050, 900), (10_050, 9_000), (11_199, 9_000), (11_200, 11_200)],
)
def test_the_oldest_papers_decide(papers: int, decide: int) -> None:
    assert settled(papers) == decide


def _library(themes: Sequence[str], each: int) -> list[Paper]:
    return [
        paper(f"{theme} in year {n}", f"We study {theme.lower()}. {FILLER}", [theme])
        for theme in themes
        for n in range(each)
    ]


def test_more_papers_leave_old_ones_as_they_are() -> None:
    """Enough new ones to make "Marl pits" another topic's other name, and "Dew ponds" too common."""
    old = _library(["Kestrels", "Dew ponds", "Marl pits", "Oast houses", "Gorse"], 90)
    new = _library(["Dew ponds, again", "Barrow mounds"], 40)
    before, after = topics_of(old, Config()), topics_of([*old, *new], Config())
    assert after.settled == before.settled == before.all
    assert {tag.name for tag in after.all if tag.late} >= {"Barrow mounds"}
    assert after.newest == {one.key for one in new}


@pytest.mark.parametrize(("more", "cost"), [(5, 0), (9, 3 + 28)])
def test_new_papers_cost_no_new_look_at_old_ones(tmp_path: Path, more: int, cost: int) -> None:
    """What the newest name is asked anew when a sixteenth of the oldest, 28 of 450, have come: what they name, their
    areas, which of it are topics, and which topics these have."""
    old, new = _library(["Kestrels", "Dew ponds"], 250), _library(["Barrow mounds"], more)
    work = Work(Memo(tmp_path / "memo.sqlite"))
    given = Config(vocabulary=(Tag("kestrels", "Kestrels"),))
    made = []
    for papers in (old, [*old, *new]):
        topics_of(papers, given, work)
        found, asked = work.remembered
        made.append(asked - found)
    assert made[1] - made[0] == cost


def test_a_topic_renamed_has_no_paper_read_again(tmp_path: Path) -> None:
    """But a sample of them, of which is asked whether they have given topics."""
    papers = _library(["Kestrels", "Dew ponds", "Marl pits"], 150)
    work = Work(Memo(tmp_path / "memo.sqlite"))
    given = [Config(vocabulary=(Tag("kestrels", name),)) for name in ("Kestrels", "Falcons")]
    first = topics_of(papers, given[0], work)
    before = work.memo.missed if work.memo else 0
    renamed = topics_of(papers, given[1], work)
    assert work.memo is not None
    assert work.memo.missed - before == len(sample(papers[: settled(len(papers))])) + 1
    assert renamed == topics_of(papers, given[1])
    names = [{tag.name for tag in topics.all} & {"Falcons", "Kestrels", "Dew ponds"} for topics in (first, renamed)]
    assert names == [{"Kestrels", "Dew ponds"}, {"Falcons", "Dew ponds"}]


def test_what_a_given_topic_was_is_not_found_beside_it() -> None:
    """Whoever renames a topic that was found, with `was`, has not both."""
    papers = [*_library(["Kestrels"], 5), *(paper(f"{n}", FILLER, ["Kestrels", "Young kestrels"]) for n in "abc")]
    register = {"tags/kestrel": Held(Source("a.yml"))}
    falcons = Tag("falcons", "Falcons", was=("kestrel", "dew-pond"))
    before, after = (topics_of(papers, Config(register=register, vocabulary=tags)) for tags in ((), (falcons,)))
    assert {tag.slug: tag.broader for tag in before.all} == {"kestrel": (), "young-kestrels": ("kestrel",)}
    assert {tag.slug: tag.broader for tag in after.all} == {"falcons": (), "young-kestrels": ("falcons",)}


def test_a_topic_of_the_newest_papers_keeps_its_address_when_all_decide() -> None:
    papers = [*_library(["Kestrels", "Dew ponds"], 200), paper("Barrow mounds", FILLER), *_library(["Moss"], 3)]
    register = {"tags/barrow-mound": Held(Source("a.yml"))}
    topics = topics_of(papers, Config(register=register))
    assert "barrow-mound" in {tag.slug for tag in topics.all}
    assert "barrow-mound" not in {tag.slug for tag in topics_of(papers[:400], Config(register=register)).all}


MATHEMATICS = {
    "On primes in arithmetic progressions": "We bound a zeta function.",
    "Cusp forms and elliptic curves": "A note on modular forms.",
    "Finite groups with few conjugacy classes": "We count the subgroups of simple groups.",
    "Free groups of rank two": "A short proof about permutation groups.",
    "Homotopy of loop spaces": "The spectral sequence ends.",
    "Cohomology of the Klein bottle": "It has torsion.",
    "Holomorphic maps of the disc": "We use a Schwarz lemma.",
}


def test_papers_of_one_discipline_without_shared_phrases_are_of_areas() -> None:
    papers = [paper(title, abstract) for title, abstract in MATHEMATICS.items()]
    topics = found(*papers)
    assert {"Number theory", "Group theory", "Topology"} <= topics.keys()
    assert "Complex analysis" not in topics, "of one paper alone"
    assert topics["Number theory"].broader == ("algebra-and-number-theory",)
    tagged = tag_papers(papers, find_topics(papers))
    assert all(one.tags for one in tagged[:6])
    assert [tag.words for tag in tagged[5].tags if tag.slug == "topology"] == [("Cohomology",)]


LEARNING = {
    "Grasping with soft grippers": "A robot lifts eggs.",
    "Motion planning for legged robots": "It walks over stones.",
    "Object detection in fog": "We find cyclists at dusk.",
    "Scene text spotting": "Signs are read with optical flow.",
    "Dependency parsing of Old Irish": "We build a treebank.",
    "Coreference in letters": "Who is meant is told by a semantic parsing of wills.",
    "Multiwinner elections": "A voting rule is fair.",
    "Envy-free division of indivisible chores": "We split dishes.",
}


def test_papers_of_machine_learning_are_of_its_areas() -> None:
    papers = [paper(title, abstract) for title, abstract in LEARNING.items()]
    topics = {tag.slug: tag.name for tag in find_topics(papers)}
    areas = ("Robotics", "Computer vision", "Natural language processing", "Game theory and social choice")
    for number, one in enumerate(tag_papers(papers, find_topics(papers))):
        assert areas[number // 2] in {topics[tag.slug] for tag in one.tags}


def test_an_area_that_a_given_topic_is_called_as_is_given_as_that() -> None:
    papers = [paper(title, abstract) for title, abstract in MATHEMATICS.items()]
    tags = [
        Tag("groups", "Theory of groups"),
        Tag("maps", "Topology and maps"),
        Tag("old", "Number theory of old and history"),
    ]
    topics = (*tags, *find_topics(papers, tags))
    shown = [{tag.slug for tag in one.tags} for one in tag_papers(papers, topics)]
    assert [one & {"groups", "group-theory", "maps", "topology", "number-theory"} for one in shown[:6]] == [
        {"number-theory"}, {"number-theory"}, {"groups"}, {"groups"}, {"maps"}, {"maps"},
    ]  # fmt: skip
    assert not {"group-theory", "topology"} & {tag.slug for tag in used(topics, tag_papers(papers, topics))}


def test_a_common_word_is_sure_of_an_area_in_a_title_alone() -> None:
    """Of a library of mathematics: one that has "convexity" in its title is of convex geometry, one that mentions it is not."""
    area = next(area.here for area in areas() if area.tag.slug == "convex-and-discrete-geometry")
    word = area.titled[0].rstrip("*")
    titled, said = paper(f"On {word} of turnips"), paper("On turnips", f"We speak of {word} in turnips. {FILLER}")
    assert [tag.slug for one in tag_papers([titled, said], [area]) for tag in one.tags] == [area.slug]


def test_words_that_say_little_are_one_term_where_they_stand_together() -> None:
    abstract = f"The magnetic field is strong. We measure the magnetic field. {FILLER}"
    papers = [paper(f"Magnetic field of {name}", abstract) for name in ("turnips", "marl", "chalk")]
    apart = [paper(f"Magnetic {n} beside a field", f"{FILLER} A field. Magnetic marl.") for n in range(12)]
    assert "Magnetic field" in names(*papers)
    assert "Magnetic field" not in names(*papers[:2], *apart)


def test_areas_are_none_of_a_library_of_another_discipline() -> None:
    """A nurse's "incidence of primes" makes no number theory: two papers in nine say what only its papers say."""
    mathematics = [paper(title, abstract) for title, abstract in list(MATHEMATICS.items())[:2]]
    others = [paper(f"Turnips in year {n}", f"We grow turnips on chalk. {FILLER}", ["Turnips"]) for n in range(7)]
    assert "Number theory" not in names(*mathematics, *others)


def test_a_library_that_is_partly_of_a_discipline_has_its_areas_by_titles() -> None:
    """A third of the papers are of the humanities: those whose titles name an area are of it, what abstracts mention makes none."""
    of_it = [paper(f"A cinema of turnip {n}", f"An archive and its archaeological finds. {FILLER}") for n in range(3)]
    others = [paper(f"Turnips in year {n}", f"We saw a cinema. {FILLER}" if n == 0 else FILLER) for n in range(8)]
    tagged = tag_papers([*of_it, *others], find_topics([*of_it, *others]))
    assert {tag.slug for one in tagged[:3] for tag in one.tags} >= {"music-art-and-media"}
    assert not {"music-art-and-media", "archaeology", "history-and-archaeology"} & {
        tag.slug for one in tagged[3:] for tag in one.tags
    }
    assert "archaeology" not in {tag.slug for one in tagged for tag in one.tags}
    assert "Music, art and media" not in names(*of_it, *others, *(paper(f"Marl {n}", FILLER) for n in range(9)))


def test_a_topic_called_as_an_area_beside_the_field_keeps_its_own_words() -> None:
    named = [
        paper(f"Marl {n}", f"Cultural heritage decays. We date it. {FILLER}", ["Cultural heritage"]) for n in range(4)
    ]
    said = paper("Chalk", f"We study cultural heritage. Our cultural heritage decays in rain. {FILLER}")
    rest = [paper(f"Turnips in year {n}", FILLER) for n in range(12)]
    tagged = tag_papers([*named, said, *rest], find_topics([*named, said, *rest]))
    assert "cultural-heritage" in {tag.slug for tag in tagged[4].tags}


def test_a_paper_with_topics_of_its_own_needs_no_area() -> None:
    own = ["Turnip theory", "Marl theory", "Chalk theory"]
    papers = [paper(title, abstract, own) for title, abstract in MATHEMATICS.items()]
    slugs = {"turnip-theory", "marl-theory", "chalk-theory"}
    assert all({tag.slug for tag in one.tags} == slugs for one in tag_papers(papers, find_topics(papers)))


def test_a_topic_called_as_an_area_is_that_area() -> None:
    papers = [
        paper(title, abstract, ["Group theories"] if "groups" in title else [])
        for title, abstract in MATHEMATICS.items()
    ]
    tags = find_topics([*papers, paper("Group theories of old", "A Sylow subgroup.", ["group theory"])])
    assert [tag.name for tag in tags if form_of(tag.name) == form_of("group theory")] in (
        ["Group theories"],
        ["Group theory"],
    )
    assert all(tag.slug not in above for tag, above in zip(tags, _all_above(tags), strict=True))


def _all_above(tags: Sequence[Tag]) -> list[set[str]]:
    return [{tags[number].slug for number in numbers} for numbers in above_of(tags)]


def test_a_doubtful_word_hides_no_topic_of_that_name() -> None:
    tags = (
        Tag("testing", "Testing", found=True),
        Tag("software-testing", "Software testing", doubtful=("testing",), broader=("testing",)),
    )
    (tagged,) = tag_papers([paper("Test suites", FILLER, ["Testing"])], tags)
    assert [tag.slug for tag in tagged.tags] == ["testing"]


def test_words_of_areas_can_be_met() -> None:
    words = [word for area in areas() for word in (*area.here.patterns, *area.here.titled)]
    assert [wrong for word in words if (wrong := wrong_pattern(word))] == []
    assert len({area.tag.slug for area in areas()}) == len(areas()) > 90


@pytest.mark.parametrize(
    "title", ["American Economic of {}", "Recent presidential on {}", "Maps to $C^n$ by {}", "Maps of Cⁿ for {}"]
)
def test_what_stands_before_a_noun_and_a_formula_are_no_topics(title: str) -> None:
    assert names(*(paper(title.format(what), f"It is new. {FILLER}", key=what) for what in ("turnips", "beets"))) == []


def test_little_words_of_another_language_begin_no_topic() -> None:
    papers = [
        paper(f"Estudio sobre el {what}", "Este trabajo analiza los cuatro años de la política.")
        for what in ("agua", "pan")
    ]
    assert "Sobre el" not in names(*papers)


@pytest.mark.parametrize("text", ["", " ", "...", "🙂", "a", "1 2 3", "(((((", "‮​", "<b></b>", "Ⅳ²"])
def test_empty_and_wordless_texts(text: str) -> None:
    assert find_topics([paper(text, text, [text], key=str(n)) for n in range(4)]) == ()


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3)), max_size=6
    )
)
def test_any_texts(texts: list[tuple[str, str, list[str]]]) -> None:
    papers = [paper(*text, key=f"k{number}") for number, text in enumerate(texts)]
    topics = find_topics(papers)
    slugs = {tag.slug for tag in topics}
    assert len(slugs) == len(topics)
    for one in tag_papers(papers, topics):
        assert {tag.slug for tag in one.tags} <= slugs


def test_classes_are_what_they_stand_for() -> None:
    papers = [
        Paper(title=f"Paper {letter}", abstract=FILLER, categories=codes, key=letter, source=Source("d"))
        for letter, codes in {
            "a": ("cs.CR", "J64"),
            "b": ("cs.CR", "J64"),
            "c": ("astro-ph.GA", "J63"),
            "d": (),
        }.items()
    ]
    topics = found(*papers)
    assert sorted(topics) == ["Cryptography and security", "Unemployment and mobility"]
    given_to = {one.key: {tag.slug for tag in one.tags} for one in tag_papers(papers, tuple(topics.values()))}
    assert given_to["a"] == {"cryptography-and-security", "unemployment-and-mobility"}
    assert given_to["c"] == {"unemployment-and-mobility"}
    assert not found(
        *papers[:2],
        given=load_vocabulary("- name: Security\n  aliases: [cs.CR]\n- name: Jobs\n  aliases: [J64]\n", "t")[0],
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("68T07, 51M20 (Primary) 11F67 (Secondary)", ["Computer science", "Geometry", "Number theory"]),
        ("MSC 2020: 11Fxx", ["Number theory"]),
        ("03.65.Ud", ["Quantum mechanics"]),
        ("98.80.-k; 04.20.Cv", ["Galaxies and cosmology", "General relativity and gravitation"]),
        ("I.2.7; H.3", ["Artificial intelligence", "Information retrieval"]),
        ("Computing methodologies~Neural networks", ["Neural networks"]),
        ("E24", ["Consumption, saving and production"]),
        ("Turnips", []),
        ("2019-11", []),
        ("10.1000/x", []),
    ],
)
def test_codes_of_classes(code: str, said: list[str]) -> None:
    assert list(class_names(code)) == said


def test_a_class_is_a_topic_of_its_papers() -> None:
    papers = [
        Paper(title=title, abstract=FILLER, categories=(code,), key=title, source=Source("d"))
        for title, code in {"A": "11F67, 68T07", "B": "11G05", "C": "11-XX"}.items()
    ]
    tags = find_topics(papers)
    assert [[tag.slug for tag in one.tags] for one in tag_papers(papers, tags)] == [["number-theory"]] * 3


def test_forms() -> None:
    assert form_of("recognition of speech") == form_of("Speech recognition")
    assert form_of("tumours") == form_of("Tumor")
    assert form_of("viruses") == form_of("Virus")
    assert form_of("causes") == form_of("Cause")
    assert form_of("four hours") != form_of("for hors")


REED = Tag("reed", "Reed beds")


@pytest.mark.parametrize(
    ("corrections", "register", "topics", "told"),
    [
        ("", "tags/reed:\ntags/moss: found:1\npapers/nets:\n", "both", False),
        ("", "tags/moss:\n", "both", True),
        ("", "tags/moss: gone\n", "both", False),
        ("", "tags/moss: to:tags/grass\n", "both", True),
        ("", "tags/reed:\n", "found", True),
        ("- paper: a\n  set: {date: 2020}\n", "", "both", False),
        ("- paper: a\n  add_tags: [reed]\n", "", "both", True),
        ("- paper: a\n  drop_tags: [reed]\n", "", "both", True),
    ],
)
def test_whether_a_problem_may_speak_of_topics(corrections: str, register: str, topics: str, told: bool) -> None:
    held, wrong = load_register(register, "addresses.yml")
    fixed, more = load_corrections(corrections, "corrections.yml")
    assert [*wrong, *more] == []
    config = Config(settings=Settings(topics=topics), vocabulary=(REED,), corrections=fixed, register=held)  # type: ignore[arg-type]
    assert may_be_told(config) is told


def test_an_abbreviation_that_somebody_writes_small_is_one_still() -> None:
    spelled = f"Frost hardening capacity (FHC) of roots. {FILLER} FHC is high."
    papers = [
        paper(f"FHC of {name}", spelled, ["Fhc" if name == "turnips" else "FHC"])
        for name in ("turnips", "beets", "kale")
    ]
    assert names(*papers) == ["Frost hardening capacity"]


def test_letters_in_another_order_of_capitals_are_another_abbreviation() -> None:
    told = [
        paper(f"FHS of {name}", f"The Frost Hardening Survey (FHS) of {name}.") for name in ("beets", "kale", "chard")
    ]
    tags = find_topics([*told, paper("Faint fHs", f"Some fHs are far. {FILLER}")])
    assert [tag.name for tag in tags if "fHs" in (tag.name, *tag.aliases)] == []


def test_an_abbreviation_that_no_title_has_says_the_topic() -> None:
    told = [paper(f"Roots of {name}", FILLER, ["Frost hardening capacity"]) for name in ("turnips", "beets")]
    told += [paper(f"On {name}", f"Frost hardening capacity (FHC) of roots. {FILLER}") for name in ("kale", "chard")]
    other = paper("Winter", f"We measure FHC. {FILLER} FHC of roots is high. FHC is all.")
    tags = find_topics([*told, other])
    assert [tag.slug for tag in tag_papers([other], tags)[0].tags] == ["frost-hardening-capacity"]


def test_a_name_goes_to_its_end() -> None:
    said = f"We study burrow fidelity index disorder in crabs. {FILLER} Burrow fidelity index disorder is seldom."
    assert names(
        *(paper(f"Burrow fidelity index disorder of {name}", said) for name in ("turnips", "beets", "kale"))
    ) == ["Burrow fidelity index disorder"]


def test_what_names_no_thing_is_no_topic() -> None:
    said = f"An archaeological case study with observational evidence. {FILLER}"
    papers = [paper(f"{name}: a case study, observational evidence", said) for name in ("Turnips", "Beets", "Kale")]
    assert not {"Case study", "Observational evidence"} & set(names(*papers))


def test_a_title_in_two_languages() -> None:
    papers = [
        paper(f"Delay among students; [Procrastinación en los estudiantes de {name}]", f"We asked students. {FILLER}")
        for name in ("medicina", "derecho", "música")
    ]
    ends = {word for name in names(*papers) for word in (name.lower().split()[0], name.split()[-1])}
    assert ends and not ends & {"en", "los", "de"}


def test_what_is_written_on_more_elsewhere_stands_below_nothing_by_papers() -> None:
    papers = [paper(f"Frobnication {n}", FILLER, ["frobnication", *(["undergraduates"] * (n < 9))]) for n in range(20)]
    rest = [paper(f"Turnips {n}", FILLER, ["turnips"]) for n in range(60)]
    assert found(*papers, *rest)["Undergraduates"].broader == ()


def test_a_mixed_library_takes_no_word_for_an_area() -> None:
    algebra = [
        paper(f"Elliptic curves {n}", f"A zeta function and primes of number fields. {FILLER}") for n in range(10)
    ]
    other = [
        paper(f"Air {n}", f"Interviews on the domain of neural rules and {n} sensors. {FILLER}") for n in range(10)
    ]
    mixed = {tag.slug for one in tag_papers(other, find_topics([*algebra, *other])) for tag in one.tags}
    assert not {"complex-analysis", "history-of-mathematics"} & mixed


def test_a_word_in_front_of_another_says_little() -> None:
    health = Tag("health", "Health", found=True)
    beside = [Tag(slug, slug.title(), found=True) for slug in ("turnips", "beets")]
    said = "Turnips and beets. "
    inside = paper("Turnips and beets", f"{said}Asked were health professionals. {FILLER} Then health care.")
    plain = paper("Turnips and beets", f"{said}We study health. {FILLER} Their health is good. It is about health.")
    got = [{tag.slug for tag in one.tags} for one in tag_papers([inside, plain], [*beside, health])]
    assert ["health" in slugs for slugs in got] == [False, True]


@pytest.mark.parametrize(
    "forms",
    [
        "развитие развития развитию развитием развитии", "белок белка белку белком белке белки белков белкам белками",
        "танец танца танцы танцев танцами", "система системы системе системой системах",
        "русский русского русскому русских русские", "культурное культурного культурным", "традиция традиции традиций",
        "мова мови мовою мов", "розвиток розвитку розвитком",
        "стійкість стійкості стійкістю",
        "психологічна психологічної психологічну", "зовнішня зовнішньої зовнішню", "україна україни україні",
        "безопасность безопасности безопасностью",
    ],
)  # fmt: skip
def test_cases_of_one_word(forms: str) -> None:
    assert len({without_case(form) for form in forms.split()}) == 1


def test_a_nominative_goes_first() -> None:
    for forms in (
        "развитие развития развитии",
        "комплекс комплексе комплексом",
        "традиции традиций",
        "русский русского",
        "глибоке глибокого",
    ):
        assert min(forms.split(), key=how_oblique) == forms.split()[0]
    assert how_oblique("vowel") == 0


def test_russian_in_any_case_is_one_topic_and_common_words_are_none() -> None:
    titles = (
        "Анализ свойств белка",
        "Анализ связывания белков",
        "Анализ и белок",
        "АНАЛИЗ СТРУКТУРЫ БЕЛКОВ",
        "Анализ белка крови",
    )
    papers = [
        paper(f"{title} {n}", "Мы изучаем это и то, как и все.", ["белки", f"слово{n}"])
        for n, title in enumerate(titles)
    ]
    rest = [paper(f"Анализ погоды {n}", "Мы пишем о том, что было и как.", [f"погода{n}"]) for n in range(10)]
    assert names(*papers, *rest) == ["Анализ погоды", "Белок"]


def test_what_begins_a_name_is_above_it_where_its_papers_are() -> None:
    papers = [paper(f"Frost {n}", FILLER, ["frost", *(["frost therapy"] * (n < 3))]) for n in range(6)]
    assert found(*papers)["Frost therapy"].broader == ("frost",)


def test_a_proper_name_keeps_its_capitals() -> None:
    said = f"Ships sail on the Mediterranean in winter. {FILLER} It is the Mediterranean."
    papers = [paper(f"Ships {n}", said, ["Mediterranean Sea", "Frost Hardening"]) for n in range(3)]
    assert {"Mediterranean Sea", "Frost hardening"} <= set(names(*papers))


def test_a_preposition_parts_arabic_terms() -> None:
    """Titles of social work in hospitals: "work" and "hospitals" are two things."""
    papers = [
        paper("واقع الخدمة الاجتماعية في المستشفيات السودانية", "خدمة."),
        paper("ممارسة الخدمة الاجتماعية في المستشفيات السودانية", "ممارسة."),
    ]
    assert {"الخدمة الاجتماعية", "المستشفيات السودانية"} <= set(names(*papers))
    assert not [name for name in names(*papers) if " في " in name]
