"""Studies as reviews name them: "Zepf et al. (2020)", "Lee & Park, 2018", "Quinn_2019a"; years behind titles: "A Title (2019)". In: the
cells of a column, or the titles of a list. Out: authors and year.

"NeurIPS 2023" and "Spring 2021" look like one author's: a column names studies where some of its cells name two people or "et al.", or
where names and years are tied as in a key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.model import Paper
from generator.text.late import pattern_of

_STUDY = pattern_of(
    r"\s*+(?P<authors>[^\W\d_][^\d()\[\]:_]{1,60}?)[\s,;_.(\[-]{1,3}(?P<year>(?:19|20)\d\d)[a-z]?[)\]]?(?:\s*\[\d+\])?\s*"
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


# Words that lead to what stands behind them.
LED = pattern_of(
    r"\b(?:of|for|in|on|with|and|to|from|during|by|the|against|after|via|de|der|für|et|do|da|del|di|du|des|von|since|until|before|bis|seit)$"
)
_BEHIND = pattern_of(r"(?P<title>.{12,}[\w)?!.…]),? (?:\((?P<in_brackets>(?:19|20)\d\d)\)\.?|(?P<bare>(?:19|20)\d\d))")
# So many titles of a list, and such a share, have their year behind them.
_FEWEST, _NEARLY_ALL = 3, 0.8


def years_behind(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Of each title what stands before its year, and the year; ("", "") where it is of the title, which one may be about ("The Elections of
    2014"): nearly all of a list have to end so. Without brackets the years have to differ, for one meeting may be named in all."""
    told = [_behind(title) for title in titles]
    found = [one for one in told if one[1]]
    sure = all(in_brackets for *_, in_brackets in found) or len({year for _, year, _ in found}) > 1
    habit = sure and len(found) >= max(_FEWEST, _NEARLY_ALL * len(titles))
    return [one[:2] if habit else ("", "") for one in told]


def _behind(title: str) -> tuple[str, str, bool]:
    """What stands before the year at the end of a title, that year, and whether it is in brackets."""
    match = _BEHIND.fullmatch(title) if re.search(r"\d\)?\.?$", title[-6:]) else None
    if not match or LED.search(match["title"]):
        return "", "", False
    return match["title"], match["in_brackets"] or match["bare"], bool(match["in_brackets"])


def dated(papers: Sequence[Paper]) -> list[Paper]:
    """The papers; where nearly all titles end in the year, as nothing else tells it, that is their date; so it is with their page."""
    papers = _paged(papers)
    told = iter(years_behind([paper.title for paper in papers if not paper.date]))
    each = [(paper, ("", "") if paper.date else next(told)) for paper in papers]
    return [replace(paper, title=title, date=year) if year else paper for paper, (title, year) in each]


# "Growing pains p435", "Growing pains pp. 435-437".
_PAGED = pattern_of(r"(?P<title>.{2,}?[\w)?!.…”\"’'])\s{1,2}pp?\.?\s?(?P<pages>\d{1,5}(?:[-–]\d{1,5})?)")


def _paged(papers: Sequence[Paper]) -> list[Paper]:
    """The papers; where nearly all titles end in a page, and most in another than the one before, it is no part of them, as that of a
    protein is ("Stress and p38")."""
    # Patterns are made when a title asks for them.
    found = [_PAGED.fullmatch(paper.title) if paper.title[-1:].isdigit() else None for paper in papers]
    pages = {one["pages"] for one in found if one}
    if sum(map(bool, found)) < max(_FEWEST, _NEARLY_ALL * len(papers)) or 4 * len(pages) < len(papers):
        return list(papers)
    return [
        _on_page(paper, one["title"], one["pages"]) if one else paper for paper, one in zip(papers, found, strict=True)
    ]


def _on_page(paper: Paper, title: str, pages: str) -> Paper:
    printed = replace(paper.publication, pages=paper.publication.pages or pages)
    return replace(paper, title=title, publication=printed)
