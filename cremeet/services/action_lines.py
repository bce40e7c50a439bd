"""Actions as lists show them: as one meeting knew them, with what every meeting up to then heard about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.models import Action, ActionReview, Child, Episode, Meeting
from cremeet.practice.pack import Pack
from cremeet.services.children import full_name
from cremeet.services.meeting_records import ActionLine
from cremeet.services.packs import pack_of
from cremeet.services.reading import moment
from cremeet.services.titles import title
from cremeet.services.unit import today

OPEN_STATUSES = ("not-started", "in-progress")
"""An action that is still to be done; a review with one of them carries it forward."""

Key = tuple[datetime, str]
"""When a meeting was, and its id to tell two of the same moment apart."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stood at one meeting: what changed afterwards is left out."""

    status: str
    due_on: date | None
    moved: int
    carried: int
    reviewed: bool
    last: ActionReview | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a line is made for: the meeting asked about (None: today's list), its child, its pack and its day."""

    meeting_id: str | None
    child: Child
    pack: Pack
    day: date


def of_meeting(session: Session, meeting: Meeting) -> tuple[ActionLine, ...]:
    """Return a meeting's own actions by number, then earlier ones open then or reviewed there, oldest due first.

    Four queries, whatever the size of the vault: each goes by the episode.
    """
    keys = episode_meetings(session, meeting.episode_id)
    asked_at = keys[meeting.id]
    child = session.scalars(sa.select(Child).join(Child.episodes).where(Episode.id == meeting.episode_id)).one()
    rows = session.scalars(
        sa.select(Action)
        .where(Action.episode_id == meeting.episode_id, sa.not_(Action.withdrawn))
        .order_by(Action.number)
    ).all()
    known = [row for row in rows if keys[row.meeting_id] <= asked_at]
    reviews = _reviews(session, sa.select(Action.id).where(Action.episode_id == meeting.episode_id))
    asked = _Asked(meeting.id, child, pack_of(session, meeting.practice_id), day_of(session, meeting))
    lines = [
        _line(row, stood(row, reviews[row.id], keys, meeting.id), london_date(keys[row.meeting_id][0]), asked)
        for row in known
    ]
    own = [line for line in lines if not line.from_earlier]
    earlier = [line for line in lines if line.from_earlier and (line.reviewed or line.status in OPEN_STATUSES)]
    return (*own, *sorted(earlier, key=lambda line: (line.due_on or date.max, line.number)))


def of_everyone(session: Session, query: sa.Select[Action]) -> tuple[ActionLine, ...]:
    """Return the actions that `query` selects, in its order, as they stand today."""
    found = session.execute(
        query.join(Meeting, Meeting.id == Action.meeting_id)
        .join(Episode, Episode.id == Action.episode_id)
        .join(Episode.child)
        .add_columns(Meeting, Child)
    ).all()
    reviews = _reviews(session, [row.id for row, _, _ in found])
    reviewing = {review.meeting_id for each in reviews.values() for review in each}
    keys = _keys(session, Meeting.id.in_(reviewing))
    day = today(session)
    return tuple(
        _line(
            row,
            stood(row, reviews[row.id], keys, None),
            london_date(moment(meeting)),
            _Asked(None, child, pack_of(session, meeting.practice_id), day),
        )
        for row, meeting, child in found
    )


def episode_meetings(session: Session, episode_id: str) -> dict[str, Key]:
    """Return when each meeting of an episode was, or is planned to be, by its id."""
    return _keys(session, Meeting.episode_id == episode_id)


def stood(row: Action, reviews: Sequence[ActionReview], keys: Mapping[str, Key], meeting_id: str | None) -> Standing:
    """Return how an action stood at a meeting (None: today), given all reviews of it and when each meeting was."""
    ordered = sorted(reviews, key=lambda review: keys[review.meeting_id])
    until = len(ordered) if meeting_id is None else sum(keys[each.meeting_id] <= keys[meeting_id] for each in ordered)
    heard, later = ordered[:until], ordered[until:]
    last = heard[-1] if heard else None
    return Standing(
        status=row.status if not later else last.status if last else OPEN_STATUSES[0],
        due_on=later[0].due_before if later else row.due_on,
        moved=row.moved - sum(moves(each) for each in later),
        carried=sum(each.status in OPEN_STATUSES for each in heard),
        reviewed=meeting_id is not None and any(each.meeting_id == meeting_id for each in heard),
        last=last,
    )


def moves(review: ActionReview) -> bool:
    """Say whether a review moved the day by which an action was due."""
    return review.due_before is not None and review.due_after != review.due_before


def day_of(session: Session, meeting: Meeting) -> date:
    """Return the day that a meeting's lateness and ages are counted on: when it ended, or today until it has."""
    return london_date(meeting.ended_at) if meeting.ended_at is not None else today(session)


def _line(row: Action, standing: Standing, agreed_on: date, asked: _Asked) -> ActionLine:
    is_open = standing.status in OPEN_STATUSES
    late = (asked.day - standing.due_on).days if is_open and standing.due_on is not None else 0
    return ActionLine(
        action_id=row.id,
        label=f"A{row.number}",
        number=row.number,
        meeting_id=row.meeting_id,
        pillar=row.pillar,
        pillar_title=title(asked.pack, "pillars", row.pillar),
        outcome=row.outcome,
        words=row.words,
        owner_id=row.owner_id,
        owner=row.owner,
        role=row.role,
        agency=row.agency,
        agency_title=title(asked.pack, "agencies", row.agency),
        due_on=standing.due_on,
        first_due_on=row.first_due_on,
        moved=standing.moved,
        priority=row.priority,
        measure=row.measure,
        contingency=row.contingency,
        indicator=row.indicator,
        status=standing.status,
        status_title=title(asked.pack, "action_statuses", standing.status),
        completed_on=row.completed_on if standing.status == "done" else None,
        impact=standing.last.impact if standing.last else "",
        cancel_reason=row.cancel_reason if standing.status == "cancelled" else "",
        escalated_to=standing.last.escalated_to if standing.last else "",
        tag=row.tag,
        agreed_on=agreed_on,
        age_days=max(0, (asked.day - agreed_on).days),
        carried=standing.carried,
        overdue_days=max(0, late),
        from_earlier=asked.meeting_id is not None and row.meeting_id != asked.meeting_id,
        reviewed=standing.reviewed,
        progress=standing.last.progress if standing.last else "",
        review_reason=standing.last.reason if standing.last else "",
        child_id=asked.child.id,
        child_reference=asked.child.reference,
        child_name=full_name(asked.child),
    )


def _reviews(session: Session, actions: Collection[str] | sa.Select[str]) -> defaultdict[str, list[ActionReview]]:
    found: defaultdict[str, list[ActionReview]] = defaultdict(list)
    for review in session.scalars(sa.select(ActionReview).where(ActionReview.action_id.in_(actions))):
        found[review.action_id].append(review)
    return found


def _keys(session: Session, where: sa.ColumnElement[bool]) -> dict[str, Key]:
    rows = session.execute(sa.select(Meeting.id, Meeting.started_at, Meeting.planned_start).where(where))
    return {meeting_id: (started_at or planned_start, meeting_id) for meeting_id, started_at, planned_start in rows}
