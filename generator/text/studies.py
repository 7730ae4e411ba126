"""Studies as reviews name them: "Zepf et al. (2020)", "Lee & Park, 2018", "Quinn_2019a". In: the cells of a column. Out: authors and year.

"NeurIPS 2023" and "Spring 2021" look like one author's: a column names studies where some of its cells name two people or "et al.", or
where names and years are tied as in a key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.text.late import pattern_of

_STUDY = pattern_of(
    r"\s*+(?P<authors>[^\W\d_][^\d()\[\]:]{1,60}?)[\s,;_.(\[-]{1,3}(?P<year>(?:19|20)\d\d)[a-z]?[)\]]?(?:\s*\[\d+\])?\s*"
)
_SEVERAL = pattern_of(r"\bet\.? al\b|\s(?:&|and|und|et|y|e|en)\s|_\d")
# So many of a column's cells are of this form (others name a web site or no year), and of these so many name several people.
_SHARE, _OF_SEVERAL = 0.7, 0.2


def are_studies(cells: Sequence[str]) -> bool:
    found = [one for cell in cells if (one := _STUDY.fullmatch(cell))]
    several = sum(bool(_SEVERAL.search(one[0])) for one in found)
    return len(found) >= _SHARE * len(cells) > 0 and several >= _OF_SEVERAL * len(found)


def study_of(cell: str) -> tuple[str, str]:
    """The authors and the year of a study; without a year the cell is the authors.

    >>> study_of("Zepf et al. (2020)")
    ('Zepf et al.', '2020')
    """
    found = _STUDY.fullmatch(cell)
    return (found["authors"], found["year"]) if found else (cell, "")


# "A Title (Prado & Ulm, 2024)", "A Title — Prado & Ulm 2024 https://…"
_CITED = pattern_of(
    r"[^\w(]{0,4}(?:\(|[-–—]\s)(?P<study>[^\W\d_][^()\d]{1,70}?,?\s(?:1[89]|20)\d\d[a-z]?)(?:\)|(?=\s*(?:$|https?:|\[|<)))"
)


def cited_behind(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Of what stands behind each title of a list the authors and the year of the study that it is cited as, or "". One name alone is an
    author's where others of the list are several people's, and a comma parts it from the year."""
    found = list(map(_cited, texts))
    if not are_studies([one["study"] for one in found if one]):
        return [("", "")] * len(texts)
    return [study_of(one["study"]) if one and _is_sure(one[0]) else ("", "") for one in found]


def _cited(text: str) -> re.Match[str] | None:
    """The study that a text begins with. The pattern is asked only where a sign that opens one is near."""
    return _CITED.match(text) if any(sign in text[:6] for sign in "(-–—") else None


def _is_sure(cited: str) -> bool:
    return bool(_SEVERAL.search(cited)) or ", " in cited
