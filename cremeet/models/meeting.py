"""The meeting: its plan, agenda, people, the child's views, what was overridden and what was amended afterwards."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cremeet.models.base import Base, ids, kept, key, text, to


class Meeting(Base):
    """A meeting about one episode.

    `state`: planned, live, adjourned, ended, approved; `kind` is an agenda's practice id.
    `enrolled_then`: whether the child counted as in education when it ended, for the quorum; None until then.
    """

    __tablename__ = "meeting"
    # The list of children finds each next meeting from this alone.
    __table_args__ = (sa.Index("ix_meeting_next", "episode_id", "state", "planned_start"),)

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    reference: Mapped[str] = mapped_column(unique=True, active_history=True)
    practice_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_pack.id"), active_history=True)
    previous_id: Mapped[str | None] = to("meeting.id")
    kind: Mapped[str] = kept()
    state: Mapped[str] = kept(default="planned")
    trigger: Mapped[str] = text()
    triggered_on: Mapped[date] = kept()
    due_on: Mapped[date | None] = kept()
    late_reason: Mapped[str] = text()
    planned_start: Mapped[datetime] = mapped_column(index=True, active_history=True)
    planned_minutes: Mapped[int] = kept()
    mode: Mapped[str] = text()
    place: Mapped[str] = text()
    chair: Mapped[str] = text()
    chair_role: Mapped[str] = text()
    minute_taker: Mapped[str] = text()
    instrument: Mapped[str] = text()
    level_before: Mapped[str] = text()
    level_after: Mapped[str] = text()
    started_at: Mapped[datetime | None] = kept()
    ended_at: Mapped[datetime | None] = kept()
    adjourned_reason: Mapped[str] = text()
    confidentiality_read_at: Mapped[datetime | None] = kept()
    quorum_reason: Mapped[str] = text()
    enrolled_then: Mapped[bool | None] = kept()
    contingency: Mapped[str] = text()
    trigger_plan: Mapped[str] = text()
    review_on: Mapped[date | None] = kept()
    review_reason: Mapped[str] = text()
    circulation: Mapped[str] = text()
    approved_at: Mapped[datetime | None] = kept()
    approved_by: Mapped[str] = text()

    items: Mapped[list[AgendaItem]] = relationship(order_by="AgendaItem.position", back_populates="meeting")
    attendances: Mapped[list[Attendance]] = relationship(order_by="Attendance.position", back_populates="meeting")


class AgendaItem(Base):
    """One item as this meeting has it: from the pack by `template`, or added by hand (`template` empty).

    `state`: waiting, now, done, skipped. `seconds_used` counts the time spent before `opened_at`, the moment when it
    last became current.
    """

    __tablename__ = "agenda_item"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    position: Mapped[int] = kept()
    template: Mapped[str] = text()
    title: Mapped[str] = kept()
    purpose: Mapped[str] = text()
    minutes_planned: Mapped[int] = kept()
    mandatory: Mapped[bool] = kept(default=False)
    why_mandatory: Mapped[str] = text()
    tag: Mapped[str] = kept()
    captures: Mapped[list[str]] = ids()
    closed_part: Mapped[bool] = kept(default=False)
    state: Mapped[str] = kept(default="waiting")
    skip_reason: Mapped[str] = text()
    opened_at: Mapped[datetime | None] = kept()
    seconds_used: Mapped[int] = kept(default=0)

    meeting: Mapped[Meeting] = relationship(back_populates="items")


class Attendance(Base):
    """One person's place in one meeting.

    `part`: professional, child, parent, advocate, observer.
    `status`: invited, present, part, apologies, no-response, withdrew.
    """

    __tablename__ = "attendance"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    position: Mapped[int] = kept()
    professional_id: Mapped[str | None] = to("professional.id")
    name: Mapped[str] = kept()
    role: Mapped[str] = text()
    agency: Mapped[str] = text()
    part: Mapped[str] = kept()
    deputy_for: Mapped[str] = text()
    status: Mapped[str] = kept(default="invited")
    invited_at: Mapped[datetime | None] = kept()
    arrived_at: Mapped[datetime | None] = kept()
    left_at: Mapped[datetime | None] = kept()
    reason: Mapped[str] = text()
    report: Mapped[str] = text()
    report_tag: Mapped[str] = text()
    report_received_on: Mapped[date | None] = kept()
    cannot_share: Mapped[str] = text()
    agreed_actions_at: Mapped[datetime | None] = kept()

    meeting: Mapped[Meeting] = relationship(back_populates="attendances")


class Voice(Base):
    """The child's views for one meeting, and the parents' or carers': asked for before, heard in it, answered after.

    `attended`: all, part, no, or empty while not yet known.
    The four texts space, voice, audience and influence follow the Lundy model.
    """

    __tablename__ = "voice"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = mapped_column(sa.ForeignKey("meeting.id"), unique=True, active_history=True)
    invited: Mapped[bool] = kept(default=False)
    invited_how: Mapped[str] = text()
    attended: Mapped[str] = text()
    absence_reason: Mapped[str] = text()
    advocate: Mapped[str] = text()
    method: Mapped[str] = text()
    gathered_by: Mapped[str] = text()
    gathered_on: Mapped[date | None] = kept()
    own_words: Mapped[str] = text()
    space: Mapped[str] = text()
    voice: Mapped[str] = text()
    audience: Mapped[str] = text()
    influence: Mapped[str] = text()
    feedback_by: Mapped[str] = text()
    feedback_on: Mapped[date | None] = kept()
    feedback_how: Mapped[str] = text()
    feedback_given_on: Mapped[date | None] = kept()
    parents_views: Mapped[str] = text()
    parents_gathered_by: Mapped[str] = text()
    parents_not_invited_reason: Mapped[str] = text()


class Override(Base):
    """A line of the close list that the chair closed with a reason; the minutes show it."""

    __tablename__ = "override"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    check: Mapped[str] = kept()
    about_id: Mapped[str] = text()
    what: Mapped[str] = text()
    tag: Mapped[str] = text()
    reason: Mapped[str] = kept()
    at: Mapped[datetime] = kept()
    by: Mapped[str] = kept()


class Amendment(Base):
    """A dated correction to approved minutes; the approved words stay as they were."""

    __tablename__ = "amendment"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    number: Mapped[int] = kept()
    about: Mapped[str] = text()
    words: Mapped[str] = kept()
    reason: Mapped[str] = kept()
    tag: Mapped[str] = kept()
    at: Mapped[datetime] = kept()
    by: Mapped[str] = kept()


class ChairNote(Base):
    """The chair's private note; no document builder can reach this table (no query for documents reads it)."""

    __tablename__ = "chair_note"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    item_id: Mapped[str | None] = to("agenda_item.id")
    words: Mapped[str] = text()
