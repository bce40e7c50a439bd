import pytest

from cremeet.errors import NotFoundError, RuleError
from cremeet.services import attendance, directory, invitations, meetings
from cremeet.services.directory import ProfessionalDetails
from tests import factory, held


def people(session, meeting_id):
    return [(person.name, person.part, person.status) for person in meetings.meeting_view(session, meeting_id).people]


@pytest.fixture
def meeting_id(session):
    return factory.meeting(session)


def test_people_of_the_directory_are_invited_once(session, meeting_id):
    before = people(session, meeting_id)
    assert [name for name, _, _ in before] == [person.name for person in factory.PROFESSIONALS]
    ids = tuple(listed.id for listed in directory.professionals(session))
    invitations.invite(session, meeting_id, (*ids, ids[0]))
    assert people(session, meeting_id) == before


def test_an_invitation_keeps_the_words_of_its_day(session, meeting_id):
    listed = next(one for one in directory.professionals(session) if one.details.agency == "police")
    directory.change_professional(session, listed.id, ProfessionalDetails("Amira New", "health", "Nurse"))
    person = held.people(session, meeting_id)["police"]
    assert (person.name, person.role) == ("Amira Testkhan", "Detective sergeant")


def test_the_child_and_family_are_invited_by_name(session, meeting_id):
    child = invitations.invite_other(session, meeting_id, "  Robin Testwood ", "", "child")
    invitations.invite_other(session, meeting_id, "A. Testwood", "Mother", "parent")
    assert people(session, meeting_id)[-2:] == [
        ("Robin Testwood", "child", "invited"),
        ("A. Testwood", "parent", "invited"),
    ]
    assert meetings.meeting_view(session, meeting_id).people[-2].attendance_id == child


def test_an_invitation_needs_a_name_and_a_part(session, meeting_id):
    for name, part in ((" ", "child"), ("Robin", "king")):
        with pytest.raises(RuleError):
            invitations.invite_other(session, meeting_id, name, "", part)
    with pytest.raises(NotFoundError):
        invitations.invite(session, meeting_id, ("nobody",))
    with pytest.raises(NotFoundError):
        invitations.invite(session, "nothing", ())


def test_a_professional_invited_in_error_is_taken_off(session, meeting_id):
    invitations.uninvite(session, held.people(session, meeting_id)["health"].attendance_id, "")
    assert "health" not in held.people(session, meeting_id)


@pytest.mark.parametrize("part", ["child", "parent"])
def test_a_child_or_parent_is_kept_out_only_with_a_reason_that_stays(session, meeting_id, part):
    invited = invitations.invite_other(session, meeting_id, "Robin Testwood", "", part)
    with pytest.raises(RuleError, match="why"):
        invitations.uninvite(session, invited, " ")
    invitations.uninvite(session, invited, " She asked not to come ")
    person = meetings.meeting_view(session, meeting_id).people[-1]
    assert (person.status, person.reason) == ("withdrew", "She asked not to come")


def test_somebody_who_came_or_sent_a_report_stays_on_the_record(session):
    meeting_id = held.live(session)
    at_table, absent = held.people(session, meeting_id)["police"], held.people(session, meeting_id)["health"]
    attendance.mark(session, at_table.attendance_id, "present")
    attendance.record_report(session, absent.attendance_id, "Seen in clinic.", factory.MONDAY.date())
    for person in (at_table, absent):
        with pytest.raises(RuleError, match="stays on the record"):
            invitations.uninvite(session, person.attendance_id, "In error")


def test_who_was_invited_stands_once_the_minutes_are_approved(session, clock):
    meeting_id = held.approved(session, clock)
    person = held.people(session, meeting_id)["police"]
    for attempt in (
        lambda: invitations.invite(session, meeting_id, ()),
        lambda: invitations.invite_other(session, meeting_id, "Robin", "", "child"),
        lambda: invitations.uninvite(session, person.attendance_id, "In error"),
    ):
        with pytest.raises(RuleError, match="approved"):
            attempt()
