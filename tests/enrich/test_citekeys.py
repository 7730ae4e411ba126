"""Citation keys: short, one of a kind, and kept once they are written down."""

from __future__ import annotations

import pytest

from generator.config.register import Held
from generator.enrich.citekeys import cite_keys
from generator.model import Author, Source
from tests.render.samples import paper


@pytest.mark.parametrize(
    ("title", "names", "date", "cite"),
    [
        ("LOOK-M: Look-Once Optimization in KV Cache", ["Zhongwei Wan"], "2024-06", "wan2024lookm"),
        ("On the Stability of Bread", ["Ludwig van Beethoven"], "1999", "beethoven1999stability"),
        ("The $k$-means of all things", ["Łukasz Świątek"], None, "swiatekkmeans"),
        ("深度学习", ["王伟"], "2020", "wangwei2020shenduxuexi"),
        ("3D Meshes", [], "2021", "paper20213d"),
        ("Of the", ["The Bread Team"], "2001-02-03", "the2001of"),
    ],
)
def test_a_key_says_who_when_and_what(title: str, names: list[str], date: str | None, cite: str) -> None:
    authors = tuple(Author(name) for name in names)
    (made,) = cite_keys([paper("x", title, authors=authors, date=date)], {})
    assert made.cite == cite


def test_two_alike_are_told_apart_and_what_is_written_stays() -> None:
    twins = [paper(key, "Bread", authors=(Author("Ada Aho"),), date="2024") for key in ("bread", "bread-2", "bread-3")]
    assert [one.cite for one in cite_keys(twins, {})] == ["aho2024bread", "aho2024breada", "aho2024breadb"]
    register = {"papers/bread-3": Held(Source("a"), {"cite": ("aho2024bread",)}), "tags/x": Held(Source("a"))}
    assert [one.cite for one in cite_keys(twins, register)] == ["aho2024breada", "aho2024breadb", "aho2024bread"]
