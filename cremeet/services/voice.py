"""The child's views and participation, and the parents' or carers' views, for one meeting."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Meeting, Voice
from cremeet.services import reading
from cremeet.services.meeting_records import VoiceDetails
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, only
from cremeet.services.unit import find, today

FEEDBACK = ("feedback_by", "feedback_on", "feedback_how", "feedback_given_on")
"""What may be entered of the feedback while the minutes can still change."""

GIVEN = ("feedback_how", "feedback_given_on")
"""What may still be entered once the minutes are approved, because feedback happens afterwards: who was to give it, and
by when, stands as it was agreed."""


def record_voice(session: Session, meeting_id: str, details: VoiceDetails) -> VoiceDetails:
    """Keep the views as entered, before or during the meeting; raises RuleError once the minutes are approved.

    Also raises RuleError for an attendance that is not all, part, no or empty, or for views gathered on a day to come.
    """
    meeting = changeable(session, meeting_id)
    if details.attended and not pack_of(session, meeting.practice_id).choices.has(
        "voice_attendances", details.attended
    ):
        raise RuleError("Please say whether the child attended: all of it, part of it, or not.")
    if details.gathered_on is not None and details.gathered_on > today(session):
        raise RuleError("The child's views cannot have been gathered on a day to come; please check the date.")
    return _keep(session, meeting, details)


def give_feedback(session: Session, meeting_id: str, details: VoiceDetails) -> VoiceDetails:
    """Keep the feedback to the child (who, when, how), also after approval: it happens then.

    Only the four feedback fields of `details` are read, and after approval only how and when it was given. Raises
    RuleError for feedback given on a day to come.
    """
    meeting = find(session, Meeting, meeting_id, "meeting")
    if details.feedback_given_on is not None and details.feedback_given_on > today(session):
        raise RuleError("Feedback cannot have been given on a day to come; please check the date.")
    open_still = GIVEN if meeting.state == "approved" else FEEDBACK
    kept = reading.voice(only(session, Voice, Voice.meeting_id == meeting_id))
    return _keep(session, meeting, replace(kept, **{name: getattr(details, name) for name in open_still}))


def _keep(session: Session, meeting: Meeting, details: VoiceDetails) -> VoiceDetails:
    row = only(session, Voice, Voice.meeting_id == meeting.id)
    if row is None:
        row = Voice(meeting_id=meeting.id)
        session.add(row)
    for field in fields(details):
        setattr(row, field.name, getattr(details, field.name))
    session.flush()
    return reading.voice(row)
