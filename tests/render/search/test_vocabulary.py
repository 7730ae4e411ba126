"""The vocabulary and the pairs: known words, which terms are frequent, and which of those are neighbours."""

from __future__ import annotations

import json

from msgspec.structs import replace

from generator.render.search.index import Plan, TermIndex, grow, with_tags
from generator.render.search.letters import letters, packed_numbers
from generator.render.search.shards import pair_files
from generator.render.search.texts import Texts
from generator.render.search.vocabulary import vocabulary_files

MANY = 2_000


def indexed(papers: list[Texts], *, large: bool = True) -> TermIndex:
    return grow(TermIndex(), papers, Plan(large=large, shard=9_000))


def texts(*titles: str) -> list[Texts]:
    return [Texts(title=title, tags="", authors="", abstract="") for title in titles]


def test_common_names_the_terms_of_more_than_a_twentieth_of_the_papers_most_frequent_first() -> None:
    titles = [f"model {'data' if number % 2 else ''} {'rare' if number < 100 else ''}" for number in range(MANY)]
    assert indexed(texts(*titles)).common == ["model", "data"]


def test_common_names_none_in_a_small_library() -> None:
    assert indexed(texts("model", "model"), large=False).common == []


def test_pairs_are_neighbours_with_stop_words_left_out() -> None:
    abstracts = ["models of the data", "data, models", "data-model", "model, then rarely data"]
    index = indexed([Texts(title="", tags="", authors="", abstract=abstracts[number % 4]) for number in range(MANY)])
    assert index.common == ["data", "model", "datamodel", "rare"]
    first, second = list(range(0, MANY, 4)), sorted([*range(1, MANY, 4), *range(2, MANY, 4)])
    held = {before: index.pairs[before][after].text for before, after in (("model", "data"), ("data", "model"))}
    assert held == {"model": packed_numbers(first), "data": packed_numbers(second)}
    name, files = pair_files("pairs", index)
    assert [file.path for file in files] == [f"pairs-{name}/0.json"]
    followers = json.loads(str(files[0].content))
    assert followers["data"] == {"model": [packed_numbers(second)]} and list(followers) == index.common


def test_fields_are_not_neighbours() -> None:
    index = indexed([Texts(title="model", tags="data", authors="data", abstract="model")] * MANY)
    assert index.common == ["data", "model"] and not index.pairs


def test_known_words_are_those_of_two_papers() -> None:
    files = vocabulary_files({"diffusion": 5, "diffuse": 2, "once": 1, "gpt4": 9, "über": 3, "the": 99}, frozenset())
    assert json.loads(files["d"]) == {
        "words": letters([0]) + "diffuse " + letters([6]) + "ion",
        "counts": letters([2, 3]),
        "names": "",
        "named": "",
    }
    assert files.keys() == {"d", "other"}


def test_words_of_titles_and_names_are_known_too_when_one_paper_has_them() -> None:
    spoken = {"diffusion": 5, "drbench": 1, "llama2": 1, "2024": 3, "only": 1}
    files = vocabulary_files(spoken, frozenset({"diffusion", "drbench", "llama2", "2024"}))
    assert files.keys() == {"d", "l"}
    assert json.loads(files["d"])["names"] == letters([0]) + "drbench"
    assert json.loads(files["l"]) == {
        "words": "",
        "counts": "",
        "names": letters([0]) + "llama2",
        "named": letters([1]),
    }


def test_tags_of_an_index_apart_are_found_as_those_of_one() -> None:
    """Whoever has the words in tags alone is found by each, by their pair, and by a slip of one that nobody else writes."""
    of_words = grow(TermIndex(), texts(*["data model"] * (MANY - 4), *["other"] * 4), Plan(large=True, shard=9_000))
    tags = [
        Texts(title="", tags="model data, zebra" if number > MANY - 4 else "", authors="", abstract="")
        for number in range(MANY)
    ]
    of_tags = grow(TermIndex(), tags, Plan(large=True, shard=9_000, common=tuple(of_words.common)))
    both = with_tags(of_words, of_tags)
    whole = grow(
        TermIndex(),
        [replace(tag, title="data model" if number < MANY - 4 else "other") for number, tag in enumerate(tags)],
        Plan(large=True, shard=9_000),
    )
    assert (both.columns, both.totals, both.lengths) == (whole.columns, whole.totals, whole.lengths)
    assert both.spoken["zebra"] == 3 and both.spoken.keys() == whole.spoken.keys()
    followers = json.loads(str(pair_files("pairs", both)[1][0].content))
    assert followers["data"] == {"model": [packed_numbers(range(MANY - 4))]}
    assert followers["model"] == {"data": [packed_numbers(range(MANY - 3, MANY))]}
