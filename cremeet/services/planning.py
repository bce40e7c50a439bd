"""Plan a meeting: what kind, why, when, who, and the agenda from its template with items added, skipped or reordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.services.meetings import ItemRecord


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What a person may enter about a meeting; `starts_at` aware; `instrument` empty means the pack's default."""

    kind: str
    trigger: str
    triggered_on: date
    starts_at: datetime
    planned_minutes: int
    mode: str = "in-person"
    place: str = ""
    chair: str = ""
    chair_role: str = ""
    minute_taker: str = ""
    instrument: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An agenda item as planned: `template` empty for one added by hand; `skip_reason` set where it is skipped from the start."""

    title: str
    minutes: int
    template: str = ""
    item_id: str = ""
    """Empty for an item not yet kept."""
    purpose: str = ""
    tag: str = "everyone"
    mandatory: bool = False
    why_mandatory: str = ""
    skip_reason: str = ""
    closed_part: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the practice pack proposes for a meeting of some kind: due date with its reason, agenda, people to invite, length."""

    kind: str
    kind_title: str
    due_on: date
    due_why: str
    items: tuple[PlannedItem, ...]
    planned_minutes: int
    instrument: str
    invite: tuple[str, ...]
    """Agency ids that the pack expects, core ones first."""
    latest: datetime
    """The last working moment that still meets `due_on`."""


def propose(
    session: Session, episode_id: str, kind: str, triggered_on: date, starts_at: datetime | None = None
) -> Proposal:
    """Return what the pack in force proposes; mandatory items follow the child's age, level, area and the kind of meeting."""
    raise NotImplementedError


def plan_meeting(
    session: Session,
    episode_id: str,
    plan: MeetingPlan,
    items: tuple[PlannedItem, ...] | None = None,
    *,
    previous_id: str | None = None,
) -> str:
    """Plan a meeting and return its id; `items` None takes the proposal's. Keeps the practice pack in force by its id.

    Raises RuleError for an unknown kind, a chair who is also the minute-taker, a closed episode, a start after the due
    date without its reason, or a mandatory item skipped without a reason.
    """
    raise NotImplementedError


def change_plan(session: Session, meeting_id: str, plan: MeetingPlan) -> None:
    """Change a planned meeting (its kind stays); raises RuleError as `plan_meeting` does, or once it has begun."""
    raise NotImplementedError


def set_agenda(session: Session, meeting_id: str, items: tuple[PlannedItem, ...]) -> tuple[ItemRecord, ...]:
    """Set the whole agenda of a planned meeting in this order; items without `item_id` are added, absent ones removed.

    Raises RuleError when a mandatory item is removed or is skipped without a reason.
    """
    raise NotImplementedError


def add_item(session: Session, meeting_id: str, title: str, minutes: int, *, after_id: str | None = None) -> ItemRecord:
    """Add an item by hand, also while the meeting is live."""
    raise NotImplementedError


def move_item(session: Session, item_id: str, position: int) -> tuple[ItemRecord, ...]:
    """Move an item to a place counted from 1, also while the meeting is live; return the agenda."""
    raise NotImplementedError


def invite(session: Session, meeting_id: str, professional_ids: tuple[str, ...]) -> None:
    """Invite people from the directory; those already invited stay as they are."""
    raise NotImplementedError


def invite_other(session: Session, meeting_id: str, name: str, role: str, part: str, *, agency: str = "") -> str:
    """Invite somebody who is not in the directory (child, parent, advocate, observer, professional); return the attendance id."""
    raise NotImplementedError


def uninvite(session: Session, attendance_id: str, reason: str) -> None:
    """Take an invitation back; for the child or a parent a reason is needed (RuleError)."""
    raise NotImplementedError
