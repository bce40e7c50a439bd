"""What every verb may ask of its unit of work: the time, the day, the person at work and a fresh reference."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import Clock, london_date
from cremeet.errors import NotFoundError, RuleError
from cremeet.models import Base

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread aloud or on paper: no 0/O, 1/I/L, U
Row = TypeVar("Row", bound=Base)


def context(name: str, clock: Clock, source: random.Random | None = None) -> dict[str, Any]:
    """Return what a unit of work carries: who is at work, the clock, what references are drawn from, parsed packs.

    `noted` is what one sitting remembers of what it told the audit.
    """
    return {"who": name, "clock": clock, "random": source or random.SystemRandom(), "packs": {}, "noted": {}}


def now(session: Session) -> datetime:
    """Return the moment of this unit of work, aware, in UTC."""
    clock: Clock = session.info["clock"]
    return clock()


def today(session: Session) -> date:
    """Return today's date in England."""
    return london_date(now(session))


def who(session: Session) -> str:
    """Return the display name of the person at work."""
    name: str = session.info["who"]
    return name


def find(session: Session, table: type[Row], row_id: str, what: str) -> Row:
    """Return the row, or raise NotFoundError naming `what` it is ("meeting", "child")."""
    row = session.get(table, row_id)
    if row is None:
        raise NotFoundError(f"That {what} is not in this vault; it may belong to another vault.")
    return row


def fresh_reference(session: Session, prefix: str, taken: Callable[[str], bool]) -> str:
    """Return a short random reference such as CRE-7F3K that says nothing and is not `taken`.

    `session.info["random"]` is `random.SystemRandom` in use and seeded in the demonstration. Raises RuleError when the
    space of a million references is as good as full.
    """
    source: random.Random = session.info["random"]
    for length in (4, 4, 4, 4, 5, 5, 6, 6, 8):
        reference = f"{prefix}-{''.join(source.choice(_ALPHABET) for _ in range(length))}"
        if not taken(reference):
            return reference
    raise RuleError("No free reference was found; please try again.")


def next_number(session: Session, column: sa.orm.InstrumentedAttribute[int], *where: sa.ColumnElement[bool]) -> int:
    """Return one more than the highest `column` among the rows that match `where` (1 for the first)."""
    return (session.scalar(sa.select(sa.func.max(column)).where(*where)) or 0) + 1
