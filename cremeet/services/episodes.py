"""Episodes: opening a concern, changing what it is about, closing it with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Child, Episode, Meeting
from cremeet.services.packs import practice
from cremeet.services.unit import find, fresh_reference, today


@dataclass(frozen=True, slots=True)
class EpisodeDetails:
    """What a person may enter about an episode; all but the texts are practice ids."""

    opened_on: date
    types: tuple[str, ...]
    source: str = ""
    factors: tuple[str, ...] = ()
    status: str = "open"
    summary: str = ""
    exploitation_confirmed: bool = False


def open_episode(session: Session, child_id: str, details: EpisodeDetails) -> str:
    """Open an episode and return its id.

    Raises RuleError without a type, or while another episode of the child is open.
    """
    child = find(session, Child, child_id, "child")
    _check(session, details)
    if any(episode.closed_on is None for episode in child.episodes):
        raise RuleError("This child already has an open episode; go on with it, or close it first.")
    row = Episode(
        child=child,
        reference=fresh_reference(session, "EP", lambda found: _taken(session, found)),
        **_columns(details),
    )
    session.add(row)
    session.flush()
    return row.id


def change_episode(session: Session, episode_id: str, details: EpisodeDetails) -> None:
    """Change an episode; raises RuleError as `open_episode` does, or when it is closed."""
    row = find(session, Episode, episode_id, "episode")
    _check(session, details)
    if row.closed_on is not None:
        raise RuleError("This episode is closed and can no longer be changed; open a new one if there is new concern.")
    for field, value in _columns(details).items():
        setattr(row, field, value)
    session.flush()


def close_episode(session: Session, episode_id: str, on: date, reason: str, *, status: str = "closed") -> None:
    """Close (or transfer) an episode with its reason.

    Raises RuleError without one, for a day before it was opened or to come, while a meeting is live, or when it is
    closed already: why it was closed stands.
    """
    row = find(session, Episode, episode_id, "episode")
    if row.closed_on is not None:
        raise RuleError("This episode is closed already, and its reason stands.")
    if not reason.strip():
        raise RuleError("Closing an episode needs a reason; please say why support ends or moves.")
    if on < row.opened_on:
        raise RuleError("An episode cannot be closed before the day it was opened; please check the date.")
    if on > today(session):
        raise RuleError("An episode cannot be closed on a day to come; please check the date.")
    held = sa.select(Meeting.id).where(Meeting.episode_id == episode_id, Meeting.state.in_(("live", "adjourned")))
    if session.scalar(held.limit(1)) is not None:
        raise RuleError("A meeting about this episode is still under way; end it before closing the episode.")
    row.status, row.closed_on, row.closing_reason = status, on, reason
    session.flush()


def _check(session: Session, details: EpisodeDetails) -> None:
    if not details.types:
        raise RuleError("An episode needs at least one type of exploitation; choose what is suspected.")
    if details.opened_on > today(session):
        raise RuleError("An episode cannot be opened on a day to come; please check the date.")
    known = {choice.id for choice in practice(session).choices.exploitation_types}
    if not set(details.types) <= known:
        raise RuleError("One of the types of exploitation is not in the practice pack; choose from the list.")


def _columns(details: EpisodeDetails) -> dict[str, Any]:
    return asdict(details) | {"types": list(details.types), "factors": list(details.factors)}


def _taken(session: Session, reference: str) -> bool:
    return session.scalar(sa.select(Episode.id).where(Episode.reference == reference)) is not None
