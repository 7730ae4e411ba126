"""Evidence: what a mention in an abstract is worth, by where it stands and how it is said."""

from __future__ import annotations

import pytest

from generator.config.vocabulary import PACKS, pack_names
from generator.enrich.earned import Reasons
from generator.enrich.evidence import KINDS, weights_of
from generator.enrich.passages import cut_into_words, spelled_otherwise
from generator.enrich.phrases import Mention
from generator.enrich.tags import Tagger, tag_papers
from generator.model import Paper, Source, Tag

PRUNING = Tag("pruning", "Pruning", patterns=("magnitude pruning",), weighed="machine-learning")
HASHING = Tag("hashing", "Hashing", weighed="machine-learning")
OPENING = "Pruning makes networks small. "
MIDDLE = "We count its layers. They are many. Then we measure. All is well. "


def paper(title: str, abstract: str) -> Paper:
    return Paper(title=title, abstract=abstract, source=Source("x"))


def fits(title: str, abstract: str, tag: Tag = PRUNING) -> float:
    return Tagger((tag, HASHING)).reasons(paper(title, abstract))[tag.slug].of_hundred


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (OPENING + MIDDLE, MIDDLE + "Pruning makes networks small. The end."),
        (MIDDLE + "We study pruning. The end.", MIDDLE + "Others like pruning. The end."),
        (MIDDLE + "It is magnitude pruning. The end.", MIDDLE + "It is pruning. The end."),
        (MIDDLE + "It is pruning. Magnitude pruning. The end.", MIDDLE + "It is pruning. The end."),
        (
            MIDDLE + "It is pruning. The end.",
            MIDDLE + "It is done, as for every one of the many layers, by pruning. The end.",
        ),
        (MIDDLE + "It is pruning. The end.", MIDDLE + "It is better than pruning. The end."),
        (MIDDLE + "It is pruning. The end.", MIDDLE + "It is pruning. Hashing, hashing and hashing."),
    ],
)
def test_where_and_how_it_is_said_tells(better: str, worse: str) -> None:
    assert fits("A network", better) > fits("A network", worse)


def test_a_word_that_the_title_has_tells() -> None:
    said = MIDDLE + "It is magnitude pruning. The end."
    assert fits("The magnitude of a network", said) > fits("A network", said)


def test_what_the_rest_of_the_paper_is_about_tells() -> None:
    near = "Deep neural networks have too many weights, which compression removes. "
    far = "Farmers of the valley sell fruit and wine to the villages of the coast. "
    assert fits("A report", near + MIDDLE + "It is pruning.") > fits("A report", far + MIDDLE + "It is pruning.")


def test_a_found_topic_on_one_weak_sign_is_left_out_where_two_are_sure() -> None:
    tags = [
        Tag(name.lower(), name, found=True, weighed="machine-learning") for name in ("Pruning", "Hashing", "Sorting")
    ]
    passing = "The fruit of the valley is sold for wine, and much later some of it is sold for pruning. The end."
    (two,) = tag_papers([paper("Hashing and sorting", MIDDLE + passing)], tags)
    (one,) = tag_papers([paper("On hashing", MIDDLE + passing)], tags)
    assert [tag.slug for tag in two.tags] == ["hashing", "sorting"]
    assert [tag.slug for tag in one.tags] == ["hashing", "pruning"]


def test_only_what_the_abstract_alone_speaks_of_is_asked() -> None:
    tagger = Tagger((PRUNING, HASHING))
    assert tagger.reasons(paper("On pruning", OPENING)) == {}
    assert set(tagger.reasons(paper("On hashing", OPENING))) == {"pruning"}


def test_an_unlikely_mention_gives_a_topic_only_where_nothing_else_does() -> None:
    abstract = MIDDLE + "It is for each of many layers, as others have often said, better than pruning. The end."
    (alone,) = tag_papers([paper("A network", abstract)], (PRUNING, HASHING))
    (beside,) = tag_papers([paper("On hashing", abstract)], (PRUNING, HASHING))
    assert [tag.slug for tag in alone.tags] == ["pruning"]
    assert [tag.slug for tag in beside.tags] == ["hashing"]


def test_what_a_person_wrote_is_not_asked() -> None:
    own = Tag("pruning", "Pruning")
    (tagged,) = tag_papers(
        [paper("On hashing", MIDDLE + "We have pruning. Others have pruning. The end.")], (own, HASHING)
    )
    assert [tag.slug for tag in tagged.tags] == ["hashing", "pruning"]
    assert Tagger((own,)).reasons(paper("A network", OPENING)) == {}


def test_reasons_are_words_the_strongest_first() -> None:
    told = Tagger((PRUNING, HASHING)).reasons(
        paper("A network", MIDDLE + "Hashing, listing, pruning and so on. The end.")
    )
    assert isinstance(told["pruning"], Reasons)
    assert "late in the abstract" in told["pruning"].against
    assert len(told["pruning"].for_it) <= 3


@pytest.mark.parametrize("name", [name for name in pack_names() if (PACKS / f"{name}.evidence.tsv").is_file()])
def test_the_weights_of_a_pack_are_of_the_kinds_that_there_are(name: str) -> None:
    weights = weights_of(name)
    assert weights is not None
    assert list(weights.weight) == list(weights.mean) == list(KINDS)
    assert any(weights.weight.values())


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("We train by inverse class learning (ICL).", True),
        ("We train by ICL (inverse class learning).", True),
        ("Inverse class learning ICL is what we do.", False),
        ("We train by some other means (ICL).", False),
    ],
)
def test_a_text_spells_out_in_brackets(text: str, otherwise: bool) -> None:
    passage = cut_into_words(text)
    place = passage.words.index("ICL")
    assert bool(spelled_otherwise(passage, [Mention(0, place, place)])) == otherwise
