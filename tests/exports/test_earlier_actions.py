"""What a review heard about earlier actions, in every document, for those who may read it and for nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cremeet.exports import issue
from cremeet.exports.reading import plain_text
from cremeet.services import actions, attendance, readback
from cremeet.services.actions import ReviewDetails
from cremeet.services.record import meeting_record
from tests import factory, held

JAN, FEB = date(2027, 1, 11), date(2027, 2, 1)
HEARD = ("One visit so far", "Nobody was free", "Head of service")


@pytest.fixture
def third(session, clock):
    """The third meeting: A1 was moved for the second time and escalated, A2 was not reviewed."""
    episode_id = factory.episode(session)
    first = held.live(session, episode_id)
    action_id = held.action(session, first).action_id
    held.action(session, first, words="Call the school")
    for moved_to in (JAN, FEB):
        clock.advance(timedelta(days=21))
        meeting_id = held.live(session, episode_id, kind="review", triggered_on=clock().date(), starts_at=clock())
        details = ReviewDetails("in-progress", HEARD[0], HEARD[1], due_on=moved_to, escalated_to=HEARD[2])
        actions.review_action(session, meeting_id, action_id, details)
    return meeting_id


def said(session, meeting_id, document, audience):
    return plain_text(issue.build(meeting_record(session, meeting_id), document, audience=audience))


@pytest.mark.parametrize("document", ["minutes", "plan", "actions"])
def test_those_of_the_meeting_read_why_how_often_and_with_whom_it_was_raised(session, third, document):
    words = said(session, third, document, "professionals")
    assert "date moved 2 times (slipping)" in words
    assert "arried forward 2 times" in words
    assert all(each in words for each in HEARD[1:])
    assert HEARD[0] in words or document == "actions"


@pytest.mark.parametrize("document", ["minutes", "plan", "actions"])
def test_a_family_reads_what_was_promised_and_nothing_that_was_heard(session, third, document):
    words = said(session, third, document, "family")
    assert "Offer a trusted worker" in words
    assert not [each for each in HEARD if each in words]


def test_the_minutes_name_an_earlier_action_that_was_not_reviewed(session, third):
    words = said(session, third, "minutes", "chair")
    assert "Not reviewed at this meeting. Due Fri 4 Dec 2026." in words
    assert words.index("Nobody was free") < words.index("Call the school")


def test_the_minutes_say_who_agreed_and_who_is_told_by_whom(session, third):
    held.arrive(session, third)
    held.action(session, third, words="Share attendance", owner="Mark Testbell", agency="education")
    held.action(session, third, words="Find a place", owner="", agency="housing")
    assert "not agreed at the meeting" not in said(session, third, "minutes", "chair"), "nothing was read back yet"
    seats = held.people(session, third)
    attendance.mark(session, seats["education"].attendance_id, "apologies")
    readback.agree(session, seats["social-care"].attendance_id)
    readback.tell(session, third, "Mark Testbell", "education", "Lowri Testwyn")
    words = said(session, third, "minutes", "professionals")
    told = words[words.index("What happens next") :]
    assert "A1: agreed." in told
    assert "A3: to be told by Lowri Testwyn." in told
    assert "A4: not agreed at the meeting." in told
    assert "Lowri Testwyn." not in said(session, third, "minutes", "family")


def test_what_a_reader_may_not_have_is_not_read_back_to_them_either(session, third):
    held.arrive(session, third)
    held.action(session, third, words="Watch the hotel", owner="Amira Testkhan", agency="police", tag="police")
    readback.agree(session, held.people(session, third)["police"].attendance_id)
    assert "A3: agreed." in said(session, third, "minutes", "chair")
    assert "A3" not in said(session, third, "minutes", "professionals")
