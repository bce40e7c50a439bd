"""Who is there: presence, lateness, apologies, deputies, reports sent ahead, and the quorum."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.services.meetings import PersonRecord, QuorumRecord


def mark(
    session: Session, attendance_id: str, status: str, *, reason: str = "", at: datetime | None = None
) -> PersonRecord:
    """Set a person's status (invited, present, part, apologies, no-response, withdrew); present keeps the arrival `at` (now).

    Raises RuleError for an unknown status.
    """
    raise NotImplementedError


def leave(session: Session, attendance_id: str, at: datetime | None = None) -> PersonRecord:
    """Keep the moment a person left; they count as having attended in part."""
    raise NotImplementedError


def add_arrival(
    session: Session,
    meeting_id: str,
    name: str,
    role: str,
    agency: str,
    *,
    part: str = "professional",
    deputy_for: str = "",
) -> PersonRecord:
    """Add somebody who came without an invitation, or as a deputy, present from now."""
    raise NotImplementedError


def record_report(
    session: Session,
    attendance_id: str,
    words: str,
    received_on: date,
    *,
    tag: str = "professionals",
    cannot_share: str = "",
) -> PersonRecord:
    """Keep an agency's written report, in advance or at the table; `cannot_share` says what may not be shared here."""
    raise NotImplementedError


def quorum(session: Session, meeting_id: str) -> QuorumRecord:
    """Return whether those present meet the pack's rule, and why."""
    raise NotImplementedError


def go_on_without_quorum(session: Session, meeting_id: str, reason: str) -> QuorumRecord:
    """Keep the chair's reason for going on; raises RuleError without one."""
    raise NotImplementedError


def agree_actions(session: Session, attendance_id: str, *, agreed: bool = True) -> PersonRecord:
    """Tick (or untick) at the read-back that a person agrees the actions they own."""
    raise NotImplementedError
