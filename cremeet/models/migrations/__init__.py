"""Migrations: they change a connection that they are given, forwards only, in one transaction with what called them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from cremeet.errors import VaultError

HERE = Path(__file__).resolve().parent


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables up to this program's. Raises VaultError when they are newer than the program."""
    known = {revision.revision for revision in ScriptDirectory(str(HERE)).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise VaultError("This vault was used with a newer cremeet; install the newer program to open it.")
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def refuse_downgrade() -> None:
    """Raise: a step back would lose what the newer tables hold."""
    raise VaultError("A vault cannot go back to an older form; open it with the newer program, or restore a copy.")
