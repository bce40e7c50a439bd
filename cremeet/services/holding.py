"""Hold a meeting: start, move through the agenda, adjourn and resume, read out confidentiality, set the review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.errors import RuleError
from cremeet.models import AgendaItem, ChairNote, Episode, Meeting
from cremeet.services import assessing, entries, parking, reading, readings
from cremeet.services.meeting_records import ItemRecord, MeetingHead
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, only, placed
from cremeet.services.unit import find, now


def start(session: Session, meeting_id: str) -> MeetingHead:
    """Begin a planned meeting: its first item that is not skipped becomes current.

    What the last meeting left parked is put into it. The level before it, and the day and instrument of an assessment
    begun in advance, are those of this moment.
    Raises RuleError if not planned, once the episode is closed, or as `assessing.hold` does.
    """
    meeting = changeable(session, meeting_id)
    if meeting.state != "planned":
        raise RuleError("This meeting has begun already; open it to go on.")
    episode = find(session, Episode, meeting.episode_id, "episode")
    if episode.closed_on is not None:
        raise RuleError("This episode is closed, so its meeting cannot begin; open a new one if there is new concern.")
    meeting.state, meeting.started_at = "live", now(session)
    meeting.level_before = episode.level
    session.flush()
    assessing.hold(session, meeting)
    parking.bring_back(session, meeting)
    first = _next_waiting(_agenda(session, meeting_id), after=0)
    if first is not None:
        _open(first, now(session))
    return _head(session, meeting)


def go_to(session: Session, item_id: str) -> tuple[ItemRecord, ...]:
    """Make an item current, in any order: the one before is done and its time kept. Raises RuleError unless live.

    An item that was skipped is no longer skipped once the meeting turns to it.
    """
    meeting, item = placed(session, AgendaItem, item_id, "agenda item")
    if meeting.state != "live":
        raise RuleError("The agenda moves on only while the meeting is live; start or resume it first.")
    rows = _agenda(session, meeting.id)
    if item.state != "now":
        for row in rows:
            if row.state == "now":
                stop(row, now(session), "done")
        item.skip_reason = ""
        _open(item, now(session))
    return _items(session, meeting, rows)


def skip(session: Session, item_id: str, reason: str) -> tuple[ItemRecord, ...]:
    """Skip an item with a reason (RuleError without one); skipping the current one moves to the next waiting.

    In an ended meeting it says why an item that was not reached is left.
    """
    meeting, item = placed(session, AgendaItem, item_id, "agenda item")
    if not reason.strip():
        raise RuleError("Skipping an item needs a reason; please enter it.")
    was_current = item.state == "now"
    stop(item, now(session), "skipped")
    item.skip_reason = reason.strip()
    rows = _agenda(session, meeting.id)
    following = _next_waiting(rows, after=item.position) if was_current else None
    if following is not None:
        _open(following, now(session) if meeting.state == "live" else None)
    return _items(session, meeting, rows)


def reopen(session: Session, item_id: str) -> tuple[ItemRecord, ...]:
    """Make a done or skipped item waiting again; its time stays counted.

    Raises RuleError for an item that is neither, or once the meeting has ended.
    """
    meeting, item = placed(session, AgendaItem, item_id, "agenda item")
    if meeting.state == "ended":
        raise RuleError("The meeting has ended, so its agenda can no longer change.")
    if item.state not in {"done", "skipped"}:
        raise RuleError("This item is still to come; only one that is done or skipped can be opened again.")
    item.state, item.skip_reason = "waiting", ""
    return _items(session, meeting, _agenda(session, meeting.id))


def adjourn(session: Session, meeting_id: str, reason: str) -> MeetingHead:
    """Stop the clock of a live meeting, with a reason, which is minuted under the current item.

    Raises RuleError without a reason, or unless the meeting is live.
    """
    meeting = changeable(session, meeting_id)
    if not reason.strip():
        raise RuleError("Adjourning needs a reason; please enter it.")
    _stop_clock(session, meeting, "Only a live meeting can be adjourned.")
    entries.note(session, meeting, f"The meeting was adjourned: {reason.strip()}", has_reason=True)
    meeting.adjourned_reason = reason.strip()
    return _head(session, meeting)


def pause(session: Session, meeting_id: str) -> MeetingHead:
    """Stop the clock of a live meeting for a short break, and minute it. Raises RuleError unless it is live."""
    meeting = changeable(session, meeting_id)
    _stop_clock(session, meeting, "Only a live meeting can be paused.")
    entries.note(session, meeting, "The meeting paused for a break.")
    meeting.adjourned_reason = ""
    return _head(session, meeting)


def _stop_clock(session: Session, meeting: Meeting, refused: str) -> None:
    if meeting.state != "live":
        raise RuleError(refused)
    for row in _agenda(session, meeting.id):
        if row.state == "now":
            stop(row, now(session), "now")
    meeting.state = "adjourned"


def resume(session: Session, meeting_id: str) -> MeetingHead:
    """Go on with an adjourned meeting at the item where it stopped. Raises RuleError in any other state."""
    meeting = changeable(session, meeting_id)
    if meeting.state != "adjourned":
        raise RuleError("Only an adjourned meeting can be resumed.")
    meeting.state = "live"
    for row in _agenda(session, meeting_id):
        if row.state == "now":
            row.opened_at = now(session)
    session.flush()
    entries.note(session, meeting, "The meeting was resumed.")
    return _head(session, meeting)


def read_confidentiality(session: Session, meeting_id: str) -> MeetingHead:
    """Keep that the confidentiality statement was read out, and when (see `readings.read_statement`)."""
    readings.read_statement(session, meeting_id)
    return _head(session, changeable(session, meeting_id))


def set_review(session: Session, meeting_id: str, on: date | None, reason: str = "") -> MeetingHead:
    """Set the review date; `reason` is for one later than the timescale or on a day that is not a working day.

    None takes the date back. Raises RuleError for a day that is not after the meeting's.
    """
    meeting = changeable(session, meeting_id)
    if on is not None and on <= london_date(reading.moment(meeting)):
        raise RuleError("The review must be on a later day than this meeting; please check the date.")
    meeting.review_on, meeting.review_reason = on, reason.strip()
    return _head(session, meeting)


def set_contingency(session: Session, meeting_id: str, contingency: str, trigger_plan: str) -> MeetingHead:
    """Set what happens if the plan does not hold, and what to do when the child goes missing."""
    meeting = changeable(session, meeting_id)
    meeting.contingency, meeting.trigger_plan = contingency.strip(), trigger_plan.strip()
    return _head(session, meeting)


def set_circulation(session: Session, meeting_id: str, circulation: str) -> MeetingHead:
    """Set who receives the minutes, and any redaction that was agreed."""
    meeting = changeable(session, meeting_id)
    meeting.circulation = circulation.strip()
    return _head(session, meeting)


def hand_over_minutes(session: Session, meeting_id: str, to: str) -> MeetingHead:
    """Hand minute-taking to somebody else; both names are minuted. Raises RuleError for the chair, or no name."""
    meeting = changeable(session, meeting_id)
    name = to.strip()
    if not name:
        raise RuleError("Please name who takes the minutes from here.")
    if name.casefold() == meeting.chair.strip().casefold():
        raise RuleError("The chair cannot also take the minutes; please name somebody else to take them.")
    before = meeting.minute_taker
    if name != before:
        meeting.minute_taker = name
        words = f"{before} handed the minutes to {name}." if before else f"{name} takes the minutes from here."
        entries.note(session, meeting, words)
    return _head(session, meeting)


def chair_note(session: Session, meeting_id: str, item_id: str | None = None) -> str:
    """Return the chair's private note for the meeting or one item; no document can contain it."""
    find(session, Meeting, meeting_id, "meeting")
    row = _chair_note(session, meeting_id, item_id)
    return row.words if row is not None else ""


