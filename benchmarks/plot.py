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


class Line(NamedTuple):
    """A name and its points (x, y), both above 0, by x."""

    name: str
    points: Sequence[Point]


def plot(lines: Sequence[Line], across: str, up: str, note: str) -> str:
    """The SVG. `across` and `up` name the axes, `note` stands below."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    left, right, low, high = (
        min(xs),
        max(xs),
        10 ** math.floor(math.log10(min(ys))),
        10 ** math.ceil(math.log10(max(ys))),
    )

    def place(x: float, y: float) -> Point:
        wide = math.log(x / left) / (math.log(right / left) or 1)
        tall = math.log(y / low) / (math.log(high / low) or 1)
        return _LEFT + wide * (WIDTH - _LEFT - _RIGHT), HEIGHT - _BOTTOM - tall * (HEIGHT - _TOP - _BOTTOM)

    body = [*_axes(sorted(set(xs)), low, high, place(left, low), place(right, high))]
    labels: list[float] = []
    for line, colour in sorted(zip(lines, _COLOURS, strict=False), key=lambda pair: -place(*pair[0].points[-1])[1]):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line.points))
        x, y = place(*line.points[-1])
        labels.append(min(y, labels[-1] - _LABEL) if labels else y)
        body.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body += [
            f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in (place(*p) for p in line.points)
        ]
        body.append(f'<text x="{x + 10:.1f}" y="{labels[-1] + 4:.1f}" fill="{colour}">{html.escape(line.name)}</text>')
    body.append(f'<text x="{_LEFT}" y="{HEIGHT - 8}" fill="#777">{html.escape(f"{across}; {up}; {note}")}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _axes(xs: Sequence[float], low: float, high: float, corner: Point, far: Point) -> Iterator[str]:
    for x in xs:
        at = corner[0] + (far[0] - corner[0]) * math.log(x / xs[0]) / (math.log(xs[-1] / xs[0]) or 1)
        yield f'<text x="{at:.1f}" y="{corner[1] + 18:.1f}" text-anchor="middle" fill="#777">{x:,.0f}</text>'
    for step in range(round(math.log10(low)), round(math.log10(high)) + 1):
        at = corner[1] + (far[1] - corner[1]) * (step - math.log10(low)) / math.log10(high / low)
        yield f'<line x1="{corner[0]}" x2="{far[0]}" y1="{at:.1f}" y2="{at:.1f}" stroke="#777" stroke-opacity="0.3"/>'
        yield f'<text x="{corner[0] - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#777">{10**step:g}</text>'
