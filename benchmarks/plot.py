"""A plot. In: lines of points. Out: an SVG of them on two logarithmic axes, readable on light and on dark paper."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Point = tuple[float, float]
WIDTH, HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 210, 30, 50
# As many as a comparison has lines: five of ours, from brown to sand, then the others. Each is seen on white and on black.
_COLOURS = ("#b5432a", "#c9642f", "#d07a4a", "#b98a5e", "#b39a6a", "#2a7fc5", "#4f8f4f", "#8a6bb0", "#808080")
# Labels at the right end are this far apart at least.
_LABEL = 16
_OPENING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
)


class Line(NamedTuple):
    """A name and its points (x, y), both above 0, by x."""

    name: str
    points: Sequence[Point]


def plot(lines: Sequence[Line], across: str, up: str, note: str) -> str:
    """The SVG. `across` and `up` name the axes, `note` stands below."""
    xs = sorted({x for line in lines for x, _ in line.points})
    ys = [y for line in lines for _, y in line.points]
    # The axis upwards begins and ends at a power of ten.
    powers = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    across_axis = Axis(xs[0], xs[-1], _LEFT, WIDTH - _RIGHT)
    up_axis = Axis(10 ** powers[0], 10 ** powers[1], HEIGHT - _BOTTOM, _TOP)
    body = [*_marks_across(xs, across_axis), *_marks_up(range(powers[0], powers[1] + 1), up_axis)]
    placed = [
        (line.name, colour, [(across_axis.place(x), up_axis.place(y)) for x, y in line.points])
        for line, colour in zip(lines, _COLOURS, strict=False)
    ]
    # From the lowest line up, so that each label finds the one below it in its place.
    label = math.inf
    for name, colour, points in sorted(placed, key=lambda one: -one[2][-1][1]):
        x, y = points[-1]
        label = min(y, label - _LABEL)
        body += _drawn(points, colour)
        body.append(f'<text x="{x + 10:.1f}" y="{label + 4:.1f}" fill="{colour}">{html.escape(name)}</text>')
    body.append(f'<text x="{_LEFT}" y="{HEIGHT - 8}" fill="#777">{html.escape(f"{across}; {up}; {note}")}</text>')
    return "\n".join([_OPENING, *body, "</svg>\n"])


class Axis(NamedTuple):
    """A logarithmic axis: its least and greatest value, and where these stand."""

    low: float
    high: float
    first: float
    last: float

    def place(self, value: float) -> float:
        """Where a value stands."""
        share = math.log(value / self.low) / (math.log(self.high / self.low) or 1)
        return self.first + share * (self.last - self.first)


def _drawn(points: Sequence[Point], colour: str) -> Iterator[str]:
    """A line with a dot at each of its points."""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _marks_across(xs: Sequence[float], axis: Axis) -> Iterator[str]:
    below = HEIGHT - _BOTTOM + 18
    for x in xs:
        yield f'<text x="{axis.place(x):.1f}" y="{below:.1f}" text-anchor="middle" fill="#777">{x:,.0f}</text>'


def _marks_up(powers: range, axis: Axis) -> Iterator[str]:
    for power in powers:
        y = axis.place(10**power)
        yield (
            f'<line x1="{_LEFT:.1f}" x2="{WIDTH - _RIGHT:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#777" stroke-opacity="0.3"/>'
        )
        yield f'<text x="{_LEFT - 8:.1f}" y="{y + 4:.1f}" text-anchor="end" fill="#777">{10**power:g}</text>'
