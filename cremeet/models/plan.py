"""The multi-agency plan: actions under pillars, their reviews at each meeting, and pillars with none and why."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cremeet.models.base import Base, kept, key, text, to


class Action(Base):
    """One action of an episode's plan, from the meeting that agreed it until it is done or cancelled.

    `number` counts within the episode ("A7"). `status`: not-started, in-progress, done, cancelled.
    Overdue is worked out, never kept.
    `first_due_on` stays as first agreed; `due_on` moves, and each move is counted in `moved`.
    """

    __tablename__ = "action"
    __table_args__ = (
        sa.UniqueConstraint("episode_id", "number"),
        # The list of children counts open and overdue actions from this alone.
        sa.Index("ix_action_standing", "episode_id", "status", "withdrawn", "due_on"),
    )

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    meeting_id: Mapped[str] = to("meeting.id")
    number: Mapped[int] = kept()
    pillar: Mapped[str] = text()
    outcome: Mapped[str] = text()
    words: Mapped[str] = kept()
    owner_id: Mapped[str | None] = to("professional.id")
    owner: Mapped[str] = text()
    role: Mapped[str] = text()
    agency: Mapped[str] = mapped_column(default="", index=True, active_history=True)
    due_on: Mapped[date | None] = mapped_column(index=True, active_history=True)
    first_due_on: Mapped[date | None] = kept()
    moved: Mapped[int] = kept(default=0)
    priority: Mapped[str] = text()
    measure: Mapped[str] = text()
    contingency: Mapped[str] = text()
    indicator: Mapped[str] = text()
    status: Mapped[str] = mapped_column(default="not-started", index=True, active_history=True)
    completed_on: Mapped[date | None] = kept()
    cancel_reason: Mapped[str] = text()
    tag: Mapped[str] = kept()
    withdrawn: Mapped[bool] = kept(default=False)


class ActionReview(Base):
    """What one meeting heard about one earlier action."""

    __tablename__ = "action_review"
    __table_args__ = (sa.UniqueConstraint("action_id", "meeting_id"),)

    id: Mapped[str] = key()
    action_id: Mapped[str] = to("action.id")
    meeting_id: Mapped[str] = to("meeting.id")
    status: Mapped[str] = kept()
    progress: Mapped[str] = text()
    reason: Mapped[str] = text()
    due_before: Mapped[date | None] = kept()
    due_after: Mapped[date | None] = kept()
    impact: Mapped[str] = text()
    escalated_to: Mapped[str] = text()


class PillarNone(Base):
    """A pillar that the meeting considered and left without an action, and why."""

    __tablename__ = "pillar_none"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "pillar"),)

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    pillar: Mapped[str] = kept()
    reason: Mapped[str] = kept()


class OwnerTold(Base):
    """Who tells an owner of actions what was agreed, where the owner could not agree at the read-back.

    The owner is named as the actions name them, by name, agency or both: they may be in no directory and no attendance.
    """

    __tablename__ = "owner_told"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "owner", "agency"),)

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    owner: Mapped[str] = text()
    agency: Mapped[str] = text()
    told_by: Mapped[str] = kept()
