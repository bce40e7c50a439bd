"""The read-back: actions by owner, ticked by those who are here, and told to the others by somebody who is named."""

from datetime import date, timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.services import actions, attendance, closing, directory, meetings, readback
from cremeet.services.actions import ActionDetails, ReviewDetails
from cremeet.services.directory import ProfessionalDetails
from cremeet.services.readback import Told
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    """A live meeting at which everybody is, Mark of the school apart."""
    found = held.live(session)
    held.arrive(session, found)
    attendance.mark(session, held.people(session, found)["education"].attendance_id, "apologies")
    return found


def add(session, meeting_id, words, **details):
    return actions.add_action(session, held.item(session, meeting_id), ActionDetails(words, **details))


def groups(session, meeting_id):
    view = meetings.meeting_view(session, meeting_id)
    return readback.by_owner(view, readback.told_of(session, meeting_id))


def told(session, meeting_id, **where):
    (found,) = (
        one for one in groups(session, meeting_id) if all(getattr(one, name) == is_ for name, is_ in where.items())
    )
    return found


def test_actions_stand_by_owner_those_of_nobody_first_and_those_here_in_their_seats(session, meeting_id):
    nurse = directory.add_professional(session, ProfessionalDetails("Ines Testsilva", "health", "Nurse", "Trust"))
    for words, details in (
        ("By an agency", {"agency": "housing"}),
        ("By somebody else", {"owner_id": nurse.id}),
        ("Away", {"owner": "Mark Testbell", "agency": "education"}),
        ("One", {"owner": "Priya Testnair", "agency": "social-care"}),
        ("By nobody", {}),
        ("Two", {"owner": "AMIRA testkhan", "agency": "police"}),
        ("Three", {"owner": "Priya Testnair", "agency": "social-care"}),
    ):
        add(session, meeting_id, words, **details)
    assert [
        (one.place, one.owner or one.agency, [line.words for line in one.actions])
        for one in groups(session, meeting_id)
    ] == [
        ("nobody", "", ["By nobody"]),
        ("here", "AMIRA testkhan", ["Two"]),
        ("here", "Priya Testnair", ["One", "Three"]),
        ("away", "Mark Testbell", ["Away"]),
        ("outside", "housing", ["By an agency"]),
        ("outside", "Ines Testsilva", ["By somebody else"]),
    ]


def test_the_directory_tells_two_of_one_name_apart(session, meeting_id):
    police = held.people(session, meeting_id)["police"]
    other = directory.add_professional(session, ProfessionalDetails(police.name, "health", "Nurse", "Trust"))
    add(session, meeting_id, "Hers", owner_id=police.professional_id)
    assert told(session, meeting_id).attendance_id == police.attendance_id
    add(session, meeting_id, "Of the namesake", owner_id=other.id)
    assert [(one.place, len(one.actions)) for one in groups(session, meeting_id)] == [("here", 1), ("outside", 1)]


def test_who_is_here_agrees_and_takes_it_back(session, meeting_id, clock):
    held.action(session, meeting_id)
    who = told(session, meeting_id).attendance_id
    readback.agree(session, who)
    assert (told(session, meeting_id).agreed_at, told(session, meeting_id).settled) == (clock(), True)
    readback.agree(session, who, agreed=False)
    assert not told(session, meeting_id).settled


def test_an_action_that_comes_after_the_tick_is_not_agreed(session, meeting_id, clock):
    held.action(session, meeting_id)
    readback.agree(session, told(session, meeting_id).attendance_id)
    clock.advance(timedelta(minutes=2))
    assert held.action(session, meeting_id, words="One more").label == "A2"
    found = told(session, meeting_id)
    assert (found.agreed_at, found.added_since, found.settled) == (None, ("A2",), False)
    readback.agree(session, found.attendance_id)
    assert told(session, meeting_id).settled


def test_who_is_away_or_has_left_cannot_agree_and_is_told_by_somebody(session, meeting_id, clock):
    held.action(session, meeting_id, owner="Mark Testbell", agency="education")
    held.action(session, meeting_id, owner="Lowri Testwyn", agency="health")
    clock.advance(timedelta(minutes=30))
    attendance.leave(session, held.people(session, meeting_id)["health"].attendance_id)
    for place, owner, agency in (("away", "Mark Testbell", "education"), ("left", "Lowri Testwyn", "health")):
        found = told(session, meeting_id, place=place)
        with pytest.raises(RuleError, match="not here"):
            readback.agree(session, found.attendance_id)
        assert (found.settled, found.suggested) == (False, "Cher Person")
        readback.tell(session, meeting_id, owner, agency, "Priya Testnair")
        assert told(session, meeting_id, place=place).told_by == "Priya Testnair"
        assert told(session, meeting_id, place=place).settled
    assert readback.told_of(session, meeting_id)[0] == Told("Mark Testbell", "education", "Priya Testnair")
    readback.tell(session, meeting_id, "Mark Testbell", "education", "The chair")
    assert told(session, meeting_id, place="away").told_by == "The chair"
    readback.tell(session, meeting_id, "Mark Testbell", "education", " ")
    assert not told(session, meeting_id, place="away").settled


def test_a_deputy_or_a_colleague_who_is_here_is_suggested_before_the_chair(session, meeting_id):
    held.action(session, meeting_id, owner="Mark Testbell", agency="education")
    attendance.add_arrival(session, meeting_id, "Dee Testputy", "Tutor", "education")
    assert told(session, meeting_id).suggested == "Dee Testputy"
    attendance.add_arrival(session, meeting_id, "Ray Standin", "", "housing", deputy_for="Mark Testbell")
    assert told(session, meeting_id).suggested == "Ray Standin"


def test_nobody_is_told_what_nobody_owns(session, meeting_id):
    add(session, meeting_id, "By nobody")
    assert not told(session, meeting_id).settled
    with pytest.raises(RuleError, match="Nobody owns"):
        readback.tell(session, meeting_id, "", "", "The chair")


def test_what_is_carried_forward_is_read_back_and_what_is_over_is_not(session, clock):
    episode_id = factory.episode(session)
    first = held.live(session, episode_id)
    ids = [held.action(session, first, words=words).action_id for words in ("Carried", "Done", "Not heard")]
    clock.advance(timedelta(days=7))
    second = held.live(session, episode_id, kind="review", triggered_on=clock().date(), starts_at=clock())
    actions.review_action(session, second, ids[0], ReviewDetails("in-progress", due_on=date(2026, 12, 18)))
    actions.review_action(session, second, ids[1], ReviewDetails("done"))
    assert [line.words for one in groups(session, second) for line in one.actions] == ["Carried"]


def test_those_who_stayed_to_the_end_can_agree_until_the_minutes_are_approved(session, clock):
    meeting_id = held.ended(session, clock)
    found = told(session, meeting_id)
    assert found.place == "here"
    readback.agree(session, found.attendance_id)
    closing.approve(session, meeting_id, "Cher Person")
    with pytest.raises(RuleError, match="approved and locked"):
        readback.agree(session, found.attendance_id, agreed=False)
    with pytest.raises(RuleError, match="approved and locked"):
        readback.tell(session, meeting_id, "Mark Testbell", "education", "The chair")
