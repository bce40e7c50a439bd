"""The child's views and participation, and the parents' or carers' views, for one meeting."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cremeet.services.meetings import VoiceDetails


def record_voice(session: Session, meeting_id: str, details: VoiceDetails) -> VoiceDetails:
    """Keep the views as entered, before or during the meeting; raises RuleError once the minutes are approved."""
    raise NotImplementedError


def give_feedback(session: Session, meeting_id: str, details: VoiceDetails) -> VoiceDetails:
    """Keep that feedback was given to the child (who, when, how), also after approval: it happens then."""
    raise NotImplementedError
