"""The vocabulary file: what is read, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.signs import signs_of
from generator.config.vocabulary import load_vocabulary, pack_names, term_slug

OURS = Path(__file__).parents[2] / "digests" / "tags.yml"


def problems(text: str) -> list[str]:
    return [str(problem).split("]:")[0] + "]" for problem in load_vocabulary(text, "tags.yml")[1]]


def message(text: str) -> str:
    return " ".join(problem.message for problem in load_vocabulary(text, "tags.yml")[1])


def test_a_tag_with_everything() -> None:
    text = """
- name: Alignment
- name: Preference optimization
  aliases: [DPO, "direct preference optimization"]
  patterns: ["preference optimi*"]
  unless: ["consumer preference"]
  broader: alignment
  description: Training on choices.
- name: Bandits
  slug: bandit
  strict: true
  patterns: multi-armed bandit
  broader: [Alignment, Preference optimization]
"""
    tags, wrong = load_vocabulary(text, "digests/tags.yml")
    assert wrong == []
    assert [tag.slug for tag in tags] == ["alignment", "preference-optimization", "bandit"]
    assert tags[1].aliases == ("DPO", "direct preference optimization")
    assert tags[1].patterns == ("preference optimi*",)
    assert tags[1].unless == ("consumer preference",)
    assert tags[1].broader == ("alignment",)
    assert tags[1].description == "Training on choices."
    assert str(tags[1].source) == "digests/tags.yml:3"
    assert tags[2].strict
    assert tags[2].broader == ("alignment", "preference-optimization")


def test_three_languages_stay_three() -> None:
    tags, wrong = load_vocabulary('- name: C\n- name: C++\n- name: "C#"\n', "tags.yml")
    assert wrong == []
    assert [tag.slug for tag in tags] == ["c", "c-plus-plus", "c-sharp"]
    assert term_slug("Émile’s 3D") == "emiles-3d"


def test_words_that_yaml_takes_for_something_else() -> None:
    tags, wrong = load_vocabulary("- name: No\n  aliases: [on, 1984, 8-bit, null]\n", "tags.yml")
    assert wrong == []
    assert tags[0].name == "No"
    assert tags[0].aliases == ("on", "1984", "8-bit", "null")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: A", ["tags.yml:1: error[tags-invalid]"]),
        ("- A\n- name: B\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- aliases: [x]\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  patern: [foo]\n", ["tags.yml:2: error[tags-unknown-key]"]),
        ("- name: A\n  name: B\n", ["tags.yml:2: error[tags-duplicate]"]),
        ("- name: A\n- name: B\n- name: a\n", ["tags.yml:3: error[tags-duplicate]"]),
        ("- name: A b\n- name: A-b\n", ["tags.yml:2: error[tags-duplicate]"]),
        ("- name: A\n  slug: x\n- name: B\n  slug: x\n", ["tags.yml:3: error[tags-duplicate]"]),
        ("- name: A\n  slug: Not/This\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  slug: index\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: '!!'\n", ["tags.yml:1: error[tags-invalid]", "tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  broader: B\n", ["tags.yml:1: error[tags-missing-broader]"]),
        ("- name: A\n  broader: A\n", ["tags.yml:1: error[tags-cycle]"]),
        ("- name: A\n  broader: B\n- name: B\n  broader: C\n- name: C\n  broader: A\n", ["tags.yml:1: error[tags-cycle]"]),
        ("- name: A\n  patterns: ['*']\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns:\n  - fine words\n  - ''\n", ["tags.yml:4: error[tags-pattern]"]),
        ("- name: A\n  patterns: ['* model']\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: ['th*']\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: [the]\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: [models]\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: [a]\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: ['(a+)+$']\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: ['foo|bar']\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  patterns: [{a: b}]\n", ["tags.yml:2: error[tags-invalid]"]),
        ("- name: A\n  strict: maybe\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  twice: often\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  titled: [the]\n", ["tags.yml:2: error[tags-pattern]"]),
        ("- name: A\n  strict: true\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: &x A\n  aliases: [*x]\n", ["tags.yml:1: error[tags-invalid]"]),
        ("- name: A\n  aliases: [a\n", ["tags.yml:3: error[tags-invalid]"]),
        ("- !!python/object/apply:os.system [x]\n", ["tags.yml:1: error[tags-invalid]"]),
    ],
)  # fmt: skip
def test_refuses_with_the_line(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_says_how_to_mend_it() -> None:
    assert "did you mean `patterns`" in message("- name: A\n  paterns: [foo]\n")
    assert "did you mean 'Alignment'" in message("- name: Alignment\n- name: B\n  broader: Alignmnt\n")
    assert "A < B < A is a circle" in message("- name: A\n  broader: B\n- name: B\n  broader: A\n")
    assert "three letters" in message("- name: A\n  patterns: ['th*']\n")
    assert "never regular expressions" in message("- name: A\n  patterns: ['a.*b$']\n")


def test_what_is_wrong_does_not_take_the_rest_away() -> None:
    tags, wrong = load_vocabulary(
        "- name: A\n  patterns: ['*', 'good words']\n- B\n- name: C\n  broader: [A, Z]\n", "tags.yml"
    )
    assert [(tag.slug, tag.patterns, tag.broader) for tag in tags] == [("a", ("good words",), ()), ("c", (), ("a",))]
    assert len(wrong) == 3


@pytest.mark.parametrize(
    "text",
    ["", "---\n", "[" * 50_000, "- " * 50_000, "{a: " * 50_000, "- name: \x00", "\ud800", "- name: A\n  aliases: " + "[" * 9_000, "\t- a"],
)  # fmt: skip
def test_hostile_files_are_problems_at_most(text: str) -> None:
    tags, _ = load_vocabulary(text, "tags.yml")
    assert tags == ()


def test_a_lattice_of_broader_tags_is_walked_once() -> None:
    rows = [f"- name: t{n} {side}\n  broader: [t{n - 1} a, t{n - 1} b]\n" for n in range(1, 60) for side in "ab"]
    tags, wrong = load_vocabulary("- name: t0 a\n- name: t0 b\n" + "".join(rows), "tags.yml")
    assert wrong == []
    assert len(tags) == 120


def test_a_long_chain_is_no_recursion() -> None:
    rows = [f"- name: t{n}\n  broader: t{n - 1}\n" for n in range(1, 3000)]
    assert load_vocabulary("- name: t0\n" + "".join(rows), "tags.yml")[1] == []


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    tags, wrong = load_vocabulary(text, "tags.yml")
    assert all(problem.level == "error" and problem.source.line >= 1 for problem in wrong)
    assert len({tag.slug for tag in tags}) == len(tags)


def test_our_own_vocabulary() -> None:
    tags, wrong = load_vocabulary(OURS.read_text("utf-8"), "digests/tags.yml")
    assert wrong == []
    assert len(tags) >= 300
    by_slug = {tag.slug: tag for tag in tags}
    assert by_slug["preference-optimization"].broader == ("alignment",)
    assert by_slug["zeroth-order-optimization"].broader == ("optimization", "black-box-optimization")
    assert {"c", "c-plus-plus", "c-sharp"} <= set(by_slug)
    assert all(tag.description.endswith(".") and len(tag.description) < 100 for tag in tags)
    deepest = max(len(trail) for tag in tags for trail in trails(by_slug, tag.slug))
    assert deepest >= 4


def trails(tags: dict[str, object], slug: str) -> list[tuple[str, ...]]:
    """Every way from a tag to the top."""
    above = tags[slug].broader  # type: ignore[attr-defined]
    return [(slug, *trail) for place in above for trail in trails(tags, place)] or [(slug,)]


def test_a_tag_with_a_mistake_is_not_said_to_be_missing_too() -> None:
    text = "- name: Above\n  strict: maybe\n- name: Below\n  broader: above\n- name: Astray\n  broader: abvoe\n"
    tags, wrong = load_vocabulary(text, "tags.yml")
    assert [(problem.source.line, problem.code) for problem in wrong] == [
        (1, "tags-invalid"),
        (5, "tags-missing-broader"),
    ]
    assert [(tag.slug, tag.broader) for tag in tags] == [("below", ()), ("astray", ())]


def test_a_pack_is_taken_in_but_for_what_the_file_says_itself() -> None:
    tags, problems = load_vocabulary("- use: [machine-learning]\n- name: Robotics\n  description: Ours.\n", "tags.yml")
    assert problems == []
    by_name = {tag.name: tag for tag in tags}
    assert by_name["Robotics"].description == "Ours."
    assert by_name["Robotics"].pack == ""
    assert by_name["Robot manipulation"].broader == ("robotics",)
    assert by_name["Robot manipulation"].pack == "machine-learning"


def test_a_pack_that_there_is_not() -> None:
    tags, problems = load_vocabulary("- use: alchemy\n- name: Robotics\n", "tags.yml")
    assert [tag.name for tag in tags] == ["Robotics"]
    assert [(problem.code, problem.source.line) for problem in problems] == [("tags-invalid", 1)]
    assert "machine-learning" in problems[0].message


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_is_sound(name: str) -> None:
    tags, problems = load_vocabulary(f"- use: {name}\n", "tags.yml")
    assert problems == []
    assert len(signs_of(name)) >= 10
    assert all(tag.description.endswith(".") for tag in tags)
