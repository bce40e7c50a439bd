"""Find which record has a short reference, as people have it on paper."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Child, Episode, Meeting


def target(session: Session, reference: str) -> str:
    """Return the child, episode or meeting with this reference as "child/<id>", or nothing; capitals do not matter."""
    wanted = reference.strip().casefold()
    for kind, table in (("child", Child), ("episode", Episode), ("meeting", Meeting)):
        found = session.scalar(sa.select(table.id).where(sa.func.lower(table.reference) == wanted))
        if found is not None:
            return f"{kind}/{found}"
    return ""
