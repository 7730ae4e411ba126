"""A list's own habits. In: the titles of a group. Out: the same without what the keeper of the list writes to each of them.

"Title (GPT-3)", "Alignment: Title", "Title（security）": that a bracket or a first word is no part of the title is seen only by how many
titles of the group have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.readers.layout.evidence import Choice
from generator.text import pattern_of

# Of true titles one in a hundred ends in a bracket.
_FEW, _SHARE = 3, 0.08
# The same word with a colon before so many titles of a group is a heading of them.
_SAME, _MOST = 3, 0.7
# Words with which whole kinds of papers open.
_OWN = frozenset(("position", "a survey", "survey", "tutorial", "demo"))
_BEHIND = pattern_of(r"(?<!\s)\s*+[(（]([^()（）]{1,48})[)）]$")
_BEFORE = pattern_of(r"([^\W\d_][\w &/-]{1,30})[:：]\s+(?=\S)")
# "#12 A Title", the number of a task.
_TASK = pattern_of(r"#\d{1,5}:?\s+(?=\S)")


def without_habits(titles: Sequence[Choice]) -> None:
    """Cut from the titles of each group what its keeper writes to them."""
    groups: dict[object, list[Choice]] = defaultdict(list)
    for choice in titles:
        groups[choice.candidate.shape].append(choice)
    for held in groups.values():
        _cut_behind(held)
        _cut_before(held)
        _cut_numbers(held)


def _cut_numbers(held: Sequence[Choice]) -> None:
    """Cut the number of a task that stands before every title of a group."""
    found = [_TASK.match(choice.candidate.text) for choice in held]
    for choice, number in zip(held, found, strict=True):
        if number and all(found):
            choice.candidate.text = choice.candidate.text[number.end() :]


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
