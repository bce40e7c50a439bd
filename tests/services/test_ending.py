"""Closing with a reason, ending, approving and amending a meeting."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import RuleError
from cremeet.models import History
from cremeet.services import (
    assessing,
    attendance,
    closing,
    holding,
    meetings,
    minutes,
)
from cremeet.services.assessing import Answer
from cremeet.services.packs import practice
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    """A live meeting that lacks nothing."""
    complete = held.complete(session, held.live(session))
    assert closing.missing(session, complete) == ()
    return complete


def checks(session, meeting_id):
    return [line.check for line in closing.missing(session, meeting_id)]


def the_line(session, meeting_id):
    (line,) = closing.missing(session, meeting_id)
    assert line.what.endswith(".")
    assert line.what.count("\n") == 0
    return line


def test_a_line_is_overridden_with_a_reason_that_the_minutes_show(session, clock, meeting_id):
    holding.set_review(session, meeting_id, None)
    with pytest.raises(RuleError, match="still open"):
        closing.end(session, meeting_id)
    with pytest.raises(RuleError, match="reason"):
        closing.override(session, meeting_id, "review-date", "", " ")
    with pytest.raises(RuleError, match="no longer on the list"):
        closing.override(session, meeting_id, "views", "", "x")
    (line,) = closing.override(session, meeting_id, "review-date", "", "The panel sets it on Friday")
    assert line.overridden == "The panel sets it on Friday"
    (shown,) = closing.overrides(session, meeting_id)
    assert (shown.reason, shown.what, shown.at, shown.by) == (line.overridden, line.what, clock(), "Minnie Taker")
    (open_again,) = closing.take_back_override(session, meeting_id, "review-date", "")
    assert open_again.overridden == ""
    closing.override(session, meeting_id, "review-date", "", "The panel sets it")
    holding.set_review(session, meeting_id, held.REVIEW_ON)
    assert closing.overrides(session, meeting_id) == ()


def test_what_was_overridden_to_end_a_meeting_stays_in_its_minutes(session, meeting_id):
    critical = next(q.indicator.id for q in practice(session).instrument("").questions() if q.indicator.critical)
    assessment_id = assessing.assessment_of(session, meeting_id).now.assessment_id
    assessing.answer(session, assessment_id, critical, Answer("confirmed", evidence="Told us."))
    closing.override(session, meeting_id, "high-indicator", critical, "The panel acts on it tonight")
    closing.end(session, meeting_id)
    shown = closing.overrides(session, meeting_id)
    assert [line.reason for line in shown] == ["The panel acts on it tonight"]
    assert shown[0].tag
    assessing.answer(session, assessment_id, critical, Answer())
    assert closing.missing(session, meeting_id) == ()
    assert closing.overrides(session, meeting_id) == shown
    closing.approve(session, meeting_id, "Cher Person")
    assert closing.overrides(session, meeting_id) == shown


def test_overridden_lines_come_last(session, meeting_id):
    attendance.leave(session, held.people(session, meeting_id)["police"].attendance_id)
    holding.set_review(session, meeting_id, None)
    lines = closing.override(session, meeting_id, "quorum", "", "Called away")
    assert [line.check for line in lines] == ["review-date", "quorum"]


def test_ending_stops_the_clock_and_leaves_a_draft_that_can_be_corrected(session, clock, meeting_id):
    clock.advance(timedelta(minutes=4))
    head = closing.end(session, meeting_id)
    assert (head.state, head.ended_at) == ("ended", clock())
    clock.advance(timedelta(hours=5))
    last = meetings.meeting_view(session, meeting_id).items[-1]
    assert (last.state, last.seconds_used) == ("done", 240)
    entry = meetings.meeting_view(session, meeting_id).entries[0]
    minutes.reword(session, entry.entry_id, "Corrected words")
    told = session.scalars(sa.select(History).where(History.thing_id == entry.entry_id, History.at == clock())).all()
    assert "words" in {row.field for row in told}
    with pytest.raises(RuleError, match="live or adjourned"):
        closing.end(session, meeting_id)


def test_an_adjourned_meeting_can_end_but_a_planned_one_cannot(session, meeting_id):
    with pytest.raises(RuleError, match="live or adjourned"):
        closing.end(session, factory.meeting(session))
    holding.adjourn(session, meeting_id, "Fire alarm")
    assert closing.end(session, meeting_id).state == "ended"


def test_approval_locks_the_minutes_and_the_assessment(session, clock, meeting_id):
    with pytest.raises(RuleError, match="end it first"):
        closing.approve(session, meeting_id, "Cher Person")
    closing.end(session, meeting_id)
    with pytest.raises(RuleError, match="name who"):
        closing.approve(session, meeting_id, " ")
    holding.set_review(session, meeting_id, None)
    with pytest.raises(RuleError, match="1 line of the close list is still open"):
        closing.approve(session, meeting_id, "Cher Person")
    holding.set_review(session, meeting_id, held.REVIEW_ON)
    head = closing.approve(session, meeting_id, "Cher Person")
    assert (head.state, head.approved_by, head.approved_at) == ("approved", "Cher Person", clock())
    assert assessing.assessment_of(session, meeting_id).now.locked
    for change in (
        lambda: closing.override(session, meeting_id, "views", "", "x"),
        lambda: closing.take_back_override(session, meeting_id, "views", ""),
    ):
        with pytest.raises(RuleError, match="approved and locked"):
            change()


def test_approved_minutes_are_amended_with_a_date_and_a_reason(session, clock, meeting_id):
    with pytest.raises(RuleError, match="corrected directly"):
        closing.amend(session, meeting_id, "D1", "x", "y")
    closing.end(session, meeting_id)
    closing.approve(session, meeting_id, "Cher Person")
    clock.advance(timedelta(days=3))
    for words, reason, tag in ((" ", "y", ""), ("x", " ", ""), ("x", "y", "moon")):
        with pytest.raises(RuleError):
            closing.amend(session, meeting_id, "D1", words, reason, tag=tag)
    first = closing.amend(session, meeting_id, "D1", "The date was the 9th", "Misheard")
    second = closing.amend(session, meeting_id, "", "More", "Left out", tag="police")
    assert (first.number, first.tag, first.at, first.by) == (1, "professionals", clock(), "Minnie Taker")
    assert closing.amendments(session, meeting_id) == (first, second)


def test_the_review_is_proposed_by_the_agreed_level(session, pack):
    meeting_id = held.live(session)
    held.assess(session, meeting_id, "high")
    high = closing.propose_review(session, meeting_id)
    held.assess(session, meeting_id, "medium")
    medium = closing.propose_review(session, meeting_id)
    assert high.latest == pack.timescales.review_due("high", factory.MONDAY)
    assert high.latest < medium.latest
    assert "high risk" in high.why
    assert pack.timescales.is_working(high.latest)
