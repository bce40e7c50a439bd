"""What left the record: each copy of a document, what it said, who may have the family's, and what was said back."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cremeet.models.base import Base, ids, kept, key, text, to


class IssuedCopy(Base):
    """One copy of one document for one reader, numbered within the meeting.

    `form`: word, pdf, or paper for one that was printed. `state`: making (its number is taken, nothing is written yet),
    issued, stopped (something that its reader may not have was found in it), failed (it could not be written).
    `agency` is the reader's where the copy is one agency's; `recipient` the person or the address it went to, and
    `attendance_id` their place in the meeting where they have one. `sha256` is the file's as it was written,
    `plain_sha256` the document's before it was protected. `tags` are the handling tags of what it tells. `ended_how`:
    returned, destroyed, lost. `judged_by` says who judged the `judged` words that are admitted elsewhere and signed for
    what can be deduced.
    """

    __tablename__ = "issued_copy"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "number"),)

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    number: Mapped[int] = kept()
    state: Mapped[str] = kept(default="making")
    stopped_why: Mapped[str] = text()
    document: Mapped[str] = kept()
    form: Mapped[str] = kept()
    version: Mapped[str] = kept()
    audience: Mapped[str] = kept()
    agency: Mapped[str] = text()
    recipient: Mapped[str] = text()
    attendance_id: Mapped[str | None] = to("attendance.id")
    entry: Mapped[str] = text()
    tags: Mapped[list[str]] = ids()
    file_name: Mapped[str] = text()
    size: Mapped[int] = kept(default=0)
    sha256: Mapped[str] = mapped_column(sa.Text(), default="", active_history=True, index=True)
    plain_sha256: Mapped[str] = mapped_column(sa.Text(), default="", active_history=True, index=True)
    protected: Mapped[bool] = kept(default=True)
    unprotected_reason: Mapped[str] = text()
    password_sent_at: Mapped[datetime | None] = kept()
    channel: Mapped[str] = text()
    purpose: Mapped[str] = text()
    approved_by: Mapped[str] = text()
    judged_by: Mapped[str] = text()
    judged: Mapped[int] = kept(default=0)
    issued_at: Mapped[datetime] = kept()
    issued_by: Mapped[str] = kept()
    receipt_on: Mapped[date | None] = kept()
    recall_on: Mapped[date | None] = kept()
    ended_on: Mapped[date | None] = kept()
    ended_how: Mapped[str] = text()
    supersedes_id: Mapped[str | None] = to("issued_copy.id")


class IssuedWords(Base):
    """What a copy said, line by line: a later version says what changed, and a lost copy can be told whole."""

    __tablename__ = "issued_words"
    __keep_history__: ClassVar[bool] = False

    id: Mapped[str] = key()
    copy_id: Mapped[str] = mapped_column(sa.ForeignKey("issued_copy.id"), unique=True)
    lines: Mapped[list[str]] = ids()


class FamilyApproval(Base):
    """The chair's approval that one version of a document goes to the child or the family."""

    __tablename__ = "family_approval"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    audience: Mapped[str] = kept()
    document: Mapped[str] = kept()
    version: Mapped[str] = kept()
    words: Mapped[str] = text()
    at: Mapped[datetime] = kept()
    by: Mapped[str] = kept()


class Comment(Base):
    """What an attendee said back about a draft. `outcome`: empty while open, taken, not-taken; `answer` says why."""

    __tablename__ = "comment"

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    number: Mapped[int] = kept()
    person: Mapped[str] = kept()
    agency: Mapped[str] = text()
    about: Mapped[str] = text()
    words: Mapped[str] = kept()
    tag: Mapped[str] = kept()
    received_on: Mapped[date] = kept()
    outcome: Mapped[str] = text()
    answer: Mapped[str] = text()
    answered_at: Mapped[datetime | None] = kept()
    answered_by: Mapped[str] = text()


class SendingReason(Base):
    """Why a document that everybody was to have by a day was sent later."""

    __tablename__ = "sending_reason"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "document"),)

    id: Mapped[str] = key()
    meeting_id: Mapped[str] = to("meeting.id")
    document: Mapped[str] = kept()
    reason: Mapped[str] = kept()
    at: Mapped[datetime] = kept()
    by: Mapped[str] = kept()
