"""Patterns that can go back without end. In: a pattern. Out: a text on which matching it takes a time that doubles with each more word.

A pattern is exponential when from one of its states one word leads back to it on two ways (Weideman et al., "Analyzing Matching Time
Behavior of Backtracking Regular Expression Matchers", 2016). So the pattern becomes an automaton, and the ways of two readers of one
word are followed through each of its loops. Looking ahead or behind is taken for nothing, and a possessive repeat of single signs for
one that ends where they do: what is found is a suspicion, which `takes_off` tries on the real engine.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any

# One sign for all that patterns treat alike; the signs of the pattern itself come to them.
_SIGNS = "aZq5 \n\t_-.,;:'\"()[]{}<>/\\|@#$%&*+=!?~^`é中한я©\u2013\u00a0"
# A repeat that is allowed so often may as well be without bound; one that is not is written out.
_OFTEN = 12
_MOST_STATES, _MOST_PAIRS = 8000, 200_000
# So many words of a loop are tried, from all over it.
_TRIED = 12
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class _Automaton:
    """States by number; `steps`: state -> (signs, state); `free`: state -> states that are reached without a sign, and but before some."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.signs = "".join(dict.fromkeys(_SIGNS + pattern))
        self.flags = flags & (re.IGNORECASE | re.DOTALL | re.VERBOSE | re.MULTILINE | re.ASCII)
        self.steps: list[list[tuple[frozenset[str], int]]] = []
        self.free: list[list[tuple[int, frozenset[str] | None]]] = []

    def state(self) -> int:
        if len(self.steps) >= _MOST_STATES:
            raise OverflowError
        self.steps.append([])
        self.free.append([])
        return len(self.steps) - 1

    def jump(self, start: int, end: int, unless: frozenset[str] | None = None) -> None:
        self.free[start].append((end, unless))

    def sequence(self, parsed: Any, start: int) -> int:
        for operator, value in parsed:
            start = self._one(str(operator), value, start, operator)
        return start

    def _one(self, name: str, value: Any, start: int, operator: Any) -> int:
        if name in _REPEATS:
            return self._repeat(name, value, start)
        if name == "SUBPATTERN":
            return self.sequence(value[3], start)
        if name == "ATOMIC_GROUP":
            return self.sequence(value, start)
        if name == "BRANCH":
            end = self.state()
            for branch in value[1]:
                self.jump(self.sequence(branch, start), end)
            return end
        if name in ("LITERAL", "NOT_LITERAL", "IN", "ANY", "RANGE"):
            end = self.state()
            self.steps[start].append((_signs_of(operator, value, self.flags, self.signs), end))
            return end
        return start

    def _repeat(self, name: str, value: tuple[int, int, Any], start: int) -> int:
        least, most, body = value
        for _ in range(min(least, _OFTEN)):
            start = self.sequence(body, start)
        if most < _OFTEN:
            end = self.state()
            self.jump(start, end)
            for _ in range(most - least):
                start = self.sequence(body, start)
                self.jump(start, end)
            return end
        loop, end = self.state(), self.state()
        self.jump(start, loop)
        self.jump(self.sequence(body, loop), loop)
        alone = len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "IN", "ANY")
        held = name == "POSSESSIVE_REPEAT" and alone
        self.jump(loop, end, _signs_of(body[0][0], body[0][1], self.flags, self.signs) if held else None)
        return end


@lru_cache(maxsize=1 << 14)
def _matches(source: str, flags: int, signs: str) -> frozenset[str]:
    one = re.compile(source, flags)
    return frozenset(sign for sign in signs if one.fullmatch(sign))


def _signs_of(operator: Any, value: Any, flags: int, signs: str) -> frozenset[str]:
    """The signs that a part of one sign takes, asked of the engine."""
    name = str(operator)
    if name == "LITERAL":
        return frozenset(chr(value)) | (_matches(re.escape(chr(value)), flags & ~re.VERBOSE, _SIGNS))
    if name == "NOT_LITERAL":
        return frozenset(signs) - {chr(value)}
    if name == "ANY":
        return frozenset(signs) if flags & re.DOTALL else frozenset(signs) - {"\n"}
    found: set[str] = set()
    negated = False
    for kind, what in value:
        if str(kind) == "NEGATE":
            negated = True
        elif str(kind) == "LITERAL":
            found |= {chr(what)} | _matches(re.escape(chr(what)), flags & ~re.VERBOSE, _SIGNS)
        elif str(kind) == "RANGE":
            found |= {sign for sign in signs if what[0] <= ord(sign) <= what[1]} | {chr(what[0])}
        else:
            source = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(what).split("_")[-1]]
            held = _matches(source, flags & re.ASCII, signs)
            found |= frozenset(signs) - held if "NOT" in str(what) else held
    return frozenset(signs) - found if negated else frozenset(found)


Edges = list[dict[int, list[frozenset[str]]]]


def _edges(automaton: _Automaton) -> Edges:
    """From each state, for each state that one sign leads to, the signs of every way there: a way twice is two ways."""
    return [_from(automaton, state) for state in range(len(automaton.steps))]


