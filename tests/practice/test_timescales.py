"""How soon: meetings, reviews and papers, as the shipped timescales have it."""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from cremeet import paths
from cremeet.errors import NotFoundError
from cremeet.practice import loader
from cremeet.practice.timescales import Span, Timescales


@cache
def timescales() -> Timescales:
    return loader.load(paths.shipped_practice()).timescales


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "level", "due"),
    [
        ("initial", "medium", date(2026, 12, 7)),
        ("initial", None, date(2026, 12, 7)),
        ("initial", "high", date(2026, 11, 30)),
        ("strategy", "high", MONDAY),
        ("review", "high", date(2027, 1, 4)),
        ("review", "medium", date(2027, 2, 15)),
        ("review", "", date(2027, 2, 23)),
    ],
)
def test_a_meeting_is_due_by_its_kind_and_level(kind: str, level: str | None, due: date) -> None:
    assert timescales().meeting_due(kind, level, MONDAY) == due


def test_a_meeting_of_an_unknown_kind_has_no_due_date() -> None:
    with pytest.raises(NotFoundError, match=r"timescales\.toml"):
        timescales().meeting_due("tea", None, MONDAY)


def test_a_moment_counts_from_the_day_on_english_clocks() -> None:
    just_after_midnight_in_june = datetime(2026, 6, 7, 23, 30, tzinfo=UTC)
    assert timescales().meeting_due("initial", "high", just_after_midnight_in_june) == date(2026, 6, 15)


def test_a_review_is_on_the_last_working_day_within_the_timescale() -> None:
    assert timescales().review_due("high", date(2026, 11, 16)) == date(2026, 12, 24)  # six weeks on is a bank holiday
    assert timescales().review_due("medium", MONDAY) == date(2027, 2, 15)
    assert timescales().review_due("none", date(2026, 11, 30)) == date(2027, 2, 26)  # three months on is a Sunday


def test_no_level_may_wait_longer_than_the_maximum() -> None:
    slow = tuple(
        step.model_copy(update={"within": Span(amount=52, unit="weeks")}) if step.review_of == "medium" else step
        for step in timescales().steps
    )
    changed = timescales().model_copy(update={"steps": slow})
    assert changed.review_due("medium", MONDAY) == changed.review_due("none", MONDAY)


def test_actions_and_minutes_go_out_in_working_days() -> None:
    friday_evening = datetime(2026, 12, 18, 18, 0, tzinfo=UTC)
    assert timescales().actions_due(friday_evening) == date(2026, 12, 21)
    assert timescales().minutes_due(friday_evening) == date(2027, 1, 6)


def test_hours_days_weeks_and_months() -> None:
    at = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    assert timescales().after(Span(amount=24, unit="hours"), at) == date(2026, 3, 29)
    assert timescales().after(Span(amount=72, unit="hours"), MONDAY) == date(2026, 11, 26)
    assert timescales().after(Span(amount=2, unit="days"), at) == date(2026, 3, 30)
    assert timescales().after(Span(amount=2, unit="weeks"), MONDAY) == date(2026, 12, 7)
    assert timescales().after(Span(amount=3, unit="months"), date(2026, 11, 30)) == date(2027, 2, 28)
    assert Span(amount=1, unit="working days").words() == "1 working day"
    assert Span(amount=0, unit="days").words() == "the same day"


def test_three_times_missing_in_thirty_days_calls_for_a_meeting() -> None:
    rule = timescales().missing_trigger
    assert rule.met((date(2026, 11, 1), date(2026, 11, 10), date(2026, 11, 30)))
    assert not rule.met((date(2026, 11, 1), date(2026, 11, 10), date(2026, 12, 1)))
    assert not rule.met((date(2026, 11, 1), date(2026, 11, 2)))
    assert rule.met((date(2026, 6, 1), date(2026, 11, 20), date(2026, 11, 3), date(2026, 11, 3)))
