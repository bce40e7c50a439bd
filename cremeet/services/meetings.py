"""A meeting as screens read it: its head, agenda, people, minutes, decisions and views; and the list of meetings.

The verbs that change a meeting stand in planning, attendance, voice, holding, minutes, decisions, actions, assessing
and closing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from cremeet.clock import london
from cremeet.errors import NotFoundError
from cremeet.models import AgendaItem, Attendance, Child, Decision, Draft, Episode, Meeting, MinuteEntry, Voice
from cremeet.services import action_lines, closed_part, reading, readings
from cremeet.services.children import MeetingLine, full_name, identity
from cremeet.services.looking import looked_at
from cremeet.services.meeting_records import (
    ActionLine,
    DecisionRecord,
    DissentRecord,
    EntryRecord,
    ItemRecord,
    MeetingHead,
    MeetingView,
    PersonRecord,
    QuorumRecord,
    VoiceDetails,
)
from cremeet.services.packs import pack_of
from cremeet.services.states import OPEN_STATES, only
from cremeet.services.titles import title
from cremeet.services.unit import find, now

Touched = frozenset[tuple[str, str]]
"""What commits changed: pairs of (class name, row id), as the record announces them."""

__all__ = [
    "ActionLine",
    "DecisionRecord",
    "DissentRecord",
    "EntryRecord",
    "ItemRecord",
    "MeetingHead",
    "MeetingLine",
    "MeetingView",
    "PersonRecord",
    "QuorumRecord",
    "VoiceDetails",
    "meeting_by_reference",
    "meeting_head",
    "meeting_view",
    "meetings",
]


_LEAVES_ACTIONS = frozenset(
    {"MinuteEntry", "Draft", "Decision", "Dissent", "AgendaItem", "ChairNote", "Voice", "Reading", "Absence"}
)
_LEAVES_ENTRIES = _LEAVES_ACTIONS | {"Action"}
"""Kinds of row whose change leaves every action's line, or every entry but those that are named with it, as it was."""


def meeting_view(
    session: Session, meeting_id: str, before: MeetingView | None = None, changes: Touched = frozenset()
) -> MeetingView:
    """Return a meeting as the workspace needs it: 150 ms at most to a painted workspace, at 50,000 actions.

    The number of queries is the same for every meeting, however long its minutes and however large the vault. Where
    `before` is a view of the same day, and `changes` all that was touched since, entries and actions that cannot have
    changed are taken from it: the line that is committed costs the same at the end of a long day as at its beginning.
    The audit is told that the meeting was looked at.
    """
    row = find(session, Meeting, meeting_id, "meeting")
    looked_at(session, "meeting", meeting_id)
    pack = pack_of(session, row.practice_id)
    child = _child(session, row)
    agenda = session.scalars(
        sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    ).all()
    attendances = session.scalars(
        sa.select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.position)
    ).all()
    decided = session.scalars(
        sa.select(Decision)
        .where(Decision.meeting_id == meeting_id, Decision.withdrawn_at.is_(None))
        .order_by(Decision.number)
        .options(selectinload(Decision.dissents))
    ).all()
    kinds = {kind for kind, _ in changes}
    actions = before.actions if before and kinds <= _LEAVES_ACTIONS else action_lines.of_meeting(session, row)
    labels = {each.id: f"D{each.number}" for each in decided} | {each.action_id: each.label for each in actions}
    kept = _untouched(before, changes) if before and kinds <= _LEAVES_ENTRIES else None
    fresh = reading.entries(_minuted(session, meeting_id, kept, changes), attendances, labels)
    place = {item.id: item.position for item in agenda}
    entries = tuple(sorted((*(kept or ()), *fresh), key=lambda entry: (place[entry.item_id], entry.position)))
    drafts = session.scalars(sa.select(Draft).where(Draft.meeting_id == meeting_id).order_by(Draft.place)).all()
    return MeetingView(
        head=reading.head(row, pack),
        identity=identity(session, child.id),
        items=reading.items(agenda, row.kind, pack, now(session)),
        people=reading.people(attendances, row.started_at, pack, {entry.speaker_id for entry in entries}),
        quorum=reading.quorum(row, attendances, pack, enrolled=child.enrolled),
        entries=entries,
        decisions=tuple(reading.decision(each, pack) for each in decided),
        voice=reading.voice(only(session, Voice, Voice.meeting_id == meeting_id)),
        actions=actions,
        drafts=tuple((draft.place, draft.words) for draft in drafts),
        readings=readings.of_meeting(session, meeting_id),
        absences=closed_part.of_meeting(session, meeting_id),
    )


