"""Plan a meeting: what kind, why, when, and the agenda from its template with items added, skipped or reordered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london, london_date
from cremeet.errors import RuleError
from cremeet.models import AgendaItem, Episode, Meeting, Voice
from cremeet.practice.agenda import Agenda
from cremeet.practice.agenda import AgendaItem as TemplateItem
from cremeet.practice.pack import Pack
from cremeet.services.agenda_cuts import cut
from cremeet.services.children import age_on
from cremeet.services.meetings import ItemRecord, meeting_view
from cremeet.services.packs import current, pack_of, practice
from cremeet.services.titles import known
from cremeet.services.unit import find, fresh_reference, now

LAST_HOUR = 16
"""The last hour of a working day at which a meeting can sensibly begin."""

IN_CARE = frozenset({"s20", "interim-care-order", "care-order", "remand", "uasc"})
"""Legal statuses (practice ids) of looked-after children: Children Act 1989 s22(1); LASPO Act 2012 s104."""


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
    """An agenda item as planned: `template` empty for one added by hand.

    `skip_reason` is set where it is skipped from the start.
    """

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
    """What the pack proposes for a kind of meeting: due date with its reason, agenda, agencies to invite, length."""

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
    """Return what the pack in force proposes.

    Which items are mandatory follows the kind of meeting, and the child's age on the day, level and area.
    Raises RuleError for a kind that the pack does not know.
    """
    episode = find(session, Episode, episode_id, "episode")
    pack = practice(session)
    agenda = known(pack, "agendas", kind, "kind of meeting")
    step = pack.timescales.for_meeting(kind, episode.level)
    due_on = pack.timescales.after(step.within, triggered_on)
    holds = conditions(pack, agenda, episode, starts_at or now(session))
    items = tuple(_planned_item(item, (item.is_mandatory(holds), item.why_mandatory(holds))) for item in agenda.items)
    return Proposal(
        kind=kind,
        kind_title=agenda.title,
        due_on=due_on,
        due_why=f"{step.title}: {step.within.words()} from {step.counted_from} ({step.source}).",
        items=items,
        planned_minutes=sum(item.minutes for item in items),
        instrument=pack.default_instrument,
        invite=tuple(agency.id for agency in sorted(pack.agencies, key=lambda agency: not agency.core)),
        latest=london(due_on, LAST_HOUR),
    )


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
    episode = find(session, Episode, episode_id, "episode")
    if episode.closed_on is not None:
        raise RuleError("This episode is closed; open a new one before planning a meeting.")
    practice_id, pack = current(session)
    proposal = propose(session, episode_id, plan.kind, plan.triggered_on, plan.starts_at)
    _check_plan(plan, proposal.due_on)
    meeting = Meeting(
        episode_id=episode_id,
        reference=fresh_reference(session, "M", lambda found: _taken(session, found)),
        practice_id=practice_id,
        previous_id=previous_id,
        level_before=episode.level,
        **_columns(plan, proposal.due_on, pack),
    )
    session.add(meeting)
    session.flush()
    session.add(Voice(meeting_id=meeting.id))
    _set_items(session, meeting, proposal.items if items is None else items)
    return meeting.id


def change_plan(session: Session, meeting_id: str, plan: MeetingPlan) -> None:
    """Change a planned meeting (its kind stays): an item that must now be held, and is not there, is added at the end.

    Raises RuleError as `plan_meeting` does, or once it has begun.
    """
    meeting = planned(session, meeting_id)
    if plan.kind != meeting.kind:
        raise RuleError("The kind of a planned meeting cannot change; plan another meeting of the right kind instead.")
    pack = pack_of(session, meeting.practice_id)
    episode = find(session, Episode, meeting.episode_id, "episode")
    due_on = pack.timescales.meeting_due(plan.kind, episode.level, plan.triggered_on)
    _check_plan(plan, due_on)
    for field, value in _columns(plan, due_on, pack).items():
        setattr(meeting, field, value)
    # Another day may be past a birthday, or the level may have moved since: what must be held is worked out again.
    agenda = pack.agenda(meeting.kind)
    musts = _musts(session, meeting, agenda)
    for row in meeting.items:
        row.mandatory, row.why_mandatory = musts.get(row.template, (row.mandatory, row.why_mandatory))
    session.flush()
    there = {row.template for row in meeting.items}
    missing = [item for item in agenda.items if musts[item.id][0] and item.id not in there]
    if missing:
        added = tuple(_planned_item(item, musts[item.id]) for item in missing)
        _set_items(session, meeting, (*agenda_of(session, meeting_id), *added))


def set_agenda(session: Session, meeting_id: str, items: tuple[PlannedItem, ...]) -> tuple[ItemRecord, ...]:
    """Set the whole agenda of a planned meeting in this order; items without `item_id` are added, absent ones removed.

    The chair's note about a removed item becomes part of the note for the whole meeting. Raises RuleError when an item
    that the agenda makes mandatory is not there, or while words are being typed under one to be removed.
    """
    meeting = planned(session, meeting_id)
    _check_all_there(session, meeting, items)
    wanted = {item.item_id for item in items}
    for row in list(meeting.items):
        if row.id not in wanted:
            cut(session, row)
    session.flush()
    session.expire(meeting, ["items"])
    _set_items(session, meeting, items)
    return meeting_view(session, meeting_id).items


def keep_plan(
    session: Session, meeting_id: str, plan: MeetingPlan, items: tuple[PlannedItem, ...]
) -> tuple[PlannedItem, ...]:
    """Change a planned meeting and its agenda together, or neither; return the agenda as kept.

    It holds as well what `change_plan` adds.
    """
    before = {item.item_id for item in agenda_of(session, meeting_id)}
    change_plan(session, meeting_id, plan)
    there = {item.template for item in items}
    after = agenda_of(session, meeting_id)
    added = tuple(item for item in after if item.item_id not in before and item.template not in there)
    set_agenda(session, meeting_id, (*items, *added))
    return agenda_of(session, meeting_id)


def agenda_of(session: Session, meeting_id: str) -> tuple[PlannedItem, ...]:
    """Return a meeting's agenda in the form that `set_agenda` takes."""
    return tuple(
        PlannedItem(
            title=row.title,
            minutes=row.minutes_planned,
            template=row.template,
            item_id=row.id,
            purpose=row.purpose,
            tag=row.tag,
            mandatory=row.mandatory,
            why_mandatory=row.why_mandatory,
            skip_reason=row.skip_reason,
            closed_part=row.closed_part,
        )
        for row in find(session, Meeting, meeting_id, "meeting").items
    )


