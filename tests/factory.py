"""One valid thing each: invented people and records that look it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from cremeet.clock import SteppingClock
from cremeet.services import children, directory, episodes, invitations, planning
from cremeet.services.children import ChildDetails
from cremeet.services.directory import ProfessionalDetails
from cremeet.services.episodes import EpisodeDetails
from cremeet.services.planning import MeetingPlan

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A working Monday, the day on which tests stand unless they move."""

PROFESSIONALS = (
    ProfessionalDetails("Amira Testkhan", "police", "Detective sergeant", "Testshire Police"),
    ProfessionalDetails("Priya Testnair", "social-care", "Social worker", "Testshire Council"),
    ProfessionalDetails("Lowri Testwyn", "health", "Safeguarding nurse", "Testshire Health Trust"),
    ProfessionalDetails("Mark Testbell", "education", "Designated safeguarding lead", "Invented Academy"),
)


def context(clock: SteppingClock | None = None, who: str = "Minnie Taker") -> dict[str, Any]:
    """Return what `session.info` carries: who, clock, random, packs."""
    return {"who": who, "clock": clock or SteppingClock(MONDAY), "random": random.Random(7), "packs": {}}


def child(session: Session, **changes: Any) -> str:
    """Add an invented child of 14 and return the id."""
    details: dict[str, Any] = {"given_names": "Robin", "family_name": "Testwood", "born_on": date(2012, 5, 4)}
    return children.add_child(session, ChildDetails(**details | changes)).child_id


def episode(session: Session, child_id: str | None = None, **changes: Any) -> str:
    """Open an invented episode (for a fresh child unless one is given) and return the id."""
    details: dict[str, Any] = {"opened_on": date(2026, 11, 16), "types": ("cse",)}
    return episodes.open_episode(session, child_id or child(session), EpisodeDetails(**details | changes))


def professionals(session: Session) -> tuple[str, ...]:
    """Add four invented professionals (police, social care, health, education) and return their ids."""
    return tuple(directory.add_professional(session, details).id for details in PROFESSIONALS)


def meeting(session: Session, episode_id: str | None = None, *, kind: str = "initial", **changes: Any) -> str:
    """Plan an invented meeting with the four professionals invited and return the id."""
    details: dict[str, Any] = {
        "kind": kind,
        "trigger": "Referral",
        "triggered_on": date(2026, 11, 20),
        "starts_at": MONDAY,
        "planned_minutes": 90,
        "chair": "Cher Person",
        "minute_taker": "Minnie Taker",
    }
    meeting_id = planning.plan_meeting(session, episode_id or episode(session), MeetingPlan(**details | changes))
    invitations.invite(session, meeting_id, professionals(session))
    return meeting_id
