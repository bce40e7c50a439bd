"""Reading dates and times as people in England type them. Day before month, always; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Literal

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

Lean = Literal["future", "past", "near"]
"""Which year or week a date without one means: the next, the last, or the nearest such day."""

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMERIC = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(?:([a-z]+),?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]+)\.?,?(?:\s+(\d{4}|\d{2}))?")
_AHEAD = re.compile(r"(\d{1,3})\s*(d|day|days|w|wk|week|weeks)")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_NOON, _PIVOT = 12, 2
_EARLIEST, _LATEST = 1900, 2199


def _say(text: str) -> str:
    return QCoreApplication.translate("TypedDate", text)


def read_date(text: str, today: date, lean: Lean = "near") -> date:
    """Return the day that `text` means.

    Understands 1/12/2026, 1.12.26, 1 Dec, Tue 1st December 2026, 2026-12-01, today, tomorrow, yesterday, fri, 2w and
    10 days. Raises ValueError with a sentence for the person; the sentence never repeats what was typed.
    """
    words = " ".join(text.strip().lower().split())
    plain = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if words in plain:
        return today + timedelta(days=plain[words])
    if found := _AHEAD.fullmatch(words):
        return today + timedelta(days=int(found[1]) * (7 if found[2].startswith("w") else 1))
    if (weekday := _which(words, _DAYS)) is not None:
        return _weekday(weekday, today, lean)
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(words):
        return _placed(int(found[1]), int(found[2]), found[3], today, lean)
    if (found := _NAMED.fullmatch(words)) and (month := _which(found[3], _MONTH_NAMES)) is not None:
        day = _placed(int(found[2]), month + 1, found[4], today, lean)
        _check_weekday(found[1], day)
        return day
    raise ValueError(_say("Type the date as day, month and year, such as 1/12/2026 or 1 Dec."))


def _which(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the name that `word` (three letters or more) shortens."""
    word = "wed" if word == "weds" else word
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _weekday(weekday: int, today: date, lean: Lean) -> date:
    """Return the next such day after today; looking back, the last one before it."""
    if lean == "past":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _check_weekday(word: str | None, day: date) -> None:
    if word is None:
        return
    weekday = _which(word, _DAYS)
    if weekday is None:
        raise ValueError(_say("Type the date as day, month and year, such as 1/12/2026 or 1 Dec."))
    if weekday != day.weekday():
        raise ValueError(
            _say("That date is a {actual}, not the day you typed. Check which is meant.").format(
                actual=_DAYS[day.weekday()].capitalize()
            )
        )


def _placed(day: int, month: int, year: str | None, today: date, lean: Lean) -> date:
    """Put a day and month into the year typed, or into the one that `lean` means."""
    if year:
        return _day(int(year) if len(year) > _PIVOT else _century(int(year), today, lean), month, day)
    if (day, month) == (29, 2):
        years = [one for one in range(today.year - 4, today.year + 5) if one % 4 == 0 and (one % 100 or one % 400 == 0)]
    else:
        years = [today.year - 1, today.year, today.year + 1]
    days = [_day(one, month, day) for one in years]
    if lean == "future":
        days = [one for one in days if one >= today]
    elif lean == "past":
        days = [one for one in days if one <= today]
    return min(days, key=lambda one: abs(one - today))


def _century(two_digits: int, today: date, lean: Lean) -> int:
    """Return the full year: this century unless a past date would then lie ahead (a birthday in 98 is 1998)."""
    year = today.year // 100 * 100 + two_digits
    return year - 100 if lean == "past" and year > today.year else year


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(_say("There is no such month. Type the day first, then the month: 1/12 is 1 December."))
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(_say("Check the year: it should have four digits, such as 2026."))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_say("That month has no such day. Check the day and the month.")) from None


def read_time(text: str) -> time:
    """Return the time that `text` means: 10:30, 10.30, 1030, 2pm, 14. Raises ValueError with a sentence."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if not found:
        raise ValueError(_say("Type the time as hours and minutes, such as 10:30 or 2pm."))
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= _NOON:
            raise ValueError(_say("Type the hour from 1 to 12 with am or pm, or use the 24-hour clock such as 14:30."))
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(_say("Hours run from 0 to 23 and minutes from 0 to 59. Check the time.")) from None


def show_date(day: date | None) -> str:
    """Return a day as "Tue 1 Dec 2026", or nothing for none."""
    return "" if day is None else QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def show_time(moment: time | None) -> str:
    """Return a time as "09:05", or nothing for none."""
    return "" if moment is None else QLocale().toString(QTime(moment.hour, moment.minute), "HH:mm")
