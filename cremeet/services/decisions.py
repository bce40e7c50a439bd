"""Decisions with their reasons, and the dissent of any agency that does not agree."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import AgendaItem, Decision, Dissent, Meeting, MinuteEntry
from cremeet.practice.pack import Pack
from cremeet.services import entries, reading
from cremeet.services.meeting_records import DecisionRecord
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, under_way
from cremeet.services.titles import known
from cremeet.services.unit import find


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """A decision as entered; `outcome` is a practice id or empty; `tag` empty means the item's default."""

    words: str
    reason: str = ""
    outcome: str = ""
    dissent_asked: bool = False
    escalated_to: str = ""
    tag: str = ""


def decide(
    session: Session,
    item_id: str,
    details: DecisionDetails,
    *,
    speaker_id: str | None = None,
    from_draft: bool = False,
) -> DecisionRecord:
    """Add a decision with its minute entry at the end of an item.

    `from_draft`: it was typed in the item's editor, whose draft is cleared in the same transaction.

    Raises RuleError as `minutes.add_entry` does, or for an outcome that the pack does not know.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    meeting = under_way(session, item.meeting_id)
    pack = pack_of(session, meeting.practice_id)
    _check(pack, details)
    entry = entries.append(session, item, "decision", details.words, details.tag, speaker_id=speaker_id)
    row = entries.make_linked(session, meeting, "decision", entry.words, entry.tag)
    assert isinstance(row, Decision)
    entry.about_id = row.id
    _fill(row, details)
    if from_draft:
        entries.clear_draft(session, item)
    session.flush()
    return reading.decision(row, pack)


def change_decision(session: Session, decision_id: str, details: DecisionDetails) -> DecisionRecord:
    """Change a decision; its entry's words follow. An empty `tag` keeps the one it has.

    Raises RuleError as `decide` does, for a withdrawn decision, or once the minutes are approved.
    """
    meeting, row = _decision(session, decision_id)
    pack = pack_of(session, meeting.practice_id)
    _check(pack, details)
    entries.follow(session, row, details.words.strip(), entries.check_tag(pack, details.tag or row.tag))
    _fill(row, details)
    session.flush()
    return reading.decision(row, pack)


def give_reason(session: Session, item_id: str, words: str, reason: str) -> DecisionRecord:
    """Keep why the newest decision of an item, in these words and yet without a reason, was made.

    It was typed in the item's editor, whose draft is cleared in the same transaction. Raises RuleError without a
    reason, where there is no such decision, or once the minutes are approved.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    meeting = changeable(session, item.meeting_id)
    if not reason.strip():
        raise RuleError("A decision needs its reason; please enter why it was decided.")
    query = sa.select(Decision).join(MinuteEntry, MinuteEntry.about_id == Decision.id)
    there = (MinuteEntry.item_id == item_id, Decision.words == words.strip(), Decision.withdrawn_at.is_(None))
    row = session.scalar(query.where(*there, Decision.reason == "").order_by(Decision.number.desc()).limit(1))
    if row is None:
        raise RuleError("The decision that this is the reason for is not in the minutes; add it, then its reason.")
    row.reason = reason.strip()
    entries.clear_draft(session, item)
    session.flush()
    return reading.decision(row, pack_of(session, meeting.practice_id))


def dissent(session: Session, decision_id: str, agency: str, reason: str, person: str = "") -> DecisionRecord:
    """Keep an agency's dissent, once for each agency (again replaces it); raises RuleError without a reason."""
    meeting, row = _decision(session, decision_id)
    pack = pack_of(session, meeting.practice_id)
    known(pack, "agencies", agency, "agency")
    if not reason.strip():
        raise RuleError("A dissent needs its reason; please enter why the agency does not agree.")
    kept = next((each for each in row.dissents if each.agency == agency), None)
    if kept is None:
        row.dissents.append(Dissent(agency=agency, person=person.strip(), reason=reason.strip()))
    else:
        kept.person, kept.reason = person.strip(), reason.strip()
    row.dissent_asked = True
    session.flush()
    return reading.decision(row, pack)


def no_dissent(session: Session, decision_id: str) -> DecisionRecord:
    """Keep that every agency was asked and none dissents; earlier dissents are removed (history keeps them)."""
    meeting, row = _decision(session, decision_id)
    for each in list(row.dissents):
        row.dissents.remove(each)
        session.delete(each)
    row.dissent_asked = True
    session.flush()
    return reading.decision(row, pack_of(session, meeting.practice_id))


def _decision(session: Session, decision_id: str) -> tuple[Meeting, Decision]:
    row = find(session, Decision, decision_id, "decision")
    if row.withdrawn_at is not None:
        raise RuleError("This decision was withdrawn; bring its entry back before changing it.")
    return changeable(session, row.meeting_id), row


def _check(pack: Pack, details: DecisionDetails) -> None:
    if not details.words.strip():
        raise RuleError("A decision needs words; please enter what was decided.")
    if details.outcome:
        known(pack, "outcomes", details.outcome, "outcome")


def _fill(row: Decision, details: DecisionDetails) -> None:
    row.reason, row.outcome = details.reason.strip(), details.outcome
    row.escalated_to = details.escalated_to.strip()
    row.dissent_asked = details.dissent_asked or bool(row.dissents)
