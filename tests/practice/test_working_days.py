"""Working days against the bank holidays of England and Wales as the government published them for 2022 to 2027."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet import paths
from cremeet.practice import loader
from cremeet.practice import timescales as scales
from cremeet.practice.timescales import HolidayChange, Timescales

PUBLISHED = {
    2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def days(year: int) -> set[date]:
    named = (each.split() for each in PUBLISHED[year].split(", "))
    return {date(year, MONTHS.index(month) + 1, int(day)) for day, month in named}


@cache
def timescales() -> Timescales:
    return loader.load(paths.shipped_practice()).timescales


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_day_of_the_year_counts_as_published(year: int) -> None:
    day, wrong = date(year, 1, 1), []
    while day.year == year:
        expected = day.weekday() < 5 and day not in days(year)
        if timescales().is_working(day) is not expected:
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_counting_steps_over_the_jubilee_the_state_funeral_and_christmas() -> None:
    assert timescales().add_working(date(2022, 6, 1), 1) == date(2022, 6, 6)
    assert timescales().add_working(date(2022, 9, 16), 1) == date(2022, 9, 20)
    assert timescales().add_working(date(2026, 12, 24), 1) == date(2026, 12, 29)


def test_counting_back_and_to_the_nearest_working_day() -> None:
    assert timescales().add_working(date(2026, 12, 29), -2) == date(2026, 12, 23)
    assert timescales().next_working(date(2026, 12, 25)) == date(2026, 12, 29)
    assert timescales().previous_working(date(2026, 12, 28)) == date(2026, 12, 24)
    assert timescales().add_working(date(2026, 12, 26), 0) == date(2026, 12, 29)
    assert timescales().holiday_name(date(2026, 12, 28)) != ""
    assert timescales().holiday_name(date(2026, 12, 29)) == ""


@given(st.dates(date(2022, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_adding_working_days_lands_on_one_and_counts_them(start: date, count: int) -> None:
    end = timescales().add_working(start, count)
    assert timescales().is_working(end)
    assert timescales().working_days_between(start, end) == count
    assert timescales().add_working(end, -count) <= start


def test_a_council_adds_and_removes_days_of_its_own() -> None:
    closed, open_ = date(2026, 12, 24), date(2026, 12, 28)
    changed = timescales().model_copy(
        update={
            "holidays_added": (HolidayChange(day=closed, why="Offices closed"),),
            "holidays_removed": (HolidayChange(day=open_, why="The out-of-hours team meets"),),
        }
    )
    assert not changed.is_working(closed)
    assert changed.holiday_name(closed) == "Offices closed"
    assert changed.is_working(open_)
    assert changed.holiday_name(open_) == ""
    assert changed.add_working(date(2026, 12, 23), 1) == open_


def test_a_weekend_stays_free_even_where_a_holiday_is_removed() -> None:
    boxing_day = date(2026, 12, 26)
    changed = timescales().model_copy(update={"holidays_removed": (HolidayChange(day=boxing_day, why="A mistake"),)})
    assert not changed.is_working(boxing_day)


def test_bank_holidays_read_early_are_those_that_are_counted_with():
    scales._bank_holidays.cache_clear()
    scales.read_bank_holidays(2026)
    assert not timescales().is_working(date(2027, 1, 1))
    assert scales._bank_holidays.cache_info().misses == 2
