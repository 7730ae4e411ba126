"""The parts that lines play. In: lines and their looks. Out: the likeliest sequence of parts; the file itself tells how its papers go on.

A hidden Markov model over lines, decoded by Viterbi's algorithm. How often a title goes without an abstract, how many blank lines stand
where, and whether lines were wrapped, differ from file to file: a first decoding counts them, and a second one uses the counts. Its
numbers are in weights.toml.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from msgspec.structs import replace

from generator.readers.paste.scores import Look, says_much
from generator.readers.paste.units import FULL, NEAR, SHORT, Line, ending, is_bare_list, terse
from generator.readers.paste.weights import GOING_ON, NEVER, SHOWN, Part, first_parts, logs, steps, table

_TITLES = (Part.TITLE, Part.TITLE_ON)
_TEXTS = (Part.ABSTRACT, Part.ABSTRACT_ON, Part.PARAGRAPH)
_IN_HEAD = frozenset((*_TITLES, Part.AUTHORS, Part.AUTHORS_ON, Part.FACTS_WITHIN))
_BELOW_TITLE = frozenset((Part.ABSTRACT, Part.AUTHORS, Part.FACTS_WITHIN))
# What kind of joint stands between two parts: the same one goes on, the next of the same paper, the next paper, another paragraph, other.
_GOES_ON, _WITHIN, _BETWEEN, _PARAGRAPH, _OTHER = range(5)
# How a line begins: with a small letter, a capital, something else, the mark of a list, an address.
_SMALL, _CAPITAL, _ELSE, _MARKED, _ADDRESS = range(5)
# The file's own shares are learnt from so many lines.
_SAMPLE = 6000
_NOT_YET = [NEVER * 1e6] * len(Part)
Ways = list[list[tuple[Part, bool, list[tuple[Part, float]]]]]


def label(lines: list[Line], looks: list[Look], width: int = 0) -> list[Part]:
    """One part for each line."""
    if not lines:
        return []
    if is_bare_list(lines):
        # No line goes on, and none is an abstract.
        never = dict.fromkeys((Part.TITLE_ON, *_TEXTS), NEVER)
        looks = [replace(look, parts=tuple(never.get(part, look.parts[part]) for part in Part)) for look in looks]
    model = _Model(lines, width, short=terse(lines))
    sample = slice(0, _SAMPLE)
    model.learn(lines[sample], model.decode(lines[sample], looks[sample]))
    return [SHOWN.get(part, part) for part in model.decode(lines, looks)]


def _kind(before: Part, after: Part) -> int:
    if after in GOING_ON:
        return _GOES_ON
    if after == Part.TITLE:
        return _BETWEEN
    if after == Part.PARAGRAPH:
        return _PARAGRAPH
    return _WITHIN if before in _IN_HEAD and after in _BELOW_TITLE else _OTHER


class _Model:
    """Log-probabilities of the model: `after` of parts after parts, `joints` of gaps and fullness by kind of joint, `title_ends` of
    how a title ends (units.ending). `short`: abstracts are a line of a sentence or two, so that a line seldom goes on."""

    def __init__(self, lines: list[Line], width: int, *, short: bool) -> None:
        self.short = short
        self.much = says_much([line.text for line in lines])
        self.after = steps("after", *["entries"] * self.much, *["wrapped"] * bool(width), *["terse"] * short)
        self.first = first_parts()
        self.prior = float(table("learning")["prior"])
        # The shares of 0, 1, 2, 3 and more blank lines in the file, with those of weights.toml as four lines' worth.
        seen = Counter(min(line.gap, 3) for line in lines[1:])
        gaps = [(seen[gap] + 4 * share) / (seen.total() + 4) for gap, share in enumerate(table("joints")["gaps"])]
        self.joints = [self._joint(kind, gaps) for kind in range(5)]
        self.title_ends = _title_ends(table("ends")["title_stops_of_entries" if self.much else "title_stops"])

    def _joint(self, kind: int, shares: list[float]) -> list[float]:
        """log P(gap, fullness | kind) for gap * 3 + fullness, before the file has been read."""
        weights = table("joints")
        full = weights["full_going_on" if kind == _GOES_ON else "full"]
        # A gap is likelier before a title or a paragraph than not, but for files that have none.
        mixed = min(shares[0], 1 - shares[0]) > 0.02
        lean = weights[{_WITHIN: "no_gap_within"}.get(kind, "no_gap_between")]
        lean = lean if mixed and kind in (_BETWEEN, _PARAGRAPH, _WITHIN) else 1.0
        gaps = weights["gaps_going_on"] if kind == _GOES_ON else [shares[0] * lean, *shares[1:]]
        # After a gap, fullness says nothing.
        return [
            math.log(gaps[gap]) + (math.log(full[state]) if gap == 0 else 0.0)
            for gap in range(4)
            for state in (SHORT, NEAR, FULL)
        ]

    def learn(self, lines: list[Line], parts: list[Part]) -> None:
        """Take the counts of a first decoding, with the prior as a few papers' worth."""
        self._learn_steps(parts)
        joints: list[Counter[int]] = [Counter() for _ in range(5)]
        for before, after, line in zip(parts, parts[1:], lines[1:], strict=False):
            joints[_kind(before, after)][_combination(line)] += 1
        for kind, counted in enumerate(joints):
            total = counted.total() + self.prior
            self.joints[kind] = [
                math.log((counted[place] + self.prior * math.exp(value)) / total)
                for place, value in enumerate(self.joints[kind])
            ]
        self._learn_stops(lines, parts)

    def _learn_stops(self, lines: list[Line], parts: list[Part]) -> None:
        """How many titles end with a full stop."""
        titles = [
            ending(line.text) == 1
            for line, part, after in zip(lines, parts, [*parts[1:], Part.CHROME], strict=True)
            if part in _TITLES and after != Part.TITLE_ON
        ]
        least = table("ends")["title_stops_of_entries"] if self.much else 0.0
        self.title_ends = _title_ends(min(0.9, max(least, (sum(titles) + 0.1) / (len(titles) + 10))))

    def _learn_steps(self, parts: list[Part]) -> None:
        pairs = Counter(pairwise(parts))
        totals = Counter(parts[:-1])
        for before, following in self.after.items():
            weight = self.prior if totals[before] else 1.0
            for after, prior in following.items():
                seen = pairs[before, after] + weight * math.exp(prior) + 1e-4
                following[after] = math.log(seen / (totals[before] + weight))

    def decode(self, lines: list[Line], looks: list[Look]) -> list[Part]:
        """The likeliest parts (Viterbi's algorithm)."""
        best = _NOT_YET.copy()
        for part, prior in self.first.items():
            best[part] = prior + looks[0].parts[part]
        trail = [bytes(len(Part))]
        ways = self._ways()
        for line, look, before, above in zip(lines[1:], looks[1:], lines, looks, strict=False):
            reach = (self._closed(best, before, above), self._open(best, before))
            first, own = _beginnings(line, before), look.parts
            scores, came = _NOT_YET.copy(), bytearray(len(Part))
            for part, goes_on, ways_to in ways[_combination(line)]:
                if own[part] > NEVER:
                    top, came[part] = _likeliest(reach[goes_on], ways_to)
                    scores[part] = top + own[part] + first[part]
            best = scores
            trail.append(bytes(came))
        return _walk(trail, self._closed(best, lines[-1], looks[-1]), self.much)

    def _ways(self) -> Ways:
        """For each combination of gap and fullness, for each part: whether it goes on, the parts before it, and the cost of the step."""
        listed = [
            (after, [(before, row[after], _kind(before, after)) for before, row in self.after.items() if after in row])
            for after in Part
        ]
        return [
            [
                (
                    after,
                    after in GOING_ON,
                    [(before, cost + self.joints[kind][joint]) for before, cost, kind in befores],
                )
                for after, befores in listed
            ]
            for joint in range(len(self.joints[0]))
        ]

    def _closed(self, best: list[float], line: Line, look: Look) -> list[float]:
        """The scores when each part ends with this line."""
        end = ending(line.text)
        text, title = logs("ends", "text")[end], self.title_ends[end]
        made = best.copy()
        made[Part.TITLE] += title + look.title_length
        made[Part.TITLE_ON] += title
        lengths = [look.terse_length] * (self.short or self.much) + [look.abstract_length] * (not self.short)
        made[Part.ABSTRACT] += text + max(lengths)
        made[Part.ABSTRACT_ON] += text
        made[Part.PARAGRAPH] += text + look.more_length
        return made

    def _open(self, best: list[float], line: Line) -> list[float]:
        """The scores when each part goes on after this line."""
        end = ending(line.text)
        title = logs("ends", "title_going_on")[end]
        if len(line.text) > 240:
            title -= 8.0
        elif len(line.text) < 30:
            title -= 4.0
        made = best.copy()
        for part in _TITLES:
            made[part] += title
        for part in _TEXTS:
            made[part] += logs("ends", "text_going_on")[end]
        return made


