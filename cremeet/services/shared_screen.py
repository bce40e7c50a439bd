"""What a screen that the whole room sees may show of a meeting: what is allowed, in the practice pack's own words.

Nothing that anybody typed is read into it: no name, no title of an added item, no words of an action, entry or note.
What stands here as text comes from the meeting's practice pack by id; the rest is numbers, dates and fixed words. What
is not listed cannot appear, because a window of this has nothing else to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import AgendaItem, Attendance, Meeting, MinuteEntry
from cremeet.practice.agenda import Agenda
from cremeet.practice.pack import Pack
from cremeet.services import action_lines
from cremeet.services.looking import looked_at
from cremeet.services.packs import pack_of
from cremeet.services.unit import find

OF_THE_MEETING = "professionals"
"""The pack's tag for what is said among the professionals of a meeting (decision 008)."""

HERE = frozenset({"present", "part"})
Seat = Literal["agency", "child", "parent", "advocate", "observer", "other"]


@dataclass(frozen=True, slots=True)
class SharedItem:
    """An agenda item by its number. `title` is empty for one that was added by hand: its words were typed."""

    number: int
    title: str
    state: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedSeat:
    """Somebody who can speak, by what they sit there as; `agency` is the pack's title, empty for all but agencies."""

    attendance_id: str
    kind: Seat
    agency: str
    here: bool
    has_spoken: bool


@dataclass(frozen=True, slots=True)
class SharedAction:
    """An action by its number ("A7"), the agency that does it (the pack's title, or empty), and its date."""

    label: str
    agency: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class SharedView:
    """All that a shared screen has. `kind` is the pack's title of the meeting; `ends_at` by the minutes planned."""

    kind: str
    state: str
    ends_at: datetime | None
    items: tuple[SharedItem, ...]
    seats: tuple[SharedSeat, ...]
    actions: tuple[SharedAction, ...]

    @property
    def now(self) -> SharedItem | None:
        """The item that the meeting is at."""
        return next((item for item in self.items if item.state == "now"), None)


def shared_view(session: Session, meeting_id: str) -> SharedView:
    """Return what a shared screen may show of a meeting; raises NotFoundError for one that is not in this vault."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    looked_at(session, "meeting", meeting_id)
    pack = pack_of(session, meeting.practice_id)
    agenda = next((one for one in pack.agendas if one.id == meeting.kind), None)
    items = session.scalars(
        sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    ).all()
    seats = session.scalars(
        sa.select(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.status != "withdrew")
        .order_by(Attendance.position)
    ).all()
    begun, readers, spoken = meeting.started_at, _readers(seats, pack), _spoken(session, items)
    return SharedView(
        kind=agenda.title if agenda else "",
        state=meeting.state,
        ends_at=begun + timedelta(minutes=meeting.planned_minutes) if begun else None,
        items=tuple(_item(number, item, agenda) for number, item in enumerate(items, 1)),
        seats=tuple(_seat(person, pack, spoken) for person in seats),
        actions=tuple(
            SharedAction(f"A{line.number}", _agency(pack, line.agency), line.due_on)
            for line in action_lines.of_meeting(session, meeting)
            if not line.from_earlier and line.status != "cancelled" and pack.may_read(line.tag, readers)
        ),
    )


def spoken_now(session: Session, meeting_id: str) -> frozenset[str]:
    """Return the places at the table of those who have spoken on the current item: all that an entry changes here."""
    now = sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.state == "now")
    return frozenset(one for one in _spoken(session, session.scalars(now).all()) if one is not None)


def _spoken(session: Session, items: Sequence[AgendaItem]) -> set[str | None]:
    """Return the places at the table of those who have spoken on the current item."""
    current = [item.id for item in items if item.state == "now"]
    said = sa.select(MinuteEntry.speaker_id).where(MinuteEntry.item_id.in_(current), MinuteEntry.withdrawn_at.is_(None))
    return set(session.scalars(said.distinct()))


def _item(number: int, item: AgendaItem, agenda: Agenda | None) -> SharedItem:
    template = agenda.item(item.template) if agenda and item.template else None
    return SharedItem(number, template.title if template else "", item.state, template.prompts if template else ())


def _seat(person: Attendance, pack: Pack, spoken: set[str | None]) -> SharedSeat:
    agency = _agency(pack, person.agency) if person.part == "professional" else ""
    kinds: dict[str, Seat] = {"child": "child", "parent": "parent", "advocate": "advocate", "observer": "observer"}
    kind: Seat = "agency" if agency else kinds.get(person.part, "other")
    here = person.status in HERE
    return SharedSeat(person.id, kind, agency, here, person.id in spoken)


def _agency(pack: Pack, agency_id: str) -> str:
    """Return the pack's title of an agency; nothing for one that it does not know: its name may have been typed."""
    return next((one.title for one in pack.agencies if one.id == agency_id), "")


def _readers(seats: Sequence[Attendance], pack: Pack) -> str:
    """Return the audience that is in the room: an action that it may not read is not even counted on the screen.

    The narrowest of all while the child or a parent is here; otherwise the narrowest that may know what is said among
    the professionals of the meeting.
    """
    family = any(person.part in {"child", "parent"} and person.status in HERE for person in seats)
    known = [one for one in pack.audiences if one.professional and pack.may_read(OF_THE_MEETING, one.id)]
    if family or not known:
        return pack.narrowest_audience().id
    return min(known, key=lambda audience: audience.breadth).id
