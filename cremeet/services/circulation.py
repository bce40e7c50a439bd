"""The two-stage clock: the action sheet out at once, the minutes within the pack's time, who has them and who waits.

The timescales are the pack's steps `actions-out` and `minutes-out`; a council sets their lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.errors import RuleError
from cremeet.models import IssuedCopy, Meeting, SendingReason
from cremeet.services.packs import pack_of
from cremeet.services.readers import CHILD, FAMILY, Reader, readers
from cremeet.services.states import only
from cremeet.services.unit import find, now, today, who

STAGES = (("actions", "actions-out"), ("minutes", "minutes-out"))
"""Which document each stage is of, and which of the pack's timescales it keeps."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a document has gone out. `waiting` are the names of those who do not have it yet.

    `last_on` is the day on which the last of them got it, None while somebody waits. `days_late` counts up to that
    day, or up to today; `reason` is why, where somebody said.
    """

    document: str
    title: str
    due_on: date
    within: str
    source: str
    sent: int
    of: int
    waiting: tuple[str, ...]
    last_on: date | None
    days_late: int
    reason: str


def circulation(session: Session, meeting_id: str) -> tuple[Stage, ...]:
    """Return both stages of a meeting that has ended, nothing before that."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.ended_at is None or meeting.state not in {"ended", "approved"}:
        return ()
    scales = pack_of(session, meeting.practice_id).timescales
    expected = [reader for reader in readers(session, meeting_id) if reader.audience not in {CHILD, FAMILY}]
    ids = {step.id for step in scales.steps}
    return tuple(_stage(session, meeting, document, step, expected) for document, step in STAGES if step in ids)


def give_reason(session: Session, meeting_id: str, document: str, reason: str) -> None:
    """Keep why a document went, or goes, out late. Raises RuleError for an empty reason or another document."""
    if document not in {document for document, _ in STAGES}:
        raise RuleError("Only the action sheet and the minutes have a day by which they go out; choose one of them.")
    if not reason.strip():
        raise RuleError("Please say in a few words why it is late.")
    find(session, Meeting, meeting_id, "meeting")
    row = only(session, SendingReason, SendingReason.meeting_id == meeting_id, SendingReason.document == document)
    if row is None:
        row = SendingReason(meeting_id=meeting_id, document=document)
        session.add(row)
    row.reason, row.at, row.by = reason.strip(), now(session), who(session)
    session.flush()


def late_stages(session: Session) -> tuple[tuple[str, Stage], ...]:
    """Return (meeting's reference, stage) of everything that is late and still waits, the longest overdue first."""
    meetings = session.scalars(sa.select(Meeting).where(Meeting.state.in_(("ended", "approved"))))
    late = [
        (meeting.reference, stage)
        for meeting in meetings
        for stage in circulation(session, meeting.id)
        if stage.waiting and stage.days_late
    ]
    return tuple(sorted(late, key=lambda one: -one[1].days_late))


def _stage(session: Session, meeting: Meeting, document: str, step: str, expected: list[Reader]) -> Stage:
    assert meeting.ended_at is not None, "asked for only once it ended"
    scales = pack_of(session, meeting.practice_id).timescales
    due_on, timescale = scales.due(step, meeting.ended_at), scales.step(step)
    got = _first_days(session, meeting.id, document)
    have = [day for reader in expected if (day := got.get(reader.attendance_id or reader.name)) is not None]
    waiting = tuple(reader.name for reader in expected if (reader.attendance_id or reader.name) not in got)
    last_on = max(have) if have and not waiting else None
    reason = session.scalar(
        sa.select(SendingReason.reason).where(
            SendingReason.meeting_id == meeting.id, SendingReason.document == document
        )
    )
    return Stage(
        document=document,
        title=timescale.title,
        due_on=due_on,
        within=timescale.within.words(),
        source=timescale.source,
        sent=len(have),
        of=len(expected),
        waiting=waiting,
        last_on=last_on,
        days_late=max(0, ((last_on or today(session)) - due_on).days),
        reason=reason or "",
    )


def _first_days(session: Session, meeting_id: str, document: str) -> dict[str, date]:
    """Return the day on which each reader first got a document, by their place in the meeting, or by their name."""
    rows = session.scalars(
        sa.select(IssuedCopy).where(
            IssuedCopy.meeting_id == meeting_id, IssuedCopy.document == document, IssuedCopy.state == "issued"
        )
    )
    found: dict[str, date] = {}
    for row in rows:
        day = london_date(row.issued_at)
        reader = row.attendance_id or row.recipient
        found[reader] = min(day, found.get(reader, day))
    return found
