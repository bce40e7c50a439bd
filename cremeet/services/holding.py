"""Hold a meeting: start, move through the agenda, adjourn and resume, read the confidentiality statement, end."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from cremeet.services.meetings import ItemRecord, MeetingHead


def start(session: Session, meeting_id: str) -> MeetingHead:
    """Begin a planned meeting: its first item that is not skipped becomes current. Raises RuleError in any other state."""
    raise NotImplementedError


def go_to(session: Session, item_id: str) -> tuple[ItemRecord, ...]:
    """Make an item current, in any order: the one before is done and its time kept. Raises RuleError unless live."""
    raise NotImplementedError


def skip(session: Session, item_id: str, reason: str) -> tuple[ItemRecord, ...]:
    """Skip an item with a reason (RuleError without one); skipping the current one moves to the next waiting."""
    raise NotImplementedError


def reopen(session: Session, item_id: str) -> tuple[ItemRecord, ...]:
    """Make a done or skipped item waiting again; its time stays counted."""
    raise NotImplementedError


def adjourn(session: Session, meeting_id: str, reason: str) -> MeetingHead:
    """Stop the clock of a live meeting, with a reason."""
    raise NotImplementedError


def resume(session: Session, meeting_id: str) -> MeetingHead:
    """Go on with an adjourned meeting at the item where it stopped."""
    raise NotImplementedError


def read_confidentiality(session: Session, meeting_id: str) -> MeetingHead:
    """Keep that the confidentiality statement was read out, and when."""
    raise NotImplementedError


def set_review(session: Session, meeting_id: str, on: date | None, reason: str = "") -> MeetingHead:
    """Set the review date; `reason` is for one later than the timescale or on a day that is not a working day."""
    raise NotImplementedError


def set_contingency(session: Session, meeting_id: str, contingency: str, trigger_plan: str) -> MeetingHead:
    """Set what happens if the plan does not hold, and what to do when the child goes missing."""
    raise NotImplementedError


def set_circulation(session: Session, meeting_id: str, circulation: str) -> MeetingHead:
    """Set who receives the minutes, and any redaction that was agreed."""
    raise NotImplementedError


def hand_over_minutes(session: Session, meeting_id: str, to: str) -> MeetingHead:
    """Hand minute-taking to somebody else; both names are minuted. Raises RuleError for the chair."""
    raise NotImplementedError


def chair_note(session: Session, meeting_id: str, item_id: str | None = None) -> str:
    """Return the chair's private note for the meeting or one item; no document can contain it."""
    raise NotImplementedError


def keep_chair_note(session: Session, meeting_id: str, words: str, item_id: str | None = None) -> None:
    """Keep the chair's private note."""
    raise NotImplementedError