def add_item(session: Session, meeting_id: str, title: str, minutes: int, *, after_id: str | None = None) -> ItemRecord:
    """Add an item by hand, also while the meeting is live; at the end, or after another item."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.state in {"ended", "approved"}:
        raise RuleError("The meeting has ended, so its agenda can no longer change.")
    _check_item(PlannedItem(title=title, minutes=minutes))
    rows = list(meeting.items)
    place = next((index for index, row in enumerate(rows, start=1) if row.id == after_id), len(rows))
    row = AgendaItem(
        meeting=meeting,
        position=place + 1,
        title=title,
        minutes_planned=minutes,
        tag="everyone",
        captures=["notes"],
    )
    session.add(row)
    rows.insert(place, row)
    _renumber(rows)
    session.flush()
    session.expire(meeting, ["items"])
    return next(item for item in meeting_view(session, meeting_id).items if item.item_id == row.id)


def move_item(session: Session, item_id: str, position: int) -> tuple[ItemRecord, ...]:
    """Move an item to a place counted from 1, also while the meeting is live; return the agenda."""
    row = find(session, AgendaItem, item_id, "agenda item")
    meeting = row.meeting
    if meeting.state in {"ended", "approved"}:
        raise RuleError("The meeting has ended, so its agenda can no longer change.")
    rows = [other for other in meeting.items if other is not row]
    rows.insert(max(0, min(position - 1, len(rows))), row)
    _renumber(rows)
    session.flush()
    session.expire(meeting, ["items"])
    return meeting_view(session, meeting.id).items


def conditions(pack: Pack, agenda: Agenda, episode: Episode, at: datetime) -> frozenset[str]:
    """Return which of the pack's conditions hold for this child, episode and meeting on the day of `at`."""
    child = episode.child
    return pack.conditions(
        agenda,
        age=age_on(child.born_on, london_date(at)),
        level=episode.level,
        out_of_area=child.out_of_area,
        in_care=child.legal_status in IN_CARE,
        enrolled=child.enrolled,
    )


