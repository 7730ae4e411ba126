"""Tagging: what earns a tag, what must not, and every tag of the first digest with the words that earned it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.loading import load_config
from generator.config.vocabulary import load_vocabulary
from generator.enrich.steps import enrich
from generator.enrich.tags import MOST, tag_papers
from generator.enrich.topics import agreed
from generator.model import Paper, PaperTag, Source, Tag
from generator.readers import read
from tests.conftest import Golden

ROOT = Path(__file__).parents[2]
SEED = ROOT / "digests" / "2025-03-14-trending-papers.txt"
SMALL = """
- name: Reinforcement learning
  aliases: [RL]
- name: In-context learning
  aliases: [ICL]
- name: Optimization
- name: Bayesian optimization
  broader: Optimization
- name: Fine-tuning
- name: Large language models
  aliases: [LLM]
  patterns: [language model]
- name: Vision-language models
- name: Quantization
  unless: [vector quantization]
- name: Adam
  strict: true
  patterns: [Adam]
- name: Learning by demonstration
  patterns: ["learning * demonstration"]
- name: Computer vision
  aliases: [cs.CV]
- name: C
- name: C++
- name: "C#"
- name: Alignment
  strict: true
  patterns: ["aligning language model"]
"""
FILLER = "It is a long story. There is more to say. It goes on for a while."


def vocabulary(text: str = SMALL) -> tuple[Tag, ...]:
    tags, wrong = load_vocabulary(text, "tags.yml")
    assert wrong == []
    return tags


def tagged(title: str = "A title", abstract: str = "", **more: object) -> dict[str, tuple[str, ...]]:
    paper = Paper(title=title, abstract=abstract, source=Source("d.txt"), **more)  # type: ignore[arg-type]
    (found,) = tag_papers([paper], vocabulary())
    return {tag.slug: tag.words for tag in found.tags}


def test_the_first_digest(golden: Golden) -> None:
    config, problems = load_config(ROOT, ROOT / "digests")
    assert problems == []
    reading = read(SEED.read_text("utf-8"), Source(f"digests/{SEED.name}"))
    lines = []
    for paper in enrich([reading], config).papers:
        assert 2 <= len(paper.tags) <= MOST, paper.title
        lines.append(paper.key)
        for tag in paper.tags:
            said = "" if tag.said == "text" else f" ({tag.said})"
            lines.append(f"    {tag.slug}{said}: {', '.join(tag.words)}")
    golden("enrich/tags.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("title", "slug", "words"),
    [
        ("Deep Reinforcement Learning at scale", "reinforcement-learning", "Reinforcement Learning"),
        ("REINFORCEMENT LEARNING", "reinforcement-learning", "REINFORCEMENT LEARNING"),
        ("Reinforcement\u2010Learning agents", "reinforcement-learning", "Reinforcement\u2010Learning"),
        ("Why RL works", "reinforcement-learning", "RL"),
        ("Fine tuning it", "fine-tuning", "Fine tuning"),
        ("Finetuning it", "fine-tuning", "Finetuning"),
        ("Large Language Model surgery", "large-language-models", "Large Language Model"),
        ("What LLMs know", "large-language-models", "LLMs"),
        ("Bayesian Optimisation", "bayesian-optimization", "Bayesian Optimisation"),
        ("Learning from Demonstrations", "learning-by-demonstration", "Learning from Demonstrations"),
        ("Faster C++ compilers", "c-plus-plus", "C++"),
        ("From C++17 on", "c-plus-plus", "C++"),
        ("Faster C compilers", "c", "C"),
        ("Faster C# compilers", "c-sharp", "C#"),
        ("How Adam converges", "adam", "Adam"),
        (r"{\em Reinforcement} learning", "reinforcement-learning", "Reinforcement learning"),
    ],
)  # fmt: skip
def test_a_title_earns_a_tag(title: str, slug: str, words: str) -> None:
    assert tagged(title) == {slug: (words,)}


@pytest.mark.parametrize(
    "title",
    [
        "ICLR and its reviewers", "rl in a grid", "Reinforced concrete learning", "Reinforcement. Learning",
        "Vector quantization of speech",
        "Alignment of wheels", "Madam and adamant", "Vitamin c", "Language modesl", "Reinforcement (learning)",
    ],
)  # fmt: skip
def test_a_title_does_not_by_chance(title: str) -> None:
    assert tagged(title) == {}


@pytest.mark.parametrize(
    "abstract",
    [
        f"{FILLER} We compare with methods such as reinforcement learning and others. {FILLER}",
        f"{FILLER} Our method outperforms reinforcement learning. {FILLER}",
        f"{FILLER} We compare our own approach to reinforcement learning. {FILLER}",
        f"{FILLER} Our method is faster than reinforcement learning. {FILLER}",
        f"{FILLER} Unlike reinforcement learning, ours needs nothing. {FILLER}",
        f"{FILLER} It works without reinforcement learning. {FILLER}",
        f"{FILLER} It is reinforcement learning-free. {FILLER}",
        f"{FILLER} We test it on tasks (e.g., reinforcement learning). {FILLER}",
        f"{FILLER} Uses are sorting, reinforcement learning, and cooking. {FILLER}",
        f"{FILLER} Reinforcement learning is old. {FILLER}",
        f"{FILLER} In future we hope for applications in reinforcement learning.",
        f"{FILLER} We study incremental class loading (ICL). ICL is fast and ICL is new. {FILLER}",
    ],
)
def test_what_is_named_in_passing_earns_nothing(abstract: str) -> None:
    assert tagged("A title", abstract) == {}


CROWDS = """
- name: Weak supervision
- name: Crowdsourcing
  twice: true
  broader: Weak supervision
