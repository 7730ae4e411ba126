"""Endings that are written to a word: forms of one word are one, words of other languages stay."""

from __future__ import annotations

import pytest

from generator.enrich.terms import stem_of


@pytest.mark.parametrize(
    "forms",
    [
        "öğrenci öğrenciler öğrencilerin öğrencilerinde",
        "okul okullarda okulların okullardan okulları",
        "öğretmen öğretmenlerin öğretmenlerinin",
        "üniversite üniversitelerin üniversitelerde",
        "çalışma çalışmalar çalışmaların çalışması çalışmada",
        "مستشفيات المستشفيات والمستشفيات بالمستشفيات",
        "تعليم التعليم للتعليم والتعليم",
        "کتاب کتابها کتاب\u200cهای",
    ],
)
def test_forms_of_one_word_are_one(forms: str) -> None:
    assert len(set(map(stem_of, forms.split(" ")))) == 1


@pytest.mark.parametrize(
    "word", "similar dollar popular handler celery hilarious lara clara solar larva الله schüler seller".split()
)
def test_words_that_only_look_so_stay(word: str) -> None:
    assert stem_of(word) == word
