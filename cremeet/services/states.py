"""Which changes a meeting's state allows: planned, live or adjourned, ended (a draft), approved (locked)."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import AgendaItem, Attendance, Meeting, MinuteEntry
from cremeet.services.unit import Row, find

OPEN_STATES = ("planned", "live", "adjourned")
"""A meeting that is still to be held, or is being held."""
UNDER_WAY = ("live", "adjourned", "ended")
"""A meeting that has begun and whose minutes can still change."""
Placed = TypeVar("Placed", AgendaItem, Attendance, MinuteEntry)

LOCKED = "These minutes are approved and locked; add a dated amendment instead."


def changeable(session: Session, meeting_id: str) -> Meeting:
    """Return the meeting's row. Raises NotFoundError, or RuleError once its minutes are approved."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.state == "approved":
        raise RuleError(LOCKED)
    return meeting


def under_way(session: Session, meeting_id: str) -> Meeting:
    """Return the row of a meeting that is live, adjourned or ended. Raises RuleError before that, or once approved."""
    meeting = changeable(session, meeting_id)
    if meeting.state not in UNDER_WAY:
        raise RuleError("The meeting has not begun yet; start it before taking minutes.")
    return meeting


def placed(session: Session, table: type[Placed], row_id: str, what: str) -> tuple[Meeting, Placed]:
    """Return a row of a meeting that can still change, together with that meeting. Raises as `changeable` does."""
    row = find(session, table, row_id, what)
    return changeable(session, row.meeting_id), row


def only(session: Session, table: type[Row], *where: sa.ColumnElement[bool]) -> Row | None:
    """Return the one row that matches, or None."""
    return session.scalars(sa.select(table).where(*where).limit(1)).first()
