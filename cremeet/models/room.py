"""What everybody in the room heard and was asked, and who was out of it for a part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from cremeet.models.base import Base, ids, kept, key, text, to


class Reading(Base):
    """Something read aloud or asked of everybody, the moment of it, and who was there (`heard`: attendance ids).

    `what`: confidentiality, script, conflict, sharing. `words` is what was answered, empty where nobody had anything
    to say; `tag` is who may read it.
    """

    __tablename__ = "reading"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    item_id: Mapped[str | None] = to("agenda_item.id")
    what: Mapped[str] = kept()
    at: Mapped[datetime] = kept()
    heard: Mapped[list[str]] = ids()
    words: Mapped[str] = text()
    tag: Mapped[str] = text()


class Absence(Base):
    """Somebody who left the room for a closed part of the agenda; `back_at` is None while they are outside."""

    __tablename__ = "absence"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    item_id: Mapped[str] = to("agenda_item.id")
    attendance_id: Mapped[str] = to("attendance.id")
    left_at: Mapped[datetime] = kept()
    back_at: Mapped[datetime | None] = kept()
