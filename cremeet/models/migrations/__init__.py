"""Migrations: they change a connection that they are given, forwards only, in one transaction with what called them.

To write the next revision from what the models have more: `python -m cremeet.models.migrations "What it does"`.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from cremeet.errors import NewerVaultError, RecordDamagedError, VaultError

HERE = Path(__file__).resolve().parent


def known() -> tuple[str, ...]:
    """Return the revisions that this program has, oldest first: the files' numbers, so that none needs importing."""
    return tuple(sorted(file.name.split("_")[0] for file in (HERE / "versions").glob("[0-9]*_*.py")))


def revision(connection: sa.Connection) -> str | None:
    """Return the revision that the tables stand at, or None for an empty record."""
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'")
    if not tables.scalar_one():
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return found


def check_not_newer(connection: sa.Connection) -> None:
    """Raise NewerVaultError when the tables were changed by a newer program than this one."""
    current = revision(connection)
    if current is not None and current not in known():
        raise NewerVaultError("This vault was used with a newer cremeet; install the newer program to open it.")


def is_current(connection: sa.Connection) -> bool:
    """Say whether the tables are this program's own. Raises NewerVaultError when they are newer."""
    check_not_newer(connection)
    return revision(connection) == known()[-1]


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables up to this program's, in the transaction that `connection` is in.

    Raises NewerVaultError when they are newer, RecordDamagedError when a reference would be left pointing at nothing.
    A revision that rebuilds a table needs `PRAGMA foreign_keys=OFF`, which SQLite takes only outside a transaction: the
    caller sees to it (`vault.upgrading`).
    """
    # Alembic takes 0.1 s to import, which an unlock with nothing to change need not wait for.
    from alembic import command
    from alembic.config import Config

    check_not_newer(connection)
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise RecordDamagedError(
            "This vault's record does not hold together and was left as it was; restore the vault from a copy."
        )


def refuse_downgrade() -> None:
    """Raise VaultError: a step back would lose what the newer tables hold."""
    raise VaultError("A vault cannot go back to an older form; open it with the newer program, or restore a copy.")
