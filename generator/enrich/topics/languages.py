"""Languages of a library. In: papers and their texts. Out: the words that say nothing in each, and papers whose keywords decide on words.

What is common in prose is counted in English (background/). Of another language little words alone are known; there a single word of
titles is a topic only when somebody names it ("анализ" and "развитие" stand in every other title), where most papers have keywords, and
where most papers of the library are in another language ("orden" and "calidad" among English ones).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple

from generator.enrich.background import little_words
from generator.enrich.language import language_of
from generator.model import Paper

# Some give a title twice, "[in French]".
_PARTS = re.compile(r"[\[\];/=]")
# A language is the library's when so many of its papers are in it; those of papers in a language that bring keywords.
_OURS, _NAMED = 0.5, 0.5
_UNSPACED = frozenset(("zh", "ja"))


class Languages(NamedTuple):
    """ours: the language that most papers are in, or ""; named: the numbers of papers in a language whose papers bring keywords; others:
    those in another language than ours; unspaced: whether those in scripts without blanks bring keywords."""

    ours: str
    named: Set[int]
    others: Set[int]
    unspaced: bool

    def lets(self, number: int) -> bool:
        """Whether a single word of the title of a paper may be a topic though nobody names it."""
        return number not in self.named and number not in self.others

    def little(self, title: str, abstract: str) -> frozenset[str]:
        """Words, folded, that say nothing in the language of a paper, of its library, and of the parts of its title."""
        parts = [part for part in _PARTS.split(title) if " " in part]
        texts = [f"{title} {abstract}", *(parts if len(parts) > 1 else ())]
        codes = {self.ours, *map(language_of, texts)}
        return frozenset().union(*(little_words().get(code, frozenset()) for code in codes))


def languages(papers: Sequence[Paper], texts: Sequence[tuple[str, str]]) -> Languages:
    of: defaultdict[str, list[int]] = defaultdict(list)
    for number, (title, abstract) in enumerate(texts):
        of[language_of(f"{title} {abstract}")].append(number)
    counts = Counter({code: len(numbers) for code, numbers in of.items()})
    main = [code for code, count in counts.most_common(1) if count >= _OURS * len(papers)]  # "" is English, mostly
    unspaced = [number for code in sorted(_UNSPACED) for number in of.get(code, ())]
    named: set[int] = set()
    others: set[int] = set()
    for code, numbers in of.items():
        if code and code not in _UNSPACED and _bring_keywords(papers, numbers):
            named.update(numbers)
        if main and code not in _UNSPACED and code not in ("", *main):
            others.update(numbers)
    return Languages("".join(main), named, others, bool(unspaced) and _bring_keywords(papers, unspaced))


def _bring_keywords(papers: Sequence[Paper], numbers: Sequence[int]) -> bool:
    return sum(bool(papers[one].keywords) for one in numbers) >= _NAMED * len(numbers)
