"""Decisions with their reasons, and the dissent of any agency that does not agree."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet.services.meetings import DecisionRecord


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """A decision as entered; `outcome` is a practice id or empty; `tag` empty means the item's default, else professionals."""

    words: str
    reason: str = ""
    outcome: str = ""
    dissent_asked: bool = False
    escalated_to: str = ""
    tag: str = ""


def decide(session: Session, item_id: str, details: DecisionDetails) -> DecisionRecord:
    """Add a decision with its minute entry at the end of an item. Raises RuleError as `minutes.add_entry` does."""
    raise NotImplementedError


def change_decision(session: Session, decision_id: str, details: DecisionDetails) -> DecisionRecord:
    """Change a decision; its entry's words follow."""
    raise NotImplementedError


def dissent(session: Session, decision_id: str, agency: str, reason: str, person: str = "") -> DecisionRecord:
    """Keep an agency's dissent, once for each agency (again replaces it); raises RuleError without a reason."""
    raise NotImplementedError


def no_dissent(session: Session, decision_id: str) -> DecisionRecord:
    """Keep that every agency was asked and none dissents; earlier dissents of this decision are removed (history keeps them)."""
    raise NotImplementedError
