"""Slipping is counted: how old an action is, how often it was carried and its date moved, over several meetings."""

from datetime import date, timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.models import History
from cremeet.services import actions, closing, meetings
from cremeet.services.actions import ReviewDetails
from tests import factory, held

JAN, FEB, MARCH = date(2027, 1, 11), date(2027, 2, 1), date(2027, 3, 1)


@pytest.fixture
def episode_id(session):
    return factory.episode(session)


@pytest.fixture
def first(session, episode_id):
    """A live meeting on 23 November with one action, due on 4 December."""
    meeting_id = held.live(session, episode_id)
    held.action(session, meeting_id)
    return meeting_id


def later(session, clock, episode_id, day):
    """A live review on `day`."""
    clock.advance(timedelta(days=(day - clock().date()).days))
    return held.live(session, episode_id, kind="review", triggered_on=clock().date(), starts_at=clock())


def line(session, meeting_id):
    (found,) = meetings.meeting_view(session, meeting_id).actions
    return found


def counted(session, meeting_id):
    found = line(session, meeting_id)
    return found.age_days, found.carried, found.moved, found.overdue_days, found.slipping


def heard(session, meeting_id, status="in-progress", **details):
    return actions.review_action(
        session, meeting_id, line(session, meeting_id).action_id, ReviewDetails(status, **details)
    )


def test_slipping_is_counted_over_three_meetings(session, clock, episode_id, first):
    second = later(session, clock, episode_id, date(2026, 12, 14))
    assert counted(session, second) == (21, 0, 0, 10, False)
    heard(session, second, reason="Ill", due_on=JAN)
    assert counted(session, second) == (21, 1, 1, 0, False)
    third = later(session, clock, episode_id, date(2027, 1, 20))
    assert counted(session, third) == (58, 1, 1, 9, False)
    heard(session, third, reason="Nobody free", due_on=FEB)
    assert counted(session, third) == (58, 2, 2, 0, True)
    fourth = later(session, clock, episode_id, date(2027, 2, 8))
    assert counted(session, fourth) == (77, 2, 2, 7, True)
    heard(session, fourth, "not-started", reason="Still nobody")
    assert counted(session, fourth) == (77, 3, 2, 7, True), "the date stays, so it is late still"
    assert counted(session, second)[1:3] == (1, 1), "an earlier meeting tells what was counted by then"
    assert line(session, fourth).first_due_on == held.DUE_ON


def test_an_ended_meeting_counts_to_its_end(session, clock, episode_id, first):
    second = later(session, clock, episode_id, date(2026, 12, 11))
    heard(session, second, reason="Ill")
    closing.end(session, held.complete(session, second))
    clock.advance(timedelta(days=60))
    found = next(each for each in meetings.meeting_view(session, second).actions if each.from_earlier)
    assert (found.age_days, found.overdue_days) == (18, 7)


def test_a_review_that_is_taken_back_leaves_the_action_as_the_last_meeting_left_it(session, clock, episode_id, first):
    second = later(session, clock, episode_id, date(2026, 12, 14))
    heard(session, second, reason="Ill", due_on=JAN, progress="One visit.")
    third = later(session, clock, episode_id, date(2027, 1, 20))
    before = line(session, third)
    for status, details in (
        ("done", {"impact": "Sleeps better"}),
        ("cancelled", {"reason": "Moved away"}),
        ("not-started", {"reason": "Nobody free", "due_on": MARCH, "escalated_to": "The panel"}),
    ):
        assert heard(session, third, status, **details) != before
        assert actions.take_back_review(session, third, before.action_id) == before
        assert line(session, third) == before
    session.flush()
    told = session.query(History).filter(History.thing == "ActionReview").all()
    assert any("Sleeps better" in (each.old or "") for each in told), "the history keeps what was heard"


def test_a_first_date_that_a_review_gave_goes_with_it(session, clock, episode_id):
    first = held.live(session, episode_id)
    held.action(session, first, due_on=None)
    second = later(session, clock, episode_id, date(2026, 12, 14))
    before = line(session, second)
    assert heard(session, second, due_on=JAN).first_due_on == JAN
    assert actions.take_back_review(session, second, before.action_id) == before


def test_only_this_meetings_own_review_is_taken_back(session, clock, episode_id, first):
    second = later(session, clock, episode_id, date(2026, 12, 14))
    action_id = line(session, second).action_id
    with pytest.raises(RuleError, match="has not reviewed"):
        actions.take_back_review(session, second, action_id)
    heard(session, second, reason="Ill")
    third = later(session, clock, episode_id, date(2027, 1, 20))
    heard(session, third, "done")
    with pytest.raises(RuleError, match="later meeting"):
        actions.take_back_review(session, second, action_id)
    assert line(session, second).reviewed