def planned(session: Session, meeting_id: str) -> Meeting:
    """Return the meeting's row if it has not begun; raise RuleError otherwise."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.state != "planned":
        raise RuleError("The meeting has begun, so its plan can no longer change.")
    return meeting


def _check_plan(plan: MeetingPlan, due_on: date) -> None:
    if plan.chair.strip() and plan.chair.strip().casefold() == plan.minute_taker.strip().casefold():
        raise RuleError("The chair cannot also take the minutes; please name somebody else to take them.")
    if plan.planned_minutes <= 0:
        raise RuleError("Please say how many minutes the meeting is planned for.")
    if london_date(plan.starts_at) > due_on and not plan.late_reason.strip():
        raise RuleError("This date is after the day by which the meeting is due; please say why.")


def _check_item(item: PlannedItem) -> None:
    if not item.title.strip():
        raise RuleError("An agenda item needs a title; please enter it.")
    if item.minutes < 0:
        raise RuleError("An agenda item cannot be planned for less than no minutes; please check its length.")


def _columns(plan: MeetingPlan, due_on: date, pack: Pack) -> dict[str, Any]:
    instrument = plan.instrument or pack.default_instrument
    known(pack, "instruments", instrument, "risk instrument")
    columns = {field.name: getattr(plan, field.name) for field in fields(plan) if field.name != "starts_at"}
    return columns | {"planned_start": plan.starts_at, "due_on": due_on, "instrument": instrument}


def _planned_item(item: TemplateItem, must: tuple[bool, str]) -> PlannedItem:
    """Return a template's item as planned; `must` says whether the meeting has to hold it, and why."""
    return PlannedItem(
        title=item.title,
        minutes=item.minutes,
        template=item.id,
        purpose=item.purpose,
        tag=item.tag,
        mandatory=must[0],
        why_mandatory=must[1],
        closed_part=item.closed,
    )


def _check_all_there(session: Session, meeting: Meeting, items: tuple[PlannedItem, ...]) -> None:
    """Raise RuleError where an item that this meeting must hold is not among these."""
    agenda: Agenda = known(pack_of(session, meeting.practice_id), "agendas", meeting.kind, "kind of meeting")
    musts = _musts(session, meeting, agenda)
    there = {item.template for item in items}
    for item in agenda.items:
        if musts[item.id][0] and item.id not in there:
            raise RuleError(f"“{item.title}” is a mandatory item; skip it with a reason instead of removing it.")


def _set_items(session: Session, meeting: Meeting, items: tuple[PlannedItem, ...]) -> None:
    """Keep the agenda in this order; what the agenda makes mandatory is its word, not the caller's."""
    _check_all_there(session, meeting, items)
    agenda: Agenda = known(pack_of(session, meeting.practice_id), "agendas", meeting.kind, "kind of meeting")
    captures: dict[str, tuple[str, ...]] = {item.id: item.captures for item in agenda.items}
    musts = _musts(session, meeting, agenda)
    rows = {row.id: row for row in meeting.items}
    for position, item in enumerate(items, start=1):
        _check_item(item)
        row = rows.get(item.item_id) or AgendaItem(meeting=meeting, state="waiting")
        row.position, row.template, row.title, row.purpose = position, item.template, item.title, item.purpose
        row.minutes_planned, row.tag, row.closed_part = item.minutes, item.tag, item.closed_part
        row.mandatory, row.why_mandatory = musts.get(item.template, (item.mandatory, item.why_mandatory))
        wanted = list(captures.get(item.template, ("notes",)))
        if row.captures != wanted:
            row.captures = wanted
        row.state, row.skip_reason = ("skipped" if item.skip_reason.strip() else "waiting"), item.skip_reason.strip()
        session.add(row)
    session.flush()
    session.expire(meeting, ["items"])


def _musts(session: Session, meeting: Meeting, agenda: Agenda) -> dict[str, tuple[bool, str]]:
    """Return for each of the agenda's items whether this meeting must hold it, and why."""
    episode = find(session, Episode, meeting.episode_id, "episode")
    holds = conditions(pack_of(session, meeting.practice_id), agenda, episode, meeting.planned_start)
    return {item.id: (item.is_mandatory(holds), item.why_mandatory(holds)) for item in agenda.items}


def _renumber(rows: list[AgendaItem]) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position


def _taken(session: Session, reference: str) -> bool:
    return session.scalar(sa.select(Meeting.id).where(Meeting.reference == reference)) is not None
