"""The directory: the people of the partner agencies who are invited, act and own actions."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cremeet.models.base import Base, kept, key, text


class Professional(Base):
    """A person in the directory; `agency` is a practice id."""

    __tablename__ = "professional"

    id: Mapped[str] = key()
    name: Mapped[str] = kept()
    role: Mapped[str] = text()
    agency: Mapped[str] = kept()
    organisation: Mapped[str] = text()
    email: Mapped[str] = text()
    phone: Mapped[str] = text()
    active: Mapped[bool] = kept(default=True)
