"""Alembic's entry: runs on the connection that `upgrade` was given."""

from __future__ import annotations

from typing import Literal

from alembic import context

from cremeet.models import Base
from cremeet.models.base import UtcDateTime


def _render(kind: str, thing: object, _: object) -> str | Literal[False]:
    """Name our own type by the import that each revision has."""
    return "UtcDateTime()" if kind == "type" and isinstance(thing, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
)
context.run_migrations()
