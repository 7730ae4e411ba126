"""Lighthouse on the kinds of pages. In: a finished site. Out: a table of scores, shift and what was found, by page and device.

    python -m benchmarks lighthouse SITE [--lighthouse PROGRAM] [--runs 3] [--plain] [--pages home,paper]

Lighthouse is installed elsewhere (`npm install lighthouse`), and finds its browser by CHROME_PATH. The site is served as a static host
does: text packed, files kept for ten minutes; `--plain` packs nothing. Speed is the median of `--runs`; all else does not vary.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.kinds import pages
from benchmarks.machine import machine
from benchmarks.search_browser import FLAGS
from benchmarks.search_server import Server

KINDS = ("performance", "accessibility", "best-practices", "seo")
DEVICES = {"phone": [], "desktop": ["--preset=desktop"]}


class Scores(NamedTuple):
    """Scores of 100 by kind; layout shift; milliseconds to the largest paint and of a blocked main thread; audits below their best."""

    scores: tuple[int, ...]
    shift: float
    paint: float
    blocked: float
    below: tuple[str, ...]


def measure(program: str, address: str, device: str) -> Scores:
    """One run of Lighthouse with an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(program, address, "--output=json", f"--output-path={report}", "--quiet", *DEVICES[device]),
                *(f"--only-categories={','.join(KINDS)}", f"--chrome-flags=--headless {FLAGS}"),
            ],
            check=True,
        )
        return read(json.loads(report.read_text("utf-8")))


def read(report: dict[str, dict]) -> Scores:  # type: ignore[type-arg]
    """The figures of a report as Lighthouse writes it."""
    kinds, audits = report["categories"], report["audits"]
    counted = {one["id"] for name in KINDS for one in kinds[name]["auditRefs"] if one["weight"]}
    below = [
        audits[name] for name in sorted(counted) if audits[name]["score"] is not None and audits[name]["score"] < 0.9
    ]
    return Scores(
        tuple(round(100 * (kinds[name]["score"] or 0)) for name in KINDS),
        audits["cumulative-layout-shift"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        tuple(f"{one['id']} {one.get('displayValue', '')}".strip() for one in below),
    )


def row(name: str, device: str, runs: list[Scores]) -> str:
    """A line of the table: the medians of what varies."""
    middle = statistics.median
    speed = round(middle(one.scores[0] for one in runs))
    rest = " | ".join(str(score) for score in runs[0].scores[1:])
    paint, blocked = (middle(getattr(one, field) for one in runs) for field in ("paint", "blocked"))
    shift = max(one.shift for one in runs)
    return f"| {name} | {device} | {speed} | {rest} | {shift:.3f} | {paint / 1000:.1f} | {blocked:.0f} | {'; '.join(runs[0].below)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", default="lighthouse")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="a host that does not pack text")
    parser.add_argument("--pages", default="home,paper,topic,digest,links,search")
    parser.add_argument("--devices", default="phone,desktop")
    asked = parser.parse_args()
    server = Server(asked.site, pack=not asked.plain)
    print(machine())
    print(
        "| page | device | speed | accessibility | best practices | SEO | shift | largest paint s | blocked ms | below |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for name in asked.pages.split(","):
        address = server.address + pages(asked.site)[name]
        for device in asked.devices.split(","):
            runs = [measure(asked.lighthouse, address, device) for _ in range(asked.runs)]
            print(row(name, device, runs), flush=True)
    server.close()


if __name__ == "__main__":
    main()
