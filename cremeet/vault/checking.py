"""The check of the whole record, in slices that run between verbs so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from cremeet.errors import RecordDamagedError
from cremeet.vault.connection import plain_words

DAMAGED = "damaged: faults were found in this vault's record; restore the vault from a copy."


def slices(engine: sa.Engine) -> Iterator[str]:
    """Yield "" while working, then "ok" or a sentence that starts with "damaged".

    Each table with its indexes is checked by itself; the cipher's check of every page comes last, because it cannot be
    cut up. Each slice opens and ends its own transaction, so that a verb may run between any two.
    """
    try:
        tables = [str(row[0]) for row in _rows(engine, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            yield ""
            quoted = table.replace('"', '""')
            if _rows(engine, f'PRAGMA quick_check("{quoted}")') != [("ok",)]:
                yield DAMAGED
                return
        yield ""
        yield DAMAGED if _rows(engine, "PRAGMA cipher_integrity_check") else "ok"
    except RecordDamagedError:
        yield DAMAGED


def _rows(engine: sa.Engine, question: str) -> list[tuple[object, ...]]:
    with plain_words(), engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]