def _likeliest(ended: list[float], ways_to: list[tuple[Part, float]]) -> tuple[float, int]:
    """The score of the best way to a part, and the part that it comes from; of equals the last."""
    top, source = -math.inf, 0
    for earlier, cost in ways_to:
        value = ended[earlier] + cost
        if value >= top:
            top, source = value, earlier
    return top, source


def _combination(line: Line) -> int:
    return min(line.gap, 3) * 3 + (line.full if line.gap == 0 else 0)


def begins(text: str) -> int:
    """How a line begins: 0 with a small letter, 1 a capital, 2 something else, 3 the mark of a list, 4 an address."""
    if text[:1] in "•◦●▪‣*-" and text[1:2] == " ":
        return _MARKED
    if text.startswith(("http://", "https://")):
        return _ADDRESS
    if text[:1].islower():
        return _SMALL
    return _CAPITAL if text[:1].isupper() else _ELSE


def _by_part(sign: int, *, ended: bool) -> tuple[float, ...]:
    on = logs("begins", "after_an_end" if ended else "after_no_end")[sign]
    new, title, other = logs("begins", "new")[sign], logs("begins", "title")[sign], logs("begins", "any")[sign]
    named = {Part.TITLE: title, Part.TITLE_ON: on, Part.ABSTRACT: new, Part.ABSTRACT_ON: on, Part.PARAGRAPH: new}
    return tuple(named.get(part, other) for part in Part)


_BY_PART = [[_by_part(sign, ended=ended) for ended in (False, True)] for sign in range(5)]


def _beginnings(line: Line, before: Line) -> tuple[float, ...]:
    """For each part, how likely this line's first letter is."""
    return _BY_PART[begins(line.text)][ending(before.text) > 0]


def _title_ends(stopped: float) -> tuple[float, ...]:
    """How likely a title ends in the middle of a sentence, with a full stop, with ? or !, where `stopped` is the share of full stops."""
    asks = table("ends")["title_asks"]
    return tuple(map(math.log, (1 - asks - stopped, stopped, asks)))


def _walk(trail: Iterable[bytes], best: list[float], much: bool) -> list[Part]:
    """The parts, from the last back to the first. A file seldom ends with a title, or with names where those are not the rule."""
    last = table("learning")["last_title"]
    headed = _TITLES if much else (*_TITLES, Part.AUTHORS, Part.AUTHORS_ON)
    part = max(Part, key=lambda part: best[part] + (last if part in headed else 0.0))
    parts = []
    for came in reversed(list(trail)):
        parts.append(part)
        part = Part(came[part])
    return parts[::-1]
