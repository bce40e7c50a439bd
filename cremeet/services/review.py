"""Start the review from the last meeting: people, open actions, last assessment and items are carried over."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import in_london, london, london_date
from cremeet.errors import RuleError
from cremeet.models import Meeting, Professional
from cremeet.services import parking
from cremeet.services.assessing import begin
from cremeet.services.invitations import invite, invite_other
from cremeet.services.packs import practice
from cremeet.services.planning import MeetingPlan, PlannedItem, plan_meeting, propose
from cremeet.services.unit import find

REVIEW = "review"
CLOSURE = "closure"
"""Agenda ids: a closing meeting may look back without a new assessment."""

CHILD = "child"
"""The part of an attendance that is the child's own."""

CLOSING_ITEMS = 3
"""Items that were left over come before the last ones of the agenda: decisions, feedback, review date."""


def propose_review_plan(session: Session, meeting_id: str) -> MeetingPlan:
    """Return a review's plan filled from the last meeting: the date set there, its hour, place and people."""
    last = find(session, Meeting, meeting_id, "meeting")
    pack = practice(session)
    held_on = london_date(last.ended_at or last.planned_start)
    on = last.review_on or pack.timescales.review_due(last.level_after or last.level_before, held_on)
    hour = in_london(last.planned_start)
    return MeetingPlan(
        kind=REVIEW,
        trigger=f"Review of {last.reference}",
        triggered_on=held_on,
        starts_at=london(on, hour.hour, hour.minute),
        planned_minutes=propose(session, last.episode_id, REVIEW, held_on, london(on)).planned_minutes,
        mode=last.mode,
        place=last.place,
        chair=last.chair,
        chair_role=last.chair_role,
        minute_taker=last.minute_taker,
        instrument=last.instrument if any(each.id == last.instrument for each in pack.instruments) else "",
    )


def start_review(session: Session, meeting_id: str, plan: MeetingPlan) -> str:
    """Plan the review of a meeting that has ended and return its id.

    Everyone of the last meeting is invited again, the child and the parents always, also where they were kept from it;
    items added there by hand and items not reached come back, open actions wait to be reviewed, the assessment starts
    from the last answers. Raises RuleError while the last meeting is not ended or its review is planned already.
    """
    last = find(session, Meeting, meeting_id, "meeting")
    if last.state not in {"ended", "approved"}:
        raise RuleError("The last meeting has not ended yet; end it before planning its review.")
    if review_of(session, meeting_id) is not None:
        raise RuleError("The review of this meeting is planned already; open it from the child's page.")
    proposed = propose(session, last.episode_id, plan.kind, plan.triggered_on, plan.starts_at).items
    items = _with_leftovers(session, proposed, last)
    review_id = plan_meeting(session, last.episode_id, plan, items, previous_id=meeting_id)
    _invite_again(session, last, review_id)
    if plan.kind != CLOSURE:
        begin(session, review_id)
    return review_id


def review_of(session: Session, meeting_id: str) -> tuple[str, datetime] | None:
    """Return (meeting id, start) of the review that was planned from a meeting, or None."""
    query = sa.select(Meeting.id, Meeting.planned_start).where(Meeting.previous_id == meeting_id)
    found = session.execute(query.order_by(Meeting.planned_start).limit(1)).first()
    return (found[0], found[1]) if found else None


def _with_leftovers(session: Session, items: tuple[PlannedItem, ...], last: Meeting) -> tuple[PlannedItem, ...]:
    """Add what the last meeting added by hand, did not reach or left parked, before the closing items."""
    there = {item.template for item in items}
    back = tuple(
        PlannedItem(
            title=row.title,
            minutes=row.minutes_planned,
            purpose=row.purpose or f"Not reached at {last.reference}.",
            tag=row.tag,
            closed_part=row.closed_part,
        )
        for row in last.items
        if (not row.template and row.state != "skipped") or (row.state == "waiting" and row.template not in there)
    )
    if parking.left(session, last.id):
        back = (*back, PlannedItem(title=parking.title_for(last), minutes=parking.MINUTES))
    place = max(len(items) - CLOSING_ITEMS, 0)
    return (*items[:place], *back, *items[place:])


def _invite_again(session: Session, last: Meeting, review_id: str) -> None:
    """Invite everyone of the last meeting who may still come.

    The child always is: a reason to keep them from one meeting is that meeting's own, and is asked again. Anybody else
    whose invitation was taken back is not, lest a parent kept away by a court order is asked by the program; neither
    are professionals who were put out of use.
    """
    for row in last.attendances:
        if row.professional_id is not None:
            if find(session, Professional, row.professional_id, "person").active:
                invite(session, review_id, (row.professional_id,))
        elif row.part == CHILD or row.status != "withdrew":
            invite_other(session, review_id, row.name, row.role, row.part, agency=row.agency)
