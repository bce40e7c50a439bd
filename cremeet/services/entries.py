"""Keep a minute entry together with the action or decision that it is: made, withdrawn and brought back as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Action, ActionReview, AgendaItem, Attendance, Decision, Draft, History, Meeting, MinuteEntry
from cremeet.practice.pack import Pack
from cremeet.services import reading
from cremeet.services.meeting_records import EntryRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import only
from cremeet.services.titles import known
from cremeet.services.unit import next_number, now

Linked = Action | Decision
PROFESSIONALS = "professionals"
"""The handling tag (a practice id) for what only the professionals of the meeting read."""


def append(
    session: Session,
    item: AgendaItem,
    kind: str,
    words: str,
    tag: str = "",
    *,
    agencies: Iterable[str] = (),
    speaker_id: str | None = None,
    about: Linked | None = None,
) -> MinuteEntry:
    """Add an entry at the end of an item, checked against the meeting's pack; an empty `tag` takes the item's.

    Raises RuleError for empty words, or a kind, tag, agency or speaker that the meeting does not know.
    """
    pack = pack_of(session, item.meeting.practice_id)
    if not words.strip():
        raise RuleError("An entry needs words; type what was said, or leave it out.")
    check_kind(pack, kind)
    row = MinuteEntry(
        meeting_id=item.meeting_id,
        item_id=item.id,
        position=next_number(session, MinuteEntry.position, MinuteEntry.item_id == item.id),
        at=now(session),
        speaker_id=check_speaker(session, item.meeting_id, speaker_id),
        kind=kind,
        words=words.strip(),
        tag=check_tag(pack, tag or item.tag),
        agencies=check_agencies(pack, agencies),
        about_id=about.id if about else "",
    )
    session.add(row)
    session.flush()
    return row


def clear_draft(session: Session, item: AgendaItem) -> None:
    """Clear the words being typed under an item: they are in the minutes now."""
    draft = only(session, Draft, Draft.meeting_id == item.meeting_id, Draft.place == item.id)
    if draft is not None:
        session.delete(draft)


def note(session: Session, meeting: Meeting, words: str, *, has_reason: bool = False) -> None:
    """Minute something that the program itself knows (an adjournment, a hand-over) under the current item.

    Where none is current it goes under the one that was last, else under the last of the agenda; a meeting that has
    not begun has no minutes yet.
    `has_reason` says that somebody's reason is in the words: it is for professionals until somebody widens its tag.
    """
    if meeting.state == "planned":
        return
    session.flush()  # what was current last is read from history
    rows = session.scalars(
        sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    ).all()
    item = next((row for row in rows if row.state == "now"), None) or _last_open(session, rows)
    if item is not None:
        append(session, item, "note", words, _tag_of_reasons(session, item) if has_reason else "")


def _last_open(session: Session, rows: Sequence[AgendaItem]) -> AgendaItem | None:
    """Return the item that stopped being current last, as history tells; else the last one, or None without any."""
    left = sa.select(History.thing_id).where(
        History.thing == "AgendaItem",
        History.thing_id.in_([row.id for row in rows]),
        History.field == "state",
        History.old == '"now"',
    )
    last = session.scalar(left.order_by(History.at.desc(), History.id.desc()).limit(1))
    return next((row for row in rows if row.id == last), rows[-1] if rows else None)


def _tag_of_reasons(session: Session, item: AgendaItem) -> str:
    """Return the item's own tag or the professionals', whichever fewer may read (the narrowest where neither is)."""
    pack = pack_of(session, item.meeting.practice_id)
    offered = [tag for tag in pack.tags if tag.id in {item.tag, PROFESSIONALS}]
    return min(offered, key=lambda tag: len(tag.audiences), default=pack.narrowest_tag()).id


def make_linked(session: Session, meeting: Meeting, kind: str, words: str, tag: str) -> Linked | None:
    """Make the action or decision that an entry of this kind is; None for every other kind."""
    row: Linked | None = None
    if kind == "action":
        number = next_number(session, Action.number, Action.episode_id == meeting.episode_id)
        row = Action(episode_id=meeting.episode_id, meeting_id=meeting.id, number=number, words=words, tag=tag)
    elif kind == "decision":
        number = next_number(session, Decision.number, Decision.meeting_id == meeting.id)
        row = Decision(meeting_id=meeting.id, number=number, words=words, tag=tag)
    if row is not None:
        session.add(row)
        session.flush()
    return row


def linked(session: Session, entry: MinuteEntry) -> Linked | None:
    """Return the action or decision that an entry is, or None."""
    if not entry.about_id or entry.kind not in {"action", "decision"}:
        return None
    if entry.kind == "action":
        return session.get(Action, entry.about_id)
    return session.get(Decision, entry.about_id)


def entry_of(session: Session, about: Linked) -> MinuteEntry | None:
    """Return the entry in which an action or decision was minuted."""
    return only(session, MinuteEntry, MinuteEntry.meeting_id == about.meeting_id, MinuteEntry.about_id == about.id)


def set_withdrawn(session: Session, about: Linked, *, withdrawn: bool) -> None:
    """Withdraw an action or decision, or bring it back. RuleError for an action that a later meeting reviewed."""
    if isinstance(about, Decision):
        about.withdrawn_at = now(session) if withdrawn else None
        return
    if withdrawn and only(session, ActionReview, ActionReview.action_id == about.id) is not None:
        raise RuleError("A later meeting has reviewed this action, so it stays on the record; cancel it at a review.")
    about.withdrawn = withdrawn


def follow(session: Session, about: Linked, words: str, tag: str, agencies: Iterable[str] | None = None) -> None:
    """Give an action or decision and its entry the same words and handling tag."""
    about.words, about.tag = words, tag
    entry = entry_of(session, about)
    if entry is not None:
        entry.words, entry.tag = words, tag
        if agencies is not None:
            entry.agencies = list(agencies)


def record(session: Session, entry: MinuteEntry) -> EntryRecord:
    """Return one entry as screens see it."""
    people = session.scalars(
        sa.select(Attendance).where(Attendance.meeting_id == entry.meeting_id).order_by(Attendance.position)
    ).all()
    about = linked(session, entry)
    labels = {about.id: f"{'A' if isinstance(about, Action) else 'D'}{about.number}"} if about else {}
    return reading.entries([entry], people, labels)[0]


def check_kind(pack: Pack, kind: str) -> None:
    """Raise RuleError for a kind of entry that the pack does not know."""
    known(pack, "entry_kinds", kind, "kind of entry")


def check_tag(pack: Pack, tag: str) -> str:
    """Return a handling tag; raise RuleError for one that the pack does not know: nobody could ever read it."""
    known(pack, "tags", tag, "handling tag")
    return tag


def check_agencies(pack: Pack, agencies: Iterable[str]) -> list[str]:
    """Return agency ids once each; raise RuleError for one that the pack does not know."""
    wanted = list(dict.fromkeys(agencies))
    for agency in wanted:
        known(pack, "agencies", agency, "agency")
    return wanted


def check_speaker(session: Session, meeting_id: str, speaker_id: str | None) -> str | None:
    """Return a speaker's attendance id; raise RuleError for somebody who has no place in this meeting."""
    if speaker_id is None:
        return None
    speaker = session.get(Attendance, speaker_id)
    if speaker is None or speaker.meeting_id != meeting_id:
        raise RuleError("That person has no place in this meeting; add them to its people first.")
    return speaker_id
