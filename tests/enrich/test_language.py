"""The language of a text, by its script and its little words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Gletscher und der Schnee nach dem Krieg", "de"), ("La neige et les glaciers", "fr"),
        ("Análisis de la calidad del agua en el río", "es"), ("Analisi della qualità delle acque nei fiumi", "it"),
        ("Uma análise da água não é o que se vê nos rios", "pt"), ("基于深度学习的图像分割", "zh"), ("深層学習による画像認識の研究", "ja"),
        ("딥러닝 기반 영상 분할", "ko"), ("Глубокое обучение для сегментации", "ru"), ("علم نفس القنديل", "ar"),
        ("Política monetária e desemprego no Brasil", "pt"), ("Percepção de estudantes sobre avaliação formativa", "pt"),
        ("Política monetaria e inflación en México", "es"), ("De novo assembly of genomes", ""), ("In vivo imaging", ""),
        ("Attention is all you need", ""), ("Adam: a method", ""), ("BERT", ""), ("", ""), ("1 2 3", ""), ("The die and the war", ""),
        ("A study of 灯 in English prose and of nothing else", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of(text) == code


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert len(language_of(text)) in (0, 2)
