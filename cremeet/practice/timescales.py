"""How soon: timescales in working or calendar days, hours, weeks or months, counted on England's calendar.

Bank holidays come from the `holidays` package, imported when the first date is counted, and from the pack's own list of
days added (a local closure, a new bank holiday) or removed.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from cremeet.clock import london_date
from cremeet.counting import counted
from cremeet.errors import NotFoundError
from cremeet.practice.shape import Day, Id, Shape, Text, Title, Whole, YesNo

SATURDAY = 5

Unit = Literal["hours", "working days", "days", "weeks", "months"]


class Span(Shape):
    """A length of time, such as 10 working days; 0 days is the same day."""

    amount: Whole
    unit: Unit

    def words(self) -> str:
        """Return this span as people say it."""
        if self.amount == 0:
            return "the same day"
        return counted(self.amount, self.unit[:-1])


class Timescale(Shape):
    """One timescale, counted from what `counted_from` says.

    `meeting` is the agenda that it sets a due date for, `review_of` the level whose reviews it spaces; with `level`, it
    holds at that level only and comes before one without. `source` says what it rests on.
    """

    id: Id
    title: Title
    within: Span
    counted_from: Text
    meeting: Id | None = None
    level: Id | None = None
    review_of: Id | None = None
    source: Text


class HolidayChange(Shape):
    """A day that counts otherwise than the national calendar has it, and why."""

    day: Day
    why: Text


class MissingTrigger(Shape):
    """How often in how many days a child is missing before a strategy meeting is called."""

    times: Annotated[Whole, Field(ge=1)]
    days: Annotated[Whole, Field(ge=1)]
    source: Text

    def met(self, began: tuple[date, ...]) -> bool:
        """Say whether `times` of these days on which a child went missing lie within any `days` days."""
        ordered = sorted(began)
        window = timedelta(days=self.days)
        return any(last - first < window for first, last in zip(ordered, ordered[self.times - 1 :], strict=False))


class Escalation(Shape):
    """After how many reviews in a row at `level` or above, with no fall, the concern goes to `to`."""

    level: Id
    reviews: Annotated[Whole, Field(ge=1)]
    to: Title
    source: Text


class Timescales(Shape):
    """Every timescale of the pack, and working-day arithmetic on England's calendar."""

    steps: Annotated[tuple[Timescale, ...], Field(min_length=1)]
    review_at_most: Span
    holidays_added: tuple[HolidayChange, ...] = ()
    holidays_removed: tuple[HolidayChange, ...] = ()
    missing_trigger: MissingTrigger
    escalation: Escalation
    review_on_working_day: YesNo = True

    def step(self, step_id: str) -> Timescale:
        """Return the timescale with this id; raise NotFoundError where the pack has none."""
        found = next((step for step in self.steps if step.id == step_id), None)
        if found is None:
            known = ", ".join(step.id for step in self.steps)
            raise NotFoundError(f"The practice pack has no such timescale; it has: {known}.")
        return found

    def due(self, step_id: str, since: datetime | date) -> date:
        """Return the last day allowed by the timescale `step_id` when counted from `since`."""
        return self.after(self.step(step_id).within, since)

    def meeting_due(self, kind: str, level: str | None, trigger_at: datetime | date) -> date:
        """Return the last day for a meeting of `kind` (an agenda id) at `level`, counted from its trigger.

        Raises NotFoundError where the pack sets no timescale for such a meeting.
        """
        return self.after(self.for_meeting(kind, level).within, trigger_at)

    def for_meeting(self, kind: str, level: str | None) -> Timescale:
        """Return the timescale that holds for a meeting of `kind` at `level`: the level's own, else the general one."""
        candidates = [step for step in self.steps if step.meeting == kind and step.level in {None, level}]
        if not candidates:
            raise NotFoundError(
                "The practice pack has no timescale for this kind of meeting; add one to timescales.toml."
            )
        return next((step for step in candidates if step.level is not None), candidates[0])

    def for_review(self, level: str | None) -> Timescale | None:
        """Return the timescale that spaces reviews at `level`, or None where only the maximum holds."""
        return next((step for step in self.steps if step.review_of is not None and step.review_of == level), None)

    def review_due(self, level: str | None, since: datetime | date) -> date:
        """Return the last working day on which a review at `level` is still in time, counted from the last meeting.

        A level without a timescale of its own gets the pack's maximum, which no level's timescale may pass.
        """
        step = self.for_review(level)
        latest = self.after(self.review_at_most, since)
        if step is not None:
            latest = min(latest, self.after(step.within, since))
        return self.previous_working(latest) if self.review_on_working_day else latest

    def actions_due(self, ended: datetime | date) -> date:
        """Return the day by which decisions and actions are sent out after a meeting that `ended` then."""
        return self.due("actions-out", ended)

    def minutes_due(self, ended: datetime | date) -> date:
        """Return the day by which minutes are sent out after a meeting that `ended` then."""
        return self.due("minutes-out", ended)

    def after(self, span: Span, since: datetime | date) -> date:
        """Return the day on which `span` ends when counted from `since`; aware times are read on English clocks.

        Hours counted from a bare day are counted from its first minute.
        """
        day = _day(since)
        if span.unit == "working days":
            return self.add_working(day, span.amount)
        if span.unit == "hours":
            start = since if isinstance(since, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a bare day
            return _day(start + timedelta(hours=span.amount))
        if span.unit == "months":
            return _add_months(day, span.amount)
        return day + timedelta(days=span.amount * (7 if span.unit == "weeks" else 1))

    def is_working(self, day: date) -> bool:
        """Say whether `day` is a working day: Monday to Friday, no bank holiday of England, with the pack's changes."""
        if any(change.day == day for change in self.holidays_added):
            return False
        if day.weekday() >= SATURDAY:
            return False
        return day not in _bank_holidays(day.year) or any(change.day == day for change in self.holidays_removed)

    def add_working(self, day: date, count: int) -> date:
        """Return the day `count` working days after `day` (before it, where negative); the day itself is not counted.

        A count of 0 is the day itself, or the next working day where it is none.
        """
        if count == 0:
            return self.next_working(day)
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`; 0 where `end` is not later."""
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def next_working(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def previous_working(self, day: date) -> date:
        """Return `day`, or the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def holiday_name(self, day: date) -> str:
        """Return why `day` is a holiday (the pack's reason or the bank holiday's name), or an empty text."""
        for change in self.holidays_added:
            if change.day == day:
                return change.why
        if any(change.day == day for change in self.holidays_removed):
            return ""
        return _bank_holidays(day.year).get(day, "")


def _day(when: datetime | date) -> date:
    if isinstance(when, datetime):
        return london_date(when) if when.tzinfo is not None else when.date()
    return when


def _add_months(day: date, months: int) -> date:
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def read_bank_holidays(year: int) -> None:
    """Have the bank holidays of a year and the next read, which takes a tenth of a second, before a day is counted."""
    for each in (year, year + 1):
        _bank_holidays(each)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[date, str]:
    import holidays  # 0.1 s to import: not before a date is counted

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year).items())
