"""What a change of the vocabulary touches: who has the words of what changed is asked again, and what is said from memory is what is said
from nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.enrich.given import Topics
from generator.enrich.steps import tags_of
from generator.enrich.tags import tag_papers
from generator.enrich.touched import Touches, changed_topics
from generator.memo import Memo
from generator.model import Paper, Source, Tag
from generator.work import Work

PLAIN = Tag(
    "optimization", "Optimization", aliases=("fine-tuning", "RL"), patterns=("kernel meth*", "learning * demonstration")
)


def paper(title: str, abstract: str = "", **more: tuple[str, ...]) -> Paper:
    return Paper(title=title, abstract=abstract, key=title, source=Source("d.txt"), **more)


@pytest.mark.parametrize(
    ("one", "is_touched"),
    [
        (paper("Optimisations of everything"), True),
        (paper("On OPTIMIZATION"), True),
        (paper("Nothing", "Models are finetuned; finetuning helps."), True),
        (paper("Nothing", "We use {\\em RLs} here."), True),
        (paper("Nothing", "What earl and girl do in real life."), False),
        (paper("Nothing", "RLHF, an RL2 and the URL of rls."), False),
        (paper("Nothing", "Offline-RL/RLs"), True),
        (paper("Nothing", "3kernel methods"), False),
        (paper("™RL™ – Óptimizations"), True),
        (paper("Über das ™Óptimizing des Alltags"), False),
        (paper("Über das ™Óptimization des Alltags"), True),
        (paper("论RL方法"), True),
        (paper("Ein Kerl – früh im Leben"), False),
        (paper("Kernels", "A kernel methodology."), True),
        (paper("Kernels", "A kernel, methodically."), False),
        (paper("Learning from demonstrations"), True),
        (paper("Überraschende Optimisation"), True),
        (paper("Keywords", keywords=("Optimisation: convex", "else")), True),
        (paper("Keywords", keywords=("fine tuning",)), True),
        (paper("Classes", categories=("math.OC",)), True),
        (paper("Classes", categories=("cs.CV",)), False),
        (paper("Nothing at all", "Of nothing, by nobody.", keywords=("void",)), False),
    ],
    ids=lambda value: "" if isinstance(value, bool) else " ".join((value.abstract or value.title).split()[:4]),
)  # fmt: skip
def test_who_is_touched(one: Paper, is_touched: bool) -> None:
    assert Touches([PLAIN])(one) is is_touched


def many(count: int) -> list[Tag]:
    return [Tag(f"topic-{number}", f"Topic {number}") for number in range(count)]


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (lambda tags: tags, set()),
        (lambda tags: [replace(tags[0], name="Other"), *tags[1:]], {"topic-0"}),
        (lambda tags: [replace(tags[0], broader=("topic-1",)), *tags[1:]], {"topic-0"}),
        (lambda tags: [*tags, Tag("more", "More")], {"more"}),
        (lambda tags: [*tags[:-2], replace(tags[-2], area=True), tags[-1]], {"topic-8", "topic-9"}),
        (lambda tags: tags[::-1], None),
        (lambda tags: [replace(tag, strict=True) for tag in tags], None),
        (lambda tags: [replace(tags[0], pack="medicine"), *tags[1:]], None),
        (lambda tags: [replace(tags[0], clues="0.5 0 0 0 0;vote=1"), *tags[1:]], None),
    ],
    ids=["nothing", "a name", "what is above", "one more", "what stands above another", "the order", "most", "a field", "clues"],
)  # fmt: skip
def test_what_changed(edit: object, changed: set[str] | None) -> None:
    tags = [*many(9), Tag("topic-9", "Topic 9", broader=("topic-8",))]
    found = changed_topics(tuple(tags), tuple(edit(tags)))
    assert (None if found is None else {tag.slug for tag in found}) == changed


WORDS = [
    "vision",
    "language",
    "models",
    "RL",
    "fine-tuning",
    "graphs",
    "learning",
    "neural",
    "optimise",
    "of",
    "and",
    "Bayesian",
]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
tags = st.builds(
    lambda slug, name, aliases, unless, doubtful, broader, flags: Tag(
        slug, name, aliases=aliases, unless=unless, doubtful=doubtful, broader=broader, strict=flags[0], found=flags[1], area=flags[2],
        weighed="machine-learning" if flags[1] else "",
    ),
    st.sampled_from("abcdefgh"), phrases, st.lists(phrases, max_size=2).map(tuple), st.lists(phrases, max_size=1).map(tuple),
    st.lists(phrases, max_size=1).map(tuple), st.lists(st.sampled_from("abcdefgh"), max_size=1).map(tuple),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)  # fmt: skip
vocabularies = st.lists(tags, min_size=1, max_size=6, unique_by=lambda tag: tag.slug)
texts = st.lists(st.sampled_from([*WORDS, "We propose", ".", ", ", "(RL)"]), max_size=12).map(" ".join)
libraries = st.lists(st.tuples(texts, texts, st.lists(phrases, max_size=2).map(tuple)), min_size=1, max_size=8)


@given(vocabularies, tags, st.integers(0, 6), libraries)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_from_memory_as_from_nothing(
    before: list[Tag], other: Tag, place: int, library: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    still = many(20)
    now = [tag for tag in before if tag.slug != other.slug]
    now[place:place] = [other]
    papers = [
        paper(f"{number} {title}", abstract, keywords=words) for number, (title, abstract, words) in enumerate(library)
    ]
    papers += [paper(f"Chalk {number}") for number in range(40)]
    with tempfile.TemporaryDirectory() as name:
        for vocabulary in ((*before, *still), (*now, *still), (*before, *still)):
            work = Work(Memo(Path(name) / "memo.sqlite"))
            told = list(tags_of(papers, Topics(vocabulary, vocabulary), work))
            assert told == [one.tags for one in tag_papers(papers, vocabulary)]


def test_a_topic_renamed_asks_the_papers_that_speak_of_it(tmp_path: Path) -> None:
    tags = [Tag("robots", "Robots"), *many(20)]
    papers = [
        paper(f"Paper {number}", f"We look at {'robots' if number % 10 == 0 else 'chalk'}.") for number in range(60)
    ]
    made = []
    for vocabulary in (tags, [Tag("robotics", "Robotics", aliases=("robots",)), *tags[1:]], tags):
        work = Work(Memo(tmp_path / "memo.sqlite"))
        list(tags_of(papers, Topics(tuple(vocabulary), tuple(vocabulary)), work))
        made.append(work.memo.missed)
    assert made == [60, 6, 0]
