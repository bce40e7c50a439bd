"""What changed: one row for each changed field, written from the session's flush so that no verb can forget it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from cremeet.models import Base, History


def watch(session: Session) -> None:
    """Keep history in this session from now on, and note in `session.info["touched"]` what each flush changed.

    `session.info` holds `who` (a display name) and `clock`. Bulk statements raise RuntimeError: they would
    pass history by.
    """
    event.listen(session, "before_flush", _keep)
    event.listen(session, "do_orm_execute", _refuse_bulk)


def _keep(session: Session, *_: object) -> None:
    touched: set[tuple[str, str]] = session.info.setdefault("touched", set())
    clock: Callable[[], datetime] = session.info["clock"]
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not _counts(session, row):
            continue
        _give_id(row)
        touched.add((type(row).__name__, row.id))
        if not row.__keep_history__:
            continue
        for field, old, new in _changes(row, deleted=row in session.deleted):
            session.add(
                History(
                    at=clock(),
                    who=session.info["who"],
                    thing=type(row).__name__,
                    thing_id=row.id,
                    field=field,
                    old=old,
                    new=new,
                )
            )


def _counts(session: Session, row: Any) -> bool:
    if isinstance(row, History):
        return False
    return row in session.new or row in session.deleted or session.is_modified(row)


def _give_id(row: Any) -> None:
    """Draw the key now: its default would only run in the flush, after history was written."""
    if row.id is None:
        row.id = type(row).__table__.c.id.default.arg(None)


def _changes(row: Base, *, deleted: bool) -> list[tuple[str, str | None, str | None]]:
    """Return (field, from, to) for each column that changes; a deleted row's fields go to nothing."""
    state = sa.inspect(row)
    found: list[tuple[str, str | None, str | None]] = []
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if deleted:
            kept = state.attrs[attribute.key].value
            if _says_something(kept):
                found.append((attribute.key, _words(kept), None))
            continue
        if not history.added:
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0]
        if old != new and (_says_something(old) or _says_something(new)):
            found.append((attribute.key, _words(old), _words(new)))
    return found


def _says_something(value: object) -> bool:
    return value is not None and value not in ("", [])


def _words(value: object) -> str | None:
    """Return a value as JSON text, or None for nothing."""
    if not _says_something(value):
        return None
    if isinstance(value, datetime | date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _refuse_bulk(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and getattr(mapper.class_, "__keep_history__", True):
        raise RuntimeError(
            f"a bulk statement on {mapper.class_.__name__} would leave no history; change its rows instead"
        )
