"""The check of the whole record, in slices that run between verbs so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from cremeet.errors import RecordDamagedError
from cremeet.vault.connection import plain_words
from cremeet.vault.pages import damaged_pages

DAMAGED = "damaged: faults were found in this vault's record; restore the vault from a backup, and keep this one."


def slices(engine: sa.Engine, path: Path, key: Callable[[], bytes]) -> Iterator[str]:
    """Yield "" while working, then "ok" or a sentence that starts with "damaged".

    First the seal of every page, a few at a time: this names the damaged page. Then each table with its indexes, for
    an old page that a disk put back carries its seal. Each slice opens and ends its own transaction, so that a verb may
    run between any two; they are for the thread that owns the record (see `pages`).
    """
    for page in damaged_pages(path, key):
        if page is not None:
            yield (
                f"damaged: page {page} of this vault's record is not as cremeet wrote it; restore the vault from a "
                "backup, and keep this one for your support team."
            )
            return
        yield ""
    try:
        for table in [str(row[0]) for row in _rows(engine, "SELECT name FROM sqlite_schema WHERE type = 'table'")]:
            yield ""
            quoted = table.replace('"', '""')
            if _rows(engine, f'PRAGMA quick_check("{quoted}")') != [("ok",)]:
                yield DAMAGED
                return
        yield "ok"
    except RecordDamagedError:
        yield DAMAGED


def refers_whole(engine: sa.Engine) -> bool:
    """Say whether everything in the record that refers to something else finds it."""
    return not _rows(engine, "PRAGMA foreign_key_check")


def _rows(engine: sa.Engine, question: str) -> list[tuple[object, ...]]:
    with plain_words(), engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]
