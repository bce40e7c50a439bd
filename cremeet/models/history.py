"""What changed: from, to, who, when; written from the session's flush, never by hand."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cremeet.models.base import Base, key


class History(Base):
    """One changed field of one row: `thing` is the table's class name, `old` and `new` are JSON text or nothing."""

    __tablename__ = "history"
    __keep_history__: ClassVar[bool] = False

    id: Mapped[str] = key()
    at: Mapped[datetime]
    who: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[str] = mapped_column(sa.String(36), index=True)
    field: Mapped[str]
    old: Mapped[str | None] = mapped_column(sa.Text())
    new: Mapped[str | None] = mapped_column(sa.Text())
