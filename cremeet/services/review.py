"""Start the review from the last meeting: people, open actions, last assessment and items are carried over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cremeet.services.planning import MeetingPlan


def propose_review_plan(session: Session, meeting_id: str) -> MeetingPlan:
    """Return a review's plan filled from the last meeting: date set there at its hour, place, chair, minute-taker, instrument."""
    raise NotImplementedError


def start_review(session: Session, meeting_id: str, plan: MeetingPlan) -> str:
    """Plan the review of a meeting that has ended and return its id.

    Everyone of the last meeting is invited again, items added there by hand and items not reached come back, open actions
    wait to be reviewed, the assessment starts from the last answers. Raises RuleError while the last meeting is not ended
    or its review is planned already.
    """
    raise NotImplementedError


def review_of(session: Session, meeting_id: str) -> tuple[str, datetime] | None:
    """Return (meeting id, start) of the review that was planned from a meeting, or None."""
    raise NotImplementedError
