"""What was read aloud and asked, who heard it, and who was out of the room for a closed part."""

from datetime import timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.services import (
    attendance,
    closed_part,
    closing,
    holding,
    invitations,
    meetings,
    minutes,
    readings,
    round_table,
)
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import pack_of
from tests import held


@pytest.fixture
def meeting_id(session):
    made = held.live(session)
    held.arrive(session, made)
    return made


def view(session, meeting_id):
    return meetings.meeting_view(session, meeting_id)


def test_the_statement_is_read_to_those_who_are_there_and_again_to_whoever_comes_later(session, clock, meeting_id):
    late = held.people(session, meeting_id)["health"]
    attendance.mark(session, late.attendance_id, "invited")
    readings.read_statement(session, meeting_id)
    assert readings.latecomers(view(session, meeting_id)) == ()
    clock.advance(timedelta(minutes=12))
    attendance.mark(session, late.attendance_id, "present")
    assert [one.name for one in readings.latecomers(view(session, meeting_id))] == [late.name]
    lines = [line for line in closing.missing(session, meeting_id) if line.check == "confidentiality"]
    assert [(line.about_id, line.place) for line in lines] == [(late.attendance_id, "people")]
    assert late.name not in lines[0].what
    readings.read_statement(session, meeting_id)
    after = view(session, meeting_id)
    assert readings.latecomers(after) == ()
    assert [one.at for one in after.readings] == [clock() - timedelta(minutes=12), clock()]
    assert after.entries[-1].words == f"The confidentiality statement was read again for {late.name}."
    assert not [line for line in closing.missing(session, meeting_id) if line.check == "confidentiality"]


def test_somebody_who_has_gone_again_needs_no_reading(session, clock, meeting_id):
    late = held.people(session, meeting_id)["health"]
    attendance.mark(session, late.attendance_id, "invited")
    readings.read_statement(session, meeting_id)
    clock.advance(timedelta(minutes=5))
    attendance.mark(session, late.attendance_id, "present")
    clock.advance(timedelta(minutes=5))
    attendance.leave(session, late.attendance_id)
    assert readings.latecomers(view(session, meeting_id)) == ()


def test_an_items_script_is_kept_with_its_time_and_hearers(session, clock, meeting_id):
    item_id = held.item(session, meeting_id, "agencies")
    kept = readings.read_script(session, item_id)
    assert (kept.what, kept.item_id, kept.at) == ("script", item_id, clock())
    assert set(kept.heard) == {one.attendance_id for one in view(session, meeting_id).people}
    assert readings.last(view(session, meeting_id), "script", item_id) == kept


def test_what_everybody_is_asked_keeps_its_answer_and_who_may_read_it(session, meeting_id):
    nobody = readings.ask(session, meeting_id, readings.CONFLICT)
    assert (nobody.words, nobody.tag) == ("", "professionals")
    readings.ask(session, meeting_id, readings.CONFLICT, "Sam taught the child's brother", tag="police")
    told = readings.last(view(session, meeting_id), readings.CONFLICT)
    assert (told.words, told.tag) == ("Sam taught the child's brother", "police")
    with pytest.raises(RuleError, match="handling tag"):
        readings.ask(session, meeting_id, readings.SHARING, "x", tag="moon")
    with pytest.raises(RuleError, match="asked of everybody"):
        readings.ask(session, meeting_id, "weather")


def test_those_who_must_leave_for_a_closed_part_leave_and_come_back_with_the_times(session, clock, meeting_id):
    child = invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    attendance.mark(session, child, "present")
    closed = held.item(session, meeting_id, "restricted")
    pack = pack_of(session, view(session, meeting_id).head.practice_id)
    assert [one.name for one in closed_part.who_leaves(view(session, meeting_id), pack)] == ["Robin Testwood"]
    holding.go_to(session, closed)
    assert [line.about_id for line in closing.missing(session, meeting_id) if line.check == "closed-part"] == [closed]
    closed_part.leave(session, closed)
    assert closed_part.who_leaves(view(session, meeting_id), pack) == ()
    assert [one.name for one in closed_part.outside(view(session, meeting_id))] == ["Robin Testwood"]
    with pytest.raises(RuleError, match="has to leave"):
        closed_part.leave(session, closed)
    clock.advance(timedelta(minutes=9))
    (away,) = closed_part.back(session, meeting_id)
    assert (away.attendance_id, away.item_id, away.back_at - away.left_at) == (child, closed, timedelta(minutes=9))
    assert closed_part.outside(view(session, meeting_id)) == ()
    assert not [line for line in closing.missing(session, meeting_id) if line.check == "closed-part"]
    with pytest.raises(RuleError, match="Nobody is outside"):
        closed_part.back(session, meeting_id)


def test_nobody_leaves_for_an_open_item(session, meeting_id):
    with pytest.raises(RuleError, match="not in a closed part"):
        closed_part.leave(session, held.item(session, meeting_id, "agencies"))


def test_what_is_said_in_a_closed_part_is_restricted_unless_somebody_widens_it(session, meeting_id):
    entry = minutes.add_entry(session, held.item(session, meeting_id, "restricted"), NewEntry("A vehicle"))
    assert entry.tag == "police"


def test_an_agency_that_has_said_nothing_is_silent_until_it_speaks_or_leaves(session, meeting_id):
    names = {seat.person.agency for seat in round_table.silent(view(session, meeting_id))}
    police = held.people(session, meeting_id)["police"]
    assert "police" in names
    item_id = held.item(session, meeting_id, "agencies")
    minutes.add_entry(session, item_id, NewEntry("Two numbers", speaker_id=police.attendance_id))
    assert "police" not in {seat.person.agency for seat in round_table.silent(view(session, meeting_id))}
    health = held.people(session, meeting_id)["health"]
    attendance.mark(session, health.attendance_id, "apologies", reason="On leave")
    assert "health" not in {seat.person.agency for seat in round_table.silent(view(session, meeting_id))}


def test_a_break_stops_the_clock_and_is_minuted_without_a_reason(session, clock, meeting_id):
    before = view(session, meeting_id)
    holding.pause(session, meeting_id)
    clock.advance(timedelta(minutes=10))
    paused = view(session, meeting_id)
    assert (paused.head.state, paused.head.adjourned_reason) == ("adjourned", "")
    assert [one.seconds_used for one in paused.items] == [one.seconds_used for one in before.items]
    holding.resume(session, meeting_id)
    assert [one.words for one in view(session, meeting_id).entries] == [
        "The meeting paused for a break.",
        "The meeting was resumed.",
    ]
    assert view(session, meeting_id).head.state == "live"
    with pytest.raises(RuleError, match="Only an adjourned"):
        holding.resume(session, meeting_id)
