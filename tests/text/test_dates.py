"""Dates: a table of forms in many languages, fields that complete each other, and nothing raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.dates import date_of, day_of, is_date

ROWS = [line.split("\t") for line in Path(__file__).with_name("dates.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_dates_of_the_table(text: str, wanted: str) -> None:
    assert day_of(text) == (None if wanted == "none" else wanted)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(2024, "2024"), (1700000000000, "2023-11-14"), (20230314, "2023-03-14"), (202303, "2023-03"), (float("nan"), None), (True, None),
     ({"date-parts": [["1966", 10, 19]]}, "1966-10-19"), ({"raw": "2004-06~"}, "2004-06"), ({"year": 2021, "month": "Mar"}, "2021-03"),
     ({"year": "2021", "month": 3, "day": 4}, "2021-03-04"), ([], None), ("9" * 400, None), (None, None)],
)  # fmt: skip
def test_values_of_other_kinds(value: object, wanted: str | None) -> None:
    assert day_of(value) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [(["JUN 8", "2020"], "2020-06-08"), (["", None, "2020-03"], "2020-03"), (["SPR", 2020], "2020"), (["MAR", "2021-05-01"], "2021-05-01"),
     (["in press", ""], None), ([], None)],
)  # fmt: skip
def test_fields_complete_each_other(fields: list[object], wanted: str | None) -> None:
    assert date_of(fields) == wanted


@pytest.mark.parametrize(
    ("text", "only"),
    [("March 14, 2025", True), ("Published: 3 May 2021", True), ("12 set 2023", True), ("2025", True), ("ICML 2024", False),
     ("The 2025 report", False), ("1234", False), ("Mar 14", False), ("", False)],
)  # fmt: skip
def test_whether_a_text_is_a_date_and_nothing_else(text: str, only: bool) -> None:
    assert is_date(text) is only


FORMS = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d.%m.%Y",
    "%Y年%m月%d日",
    "%Y %b %d",
    "%a, %d %b %Y 10:30:00 GMT",
    "%Y%m%d",
)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    assert day_of(day.strftime(form)) == day.isoformat()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["year", "month", "date-parts", "value"]), inner),
)


@given(VALUES)
def test_nothing_raises_and_what_is_said_is_a_date(value: object) -> None:
    found = day_of(value)
    assert found is None or (len(found) in (4, 7, 10) and date.fromisoformat((found + "-01-01")[:10]))
    assert isinstance(date_of([value, "2020"]), str)
