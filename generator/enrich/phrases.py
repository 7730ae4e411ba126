"""Phrases of a vocabulary. In: tags, and texts cut into words. Out: which tag each run of words speaks of.

All names, aliases and patterns live in one tree of words; a text is walked once, whatever the size of the vocabulary. A word in lower
case is met in any case, singular or plural, with -ise or -ize; a word with capitals only as it is written, or in the plural; `*` ends a
word or stands for one. Blanks and hyphens are equal, and a hyphenated word is also met as one ("fine-tuning": "finetuning").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from generator.config.patterns import LETTERS, pattern_words
from generator.config.signs import signs_of
from generator.enrich.forms import form_of
from generator.enrich.terms import stem_of
from generator.model import Tag
from generator.text import folded, pattern_of

# A text is cut at words and what stands between them, so that places in it need no match objects.
# A genitive's s is no word of its own.
CUT = pattern_of(rf"((?!(?<=\w['’])s\b){LETTERS}(?:\+\+|#(?!\w))?)")
_JOINTS = frozenset(["", " ", "'s ", "’s ", "-", ".", "‐", "‑", "–", "/", " - ", "- "])
_BRITISH = pattern_of(r"is(?=(?:e|ed|er|ing|ation)$)")
_AMERICAN = pattern_of(r"z(?:e|ed|er|ing|ation)$")
_SIGN = pattern_of(r"[^\w\x00-\x7f]")
_HYPHEN = pattern_of(r"(?<=\w)[-‐‑](?=\w)")
# A word with its keys takes some half a kB, in each vocabulary that is looked for.
_MOST_KNOWN = 100_000
_ANY = "*"


# What a phrase says of a tag: another thing, that it is spoken of, that it may be, or that it is in a title and may be elsewhere.
NO, YES, MAYBE, TITLED = 0, 1, 2, 3


class Mention(NamedTuple):
    """Words first..last (places among the words of a text, both included) that speak of tag number `tag`; `sure` unless the words mean
    other things too; `titled`: yet not in a title."""

    tag: int
    first: int
    last: int
    sure: bool = True
    titled: bool = False


class PhraseNode:
    """A place in the tree of words: what may follow, and the tags whose phrase ends here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        # Most nodes have only one of both, so that to make both would take most of the time.
        self.next: dict[str, PhraseNode] | None = None
        self.ends: list[tuple[int, int]] | None = None

    def following(self, key: str) -> PhraseNode:
        """The node behind a key, made where there is none."""
        if self.next is None:
            self.next = {}
        found = self.next.get(key)
        if found is None:
            found = self.next[key] = PhraseNode()
        return found

    def end(self, end: tuple[int, int]) -> None:
        if self.ends is None:
            self.ends = [end]
        elif end not in self.ends:
            self.ends.append(end)


class _First(dict[str, tuple[PhraseNode, ...]]):
    """What each word begins, looked up when it is first met."""

    def __init__(self, look_up: Callable[[str], tuple[PhraseNode, ...]]) -> None:
        self._look_up = look_up

    def __missing__(self, word: str) -> tuple[PhraseNode, ...]:
        found = self[word] = self._look_up(word)
        return found


