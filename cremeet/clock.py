"""The time, injected: kept in UTC, shown in Europe/London.

A verb never asks the machine for the time; it asks the clock that its unit of work was given, so that a test or the
demonstration can stand still on a chosen day.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

Clock = Callable[[], datetime]
"""Answers an aware datetime in UTC."""


def system_clock() -> datetime:
    """Return the machine's time as an aware datetime in UTC."""
    return datetime.now(UTC)


def fixed_clock(at: datetime) -> Clock:
    """Return a clock that always answers `at` (aware)."""
    moment = at.astimezone(UTC)
    return lambda: moment


class SteppingClock:
    """A clock that moves only when it is told to: for tests and the demonstration."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the moment this clock stands at, in UTC."""
        return self._at

    def set(self, at: datetime) -> None:
        """Stand at another moment (aware)."""
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on by `by`."""
        self._at += by


def in_london(at: datetime) -> datetime:
    """Return the aware `at` as the clock on an English wall shows it."""
    return at.astimezone(LONDON)


def london_date(at: datetime) -> date:
    """Return the calendar day in England at the aware moment `at`."""
    return in_london(at).date()


def london(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC moment at which English clocks show `hour`:`minute` on `day`."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def long_day(day: date) -> str:
    """Return a day in full, "3 August 2011", in English: the system's own names follow the machine's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def steady() -> float:
    """Return seconds that only go forward, also while the machine sleeps where the system counts that (Linux)."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
