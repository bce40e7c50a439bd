"""What attendees say back about a draft: each comment is answered, taken in or not, and the answer is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Comment, Meeting
from cremeet.services.packs import pack_of
from cremeet.services.titles import known, title
from cremeet.services.unit import find, next_number, now, today, who

TAKEN, NOT_TAKEN = "taken", "not-taken"


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A comment on a draft. `outcome`: empty while it is open, taken, not-taken."""

    comment_id: str
    number: int
    person: str
    agency: str
    agency_title: str
    about: str
    words: str
    tag: str
    received_on: date
    outcome: str
    answer: str
    answered_at: datetime | None
    answered_by: str


def add_comment(
    session: Session,
    meeting_id: str,
    person: str,
    words: str,
    *,
    about: str = "",
    agency: str = "",
    tag: str = "",
    received_on: date | None = None,
) -> CommentRecord:
    """Keep what somebody said about the draft; `about` names the place, `received_on` is today unless given.

    Raises RuleError without words or a person, before the meeting ended, once the minutes are approved (then an
    amendment is the way), or for a day that has not come.
    """
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.state == "approved":
        raise RuleError("These minutes are approved; what is said about them now is a dated amendment.")
    if meeting.state != "ended":
        raise RuleError("There is no draft to comment on yet; end the meeting first.")
    if not person.strip() or not words.strip():
        raise RuleError("A comment needs who made it and what they said; please fill in both.")
    if received_on is not None and received_on > today(session):
        raise RuleError("That day has not come yet; please check the date.")
    pack = pack_of(session, meeting.practice_id)
    tag = tag or pack.narrowest_tag().id
    known(pack, "tags", tag, "handling tag")
    row = Comment(
        meeting_id=meeting_id, number=next_number(session, Comment.number, Comment.meeting_id == meeting_id),
        person=person.strip(), agency=agency, about=about.strip(), words=words.strip(), tag=tag,
        received_on=received_on or today(session),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return _record(session, row)


def answer_comment(session: Session, comment_id: str, outcome: str, answer: str = "") -> CommentRecord:
    """Keep whether a comment was taken in, and what is answered; what is not taken in needs the reason.

    The minutes are changed where they stand, not here. Raises RuleError.
    """
    row = find(session, Comment, comment_id, "comment")
    if outcome not in {"", TAKEN, NOT_TAKEN}:
        raise RuleError("A comment is taken in or not; please choose one of these.")
    if outcome == NOT_TAKEN and not answer.strip():
        raise RuleError("Not taking a comment in needs the reason; whoever made it will ask.")
    row.outcome, row.answer = outcome, answer.strip()
    row.answered_at, row.answered_by = (now(session), who(session)) if outcome else (None, "")
    session.flush()
    return _record(session, row)


def comments(session: Session, meeting_id: str) -> tuple[CommentRecord, ...]:
    """Return a meeting's comments in the order in which they came."""
    rows = session.scalars(sa.select(Comment).where(Comment.meeting_id == meeting_id).order_by(Comment.number))
    return tuple(_record(session, row) for row in rows)


def open_comments(session: Session, meeting_id: str) -> int:
    """Return how many comments wait for an answer: the chair sees it before approving."""
    waiting = sa.select(sa.func.count()).where(Comment.meeting_id == meeting_id, Comment.outcome == "")
    return session.scalar(waiting) or 0


def _record(session: Session, row: Comment) -> CommentRecord:
    pack = pack_of(session, find(session, Meeting, row.meeting_id, "meeting").practice_id)
    return CommentRecord(
        row.id, row.number, row.person, row.agency, title(pack, "agencies", row.agency) if row.agency else "",
        row.about, row.words, row.tag, row.received_on, row.outcome, row.answer, row.answered_at, row.answered_by,
    )  # fmt: skip
