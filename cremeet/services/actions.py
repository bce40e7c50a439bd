"""The multi-agency plan: actions under six pillars, earlier ones reviewed first and carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Action, ActionReview, AgendaItem, Episode, Meeting, PillarNone, Professional
from cremeet.practice.pack import Pack
from cremeet.services import action_lines, entries
from cremeet.services.action_lines import OPEN_STATUSES
from cremeet.services.meeting_records import ActionLine
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, only, under_way
from cremeet.services.titles import known
from cremeet.services.unit import find, today


@dataclass(frozen=True, slots=True)
class ActionDetails:
    """An action as entered; `owner_id` is a professional's id where the owner is in the directory."""

    words: str
    pillar: str = ""
    outcome: str = ""
    owner_id: str | None = None
    owner: str = ""
    role: str = ""
    agency: str = ""
    due_on: date | None = None
    priority: str = ""
    measure: str = ""
    contingency: str = ""
    indicator: str = ""
    """The indicator that it answers, or empty."""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ReviewDetails:
    """What a meeting heard about an earlier action.

    `status`: done, cancelled, or in-progress and not-started, which both carry it forward.
    `reason` is needed when it is overdue and not done, or cancelled; `due_on` a new date, or None to keep it.
    """

    status: str
    progress: str = ""
    reason: str = ""
    due_on: date | None = None
    completed_on: date | None = None
    impact: str = ""
    escalated_to: str = ""


@dataclass(frozen=True, slots=True)
class PillarPlan:
    """A pillar of the plan with its actions; `none_reason` where the meeting considered it and left it empty."""

    pillar: str
    title: str
    meaning: str
    priorities: tuple[str, ...]
    """Titles of the strategy's priorities that it serves."""
    actions: tuple[ActionLine, ...]
    none_reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as it stands for one meeting: pillars in the pack's order, actions without a pillar, and earlier ones.

    A pillar holds the meeting's own actions and those carried into it; `none_reason` is empty once it has one.
    """

    pillars: tuple[PillarPlan, ...]
    unplaced: tuple[ActionLine, ...]
    to_review: tuple[ActionLine, ...]
    """Earlier actions that are open and not yet reviewed at this meeting, oldest due first."""
    reviewed: tuple[ActionLine, ...]


def add_action(
    session: Session,
    item_id: str,
    details: ActionDetails,
    *,
    speaker_id: str | None = None,
    from_draft: bool = False,
) -> ActionLine:
    """Add an action with its minute entry at an item; an owner in the directory lends name, role and agency.

    `from_draft`: it was typed in the item's editor, whose draft is cleared in the same transaction.

    Raises RuleError as `minutes.add_entry` does, or for a pillar, agency, priority, indicator or tag the pack does not
    know.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    meeting = under_way(session, item.meeting_id)
    columns = _columns(session, meeting, details)
    entry = entries.append(session, item, "action", details.words, details.tag, speaker_id=speaker_id)
    row = entries.make_linked(session, meeting, "action", entry.words, entry.tag)
    assert isinstance(row, Action)
    entry.about_id = row.id
    _fill(row, columns)
    row.first_due_on = row.due_on
    if from_draft:
        entries.clear_draft(session, item)
    session.flush()
    return _line(session, meeting, row.id)


def change_action(session: Session, action_id: str, details: ActionDetails) -> ActionLine:
    """Change an action of a meeting that is not approved; its entry's words follow; a moved due date is counted.

    An empty `tag` keeps the one it has. Raises RuleError as `add_action` does, for a withdrawn action, or for another
    date where a later meeting has reviewed the action: the date is that meeting's to move.
    """
    row = find(session, Action, action_id, "action")
    meeting = changeable(session, row.meeting_id)
    if row.withdrawn:
        raise RuleError("This action was withdrawn; bring its entry back before changing it.")
    if not details.words.strip():
        raise RuleError("An action needs words; please enter what is to be done.")
    tag = entries.check_tag(pack_of(session, meeting.practice_id), details.tag or row.tag)
    columns = _columns(session, meeting, details)
    agreed_on, reviewed = _agreed_date(session, meeting, row)
    if reviewed and details.due_on != agreed_on:
        raise RuleError("A later meeting has reviewed this action; change its date there, and leave it as it was here.")
    if reviewed:
        columns["due_on"] = row.due_on  # what the later meeting heard stands
    entries.follow(session, row, details.words.strip(), tag)
    if None not in (row.due_on, columns["due_on"]) and columns["due_on"] != row.due_on:
        row.moved += 1
    _fill(row, columns)
    row.first_due_on = row.first_due_on or row.due_on
    session.flush()
    return _line(session, meeting, row.id)


