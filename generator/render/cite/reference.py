"""References. In: a CSL item. Out: one line to paste into a list of references, in APA or IEEE style; plain text.

Only what these two styles do with the dozen fields that a digest gives. A whole citation processor takes 5 ms a reference (citeproc-py
0.11), 100 seconds more at 10,000 papers; what it prints of the same fields is what the tests expect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_MONTHS = ("", "Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
# APA names twenty; of more the first nineteen and the last. IEEE names six, else the first alone.
_APA_NAMES, _IEEE_NAMES = 20, 6
_WITHOUT_ISSUE = frozenset({"book", "thesis", "report", "dataset", "software"})


def references(known: dict[str, Any]) -> list[tuple[str, str]]:
    """(style, reference) of each style, for a work of which a CSL item says what is known."""
    return [(style, write(known)) for style, write in _STYLES.items()]


def apa(known: dict[str, Any]) -> str:
    """Names (year). Title. Where, volume(issue), pages. Address"""
    names = _apa_names(known)
    year = f"({(known.get('issued') or {}).get('date-parts', [['n.d.']])[0][0]})"
    title = known.get("title", "") + (f" [{known['genre']}]" if known.get("genre") else "")
    opening = [_stopped(names), f"{year}.", _stopped(title)] if names else [title, f"{year}."]
    issue = f"({known['issue']})" if known.get("issue") else ""
    numbers = [known.get("volume", "") + issue, _pages(known)]
    where = ", ".join(filter(None, (known.get("container-title"), *numbers)))
    parts = [*opening, _stopped(where), _stopped(known.get("publisher", "")), _address(known)]
    return " ".join(filter(None, parts))


def ieee(known: dict[str, Any]) -> str:
    """Names, “Title”, where, vol., no., pp., month year, doi."""
    where = known.get("container-title", "")
    conference = known["type"] == "paper-conference"
    pages = _pages(known)
    parts = [
        _ieee_names(known),
        known.get("title", "") if known["type"] == "book" else f"“{known.get('title', '')}”",
        f"in {where}" if where and conference else where,
        f"vol. {known['volume']}" if known.get("volume") else "",
        f"no. {known['issue']}" if known.get("issue") else "",
        known.get("publisher", ""),
        f"pp. {pages}" if pages and not conference else "",
        _ieee_date(known, whole=not conference and known["type"] not in _WITHOUT_ISSUE),
        f"pp. {pages}" if conference and pages else "",
    ]
    line = ", ".join(filter(None, parts))
    if known.get("DOI"):
        return f"{line}, doi: {known['DOI']}."
    return f"{line}. [Online]. Available: {known['URL']}" if known.get("URL") else f"{line}."


_STYLES: dict[str, Callable[[dict[str, Any]], str]] = {"APA": apa, "IEEE": ieee}


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


def _pages(known: dict[str, Any]) -> str:
    return str(known.get("page", "")).replace("--", "–").replace("-", "–")


def _address(known: dict[str, Any]) -> str:
    return f"https://doi.org/{known['DOI']}" if known.get("DOI") else str(known.get("URL", ""))


def _stopped(text: str) -> str:
    """With a full stop, unless it ends in a sign of its own."""
    return text if not text or text[-1] in ".?!…" else f"{text}."
