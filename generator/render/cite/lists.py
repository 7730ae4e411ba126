"""Lists of references. In: references in APA or IEEE style. Out: the list, in its style's order; plain text.

APA's order and letters are those of its manual (7th edition, 9.44 to 9.48, 8.19): by author, or by title where there is none, without a
first article; then what has no date, then the oldest first; works of one year tell themselves apart by letters, in the order of titles.
`render/search/browser/references.js` does the same for the results of a search.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from generator.text import fold

_MONTHS = "January February March April May June July August September October November December".split()
# Who (or the title of what nobody signed), the year, the day, and the rest.
_PARTS = re.compile(
    r"(?P<who>.*?) \((?P<year>\d{4}|n\.d\.)(?:, (?P<month>[A-Z][a-z]+)(?: (?P<day>\d+))?)?\)\.(?P<rest>.*)", re.S
)
_ARTICLE = re.compile(r"(?:a|an|the) (?=\w)")
_UNDATED = "n.d."


class _Place(NamedTuple):
    """Where a reference stands. Two with the same `who` and `year` need letters."""

    who: str
    year: int
    month: int
    day: int
    title: str
    reference: str


def apa_list(references: Iterable[str]) -> str:
    """A list in APA style: in the order of names, 2024a before 2024b, a blank line between two."""
    places = sorted(map(_place, references))
    of_one_year = Counter(place[:2] for place in places)
    seen: Counter[tuple[str, int]] = Counter()
    lines = []
    for place in places:
        same = place[:2]
        seen[same] += 1
        letter = _letters(seen[same]) if of_one_year[same] > 1 else ""
        lines.append(f"{fold(_lettered(place.reference, letter))}\n")
    return "\n".join(lines)


def ieee_list(references: Iterable[str]) -> str:
    """A list in IEEE style: numbered in the order given."""
    return "".join(f"[{number}] {fold(line)}\n" for number, line in enumerate(references, 1))


def _place(reference: str) -> _Place:
    found = _PARTS.match(reference)
    if not found:
        return _Place(_plain(reference), 0, 0, 0, "", reference)
    year = 0 if found["year"] == _UNDATED else int(found["year"])
    month = _MONTHS.index(found["month"]) + 1 if found["month"] in _MONTHS else 0
    return _Place(_plain(found["who"]), year, month, int(found["day"] or 0), _plain(found["rest"].strip()), reference)


def _plain(text: str) -> str:
    """ "Ünal" stands beside "Unal", "The bread team" below B, and "Sand." before "Sand and sea."."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).lower()
    article = _ARTICLE.match(plain)
    return plain[article.end() if article else 0 :].replace(".", "\t").replace("& ", "")


def _letters(number: int) -> str:
    """1 -> "a", 26 -> "z", 27 -> "aa"."""
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("a") + last) + letters
    return letters


def _lettered(reference: str, letters: str) -> str:
    """The reference with letters behind its year: "2024a", "n.d.-a"."""
    found = _PARTS.match(reference)
    if not found or not letters:
        return reference
    end = found.end("year")
    return f"{reference[:end]}{'-' if found['year'] == _UNDATED else ''}{letters}{reference[end:]}"