class Phrases:
    """The phrases of `tags`; `found`: the numbers of those that no person gave, and that are met by their names alone; `areas`: of parts of
    fields; `twice`: of those that one mention in an abstract does not earn; `small`: of those printed in small letters. sign_of: for each
    tag the number under which the signs of its pack's field are met, -1 for a tag of no pack.

    What a word of a text can begin is looked up once a word and kept."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self._root = PhraseNode()
        self._prefixes: dict[str, None] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        self._first = _First(self._begun_by)
        self.found = frozenset(number for number, tag in enumerate(tags) if tag.found and not tag.patterns)
        self.areas = frozenset(number for number, tag in enumerate(tags) if tag.area)
        self.twice = frozenset(number for number, tag in enumerate(tags) if tag.twice)
        self.small = frozenset(number for number, tag in enumerate(tags) if tag.small)
        for number, tag in enumerate(tags):
            for phrase, speaks in phrases_of(tag):
                self._add(phrase, (number, speaks))
        self.sign_of = self._signs(tags)
        self._lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._names = [(number, name) for number, tag in enumerate(tags) for name in _whole_names(tag)]

    @cached_property
    def filed(self) -> dict[str, dict[int, float]]:
        """What categories speak of, as far as they were met (see mentions.py)."""
        return {}

    @cached_property
    def whole(self) -> dict[str, int]:
        """The form of an author's keyword -> the tag that it names by itself, the first of several. Few papers have keywords."""
        return {form_of(name): number for number, name in reversed(self._names)}

    def _signs(self, tags: Sequence[Tag]) -> tuple[int, ...]:
        """Learn the signs of packs' fields; for each tag the number of those of its pack."""
        packs = sorted({tag.pack for tag in tags if tag.pack})
        for number, name in enumerate(packs, start=len(tags)):
            for phrase in signs_of(name):
                self._add(phrase, (number, YES))
        return tuple(len(tags) + packs.index(tag.pack) if tag.pack else -1 for tag in tags)

    def find(self, words: Sequence[str], between: Sequence[str]) -> list[Mention]:
        """Every mention, for each tag the longest from the left; `between[k]` stands before word k."""
        first = self._first
        if len(first) > _MOST_KNOWN:
            first.clear()
            self._known.clear()
            self.filed.clear()
        found: list[Mention] = []
        ends: dict[int, int] = {}
        for place in [place for place, word in enumerate(words) if first[word]]:
            longest = self._longest(words, between, place)
            for tag, (last, speaks) in sorted(longest.items()) if longest else ():
                if place > ends.get(tag, -1):
                    found += [Mention(tag, place, last, speaks == YES, speaks == TITLED)] if speaks != NO else []
                    ends[tag] = last
        return found

    def _begun_by(self, word: str) -> tuple[PhraseNode, ...]:
        """The places in the tree behind a word that phrases begin with."""
        begins = self._root.next or {}
        return tuple(node for key in self._keys(word) if (node := begins.get(key)))

    def _longest(self, words: Sequence[str], between: Sequence[str], place: int) -> dict[int, tuple[int, int]]:
        """Tag -> the last word of its longest phrase that begins at `place`, and what that phrase says of it."""
        longest: dict[int, tuple[int, int]] = {}
        nodes: Sequence[PhraseNode] = self._first[words[place]]
        while nodes:
            for node in nodes:
                if node.ends:
                    longest.update((tag, (place, speaks)) for tag, speaks in node.ends)
            place += 1
            if place == len(words) or between[place] not in _JOINTS:
                break
            keys = self._known.get(words[place]) or self._keys(words[place])
            nodes = [node.next[key] for node in nodes if node.next for key in keys if key in node.next]
        return longest

    def _keys(self, word: str) -> tuple[str, ...]:
        """The keys under which a word of a text may stand in the tree, that of any word last."""
        keys = self._known.get(word)
        if keys is None:
            plain = folded(word)
            exact = (word, word[:-1]) if word.endswith("s") and len(word) > 2 else (word,)
            prefixes = (plain[:size] for size in self._lengths if size <= len(plain))
            found = ["=" + one for one in exact if not one.islower()]
            found += ["=" + word.capitalize()] if word.isupper() and len(word) > 2 else []
            found.append("~" + _root(plain))
            found += ["^" + prefix for prefix in prefixes if prefix in self._prefixes]
            keys = self._known[word] = (*found, _ANY)
        return keys

    def _add(self, phrase: str, end: tuple[int, int]) -> None:
        for path in _paths(phrase):
            node = self._root
            for key in path:
                node = node.following(key)
                if key[0] == "^":
                    self._prefixes[key[1:]] = None
            if node is not self._root:
                node.end(end)


# A vocabulary is made ready several times in a run: for what is given, for what is found beside it, and with both.
@lru_cache(maxsize=_MOST_KNOWN)
def _paths(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The keys of a phrase's words, for each way of writing it."""
    return tuple(tuple(map(_key, pattern_words(variant))) for variant in _variants(phrase))


def _key(word: str) -> str:
    """The key under which a word of a phrase stands."""
    if word == _ANY:
        return _ANY
    if word.endswith("*"):
        return "^" + folded(word[:-1])
    return "~" + _root(folded(word)) if word == word.lower() else "=" + word


def phrase_marks(phrase: str) -> Iterator[re.Pattern[str]]:
    """For each way of writing a phrase what each text that has it shows, once it is laid_bare."""
    for path in _paths(phrase):
        yield _mark(max(path, key=lambda key: len(_begins(key)), default=""))


def laid_bare(text: str) -> str:
    """A text in which marks are looked for: its words as they are compared, and no sign that would become a letter of one ("™")."""
    return text.lower() if text.isascii() else folded(_SIGN.sub(" ", text))


@lru_cache(maxsize=_MOST_KNOWN)
def _mark(key: str) -> re.Pattern[str]:
    """What a word that is met under a key begins with, and, of one that is met as it is written, how it ends: "RL" is in no "world". The
    letters go first, for they are looked for faster than a place where a word may begin."""
    letters = re.escape(folded(_begins(key)))
    ends = "s?(?![0-9a-z])" if key.startswith("=") else ""
    return re.compile(f"{letters}(?<![0-9a-z]{letters}){ends}")


def _begins(key: str) -> str:
    """What a word begins with that is met under a key: a plural may be one of "y", and British for American."""
    if key in ("", _ANY):
        return ""
    word = key[1:].lower()
    return _AMERICAN.sub("", word).removesuffix("y") if key.startswith("~") else word


def _whole_names(tag: Tag) -> Iterator[str]:
    """What an author's whole keyword may be to name a tag that a person gave."""
    if not tag.found:
        yield from (tag.name, *tag.aliases, *tag.keywords)


def phrases_of(tag: Tag) -> Iterator[tuple[str, int]]:
    """(phrase, what it says of the tag): its name (a capital that only begins a word is no part of it) unless it is strict, its
    aliases and patterns; and those in which they mean something else."""
    if not tag.strict:
        yield " ".join(word.lower() if word[1:].islower() else word for word in tag.name.split()), YES
    yield from ((phrase, YES) for phrase in (*tag.aliases, *tag.patterns))
    yield from ((phrase, MAYBE) for phrase in tag.doubtful)
    yield from ((phrase, TITLED) for phrase in tag.titled)
    yield from ((phrase, NO) for phrase in tag.unless)


def _variants(phrase: str) -> Iterator[str]:
    yield phrase
    if _HYPHEN.search(phrase):
        yield _HYPHEN.sub("", phrase)


def _root(word: str) -> str:
    return _BRITISH.sub("iz", stem_of(word))
