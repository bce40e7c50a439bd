"""The minutes: what was said, by whom, of which kind, and who may read it; decisions and dissent."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cremeet.models.base import Base, ids, kept, key, text, to


class MinuteEntry(Base):
    """One paragraph of the minutes. `kind`: note, action, decision, risk, voice, parked.

    A withdrawn entry stays on record.
    """

    __tablename__ = "minute_entry"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    item_id: Mapped[str] = to("agenda_item.id")
    position: Mapped[int] = kept()
    at: Mapped[datetime] = kept()
    speaker_id: Mapped[str | None] = to("attendance.id")
    kind: Mapped[str] = kept()
    words: Mapped[str] = text()
    tag: Mapped[str] = kept()
    agencies: Mapped[list[str]] = ids()
    about_id: Mapped[str] = text()
    withdrawn_at: Mapped[datetime | None] = kept()


class Draft(Base):
    """Words still being typed, saved as they are typed: one for each place in a meeting, gone once committed."""

    __tablename__ = "draft"
    __keep_history__: ClassVar[bool] = False
    __table_args__ = (sa.UniqueConstraint("meeting_id", "place"),)

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    place: Mapped[str]
    words: Mapped[str] = text()
    saved_at: Mapped[datetime]


class Decision(Base):
    """A decision with its reason. `number` counts within the meeting; `outcome` is a practice id or empty."""

    __tablename__ = "decision"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    number: Mapped[int] = kept()
    outcome: Mapped[str] = text()
    words: Mapped[str] = kept()
    reason: Mapped[str] = text()
    dissent_asked: Mapped[bool] = kept(default=False)
    escalated_to: Mapped[str] = text()
    tag: Mapped[str] = kept()
    withdrawn_at: Mapped[datetime | None] = kept()

    dissents: Mapped[list[Dissent]] = relationship(order_by="Dissent.id", back_populates="decision")


class Dissent(Base):
    """An agency that does not agree with a decision, and why."""

    __tablename__ = "dissent"

    id: Mapped[str] = key()
    decision_id: Mapped[str] = to("decision.id")
    agency: Mapped[str] = kept()
    person: Mapped[str] = text()
    reason: Mapped[str] = kept()

    decision: Mapped[Decision] = relationship(back_populates="dissents")
