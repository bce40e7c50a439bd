"""The record of who did what: entries that follow each other in one chain and are never changed.

Triggers refuse every change, also `INSERT OR REPLACE`, which deletes without asking where a key or a unique value is
there already: an entry has no unique value but its number, and a number may only be the next one.
"""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cremeet.models.base import Base, kept, key


class AuditEntry(Base):
    """One thing that was done: who, when, what (a fixed word), to which record (an id); never a word of a case.

    `at` is text (ISO 8601, UTC) because the chain covers what is written, to the letter; `detail` is JSON. `mac` seals
    the entry and `prev`, the seal of the entry before it. See `cremeet.vault.audit`.
    """

    __tablename__ = "audit"
    __keep_history__: ClassVar[bool] = False

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(sa.String(32), index=True)
    who: Mapped[str]
    action: Mapped[str] = mapped_column(sa.String(32))
    target: Mapped[str] = mapped_column(sa.String(64))
    detail: Mapped[str] = mapped_column(sa.Text())
    prev: Mapped[bytes]
    mac: Mapped[bytes]


class AuditKey(Base):
    """The one secret that seals the chain, made with the first entry; a change of the vault's own key leaves it."""

    __tablename__ = "audit_key"
    __keep_history__: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    secret: Mapped[bytes]


class VaultSetting(Base):
    """One setting that belongs to the vault and not to a machine; `value` is JSON text."""

    __tablename__ = "vault_setting"

    id: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True, active_history=True)
    value: Mapped[str] = kept()


TRIGGERS = {
    "audit_no_update": "BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END",
    "audit_no_delete": "BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END",
    "audit_next": (
        "BEFORE INSERT ON audit WHEN new.seq <> coalesce((SELECT max(seq) FROM audit), 0) + 1 "
        "BEGIN SELECT raise(ABORT, 'audit is append-only'); END"
    ),
    "audit_key_no_update": "BEFORE UPDATE ON audit_key BEGIN SELECT raise(ABORT, 'audit is append-only'); END",
    "audit_key_no_delete": "BEFORE DELETE ON audit_key BEGIN SELECT raise(ABORT, 'audit is append-only'); END",
    "audit_key_once": (
        "BEFORE INSERT ON audit_key WHEN new.id <> 1 OR EXISTS (SELECT 1 FROM audit_key) "
        "BEGIN SELECT raise(ABORT, 'audit is append-only'); END"
    ),
}
"""By name: what refuses each change. A test holds the migrations to the same."""

for _name, _does in TRIGGERS.items():
    _table = AuditKey.__table__ if _name.startswith("audit_key") else AuditEntry.__table__
    _made = sa.DDL(f"CREATE TRIGGER {_name} {_does}")  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
    sa.event.listen(_table, "after_create", _made)
