"""The read-back: every owner hears their actions and agrees them; who was not there is told, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Attendance, OwnerTold
from cremeet.services import attendance
from cremeet.services.action_lines import OPEN_STATUSES
from cremeet.services.meeting_records import ActionLine, MeetingView, PersonRecord
from cremeet.services.states import changeable, only, placed

Place = Literal["here", "left", "away", "outside", "nobody"]
"""Where an owner is: in the room, left early, invited and not there, not invited (or an agency alone), or not named."""

_ORDER: tuple[Place, ...] = ("nobody", "here", "left", "away", "outside")


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells an owner, named as the actions name them, what was agreed."""

    owner: str
    agency: str
    told_by: str


@dataclass(frozen=True, slots=True)
class OwnerActions:
    """What one owner is to do. `attendance_id` is empty for somebody who has no place in the meeting.

    `agreed_at` is None while they have not agreed, or where an action came after they did.
    """

    owner: str
    role: str
    agency: str
    agency_title: str
    attendance_id: str
    place: Place
    actions: tuple[ActionLine, ...]
    agreed_at: datetime | None
    added_since: tuple[str, ...]
    """Labels of the actions that were added after the owner agreed."""
    told_by: str
    suggested: str
    """Who is likeliest to tell them: their deputy, a colleague who is here, else the chair."""

    @property
    def settled(self) -> bool:
        """Whether the owner has agreed, or somebody is to tell them."""
        return self.agreed_at is not None or (self.place in {"left", "away", "outside"} and bool(self.told_by))


def agree(session: Session, attendance_id: str, *, agreed: bool = True) -> PersonRecord:
    """Tick (or untick) that a person who is here agrees the actions they own.

    Raises RuleError for somebody who is not here, or once the minutes are approved.
    """
    meeting, row = placed(session, Attendance, attendance_id, "person")
    if agreed and not _is_here(row.status, row.left_at, meeting.ended_at):
        raise RuleError("This person is not here, so they cannot agree; say who tells them instead.")
    return attendance.agree_actions(session, attendance_id, agreed=agreed)


def tell(session: Session, meeting_id: str, owner: str, agency: str, told_by: str) -> None:
    """Keep who tells an owner what was agreed (nobody takes it back).

    Raises RuleError where neither a person nor an agency owns the actions, or once the minutes are approved.
    """
    changeable(session, meeting_id)
    if not (owner or agency):
        raise RuleError("Nobody owns these actions yet; name an owner first.")
    row = only(
        session, OwnerTold, OwnerTold.meeting_id == meeting_id, OwnerTold.owner == owner, OwnerTold.agency == agency
    )
    if not told_by.strip():
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(OwnerTold(meeting_id=meeting_id, owner=owner, agency=agency, told_by=told_by.strip()))
    else:
        row.told_by = told_by.strip()
    session.flush()


def told_of(session: Session, meeting_id: str) -> tuple[Told, ...]:
    """Return who tells which owners of a meeting's actions."""
    rows = session.scalars(sa.select(OwnerTold).where(OwnerTold.meeting_id == meeting_id).order_by(OwnerTold.id))
    return tuple(Told(row.owner, row.agency, row.told_by) for row in rows)


def by_owner(view: MeetingView, told: Collection[Told]) -> tuple[OwnerActions, ...]:
    """Return what is read back, by owner: the open actions that the meeting agreed, and those that it carried forward.

    Actions that nobody owns come first, then those of people who are here, as they sit in the attendance.
    """
    found: dict[tuple[str, str], list[ActionLine]] = {}
    for line in view.actions:
        if line.status in OPEN_STATUSES and (line.reviewed or not line.from_earlier):
            found.setdefault(_key(view.people, line), []).append(line)
    seats = {person.attendance_id: seat for seat, person in enumerate(view.people)}
    groups = [_group(view, lines, told) for lines in found.values()]
    last = len(seats)
    return tuple(sorted(groups, key=lambda one: (_ORDER.index(one.place), seats.get(one.attendance_id, last))))


def _key(people: Sequence[PersonRecord], line: ActionLine) -> tuple[str, str]:
    """Return what tells owners apart: a person of the meeting by their place in it, anybody else by name and agency."""
    person = _person(people, line)
    return (person.attendance_id, "") if person else (line.owner.casefold(), line.agency)


def _person(people: Sequence[PersonRecord], line: ActionLine) -> PersonRecord | None:
    """Return the owner's place in the meeting, by the directory where both are in it, else by name."""
    by_id = (one for one in people if line.owner_id and one.professional_id == line.owner_id)
    name = line.owner.casefold()
    named = (one for one in people if name and one.name.casefold() == name)
    by_name = (one for one in named if not (line.owner_id and one.professional_id))
    return next(by_id, None) or next(by_name, None)


def _group(view: MeetingView, lines: list[ActionLine], told: Collection[Told]) -> OwnerActions:
    first = lines[0]
    person = _person(view.people, first)
    since = _since(view, lines, person)
    names = {(line.owner, line.agency) for line in lines}
    by = next((one.told_by for one in told if (one.owner, one.agency) in names), "")
    return OwnerActions(
        owner=first.owner,
        role=person.role if person else first.role,
        agency=first.agency,
        agency_title=first.agency_title,
        attendance_id=person.attendance_id if person else "",
        place=_place(view, first, person),
        actions=tuple(lines),
        agreed_at=person.agreed_actions_at if person and not since else None,
        added_since=since,
        told_by=by,
        suggested=_suggested(view, first),
    )


def _place(view: MeetingView, line: ActionLine, person: PersonRecord | None) -> Place:
    if person is None:
        return "outside" if line.owner or line.agency else "nobody"
    if _is_here(person.status, person.left_at, view.head.ended_at):
        return "here"
    return "left" if person.status in attendance.IN_THE_ROOM else "away"


def _is_here(status: str, left_at: datetime | None, ended_at: datetime | None) -> bool:
    """Say whether somebody is in the room, or was until the end of a meeting that has ended."""
    if status not in attendance.IN_THE_ROOM:
        return False
    return left_at is None or (ended_at is not None and left_at >= ended_at)


def _since(view: MeetingView, lines: list[ActionLine], person: PersonRecord | None) -> tuple[str, ...]:
    agreed_at = person.agreed_actions_at if person else None
    if agreed_at is None:
        return ()
    minuted = {entry.about_id: entry.at for entry in view.entries if entry.about_id}
    return tuple(line.label for line in lines if minuted.get(line.action_id, agreed_at) > agreed_at)


def _suggested(view: MeetingView, line: ActionLine) -> str:
    here = [one for one in view.people if _is_here(one.status, one.left_at, view.head.ended_at)]
    owner = line.owner.casefold()
    deputies = (one.name for one in here if owner and one.deputy_for.casefold() == owner)
    colleagues = (one.name for one in here if line.agency and one.agency == line.agency and one.part == "professional")
    return next(deputies, "") or next(colleagues, "") or view.head.chair
