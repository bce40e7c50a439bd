from dataclasses import replace
from datetime import date, timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.services import attendance, child_page, children, closing, invitations, meetings
from cremeet.services.minutes import NewEntry, add_entry
from tests import factory, held


def test_the_quorum_of_a_meeting_that_has_ended_is_what_it_was_then(session, clock):
    child_id = factory.child(session, enrolled=False)
    meeting_id = held.complete(session, held.live(session, factory.episode(session, child_id)))
    school = held.people(session, meeting_id)["education"].attendance_id
    attendance.mark(session, school, "apologies")
    clock.advance(timedelta(minutes=90))
    closing.end(session, meeting_id)
    then = attendance.quorum(session, meeting_id)
    assert then.met
    children.change_child(session, child_id, replace(child_page.child_page(session, child_id).details, enrolled=True))
    assert attendance.quorum(session, meeting_id) == then
    assert meetings.meeting_view(session, meeting_id).quorum == then


def test_present_keeps_the_moment_of_arrival_and_who_came_late(session, clock):
    meeting_id = held.live(session)
    people = held.people(session, meeting_id)
    clock.advance(timedelta(minutes=5))
    early = attendance.mark(session, people["police"].attendance_id, "present")
    clock.advance(timedelta(minutes=30))
    late = attendance.mark(session, people["health"].attendance_id, "present", reason="Traffic")
    assert (early.late, late.late, late.reason) == (False, True, "Traffic")
    assert late.arrived_at == clock()
    corrected = attendance.mark(session, people["health"].attendance_id, "present", at=factory.MONDAY)
    assert (corrected.arrived_at, corrected.late) == (factory.MONDAY, False)


def test_an_apology_after_a_mistaken_mark_clears_the_times(session):
    meeting_id = held.live(session)
    person = held.people(session, meeting_id)["police"].attendance_id
    attendance.mark(session, person, "present")
    record = attendance.mark(session, person, "apologies", reason="In court")
    assert (record.status, record.arrived_at, record.left_at, record.reason) == ("apologies", None, None, "In court")
    with pytest.raises(RuleError, match="attendance"):
        attendance.mark(session, person, "asleep")


def test_leaving_makes_it_part_and_coming_back_makes_it_present(session, clock):
    meeting_id = held.live(session)
    person = held.people(session, meeting_id)["police"].attendance_id
    with pytest.raises(RuleError, match="not marked as present"):
        attendance.leave(session, person)
    attendance.mark(session, person, "present")
    with pytest.raises(RuleError, match="before they arrived"):
        attendance.leave(session, person, clock() - timedelta(minutes=1))
    clock.advance(timedelta(minutes=20))
    assert attendance.leave(session, person).status == "part"
    assert attendance.mark(session, person, "present").left_at is None


def test_quorum_is_a_rule_about_agencies_that_are_in_the_room(session, clock):
    meeting_id = held.live(session)
    quorum = attendance.quorum(session, meeting_id)
    assert not quorum.met
    assert len(quorum.missing) == 4
    held.arrive(session, meeting_id)
    assert attendance.quorum(session, meeting_id).met
    clock.advance(timedelta(minutes=10))
    attendance.leave(session, held.people(session, meeting_id)["police"].attendance_id)
    quorum = attendance.quorum(session, meeting_id)
    assert (quorum.met, quorum.missing) == (False, ("Police",))
    assert "Police" in quorum.why
    assert meetings.meeting_view(session, meeting_id).quorum == quorum


@pytest.mark.parametrize(("enrolled", "met"), [(True, False), (False, True)])
def test_education_counts_only_for_a_child_who_is_enrolled(session, enrolled, met):
    child_id = factory.child(session, enrolled=enrolled)
    meeting_id = held.live(session, factory.episode(session, child_id))
    held.arrive(session, meeting_id)
    attendance.mark(session, held.people(session, meeting_id)["education"].attendance_id, "apologies")
    assert attendance.quorum(session, meeting_id).met is met


def test_an_observer_or_parent_of_an_agency_fills_no_seat(session):
    meeting_id = held.live(session)
    held.arrive(session, meeting_id)
    attendance.mark(session, held.people(session, meeting_id)["police"].attendance_id, "apologies")
    attendance.add_arrival(session, meeting_id, "Olu Testobi", "Student officer", "police", part="observer")
    assert not attendance.quorum(session, meeting_id).met
    record = attendance.add_arrival(
        session, meeting_id, "Dee Testputy", "Constable", "police", deputy_for="Amira Testkhan"
    )
    assert (record.status, record.deputy_for, record.agency_title) == ("present", "Amira Testkhan", "Police")
    assert attendance.quorum(session, meeting_id).met


