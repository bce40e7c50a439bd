"""How far somebody has come who holds the practice meeting: what a chair does first, in its order."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Action, Attendance, Meeting, MinuteEntry
from cremeet.services.attendance import IN_THE_ROOM

STEPS = ("start", "statement", "people", "minute", "action", "end")
"""What is tried in the practice meeting; a window has the words and the keys for each."""


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The practice meeting, by id, and which of STEPS are done in it."""

    meeting_id: str
    done: frozenset[str]

    @property
    def next(self) -> str:
        """The first step that is not done, or nothing when all are."""
        return next((step for step in STEPS if step not in self.done), "")


def first_steps(session: Session) -> FirstSteps | None:
    """Return what was done in the meeting that is planned last of all, or None where there is no meeting."""
    meeting = session.scalar(sa.select(Meeting).order_by(Meeting.planned_start.desc()).limit(1))
    if meeting is None:
        return None

    def has(*where: sa.ColumnElement[bool]) -> bool:
        return bool(session.scalar(sa.select(sa.exists().where(*where))))

    found = {
        "start": meeting.started_at is not None,
        "statement": meeting.confidentiality_read_at is not None,
        "people": has(Attendance.meeting_id == meeting.id, Attendance.status.in_(IN_THE_ROOM)),
        "minute": has(MinuteEntry.meeting_id == meeting.id, MinuteEntry.withdrawn_at.is_(None)),
        "action": has(Action.meeting_id == meeting.id),
        "end": meeting.ended_at is not None,
    }
    return FirstSteps(meeting.id, frozenset(step for step, done in found.items() if done))
