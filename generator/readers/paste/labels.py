"""The parts that lines play. In: lines and their looks. Out: the likeliest sequence of parts; the file itself tells how its papers go on.

A hidden Markov model over lines, decoded by Viterbi's algorithm. How often a title goes without an abstract, how many blank lines stand
where, and whether lines were wrapped, differ from file to file: a first decoding counts them, and a second one uses the counts.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

from msgspec.structs import replace

from generator.readers.paste.scores import NEVER, Look
from generator.readers.paste.units import FULL, NEAR, SHORT, Line, bare, ending, terse

# T title, t its next line, A authors, a their next line, M votes, dates and the like, P abstract, p its next line, q its next paragraph,
# C chrome. m and c are M and C in the midst of a paper, after its title: of them alone may an abstract follow, which so has a title.
PARTS = "TtAaMPpqCmc"
_SHOWN = str.maketrans("mc", "MC")
_COUNT = len(PARTS)
_AFTER = {
    "^": {"T": -0.2, "C": -1.0, "M": -1.5},
    "T": {"P": -0.1, "t": -4.5, "A": -1.2, "m": -1.5, "T": -5.5, "c": -5.0},
    "t": {"P": -0.1, "A": -1.2, "m": -1.5, "T": -8.0, "t": -5.0, "c": -6.0},
    "A": {"P": -0.1, "m": -1.0, "T": -4.0, "A": -3.0, "a": -3.0, "c": -4.0},
    "a": {"P": -0.1, "m": -1.0, "T": -4.0, "A": -3.0, "a": -1.0, "c": -4.0},
    "m": {"m": -1.0, "P": -1.0, "T": -0.8, "A": -1.5, "c": -1.5},
    "c": {"c": -0.5, "m": -1.2, "T": -0.6, "P": -12.0},
    "M": {"M": -1.0, "T": -0.8, "C": -1.5, "q": -9.0},
    "P": {"T": -0.1, "M": -1.5, "C": -3.0, "p": -4.0, "q": -5.2},
    "p": {"T": -0.4, "M": -1.8, "C": -3.3, "p": -1.5, "q": -5.2},
    "q": {"T": -0.2, "M": -1.5, "C": -3.0, "p": -4.0, "q": -3.0},
    "C": {"C": -0.5, "T": -0.6, "M": -1.2, "q": -12.0},
}
# In a text that was wrapped, a line that goes on is the rule.
_WRAPPED = {
    "Tt": -1.4,
    "tt": -2.0,
    "Aa": -1.5,
    "Pp": -0.1,
    "pp": -0.1,
    "qp": -0.1,
    "pT": -2.3,
    "pq": -6.0,
    "pM": -3.0,
    "pC": -5.0,
}
# What kind of joint stands between two parts: the same one goes on, the next of the same paper, the next paper, another paragraph, other.
_GOES_ON, _WITHIN, _BETWEEN, _PARAGRAPH, _OTHER = range(5)
_GAPS = (0.30, 0.45, 0.15, 0.10)
_FULLNESS = {
    _GOES_ON: {SHORT: 0.002, NEAR: 0.10, FULL: 0.898},
    _WITHIN: {SHORT: 0.85, NEAR: 0.08, FULL: 0.07},
}
# How a line begins: with a small letter, a capital, something else, the mark of a list, an address. An address after a full stop
# stands by itself.
_SMALL, _CAPITAL, _ELSE, _MARKED, _ADDRESS = range(5)
_BEGINS = {  # as the next line of what ended a sentence; of what did not; as anything new
    "after an end": (0.06, 0.86, 0.08, 0.001, 0.003),
    "after no end": (0.76, 0.16, 0.08, 0.001, 0.76),
    "T": (0.010, 0.94, 0.05, 0.05, 0.010),
    "new": (0.012, 0.938, 0.05, 0.02, 0.012),
    "any": (0.3, 0.4, 0.3, 0.05, 0.3),
}
# How a line ends (units.ending) where an abstract or a paragraph ends, where a line of it goes on, and where a line of a title goes on.
_TEXT_ENDS = tuple(map(math.log, (0.05, 0.94, 0.01)))
_TEXT_GOES_ON = tuple(map(math.log, (0.93, 0.067, 0.003)))
_TITLE_GOES_ON = tuple(map(math.log, (0.96, 0.01, 0.03)))
_PRIOR = 4.0  # papers' worth of prior counts


def label(lines: list[Line], looks: list[Look], width: int = 0) -> str:
    """One part for each line, as a string over PARTS."""
    if not lines:
        return ""
    if bare(lines):
        looks = [replace(look, parts=tuple(map(_unless_on, PARTS, look.parts))) for look in looks]
    model = _Model(lines, width, short=terse(lines))
    sample = slice(0, 6000)
    first = model.decode(lines[sample], looks[sample])
    model.learn(lines[sample], first)
    return model.decode(lines, looks).translate(_SHOWN)


def _unless_on(part: str, score: float) -> float:
    return NEVER if part in "tPpq" else score


def _kind(before: str, after: str) -> int:
    if after in "tap":
        return _GOES_ON
    if after == "T":
        return _BETWEEN
    if after == "q":
        return _PARAGRAPH
    return _WITHIN if before in "TtAam" and after in "PAm" else _OTHER


class _Model:
    """Log-probabilities of the model: `after` of parts after parts, `joints` of gaps and fullness by kind of joint, `title_ends` of
    how a title ends (units.ending). `short`: abstracts are a line of a sentence or two, so that a line seldom goes on."""

    def __init__(self, lines: list[Line], width: int, *, short: bool) -> None:
        self.short = short
        self.after = {part: dict(following) for part, following in _AFTER.items()}
        if width:
            for pair, value in _WRAPPED.items():
                self.after[pair[0]][pair[1]] = value
        if short:
            self.after["P"]["p"] = -8.0
        seen = Counter(min(line.gap, 3) for line in lines[1:])
        total = sum(seen.values())
        self.gaps = [(seen[gap] + 4 * _GAPS[gap]) / (total + 4) for gap in range(4)]
        self.joints = [self._joint(kind) for kind in range(5)]
        self.title_ends = _title_ends(0.01)

    def _joint(self, kind: int) -> list[float]:
        """log P(gap, fullness | kind) for gap * 3 + fullness, before the file has been read."""
        full = _FULLNESS[_GOES_ON if kind == _GOES_ON else _WITHIN]
        goes_on = (0.97, 0.02, 0.005, 0.005)
        # A gap is likelier before a title or a paragraph than not, but for files that have none.
        mixed = min(self.gaps[0], 1 - self.gaps[0]) > 0.02
        lean = {_BETWEEN: 0.5, _PARAGRAPH: 0.5, _WITHIN: 0.85}.get(kind, 1.0) if mixed else 1.0
        gaps = (
            goes_on
            if kind == _GOES_ON
            else [share * (lean if gap == 0 else 1.0) for gap, share in enumerate(self.gaps)]
        )
        # After a gap, fullness says nothing.
        return [
            math.log(gaps[gap]) + (math.log(full[state]) if gap == 0 else 0.0)
            for gap in range(4)
            for state in (SHORT, NEAR, FULL)
        ]

    def learn(self, lines: list[Line], parts: str) -> None:
        """Take the counts of a first decoding, with the prior as four papers' worth."""
        pairs = Counter(pairwise(parts))
        totals = Counter(parts[:-1])
        for before, following in self.after.items():
            for after, prior in following.items():
                weight = _PRIOR if totals[before] else 1.0
                if before != "^":
                    seen = pairs[before, after] + weight * math.exp(prior) + 1e-4
                    following[after] = math.log(seen / (totals[before] + weight))
        joints: list[Counter[int]] = [Counter() for _ in range(5)]
        for before, after, line in zip(parts, parts[1:], lines[1:], strict=False):
            joints[_kind(before, after)][_combination(line)] += 1
        for kind, counted in enumerate(joints):
            total = sum(counted.values()) + _PRIOR
            self.joints[kind] = [
                math.log((counted[place] + _PRIOR * math.exp(value)) / total)
                for place, value in enumerate(self.joints[kind])
            ]
        titles = [
            ending(line.text) == 1
            for line, part, after in zip(lines, parts, f"{parts}C"[1:], strict=True)
            if part in "Tt" and after != "t"
        ]
        self.title_ends = _title_ends(min(0.9, (sum(titles) + 0.1) / (len(titles) + 10)))

    def decode(self, lines: list[Line], looks: list[Look]) -> str:
        best = [NEVER * 1e6] * _COUNT
        for name, prior in self.after["^"].items():
            best[PARTS.index(name)] = prior + looks[0].parts[PARTS.index(name)]
        trail = [bytes(_COUNT)]
        ways = self._ways()
        for place in range(1, len(lines)):
            line, own = lines[place], looks[place].parts
            before = lines[place - 1]
            reach = (self._closed(best, before, looks[place - 1]), self._open(best, before))
            begins = _beginnings(line, before)
            scores, came = [NEVER * 1e6] * _COUNT, bytearray(_COUNT)
            for part, goes_on, steps in ways[_combination(line)]:
                if own[part] <= NEVER:
                    continue
                ended = reach[goes_on]
                top, source = -math.inf, 0
                for earlier, cost in steps:
                    value = ended[earlier] + cost
                    if value >= top:
                        top, source = value, earlier
                scores[part], came[part] = top + own[part] + begins[part], source
            best = scores
            trail.append(bytes(came))
        return _walk(trail, self._closed(best, lines[-1], looks[-1]))

    def _ways(self) -> list[list[tuple[int, bool, list[tuple[int, float]]]]]:
        """For each combination of gap and fullness, for each part: whether it goes on, the parts before it, and the cost of the step."""
        steps = [
            (
                PARTS.index(after),
                after in "tap",
                [
                    (PARTS.index(before), following[after], _kind(before, after))
                    for before, following in self.after.items()
                    if before != "^" and after in following
                ],
            )
            for after in PARTS
        ]
        return [
            [
                (part, goes_on, [(before, cost + self.joints[kind][joint]) for before, cost, kind in listed])
                for part, goes_on, listed in steps
            ]
            for joint in range(len(self.joints[0]))
        ]

    def _closed(self, best: list[float], line: Line, look: Look) -> list[float]:
        """The scores when each part ends with this line."""
        end = ending(line.text)
        text = _TEXT_ENDS[end]
        title = self.title_ends[end]
        length = look.terse_length if self.short else look.abstract_length
        T, t, A, a, M, P, p, q, C, m, c = best
        return [
            T + title + look.title_length, t + title, A, a, M, P + text + length, p + text, q + text + look.more_length, C, m, c,
        ]  # fmt: skip

    def _open(self, best: list[float], line: Line) -> list[float]:
        """The scores when each part goes on after this line."""
        text = _TEXT_GOES_ON[ending(line.text)]
        title = _TITLE_GOES_ON[ending(line.text)] - (
            8.0 if len(line.text) > 240 else 4.0 if len(line.text) < 30 else 0.0
        )
        T, t, A, a, M, P, p, q, C, m, c = best
        return [T + title, t + title, A, a, M, P + text, p + text, q + text, C, m, c]


