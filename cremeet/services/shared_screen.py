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

from sqlalchemy.orm import Session

from cremeet.practice.agenda import Agenda
from cremeet.practice.pack import Pack
from cremeet.services.meeting_records import ItemRecord, PersonRecord
from cremeet.services.meetings import meeting_view
from cremeet.services.packs import pack_of

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
    view = meeting_view(session, meeting_id)
    pack = pack_of(session, view.head.practice_id)
    agenda = next((one for one in pack.agendas if one.id == view.head.kind), None)
    seats = [person for person in view.people if person.status != "withdrew"]
    spoken = {entry.speaker_id for entry in view.entries if entry.item_id == _current(view.items)}
    begun, readers = view.head.started_at, _readers(seats, pack)
    return SharedView(
        kind=agenda.title if agenda else "",
        state=view.head.state,
        ends_at=begun + timedelta(minutes=view.head.planned_minutes) if begun else None,
        items=tuple(_item(number, item, agenda) for number, item in enumerate(view.items, 1)),
        seats=tuple(_seat(person, pack, spoken) for person in seats),
        actions=tuple(
            SharedAction(f"A{line.number}", _agency(pack, line.agency), line.due_on)
            for line in view.actions
            if not line.from_earlier and line.status != "cancelled" and pack.may_read(line.tag, readers)
        ),
    )


def _current(items: tuple[ItemRecord, ...]) -> str:
    return next((item.item_id for item in items if item.state == "now"), "")


def _item(number: int, item: ItemRecord, agenda: Agenda | None) -> SharedItem:
    template = agenda.item(item.template) if agenda and item.template else None
    return SharedItem(number, template.title if template else "", item.state, template.prompts if template else ())


def _seat(person: PersonRecord, pack: Pack, spoken: set[str | None]) -> SharedSeat:
    agency = _agency(pack, person.agency) if person.part == "professional" else ""
    kinds: dict[str, Seat] = {"child": "child", "parent": "parent", "advocate": "advocate", "observer": "observer"}
    kind: Seat = "agency" if agency else kinds.get(person.part, "other")
    here = person.status in HERE
    return SharedSeat(person.attendance_id, kind, agency, here, person.attendance_id in spoken)


def _agency(pack: Pack, agency_id: str) -> str:
    """Return the pack's title of an agency; nothing for one that it does not know: its name may have been typed."""
    return next((one.title for one in pack.agencies if one.id == agency_id), "")


def _readers(seats: Sequence[PersonRecord], pack: Pack) -> str:
    """Return the audience that is in the room: an action that it may not read is not even counted on the screen.

    The narrowest of all while the child or a parent is here; otherwise the narrowest that may know what is said among
    the professionals of the meeting.
    """
    family = any(person.part in {"child", "parent"} and person.status in HERE for person in seats)
    known = [one for one in pack.audiences if one.professional and pack.may_read(OF_THE_MEETING, one.id)]
    if family or not known:
        return pack.narrowest_audience().id
    return min(known, key=lambda audience: audience.breadth).id
