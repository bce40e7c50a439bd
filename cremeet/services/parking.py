"""Points that were parked and not taken up again: they come back when the review of their meeting begins."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import AgendaItem, Meeting, MinuteEntry
from cremeet.services.entries import append
from cremeet.services.entry_words import PARKED
from cremeet.services.packs import pack_of

MINUTES = 5
"""How long the item for them is planned, until somebody says otherwise."""


def left(session: Session, meeting_id: str) -> tuple[MinuteEntry, ...]:
    """Return what is still parked, in the order of the minutes."""
    query = (
        sa.select(MinuteEntry)
        .join(AgendaItem, MinuteEntry.item_id == AgendaItem.id)
        .where(MinuteEntry.meeting_id == meeting_id, MinuteEntry.kind == PARKED, MinuteEntry.withdrawn_at.is_(None))
        .order_by(AgendaItem.position, MinuteEntry.position)
    )
    return tuple(session.scalars(query))


def title_for(last: Meeting) -> str:
    """Return the title of the item for them: it says nothing of them, for more people read it than may read these."""
    return f"Points parked at {last.reference}"


def bring_back(session: Session, meeting: Meeting) -> None:
    """Put what the last meeting left parked into this one that begins, each under its own handling tag.

    It goes under the item that was planned for it, or under the last of the agenda where somebody took that away.
    """
    last = session.get(Meeting, meeting.previous_id) if meeting.previous_id else None
    waiting = left(session, last.id) if last is not None else ()
    if last is None or not waiting:
        return
    item = next((one for one in meeting.items if one.title == title_for(last)), None) or meeting.items[-1]
    kind = PARKED if pack_of(session, meeting.practice_id).choices.has("entry_kinds", PARKED) else "note"
    for entry in waiting:
        append(session, item, kind, entry.words, entry.tag, agencies=entry.agencies)
