"""Taking back an unfinished change without risking the record: a hot journal and its record are copied aside first.

A journal's header is not authenticated, and SQLite sizes the file by it before anything else: one flipped bit makes it
blow a record up to gigabytes or cut most of it off (2,316 flips were tried). So both files are copied beside
themselves, SQLite takes the change back, the result is checked, and only then do the copies go. (The format:
sqlite.org/fileformat2.html, "The Rollback Journal".)

The order makes every crash on the way harmless: the journal's copy gets its name last and loses it first, so where it
exists its record's copy is whole, or has been put back already; and no change is made while it exists.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import OpenElsewhereError, RecordDamagedError, UnwritableError
from cremeet.vault.keyfile import sync_folder
from cremeet.vault.pages import PAGE
from cremeet.vault.unfinished import believable

ASIDE = ".aside"
"""What is put after the name of a file copied aside."""

KEPT = (
    "The journal of an unfinished change is damaged; the record and the journal are both kept as they were. Restore "
    "the vault from a copy, and keep this one for your support team."
)

_HEADER = struct.Struct(">16sI4xI")
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_NO_ROOM = (
    "An unfinished change of this vault cannot be taken back, because its folder cannot be written to or the disk is "
    "full; free some space, or copy the vault to a folder that you may use."
)


@contextmanager
def recovery(path: Path, key: bytes) -> Iterator[bool]:
    """Guard the opening of the record at `path`: yields whether a change is being taken back and needs `check`.

    Whatever fails inside puts both files back as they were, save where another program has the record in use: it is
    then that program's to take back. Raises RecordDamagedError where the journal cannot be true or the record is
    damaged by it, and UnwritableError where there is no room for the copies.
    """
    with _plain():
        _put_back(path)
        hot = _is_hot(path, key)
        if hot:
            try:
                _copy_aside(path)
            except BaseException:
                _drop(path)  # a full disk needs the room
                raise
    if not hot:
        yield False
        return
    try:
        yield True
    except OpenElsewhereError:
        with _plain():
            _drop(path)
        raise
    except RecordDamagedError:
        with _plain():
            _put_back(path)
        raise RecordDamagedError(KEPT) from None
    except BaseException:
        with _plain():
            _put_back(path)
        raise
    with _plain():
        _drop(path)


def check(connection: sqlcipher.Connection, path: Path) -> None:
    """Raise RecordDamagedError unless the record is whole now: its size, its pages' seals, its tables and indexes."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    whole = (
        pages * PAGE == path.stat().st_size
        and connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    )
    if not whole:
        raise RecordDamagedError(KEPT)


def _is_hot(path: Path, key: bytes) -> bool:
    """Say whether there is a journal that SQLite would take back; refuse one that cannot be true.

    This program never shrinks a record, so its size before the change cannot be more than the file's.
    """
    try:
        with _journal(path).open("rb") as opened:
            header = opened.read(_HEADER.size)
    except FileNotFoundError:
        return False
    if not path.exists() or not header or not header[0]:  # SQLite looks at the first byte alone
        return False
    if len(header) == _HEADER.size and header.startswith(_MAGIC):
        _, pages, page_size = _HEADER.unpack(header)
        if page_size != PAGE or not 0 < pages * PAGE <= path.stat().st_size:
            raise RecordDamagedError(KEPT)
    if not believable(path, _journal(path), key):
        raise RecordDamagedError(KEPT)
    return True


def _copy_aside(path: Path) -> None:
    _copy(path, _aside(path))
    _part(path).unlink(missing_ok=True)
    _copy(_journal(path), _part(path))
    sync_folder(path.parent)
    _part(path).replace(_aside(_journal(path)))
    sync_folder(path.parent)


def _put_back(path: Path) -> None:
    """Put back what stands aside; the rest of a copying that was never finished, or was done with, goes."""
    if _aside(_journal(path)).exists():
        if _aside(path).exists():
            _aside(path).replace(path)
            sync_folder(path.parent)
        _aside(_journal(path)).replace(_journal(path))
        sync_folder(path.parent)
    _aside(path).unlink(missing_ok=True)
    _part(path).unlink(missing_ok=True)


def _drop(path: Path) -> None:
    _aside(_journal(path)).unlink(missing_ok=True)
    sync_folder(path.parent)  # or a power cut might keep this one and lose the other
    _aside(path).unlink(missing_ok=True)
    _part(path).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy to a file of the person's own, and have the disk hold it before going on."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as reading, os.fdopen(handle, "wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}{ASIDE}")


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal{ASIDE}.part")


@contextmanager
def _plain() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise UnwritableError(_NO_ROOM) from None
