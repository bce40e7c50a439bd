"""The whole record of one meeting as its documents need it: read once, frozen, and filtered by audience in exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.counting import counted
from cremeet.models import Action, Assessment, Attendance, Decision, Episode, History, Meeting, MinuteEntry, Voice
from cremeet.practice.pack import Pack
from cremeet.services import actions, assessing, closing, readback
from cremeet.services.actions import Plan
from cremeet.services.assessing import AssessmentView
from cremeet.services.child_page import ChildPage, LevelPoint, levels_of, read_child
from cremeet.services.circumstances import Circumstances, circumstances
from cremeet.services.closing import AmendmentRecord, OverrideRecord
from cremeet.services.meeting_records import (
    AbsenceRecord,
    DecisionRecord,
    EntryRecord,
    ItemRecord,
    MeetingHead,
    PersonRecord,
    QuorumRecord,
    ReadingRecord,
    VoiceDetails,
)
from cremeet.services.meetings import meeting_head, meeting_view
from cremeet.services.packs import pack_of
from cremeet.services.readback import OwnerActions
from cremeet.services.timeline import Dated, dated
from cremeet.services.titles import title
from cremeet.services.unit import find, now


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """The episode as documents name it, in the words of the meeting's own pack."""

    reference: str
    opened_on: date
    type_titles: tuple[str, ...]
    factor_titles: tuple[str, ...]
    status_title: str
    exploitation_confirmed: bool
    levels: tuple[LevelPoint, ...]
    """Up to and with this meeting."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A sentence of the close list that is still open; `tag` is the handling tag of what it is about, or empty."""

    what: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """One meeting whole. `pack` is the one it was planned with; `made_at` is when the record was read.

    The chair's private notes are not here, and no query that fills this record reads their table.
    """

    pack: Pack
    head: MeetingHead
    child: ChildPage
    episode: EpisodeSummary
    people: tuple[PersonRecord, ...]
    quorum: QuorumRecord
    items: tuple[ItemRecord, ...]
    entries: tuple[EntryRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    voice: VoiceDetails
    readings: tuple[ReadingRecord, ...]
    absences: tuple[AbsenceRecord, ...]
    assessment: AssessmentView | None
    plan: Plan
    named: dict[str, tuple[str, ...]]
    """Of each action and decision whose minute entry names agencies, by its id, those agencies' ids."""
    circumstances: Circumstances
    timeline: tuple[Dated, ...]
    """What the episode has a day for, up to and with this meeting once it has ended."""
    overrides: tuple[OverrideRecord, ...]
    amendments: tuple[AmendmentRecord, ...]
    read_back: tuple[OwnerActions, ...]
    """What was read back at the end, by owner: who agreed, and who tells those who were not there."""
    open_lines: tuple[OpenLine, ...]
    """What the close list still asks for (a draft made before the end)."""
    previous: MeetingHead | None
    made_at: datetime
    version: str
    """Draft 3, Approved, Approved with 2 amendments."""
    entry: str = ""
    """On an issued copy: the entry of the audit that says so, such as 1204-7F3K-9Q2M (see `services.exporting`)."""


def meeting_record(session: Session, meeting_id: str) -> MeetingRecord:
    """Return the whole record of one meeting."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    episode = find(session, Episode, meeting.episode_id, "episode")
    pack = pack_of(session, meeting.practice_id)
    view = meeting_view(session, meeting_id)
    amendments = closing.amendments(session, meeting_id)
    lines = () if meeting.state == "approved" else closing.missing(session, meeting_id)
    summary = _episode(session, meeting, episode, pack)
    around = _known_then(circumstances(session, meeting.episode_id), meeting)
    until = london_date(meeting.ended_at) if meeting.ended_at is not None else None
    return MeetingRecord(
        pack=pack,
        head=view.head,
        child=read_child(session, episode.child_id),
        episode=summary,
        people=view.people,
        quorum=view.quorum,
        items=view.items,
        entries=view.entries,
        decisions=view.decisions,
        voice=view.voice,
        readings=view.readings,
        absences=view.absences,
        assessment=assessing.assessment_of(session, meeting_id),
        plan=actions.plan(session, meeting_id),
        named=_named(session, episode.id),
        circumstances=around,
        timeline=dated(session, episode.id, summary.levels, around, until=until),
        overrides=closing.overrides(session, meeting_id),
        amendments=amendments,
        read_back=readback.by_owner(view, readback.told_of(session, meeting_id)),
        open_lines=tuple(OpenLine(line.what, line.tag) for line in lines if not line.overridden),
        previous=meeting_head(session, meeting.previous_id) if meeting.previous_id else None,
        made_at=now(session),
        version=_version(session, meeting, len(amendments)),
    )


def _known_then(around: Circumstances, meeting: Meeting) -> Circumstances:
    """Keep what had happened by the end of an ended meeting: what came later belongs to the next one's minutes."""
    if meeting.ended_at is None:
        return around
    day = london_date(meeting.ended_at)
    return replace(
        around,
        missing=tuple(one for one in around.missing if one.details.missing_from <= meeting.ended_at),
        nrm=tuple(one for one in around.nrm if one.details.considered_on <= day),
        disruption=tuple(one for one in around.disruption if one.details.stage_on <= day),
        missing_trigger="" if meeting.state == "approved" else around.missing_trigger,
    )


def _episode(session: Session, meeting: Meeting, episode: Episode, pack: Pack) -> EpisodeSummary:
    held_on = london_date(meeting.ended_at or meeting.started_at or meeting.planned_start)
    return EpisodeSummary(
        reference=episode.reference,
        opened_on=episode.opened_on,
        type_titles=tuple(title(pack, "exploitation_types", each) for each in episode.types),
        factor_titles=tuple(title(pack, "linked_factors", each) for each in episode.factors),
        status_title=title(pack, "episode_statuses", episode.status),
        exploitation_confirmed=episode.exploitation_confirmed,
        levels=levels_of(session, episode.id, until=held_on),
    )


def _named(session: Session, episode_id: str) -> dict[str, tuple[str, ...]]:
    """Return the agencies that entries of the episode's meetings name; an action outlives the meeting of its entry."""
    entries = session.scalars(
        sa.select(MinuteEntry)
        .join(Meeting, Meeting.id == MinuteEntry.meeting_id)
        .where(Meeting.episode_id == episode_id, MinuteEntry.about_id != "", MinuteEntry.withdrawn_at.is_(None))
    )
    return {entry.about_id: tuple(entry.agencies) for entry in entries if entry.agencies}


def version_of(session: Session, meeting_id: str) -> str:
    """Return which version a meeting's documents are now, such as Draft 2."""
    return _version(
        session, find(session, Meeting, meeting_id, "meeting"), len(closing.amendments(session, meeting_id))
    )


def _version(session: Session, meeting: Meeting, amendments: int) -> str:
    """Return which version of the minutes this is: every correction after the end makes another draft."""
    if meeting.state == "approved":
        if not amendments:
            return "Approved"
        return f"Approved, with {counted(amendments, 'amendment')}"
    if meeting.ended_at is None or meeting.state != "ended":
        return "Working draft" if meeting.started_at else "Before the meeting"
    parts = (MinuteEntry, Decision, Attendance, Voice, Assessment, Action)
    of_meeting = [sa.select(table.id).where(table.meeting_id == meeting.id) for table in parts]
    ids = sa.union_all(sa.select(Meeting.id).where(Meeting.id == meeting.id), *of_meeting).subquery()
    corrections = sa.select(sa.func.count(sa.distinct(History.at))).where(
        History.thing_id.in_(sa.select(ids.c.id)), History.at > meeting.ended_at
    )
    return f"Draft {1 + (session.scalar(corrections) or 0)}"
