"""What a change of the vocabulary touches. In: the topics that papers were given last, and those that they are to get now. Out: which
papers may get others for it.

What a paper gets depends on the topics that it speaks of, and on what stands above these. So whoever renames a topic, or adds one, has
those papers asked again that speak of it, or of what stands below it; all others have what they had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from generator.enrich.classes import class_names, index_terms
from generator.enrich.earned import BROAD, FIELD
from generator.enrich.forms import form_of, keyword_names
from generator.enrich.judging import NEAR
from generator.enrich.passages import cut_into_words
from generator.enrich.phrases import CUT, Phrases, laid_bare, phrase_marks, phrases_of
from generator.enrich.tags import SAMPLE, above_of
from generator.memo import encoded
from generator.model import Paper, Tag
from generator.tables import hand_on, handed_on
from generator.text import typeset
from generator.work import Work

Vocabulary = tuple[Tag, ...]
# Of so many keywords what they say is kept, each some 100 bytes.
_KEYWORDS = 100_000
# Where a larger share of topics changed, or of papers is touched, all papers are asked, and what they say then is what later changes are
# compared with.
_MUCH = 0.25


class Told(NamedTuple):
    """The vocabulary before, and for each paper whether it has the same by it as by that which there is now."""

    before: Vocabulary
    same: list[bool]


def told_before(papers: Sequence[Paper], now: Vocabulary, place: str, work: Work) -> Told:
    """What the last vocabulary of a `place` says still holds for which papers."""
    known = handed_on(work.memo, __name__, place)
    before = msgspec.msgpack.decode(known, type=Vocabulary) if known else ()
    if not known and len(papers) < SAMPLE:
        # Of few papers each was asked already whether the given topics do.
        before = tuple(tag for tag in now if not tag.found)
        hand_on(work.memo, __name__, place, encoded(before))
    if before == now:
        return Told(before, [True] * len(papers))
    changed = changed_topics(before, now)
    touches = Touches(changed or ())
    same = [changed is not None and not touches(paper) for paper in papers]
    if changed is not None and same.count(False) <= _MUCH * len(papers):
        return Told(before, same)
    hand_on(work.memo, __name__, place, encoded(now))
    return Told(now, [True] * len(papers))


class Touches:
    """Whether a paper has words of some topics, in its text or in what it is indexed by, be it that they count nothing."""

    def __init__(self, topics: Sequence[Tag]) -> None:
        # The signs of a pack's field speak of no topic.
        self._phrases = Phrases([replace(topic, pack="") for topic in topics])
        phrases = [phrase for topic in topics for phrase, _ in phrases_of(topic)]
        self._marks = list(dict.fromkeys(chain.from_iterable(map(phrase_marks, phrases))))
        self._indexes = lru_cache(_KEYWORDS)(self._is_indexed_by)

    def __call__(self, paper: Paper) -> bool:
        text = laid_bare(f"{typeset(paper.title).plain}\n{typeset(paper.abstract).plain}")
        if any(mark.search(text) for mark in self._marks):
            texts = (cut_into_words(paper.title), cut_into_words(paper.abstract))
            if any(self._phrases.find(one.words, one.between) for one in texts):
                return True
        return any(map(self._indexes, chain.from_iterable(index_terms(paper))))

    def _is_indexed_by(self, text: str) -> bool:
        """Whether a keyword or a category names one, by a part of it too."""
        parts = (part for name in (text, *class_names(text)) for part in (name, *name.split(": ")))
        return any(form_of(part) in self._phrases.whole or self._is_said_in(part) for part in parts)

    def _is_said_in(self, keyword: str) -> bool:
        cuts = map(CUT.split, keyword_names(keyword))
        return any(self._phrases.find(one[1::2], one[::2]) for one in cuts)


def changed_topics(before: Vocabulary, now: Vocabulary) -> Vocabulary | None:
    """The topics of either that the other has not, or not so: each as it is, with what stands above it. None, when more than these may be
    told otherwise: by another order, signs of other fields, or clues, which tell a topic that nothing speaks of."""
    was, is_now = _prints(before), _prints(now)
    stay = {slug for slug, told in was.items() if is_now.get(slug) == told}
    changed = tuple(tag for tag in (*before, *now) if tag.slug not in stay)
    if len(changed) > 2 * _MUCH * len(now) or any(tag.clues for tag in changed):
        return None
    same_order = _order(before, stay) == _order(now, stay)
    return changed if same_order and _packs(before) == _packs(now) else None


def _order(vocabulary: Vocabulary, stay: Set[str]) -> list[str]:
    return [tag.slug for tag in vocabulary if tag.slug in stay]


def _packs(vocabulary: Vocabulary) -> set[str]:
    return {tag.pack for tag in vocabulary if tag.pack}


def _prints(vocabulary: Vocabulary) -> dict[str, bytes]:
    """By slug what each topic is: all of it and of those above it, and whether many stand below each (as a Tagger asks)."""
    above = above_of(vocabulary)
    below = Counter(chain.from_iterable(above))
    bounds = (FIELD, BROAD, NEAR + 1)
    own = [encoded((tag, [below[number] >= bound for bound in bounds])) for number, tag in enumerate(vocabulary)]
    return {
        tag.slug: encoded((own[number], [own[one] for one in sorted(above[number])]))
        for number, tag in enumerate(vocabulary)
    }
