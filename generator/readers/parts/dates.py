"""Dates as files spell them. In: a string, a number or a list. Out: YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is certain, or None."""

from __future__ import annotations

import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january januar janvier enero|feb february februar février|mar march märz mars marzo|apr april avril abril|may mai mayo|"
        "jun june juni juin junio|jul july juli juillet julio|aug august août agosto|sep sept september septembre|"
        "oct october oktober octobre okt|nov november novembre|dec december dezember décembre dez".split("|"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2}|)(?:[-/.](\d{1,2}|))?)?(?=$|[^\w-]|T\d|/)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_EASTERN = re.compile(r"(?<=\d)\s?[年月년월]\s?(?=\d)")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")


def day_of(value: object) -> str | None:
    """The date in `value`. CSL date-parts, RIS "2014/03//", EDTF, time stamps (also in milliseconds) and dates in words are read.

    A date of two meanings (03/04/2025) gives its year; a season, a range or "in press" gives the year it names, or None.
    """
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, (list, tuple)):
        return _of_parts(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _of_number(value)
    return _of_text(value.strip()[:100]) if isinstance(value, str) else None


def _of_object(value: dict[str, object]) -> str | None:
    for key in ("date-parts", "value", "raw", "literal", "year"):
        if value.get(key) and (found := day_of(value[key])):
            return found
    return None


def _of_parts(value: list[object] | tuple[object, ...]) -> str | None:
    if value and isinstance(value[0], (list, tuple)):
        return _of_parts(value[0])
    numbers = []
    for part in value[:3]:
        text = str(part).strip()
        if not re.fullmatch(r"\d{1,4}", text):
            break
        numbers.append(int(text))
    return _made(*numbers) if numbers else None


def _of_number(value: int | float) -> str | None:
    if not 0 < value < 1e14:
        return None
    if value < 10_000:
        return _made(int(value))
    if 10_000_000 < value < 100_000_000 and (compact := _of_text(str(int(value)))):
        return compact
    seconds = value / 1000 if value > 1e11 else value
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat() if seconds > 3e8 else None


def _of_text(text: str) -> str | None:
    text = re.sub(r"[日일]", " ", _EASTERN.sub("-", text))
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _of_number(int(text))
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text):
        return _made(int(found[2]), int(found[1]))
    compact = _COMPACT.match(text)
    if compact and (made := _made(*map(int, compact.groups()))) and len(made) == 10:
        return made
    iso = _ISO.match(text)
    if iso and (iso[2] or not re.match(r"\d{4}[ ,]+[^\W\d_]{3}", text)):
        return _made(*(int(part) for part in iso.groups() if part))
    return _of_words(text)


def _of_words(text: str) -> str | None:
    """14 Mar 2025; March 14, 2025; Fri, 14 Mar 2025 10:00:00 GMT; 14/03/2025; Spring 2025; -0044 (no date: before our counting)."""
    year = _YEAR.search(text)
    if not year or text.startswith("-"):
        return None
    parts = _WORDS.findall(text[: year.start()] + " " + text[year.end() :])
    months = [_MONTHS[part.lower()] for part in parts if part.lower() in _MONTHS]
    days = [int(part) for part in parts if part.isdigit() and len(part) <= 2]
    if not months and re.match(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text):
        first, second = days[:2]
        if first > 12 >= second or first == second:
            return _made(int(year[0]), second, first)
        return _made(int(year[0]), first, second) if second > 12 >= first else year[0]
    if len(set(months)) != 1:
        return year[0]
    return _made(int(year[0]), months[0], *days[:1])


def _made(year: int, month: int = 0, day: int = 0) -> str | None:
    if not 1000 <= year <= 2199:
        return None
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return datetime.date(year, month, day).isoformat() if day else f"{year:04}-{month:02}"
    except ValueError:
        return f"{year:04}-{month:02}"