def _combination(line: Line) -> int:
    return min(line.gap, 3) * 3 + (line.full if line.gap == 0 else 0)


def _begins(text: str) -> int:
    if text[:1] in "•◦●▪‣*-" and text[1:2] == " ":
        return _MARKED
    if text.startswith(("http://", "https://")):
        return _ADDRESS
    return _SMALL if text[:1].islower() else _CAPITAL if text[:1].isupper() else _ELSE


_LOGS = {name: tuple(map(math.log, shares)) for name, shares in _BEGINS.items()}


def _by_part(sign: int, *, ended: bool) -> tuple[float, ...]:
    on = _LOGS["after an end" if ended else "after no end"][sign]
    new, title, other = _LOGS["new"][sign], _LOGS["T"][sign], _LOGS["any"][sign]
    return title, on, other, other, other, new, on, new, other, other, other


_BY_PART = [[_by_part(sign, ended=ended) for ended in (False, True)] for sign in range(5)]


def _beginnings(line: Line, before: Line) -> tuple[float, ...]:
    """For each part, how likely this line's first letter is."""
    return _BY_PART[_begins(line.text)][ending(before.text) > 0]


def _title_ends(stopped: float) -> tuple[float, ...]:
    """How likely a title ends in the middle of a sentence, with a full stop, with ? or !, where `stopped` is the share of full stops."""
    return tuple(map(math.log, (0.96 - stopped, stopped, 0.04)))


def _walk(trail: list[bytes], best: list[float]) -> str:
    """The parts, from the last back to the first. A file seldom ends with a title."""
    part = max(range(_COUNT), key=lambda place: best[place] - (6.0 if place < 4 else 0.0))
    parts = []
    for came in reversed(trail):
        parts.append(PARTS[part])
        part = came[part]
    return "".join(reversed(parts))
