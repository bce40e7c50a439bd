"""Invite people to a meeting: from the directory by agency, and the child, family and others by name."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Attendance, Meeting, Professional
from cremeet.services.unit import find, next_number, now

PARTS = ("professional", "child", "parent", "advocate", "observer")
FAMILY = ("child", "parent")


def invite(session: Session, meeting_id: str, professional_ids: tuple[str, ...]) -> None:
    """Invite people from the directory; those already invited stay as they are. RuleError once minutes are approved."""
    _open(session, meeting_id)
    query = sa.select(Attendance.professional_id).where(Attendance.meeting_id == meeting_id)
    there = set(session.scalars(query))
    for professional_id in dict.fromkeys(professional_ids):
        if professional_id in there:
            continue
        person = find(session, Professional, professional_id, "person")
        _add(session, meeting_id, person.name, person.role, person.agency, "professional", professional_id)
    session.flush()


def invite_other(session: Session, meeting_id: str, name: str, role: str, part: str, *, agency: str = "") -> str:
    """Invite somebody who is not in the directory and return the attendance id.

    `part`: professional, child, parent, advocate or observer. Raises RuleError without a name or for another part.
    """
    _open(session, meeting_id)
    if not name.strip():
        raise RuleError("Please enter the name of the person to invite.")
    if part not in PARTS:
        raise RuleError(
            "Please choose whether this is a professional, the child, a parent, an advocate or an observer."
        )
    row = _add(session, meeting_id, name.strip(), role, agency, part, None)
    session.flush()
    return row.id


def uninvite(session: Session, attendance_id: str, reason: str) -> None:
    """Take an invitation back; for the child or a parent a reason is needed (RuleError), and it stays on the record."""
    row = find(session, Attendance, attendance_id, "invitation")
    _open(session, row.meeting_id)
    if row.part in FAMILY and not reason.strip():
        raise RuleError("Please say why the child or a parent is not to attend; the minutes show the reason.")
    if row.part in FAMILY:
        row.status, row.reason = "withdrew", reason.strip()
    elif row.arrived_at is not None or row.report:
        raise RuleError("This person has attended or sent a report, so the invitation stays on the record.")
    else:
        session.delete(row)
    session.flush()


def _add(
    session: Session, meeting_id: str, name: str, role: str, agency: str, part: str, professional_id: str | None
) -> Attendance:
    row = Attendance(
        meeting_id=meeting_id,
        position=next_number(session, Attendance.position, Attendance.meeting_id == meeting_id),
        professional_id=professional_id,
        name=name,
        role=role,
        agency=agency,
        part=part,
        status="invited",
        invited_at=now(session),
    )
    session.add(row)
    session.flush()
    return row


def _open(session: Session, meeting_id: str) -> None:
    if find(session, Meeting, meeting_id, "meeting").state == "approved":
        raise RuleError("The minutes are approved, so who was invited can no longer change.")
