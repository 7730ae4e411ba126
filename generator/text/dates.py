"""Dates as files write them. In: a string, a number, a list. Out: YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is certain, or None.

A date of two meanings (03/04/2025) gives its year, a range its beginning, a season or a quarter its year. A day or a month of which nobody
says the year is no date: date_of joins it with a field that holds one.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from generator.text.late import one_of, pattern_of

# No date is longer; of a longer text the start is looked at.
_LONGEST = 120
# Months as words, in small letters without points: English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Polish,
# Turkish, Indonesian, Russian (also in the genitive).
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia ocak январь января янв",
            "feb febr february februar fevrier février févr fév febrero fevereiro fev febbraio februari luty lutego şubat"
            " февраль февраля фев",
            "mar march märz marz mrz mars marzo março marco maart mrt marts marzec marca mart maret март марта мар",
            "apr april avril avr abril abr aprile kwiecień kwietnia nisan апрель апреля апр",
            "may mai mayo maio maggio mag mei maj maja mayıs май мая",
            "jun june juni juin junio junho giugno giu czerwiec czerwca haziran июнь июня июн",
            "jul july juli juillet juil julio julho luglio lug lipiec lipca temmuz июль июля июл",
            "aug august augustus août aout agosto ago augusti sierpień sierpnia ağustos agustus август августа авг",
            "sep sept september septembre septiembre setiembre setembro set settembre sett wrzesień września eylül"
            " сентябрь сентября сен сент",
            "oct october oktober okt octobre octubre outubro out ottobre ott październik października ekim октябрь октября окт",
            "nov november novembre noviembre novembro listopad listopada kasım ноябрь ноября ноя",
            "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre desember grudzień grudnia aralık декабрь"
            " декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Months and seasons as patterns, for texts in which a date stands among other words: of all these languages, and of English alone.
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
MONTH = rf"(?i:{one_of((*sorted(_MONTHS, key=len, reverse=True), *_SEASONS))})\.?"
_DAY = pattern_of(
    rf"(?:[^\W\d_]{{2,10}}[.,]{{1,2}} )?(?:\d{{1,2}}(?:st|nd|rd|th|\.)? {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
)
ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# Words that are months in one language and something else in another: months only when all other words are those of a date.
_DOUBTFUL = frozenset("set out ago mag gen mart marts dez dic lug ott".split())
# What stands in a date beside day, month and year.
_BESIDE = frozenset(
    "of the de del di d le der den dem am vom el il em on in at by to th st nd rd er r г года год mon tue tues wed thu thur thurs fri"
    " sat sun monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi"
    " mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo gmt"
    " utc z t am pm est edt cet pst pdt published online publication"
    " date submitted posted updated accepted received revised released epub print available issued first version v spring summer"
    " autumn fall winter frühjahr frühling sommer herbst printemps été automne hiver primavera verano otoño invierno estate"
    " autunno inverno outono verão q1 q2 q3 q4 c ca circa copyright cop".split()
)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_YEAR = r"(?<!\d)(?:1[0-9]\d\d|20\d\d)(?!\d)"
_ISO = re.compile(rf"(?P<y>{_YEAR})(?:\s?[-/.]\s?(?P<m>\d{{1,2}})(?:\s?[-/.]\s?(?P<d>\d{{1,2}}))?)?(?!\d)")
# What a date is of: "Start date: 20170812".
_LABEL = re.compile(r"(?:[^\W\d_]{2,12} ){0,2}[^\W\d_]{2,12}: ?(?=\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?(?:\d{6})?(?:\.0)?")
_LOCAL = re.compile(rf"(?<![\d.])(\d{{1,2}})\s?([/.-])\s?(\d{{1,2}})\s?[/.-]\s?({_YEAR})")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})\s?[/.-]\s?({_YEAR})")
_EASTERN = re.compile(r"(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일号號]?)?)?")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_IN_WORDS = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=\s?[年月日号號])")


def day_of(value: object) -> str | None:
    """The date in a value: a text, a time stamp (seconds or milliseconds), YYYYMMDD, CSL date-parts, an object that holds one of them.

    >>> day_of("2023 Mar 14"), day_of("Jan-Feb 2023"), day_of("14. März 2025"), day_of("Mar 14")
    ('2023-03-14', '2023-01', '2025-03-14', None)
    """
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, (list, tuple)):
        return _of_parts(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _of_number(value)
    return _of_text(unicodedata.normalize("NFKC", value[:_LONGEST]).strip()) if isinstance(value, str) else None


def serial_day(text: str) -> str | None:
    """The day that a spreadsheet counts from 1900, as it is left when a cell loses its format: "44286"; 1968 to 2049."""
    days = int(float(text)) if re.fullmatch(r"\s*[2-5]\d{4}(?:\.\d+)?\s*", text) else 0
    return str(datetime.date(1899, 12, 30) + datetime.timedelta(days)) if 25_000 <= days < 55_000 else None


def date_of(values: Iterable[object]) -> str | None:
    """The date of a record that has several fields for it, surest first: the first that gives one; when that gives but a year, and
    another gave a month without any, both ("JUN 8" and 2020 are 2020-06-08)."""
    unyeared = ""
    for value in values:
        found = day_of(value)
        if not found and isinstance(value, str) and _month_in(value):
            unyeared = unyeared or value
        if found:
            joined = day_of(f"{unyeared[:60]} {found}") if unyeared and len(found) == 4 else None
            return joined or found
    return None


def is_date(text: str) -> bool:
    """Whether a text is a date, with its labels and weekdays, and nothing else. A bare number is one when it is a year."""
    words = [word.lower() for word in _WORDS.findall(text)] if len(text) <= 60 else []
    known = (
        word in _MONTHS or word in _BESIDE or (word.isdigit() and len(word) <= 8) or word in "年月日년월일号"
        for word in words
    )
    # The words are asked first: of most texts with a number in them one is no date's.
    found = day_of(text) if words and all(known) else None
    return bool(found) and (not text.strip().isdigit() or "1800" <= str(found) < "2100")


def names_day(text: str) -> bool:
    """Whether a text is a date, or a day without its year, as a programme has it: "Sep 11", "Tue, 3 March"."""
    return is_date(text) or bool(_DAY.fullmatch(text))


def _of_object(value: dict[object, object]) -> str | None:
    parts = {str(key).lower(): inner for key, inner in value.items() if not isinstance(inner, (dict, list))}
    if "year" in parts:
        return date_of(["-".join(str(parts[key]) for key in ("year", "month", "day") if parts.get(key)), parts["year"]])
    found = (
        day_of(value[key])
        for key in ("date-parts", "value", "raw", "literal", "date-time", "timestamp", "date")
        if value.get(key)
    )
    return next(filter(None, found), None)


def _of_parts(value: list[object] | tuple[object, ...]) -> str | None:
    if value and isinstance(value[0], (list, tuple)):
        inner = value[0]
        return None if inner and isinstance(inner[0], (list, tuple)) else _of_parts(inner)
    numbers = []
    for part in value[:3]:
        text = str(part).strip()[:8]
        if not re.fullmatch(r"[0-9]{1,4}", text):
            break
        numbers.append(int(text))
    return _made(*numbers) if numbers else None


def _of_number(value: int | float) -> str | None:
    if not 0 < value < 1e14:
        return None
    if value < 10_000:
        return _made(int(value))
    whole = _COMPACT.fullmatch(str(int(value)))
    if whole and value < 1e8 and (made := _compact(whole)):
        return made
    seconds = value / 1000 if value > 1e11 else value
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat() if seconds > 3e8 else None


def _compact(found: re.Match[str]) -> str | None:
    """20250314 and 202503; None when the digits are no such date."""
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    made = _made(year, month, day) or ""
    if found[3]:
        return made if len(made) == 10 else None
    return made if len(made) == 7 and 1900 <= year < 2100 else None


@lru_cache(maxsize=1 << 10)
def _of_text(text: str) -> str | None:
    text = _LABEL.sub("", text if text.isascii() else re.sub(r"[‐-―−]", "-", text), count=1)
    if "年" in text or "년" in text or "月" in text:
        text = _eastern(text)
    if re.fullmatch(r"[0-9]{10}|[0-9]{13}", text):
        return _of_number(int(text))
    compact = _COMPACT.match(text)
    if (
        compact
        and (compact.end() == len(text) or (compact[3] and not text[compact.end()].isdigit()))
        and (made := _compact(compact))
    ):
        return made
    if found := _MONTH_YEAR.fullmatch(text):
        return _made(int(found[2]), int(found[1]))
    iso = _ISO.match(text)
    if iso and (iso["m"] or not _month_in(text)):
        return _made(*(int(part) for part in iso.groups() if part))
    return _of_words(text) if not text.startswith("-") else None


def _eastern(text: str) -> str:
    """2025年3月14日, 2025년 3월, 二〇二五年三月 as 2025-3-14 and so on."""
    text = _IN_WORDS.sub(lambda found: _numeral(found[0]), text)
    return _EASTERN.sub(lambda found: "-".join(filter(None, found.groups())) + " ", text).strip()


def _numeral(text: str) -> str:
    if "十" not in text:
        return text.translate(_NUMERALS)
    tens, ones = (part.translate(_NUMERALS) for part in text.split("十", 1))
    return f"{tens or 1}{ones or 0}"


def _of_words(text: str) -> str | None:
    """14 Mar 2025; March 14, 2025; 2023 Jan-Feb; Fri, 14 Mar 2025 10:00:00 GMT; 14.03.2025; Spring 2025."""
    years = list(re.finditer(_YEAR, text))
    if not years:
        return None
    local = _LOCAL.search(text)
    if local:
        return _of_local(local)
    inner = _ISO.search(text)
    if inner and inner["d"]:
        return _made(int(inner["y"]), int(inner["m"]), int(inner["d"]))
    first = _month_in(text)
    if not first:
        return years[0][0]
    month, start, end = first
    year, alone = _year_near(years, start, text, end)
    day = _day_near(text, start, end)
    return _made(year, month, day) if not alone else f"{year:04}"


def _of_local(found: re.Match[str]) -> str | None:
    """Day and month before the year. With points the day comes first; else only where one of the two cannot be a month."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 >= second or first == second:
        return _made(year, second, first)
    return _made(year, first, second) if second > 12 >= first else f"{year:04}"


