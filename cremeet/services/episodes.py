"""Episodes: opening a concern, changing what it is about, closing it with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session


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
    """Open an episode and return its id. Raises RuleError without a type, or while another episode of the child is open."""
    raise NotImplementedError


def change_episode(session: Session, episode_id: str, details: EpisodeDetails) -> None:
    """Change an episode; raises RuleError as `open_episode` does, or when it is closed."""
    raise NotImplementedError


def close_episode(session: Session, episode_id: str, on: date, reason: str, *, status: str = "closed") -> None:
    """Close (or transfer) an episode with its reason. Raises RuleError without one, or while a meeting is live."""
    raise NotImplementedError
