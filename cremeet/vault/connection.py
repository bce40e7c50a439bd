"""The one way into record.db: SQLCipher by a raw key, with the settings that were measured to lose and leak nothing.

Why these: TRUNCATE/EXTRA lost no commit in 113,268 simulated power cuts, where WAL lost commits silently when one
bit of its log flipped. `temp_store=FILE` wrote 1,296 plaintext pages.
An empty file opens as a new database under any key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from cremeet.errors import DiskFullError, OpenElsewhereError, RecordDamagedError, UnwritableError, VaultError
from cremeet.vault.journal import check, recovery
from cremeet.vault.pages import PAGE

SMALLEST = PAGE
"""Bytes of one page: no vault is smaller, and SQLCipher would take an empty file for a new database."""

PATIENCE = 5.0
"""Seconds to wait for another program that has the record in use."""

_LEAST_CACHE, _MOST_CACHE, _A_DAY = 4_096, 65_536, 8_192
"""KiB of pages kept open: with SQLite's own 2,000, a county's list of children is decrypted again at every question.

It is as much as the record has when it is opened and a little for what comes that day, so that a small one stays small.
"""
_SETTINGS = (
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    f"cache_size=-{_LEAST_CACHE}",
)

_GUARDED = frozenset(
    {
        "hexkey",
        "hexrekey",
        "journal_mode",
        "key",
        "recursive_triggers",
        "rekey",
        "secure_delete",
        "synchronous",
        "temp_store",
        "temp_store_directory",
        "writable_schema",
    }
)


_CANNOT_WRITE = "This vault cannot be written to; copy it to a folder that you may use."

# SQLite's own words, which hold no value of anybody's, and what a person needs to hear instead.
_FORESEEN: tuple[tuple[str, type[VaultError], str], ...] = (
    (
        "not a database",
        RecordDamagedError,
        "The first page of this vault's record is damaged; restore the vault from a copy.",
    ),
    ("malformed", RecordDamagedError, "This vault's record is damaged; restore the vault from a copy."),
    (
        "disk is full",
        DiskFullError,
        "There is no room left on this disk, so the last change was not saved; free some space and try again.",
    ),
    (
        "disk I/O error",
        UnwritableError,
        "The disk did not take the last change, so it was not saved; check the disk and try again.",
    ),
    ("readonly database", UnwritableError, _CANNOT_WRITE),
    ("unable to open", UnwritableError, _CANNOT_WRITE),
    (
        "database is locked",
        OpenElsewhereError,
        "Another program is using this vault's record; close it there and try again.",
    ),
)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what a disk, a damaged page or another program does to the record into its own VaultError."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlcipher.Error) as error:
        said = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error)
        for words, kind, sentence in _FORESEEN:
            if words in said:
                raise kind(sentence) from None
        raise


def connect(path: Path, key: bytes, *, create: bool = False, guarded: bool = True) -> sqlcipher.Connection:
    """Open `path` with the 32-byte raw `key`; make it only when `create`.

    A connection is `guarded` against whatever could write plaintext or change the key, but for maintenance.

    Raises RecordDamagedError where there is no whole first page that opens with `key`. A wrong key and a damaged page
    look the same from here; the key file, which authenticates the key, has told them apart before this is called.
    An unfinished change is taken back first, with both files kept aside until the record is seen to be whole.
    """
    if not create and (not path.is_file() or path.stat().st_size < SMALLEST):
        raise RecordDamagedError("This vault's record is missing or cut short; restore the vault from a copy.")
    with recovery(path, key) as taken_back, plain_words():
        connection = sqlcipher.connect(str(path), timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        return _set_up(connection, key, path if taken_back else None, guarded=guarded)


def _set_up(
    connection: sqlcipher.Connection, key: bytes, taken_back: Path | None, *, guarded: bool
) -> sqlcipher.Connection:
    """Key a fresh connection, check the record where a change was taken back, set it up; close when that fails."""
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA cipher_memory_security = ON")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if taken_back is not None:
            check(connection, taken_back)
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        there = _kibibytes(connection)
        if there > _LEAST_CACHE:
            connection.execute(f"PRAGMA cache_size=-{min(_MOST_CACHE, there + _A_DAY)}")
        if guarded:
            connection.set_authorizer(_authorise)
    except BaseException:
        connection.close()
        raise
    return connection


def _kibibytes(connection: sqlcipher.Connection) -> int:
    """Return how large the record is."""
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(size) // 1024


def make_engine(path: Path, key: bytes | Callable[[], bytes], *, create: bool = False) -> sa.Engine:
    """Return an engine with room for one connection, whose errors never carry a value out of a statement.

    `key` may be asked for at each opening, so that a record can get another one while its engine lives.
    """
    source = key if callable(key) else lambda: key
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, source(), create=create),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    # The driver must not begin or commit on its own, or CREATE TABLE survives a rollback.
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Deny what could write plaintext or change the key: ATTACH, guarded settings, export and extensions."""
    if action == sqlcipher.SQLITE_ATTACH:
        return int(sqlcipher.SQLITE_DENY)
    if action == sqlcipher.SQLITE_PRAGMA and second is not None:
        setting = (first or "").lower()
        return int(
            sqlcipher.SQLITE_DENY if setting in _GUARDED or setting.startswith("cipher_") else sqlcipher.SQLITE_OK
        )
    if action == sqlcipher.SQLITE_FUNCTION and second in {"load_extension", "sqlcipher_export"}:
        return int(sqlcipher.SQLITE_DENY)
    return int(sqlcipher.SQLITE_OK)
