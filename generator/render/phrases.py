"""Phrases. In: counts and dates. Out: the few words that stand for them on the site, in English and always the same way."""

from __future__ import annotations

from functools import lru_cache

_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ug", "ckb", "sd"})
_PLURALS = {"entry": "entries", "series": "series", "is": "are"}


def number(count: int) -> str:
    """1234 -> "1,234"."""
    return f"{count:,}"


def counted(count: int, noun: str) -> str:
    """(1, "paper") -> "1 paper"; (79, "paper") -> "79 papers"."""
    return f"{number(count)} {plural(count, noun)}"


def plural(count: int, noun: str) -> str:
    """The noun that goes with the count."""
    return noun if count == 1 else _PLURALS.get(noun, noun + "s")


def notice(word: str, said: str) -> str:
    """What became of a paper, the word for it first and once.

    >>> notice("Retracted", "By the editors."), notice("Retracted", "Retracted 2010 for fraud."), notice("Retracted", "retracted")
    ('Retracted. By the editors.', 'Retracted 2010 for fraud.', 'Retracted.')
    """
    if said.lower().startswith(word.lower()):
        return word + (said[len(word) :] or ".")
    return f"{word}. {said}"


def comma_of(lang: str) -> str:
    """The comma of the script that a language is written in."""
    return "،" if lang.split("-")[0] in _ARABIC_SCRIPT else ","


@lru_cache(maxsize=4096)
def day(date: str) -> str:
    """ "2025-03-14" -> "14 March 2025"; "2025-03" -> "March 2025"; "2025" -> "2025"; anything else as it is."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return date
    if len(parts) == 1:
        return date
    if not 1 <= int(parts[1]) <= 12:
        return date
    named = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return named if len(parts) == 2 else f"{int(parts[2])} {named}"


def month(date: str) -> str:
    """ "2025-03-14" or "2025-03" -> "March 2025"."""
    return day(date[:7])


def clipped(plain: str, length: int) -> str:
    """The start of a text, cut between words, with an ellipsis when something was cut."""
    if len(plain) <= length:
        return plain
    start = plain[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:.–—-")
    return f"{start}…"


def shown_url(url: str) -> str:
    """An address as people write it: without the scheme and a last slash."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
