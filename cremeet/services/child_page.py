"""A child's page: who they are, their episodes, levels, meetings, circumstances and open actions."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.models import Action, Assessment, Child, Episode, Meeting
from cremeet.practice.pack import Pack
from cremeet.services.child_list import OPEN_STATUSES
from cremeet.services.children import CarerDetails, ChildDetails, Identity, LinkRecord, MeetingLine, identity, links
from cremeet.services.circumstances import ConcernRecord, DisruptionRecord, MissingRecord, NrmRecord, circumstances
from cremeet.services.looking import looked_at
from cremeet.services.packs import pack_of, practice
from cremeet.services.timeline import Dated, dated
from cremeet.services.titles import title
from cremeet.services.unit import find, today


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """One agreed level in the history of an episode; `rank` orders levels from 0."""

    on: date
    level: str
    title: str
    rank: int
    score: int | None
    reason: str
    meeting_reference: str


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """An episode with all that a child's page shows of it; `type_titles` and `factor_titles` in the pack's words."""

    episode_id: str
    reference: str
    opened_on: date
    source: str
    types: tuple[str, ...]
    type_titles: tuple[str, ...]
    factors: tuple[str, ...]
    factor_titles: tuple[str, ...]
    status: str
    status_title: str
    summary: str
    exploitation_confirmed: bool
    level: str
    level_title: str
    levels: tuple[LevelPoint, ...]
    meetings: tuple[MeetingLine, ...]
    missing: tuple[MissingRecord, ...]
    concerns: tuple[ConcernRecord, ...]
    nrm: tuple[NrmRecord, ...]
    disruption: tuple[DisruptionRecord, ...]
    timeline: tuple[Dated, ...]
    open_actions: int
    overdue_actions: int
    missing_trigger: str = ""
    closed_on: date | None = None
    closing_reason: str = ""


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child's page. `legal_status_title` and the like are the pack's words for the ids in `details`."""

    identity: Identity
    details: ChildDetails
    titles: dict[str, str] = field(default_factory=dict)
    """Choice titles by field name: gender, ethnicity, legal_status, authority."""
    links: tuple[LinkRecord, ...] = ()
    episodes: tuple[EpisodeRecord, ...] = ()
    """Newest first; the first that is not closed is the current one."""


def child_page(session: Session, child_id: str) -> ChildPage:
    """Return everything a child's page shows, and note that it was looked at."""
    page = read_child(session, child_id)
    looked_at(session, "child", child_id)
    return page


def read_child(session: Session, child_id: str) -> ChildPage:
    """Return a child's page for what is made from it, where the reading of something else is noted."""
    row = find(session, Child, child_id, "child")
    pack = practice(session)
    details = child_details(row)
    titles = {
        name: title(pack, choices, getattr(row, name))
        for name, choices in (
            ("gender", "genders"),
            ("ethnicity", "ethnicities"),
            ("legal_status", "legal_statuses"),
            ("authority", "authorities"),
        )
        if getattr(row, name)
    }
    episodes = sorted(row.episodes, key=lambda episode: (episode.closed_on is None, episode.opened_on), reverse=True)
    return ChildPage(
        identity=identity(session, child_id),
        details=details,
        titles=titles,
        links=links(session, child_id),
        episodes=tuple(episode_record(session, episode.id) for episode in episodes),
    )


def child_details(row: Child) -> ChildDetails:
    """Return a child's row as the details that a form shows and gives back."""
    carers = tuple(
        CarerDetails(carer.name, carer.relationship_to_child, carer.parental_responsibility, carer.contact, carer.note)
        for carer in row.carers
    )
    plain = {known.name: getattr(row, known.name) for known in fields(ChildDetails) if known.name != "carers"}
    return ChildDetails(**plain, carers=carers)


def episode_record(session: Session, episode_id: str) -> EpisodeRecord:
    """Return one episode with its levels, meetings and circumstances."""
    row = find(session, Episode, episode_id, "episode")
    pack = practice(session)
    around = circumstances(session, episode_id)
    day = today(session)
    levels = levels_of(session, episode_id)
    opened = sa.select(Action).where(
        Action.episode_id == episode_id, Action.status.in_(OPEN_STATUSES), sa.not_(Action.withdrawn)
    )
    actions = session.scalars(opened).all()
    return EpisodeRecord(
        episode_id=row.id,
        reference=row.reference,
        opened_on=row.opened_on,
        source=row.source,
        types=tuple(row.types),
        type_titles=tuple(title(pack, "exploitation_types", known) for known in row.types),
        factors=tuple(row.factors),
        factor_titles=tuple(title(pack, "linked_factors", known) for known in row.factors),
        status=row.status,
        status_title=title(pack, "episode_statuses", row.status),
        summary=row.summary,
        exploitation_confirmed=row.exploitation_confirmed,
        level=row.level,
        level_title=title(pack, "levels", row.level),
        levels=levels,
        meetings=_meetings(session, row),
        missing=around.missing,
        concerns=around.concerns,
        nrm=around.nrm,
        disruption=around.disruption,
        timeline=dated(session, episode_id, levels, around),
        open_actions=len(actions),
        overdue_actions=sum(1 for action in actions if action.due_on is not None and action.due_on < day),
        missing_trigger=around.missing_trigger,
        closed_on=row.closed_on,
        closing_reason=row.closing_reason,
    )


def levels_of(session: Session, episode_id: str, *, until: date | None = None) -> tuple[LevelPoint, ...]:
    """Return the agreed levels of an episode, oldest first, up to and with `until`, each in its own pack's words."""
    query = (
        sa.select(Assessment, Meeting.reference)
        .outerjoin(Meeting, Meeting.id == Assessment.meeting_id)
        .where(Assessment.episode_id == episode_id, Assessment.agreed_level != "")
        .order_by(Assessment.assessed_on, Assessment.started_at)
    )
    if until is not None:
        query = query.where(Assessment.assessed_on <= until)
    return tuple(
        _level(row, reference or "", pack_of(session, row.practice_id)) for row, reference in session.execute(query)
    )


def _level(row: Assessment, reference: str, pack: Pack) -> LevelPoint:
    ranks = {level.id: level.rank for level in pack.levels.levels}
    return LevelPoint(
        on=row.assessed_on,
        level=row.agreed_level,
        title=title(pack, "levels", row.agreed_level),
        rank=ranks.get(row.agreed_level, 0),
        score=row.score,
        reason=row.agreed_reason,
        meeting_reference=reference,
    )


def _meetings(session: Session, episode: Episode) -> tuple[MeetingLine, ...]:
    query = sa.select(Meeting).where(Meeting.episode_id == episode.id).order_by(Meeting.planned_start.desc())
    return tuple(meeting_line(session, row, episode) for row in session.scalars(query))


def meeting_line(session: Session, row: Meeting, episode: Episode) -> MeetingLine:
    """Return a meeting as lists show it, in the words of its own pack."""
    pack = pack_of(session, row.practice_id)
    held_on = london_date(row.started_at or row.planned_start)
    return MeetingLine(
        meeting_id=row.id,
        reference=row.reference,
        kind=row.kind,
        kind_title=title(pack, "agendas", row.kind),
        state=row.state,
        starts_at=row.started_at or row.planned_start,
        level_after=row.level_after,
        level_after_title=title(pack, "levels", row.level_after),
        child_id=episode.child_id,
        child_name=f"{episode.child.given_names} {episode.child.family_name}",
        child_reference=episode.child.reference,
        late=row.due_on is not None and held_on > row.due_on,
    )
