"""The multi-agency plan: actions under six pillars, earlier ones reviewed first and carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cremeet.services.meetings import ActionLine


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
    """What a meeting heard about an earlier action. `status`: done, in-progress, not-started (both carry it forward), cancelled.

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
    """The plan as it stands for one meeting: pillars in the pack's order, actions without a pillar, earlier ones to review."""

    pillars: tuple[PillarPlan, ...]
    unplaced: tuple[ActionLine, ...]
    to_review: tuple[ActionLine, ...]
    """Earlier actions that are open and not yet reviewed at this meeting, oldest due first."""
    reviewed: tuple[ActionLine, ...]


def add_action(session: Session, item_id: str, details: ActionDetails) -> ActionLine:
    """Add an action with its minute entry at an item. Raises RuleError for an unknown pillar, agency or tag, or once approved."""
    raise NotImplementedError


def change_action(session: Session, action_id: str, details: ActionDetails) -> ActionLine:
    """Change an action of a meeting that is not approved; its entry's words follow; a moved due date is counted."""
    raise NotImplementedError


def review_action(session: Session, meeting_id: str, action_id: str, review: ReviewDetails) -> ActionLine:
    """Keep what this meeting heard about an earlier action. Raises RuleError where a reason is needed and missing."""
    raise NotImplementedError


def no_action_for(session: Session, meeting_id: str, pillar: str, reason: str) -> None:
    """Keep why a pillar has no action (empty reason takes it back)."""
    raise NotImplementedError


def plan(session: Session, meeting_id: str) -> Plan:
    """Return the plan as it stands for a meeting."""
    raise NotImplementedError


def open_actions(
    session: Session, *, agency: str = "", overdue_only: bool = False, child_id: str = "", limit: int = 500
) -> tuple[ActionLine, ...]:
    """Return open actions over all children, most overdue first."""
    raise NotImplementedError
