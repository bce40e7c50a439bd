"""Bringing an older vault's tables up to this program's, whole or not at all."""

from __future__ import annotations

import sqlalchemy as sa

from cremeet.models import migrations
from cremeet.vault.connection import plain_words


def bring_up_to_date(engine: sa.Engine) -> None:
    """Upgrade the record behind `engine` in one transaction; do nothing when there is nothing to do.

    Raises NewerVaultError when a newer program has changed it, RecordDamagedError, UnwritableError or
    OpenElsewhereError when the record cannot be read or written; it is then as it was.
    """
    with plain_words(), engine.connect() as connection:
        if migrations.is_current(connection):
            return
        connection.rollback()
        # References are checked as a whole before the commit instead: dropping a table that is being rebuilt would
        # otherwise take the rows that point at it along. SQLite hears this only between transactions.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                migrations.upgrade(connection)
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
