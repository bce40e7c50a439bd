"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cremeet.models.base import UtcDateTime
from cremeet.models.migrations import refuse_downgrade

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    refuse_downgrade()
