"""Scripts without blanks. In: Chinese and Japanese titles and abstracts. Out: the phrases that several papers share, and where each stands.

There is no dictionary of words: a run of Han characters is cut at those that only join others and at what every abstract says, a run of
katakana is one piece, and of all pieces side by side those stay that papers share and that are no piece of a longer one as often shared
(the thought of C-value, Frantzi et al. 2000). A word begins a run somewhere, as a piece of words (机系统 of 计算机系统) does not, and ends
one or stands in two titles. A phrase that no title has is prose. The work grows with the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.text import pattern_of

UNSPACED = pattern_of("[\u3400-\u9fff\u30a1-\u30fa]")
_MOST_PIECES = 8
# Of a phrase's papers so many have it inside one longer phrase: then that is meant.
_INSIDE = 0.7
_PIECE = pattern_of("[\u3400-\u9fff々]|[\u30a1-\u30fa\u30fc]{2,}")
# Characters that join others, and words that every abstract says, of Chinese and of Japanese; both cut.
_CUT = pattern_of(
    "[的了和与與及在是於于被把将將等之其这這那也都并並而或]|"
    "本文|研究|方法|分析|应用|應用|结果|結果|表明|提出|实验|實驗|実験|基于|基於|影响|影響|问题|問題|进行|進行|通过|通過|利用|采用|採用|使用|针对|针對|面向|"
    "进展|進展|综述|綜述|探讨|探討|评估|評估|评价|評価|评價|设计|設計|实现|實現|有效|提高|显著|发现|發現|作用|手法|提案|検討|調査|対象|開発|可能性|関連|関係|用于|"
    "(?:関|行|用)(?=[ぁ-ん])"
)
_HAN, _KATAKANA = 2, 3
# What says where or when at the end of a phrase, which then names nothing: "in the process", "against that background".
_WHERE = frozenset("中下上内內里裡间間时時后後前")

_NONE: Counter[int] = Counter()
_Said = dict[tuple[str, ...], Counter[int]]


class Shared(NamedTuple):
    """A phrase, the papers (by number) whose titles hold it, and how often each abstract says it."""

    phrase: str
    titled: tuple[int, ...]
    said: dict[int, int]


class _Edges(NamedTuple):
    """Phrases that begin a run somewhere, and that end one."""

    begin: set[tuple[str, ...]]
    end: set[tuple[str, ...]]

    def are_of(self, phrase: tuple[str, ...], titles: int) -> bool:
        """Whether a phrase has the edges of a word; a run of katakana has its own. What stands in two titles may always stand before
        another word (基因编辑 of 基因编辑技术)."""
        begins = len(phrase[0]) > 1 or phrase in self.begin
        ends = titles > 1 or len(phrase[-1]) > 1 or phrase in self.end
        return begins and ends and not (len(phrase) > _HAN and phrase[-1] in _WHERE)


def shared_phrases(texts: Sequence[tuple[str, str]]) -> Iterator[Shared]:
    """texts: title and abstract of each paper. A phrase is in two papers at least and in a title, one of two characters in two."""
    titled: _Said = {}
    said: _Said = {}
    edges = _Edges(set(), set())
    for number, (title, abstract) in enumerate(texts):
        if UNSPACED.search(title) or UNSPACED.search(abstract):
            _count(titled, title, number, edges)
            _count(said, abstract, number, edges)
    papers = {
        one: len(titled.get(one, _NONE).keys() | said.get(one, _NONE).keys()) for one in titled.keys() | said.keys()
    }
    for phrase in sorted(_whole({one: count for one, count in papers.items() if count > 1})):
        one = Shared("".join(phrase), tuple(titled.get(phrase, _NONE)), dict(said.get(phrase, _NONE)))
        if edges.are_of(phrase, len(one.titled)) and len(one.titled) > (len(one.phrase) <= _HAN):
            yield one


def _count(found: _Said, text: str, number: int, edges: _Edges) -> None:
    for part in _CUT.split(text):
        for run in _runs(part):
            for first, last in _places(len(run)):
                phrase = tuple(run[first:last])
                found.setdefault(phrase, Counter())[number] += 1
                if first == 0:
                    edges.begin.add(phrase)
                if last == len(run):
                    edges.end.add(phrase)


def _places(pieces: int) -> Iterator[tuple[int, int]]:
    """Up to _MOST_PIECES pieces that stand side by side."""
    for first in range(pieces):
        for last in range(first + 1, min(first + _MOST_PIECES, pieces) + 1):
            yield first, last


def _runs(text: str) -> Iterator[list[str]]:
    found = list(_PIECE.finditer(text))
    run = [one[0] for one in found[:1]]
    for before, one in pairwise(found):
        if one.start() != before.end():
            yield run
            run = []
        run.append(one[0])
    yield run


def _whole(on: dict[tuple[str, ...], int]) -> Iterator[tuple[str, ...]]:
    """Those that are words, and no piece of a longer phrase that nearly all of their papers have."""
    inside = {
        part
        for phrase, papers in on.items()
        for part in (phrase[1:], phrase[:-1])
        if part in on and papers >= _INSIDE * on[part]
    }
    for phrase in on.keys() - inside:
        if len(phrase) >= _HAN or len(phrase[0]) >= _KATAKANA:
            yield phrase
