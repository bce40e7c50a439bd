"""What the record has a day for, of one episode: meetings, levels, actions, and what happened around the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.counting import counted
from cremeet.models import Action, Meeting
from cremeet.services.circumstances import Circumstances
from cremeet.services.packs import pack_of
from cremeet.services.titles import title

if TYPE_CHECKING:
    from cremeet.services.child_page import LevelPoint

Kind = Literal["meeting", "planned", "level", "agreed", "done", "missing", "interview", "nrm", "measure"]


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened on a day.

    `words` are a meeting's kind and reference, a level, an action's number, or how it went; `level` is a level's id.
    `tag` is the handling tag of the action or measure with `about_id`; everything else carries none.
    """

    on: date
    kind: Kind
    words: str
    level: str = ""
    tag: str = ""
    about_id: str = ""


def dated(
    session: Session,
    episode_id: str,
    levels: Sequence[LevelPoint],
    around: Circumstances,
    *,
    until: date | None = None,
) -> tuple[Dated, ...]:
    """Return what happened in an episode, oldest first, up to and with `until`; levels and circumstances as given."""
    found = [
        *_meetings(session, episode_id),
        *(Dated(point.on, "level", point.title, level=point.level) for point in levels),
        *_actions(session, episode_id),
        *_around(around),
    ]
    kept = [one for one in found if until is None or one.on <= until]
    return tuple(sorted(kept, key=lambda one: one.on))  # of one day in the order above


def _meetings(session: Session, episode_id: str) -> Iterator[Dated]:
    query = sa.select(Meeting).where(Meeting.episode_id == episode_id).order_by(Meeting.planned_start, Meeting.id)
    for row in session.scalars(query):
        words = f"{title(pack_of(session, row.practice_id), 'agendas', row.kind)}, {row.reference}"
        held = row.started_at or row.planned_start
        yield Dated(london_date(held), "planned" if row.started_at is None else "meeting", words)


def _actions(session: Session, episode_id: str) -> Iterator[Dated]:
    """Yield each action on the day of the meeting that agreed it, and again on the day on which it was done."""
    query = (
        sa.select(Action, Meeting.started_at, Meeting.planned_start)
        .join(Meeting, Meeting.id == Action.meeting_id)
        .where(Action.episode_id == episode_id, sa.not_(Action.withdrawn))
        .order_by(Action.number)
    )
    for row, started_at, planned_start in session.execute(query):
        agreed_on = london_date(started_at or planned_start)
        yield Dated(agreed_on, "agreed", f"A{row.number}", tag=row.tag, about_id=row.id)
        if row.status == "done" and row.completed_on is not None:
            yield Dated(row.completed_on, "done", f"A{row.number}", tag=row.tag, about_id=row.id)


def _around(around: Circumstances) -> Iterator[Dated]:
    for missing in around.missing:
        hours = missing.hours_missing
        lasted = "not found yet" if hours is None else counted(round(hours), "hour")
        yield Dated(london_date(missing.details.missing_from), "missing", lasted)
        if missing.details.interview_at is not None:
            yield Dated(london_date(missing.details.interview_at), "interview", "")
    for nrm in around.nrm:
        yield Dated(nrm.details.considered_on, "nrm", "referred" if nrm.details.referred else "not referred")
    for measure in around.disruption:
        words = f"{measure.measure_title}, {measure.stage_title}"
        yield Dated(measure.details.stage_on, "measure", words, tag=measure.tag, about_id=measure.disruption_id)
