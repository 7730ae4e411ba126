"""A list's own habits. In: the titles of a group. Out: the same without what the keeper of the list writes to each of them.

"Title (GPT-3)", "Alignment: Title", "Title（security）": that a bracket or a first word is no part of the title is seen only by how many
titles of the group have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.readers.layout.placed import Choice
from generator.readers.layout.structures import Block
from generator.readers.layout.words import is_foreign
from generator.text import pattern_of

# Of true titles one in a hundred ends in a bracket.
_FEW, _SHARE = 3, 0.08
# The same word with a colon before so many titles of a group is a heading of them.
_SAME, _MOST = 3, 0.7
# Words with which whole kinds of papers open.
_OWN = frozenset(("position", "a survey", "survey", "tutorial", "demo"))
_TWICE = pattern_of(r"\W*([^:：]{2,40})[:：] \1[:：] ")
_BEHIND = pattern_of(r"(?<!\s)\s*+[(（]([^()（）]{1,48})[)）]$")
_BEFORE = pattern_of(r"([^\W\d_][\w &/-]{1,30})[:：]\s+(?=\S)")


def without_habits(titles: Sequence[Choice], blocks: Sequence[Block]) -> None:
    """Cut from the titles of each group what its keeper writes to them."""
    groups: dict[object, list[Choice]] = defaultdict(list)
    for choice in titles:
        groups[choice.candidate.shape].append(choice)
    for held in groups.values():
        _cut_behind(held)
        _cut_before(held)
        _cut_names(held, blocks)


def _cut_names(held: Sequence[Choice], blocks: Sequence[Block]) -> None:
    """Cut the name that stands before each title in a look of its own, where some titles open with it once more, and a remark of another
    script behind such a name: "**MAT**: MAT: Motion-Aware Tracking", "[SENet](…): 引入通道注意力机制"."""
    joined = [choice for choice in held if choice.candidate.shape.cut == "joined"]
    twice = [choice for choice in joined if _TWICE.match(blocks[choice.block].text)]
    for choice in joined:
        one, name = choice.candidate, _BEFORE.match(choice.candidate.text)
        if name and len(twice) > _SHARE * len(joined) and choice not in twice:
            one.text = one.text[name.end() :]
        elif name and one.url and not is_foreign(name[1]) and is_foreign(one.text[name.end() :]):
            one.text = name[1]


def _cut_behind(held: Sequence[Choice]) -> None:
    found = [(choice, _BEHIND.search(choice.candidate.text)) for choice in held]
    marked = [(choice, match) for choice, match in found if match and len(match[1].split()) <= 5]
    habit = len(marked) >= _FEW and len(marked) >= _SHARE * len(held)
    for choice, match in marked:
        text = choice.candidate.text[: match.start()]
        if habit and len(text.split()) > 2:
            choice.candidate.text = text


def _cut_before(held: Sequence[Choice]) -> None:
    found = [(choice, _BEFORE.match(choice.candidate.text)) for choice in held]
    # One paper that is listed several times is no habit.
    several = {
        (match[1].casefold(), match.string.casefold()) for _, match in found if match and len(match[1].split()) <= 3
    }
    count = Counter(word for word, _ in several)
    # Where most titles open so, a word that comes twice is one of them.
    least = (
        2 if sum(number for number in count.values() if number > 1) >= _MOST * len(held) and len(held) > 5 else _SAME
    )
    for choice, match in found:
        if (
            match
            and match[1].casefold() not in _OWN
            and count[match[1].casefold()] >= least
            and len(choice.candidate.text) - match.end() > 8
        ):
            choice.candidate.text = choice.candidate.text[match.end() :]
