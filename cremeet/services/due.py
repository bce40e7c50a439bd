"""When an action is due, as people say it at a table: "by fri", "in 10 wd", "3/12", "fortnight", "review".

Days come before months, working days are the practice pack's, and nothing is ever read as a day that has passed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cremeet.practice.timescales import Timescales

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
"""The English months, in small letters and in order."""
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10}  # fmt: skip
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_AHEAD = r"(?:in |within )?"
_END = r"(?=$|[\s,;.!@#])"
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What dates are read against: the day it is, the pack's calendar, and the next review where one is set."""

    today: date
    calendar: Timescales
    review_on: date | None = None


def read_due(text: str, against: Reckoning) -> tuple[date, int] | None:
    """Return the day that `text` begins with and how many letters say it, or None where it begins with none.

    A day that has passed is none.
    """
    return next(((day, length) for day, length in _days(text, against) if day >= against.today), None)


def passed(text: str, against: Reckoning) -> date | None:
    """Return the day that `text` begins with where it has passed, so that a person can be told; None otherwise."""
    days = [day for day, _ in _days(text, against)]
    return days[0] if days and days[0] < against.today else None


def _days(text: str, against: Reckoning) -> Iterator[tuple[date, int]]:
    lowered = text.lower()
    for pattern, meaning in _FORMS:
        found = pattern.match(lowered)
        if found is None:
            continue
        try:
            day = meaning(found, against)
        except (ValueError, OverflowError):  # 31/11, or far beyond any calendar
            continue
        if day is not None:
            yield day, found.end()


def _count(found: re.Match[str]) -> int:
    return _NUMBERS.get(found["n"]) or int(found["n"])


def _months_on(day: date, months: int) -> date:
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _weekday(found: re.Match[str], against: Reckoning) -> date:
    """Return the next such day; "next fri" said on a Tuesday is the week after's, and "fri week" is a week later."""
    wanted = next(place for place, name in enumerate(_DAYS) if name.startswith(found["day"][:3]))
    ahead = (wanted - against.today.weekday()) % 7 or 7
    if found["lead"] == "next " and wanted > against.today.weekday():
        ahead += 7
    if found["week"]:
        ahead += 7
    return against.today + timedelta(days=ahead)


def _dated(found: re.Match[str], against: Reckoning) -> date:
    month = found["month"]
    number = int(month) if month.isdigit() else next(n for n, name in enumerate(MONTHS, 1) if name[:3] == month[:3])
    day, year = int(found["date"]), found["year"]
    if year:
        return date(int(year) if len(year) == 4 else against.today.year // 100 * 100 + int(year), number, day)
    this_year = date(against.today.year, number, day)
    return this_year if this_year >= against.today else date(this_year.year + 1, number, day)


def _end_of_week(against: Reckoning) -> date:
    return against.today + timedelta(days=(_FRIDAY - against.today.weekday()) % 7)


def _end_of_month(against: Reckoning) -> date:
    return against.today.replace(day=monthrange(against.today.year, against.today.month)[1])


_Meaning = Callable[[re.Match[str], Reckoning], date | None]
_WEEKDAY = "|".join((*(name for name in _DAYS), *(name[:3] for name in _DAYS), "tues", "weds", "thur", "thurs"))
_MONTH = "|".join((*(name for name in MONTHS), *(name[:3] for name in MONTHS), "sept"))
_SPOKEN: tuple[tuple[str, _Meaning], ...] = (
    (r"(?:today|now|eod|cop)", lambda _, on: on.today),
    (r"(?:tomorrow|tmw|tmrw)", lambda _, on: on.today + timedelta(days=1)),
    (rf"{_AHEAD}{_N} ?(?:working|work|business) ?days?", lambda m, on: on.calendar.add_working(on.today, _count(m))),
    (rf"{_AHEAD}{_N} ?wd", lambda m, on: on.calendar.add_working(on.today, _count(m))),
    (rf"{_AHEAD}{_N} ?(?:hours?|hrs?|h)", lambda m, on: on.today + timedelta(days=-(-_count(m) // 24))),
    (rf"{_AHEAD}{_N} ?(?:days?|d)", lambda m, on: on.today + timedelta(days=_count(m))),
    (rf"{_AHEAD}(?:a )?fortnight", lambda _, on: on.today + timedelta(days=14)),
    (rf"{_AHEAD}{_N} ?(?:weeks?|wks?|w)", lambda m, on: on.today + timedelta(weeks=_count(m))),
    (rf"{_AHEAD}{_N} ?(?:months?|mths?)", lambda m, on: _months_on(on.today, _count(m))),
    (rf"(?P<lead>this |next |on )?(?P<day>{_WEEKDAY})(?P<week> week)?", _weekday),
    (r"(?P<date>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}|\d{2}))?", _dated),
    (rf"(?P<date>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?", _dated),
    (r"(?:the )?(?:next )?review", lambda _, on: on.review_on),
    (r"(?:(?:the )?end of (?:the )?week|eow)", lambda _, on: _end_of_week(on)),
    (r"(?:(?:the )?end of (?:the )?month|eom)", lambda _, on: _end_of_month(on)),
)
_FORMS = tuple((re.compile(form + _END), meaning) for form, meaning in _SPOKEN)
