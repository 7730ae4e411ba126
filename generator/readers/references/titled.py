"""References that open with their title. In: the text of one. Out: its title, the names behind it, and the rest."""

from __future__ import annotations

import re
from itertools import islice

from generator.readers.paste.signs import venue_score
from generator.readers.references.people import even
from generator.text import pattern_of
from generator.text.authors import names_in
from generator.text.people import name_score, part_score

# Where a title may end: at a stop, behind ? or !, at a comma; and where names may.
_TITLE_END = pattern_of(
    r"(?<!\b[A-Z])(?<!\bvs)\.[\"”’]?\s+(?=[^\W\d_a-z])|(?<=[?!])\s+(?=[^\W\d_a-z])|[\"”’]?,\s+(?=[^\W\d_a-z])|\s+(?:-|–|—)\s+(?=[^\W\d_a-z])|,?\s+by\s+(?=[^\W\d_a-z])"
)
_NAMES_END = pattern_of(r"[.;:]\s+(?=\S)|,?\s*\(?(?=\b(?:1[89]|20)\d\d\b)|,\s+(?=\S)|\s+(?=[(\[])|\.?$")
_FIRST = pattern_of(r"(?:[^,.;:(&]|(?<=\b[^\W\d_a-z])\.){2,40}?(?=\s+and\s|\s*[,;:(&]|\.\s|\.?$)")
# Behind a stop, unless it is an initial's, no names go on.
_CLOSED = pattern_of(r"[^\W\d_]{2}$")
# The last of a list: behind its comma stands something else.
_LAST = pattern_of(r"(?:^|\s)(?:and|&|und)\s")
_BETWEEN = pattern_of(r"^(?:and|&|und)\s|\s(?:and|&|und)\s[A-Z]$|\set\.? al$")
_INITIALS = pattern_of(r"(?:[A-Z]\.?[ -]?){1,3}")
# Quotation marks inside, a list of families in capitals, a date: something else came first.
_UNLIKE = pattern_of(
    r"[\"“”„«»]|[^\W\d_a-z]{3,}[,;] [^\W\d_a-z]|\b(?:19|20)\d\d[).:]|;|\b(?:Hg|Hrsg|Rez|[Ee]ds?)\b|^In:? "
)
# A family and initials; behind them a journal and a year: "Prado AR, Ulm B. J Gulls. 2025 Mar 1;12(3):4-9".
_VANCOUVER, _DATED = pattern_of(r"[^\d.,;]{2,40} [A-Z]{1,3}"), pattern_of(r"[^.]{2,80}\.\s(?:19|20)\d\d\b")
_MORE = pattern_of(r"(?:and )?(?:et\.? al\.?|others)|")
# One word of titles in a name scores above this; of the ends of names so many are tried, the last first.
_UNKNOWN, _TRIED = -4, 3
# What "A Prado" opens with is an initial and no word.
_INITIAL = pattern_of(r"^[AI](?= )")
_LONGEST, _MOST, _FAR = 400, 12, 600


def title_first(text: str) -> tuple[str, tuple[str, ...], str] | None:
    """Title, names and rest of "A Title of Words. Ada Prado, Ben Ulm. Venue, 2008"; None where no names follow a title."""
    if _opens_with_name(text):
        return None
    for end in islice(_TITLE_END.finditer(text[:_LONGEST]), _MOST):
        title, behind = text[: end.start()].strip('"“”‘’ '), text[end.end() :]
        if _UNLIKE.search(title) or title.count("(") != title.count(")"):
            return None
        least = 3 if end[0].startswith(",") else 2
        if title.count(" ") + 1 < least or not _opens_with_name(behind):
            continue
        found = _vancouver(behind) or _leading_names(behind)
        if found:
            return title, *found
    return None


def _opens_with_name(text: str) -> bool:
    """Whether the first words of a text are known for a name, or a family with its initials follows."""
    first = _FIRST.match(text)
    if not first:
        return False
    whole = name_score(first[0]) > 0
    following = text[first.end() :].lstrip(" ,")
    return whole or (part_score(first[0]) >= 0 and bool(_INITIALS.match(following)))


def _vancouver(text: str) -> tuple[tuple[str, ...], str] | None:
    head, _, behind = text[:_FAR].partition(". ")
    told = head[-1:].isupper() and _DATED.match(behind) and all(map(_VANCOUVER.fullmatch, head.split(", ")))
    return (names, text[len(head) + 2 :]) if told and (names := names_in(head, ends=True)) else None


def _leading_names(text: str) -> tuple[tuple[str, ...], str] | None:
    """The longest beginning of a text that is names, and what stands behind it."""
    ends: list[re.Match[str]] = []
    start = 0
    for end in islice(_NAMES_END.finditer(text[:_FAR]), 60):
        piece = text[start : end.start()].strip(" ,.;:")
        if not _may_be_names(piece):
            break
        ends.append(end)
        listed = text[: end.start()].rpartition(",")[2]
        if _CLOSED.search(piece) and (end[0].startswith(".") or _LAST.search(listed)):
            break
        start = end.end()
    for end in reversed(ends[-_TRIED:]):
        names = even(names_in(text[: end.start()].rstrip(" ,.;:"), ends=True))
        if names and _are_known(names):
            return names, text[end.end() :].lstrip(" ).,:;")
    return None


def _may_be_names(piece: str) -> bool:
    """Whether what stands between two signs may be a name, a part of one, or what says that there are more."""
    if re.search(r"\d|^[Ii]n\b|^[Pp]roc\b", piece) or venue_score(piece) >= 1:
        return False
    piece = _BETWEEN.sub("", piece)
    return bool(_MORE.fullmatch(piece) or _INITIALS.fullmatch(piece)) or part_score(piece) > _UNKNOWN


def _are_known(names: tuple[str, ...]) -> bool:
    """Whether words of names are in most of them, and those of titles in none but a few."""
    scores = [name_score(_INITIAL.sub("B", name)) for name in names[:30]]
    return sum(score > 0 for score in scores) * 3 >= 2 * len(scores) and (len(scores) > 1 or scores[0] > 1)
