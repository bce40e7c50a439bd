"""Take an item off the agenda without losing what was written under it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import AgendaItem, ChairNote, Draft
from cremeet.services.states import only


def cut(session: Session, row: AgendaItem) -> None:
    """Remove an item: the chair's note about it goes to the note for the whole meeting, under the item's title.

    Raises RuleError while words are still being typed under it.
    """
    draft = only(session, Draft, Draft.meeting_id == row.meeting_id, Draft.place == row.id)
    if draft is not None and draft.words.strip():
        raise RuleError(f"Words are still being typed under “{row.title}”; move or clear them before removing it.")
    if draft is not None:
        session.delete(draft)
    _keep_note(session, row)
    session.flush()  # the note no longer points at the item, which can go
    session.delete(row)


def _keep_note(session: Session, row: AgendaItem) -> None:
    note = only(session, ChairNote, ChairNote.meeting_id == row.meeting_id, ChairNote.item_id == row.id)
    if note is None:
        return
    words = f"{row.title}: {note.words}" if note.words.strip() else ""
    whole = only(session, ChairNote, ChairNote.meeting_id == row.meeting_id, ChairNote.item_id.is_(None))
    if whole is None:
        note.item_id, note.words = None, words
        return
    whole.words = "\n".join(part for part in (whole.words, words) if part.strip())
    session.delete(note)
