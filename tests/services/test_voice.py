from dataclasses import replace
from datetime import date

import pytest

from cremeet.errors import RuleError
from cremeet.services import meetings, voice
from cremeet.services.meetings import VoiceDetails
from tests import factory, held

VIEWS = VoiceDetails(own_words="I like drawing.", gathered_by="Priya Testnair", gathered_on=date(2026, 11, 20))


def test_views_are_kept_before_the_meeting(session):
    meeting_id = factory.meeting(session)
    assert voice.record_voice(session, meeting_id, VIEWS) == VIEWS
    assert meetings.meeting_view(session, meeting_id).voice == VIEWS
    changed = replace(VIEWS, attended="part", parents_views="We want help.")
    voice.record_voice(session, meeting_id, changed)
    assert meetings.meeting_view(session, meeting_id).voice == changed


@pytest.mark.parametrize("wrong", [{"attended": "perhaps"}, {"gathered_on": date(2026, 11, 24)}])
def test_views_that_cannot_be_are_refused(session, wrong):
    meeting_id = factory.meeting(session)
    with pytest.raises(RuleError):
        voice.record_voice(session, meeting_id, replace(VIEWS, **wrong))
    assert meetings.meeting_view(session, meeting_id).voice == VoiceDetails()


def test_feedback_is_kept_after_approval_and_changes_nothing_else(session, clock):
    meeting_id = held.approved(session, clock)
    before = meetings.meeting_view(session, meeting_id).voice
    with pytest.raises(RuleError, match="approved and locked"):
        voice.record_voice(session, meeting_id, VIEWS)
    told = VoiceDetails(
        own_words="Not to be kept",
        feedback_by="Somebody Else",
        feedback_on=date(2027, 2, 1),
        feedback_given_on=date(2026, 11, 24),
        feedback_how="Visit",
    )
    kept = voice.give_feedback(session, meeting_id, told)
    assert (kept.own_words, kept.feedback_given_on, kept.feedback_how) == (
        before.own_words,
        date(2026, 11, 24),
        "Visit",
    )
    assert (kept.feedback_by, kept.feedback_on) == (before.feedback_by, before.feedback_on)
    with pytest.raises(RuleError, match="day to come"):
        voice.give_feedback(session, meeting_id, replace(told, feedback_given_on=date(2027, 1, 1)))
