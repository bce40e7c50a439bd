"""What was read aloud and asked of everybody, when, and who was there to hear it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import AgendaItem, Attendance, Meeting, Reading
from cremeet.services import entries, reading
from cremeet.services.meeting_records import MeetingView, PersonRecord, ReadingRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, placed
from cremeet.services.unit import now

CONFIDENTIALITY, SCRIPT, CONFLICT, SHARING = "confidentiality", "script", "conflict", "sharing"
ASKED = (CONFLICT, SHARING)
"""What is asked of everybody, each with an answer."""


def read_statement(session: Session, meeting_id: str) -> ReadingRecord:
    """Keep that the confidentiality statement was read out now, to those who are here.

    The first time is the meeting's; a later one, for those who came after it, is minuted as a note too.
    """
    meeting = changeable(session, meeting_id)
    heard = _here(session, meeting_id)
    if meeting.confidentiality_read_at is None:
        meeting.confidentiality_read_at = now(session)
    else:
        names = _names(session, meeting_id, set(heard) - _have_heard(session, meeting_id))
        whom = names or "those who joined later"
        entries.note(session, meeting, f"The confidentiality statement was read again for {whom}.")
    return _keep(session, Reading(meeting_id=meeting_id, what=CONFIDENTIALITY, at=now(session), heard=heard))


def read_script(session: Session, item_id: str) -> ReadingRecord:
    """Keep that an item's words were read aloud now, to those who are here."""
    meeting, item = placed(session, AgendaItem, item_id, "agenda item")
    heard = _here(session, meeting.id)
    return _keep(session, Reading(meeting_id=meeting.id, item_id=item.id, what=SCRIPT, at=now(session), heard=heard))


def ask(session: Session, meeting_id: str, what: str, words: str = "", tag: str = "") -> ReadingRecord:
    """Keep that everybody was asked `what` (conflict or sharing), and what was said; empty words mean nobody had any.

    An answer without a `tag` is for the professionals of the meeting (the pack's narrowest tag where it has none of
    that name). Asked again, the newest answer counts and the earlier stay. Raises RuleError for anything else asked,
    or an unknown tag.
    """
    meeting = changeable(session, meeting_id)
    if what not in ASKED:
        raise RuleError("Only conflicts of interest and what cannot be shared are asked of everybody.")
    pack = pack_of(session, meeting.practice_id)
    offered = {each.id for each in pack.tags}
    usual = entries.PROFESSIONALS if entries.PROFESSIONALS in offered else pack.narrowest_tag().id
    row = Reading(meeting_id=meeting_id, what=what, at=now(session), heard=_here(session, meeting_id))
    row.words, row.tag = words.strip(), entries.check_tag(pack, tag or usual)
    return _keep(session, row)


def latecomers(view: MeetingView) -> tuple[PersonRecord, ...]:
    """Return who is here and has not heard the confidentiality statement, which was read before they came.

    Whoever is marked as here within ten minutes of it was there: people are marked while it is read, or after.
    """
    read = [one for one in view.readings if one.what == CONFIDENTIALITY]
    heard = {attendance_id for one in read for attendance_id in one.heard}
    if not read:
        return ()
    latest = read[0].at + reading.LATE_AFTER
    return tuple(
        person
        for person in view.people
        if person.status in {"present", "part"}
        and person.attendance_id not in heard
        and person.left_at is None
        and person.arrived_at is not None
        and person.arrived_at > latest
    )


def last(view: MeetingView, what: str, item_id: str = "") -> ReadingRecord | None:
    """Return the newest reading of its kind (of an item, where one is named), or None."""
    found = [one for one in view.readings if one.what == what and (not item_id or one.item_id == item_id)]
    return found[-1] if found else None


def of_meeting(session: Session, meeting_id: str) -> tuple[ReadingRecord, ...]:
    """Return everything that was read and asked, oldest first."""
    query = sa.select(Reading).where(Reading.meeting_id == meeting_id).order_by(Reading.at, Reading.id)
    return tuple(_record(row) for row in session.scalars(query))


def _keep(session: Session, row: Reading) -> ReadingRecord:
    session.add(row)
    session.flush()
    return _record(row)


def _record(row: Reading) -> ReadingRecord:
    return ReadingRecord(row.id, row.what, row.item_id or "", row.at, tuple(row.heard), row.words, row.tag)


def _people(session: Session, meeting_id: str) -> Sequence[Attendance]:
    query = sa.select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.position)
    return session.scalars(query).all()


def _here(session: Session, meeting_id: str) -> list[str]:
    meeting, moment = session.get_one(Meeting, meeting_id), now(session)
    return [
        row.id
        for row in _people(session, meeting_id)
        if reading.in_the_room(row, meeting.ended_at) and (row.arrived_at is None or row.arrived_at <= moment)
    ]


def _have_heard(session: Session, meeting_id: str) -> set[str]:
    return {each for one in of_meeting(session, meeting_id) if one.what == CONFIDENTIALITY for each in one.heard}


def _names(session: Session, meeting_id: str, attendance_ids: set[str]) -> str:
    return ", ".join(row.name for row in _people(session, meeting_id) if row.id in attendance_ids)
