"""Take the minutes: typed words saved as they are typed, entries with time, speaker, kind and handling tag."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Action, AgendaItem, Decision, Draft, History, Meeting, MinuteEntry
from cremeet.services import entries
from cremeet.services.meeting_records import EntryRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, only, placed, under_way
from cremeet.services.unit import find, now


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as committed. `kind`: note, action, decision, risk, voice, parked; no `tag` means the item's default."""

    words: str
    kind: str = "note"
    speaker_id: str | None = None
    tag: str = ""
    agencies: tuple[str, ...] = ()
    """For the tag of named agencies: which."""


def save_draft(session: Session, meeting_id: str, place: str, words: str) -> None:
    """Keep words still being typed at `place` (an item id or a form's name); empty words clear it. No history row.

    Raises RuleError once the minutes are approved.
    """
    changeable(session, meeting_id)
    draft = only(session, Draft, Draft.meeting_id == meeting_id, Draft.place == place)
    if not words.strip():
        if draft is not None:
            session.delete(draft)
    elif draft is None:
        session.add(Draft(meeting_id=meeting_id, place=place, words=words, saved_at=now(session)))
    else:
        draft.words, draft.saved_at = words, now(session)
    session.flush()


def add_entry(session: Session, item_id: str, entry: NewEntry) -> EntryRecord:
    """Commit an entry at the end of an item and clear its draft, in one transaction.

    An action or decision entry makes its action (A) or decision (D), linked both ways. Allowed while live, adjourned or
    ended; raises RuleError when planned or approved, for empty words, or for a kind or tag the pack does not know.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    meeting = under_way(session, item.meeting_id)
    row = entries.append(
        session, item, entry.kind, entry.words, entry.tag, agencies=entry.agencies, speaker_id=entry.speaker_id
    )
    about = entries.make_linked(session, meeting, row.kind, row.words, row.tag)
    if about is not None:
        row.about_id = about.id
    entries.clear_draft(session, item)
    session.flush()
    return entries.record(session, row)


def reword(session: Session, entry_id: str, words: str) -> EntryRecord:
    """Change an entry's words, its action's or decision's with it; history keeps the earlier ones.

    Raises RuleError for empty words (withdraw the entry instead) or once the minutes are approved.
    """
    _, row = _entry(session, entry_id)
    if not words.strip():
        raise RuleError("An entry cannot be left without words; withdraw it instead.")
    row.words = words.strip()
    about = entries.linked(session, row)
    if about is not None:
        about.words = row.words
    session.flush()
    return entries.record(session, row)


def retag(session: Session, entry_id: str, tag: str, agencies: tuple[str, ...] = ()) -> EntryRecord:
    """Change who may read an entry, its action or decision with it. Raises RuleError for an unknown tag or agency."""
    meeting, row = _entry(session, entry_id)
    pack = pack_of(session, meeting.practice_id)
    row.tag, row.agencies = entries.check_tag(pack, tag), entries.check_agencies(pack, agencies)
    about = entries.linked(session, row)
    if about is not None:
        about.tag = row.tag
    session.flush()
    return entries.record(session, row)


def turn_into(session: Session, entry_id: str, kind: str) -> EntryRecord:
    """Turn an entry into another kind and back.

    The action or decision it was is withdrawn, one that it becomes is made. Turned back, it is the same action or
    decision again, under its old number and with all that was entered about it.
    """
    meeting, row = _entry(session, entry_id)
    entries.check_kind(pack_of(session, meeting.practice_id), kind)
    if kind == row.kind:
        return entries.record(session, row)
    was = entries.linked(session, row)
    if was is not None:
        entries.set_withdrawn(session, was, withdrawn=True)
    row.kind = kind
    becomes = _former(session, row, kind)
    if becomes is not None:
        entries.set_withdrawn(session, becomes, withdrawn=False)
        becomes.words, becomes.tag = row.words, row.tag
    else:
        becomes = entries.make_linked(session, meeting, kind, row.words, row.tag)
    if becomes is not None:
        row.about_id = becomes.id  # a plain note keeps the id of what it was, so that it can be turned back
    session.flush()
    return entries.record(session, row)


def set_speaker(session: Session, entry_id: str, speaker_id: str | None) -> EntryRecord:
    """Change who said it. Raises RuleError for somebody who has no place in this meeting."""
    meeting, row = _entry(session, entry_id)
    row.speaker_id = entries.check_speaker(session, meeting.id, speaker_id)
    session.flush()
    return entries.record(session, row)


def withdraw(session: Session, entry_id: str) -> None:
    """Withdraw an entry together with its action or decision; the record keeps them, the minutes do not show them.

    Raises RuleError once the minutes are approved, or for an action that a later meeting has reviewed.
    """
    _, row = _entry(session, entry_id)
    about = entries.linked(session, row)
    if about is not None:
        entries.set_withdrawn(session, about, withdrawn=True)
    row.withdrawn_at = now(session)
    session.flush()


def restore(session: Session, entry_id: str) -> EntryRecord:
    """Bring a withdrawn entry back together with its action or decision (the inverse of `withdraw`)."""
    _, row = placed(session, MinuteEntry, entry_id, "entry")
    about = entries.linked(session, row)
    if about is not None:
        entries.set_withdrawn(session, about, withdrawn=False)
    row.withdrawn_at = None
    session.flush()
    return entries.record(session, row)


def _entry(session: Session, entry_id: str) -> tuple[Meeting, MinuteEntry]:
    meeting, row = placed(session, MinuteEntry, entry_id, "entry")
    if row.withdrawn_at is not None:
        raise RuleError("This entry was withdrawn; bring it back before changing it.")
    return meeting, row


def _former(session: Session, row: MinuteEntry, kind: str) -> entries.Linked | None:
    """Return the action or decision that this entry once was, from its history, where it turns back into one."""
    if kind not in {"action", "decision"}:
        return None
    table = Action if kind == "action" else Decision
    told = sa.select(History.old).where(
        History.thing == "MinuteEntry",
        History.thing_id == row.id,
        History.field == "about_id",
        History.old.is_not(None),
    )
    earlier = [json.loads(old) for old in session.scalars(told.order_by(History.at.desc())) if old]
    for about_id in (row.about_id, *earlier):
        found = session.get(table, about_id) if about_id else None
        if isinstance(found, (Action, Decision)):
            return found
    return None