- name: Persuasion
  strict: true
  titled: [debate]
  aliases: ["argument mining"]
"""


@pytest.mark.parametrize(
    ("title", "abstract", "slugs"),
    [
        ("A corpus", "Our labels are from crowdsourcing.", []),
        ("A corpus", f"We study crowdsourcing. {FILLER} Our crowdsourcing is cheap.", ["crowdsourcing"]),
        ("Crowdsourcing a corpus", "", ["crowdsourcing"]),
        ("A corpus", "We propose a debate. Our debate is long.", []),
        ("A corpus", "We propose a debate. Our debate is for argument mining.", ["persuasion"]),
        ("How to win a debate", "", ["persuasion"]),
    ],
)
def test_what_is_used_in_passing_has_to_be_said_twice(title: str, abstract: str, slugs: list[str]) -> None:
    (found,) = tag_papers([Paper(title=title, abstract=abstract, source=Source("d"))], vocabulary(CROWDS))
    assert [tag.slug for tag in found.tags] == slugs


def test_a_class_that_lists_many_things_names_none_of_them() -> None:
    assert tagged(keywords=("Learning: RL, ICL, and fine-tuning",)) == {}
    assert list(tagged(keywords=("Learning: fine-tuning",))) == ["fine-tuning"]
    assert tagged(keywords=("RL, ICL, and fine-tuning: nothing of it",)) == {}
    assert list(tagged(keywords=("Fine-tuning: nothing of it",))) == ["fine-tuning"]
    assert list(tagged("Fine-tuning", keywords=("Learning: RL, ICL, and fine-tuning",))) == ["fine-tuning"]


def test_what_is_above_very_many_vouches_for_no_doubtful_word() -> None:
    text = "- name: Learning\n- name: Pruning\n  strict: true\n  aliases: [sparse networks]\n  doubtful: [pruning]\n  broader: Learning\n"
    paper = Paper(title="Learning", abstract="We do pruning. Our pruning is fast.", source=Source("d"))
    many = "".join(f"- name: Kind {number} of it\n  broader: Learning\n" for number in range(30))
    assert [[tag.slug for tag in tag_papers([paper], vocabulary(one))[0].tags] for one in (text, text + many)] == [
        ["learning", "pruning"],
        ["learning"],
    ]


def test_whom_a_thing_is_called_after_is_no_topic() -> None:
    (student,) = [Tag("students", "Students", aliases=("student",), found=True)]
    for said, slugs in (("the Student's t-test", []), ("a student's work", ["students"])):
        paper = Paper(title="Grades", abstract=f"We look at {said}. Then we look at {said} again.", source=Source("d"))
        assert [tag.slug for tag in tag_papers([paper], [student])[0].tags] == slugs


@pytest.mark.parametrize(
    ("abstract", "slugs"),
    [
        ("It is a polynomial.", ["engines", "models"]),
        ("It is a polynomial in an ideal.", ["engines", "models", "algebra"]),
    ],
)
def test_keywords_with_one_doubtful_word_are_no_second_word(abstract: str, slugs: list[str]) -> None:
    tags = [Tag("models", "Models", found=True), Tag("engines", "Engines", found=True)]
    tags.append(Tag("algebra", "Algebra", doubtful=("polynomial", "ideal"), strict=True, found=True, area=True))
    keywords = ("narx polynomial model", "polynomial engine")
    paper = Paper(title="Polynomial models of engines", abstract=abstract, keywords=keywords, source=Source("d"))
    (tagged,) = tag_papers([paper], tags)
    assert sorted(tag.slug for tag in tagged.tags) == sorted(slugs)


def test_what_the_authors_do_earns_a_tag() -> None:
    abstract = f"{FILLER} We study reinforcement learning (RL) with few rewards. Our RL agents learn. {FILLER}"
    assert tagged("A title", abstract) == {"reinforcement-learning": ("reinforcement learning", "RL")}


def test_capitals_that_the_text_spells_out_as_the_tag_count() -> None:
    abstract = f"{FILLER} We study in-context learning (ICL). Our ICL is fast. {FILLER}"
    assert tagged("A title", abstract)["in-context-learning"] == ("in-context learning", "ICL")


def test_a_definition_speaks_for_the_title_too() -> None:
    abstract = f"We study incremental class loading (ICL). {FILLER}"
    assert tagged("ICL for loaders", abstract) == {}


def test_the_narrower_tag_stands_for_the_broader() -> None:
    abstract = f"{FILLER} We do Bayesian optimization. Our optimization is Bayesian. We like optimization. {FILLER}"
    assert list(tagged("Bayesian optimization in C++", abstract)) == ["bayesian-optimization", "c-plus-plus"]


def test_both_stand_when_the_title_names_both() -> None:
    assert list(tagged("Optimization, the Bayesian optimization way")) == ["optimization", "bayesian-optimization"]


def test_the_longer_phrase_speaks() -> None:
    assert list(tagged("Vision-language models that see")) == ["vision-language-models"]


def test_the_title_comes_first() -> None:
    abstract = f"{FILLER} We use fine-tuning. Our fine-tuning is a reinforcement learning. {FILLER}"
    assert list(tagged("Reinforcement learning", abstract)) == ["reinforcement-learning", "fine-tuning"]


def test_keywords_and_categories_count() -> None:
    assert tagged(keywords=("machine learning: Reinforcement Learning",)) == {
        "reinforcement-learning": ("machine learning: Reinforcement Learning",)
    }
    paper = Paper(title="T", source=Source("d"), keywords=("LLMs",), categories=("cs.CV", "cs.LG"))
    (found,) = tag_papers([paper], vocabulary())
    assert found.tags == (
        PaperTag("large-language-models", ("LLMs",), "keywords"),
        PaperTag("computer-vision", ("cs.CV",), "categories"),
    )


def test_tags_of_a_person_stay_in_front() -> None:
    held = (PaperTag("c"), PaperTag("fine-tuning"))
    paper = Paper(title="Fine-tuning and reinforcement learning", source=Source("d"), tags=held)
    (found,) = tag_papers([paper], vocabulary())
    assert [tag.slug for tag in found.tags] == ["c", "fine-tuning", "reinforcement-learning"]
    assert found.tags[:2] == held


def test_no_more_than_eight() -> None:
    names = [f"{a}{b} topic" for a in "abcd" for b in "xyzw"]
    tags = vocabulary("".join(f"- name: {name}\n" for name in names))
    (found,) = tag_papers([Paper(title=", ".join(names), source=Source("d"))], tags)
    assert len(found.tags) == MOST


def test_nothing_to_tag() -> None:
    paper = Paper(title="", source=Source("d"))
    assert tag_papers([paper], ()) == (paper,)
    assert tag_papers([paper], vocabulary()) == (paper,)
    assert tag_papers([], vocabulary()) == ()


def test_each_paper_by_itself() -> None:
    papers = [Paper(title=title, source=Source("d")) for title in ("RL", "C++ and LLMs", "ICL", "")]
    together = tag_papers(papers, vocabulary())
    assert tag_papers(papers[::-1], vocabulary()) == together[::-1]
    assert tuple(tag_papers([paper], vocabulary())[0] for paper in papers) == together


def test_a_hostile_vocabulary_and_a_hostile_text() -> None:
    many = "".join(
        f"- name: aa{n} aa aa aa\n  patterns: ['aa * aa * aa{n}*', 'aaa* aaa* aaa* aaa* x{n}']\n" for n in range(300)
    )
    paper = Paper(title="aaaa " * 2_000, abstract="aa aaaa LLM (LLM) " * 20_000, source=Source("d"))
    (found,) = tag_papers([paper], (*vocabulary(many), *vocabulary()))
    assert [tag.slug for tag in found.tags] == ["large-language-models"]


@given(st.text(), st.text())
def test_words_are_printed_as_they_stand(title: str, abstract: str) -> None:
    paper = Paper(title=f"RL {title}", abstract=f"{abstract} LLMs", source=Source("d"))
    (found,) = tag_papers([paper], vocabulary())
    for tag in found.tags:
        assert tag.words
        assert all(word for word in tag.words)


LEARNING = ("Deep learning of turnips", "Convolutional networks for beets", "Fine-tuning a language model")


def of_pack(*titles: str) -> list[dict[str, tuple[str, ...]]]:
    """What a library of these papers has from the pack of machine learning."""
    given, _ = load_vocabulary("- use: [machine-learning]", "tags.yml")
    papers = [Paper(title=title, source=Source("d")) for title in titles]
    return [{tag.slug: tag.words for tag in one.tags} for one in tag_papers(papers, agreed(papers, given))]


def test_the_words_of_a_pack_hold_only_where_the_papers_are_of_its_field() -> None:
    medical = (
        "Patient-controlled analgesia after surgery (PCA)",
        "Toxicity of lithium",
        "Stone tool use by macaques",
        "Teaching nurses",
    )
    assert of_pack(*medical) == [{}, {}, {}, {}]
    assert "adversarial-robustness" in of_pack(*medical, "Adversarial attacks on deep learning in radiology")[-1]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Knowledge distillation from a teacher network to a student network", "education"),
        ("Deep Hough voting for 3D object detection", "game-theory"),
        ("Non-autoregressive neural machine translation", "speculative-decoding"),
        ("Self-consistency of neural networks", "chain-of-thought"),
        ("Neural networks at the edge of stability", "edge-learning"),
        ("Drug toxicity prediction with graph neural networks", "ai-safety"),
        ("Point cloud upsampling by superposition in neural networks", "mechanistic-interpretability"),
        ("Recommendations for annotating text with neural networks", "recommender-systems"),
        ("Sampling steps of MCMC for neural networks", "few-step-diffusion"),
        ("Data compression by neural networks at low memory usage", "memory-efficient-training"),
        ("Value functions for Shapley explanations of neural networks", "q-learning-and-value-functions"),
        ("APO: unsupervised atomic policy optimization by neural networks", "prompt-optimization"),
        ("Semi-supervised learning algorithms for neural networks", "supervised-learning"),
        ("Neural networks for non-convex functions", "convex-optimization"),
        ("Neural networks and tabular Markov decision processes", "tabular-data"),
        ("Detection of chromatin accessibility by neural networks", "human-computer-interaction"),
        ("Image crops for training neural networks", "earth-science"),
        ("A Wasserstein GAN for graphs and neural networks", "optimal-transport"),
        ("Monte Carlo tree search with neural networks", "monte-carlo"),
        ("Lion: adversarial distillation of language models", "optimizers"),
        ("Machine-generated text detection with neural networks", "documents"),
        ("SDS: environment-aware reinforcement learning", "score-distillation"),
    ],
)  # fmt: skip
def test_a_word_that_means_two_things_needs_a_second_sign(title: str, slug: str) -> None:
    found = of_pack(title, *LEARNING)[0]
    assert found
    assert slug not in found


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Teacher-student training for knowledge distillation", "knowledge-distillation"),
        ("Self-consistency improves chain-of-thought reasoning", "chain-of-thought"),
        ("Voting in game theory", "game-theory"),
        ("Voting rules and proportional representation", "social-choice-and-fair-division"),
        ("Recommendation with collaborative filtering", "recommender-systems"),
        ("Black-box optimization of neural networks", "black-box-optimization"),
        ("Score distillation for text-to-3D", "score-distillation"),
        ("Classifier-free guidance for diffusion models", "classifier-free-guidance"),
        ("Distributed training of large language models", "distributed-training"),
    ],
)  # fmt: skip
def test_finer_topics(title: str, slug: str) -> None:
    assert slug in of_pack(title, *LEARNING)[0]
