"""Read who did what: the newest entries first, a page at a time, by day, person, action and record.

An entry names a record by its id. What people know it by, its short reference, is looked up here when it is shown, so
that the log itself holds nothing that an erasure would have to change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london
from cremeet.models import AuditEntry, Child, Episode, Meeting
from cremeet.vault import audit
from cremeet.vault.audit import Head

GONE = "gone"
"""The kind of a record that is not in this vault any more."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries: days in England, both included; a person's name as the log has it; an action; a record.

    `target` is like "meeting/<id>"; "child/<id>" also finds what was done to the child's episodes and meetings.
    `before` is the number of the last entry of the page before, 0 for the first page.
    """

    since: date | None = None
    until: date | None = None
    who: str = ""
    action: str = ""
    target: str = ""
    before: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class About:
    """The record that an entry is about: child, episode, meeting or gone, its reference and the child's.

    All is empty for an entry about no one record.
    """

    kind: str = ""
    reference: str = ""
    child_reference: str = ""
    child_id: str = ""
    meeting_id: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry. `who` is empty where nobody was known; `at` is None where what is kept is no moment (a forgery)."""

    seq: int
    at: datetime | None
    who: str
    action: str
    about: About
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page, how many match in all, and the head of the whole chain as it is printed on issued documents."""

    lines: tuple[AuditLine, ...]
    total: int
    head: Head


def audit_log(session: Session, wanted: AuditFilter) -> AuditPage:
    """Return one page of entries."""
    where = _where(session, wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(AuditEntry).where(*where)) or 0
    if wanted.before:
        where.append(AuditEntry.seq < wanted.before)
    rows = session.scalars(
        sa.select(AuditEntry).where(*where).order_by(AuditEntry.seq.desc()).limit(wanted.limit)
    ).all()
    abouts = _abouts(session, {row.target for row in rows if row.target})
    lines = (
        AuditLine(row.seq, _moment(row.at), row.who, row.action, abouts.get(row.target, About()), _detail(row.detail))
        for row in rows
    )
    return AuditPage(tuple(lines), total, audit.head(session))


def people_in_log(session: Session) -> tuple[str, ...]:
    """Return the names of those who did something, for a filter to offer."""
    found = session.scalars(sa.select(AuditEntry.who).where(AuditEntry.who != "").distinct())
    return tuple(sorted(found, key=str.casefold))


def _where(session: Session, wanted: AuditFilter) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if wanted.since is not None:
        where.append(AuditEntry.at >= audit.stamp(london(wanted.since)))
    if wanted.until is not None:
        where.append(AuditEntry.at < audit.stamp(london(wanted.until + timedelta(days=1))))
    if wanted.who:
        where.append(AuditEntry.who == wanted.who)
    if wanted.action:
        where.append(AuditEntry.action == wanted.action)
    if wanted.target:
        where.append(AuditEntry.target.in_(_targets(session, wanted.target)))
    return where


def _targets(session: Session, target: str) -> list[str]:
    """Return a target with those that are part of it."""
    kind, _, row_id = target.partition("/")
    if kind != "child":
        return [target]
    episodes = list(session.scalars(sa.select(Episode.id).where(Episode.child_id == row_id)))
    meetings = session.scalars(sa.select(Meeting.id).where(Meeting.episode_id.in_(episodes)))
    return [target, *(f"episode/{each}" for each in episodes), *(f"meeting/{each}" for each in meetings)]


def _abouts(session: Session, targets: Iterable[str]) -> dict[str, About]:
    """Look up, with one question for each kind, what the targets are known by."""
    asked: dict[str, dict[str, str]] = {}
    for target in targets:
        kind, _, row_id = target.partition("/")
        asked.setdefault(kind, {})[row_id] = target
    found = {target: About(GONE) for kind in ("child", "episode", "meeting") for target in asked.get(kind, {}).values()}
    known = sa.select(Child.id, Child.reference)
    for child_id, reference in session.execute(known.where(Child.id.in_(asked.get("child", {})))):
        found[asked["child"][child_id]] = About("child", reference, reference, child_id)
    of_episode = known.add_columns(Episode.id, Episode.reference).join(Episode, Episode.child_id == Child.id)
    wanted = of_episode.where(Episode.id.in_(asked.get("episode", {})))
    for child_id, child, episode_id, reference in session.execute(wanted):
        found[asked["episode"][episode_id]] = About("episode", reference, child, child_id)
    of_meeting = known.add_columns(Meeting.id, Meeting.reference).join(Episode, Episode.child_id == Child.id)
    met = of_meeting.join(Meeting, Meeting.episode_id == Episode.id).where(Meeting.id.in_(asked.get("meeting", {})))
    for child_id, child, meeting_id, reference in session.execute(met):
        found[asked["meeting"][meeting_id]] = About("meeting", reference, child, child_id, meeting_id)
    return found


def _moment(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words).astimezone(UTC)
    except ValueError:
        return None


def _detail(words: str) -> dict[str, Any]:
    try:
        found = json.loads(words or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
