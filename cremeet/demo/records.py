"""Fill an open vault with the demonstration: the cast, what happened around them, and their meetings."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cremeet import paths
from cremeet.clock import SteppingClock, london
from cremeet.demo import around, kacper, others, people
from cremeet.demo.play import Stage, play
from cremeet.practice import loader
from cremeet.services import children, directory, episodes, packs
from cremeet.services.unit import context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SEED = "cremeet demonstration"
WHO = "Dominic Placeholder"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the demonstration made: the meeting whose documents it leaves, by id, and how many children and meetings."""

    meeting_id: str
    children: int
    meetings: int


def demo_context(clock: SteppingClock) -> dict[str, Any]:
    """Return what a unit of work carries in the demonstration: its references are the same from run to run."""
    return context(WHO, clock, random.Random(SEED))  # noqa: S311 - references that say nothing, no secret


def fill(session: Session, clock: SteppingClock, day: date) -> Filled:
    """Fill an empty record as it stands on `day`, and leave the clock at that day's end of work."""
    clock.set(london(day - timedelta(days=600), 9))
    packs.adopt(session, loader.load(paths.shipped_practice()))
    for professional in people.PROFESSIONALS:
        directory.add_professional(session, professional)
    stage = Stage(session, clock, packs.practice(session).timescales.next_working(day))
    episode_of: dict[str, str] = {}
    child_of: dict[str, str] = {}
    for cast in people.cast(day):
        clock.set(london(day - timedelta(days=30 * cast.months), 9))
        child_of[cast.key] = children.add_child(session, cast.child).child_id
        episode_of[cast.key] = episodes.open_episode(session, child_of[cast.key], cast.episode(day))
    children.link_children(
        session, child_of["kacper"], child_of["zofia"], "sibling", "Lives with him and their mother."
    )
    around.fill(stage, episode_of)
    last: str | None = None
    for script in kacper.scripts():
        last = play(stage, episode_of["kacper"], script, last)
    assert last is not None
    held = len(kacper.scripts()) + others.fill(stage, episode_of)
    clock.set(london(stage.day, 17))
    return Filled(last, len(child_of), held)
