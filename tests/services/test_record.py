from datetime import timedelta

import pytest

from cremeet.errors import NotFoundError
from cremeet.services import closing, holding, minutes, review
from cremeet.services.minutes import NewEntry
from cremeet.services.record import OpenLine, meeting_record
from tests import factory, held


def version(session, meeting_id):
    return meeting_record(session, meeting_id).version


def test_the_version_says_where_the_minutes_stand(session, clock):
    meeting_id = factory.meeting(session)
    assert version(session, meeting_id) == "Before the meeting"
    holding.start(session, meeting_id)
    assert version(session, meeting_id) == "Working draft"
    holding.adjourn(session, meeting_id, "Fire alarm")
    assert version(session, meeting_id) == "Working draft"


def test_every_correction_after_the_end_makes_another_draft(session, clock):
    meeting_id = held.ended(session, clock)
    assert version(session, meeting_id) == "Draft 1"
    item = held.item(session, meeting_id, "agencies")
    for number in (2, 3):
        clock.advance(timedelta(minutes=5))
        minutes.add_entry(session, item, NewEntry("Left out before."))
        assert version(session, meeting_id) == f"Draft {number}"
    closing.approve(session, meeting_id, "Cher Person")
    assert version(session, meeting_id) == "Approved"
    for words in ("Approved, with 1 amendment", "Approved, with 2 amendments"):
        closing.amend(session, meeting_id, "Attendance", "The nurse was there.", "Left out")
        assert version(session, meeting_id) == words


def test_the_record_of_a_meeting_knows_the_last_one_and_levels_up_to_its_own_day(session, clock):
    first = held.ended(session, clock)
    clock.advance(timedelta(days=21))
    second = review.start_review(session, first, review.propose_review_plan(session, first))
    holding.start(session, second)
    held.assess(session, second, "high")
    earlier, later = meeting_record(session, first), meeting_record(session, second)
    assert (earlier.previous, later.previous.meeting_id) == (None, first)
    assert [point.level for point in earlier.episode.levels] == ["medium"]
    assert [point.level for point in later.episode.levels] == ["medium", "high"]
    assert later.made_at == clock()


def test_what_is_still_open_is_told_until_it_is_overridden(session):
    meeting_id = held.complete(session, held.live(session))
    assert meeting_record(session, meeting_id).open_lines == ()
    holding.set_contingency(session, meeting_id, "", "")
    lines = closing.missing(session, meeting_id)
    assert meeting_record(session, meeting_id).open_lines == tuple(OpenLine(line.what, line.tag) for line in lines)
    for line in lines:
        closing.override(session, meeting_id, line.check, line.about_id, "By telephone tonight")
    record = meeting_record(session, meeting_id)
    assert record.open_lines == ()
    assert [one.reason for one in record.overrides] == ["By telephone tonight"] * len(lines)


def test_private_notes_of_the_chair_are_in_no_record(session):
    meeting_id = held.live(session)
    holding.keep_chair_note(session, meeting_id, "zzprivatezz")
    assert "zzprivatezz" not in repr(meeting_record(session, meeting_id))
    assert holding.chair_note(session, meeting_id) == "zzprivatezz"


def test_a_meeting_that_is_not_here_is_not_found(session):
    with pytest.raises(NotFoundError):
        meeting_record(session, "nothing")