def meeting_head(session: Session, meeting_id: str) -> MeetingHead:
    """Return what a meeting is, without its contents."""
    row = find(session, Meeting, meeting_id, "meeting")
    return reading.head(row, pack_of(session, row.practice_id))


def meetings(
    session: Session,
    *,
    state: str = "",
    child_id: str = "",
    since: date | None = None,
    until: date | None = None,
    limit: int = 200,
) -> tuple[MeetingLine, ...]:
    """Return meetings: planned, live and adjourned ones by start, then past ones newest first.

    `since` and `until` are days in England, both included; a meeting counts on the day it is planned for.
    """
    query = sa.select(Meeting, Episode, Child).join(Episode, Meeting.episode_id == Episode.id).join(Episode.child)
    if state:
        query = query.where(Meeting.state == state)
    if child_id:
        query = query.where(Episode.child_id == child_id)
    if since is not None:
        query = query.where(Meeting.planned_start >= london(since))
    if until is not None:
        query = query.where(Meeting.planned_start < london(until + timedelta(days=1)))
    coming = Meeting.state.in_(OPEN_STATES)
    order = (
        sa.case((coming, 0), else_=1),
        sa.case((coming, Meeting.planned_start)),
        sa.case((sa.not_(coming), Meeting.planned_start)).desc(),
        Meeting.id,
    )
    found = session.execute(query.order_by(*order).limit(limit)).all()
    return tuple(_line(session, row, child) for row, _, child in found)


def meeting_by_reference(session: Session, reference: str) -> MeetingHead:
    """Return the meeting with that reference, in any case; raise NotFoundError naming the form a reference has."""
    row = session.scalar(sa.select(Meeting).where(Meeting.reference == reference.strip().upper()))
    if row is None:
        raise NotFoundError("No meeting in this vault has that reference; one looks like M-7F3K.")
    return reading.head(row, pack_of(session, row.practice_id))


def _untouched(before: MeetingView, changes: Touched) -> tuple[EntryRecord, ...]:
    """Return the entries of a view that no change touched, neither themselves nor what they are named with."""
    ids = {row_id for _, row_id in changes}
    return tuple(entry for entry in before.entries if not {entry.entry_id, entry.about_id} & ids)


def _minuted(
    session: Session, meeting_id: str, kept: tuple[EntryRecord, ...] | None, changes: Touched
) -> Sequence[MinuteEntry]:
    """Return the rows of the entries to read: all, or where some are `kept`, those that were touched."""
    query = sa.select(MinuteEntry).where(MinuteEntry.meeting_id == meeting_id, MinuteEntry.withdrawn_at.is_(None))
    if kept is not None:
        ids = [row_id for _, row_id in changes]
        query = query.where(MinuteEntry.id.in_(ids) | MinuteEntry.about_id.in_(ids))
    return session.scalars(query).all()


def _child(session: Session, row: Meeting) -> Child:
    found = session.scalar(sa.select(Child).join(Child.episodes).where(Episode.id == row.episode_id))
    assert found is not None, "an episode always has its child: a foreign key holds it"
    return found


def _line(session: Session, row: Meeting, child: Child) -> MeetingLine:
    pack = pack_of(session, row.practice_id)
    return MeetingLine(
        meeting_id=row.id,
        reference=row.reference,
        kind=row.kind,
        kind_title=title(pack, "agendas", row.kind),
        state=row.state,
        starts_at=reading.moment(row),
        level_after=row.level_after,
        level_after_title=title(pack, "levels", row.level_after),
        child_id=child.id,
        child_name=full_name(child),
        child_reference=child.reference,
        late=reading.is_late(row),
    )
