"""Erase a child: every row about them and all that history kept of those rows, so that only the fact remains.

What belongs to a child is found by following every reference of every table, so that a table that is added later is not
forgotten. Rows that were taken away earlier are found by the references that history remembers. What other children's
records say in words is theirs and stays; a link between two children goes.

The rows go in one unit of work. What SQLite leaves of them between other rows goes when the record is written anew
(`vault.compacting`), which must follow. Backups made before still hold the child: replace them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Base, Child, History, Meeting
from cremeet.services.packs import practice
from cremeet.services.unit import find
from cremeet.vault import audit, compacting

_AT_ONCE = 500
"""Ids in one statement: SQLite takes no more than some tens of thousands, and older ones 999."""

Ids = dict[str, set[str]]
"""Ids of rows by table."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes: the child's reference, how many rows in all, meetings among them, and lines of history."""

    reference: str
    rows: int
    meetings: int
    history: int


def what_would_go(session: Session, child_id: str) -> Erasure:
    """Return what an erasure would take away, to be shown before it is confirmed."""
    child = find(session, Child, child_id, "child")
    return _counted(session, child.reference, _belonging(session, child_id))


def erase_child(session: Session, child_id: str, reason: str) -> Erasure:
    """Take away every row about a child; the audit keeps that it was done, why and by whom.

    `reason` is an id of the practice pack's list of erasure reasons. Raises RuleError for another, or while any meeting
    is live (the record is written anew afterwards, and nobody should wait for that while minutes are taken).
    """
    if not practice(session).choices.has("erasure_reasons", reason):
        raise RuleError("An erasure needs one of the listed reasons; please choose one.")
    if session.scalar(sa.select(sa.func.count()).select_from(Meeting).where(Meeting.state == "live")):
        raise RuleError("A child cannot be erased while a meeting is live; end or adjourn the meeting first.")
    child = find(session, Child, child_id, "child")
    session.flush()
    belonging = _belonging(session, child_id)
    erased = _counted(session, child.reference, belonging)
    session.expunge_all()  # or a row in memory would be written back
    _delete(session, belonging)
    counted = {"rows": erased.rows, "meetings": erased.meetings}
    audit.note(session, audit.ERASED, f"child/{child_id}", reason=reason, reference=erased.reference, **counted)
    compacting.make_due(session)
    return erased


def _belonging(session: Session, child_id: str) -> Ids:
    """Return the ids of the child's rows, those that history alone remembers among them."""
    remembered = _remembered(session)
    found: Ids = {"child": {child_id}}
    waiting = [("child", {child_id})]
    while waiting:
        parent, ids = waiting.pop()
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table.name != parent:
                    continue
                new = _pointing(session, table, key.parent, ids)
                once = {row for one in ids for row in remembered.get((table.name, key.parent.name, one), ())}
                new |= once - _alive(session, table, once)  # one that is alive belongs where it points now
                new -= found.setdefault(table.name, set())
                if new:
                    found[table.name] |= new
                    waiting.append((table.name, new))
    return found


def _pointing(session: Session, table: sa.Table, column: sa.Column[str], ids: Iterable[str]) -> set[str]:
    return {
        row_id for some in _batched(ids) for row_id in session.scalars(sa.select(table.c.id).where(column.in_(some)))
    }


def _alive(session: Session, table: sa.Table, ids: Iterable[str]) -> set[str]:
    return _pointing(session, table, table.c.id, ids)


def _remembered(session: Session) -> dict[tuple[str, str, str], set[str]]:
    """Return which rows ever pointed where, as history tells: {(table, column, id pointed at): ids of rows}."""
    tables = {mapper.class_.__name__: mapper.class_.__tablename__ for mapper in Base.registry.mappers}
    columns = {key.parent.name for table in Base.metadata.sorted_tables for key in table.foreign_keys}
    asked = sa.select(History.thing, History.thing_id, History.field, History.old, History.new)
    found: dict[tuple[str, str, str], set[str]] = {}
    for thing, thing_id, field, *values in session.execute(asked.where(History.field.in_(columns))):
        for value in values:
            if value:
                found.setdefault((tables.get(thing, ""), field, json.loads(value)), set()).add(thing_id)
    return found


def _counted(session: Session, reference: str, belonging: Ids) -> Erasure:
    lines = sum(
        session.scalar(sa.select(sa.func.count()).select_from(History).where(History.thing_id.in_(some))) or 0
        for some in _batches(belonging)
    )
    alive = {
        table.name: _alive(session, table, belonging[table.name])
        for table in Base.metadata.sorted_tables
        if table.name in belonging
    }
    return Erasure(reference, sum(len(ids) for ids in alive.values()), len(alive.get("meeting", ())), lines)


def _delete(session: Session, belonging: Ids) -> None:
    """Take rows and history away past the unit's own history, which would keep their last words."""
    connection = session.connection()
    for some in _batches(belonging):  # by way of the session, which refuses it in a copy that may only be read
        session.execute(sa.delete(History).where(History.thing_id.in_(some)))
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a meeting points at the one before it
    names = {mapper.class_.__tablename__: mapper.class_.__name__ for mapper in Base.registry.mappers}
    touched: set[tuple[str, str]] = session.info.setdefault("touched", set())
    for table in reversed(Base.metadata.sorted_tables):
        ids = belonging.get(table.name, set())
        touched.update((names[table.name], each) for each in ids)
        for some in _batched(ids):
            connection.execute(sa.delete(table).where(table.c.id.in_(some)))


def _batches(belonging: Ids) -> Iterator[list[str]]:
    return _batched([each for ids in belonging.values() for each in ids])


def _batched(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = list(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
