"""Dates and times as people in England type them."""

import contextlib
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cremeet.views.fields import read_date, read_time, show_date, show_time

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/12/2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("1-12-2026", date(2026, 12, 1)),
        ("1 12 2026", date(2026, 12, 1)),
        ("3/12", date(2026, 12, 3)),
        ("1 Dec", date(2026, 12, 1)),
        ("  1st   DECEMBER 2026 ", date(2026, 12, 1)),
        ("Tue 1 Dec 2026", date(2026, 12, 1)),
        ("tuesday, 1 december", date(2026, 12, 1)),
        ("22nd of sept 2026", date(2026, 9, 22)),
        ("2026-12-01", date(2026, 12, 1)),
        ("today", MONDAY),
        ("tomorrow", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("fri", date(2026, 11, 27)),
        ("weds", date(2026, 11, 25)),
        ("monday", date(2026, 11, 30)),
        ("2w", date(2026, 12, 7)),
        ("10 days", date(2026, 12, 3)),
    ],
)
def test_reading_a_date(typed, day):
    assert read_date(typed, MONDAY) == day


@pytest.mark.parametrize(
    ("typed", "lean", "day"),
    [
        ("1 feb", "near", date(2027, 2, 1)),
        ("1 feb", "past", date(2026, 2, 1)),
        ("1 oct", "near", date(2026, 10, 1)),
        ("1 oct", "future", date(2027, 10, 1)),
        ("23/11", "future", MONDAY),
        ("23/11", "past", MONDAY),
        ("fri", "past", date(2026, 11, 20)),
        ("mon", "past", date(2026, 11, 16)),
        ("1/3/98", "past", date(1998, 3, 1)),
        ("1/3/10", "past", date(2010, 3, 1)),
        ("29 feb", "future", date(2028, 2, 29)),
        ("29 feb", "past", date(2024, 2, 29)),
    ],
)
def test_a_date_without_a_full_year_leans_the_way_the_field_does(typed, lean, day):
    assert read_date(typed, MONDAY, lean) == day


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("12/25/2026", "no such month"),
        ("31/11/2026", "no such day"),
        ("29/2/2027", "no such day"),
        ("Mon 1 Dec 2026", "Tuesday"),
        ("1/12/202", "such as"),
        ("0101", "such as"),
        ("Kasia", "such as"),
        ("1 ma 2026", "such as"),
        ("1 dec 1066", "year"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_that_does_not_repeat_it(typed, about):
    with pytest.raises(ValueError, match=about) as error:
        read_date(typed, MONDAY)
    assert "Kasia" not in str(error.value)


@given(
    st.dates(date(1930, 1, 1), date(2090, 12, 31)), st.sampled_from(["{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{y}-{m}-{d}"])
)
def test_a_whole_date_is_read_as_itself_whatever_day_it_is(day, form):
    assert read_date(form.format(d=day.day, m=day.month, y=day.year), MONDAY) == day


@given(st.text(max_size=30))
def test_nothing_typed_breaks_the_reader(text):
    for reader in (lambda: read_date(text, MONDAY), lambda: read_time(text)):
        with contextlib.suppress(ValueError):  # any other error fails
            reader()


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(-180, 180))
def test_a_day_and_month_typed_without_a_year_is_the_nearest(day, apart):
    today = day + timedelta(days=apart)
    if (day.day, day.month) != (29, 2):
        assert read_date(f"{day.day}/{day.month}", today) == day


def test_showing(qapp):
    assert show_date(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    assert show_date(None) == ""
    assert show_time(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("10:30", time(10, 30)), ("1030", time(10, 30)), ("9.05", time(9, 5)), ("2pm", time(14)), ("12 am", time(0)),
     ("12:15pm", time(12, 15)), ("14", time(14)), ("0:00", time(0)), ("930", time(9, 30))],
)  # fmt: skip
def test_reading_a_time(typed, moment):
    assert read_time(typed) == moment


@pytest.mark.parametrize("typed", ["25:00", "10:60", "13pm", "noonish", ""])
def test_a_time_that_is_none(typed):
    with pytest.raises(ValueError, match=r"\."):
        read_time(typed)