def review_action(session: Session, meeting_id: str, action_id: str, review: ReviewDetails) -> ActionLine:
    """Keep what this meeting heard about an earlier action; again replaces it.

    Raises RuleError where a reason is needed and missing, for an action that is not an earlier open one of the same
    episode, or that a later meeting has reviewed.
    """
    meeting = under_way(session, meeting_id)
    row = find(session, Action, action_id, "action")
    known(pack_of(session, meeting.practice_id), "action_statuses", review.status, "status of an action")
    kept = _review_here(session, meeting, row)
    due_before = kept.due_before if kept is not None else row.due_on
    _check_review(review, due_before, action_lines.day_of(session, meeting))
    if kept is None:
        kept = ActionReview(action_id=row.id, meeting_id=meeting.id)
        session.add(kept)
    elif action_lines.moves(kept):
        row.moved -= 1
    kept.status, kept.progress, kept.reason = review.status, review.progress.strip(), review.reason.strip()
    kept.due_before, kept.due_after = due_before, review.due_on or due_before
    kept.impact, kept.escalated_to = review.impact.strip(), review.escalated_to.strip()
    _apply(row, kept, review, action_lines.day_of(session, meeting))
    session.flush()
    return _line(session, meeting, row.id)


def take_back_review(session: Session, meeting_id: str, action_id: str) -> ActionLine:
    """Forget what this meeting heard about an earlier action, which stands again as the last meeting left it.

    The history keeps what was heard. Raises RuleError where this meeting has not reviewed it, or a later one has.
    """
    meeting = under_way(session, meeting_id)
    row = find(session, Action, action_id, "action")
    kept = _review_here(session, meeting, row)
    if kept is None:
        raise RuleError("This meeting has not reviewed the action, so there is nothing to take back.")
    keys = action_lines.episode_meetings(session, meeting.episode_id)
    others = session.scalars(
        sa.select(ActionReview).where(ActionReview.action_id == row.id, ActionReview.id != kept.id)
    )
    last = max(others, key=lambda each: keys[each.meeting_id], default=None)
    row.status = last.status if last is not None else OPEN_STATUSES[0]
    row.moved -= action_lines.moves(kept)
    if kept.due_before is None and row.first_due_on == row.due_on:
        row.first_due_on = None  # this review gave it its first date
    row.due_on, row.completed_on, row.cancel_reason = kept.due_before, None, ""
    session.delete(kept)
    session.flush()
    return _line(session, meeting, row.id)


def no_action_for(session: Session, meeting_id: str, pillar: str, reason: str) -> None:
    """Keep why a pillar has no action (empty reason takes it back). Raises RuleError for an unknown pillar."""
    meeting = changeable(session, meeting_id)
    known(pack_of(session, meeting.practice_id), "pillars", pillar, "plan pillar")
    row = only(session, PillarNone, PillarNone.meeting_id == meeting_id, PillarNone.pillar == pillar)
    if not reason.strip():
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(PillarNone(meeting_id=meeting_id, pillar=pillar, reason=reason.strip()))
    else:
        row.reason = reason.strip()
    session.flush()