def _month_in(text: str) -> tuple[int, int, int] | None:
    """The first month that is named, and where."""
    words = [(found[0].lower(), found.start(), found.end()) for found in _WORDS.finditer(text[:_LONGEST])]
    for word, start, end in words:
        if word in _MONTHS and (
            word not in _DOUBTFUL or all(w in _BESIDE or w in _MONTHS or w.isdigit() for w, *_ in words)
        ):
            return _MONTHS[word], start, end
    return None


def _year_near(years: list[re.Match[str]], start: int, text: str, end: int) -> tuple[int, bool]:
    """The year of the month at text[start:end]: the next one behind it, else the one before. True when that is another month's: in
    "Dec 28 - Jan 3, 2020" nobody says the year of December."""
    behind = next((year for year in years if year.start() >= end), None)
    if behind is None:
        return int(years[-1][0]), False
    if len(years) > 1 and years[0].end() <= start and start - years[0].end() <= behind.start() - end:
        return int(years[0][0]), False
    other = _month_in(text[end : behind.start()])
    this = _month_in(text[start:end])
    return int(behind[0]), bool(other and this and other[0] < this[0])


def _day_near(text: str, start: int, end: int) -> int:
    """The day beside a month: a number of one or two digits right before or right behind it; 0 when there is none."""
    before = re.search(
        r"(?<![\d:/.])(\d{1,2})(?:\s?-\s?\d{1,2})?(?P<gap>[\s.,ºª°]*(?:(?:de|of|st|nd|rd|th|er|o|a)\b[\s.,]*){0,2}[\s-]*)\Z",
        text[:start],
    )
    if before and 1 <= int(before[1]) <= 31:
        return int(before[1])
    behind = re.match(r"[\s.,-]*(?:the\s)?(\d{1,2})(?![\d:])", text[end:])
    if behind and 1 <= int(behind[1]) <= 31:
        return int(behind[1])
    return 0


def _made(year: int, month: int = 0, day: int = 0) -> str | None:
    if not 1000 <= year <= 2199:
        return None
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return datetime.date(year, month, day).isoformat() if day else f"{year:04}-{month:02}"
    except ValueError:
        return f"{year:04}-{month:02}"
