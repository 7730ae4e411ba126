"""References told by where they were printed. In: the text of one. Out: what stands before that, and the year.

Who published a book stands in brackets (MHRA, Oxford, OSCOLA) or behind a comma: the town, perhaps the publisher, the year. Lawyers put
the volume before the journal (Bluebook); in Poland journals, and no titles, stand in quotes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.references.reference import Reference
from generator.readers.references.tails import PUBLISHER
from generator.text.late import one_of
from generator.text.printed import known_towns

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_IN_BRACKETS = re.compile(
    rf"(?P<head>[^()“”\"]{{10,400}}?),?\s+\((?:[^():]{{2,60}}:\s)?[^():]{{2,80}},?\s{_YEAR}(?:;\s[^()]{{3,30}})?\)[.,;]?\s*(?P<rest>.*)",
    re.DOTALL,
)
# "95 Harv. L. Rev. 1717, 1720-22 (1982)"; and "„Konteksty” 2018, nr 3", "[w:] Miasto, Warszawa 2017".
_BEHIND_TITLE = (
    re.compile(
        rf"(?P<head>.{{10,400}}?), (?P<rest>\d{{1,4}} [A-Z][\w.&'’ -]{{2,60}}? [A-Z]?\d{{1,5}}(?:, [\w.–-]+)* \({_YEAR}\).*)",
        re.DOTALL,
    ),
    re.compile(
        rf"(?P<head>[^„“”«»\"]{{10,400}}), [„“«\"](?P<rest>[^„“”«»\"]{{3,90}}[”“»\"],? (?:[^\W\d_]{{1,4}}\. ?\d+, )?{_YEAR}\b.*)",
        re.DOTALL,
    ),
    re.compile(rf"(?P<head>.{{10,400}}?), \[[^\W\d_]{{1,2}}:\] (?P<rest>.{{8,300}}?\b{_YEAR}\b.*)", re.DOTALL),
)
_STATE = r"(?:USA|U\.S\.A\.|UK|U\.K\.|Germany|England|France|Switzerland|Italy|Canada|Japan|China|India|Australia)"
# Before the comma or the stop of a publisher a title and its names have more letters.
_PUBLISHED = re.compile(r"(.{21,}(?<!\bUniv))(?:,\s(?=[^,]+$)|\.\s(?=(?:[A-ZÉ][^,. ]*[. ]{0,2}){1,5}$))(.+)")
# Two parties make a case, and no paper.
_CASE = re.compile(r"\svs?\.?\s|^(?:In re|Ex parte)\s")
# What is in a book, or in proceedings, is no book: its title stands before "in".
_INSIDE = re.compile(r"[,.]\s(?:in|dans|en|\[w:\]|В кн\.)\s?:?\s|\.\sProc(?:eedings|\.)\s", re.IGNORECASE)


def book_in(text: str) -> Reference | None:
    """What a reference says that is told by where it was printed, its names still before its title; None for another."""
    for pattern in _BEHIND_TITLE:
        if case := pattern.fullmatch(text):
            return None if _CASE.search(case["head"]) else _printed(case, case["rest"])
    bracket = _IN_BRACKETS.fullmatch(text)
    found = bracket if bracket else _behind_a_comma().fullmatch(text)
    if not found or _INSIDE.search(found["head"]):
        return None
    last = None if bracket or found["publisher"] else _PUBLISHED.fullmatch(found["head"])
    if last and PUBLISHER.search(last[2]):
        return Reference(last[1], (), found["year"], f"{found['town']}: {last[2]}, {found['year']}")
    # A town alone is no publisher, and no venue.
    told = bracket is not None or found["publisher"] is not None
    return _printed(found, text[found.end("head") :].strip(" ,.(") if told else found["rest"])


def _printed(found: re.Match[str], rest: str) -> Reference:
    return Reference(found["head"].strip(), (), found["year"], rest.strip())


@lru_cache(maxsize=1)
def _behind_a_comma() -> re.Pattern[str]:
    """ "Title, Köln/Weimar 2015", "Title, Bologna, Il Mulino, 2011", "Title. New York: Norton, 1999. 345 pp."."""
    names = one_of(sorted(known_towns(), key=len, reverse=True))
    town = rf"(?:New York|Den Haag|The Hague|Los Angeles|San Francisco|St\. Gallen|{names})"
    town = rf"{town}(?:\s(?:a\.\s?M\.|a\. d\. O\.|am Main|i\. Br\.|Oder))?(?:,\s[A-Z]{{2}})?(?:,\s{_STATE})?"
    # A state behind it makes a town of any name: "Hoboken, NJ, USA: Wiley".
    town = rf"(?:{town}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{{2}}(?:,\sUSA)?(?=:))"
    return re.compile(
        rf"(?P<head>.{{10,400}}?)[,.]\s+(?P<town>{town})(?:\s?[/,–-]\s?(?:u\. a\.|{town}))*"
        rf"(?:\s?[:,]\s(?P<publisher>[^,:()]{{2,60}}))?,?\s+{_YEAR}"
        r"(?:²|\s?\(\d\. Aufl\.\))?[.,;]?\s*(?P<rest>(?:[\divxlcIVXLC, +-]+\s?(?:S|pp?|s|с|стр|pages|Seiten)\.?|"
        r"(?:(?:hier )?(?:S|pp?|s|с)\.\s?\d{1,4}(?:\s?[-–]\s?\d{1,4}|\s?ff?\.?)?[,.]?\s?){1,2}|ISBN.{8,40})?\s*)"
    )
