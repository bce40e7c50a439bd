"""The closed part of an agenda: who leaves the room for it, that they did, and that they came back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Absence, AgendaItem, Attendance, Meeting
from cremeet.practice.pack import Pack
from cremeet.services import reading
from cremeet.services.meeting_records import AbsenceRecord, ItemRecord, MeetingView, PersonRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import placed
from cremeet.services.unit import now


def who_leaves(view: MeetingView, pack: Pack) -> tuple[PersonRecord, ...]:
    """Return who is in the room now and has to leave it for a closed part, by the pack's word."""
    outside = {one.attendance_id for one in view.absences if one.back_at is None}
    return tuple(
        person
        for person in view.people
        if person.part in pack.closed_part.leave
        and person.status in {"present", "part"}
        and person.left_at is None
        and person.attendance_id not in outside
    )


def outside(view: MeetingView) -> tuple[PersonRecord, ...]:
    """Return who left for a closed part and is not back."""
    away = {one.attendance_id for one in view.absences if one.back_at is None}
    return tuple(person for person in view.people if person.attendance_id in away)


def out_for(view_absences: Sequence[AbsenceRecord], item: ItemRecord) -> tuple[AbsenceRecord, ...]:
    """Return the absences that were noted for one item."""
    return tuple(one for one in view_absences if one.item_id == item.item_id)


def leave(session: Session, item_id: str) -> tuple[AbsenceRecord, ...]:
    """Note that everybody who has to leave for a closed item has left, each with the time; the minutes say so.

    Raises RuleError for an item that is not in a closed part, or where nobody has to leave.
    """
    meeting, item = placed(session, AgendaItem, item_id, "agenda item")
    if not item.closed_part:
        raise RuleError("This item is not in a closed part, so nobody has to leave for it.")
    people = _in_the_room(session, meeting, pack_of(session, meeting.practice_id).closed_part.leave)
    if not people:
        raise RuleError("Nobody is here who has to leave for this part.")
    rows = [
        Absence(meeting_id=meeting.id, item_id=item.id, attendance_id=person.id, left_at=now(session))
        for person in people
    ]
    session.add_all(rows)
    session.flush()
    return tuple(_record(row) for row in rows)


def back(session: Session, meeting_id: str) -> tuple[AbsenceRecord, ...]:
    """Note that everybody who was outside is back, with the time. Raises RuleError where nobody is outside."""
    query = sa.select(Absence).where(Absence.meeting_id == meeting_id, Absence.back_at.is_(None))
    rows = session.scalars(query.order_by(Absence.left_at, Absence.id)).all()
    if not rows:
        raise RuleError("Nobody is outside for a closed part.")
    placed(session, AgendaItem, rows[0].item_id, "agenda item")  # refuses what is approved
    for row in rows:
        row.back_at = now(session)
    session.flush()
    return tuple(_record(row) for row in rows)


def of_meeting(session: Session, meeting_id: str) -> tuple[AbsenceRecord, ...]:
    """Return every absence, oldest first."""
    query = sa.select(Absence).where(Absence.meeting_id == meeting_id).order_by(Absence.left_at, Absence.id)
    return tuple(_record(row) for row in session.scalars(query))


def _in_the_room(session: Session, meeting: Meeting, parts: Collection[str]) -> list[Attendance]:
    outside_now = {one.attendance_id for one in of_meeting(session, meeting.id) if one.back_at is None}
    return [
        row
        for row in meeting.attendances
        if row.part in parts and reading.in_the_room(row, meeting.ended_at) and row.id not in outside_now
    ]


def _record(row: Absence) -> AbsenceRecord:
    return AbsenceRecord(row.attendance_id, row.item_id, row.left_at, row.back_at)
