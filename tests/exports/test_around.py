from datetime import date, timedelta

import pytest

from cremeet.exports import issue
from cremeet.exports.reading import plain_text
from cremeet.services import circumstances, closing, meetings
from cremeet.services.circumstances import ConcernDetails, DisruptionDetails, MissingDetails, NrmDetails
from cremeet.services.record import meeting_record
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    meeting_id = held.live(session)
    episode_id = meetings.meeting_head(session, meeting_id).episode_id
    gone = factory.MONDAY - timedelta(days=3)
    circumstances.record_missing(
        session,
        episode_id,
        MissingDetails(
            gone, found_at=gone + timedelta(hours=30), where_found="The invented pier", interview_offered=True
        ),
    )
    circumstances.record_nrm(
        session, episode_id, NrmDetails(date(2026, 11, 20), referred=False, reason="Not moved or made to work")
    )
    adult = circumstances.record_concern(session, episode_id, ConcernDetails("person", "Adult X1 in a grey coat"))
    circumstances.record_disruption(
        session,
        episode_id,
        DisruptionDetails(
            "cawn", "issued", date(2026, 11, 19), concern_id=adult.concern_id, victim_impact="Told before it is served"
        ),
    )
    return meeting_id


def told(session, meeting_id, audience):
    return plain_text(issue.build(meeting_record(session, meeting_id), "minutes", audience=audience))


def test_the_minutes_tell_what_happened_around_the_child(session, meeting_id):
    text = told(session, meeting_id, "chair")
    for words in ("The invented pier", "30 hours", "Not moved or made to work", "Adult X1", "Told before it is served"):
        assert words in text


def test_people_of_concern_and_measures_stay_with_those_who_may_read_them(session, meeting_id):
    professionals, family = told(session, meeting_id, "professionals"), told(session, meeting_id, "family")
    assert "The invented pier" in professionals
    assert "Adult X1" not in professionals
    assert "Told before it is served" not in professionals
    assert "The invented pier" not in family
    assert "Around the child" not in family


def test_a_measure_for_more_readers_names_no_concern_that_they_may_not_read(session, meeting_id):
    episode_id = meetings.meeting_head(session, meeting_id).episode_id
    place = circumstances.record_concern(session, episode_id, ConcernDetails("place", "Zzhiddenplace", link="Zzlink"))
    measure = DisruptionDetails(
        "cawn", "issued", date(2026, 11, 20), concern_id=place.concern_id, victim_impact="Weighed", tag="professionals"
    )
    circumstances.record_disruption(session, episode_id, measure)
    professionals = told(session, meeting_id, "professionals")
    assert "Weighed" in professionals
    assert "Zz" not in professionals
    assert "Zzhiddenplace" in told(session, meeting_id, "police")


def test_what_happens_after_a_meeting_does_not_change_its_minutes(session, clock, meeting_id):
    held.complete(session, meeting_id)
    clock.advance(timedelta(minutes=90))
    closing.end(session, meeting_id)
    before = told(session, meeting_id, "chair")
    clock.advance(timedelta(days=400))
    episode_id = meetings.meeting_head(session, meeting_id).episode_id
    later = clock() - timedelta(days=2)
    circumstances.record_missing(session, episode_id, MissingDetails(later, where_found="A later place"))
    nrm = NrmDetails(later.date(), referred=False, reason="A later thought")
    circumstances.record_nrm(session, episode_id, nrm)
    after = told(session, meeting_id, "chair")
    assert "A later" not in after
    assert "age 14" in before
    assert "age 14" in after