def _from(automaton: _Automaton, state: int) -> dict[int, list[frozenset[str]]]:
    found: dict[int, list[frozenset[str]]] = {}
    waiting: list[tuple[int, frozenset[str], tuple[int, ...]]] = [(state, frozenset(), ())]
    tried = 0
    while waiting and tried < 3000:
        tried += 1
        at, unless, way = waiting.pop()
        for signs, end in automaton.steps[at]:
            if signs - unless:
                found.setdefault(end, []).append(signs - unless)
        for end, but in automaton.free[at]:
            if end not in way and end != at:
                waiting.append((end, unless | (but or frozenset()), (*way, at)))
    return found


def _loops(nodes: list[Any], following: Any) -> Iterator[list[Any]]:
    """Sets of nodes that all lead to one another (Tarjan, without recursion)."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    held: list[Any] = []
    inside: set[Any] = set()
    for root in nodes:
        if root in index:
            continue
        work = [(root, iter(following(root)))]
        index[root] = low[root] = len(index)
        held.append(root)
        inside.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    held.append(other)
                    inside.add(other)
                    work.append((other, iter(following(other))))
                    break
                if other in inside:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = held.index(node)
                    loop, held[at:] = held[at:], []
                    inside.difference_update(loop)
                    yield loop


def _pairs(edges: Edges, inside: set[int], pair: tuple[int, int]) -> Iterator[tuple[tuple[int, int], str, bool]]:
    """Where two readers of one word get with one more sign, that sign, and whether they took two ways to one state."""
    one, two = (
        [(end, signs, (end, n)) for end, ways in edges[state].items() if end in inside for n, signs in enumerate(ways)]
        for state in pair
    )
    for (end, signs, way), (other, others, its) in product(one, two):
        common = signs & others
        if common:
            apart = pair[0] == pair[1] and end == other and way != its
            yield (end, other), min(common), apart


def words_of(pattern: str, flags: int = 0) -> list[tuple[str, str]]:
    """Beginnings and words: after its beginning each word more gives two ways to read the text. Several of a pattern, for what the one
    says may be taken back by a look ahead, and the other not."""
    automaton = _Automaton(pattern, flags)
    start = automaton.state()
    automaton.sequence(parser.parse(pattern, flags & ~re.DEBUG), start)
    edges = _edges(automaton)
    words: dict[tuple[int, str], None] = {}
    for loop in _loops(list(range(len(edges))), lambda state: list(edges[state])):
        inside = set(loop)
        if not any(end in inside for state in loop for end in edges[state]):
            continue
        if len(loop) ** 2 > _MOST_PAIRS:
            raise OverflowError
        words.update(dict.fromkeys(_words_in(edges, inside)))
    return [(_path(edges, start, state), word) for state, word in words]


def _words_in(edges: Edges, inside: set[int]) -> Iterator[tuple[int, str]]:
    steps: dict[tuple[int, int], list[tuple[tuple[int, int], str, bool]]] = {}

    def following(pair: tuple[int, int]) -> list[tuple[int, int]]:
        steps[pair] = list(_pairs(edges, inside, pair))
        return [end for end, _, _ in steps[pair]]

    for loop in _loops([(state, state) for state in sorted(inside)], following):
        pairs = set(loop)
        same = [pair for pair in loop if pair[0] == pair[1]]
        apart = [pair for pair in loop if pair[0] != pair[1]]
        twice = [(pair, end, sign) for pair in same for end, sign, two in steps[pair] if two and end in pairs]
        for second in apart[:: max(1, len(apart) // _TRIED)] if same else ():
            yield same[0][0], _walk(steps, pairs, same[0], second) + _walk(steps, pairs, second, same[0])
        for pair, end, sign in twice[:_TRIED]:
            yield pair[0], sign + _walk(steps, pairs, end, pair)


def _walk(steps: Any, pairs: set[tuple[int, int]], start: tuple[int, int], end: tuple[int, int]) -> str:
    words = {start: ""}
    waiting = [start]
    for pair in waiting:
        if pair == end:
            break
        for other, sign, _ in steps[pair]:
            if other in pairs and other not in words:
                words[other] = words[pair] + sign
                waiting.append(other)
    return words[end]


def _path(edges: Edges, start: int, end: int) -> str:
    words = {start: ""}
    waiting = [start]
    for state in waiting:
        for other, ways in edges[state].items():
            if other not in words:
                words[other] = words[state] + min(ways[0])
                waiting.append(other)
    return words[end]


# So many seconds are no noise, and so many times as long with two words more is no square.
_FELT, _TAKES_OFF = 0.02, 2.5


def takes_off(pattern: re.Pattern[str], beginning: str, word: str) -> bool:
    """Whether the engine's time grows by a factor with each two words more."""
    for end in ("\0", "\n\0", "!\0\n"):
        before = 0.0
        for count in range(6, 60, 2):
            text = beginning + word * count + end
            started = time.process_time()
            pattern.match(text)
            spent = time.process_time() - started
            if spent > _FELT:
                if before > _FELT / 10 and spent > _TAKES_OFF * before:
                    return True
                if spent > 20 * _FELT:
                    break
            before = spent
    return False
