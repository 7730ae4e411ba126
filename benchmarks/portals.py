"""Saved pages and mails of portals, measured. In: a folder of them with their right answers. Out: what is read of each, in every form.

    python -m benchmarks.portals FOLDER [--half odd|even] [--each]

Beside NAME.json, a list of {"title", "authors", "year", "venue", "doi", "arxiv", "pmid", "pmcid"} that its own structure tells (what it
does not show is missing or empty; "cut": names go on), stand its forms: NAME.html, NAME.copied.txt (all of it selected and copied in a
browser), NAME.tight.txt (the same without empty lines), NAME.eml, NAME.fwd.txt. What stands before the last "-" of NAME is the portal; the
halves are of portals. A paper that has no title of the page, nor a piece of one, counts as invented; an id that is another's as wrong.
"""

from __future__ import annotations

import argparse
import difflib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpora import letters_of
from generator.model import Paper
from generator.readers.folder import read_bytes

_FORMS = (".html", ".copied.txt", ".tight.txt", ".eml", ".fwd.txt")
_IDS = ("doi", "arxiv", "pmid", "pmcid")
# A piece of a title has so many letters; what is as like one as this is that title, read badly.
_PIECE, _LIKE = 13, 0.75


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--each", action="store_true", help="tell of each file")
    given = parser.parse_args()
    answers = sorted(given.folder.glob("*.json"))
    portals = sorted({_portal(path) for path in answers})
    for form in _FORMS:
        total: Counter[str] = Counter()
        for answer in answers:
            file = answer.with_suffix("").with_name(answer.stem + form)
            odd = portals.index(_portal(answer)) % 2
            if file.exists() and given.half in ("", ("even", "odd")[odd]):
                found = _counted(json.loads(answer.read_text("utf-8")), _papers(file))
                total += found
                if given.each:
                    print(file.name, _shown(found))
        if total:
            print(f"{form:12}", _shown(total))


def _portal(path: Path) -> str:
    return path.stem.rpartition("-")[0]


def _papers(file: Path) -> tuple[Paper, ...]:
    return read_bytes(file.read_bytes(), f"2025-03-14-page{file.suffix}").papers


def _counted(wanted: list[dict[str, Any]], papers: tuple[Paper, ...]) -> Counter[str]:
    """Titles of the page, those that are titles of papers, those read badly, and of the others: what is invented, lost, right and wrong."""
    known = {letters_of(one["title"]): one for one in wanted}
    owners = {(kind, str(one[kind]).lower()): title for title, one in known.items() for kind in _IDS if one.get(kind)}
    counts, seen = Counter(titles=len(wanted)), set()
    for paper in papers:
        title = letters_of(paper.title)
        like = title if title in known else _like(title, known)
        seen.add(like)
        counts["exact" if title in known else "near" if like else "invented"] += 1
        if title in known:
            counts += _told(known[title], paper)
        counts["wrong ids"] += any(owners.get((kind, value.lower()), like) != like for kind, value in paper.ids.items())
    counts["lost"] = sum(letters_of(one["title"]) not in seen for one in wanted)
    return counts


def _like(title: str, known: dict[str, dict[str, Any]]) -> str:
    pieces = [one for one in known if min(len(one), len(title)) >= _PIECE and (one in title or title in one)]
    return next(iter(pieces or difflib.get_close_matches(title, known, 1, _LIKE)), "")


def _told(want: dict[str, Any], paper: Paper) -> Counter[str]:
    """What the page tells beside the title, and what of it the paper has."""
    names = [_words(name) for name in want.get("authors") or ()]
    given = [_words(author.name) for author in paper.authors]
    venue = letters_of(str(want.get("venue", "")))
    venues = [letters_of(one) for one in paper.venues]
    right = {
        "authors": given == names or bool(want.get("cut") and names and given[: len(names)] == names),
        "year": (paper.date or "")[:4] == want.get("year"),
        "venue": any(one and (one in venue or venue in one) for one in venues),
        **{kind: paper.ids.get(kind, "").lower() == str(want.get(kind, "")).lower() for kind in _IDS},
    }
    due = {kind: bool(want.get(kind)) for kind in right}
    return Counter({f"{kind} due": due[kind] for kind in right} | {kind: due[kind] and right[kind] for kind in right})


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())


def _shown(counts: Counter[str]) -> str:
    first = ("titles", "exact", "near", "lost", "invented", "wrong ids")
    told = [f"{kind} {counts[kind]}/{counts[f'{kind} due']}" for kind in ("authors", "year", "venue", *_IDS)]
    return ", ".join([*(f"{kind} {counts[kind]}" for kind in first), *told])


if __name__ == "__main__":
    main()
