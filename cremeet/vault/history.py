"""What changed: one row for each changed field, written from the session's flush so that no verb can forget it.

The rows are written after the flush has given keys, defaults and references their values, and before anything is
committed, on the same connection: a change and its history stand or fall together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from cremeet.errors import ReadOnlyVaultError
from cremeet.models import Base, History

READ_ONLY = "read_only"
"""The engine's option that says, in one sentence, why nothing may be changed; entries of the audit are still added."""


class Change(NamedTuple):
    """One field's value before and after: JSON text, or None for nothing."""

    field: str
    old: str | None
    new: str | None


def watch(session: Session) -> None:
    """Keep history in this session from now on, and note in `session.info["touched"]` what each flush changed.

    What the audit will say of it is gathered in `session.info["changed"]` and `["about"]`.

    `session.info` holds `who` (a display name) and `clock`. Statements that change rows past the unit of work raise
    RuntimeError, a fault of ours: they would pass history by. Every change raises ReadOnlyVaultError where the engine
    says so (READ_ONLY).
    """
    keeper = _Keeper()
    event.listen(session, "before_flush", keeper.before)
    event.listen(session, "after_flush", keeper.after)
    event.listen(session, "do_orm_execute", _refuse_past_the_flush)


class _Keeper:
    """One session's memory across a flush: what a row held can only be read before it is deleted."""

    def __init__(self) -> None:
        self._leaving: list[tuple[Base, list[Change]]] = []

    def before(self, session: Session, *_: object) -> None:
        if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
            _refuse_where_read_only(session)
        self._leaving = [(row, list(_last_values(row))) for row in session.deleted]

    def after(self, session: Session, *_: object) -> None:
        found = [(row, list(_first_values(row))) for row in session.new]
        found += [(row, list(_changes(row))) for row in session.dirty if session.is_modified(row)]
        found += self._leaving
        self._leaving = []
        touched: set[tuple[str, str]] = session.info.setdefault("touched", set())
        touched.update((type(row).__name__, row.id) for row, _ in found if not isinstance(row, History))
        _collect(session, [row for row, changes in found if changes and row.__keep_history__])
        clock: Callable[[], datetime] = session.info["clock"]
        at, who = clock(), session.info["who"]
        lines = [
            {"at": at, "who": who, "thing": type(row).__name__, "thing_id": row.id, **change._asdict()}
            for row, changes in found
            if row.__keep_history__
            for change in changes
        ]
        if lines:
            session.connection().execute(sa.insert(History), lines)


def _collect(session: Session, rows: list[Any]) -> None:
    """Note for the audit which rows with history changed, and which meetings, episodes and children they belong to."""
    changed: dict[str, dict[str, None]] = session.info.setdefault("changed", {})
    about: dict[str, set[str]] = session.info.setdefault("about", {})
    for row in rows:
        changed.setdefault(type(row).__name__, {})[row.id] = None
        values = sa.inspect(row).dict | {f"{row.__tablename__}_id": row.id}
        for whole in ("meeting", "episode", "child", "assessment", "decision"):
            if values.get(f"{whole}_id"):
                about.setdefault(whole, set()).add(values[f"{whole}_id"])


def _fields(row: Base) -> Iterator[str]:
    return (attribute.key for attribute in sa.inspect(row).mapper.column_attrs)


def _first_values(row: Base) -> Iterator[Change]:
    held = sa.inspect(row).dict
    for field in _fields(row):
        new = _words(held.get(field))
        if new is not None:
            yield Change(field, None, new)


def _changes(row: Base) -> Iterator[Change]:
    attributes = sa.inspect(row).attrs
    for field in _fields(row):
        history = attributes[field].history
        if history.added:
            old, new = _words(history.deleted[0] if history.deleted else None), _words(history.added[0])
            if old != new:
                yield Change(field, old, new)


def _last_values(row: Base) -> Iterator[Change]:
    attributes = sa.inspect(row).attrs
    for field in _fields(row):
        old = _words(attributes[field].value)
        if old is not None:
            yield Change(field, old, None)


def _words(value: object) -> str | None:
    """Return a value as JSON text, or None for nothing: no value, no words, an empty list."""
    if value is None or value in ("", []):
        return None
    if isinstance(value, datetime | date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _refuse_where_read_only(session: Session) -> None:
    sentence = session.get_bind().get_execution_options().get(READ_ONLY)
    if sentence:
        raise ReadOnlyVaultError(sentence)


def _refuse_past_the_flush(state: ORMExecuteState) -> None:
    statement = state.statement
    if isinstance(statement, sa.TextClause):
        if not str(statement).lstrip().lower().startswith(("select", "pragma")):
            raise RuntimeError("a statement written as text may only read; change rows through their classes")
        return
    if not isinstance(statement, sa.UpdateBase):
        return
    _refuse_where_read_only(state.session)
    named = str(getattr(statement.table, "name", ""))  # compared by name: the ORM wraps the table in a copy
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", None) == named and mapper.class_.__keep_history__:
            raise RuntimeError(
                f"a bulk statement on {mapper.class_.__name__} would leave no history; change its rows instead"
            )
