"""The check of the whole record, in slices that run between verbs so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher


def slices(engine: sa.Engine) -> Iterator[str]:
    """Yield "" while working, then "ok" or a sentence that starts with "damaged".

    Each table is checked by itself; the cipher's check of every page comes last, because it cannot be cut up.
    """
    faults = 0
    for table in sa.inspect(engine).get_table_names():
        faults += _faults(engine, f'PRAGMA quick_check("{table}")', "ok")
        yield ""
    faults += _faults(engine, "PRAGMA cipher_integrity_check", None)
    if faults:
        yield f"damaged: {faults} faults were found in this vault's record; restore the vault from a copy."
    else:
        yield "ok"


def _faults(engine: sa.Engine, pragma: str, fine: str | None) -> int:
    try:
        with engine.connect() as connection:
            return sum(row[0] != fine for row in connection.exec_driver_sql(pragma))
    except (sa.exc.DatabaseError, sqlcipher.DatabaseError):
        return 1
