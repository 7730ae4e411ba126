"""References. In: a CSL item. Out: one line to paste into a list of references, in APA or IEEE style; plain text.

Only what these two styles do with the dozen fields that a digest gives. A whole citation processor takes 5 ms a reference (citeproc-py
0.11), 100 seconds more at 10,000 papers; benchmarks/references.py counts where what it prints of the same fields is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_MONTHS = ("", "Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
_WHOLE_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# APA names twenty; of more the first nineteen and the last. IEEE names six, else the first alone.
_APA_NAMES, _IEEE_NAMES = 20, 6
_PERIODICALS = frozenset({"article-journal", "paper-conference"})
# IEEE gives these the year alone, these no volume; and these stand in a sentence of their own behind the title.
_YEAR_ALONE = frozenset({"book", "chapter", "thesis"})
_UNNUMBERED = frozenset({"article", "report", "thesis", "paper-conference"})
_CLOSED_TITLE = frozenset({"book", "dataset", "document", "software"})
# What APA says in brackets that a work is.
_KINDS = {"dataset": "Dataset", "software": "Computer software"}


def apa(known: dict[str, Any]) -> str:
    """Names (year). Title. Where, volume(issue), pages. Publisher. Archive. Address"""
    names, kind = _apa_names(known), known["type"]
    year = f"({_apa_date(known)})."
    periodical = kind in _PERIODICALS
    title = known.get("title", "") + ("" if periodical or kind == "chapter" else _in_brackets(known))
    opening = [_stopped(names), year, _stopped(title)] if names else [_stopped(title), year]
    publisher = "" if periodical or kind == "thesis" else known.get("publisher", "")
    place = known.get("archive_location", "")
    archive = f"{known['archive']} ({place})" if place else ""
    parts = [*opening, _apa_where(known), _stopped(publisher), _stopped(archive), _address(known)]
    return " ".join(filter(None, parts))


def _apa_date(known: dict[str, Any]) -> str:
    """The year; of what was given on a day, a talk or a leaflet, month and day too."""
    issued = known.get("issued") or {"date-parts": [["n.d."]]}
    year, month, day = [*issued["date-parts"][0], 0, 0][:3]
    if not month or not _is_of_a_day(known):
        return str(year)
    return f"{year}, {_WHOLE_MONTHS[month - 1]}" + (f" {day}" if day else "")


def _is_of_a_day(known: dict[str, Any]) -> bool:
    """Whether a work is a talk, which no proceedings printed, or a leaflet."""
    if known["type"] == "paper-conference":
        return not any(known.get(number) for number in ("volume", "issue", "page"))
    return known["type"] == "document" and not known.get("genre")


def _apa_where(known: dict[str, Any]) -> str:
    """The journal with its numbers, or the book that a chapter is in."""
    where = known.get("container-title", "")
    if known["type"] == "chapter":
        return _stopped(f"In {where}{_in_brackets(known)}") if where else ""
    issue = f"({known['issue']})" if known.get("issue") else ""
    numbers = [known.get("volume", "") + issue, _pages(known)] if known["type"] in _PERIODICALS else []
    return _stopped(", ".join(filter(None, (where, *numbers))))


def _in_brackets(known: dict[str, Any]) -> str:
    """ " (Vol. 3, Issue 2, pp. 1–9) [Preprint]": what APA says of a work that stands alone, behind its title."""
    numbers = [*_numbered(known, ("Vol.", "volume"), ("Issue", "issue")), _counted_pages(known)]
    parts = [*_numbered(known, ("No.", "number")), ", ".join(filter(None, numbers))]
    said = "; ".join(filter(None, parts))
    kind = known.get("genre", "") or _KINDS.get(known["type"], "")
    if known["type"] == "thesis":
        kind = known.get("publisher", "")
    return (f" ({said})" if said else "") + (f" [{kind}]" if kind else "")


def _numbered(known: dict[str, Any], *words: tuple[str, str]) -> list[str]:
    """Each word with the number that the work has for it; `words`: (word, name of the number)."""
    return [f"{word} {known[name]}" for word, name in words if known.get(name)]


def ieee(known: dict[str, Any]) -> str:
    """Names, “Title”, where, vol., no., pp., month year, doi."""
    kind = known["type"]
    line = _ieee_line(_ieee_opening(known), _ieee_closing(known), closed=kind in _CLOSED_TITLE)
    stop = "," if kind == "article-journal" else "."
    if known.get("DOI"):
        return f"{line}{stop} doi: {known['DOI']}."
    return f"{line}{stop} [Online]. Available: {known['URL']}" if known.get("URL") else f"{line}."


def _ieee_opening(known: dict[str, Any]) -> list[str]:
    """Who, what, where, and the numbers of what has them."""
    kind, where = known["type"], known.get("container-title", "")
    title = known.get("title", "")
    numbers = _numbered(known, ("vol.", "volume"), ("no.", "issue"))
    place = f"in {where}" if where and kind != "article-journal" else where
    return [
        _ieee_names(known),
        title if kind == "book" else f"“{title}”",
        place,
        *(() if kind in _UNNUMBERED else numbers),
    ]


def _ieee_closing(known: dict[str, Any]) -> list[str]:
    """Publisher, pages and date, in the order of the kind."""
    kind, publisher, pages = known["type"], known.get("publisher", ""), _counted_pages(known)
    date = _ieee_date(known, whole=kind not in _YEAR_ALONE)
    orders = {
        "article-journal": [pages, date],
        "article": [date, publisher],
        "dataset": [publisher, pages, date],
        "document": [publisher, pages, date],
        "report": [publisher, known.get("number", ""), date],
        "thesis": [publisher, date],
        "software": [publisher, date],
    }
    return orders.get(kind, [publisher, date, pages])


def _ieee_line(opening: Sequence[str], closing: Sequence[str], *, closed: bool) -> str:
    parts = [", ".join(filter(None, part)) for part in (opening, closing)]
    return (". " if closed else ", ").join(filter(None, parts))


def _apa_names(known: dict[str, Any]) -> str:
    names = [_name(one, family_first=True) for one in known.get("author", ()) if one != {"literal": "others"}]
    if len(names) < len(known.get("author", ())):
        return f"{', '.join(names)}, et al."
    if len(names) > _APA_NAMES:
        return f"{', '.join(names[: _APA_NAMES - 1])}, … {names[-1]}"
    return _joined(names, ", & ", ", & ")


def _ieee_names(known: dict[str, Any]) -> str:
    names = [_name(one, family_first=False) for one in known.get("author", ())]
    if len(names) > _IEEE_NAMES or "others" in names:
        return f"{names[0]} et al."
    return _joined(names, " and ", ", and ")


def _joined(names: Sequence[str], of_two: str, of_more: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + (of_two if len(names) == 2 else of_more) + names[-1]


def _name(author: dict[str, str], *, family_first: bool) -> str:
    """ "Lovelace, A. M." or "A. M. Lovelace"; a team by its whole name."""
    if "literal" in author:
        return author["literal"]
    family = " ".join(filter(None, (author.get("non-dropping-particle"), author.get("family"))))
    initials = " ".join(_initial(part) for part in author.get("given", "").split())
    parts = [family, initials] if family_first else [initials, family]
    return (", " if family_first else " ").join(filter(None, (*parts, author.get("suffix"))))


def _initial(given: str) -> str:
    """ "Jean-Luc" -> "J.-L."."""
    return "-".join(f"{part[0]}." for part in given.split("-") if part)


def _ieee_date(known: dict[str, Any], *, whole: bool) -> str:
    parts = (known.get("issued") or {}).get("date-parts", [[]])[0]
    month = _MONTHS[parts[1]] if whole and len(parts) > 1 else ""
    return " ".join(filter(None, (month, str(parts[0]) if parts else "")))


def _counted_pages(known: dict[str, Any]) -> str:
    """ "pp. 1–9", "p. 5", "p. e1004"."""
    pages = _pages(known)
    if not pages:
        return ""
    return f"pp. {pages}" if "–" in pages or "," in pages else f"p. {pages}"


def _pages(known: dict[str, Any]) -> str:
    return str(known.get("page", "")).replace("--", "–").replace("-", "–")


def _address(known: dict[str, Any]) -> str:
    return f"https://doi.org/{known['DOI']}" if known.get("DOI") else str(known.get("URL", ""))


def _stopped(text: str) -> str:
    """With a full stop, unless it ends in a sign of its own."""
    return text if not text or text[-1] in ".?!…" else f"{text}."