def test_going_on_without_a_quorum_needs_a_reason(session):
    meeting_id = held.live(session)
    with pytest.raises(RuleError, match="reason"):
        attendance.go_on_without_quorum(session, meeting_id, " ")
    quorum = attendance.go_on_without_quorum(session, meeting_id, "The risk cannot wait")
    assert (quorum.met, quorum.reason) == (False, "The risk cannot wait")


def test_who_stayed_to_the_end_still_counts_afterwards(session, clock):
    meeting_id = held.ended(session, clock)
    ended_at = clock()
    clock.advance(timedelta(days=1))
    police = held.people(session, meeting_id)["police"].attendance_id
    attendance.leave(session, police, ended_at)
    assert attendance.quorum(session, meeting_id).met
    attendance.leave(session, police, ended_at - timedelta(minutes=30))
    assert not attendance.quorum(session, meeting_id).met


def test_a_mark_made_after_the_end_invents_no_time(session, clock):
    meeting_id = held.ended(session, clock)
    clock.advance(timedelta(days=1))
    record = attendance.add_arrival(session, meeting_id, "Dee Testputy", "Nurse", "health")
    assert record.arrived_at is None
    assert not record.late


@pytest.mark.parametrize(
    ("name", "agency", "part"), [(" ", "police", "professional"), ("Dee", "moon", "professional"), ("Dee", "", "king")]
)
def test_an_arrival_needs_a_name_a_known_agency_and_a_known_part(session, name, agency, part):
    meeting_id = held.live(session)
    with pytest.raises(RuleError):
        attendance.add_arrival(session, meeting_id, name, "Role", agency, part=part)


def test_a_report_is_kept_in_advance_with_its_tag(session):
    meeting_id = factory.meeting(session)
    person = held.people(session, meeting_id)["health"].attendance_id
    record = attendance.record_report(
        session, person, "Seen twice.", date(2026, 11, 20), tag="not-family", cannot_share="A third party's notes"
    )
    assert (record.report, record.report_tag, record.cannot_share) == (
        "Seen twice.",
        "not-family",
        "A third party's notes",
    )
    assert record.report_received_on == date(2026, 11, 20)
    for words, day, tag in (("", date(2026, 11, 20), "everyone"), ("x", date(2026, 11, 24), "everyone")):
        with pytest.raises(RuleError):
            attendance.record_report(session, person, words, day, tag=tag)
    with pytest.raises(RuleError, match="tag"):
        attendance.record_report(session, person, "x", date(2026, 11, 20), tag="secret")


def test_the_agency_round_shows_who_has_spoken(session):
    meeting_id = held.live(session)
    speaker = held.people(session, meeting_id)["health"].attendance_id
    add_entry(session, held.item(session, meeting_id, "agencies"), NewEntry("Seen twice.", speaker_id=speaker))
    spoken = {person.agency for person in meetings.meeting_view(session, meeting_id).people if person.has_spoken}
    assert spoken == {"health"}


def test_owners_agree_their_actions_at_the_read_back(session, clock):
    meeting_id = held.live(session)
    person = held.people(session, meeting_id)["health"].attendance_id
    assert attendance.agree_actions(session, person).agreed_actions_at == clock()
    assert attendance.agree_actions(session, person, agreed=False).agreed_actions_at is None


def test_initials_tell_two_people_apart(session):
    meeting_id = held.live(session)
    attendance.add_arrival(session, meeting_id, "Paul Testnorth", "Nurse", "health")
    attendance.add_arrival(session, meeting_id, "Pia Testnash", "Nurse", "health")
    attendance.add_arrival(session, meeting_id, "王小明", "Interpreter", "health")
    short = [person.initials for person in meetings.meeting_view(session, meeting_id).people]
    assert len(set(short)) == len(short)
    assert short[0] == "AT"


def test_everybody_stays_as_they_were_once_approved(session, clock):
    meeting_id = held.approved(session, clock)
    person = held.people(session, meeting_id)["health"].attendance_id
    for change in (
        lambda: attendance.mark(session, person, "apologies"),
        lambda: attendance.leave(session, person),
        lambda: attendance.add_arrival(session, meeting_id, "Dee", "Nurse", "health"),
        lambda: attendance.record_report(session, person, "x", date(2026, 11, 20)),
        lambda: attendance.go_on_without_quorum(session, meeting_id, "x"),
        lambda: attendance.agree_actions(session, person),
    ):
        with pytest.raises(RuleError, match="approved and locked"):
            change()


def test_the_child_in_the_room_answers_for_their_views(session):
    episode_id = factory.episode(session, factory.child(session))
    meeting_id = held.live(session, episode_id)
    child = invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    assert "views" in {line.check for line in closing.missing(session, meeting_id)}
    attendance.mark(session, child, "part")
    assert "views" not in {line.check for line in closing.missing(session, meeting_id)}
    assert (
        children.identity(session, meetings.meeting_view(session, meeting_id).identity.child_id).name
        == "Robin Testwood"
    )
