"""The ground of every table: keys, times, lists and the naming of constraints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from uuid6 import uuid7

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """Return a fresh UUIDv7 as text: unique across laptops, so that records can be handed over and merged later."""
    return str(uuid7())


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept as UTC without its zone and given back with it; a naive one is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn an aware moment into naive UTC for the file."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its time zone cannot be kept")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the moment back aware, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table's base; `__keep_history__ = False` marks the few whose changes are not history (drafts, for one)."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        date: sa.Date(),
        list[str]: sa.JSON(),
    }
    __keep_history__: ClassVar[bool] = True


def key() -> MappedColumn[str]:
    """Return the primary key column that every table has."""
    return mapped_column(sa.String(36), primary_key=True, default=new_id)


def to(target: str, *, index: bool = True) -> MappedColumn[Any]:
    """Return a reference column to `target` ("table.id"); nullable when its annotation is."""
    return mapped_column(sa.String(36), sa.ForeignKey(target), index=index, active_history=True)


def kept(default: object = None) -> MappedColumn[Any]:
    """Return a value column whose earlier value is loaded before a change, so that history can say from what."""
    if default is None:
        return mapped_column(active_history=True)
    return mapped_column(active_history=True, default=default)


def text() -> MappedColumn[str]:
    """Return a column of words, empty until somebody writes them."""
    return mapped_column(sa.Text(), default="", active_history=True)


def ids() -> MappedColumn[list[str]]:
    """Return a column holding a list of practice ids; replace the list to change it, never edit it in place."""
    return mapped_column(sa.JSON(), default=list, active_history=True)