def plan(session: Session, meeting_id: str) -> Plan:
    """Return the plan as it stands for a meeting."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    pack = pack_of(session, meeting.practice_id)
    lines = action_lines.of_meeting(session, meeting)
    standing = [line for line in lines if not line.from_earlier or line.status in OPEN_STATUSES]
    reasons = {
        row.pillar: row.reason
        for row in session.scalars(sa.select(PillarNone).where(PillarNone.meeting_id == meeting_id))
    }
    pillars = []
    for pillar in pack.pillars:
        actions = tuple(line for line in standing if line.pillar == pillar.id)
        none_reason = "" if actions else reasons.get(pillar.id, "")
        priorities = tuple(priority.title for priority in pack.priorities_of(pillar.id))
        pillars.append(PillarPlan(pillar.id, pillar.title, pillar.meaning, priorities, actions, none_reason))
    placed = {pillar.id for pillar in pack.pillars}
    return Plan(
        pillars=tuple(pillars),
        unplaced=tuple(line for line in standing if line.pillar not in placed),
        to_review=tuple(line for line in lines if line.from_earlier and not line.reviewed),
        reviewed=tuple(line for line in lines if line.from_earlier and line.reviewed),
    )


def open_actions(
    session: Session, *, agency: str = "", overdue_only: bool = False, child_id: str = "", limit: int = 500
) -> tuple[ActionLine, ...]:
    """Return open actions over all children, most overdue first, those without a date last."""
    query = sa.select(Action).where(Action.status.in_(OPEN_STATUSES), sa.not_(Action.withdrawn))
    if agency:
        query = query.where(Action.agency == agency)
    if overdue_only:
        query = query.where(Action.due_on < today(session))
    if child_id:
        query = query.where(Action.episode_id.in_(sa.select(Episode.id).where(Episode.child_id == child_id)))
    order = (Action.due_on.is_(None), Action.due_on, Action.id)
    return action_lines.of_everyone(session, query.order_by(*order).limit(limit))


def _line(session: Session, meeting: Meeting, action_id: str) -> ActionLine:
    return next(line for line in action_lines.of_meeting(session, meeting) if line.action_id == action_id)


def _columns(session: Session, meeting: Meeting, details: ActionDetails) -> dict[str, Any]:
    """Return what an action keeps of the details, checked; the directory fills what was left empty about its owner."""
    pack = pack_of(session, meeting.practice_id)
    owner = find(session, Professional, details.owner_id, "person") if details.owner_id else None
    agency = details.agency or (owner.agency if owner else "")
    for kind, wanted, what in (
        ("pillars", details.pillar, "plan pillar"),
        ("agencies", agency, "agency"),
        ("action_priorities", details.priority, "priority"),
    ):
        if wanted:
            known(pack, kind, wanted, what)
    _check_indicator(pack, meeting.instrument, details.indicator)
    return {
        "pillar": details.pillar,
        "outcome": details.outcome.strip(),
        "owner_id": details.owner_id,
        "owner": details.owner.strip() or (owner.name if owner else ""),
        "role": details.role.strip() or (owner.role if owner else ""),
        "agency": agency,
        "due_on": details.due_on,
        "priority": details.priority,
        "measure": details.measure.strip(),
        "contingency": details.contingency.strip(),
        "indicator": details.indicator,
    }


def _check_indicator(pack: Pack, instrument_id: str, indicator: str) -> None:
    if not indicator:
        return
    instrument = pack.instrument(instrument_id)
    asked = {question.indicator.id for question in instrument.questions()} | {each.id for each in instrument.domains}
    if indicator not in asked:
        raise RuleError("The meeting's risk instrument has no such indicator; choose one of its own.")


def _agreed_date(session: Session, meeting: Meeting, row: Action) -> tuple[date | None, bool]:
    """Return the date that an action had when its own meeting ended, and whether a later meeting has reviewed it."""
    keys = action_lines.episode_meetings(session, meeting.episode_id)
    reviews = session.scalars(sa.select(ActionReview).where(ActionReview.action_id == row.id)).all()
    first = min(reviews, key=lambda each: keys[each.meeting_id], default=None)
    return (row.due_on, False) if first is None else (first.due_before, True)


def _fill(row: Action, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _review_here(session: Session, meeting: Meeting, row: Action) -> ActionReview | None:
    """Return this meeting's review of an action, None where there is none yet; raise RuleError where none may be."""
    keys = action_lines.episode_meetings(session, meeting.episode_id)
    if row.withdrawn or row.episode_id != meeting.episode_id or keys[row.meeting_id] >= keys[meeting.id]:
        raise RuleError("Only actions that an earlier meeting of this episode agreed can be reviewed here.")
    reviews = session.scalars(sa.select(ActionReview).where(ActionReview.action_id == row.id)).all()
    if any(keys[each.meeting_id] > keys[meeting.id] for each in reviews):
        raise RuleError("A later meeting has reviewed this action; correct it there.")
    kept = next((each for each in reviews if each.meeting_id == meeting.id), None)
    if kept is None and row.status not in OPEN_STATUSES:
        raise RuleError("This action is closed already, so there is nothing to review.")
    return kept


def _check_review(review: ReviewDetails, due_before: date | None, day: date) -> None:
    overdue = due_before is not None and due_before < day
    if overdue and review.status in OPEN_STATUSES and not review.reason.strip():
        raise RuleError("This action is overdue; please say why it is not done.")
    if review.status == "cancelled" and not review.reason.strip():
        raise RuleError("Cancelling an action needs a reason; please enter it.")
    if review.completed_on is not None and review.completed_on > day:
        raise RuleError("An action cannot be done on a day to come; please check the date.")


def _apply(row: Action, kept: ActionReview, review: ReviewDetails, day: date) -> None:
    """Give the action what its newest review says."""
    row.status = review.status
    row.moved += action_lines.moves(kept)
    row.due_on = kept.due_after
    row.first_due_on = row.first_due_on or row.due_on
    row.completed_on = (review.completed_on or day) if review.status == "done" else None
    row.cancel_reason = kept.reason if review.status == "cancelled" else ""
