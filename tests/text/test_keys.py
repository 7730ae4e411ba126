"""Keys: what a title's permanent name is. The table below must never change: every row is a published address."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from generator.text import fold, normal_title, paper_key, slug

KEYS = [
    ("Prompt Optimization with Human Feedback", "prompt-optimization-with-human-feedback"),
    (
        "LOGO -- Long cOntext aliGnment via efficient preference Optimization",
        "logo-long-context-alignment-via-efficient-preference-optimization",
    ),
    ("8-bit Optimizers via Block-wise Quantization", "8-bit-optimizers-via-block-wise-quantization"),
    (
        "DeepSpeed Ulysses: System Optimizations for Enabling Training of Extreme Long Sequence Transformer Models",
        "deepspeed-ulysses-system-optimizations-for-enabling-training-of-extreme-long-ffhih",
    ),
    ("C", "c"), ("C++", "c-rreem"), ("C#", "c-ztvyb"), ("F#", "f-udryh"),
    ("Networks", "networks"), ("Networks++", "networks-puqcn"),
    ("C and C", "c-and-c"), ("C++ and C", "c-and-c-hfsqm"), ("C# and C", "c-and-c-kbufy"),
    ("", "paper-sfmqv"), ("!!!", "paper-blbos"), ("🙂", "paper-cbrta"), ("🙂 smile", "smile"),
    ("Index", "index-qrpus"), ("page", "page-hjnms"), ("Months", "months-jwyuj"),
    ("深度学习", "shen-du-xue-xi-kicdz"), ("Глубокое обучение", "glubokoe-obuchenie-igyqa"), ("التعلم العميق", "lt-lm-l-myq-krqku"),
    ("Learning 深度 with English words in it", "learning-shen-du-with-english-words-in-it"),
    ("Déjà vu", "deja-vu"), ("G\\\"odel machines", "godel-machines"), ("Łukasz", "lukasz"), ("ß", "ss-eimuc"),
    ("$k$-means", "k-means"), ("$\\alpha$-divergence", "a-divergence"), ("$O(n \\log n)$ sorting", "o-n-log-n-sorting"),
    ("R$^2$-Net", "r2-net"), ("R^2-Net", "r2-net"), ("\\textbf{Bold} move", "bold-move"), ("{BERT}: pre-training", "bert-pre-training"),
    ("A \\& B", "a-b"), ("100\\% pure", "100-pure"), ("GPT-4o", "gpt-4o"), ("0", "0"), ("What is this?", "what-is-this"),
    ("../../etc/passwd", "etc-passwd"), ("<script>alert(1)</script>", "script-alert-1-script"), ("\u202eevil", "evil"),
    ("x" * 80, "x" * 80), ("x" * 81, "x" * 80 + "-chqdl"), ("word " * 40, "-".join(["word"] * 16) + "-qgrww"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "key"), KEYS)
def test_a_key_never_changes(title: str, key: str) -> None:
    assert paper_key(title) == key


def test_titles_that_differ_by_a_sign_have_keys_of_their_own() -> None:
    titles = [
        "C",
        "C++",
        "C#",
        "Networks",
        "Networks++",
        "C and C",
        "C++ and C",
        "C and C++",
        "index",
        "深度学习",
        "深度學習",
    ]
    assert len({paper_key(title) for title in titles}) == len(titles)


def test_a_long_title_is_cut_at_a_word_and_told_apart() -> None:
    one, other = "on the long way home " * 25 + "a", "on the long way home " * 25 + "b"
    assert len(one) > 512
    keys = {paper_key(one), paper_key(other)}
    assert len(keys) == 2
    for key in keys:
        words, _, letters = key.rpartition("-")
        assert len(words) <= 80
        assert set(words.split("-")) <= set(one.split())
        assert re.fullmatch("[a-z]{5}", letters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Attention Is All You Need", "attention is all you need."),
        ("Attention  is all\nyou need", "Attention Is All You Need"),
        ("{BERT}: {P}re-training", "BERT: Pre-training"),
        ("G\\\"odel", "Gödel"),
        ("Go\u0308del", "Gödel"),
        ("$k$-means", "k-means"),
        ("R$^2$", "R²"),
        ("A -- B", "A – B"),
        ("``Quoted''", "“Quoted”"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_title(one: str, other: str) -> None:
    assert normal_title(one) == normal_title(other)
    assert paper_key(one) == paper_key(other)


def test_a_sign_tells_titles_apart() -> None:
    assert len({normal_title(title) for title in ("C", "C++", "C#", "Networks", "Networks++", "深度", "")}) == 7


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Émile Zola", "emile-zola"), ("github.com", "github-com"), ("", ""), ("  ", ""), ("Jürgen Schmidhuber", "jurgen-schmidhuber")],
)  # fmt: skip
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_without_a_letter_has_a_slug_all_the_same() -> None:
    assert re.fullmatch("[a-z]{5}", slug("🙂"))


@given(st.text())
def test_every_title_has_a_key_that_is_a_good_address(title: str) -> None:
    key = paper_key(title)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key)
    assert len(key) <= 86
    assert key not in ("index", "page", "months")
    assert paper_key(title) == key


@given(st.text(st.sampled_from("Aa9 .:;()?!/-,'&#é\n"), min_size=1, max_size=90))
def test_a_slug_is_what_slugify_makes_whichever_way(name: str) -> None:
    made = slugify(fold(name), max_length=80, word_boundary=True)
    assert slug(name) == made or not made
