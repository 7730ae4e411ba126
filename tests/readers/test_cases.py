"""A case is a folder of cases/ with an input and its right answer beside it. In: cases/NAME/. A new one needs no code.

expected.json: `papers`: the papers and no others, each with its title and those of `abstract`, `authors`, `ids`, `links`, `date`,
`venues`, `keywords`, `publication` that matter, and `not_links`, `not_in_abstract`; `told`: a warning or an error is said; `refused`: an
error is said and no paper read; `never_titles`; `extra_papers`: "allowed"; `closing_stop`: "either": a full stop that ends a title is not
compared; `dates`: "may be finer"; `alternatives`: several right answers. Text as on the site, white space folded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.model import Paper, Reading
from generator.readers.folder import digest_text, read_bytes
from generator.text import fold, typeset
from tests.conftest import GOLDEN, Golden
from tests.readers.account import accounted
from tests.readers.account import shown as shown_whole

HERE = Path(__file__).parent / "cases"
# What was made of each line of what has a grammar; for a new case make an empty file here, then --update-golden.
GOLDENS = GOLDEN / "readers" / "cases"
CASES = sorted(path.parent for path in HERE.glob("*/expected.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case(case: Path) -> None:
    (file,) = (path for path in case.iterdir() if path.name != "expected.json")
    raw = file.read_bytes()
    reading = read_bytes(raw, f"digests/2025-03-14-case{file.suffix}")
    accounted(reading, digest_text(raw))
    wanted = json.loads((case / "expected.json").read_text("utf-8"))
    answers = [{**wanted, **answer} for answer in wanted.get("alternatives", [{}])]
    found = [differences(reading, answer) for answer in answers]
    assert min(found, key=len) == []


@pytest.mark.parametrize(
    "case", [HERE / path.stem for path in sorted(GOLDENS.glob("*.txt"))], ids=lambda case: case.name
)
def test_what_each_line_was_taken_for(case: Path, golden: Golden) -> None:
    """Lines, problems and every field of what has a grammar, beside what the answer tells."""
    (file,) = (path for path in case.iterdir() if path.name != "expected.json")
    golden(
        f"readers/cases/{case.name}.txt", shown_whole(read_bytes(file.read_bytes(), f"2025-03-14-case{file.suffix}"))
    )


def differences(reading: Reading, wanted: dict[str, Any]) -> list[str]:
    """What is otherwise than `wanted`, in words."""
    stop = "." if wanted.get("closing_stop") == "either" else ""
    titles = [shown(paper.title).rstrip(stop) for paper in reading.papers]
    missing = dict(enumerate(titles))
    found: list[str] = []
    for want in wanted.get("papers", []):
        title = fold(want["title"]).rstrip(stop) if want.get("title") else None
        ids = want.get("ids", {}).items()
        place = next(
            (n for n, one in missing.items() if (one == title if title else ids <= reading.papers[n].ids.items())), None
        )
        if place is None:
            found.append(f"no paper {title or ids!r}")
            continue
        del missing[place]
        found += [f"{title}: {what}" for what in _of_paper(reading.papers[place], want, bool(wanted.get("dates")))]
    if wanted.get("extra_papers") != "allowed":
        found += [f"nobody wrote {title!r}" for title in missing.values()]
    found += [f"{title!r} is no title" for title in wanted.get("never_titles", []) if title in titles]
    levels = {problem.level for problem in reading.problems}
    if wanted.get("told") and levels <= {"note"}:
        found.append("nothing was said")
    if wanted.get("refused") and ("error" not in levels or reading.papers):
        found.append("was not refused")
    return found


def shown(text: str) -> str:
    return fold(typeset(text).plain)


def _of_paper(paper: Paper, want: dict[str, Any], finer: bool) -> list[str]:
    links = {paper.url, *paper.urls}
    abstract = shown(paper.abstract)
    got: dict[str, object] = {
        "abstract": abstract, "authors": [author.name for author in paper.authors], "date": paper.date,
        "venues": list(paper.venues), "keywords": list(paper.keywords),
    }  # fmt: skip
    found = [
        f"{key} {value!r}, not {want[key]!r}"
        for key, value in got.items()
        if key in want and value != want[key] and not (key == "date" and finer and str(value).startswith(want[key]))
    ]
    found += [
        f"{part} {getattr(paper.publication, part)!r}, not {value!r}"
        for part, value in want.get("publication", {}).items()
        if getattr(paper.publication, part) != value
    ]
    found += [
        f"{kind} {paper.ids.get(kind)!r}, not {value!r}"
        for kind, value in want.get("ids", {}).items()
        if paper.ids.get(kind) != value
    ]
    found += [f"no link {link}" for link in want.get("links", []) if link not in links]
    found += [f"a link {link}" for link in want.get("not_links", []) if link in links]
    return found + [f"{text!r} in its abstract" for text in want.get("not_in_abstract", []) if text in abstract]
