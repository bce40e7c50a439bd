"""The practice packs that this vault has adopted, kept whole by content address."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cremeet.models.base import Base


class PracticePack(Base):
    """One adopted pack; the newest adoption is the one that new meetings are planned with.

    `id` is the SHA-256 of `content` (canonical JSON with its format number); content is never changed once kept.
    """

    __tablename__ = "practice_pack"
    __keep_history__: ClassVar[bool] = False

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    title: Mapped[str]
    version: Mapped[str]
    content: Mapped[str] = mapped_column(sa.Text())
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[str]
    adoption: Mapped[int] = mapped_column(unique=True)
    confirmed: Mapped[bool] = mapped_column(default=False)
