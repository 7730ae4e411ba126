"""Whether a text without a grammar lists papers at all. In: the papers read from it, its lines. Out: the log odds that it does.

Any page has short lines with longer ones below them, and links in rows. What a list of papers has besides is seen: ids, venues, several
names with a title, words of scholarly prose, the words of the pages around papers ("DOI", "Abstract", "bibtex"). Their weights
(paste/weights.toml, `listing`) are of a logistic regression over real lists and a thousand pages of news, shops, offices and blogs:
benchmarks/fit_listing.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Paper
from generator.readers.paste.vocabulary import anywhere, words
from generator.readers.paste.weights import NEVER, table

# An id, a venue or a document with every third title needs no other sign: 1 in 200 other pages has as many.
_SURE = 0.3
# Shares above these say no more than these do.
_MOST_WORDS = 0.25
_MOST_LINES = 0.5
# One title in 50 has no more words; of the lines of a menu most.
_SHORT = 3
# A line with more letters is prose, whatever words stand in it.
_LINE = 120
# Nine in ten abstracts have so many letters.
_BODY = (150, 2500)
# Of Chinese and Japanese letters two or three make a word.
_SOLID = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LETTERS = 2.5
# A work by its key in a list of references: "[@lovelace1843notes]".
_KEY = re.compile(r"\[@\w[\w:.-]*\d[\w:.-]*[\];]")
_WORD = re.compile(r"[^\W\d_]+")


def odds_of_listing(papers: Sequence[Paper], lines: Sequence[str]) -> float:
    """Above 0, the text lists papers; `lines` are all its lines."""
    if not papers:
        return NEVER
    shown = signs_of_listing(papers, lines)
    if max(shown["ids"], shown["venues"], shown["files"]) >= _SURE:
        return 1.0
    return float(sum(weight * shown.get(name, 1.0) for name, weight in table("listing").items()))


def signs_of_listing(papers: Sequence[Paper], lines: Sequence[str]) -> dict[str, float]:
    """What the odds are made of, each from 0 up: shares of papers, of words, of lines. `start` is always 1."""
    return {
        "ids": _share([bool(paper.ids) for paper in papers]),
        "venues": _share([bool(paper.venues) for paper in papers]),
        "files": _share([_is_file(paper) for paper in papers]),
        "dates": _share([bool(paper.date) for paper in papers]),
        "names": _share([len(paper.authors) > 1 for paper in papers]),
        "short": sum(_length(paper.title) <= _SHORT for paper in papers) / (len(papers) + 1),
        "bodies": _share([_is_body(paper.abstract) for paper in papers]),
        "titles": _scholarly(" ".join(paper.title for paper in papers)),
        "abstracts": _scholarly(" ".join(paper.abstract for paper in papers)),
        "apparatus": min(_MOST_LINES, _share([_is_apparatus(line) for line in lines if line.strip()])),
    }


def _share(told: Sequence[bool]) -> float:
    return sum(told) / max(1, len(told))


def _length(title: str) -> float:
    """The words of a title, where nothing parts them by their letters."""
    return len(title.split()) + len(_SOLID.findall(title)) / _LETTERS


def _is_body(abstract: str) -> bool:
    """Whether an abstract is as long as most are, in one piece."""
    return _BODY[0] <= len(abstract) <= _BODY[1] and "\n" not in abstract


def _scholarly(text: str) -> float:
    """The share of scholarly words."""
    found = _WORD.findall(text.lower())
    solid = len(_SOLID.findall(text)) / _LETTERS
    told = sum(word in words("scholarly") for word in found) + len(anywhere("scholarly_phrases").findall(text))
    return float(min(_MOST_WORDS, told / max(4, len(found) + solid)))


def _is_file(paper: Paper) -> bool:
    """Whether a title leads to a document."""
    return any(url.lower().endswith((".pdf", ".ps", ".ps.gz", ".djvu")) for url in (paper.url or "", *paper.urls))


def _is_apparatus(line: str) -> bool:
    return len(line) <= _LINE and bool(_apparatus().search(line) or _KEY.search(line))


def _apparatus() -> re.Pattern[str]:
    return anywhere("apparatus", whole=True)
