"""Forge the record of who did what in every way that a person with the file open could, and see whether it is found."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models.audit import TRIGGERS
from cremeet.vault import audit
from cremeet.vault.audit import Head

TEXTS = ("at", "who", "action", "target", "detail")
KINDS = ("edit", "delete", "insert", "swap", "cut")


def fill(session: Session, entries: int) -> Head:
    """Note `entries` things that were done and return the head, which is the anchor."""
    for number in range(entries):
        audit.note(session, audit.VIEWED, f"child/{number % 7}", found=number)
    session.commit()
    return audit.head(session)


@contextmanager
def forged(session: Session, kind: str, source: random.Random) -> Iterator[None]:
    """Do one forgery of the kind, with the triggers out of the way, and take it back afterwards."""
    connection = session.connection()
    count = connection.exec_driver_sql("SELECT max(seq) FROM audit").scalar_one()
    point = connection.begin_nested()
    for name in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    _FORGE[kind](connection, count, source)
    try:
        yield
    finally:
        point.rollback()


def _edit(connection: sa.Connection, count: int, source: random.Random) -> None:
    seq, field = source.randrange(1, count + 1), source.choice((*TEXTS, "prev", "mac", "seal", "kind"))
    if field in TEXTS:
        connection.exec_driver_sql(f"UPDATE audit SET {field} = {field} || 'x' WHERE seq = ?", (seq,))
    elif field == "seal":  # the seal fits the entry before, not this one
        connection.exec_driver_sql("UPDATE audit SET mac = prev WHERE seq = ?", (seq,))
    elif field == "kind":  # the same letters, but not text any more
        connection.exec_driver_sql("UPDATE audit SET who = CAST(who AS BLOB) WHERE seq = ?", (seq,))
    else:
        connection.exec_driver_sql(f"UPDATE audit SET {field} = ? WHERE seq = ?", (secrets.token_bytes(32), seq))


def _delete(connection: sa.Connection, count: int, source: random.Random) -> None:
    seq = source.randrange(1, count)
    connection.exec_driver_sql("DELETE FROM audit WHERE seq = ?", (seq,))
    if source.random() < 0.5:  # and close the gap
        _renumber(connection, seq, -1)


def _insert(connection: sa.Connection, count: int, source: random.Random) -> None:
    seq = source.randrange(1, count + 2)  # also after the last: the secret is not known
    _renumber(connection, seq - 1, 1)
    copied = source.randrange(1, count + 1)
    connection.exec_driver_sql(
        "INSERT INTO audit SELECT ?, at, who, action, target, detail, prev, mac FROM audit WHERE seq = ?",
        (seq, copied + (copied >= seq)),
    )


def _swap(connection: sa.Connection, count: int, source: random.Random) -> None:
    first, second = source.sample(range(1, count + 1), 2)
    for old, new in ((first, -1), (second, first), (-1, second)):
        connection.exec_driver_sql("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))


def _cut(connection: sa.Connection, count: int, source: random.Random) -> None:
    connection.exec_driver_sql("DELETE FROM audit WHERE seq > ?", (source.randrange(0, count),))


def _renumber(connection: sa.Connection, after: int, by: int) -> None:
    """Move every number greater than `after`, by way of negative ones, so that none is there twice in between."""
    connection.exec_driver_sql("UPDATE audit SET seq = -seq WHERE seq > ?", (after,))
    connection.exec_driver_sql("UPDATE audit SET seq = -seq + ? WHERE seq < 0", (by,))


_FORGE: dict[str, Callable[[sa.Connection, int, random.Random], None]] = {
    "edit": _edit,
    "delete": _delete,
    "insert": _insert,
    "swap": _swap,
    "cut": _cut,
}


def found(session: Session, anchor: Head | None, times: int, source: random.Random) -> Counter[tuple[str, bool]]:
    """Forge `times` times, kind after kind, and count (kind, whether the check with this anchor found it)."""
    counted: Counter[tuple[str, bool]] = Counter()
    for number in range(times):
        kind = KINDS[number % len(KINDS)]
        with forged(session, kind, source):
            counted[kind, not audit.check(session, [anchor]).ok] += 1
    return counted