def keep_chair_note(session: Session, meeting_id: str, words: str, item_id: str | None = None) -> None:
    """Keep the chair's private note. Raises RuleError once the minutes are approved."""
    changeable(session, meeting_id)
    row = _chair_note(session, meeting_id, item_id)
    if row is None:
        row = ChairNote(meeting_id=meeting_id, item_id=item_id)
        session.add(row)
    row.words = words
    session.flush()


def stop(row: AgendaItem, at: datetime, state: str) -> None:
    """Count an item's running time up to `at` and leave it in `state` with its clock stopped."""
    row.seconds_used, row.opened_at, row.state = reading.seconds_used(row, at), None, state


def _open(row: AgendaItem, at: datetime | None) -> None:
    row.state, row.opened_at = "now", at


def _agenda(session: Session, meeting_id: str) -> Sequence[AgendaItem]:
    query = sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    return session.scalars(query).all()


def _next_waiting(rows: Sequence[AgendaItem], *, after: int) -> AgendaItem | None:
    """Return the next item that waits after a position, else the first that waits at all."""
    waiting = [row for row in rows if row.state == "waiting"]
    return next((row for row in waiting if row.position > after), waiting[0] if waiting else None)


def _chair_note(session: Session, meeting_id: str, item_id: str | None) -> ChairNote | None:
    about = ChairNote.item_id.is_(None) if item_id is None else ChairNote.item_id == item_id
    return only(session, ChairNote, ChairNote.meeting_id == meeting_id, about)


def _head(session: Session, meeting: Meeting) -> MeetingHead:
    session.flush()
    return reading.head(meeting, pack_of(session, meeting.practice_id))


def _items(session: Session, meeting: Meeting, rows: Sequence[AgendaItem]) -> tuple[ItemRecord, ...]:
    session.flush()
    return reading.items(rows, meeting.kind, pack_of(session, meeting.practice_id), now(session))
