"""Take the minutes: typed words saved as they are typed, entries with time, speaker, kind and handling tag."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet.services.meetings import EntryRecord


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as committed. `kind`: note, action, decision, risk, voice; `tag` empty means the item's default."""

    words: str
    kind: str = "note"
    speaker_id: str | None = None
    tag: str = ""
    agencies: tuple[str, ...] = ()
    """For the tag of named agencies: which."""


def save_draft(session: Session, meeting_id: str, place: str, words: str) -> None:
    """Keep words still being typed at `place` (an item id or a form's name); empty words clear it. No history row."""
    raise NotImplementedError


def add_entry(session: Session, item_id: str, entry: NewEntry) -> EntryRecord:
    """Commit an entry at the end of an item and clear its draft, in one transaction.

    An action or decision entry makes its action (A) or decision (D), linked both ways. Allowed while live, adjourned or
    ended; raises RuleError when planned or approved, for empty words, or for a kind or tag the pack does not know.
    """
    raise NotImplementedError


def reword(session: Session, entry_id: str, words: str) -> EntryRecord:
    """Change an entry's words (its action's or decision's with it); history keeps the earlier ones. RuleError once approved."""
    raise NotImplementedError


def retag(session: Session, entry_id: str, tag: str, agencies: tuple[str, ...] = ()) -> EntryRecord:
    """Change who may read an entry, its action or decision with it."""
    raise NotImplementedError


def turn_into(session: Session, entry_id: str, kind: str) -> EntryRecord:
    """Turn an entry into another kind and back; the action or decision it was is withdrawn, one that it becomes is made."""
    raise NotImplementedError


def set_speaker(session: Session, entry_id: str, speaker_id: str | None) -> EntryRecord:
    """Change who said it."""
    raise NotImplementedError


def withdraw(session: Session, entry_id: str) -> None:
    """Withdraw an entry together with its action or decision; the record keeps them, the minutes do not show them."""
    raise NotImplementedError


def restore(session: Session, entry_id: str) -> EntryRecord:
    """Bring a withdrawn entry back together with its action or decision (the inverse of `withdraw`)."""
    raise NotImplementedError
