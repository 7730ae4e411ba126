"""Topics of Chinese, Japanese and Korean papers without keywords."""

from __future__ import annotations

import pytest

from generator.config.vocabulary import load_vocabulary
from generator.enrich.tags import tag_papers
from generator.enrich.terms import stem_of
from generator.enrich.topics import find_topics
from generator.model import Paper, Source

# Titles and abstracts written for this test.
CHINESE = {
    "无人机图像的目标检测": ("本文研究无人机图像的目标检测。", {"目标检测"}),
    "面向自动驾驶的目标检测算法": ("自动驾驶需要目标检测。", {"目标检测"}),
    "农村土地流转与农民收入": ("土地流转对农民收入的影响。", {"土地流转", "农民收入"}),
    "土地流转政策的效果": ("农民收入有所增加。", {"土地流转", "农民收入"}),
}
JAPANESE = {
    "深層学習を用いた画像認識の研究": ("画像認識の手法を提案する。", {"画像認識"}),
    "画像認識のためのニューラルネットワーク": ("画像認識で用いられる。", {"画像認識", "ニューラルネットワーク"}),
    "ニューラルネットワークによる機械翻訳": ("機械翻訳の精度を調べた。", {"ニューラルネットワーク", "機械翻訳"}),
    "医用画像に見る行動": ("医用画像を用いた。行動を調査した。", {"医用画像", "行動"}),
    "医用画像と行動": ("病院である。", {"医用画像", "行動"}),
    "日本語の機械翻訳": ("機械翻訳では文脈が重要である。", {"機械翻訳"}),
}
KOREAN = {
    "한국어 자연어 처리를 위한 말뭉치": ("말뭉치를 구축하였다.", {"자연어 처리"}),
    "의료 영상의 분할과 딥러닝": ("의료 영상을 딥러닝으로 나눈다.", {"의료 영상", "딥러닝"}),
    "딥러닝과 의료 영상의 분할": ("병원에서 쓴다.", {"의료 영상", "딥러닝"}),
    "자연어 처리에서의 언어 모형": ("언어 모형은 널리 쓰인다.", {"자연어 처리"}),
}


@pytest.mark.parametrize("texts", [CHINESE, JAPANESE, KOREAN], ids=["zh", "ja", "ko"])
def test_topics_without_keywords(texts: dict[str, tuple[str, set[str]]]) -> None:
    papers = [Paper(title=title, abstract=text, key=title, source=Source("d")) for title, (text, _) in texts.items()]
    tags = find_topics(papers)
    names = {tag.slug: tag.name for tag in tags}
    for paper in tag_papers(papers, tags):
        assert {names[tag.slug] for tag in paper.tags} == texts[paper.title][1]


def topics_of(*texts: tuple[str, str], keywords: tuple[str, ...] = ()) -> set[str]:
    papers = [
        Paper(title=title, abstract=text, key=title, keywords=keywords, source=Source("d")) for title, text in texts
    ]
    tags = find_topics(papers)
    had = {tag.slug for paper in tag_papers(papers, tags) for tag in paper.tags}
    return {tag.name for tag in tags if tag.slug in had}


def test_a_piece_of_words_is_no_topic() -> None:
    """ "物理学" and "药理学" share a piece, "过程中" says where, and "提供参考" is said by abstracts alone."""
    found = topics_of(
        ("中药理学报告", "药理学很重要，提供参考。它在过程中。"),
        ("大物理学报告", "物理学很重要，提供参考。"),
        ("过程中", "物理学，药理学。"),
        ("黑过程中", "报告。"),
    )
    assert not {"理学", "理学报告", "过程中", "提供参考"} & found


def test_where_authors_give_keywords_they_decide_on_words() -> None:
    texts = [("黄芪发展", "黄芪，发展。"), ("发展与黄芪", "黄芪，发展。"), ("黄芪", "发展。")]
    assert topics_of(*texts, keywords=("黄芪",)) == {"黄芪"}
    assert topics_of(*texts) == {"黄芪", "发展"}


def test_a_persons_topic_is_met_inside_a_run_of_characters() -> None:
    given = load_vocabulary("- name: 深度学习\n- name: 翻訳\n", "tags.yml")[0]
    papers = [
        Paper(title=title, key=title, source=Source("d"))
        for title in ("基于深度学习的图像分割", "機械翻訳の研究", "图像分割")
    ]
    slugs = [tag.slug for tag in given]
    assert [[tag.slug for tag in one.tags] for one in tag_papers(papers, given)] == [slugs[:1], slugs[1:], []]


def test_korean_nouns_without_particles() -> None:
    words = {
        "영상을": "영상",
        "모델은": "모델",
        "자연어를": "자연어",
        "처리에서의": "처리",
        "학교로": "학교",
        "나이": "나이",
        "연구": "연구",
    }
    assert {word: stem_of(word) for word in words} == words
