"""The weights by which a pasted text lists papers, from real lists and real pages of other things. In: papers (JSONL), a folder of pages.
Out: the weights beside those in use; how many texts of the other half are judged right.

    python -m benchmarks.fit_listing --corpus fields.jsonl.gz --corpus ml.jsonl.gz --pages texts/

Lists are made of the papers of each field, in eight layouts, half of them between menus and footers of a page. Other texts are the pages
and pieces of 8 to 60 lines of them. The pages in use were 1,101 of news, shops, offices and blogs in some twenty languages, which
trafilatura (Apache-2.0) and the article-extraction-benchmark (MIT) keep for their tests, as text; every second page is left out of the fit.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.corpora import records
from benchmarks.read_paste import CHROME, FOOT
from generator.model import Source
from generator.readers import paste
from generator.readers.listing import signs_of_listing
from generator.readers.paste.weights import table
from generator.text import fold

Shown = tuple[str, bool, dict[str, float]]
# Pages with more letters take long and say the same.
LONGEST = 40_000
SIZES = (2, 3, 4, 6, 10, 20)
HEADS = (
    CHROME,
    "",
    "Menu\n\nSearch\n\nHome\n\nLatest papers\n\n",
    "Skip to main content\nSearch\nLog in\nTable of contents\n\n",
)
EACH = 24


def papers_of(corpora: Iterable[Path]) -> dict[str, list[dict[str, str]]]:
    """Title, abstract, names, venue and date of papers with an abstract, by field."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for corpus in corpora:
        for record in records(corpus):
            if record.get("title") and len(record.get("abstract") or "") > 200:
                found[record.get("field") or corpus.name].append(_texts(record))
    return found


def _texts(record: dict[str, object]) -> dict[str, str]:
    given = record.get("authors") or []
    assert isinstance(given, list)
    names = [name if isinstance(name, str) else str(name.get("name", "")) for name in given[:6]]
    return {
        "title": fold(str(record["title"])),
        "abstract": fold(str(record["abstract"])),
        "names": ", ".join(names) or "Ada Núñez, Bo Li",
        "venue": fold(str(record.get("venue") or record.get("journal") or "Journal of Applied Research")),
        "date": str(record.get("date") or record.get("year") or "2024")[:10],
    }


LAYOUTS = (
    "{title}\n\n{abstract}\n\n",
    "{title}\n{abstract}\n",
    "{title}\n{names}\n{venue}, {date}\n\n",
    "{title}\n{names}\n\n",
    "{title}\n",
    "{title}\n\n{abstract:.160}…\n\n",
    "{title}\n{names}\nAbstract\n{abstract}\n\n",
    "{number}. {title}\n{names}\n{date}\n",
)


def lists_of(papers: dict[str, list[dict[str, str]]], dice: random.Random) -> Iterator[str]:
    for field in papers.values():
        for turn in range(EACH):
            drawn = dice.sample(field, dice.choice(SIZES))
            layout = LAYOUTS[turn % len(LAYOUTS)]
            listed = "".join(layout.format(number=place, **paper) for place, paper in enumerate(drawn, start=1))
            yield dice.choice(HEADS) + listed + dice.choice(("", FOOT))


def piece_of(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    size = dice.randint(8, 60)
    start = dice.randint(0, max(0, len(lines) - size))
    return "\n".join(lines[start : start + size])


def between(text: str, page: str, dice: random.Random) -> str:
    lines = page.split("\n")
    head, foot = lines[: dice.randint(3, 30)], lines[-dice.randint(3, 30) :]
    return "\n".join([*head, "", text, "", *foot])


def shown_of(kind: str, listed: bool, text: str) -> list[Shown]:
    """What is seen in a text; nothing of one without a title, which is refused anyway."""
    papers = paste.read(text, Source("text.txt")).papers
    return [(kind, listed, signs_of_listing(papers, text.split("\n")))] if papers else []


def rows_of(papers: dict[str, list[dict[str, str]]], pages: list[str], seed: int) -> list[Shown]:
    dice = random.Random(seed)
    rows = []
    for place, text in enumerate(lists_of(papers, dice)):
        rows += shown_of("lists", True, text)
        if place % 2:
            rows += shown_of("lists in a page", True, between(text, dice.choice(pages), dice))
    for place, text in enumerate(pages):
        rows += shown_of("pieces", False, piece_of(text, dice))
        if place % 2:
            rows += shown_of("pages", False, text)
    return rows


def fitted(rows: list[Shown], names: list[str]) -> tuple[float, dict[str, float]]:
    values = np.array([[shown[name] for name in names] for _, _, shown in rows])
    spread = values.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.5, max_iter=5000).fit(values / spread, [listed for _, listed, _ in rows])
    weights = model.coef_[0] / spread
    return float(model.intercept_[0]), dict(zip(names, map(float, weights), strict=True))


def report(rows: list[Shown], start: float, weights: dict[str, float]) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for kind, listed, shown in rows:
        sure = max(shown["ids"], shown["venues"]) >= 0.3
        odds = start + sum(weights[name] * shown[name] for name in weights)
        right[kind].append((sure or odds > 0) == listed)
    for kind, told in right.items():
        print(f"  {kind}: {sum(told)} of {len(told)} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--pages", type=Path, required=True)
    given = parser.parse_args()
    papers = papers_of(given.corpus)
    texts = [path.read_text(encoding="utf-8") for path in sorted(given.pages.rglob("*.txt"))]
    texts = [text for text in texts if len(text) <= LONGEST]
    tuned, held = rows_of(papers, texts[::2], 5), rows_of(papers, texts[1::2], 6)
    names = [name for name in table("listing") if name != "start"]
    weak = [row for row in tuned if max(row[2]["ids"], row[2]["venues"]) < 0.3]
    start, weights = fitted(weak, names)
    print("fitted:", f"start = {start:.2f}", *(f"{name} = {value:.2f}" for name, value in weights.items()), sep="\n  ")
    print("the other half, as fitted:")
    report(held, start, weights)
    print("the other half, as in use:")
    report(held, table("listing")["start"], {name: table("listing")[name] for name in names})


if __name__ == "__main__":
    main()
