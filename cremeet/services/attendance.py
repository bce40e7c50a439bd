"""Who is there: presence, lateness, apologies, deputies, reports sent ahead, and the quorum."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Attendance, Child, Episode, Meeting, MinuteEntry
from cremeet.services import entries, reading
from cremeet.services.meeting_records import PersonRecord, QuorumRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, placed
from cremeet.services.titles import known
from cremeet.services.unit import find, next_number, now, today

IN_THE_ROOM = ("present", "part")


def mark(
    session: Session, attendance_id: str, status: str, *, reason: str = "", at: datetime | None = None
) -> PersonRecord:
    """Set a person's status; present keeps the arrival `at` (now, unless they had arrived already).

    `status`: invited, present, part, apologies, no-response, withdrew. A mark made after the end without `at` keeps no
    time, because nobody noted one. Raises RuleError for an unknown status, or once the minutes are approved.
    """
    meeting, row = placed(session, Attendance, attendance_id, "person")
    known(pack_of(session, meeting.practice_id), "attendance_statuses", status, "attendance")
    row.status, row.reason = status, reason.strip()
    if status not in IN_THE_ROOM:
        row.arrived_at = row.left_at = None
    elif at is not None or row.arrived_at is None:
        row.arrived_at = at or _moment(session, meeting)
    if status == "present":
        row.left_at = None
    session.flush()
    return _person(session, meeting, row)


def leave(session: Session, attendance_id: str, at: datetime | None = None) -> PersonRecord:
    """Keep the moment a person left; they count as having attended in part.

    Raises RuleError for somebody who was not there, or a moment before they arrived.
    """
    meeting, row = placed(session, Attendance, attendance_id, "person")
    if row.status not in IN_THE_ROOM:
        raise RuleError("This person is not marked as present; mark that they came before they leave.")
    left_at = at or now(session)
    if row.arrived_at is not None and left_at < row.arrived_at:
        raise RuleError("A person cannot leave before they arrived; please check the time.")
    row.left_at, row.status = left_at, "part"
    session.flush()
    return _person(session, meeting, row)


def add_arrival(
    session: Session,
    meeting_id: str,
    name: str,
    role: str,
    agency: str,
    *,
    part: str = "professional",
    deputy_for: str = "",
) -> PersonRecord:
    """Add somebody who came without an invitation, or as a deputy, present from now.

    Raises RuleError without a name, for an unknown part or agency, or a professional of no agency.
    """
    meeting = changeable(session, meeting_id)
    pack = pack_of(session, meeting.practice_id)
    if not name.strip():
        raise RuleError("A person needs a name; please enter it.")
    known(pack, "attendance_parts", part, "part in the meeting")
    if agency or part == "professional":
        known(pack, "agencies", agency, "agency")
    row = Attendance(
        meeting_id=meeting_id,
        position=next_number(session, Attendance.position, Attendance.meeting_id == meeting_id),
        name=name.strip(),
        role=role.strip(),
        agency=agency,
        part=part,
        deputy_for=deputy_for.strip(),
        status="present",
        arrived_at=_moment(session, meeting),
    )
    session.add(row)
    session.flush()
    return _person(session, meeting, row)


def record_report(
    session: Session,
    attendance_id: str,
    words: str,
    received_on: date,
    *,
    tag: str = "professionals",
    cannot_share: str = "",
) -> PersonRecord:
    """Keep an agency's written report, in advance or at the table; `cannot_share` says what may not be shared here.

    Raises RuleError without words, for a day to come, or for an unknown tag.
    """
    meeting, row = placed(session, Attendance, attendance_id, "person")
    if not words.strip() and not cannot_share.strip():
        raise RuleError("A report needs words; enter it, or say what may not be shared here.")
    if received_on > today(session):
        raise RuleError("A report cannot have been received on a day to come; please check the date.")
    row.report_tag = entries.check_tag(pack_of(session, meeting.practice_id), tag)
    row.report, row.report_received_on, row.cannot_share = words.strip(), received_on, cannot_share.strip()
    session.flush()
    return _person(session, meeting, row)


def quorum(session: Session, meeting_id: str) -> QuorumRecord:
    """Return whether those present meet the pack's rule, and why; after the end, those who stayed until then."""
    return quorum_of(session, find(session, Meeting, meeting_id, "meeting"))


def quorum_of(session: Session, meeting: Meeting) -> QuorumRecord:
    """Return the quorum of a meeting's row."""
    enrolled = session.scalars(
        sa.select(Child.enrolled).join(Child.episodes).where(Episode.id == meeting.episode_id)
    ).one()
    rows = session.scalars(sa.select(Attendance).where(Attendance.meeting_id == meeting.id)).all()
    return reading.quorum(meeting, rows, pack_of(session, meeting.practice_id), enrolled=enrolled)


def go_on_without_quorum(session: Session, meeting_id: str, reason: str) -> QuorumRecord:
    """Keep the chair's reason for going on; raises RuleError without one."""
    meeting = changeable(session, meeting_id)
    if not reason.strip():
        raise RuleError("Going on without a quorum needs the chair's reason; please enter it.")
    meeting.quorum_reason = reason.strip()
    session.flush()
    return quorum_of(session, meeting)


def agree_actions(session: Session, attendance_id: str, *, agreed: bool = True) -> PersonRecord:
    """Tick (or untick) at the read-back that a person agrees the actions they own."""
    meeting, row = placed(session, Attendance, attendance_id, "person")
    row.agreed_actions_at = now(session) if agreed else None
    session.flush()
    return _person(session, meeting, row)


def _moment(session: Session, meeting: Meeting) -> datetime | None:
    return None if meeting.ended_at is not None else now(session)


def _person(session: Session, meeting: Meeting, row: Attendance) -> PersonRecord:
    """Return one person as screens see them; initials need everybody, so that two are told apart alike everywhere."""
    query = sa.select(Attendance).where(Attendance.meeting_id == meeting.id).order_by(Attendance.position)
    rows = session.scalars(query).all()
    spoken = session.scalars(
        sa.select(MinuteEntry.speaker_id)
        .where(MinuteEntry.meeting_id == meeting.id, MinuteEntry.withdrawn_at.is_(None))
        .distinct()
    ).all()
    people = reading.people(rows, meeting.started_at, pack_of(session, meeting.practice_id), set(spoken))
    return next(person for person in people if person.attendance_id == row.id)
