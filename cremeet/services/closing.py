"""Close a meeting: one list of what is missing, each line with its place; end, approve, amend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.services.meetings import MeetingHead


@dataclass(frozen=True, slots=True)
class Missing:
    """A line of the close list.

    `check` names the rule (item, quorum, views, level, decision-reason, dissent, action-owner, action-date, action-measure,
    high-indicator, contingency, feedback, review-date, restricted-handling, previous-actions, pillar, drafts, confidentiality);
    `about_id` the record that it is about; `place` where a screen leads: agenda:<item id>, people, voice, risk:<indicator or empty>,
    plan:<action id or empty>, decision:<id>, review, contingency, entry:<id>. `overridden` is the reason it was closed with, or empty.
    """

    check: str
    about_id: str
    place: str
    what: str
    """One sentence: what is missing and what to do."""
    overridden: str


@dataclass(frozen=True, slots=True)
class OverrideRecord:
    """A line that was closed with a reason, as the minutes show it."""

    check: str
    what: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AmendmentRecord:
    """A dated amendment to approved minutes."""

    number: int
    about: str
    words: str
    reason: str
    tag: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """The review date that the pack's timescale gives for the agreed level: the latest working day, and why."""

    latest: date
    why: str


def missing(session: Session, meeting_id: str) -> tuple[Missing, ...]:
    """Return everything that is missing, overridden lines included (last)."""
    raise NotImplementedError


def override(session: Session, meeting_id: str, check: str, about_id: str, reason: str) -> tuple[Missing, ...]:
    """Close a line of the list with a reason that the minutes show (RuleError without one); return the list."""
    raise NotImplementedError


def take_back_override(session: Session, meeting_id: str, check: str, about_id: str) -> tuple[Missing, ...]:
    """Open a line again."""
    raise NotImplementedError


def end(session: Session, meeting_id: str) -> MeetingHead:
    """End a live or adjourned meeting: the minutes are a draft. Raises RuleError while a line is neither filled nor overridden."""
    raise NotImplementedError


def approve(session: Session, meeting_id: str, by: str) -> MeetingHead:
    """Approve ended minutes: they and the assessment are locked; only dated amendments follow. RuleError while lines are open."""
    raise NotImplementedError


def amend(session: Session, meeting_id: str, about: str, words: str, reason: str, *, tag: str = "") -> AmendmentRecord:
    """Add a dated amendment to approved minutes; raises RuleError before approval, or without words or a reason."""
    raise NotImplementedError


def propose_review(session: Session, meeting_id: str) -> ReviewProposal:
    """Return the latest review date by the timescale for the agreed level (or the level before it)."""
    raise NotImplementedError
