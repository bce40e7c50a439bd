"""Backups: one encrypted file each, read back and checked before it gets its name; the last ten are kept.

    1  on the record's own thread, between units of work: the record's file is copied as it stands (0.1 s for 137 MB)
    2  anywhere else: the copy is opened and copied page by page under a fresh salt, checked whole, packed with the keys
       of now, read back, and only then given its name

So nobody waits for a backup. A backup that was killed leaves nothing under a backup's name; its leavings lie in one
folder inside the vault and go when the next one is made.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cremeet.errors import (
    BackupError,
    BundleError,
    RecordDamagedError,
    UnwritableError,
    VaultExistsError,
)
from cremeet.vault import audit, bundle, keyfile, places, rehearsing
from cremeet.vault.connection import connect, plain_words
from cremeet.vault.journal import check
from cremeet.vault.pages import damaged_pages
from cremeet.vault.vault import RECORD, SUFFIX, Vault, unlock

if TYPE_CHECKING:
    import sqlcipher3.dbapi2 as sqlcipher

T = TypeVar("T")
Apart = Callable[[Callable[[], Any]], Any]
"""Runs a piece of work on the record's own thread and returns its answer."""

FOLDER, ENDING, KEPT = "backups", ".cremeet-backup", 10
WORK = "backup.part"
"""Where a backup is made, inside the vault: encrypted like the record, and cleared before the next one."""

_one_at_a_time = threading.Lock()
"""The one that is asked for waits for the one that nobody asked for: both work in the same folder."""

_NAMED = re.compile(r"-\d{4}-\d\d-\d\d-\d{6}(-\d+)?\Z")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as a list shows it: when it was made, and its bytes."""

    path: Path
    at: datetime
    size: int


def here(work: Callable[[], T]) -> T:
    """Run `work` where this is called: for callers that own the record themselves."""
    return work()


def make(vault: Vault, to: Path | None = None, *, apart: Apart = here, keep: int = KEPT) -> Path:
    """Make a backup of an open vault in the folder `to`, by default its own, and return the file.

    `apart` runs what needs the record on its thread. Of the backups in that folder the newest `keep` are kept. Raises
    BackupError where the record does not come through whole, and UnwritableError where there is no room.
    """
    rehearsing.refuse_to_leave(rehearsal=vault.rehearsal)
    folder = to or vault.folder / FOLDER
    work = vault.folder / WORK
    _one_at_a_time.acquire()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        content, key = apart(lambda: _copy(vault, work))
        file = _finish(vault, work, content, key, folder)
    except OSError:
        raise UnwritableError(
            "The backup could not be written; free some space, or choose another folder for backups. The record itself "
            "is as it was."
        ) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _one_at_a_time.release()
    apart(lambda: _note(vault))
    now = vault.clock()  # one that a wrong clock dated ahead takes no other's place, and does not go
    others = [old for old in listed(folder, vault.id) if old.path != file and old.at <= now]
    for old in others[keep - 1 :]:
        with suppress(OSError):
            old.path.unlink()
    return file


def listed(folder: Path, vault_id: str | None = None) -> tuple[BackupFile, ...]:
    """Return the backups in a folder (of one vault, where its id is given), the newest first; anything else is left."""
    found = []
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        with suppress(BundleError, OSError):
            said = bundle.manifest(path)
            if said.kind == bundle.BACKUP and vault_id in (None, said.vault):
                found.append(BackupFile(path, said.made_at, path.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def is_due(vault: Vault, least: timedelta, folder: Path | None = None) -> bool:
    """Say whether the newest backup of a vault is older than `least`, or there is none."""
    newest = next(iter(listed(folder or vault.folder / FOLDER, vault.id)), None)
    return newest is None or not timedelta(0) <= vault.clock() - newest.at < least


def restore(file: Path, to: Path, passphrase: str, person: str | None = None) -> Path:
    """Make a vault in the folder `to` out of a backup, and return where it is; nothing there is ever replaced.

    It is opened with the passphrase of its time and checked whole before it gets its name, and its record of who did
    what says that it was restored. Raises BundleError, VaultExistsError, PlaceError, UnwritableError, BackupError, and
    as `vault.unlock` does.
    """
    said = bundle.manifest(file)
    if said.kind != bundle.BACKUP:
        raise BundleError("That file is a vault that was handed over, not a backup; receive it at the unlock screen.")
    folder = to / f"{name_of(file)}{SUFFIX}"
    if os.path.lexists(folder):
        raise VaultExistsError(f"There is already something called {folder.name} there; choose another folder.")
    places.check(folder)
    rehearsing.refuse_place(folder)
    making = folder.with_name(f"{folder.name}.part-restore")
    shutil.rmtree(making, ignore_errors=True)
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        bundle.unpack(file, making)
        with unlock(making, passphrase, person=person) as vault:
            rehearsing.refuse_to_come(rehearsal=vault.rehearsal)
            _check_whole(making / RECORD, vault.keys.current())
            _check_inside(vault, said)
            vault.note(audit.RESTORED, made=f"{said.made_at:%Y-%m-%dT%H:%M:%SZ}")
            head = _note_head(vault)
            vault.sign(anchor=head)
        making.rename(folder)
        keyfile.sync_folder(to)
    except OSError:
        raise UnwritableError("The vault could not be restored there; choose another folder, or free space.") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def name_of(file: Path) -> str:
    """Return the vault's name as a backup's file name gives it."""
    return _NAMED.sub("", file.name.removesuffix(ENDING)) or "Restored"


def _copy(vault: Vault, work: Path) -> tuple[dict[str, Any], bytes]:
    """Copy the record's file as it stands, and return the key file's content and the key that belong to it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    shutil.copyfile(vault.folder / RECORD, work / RECORD)
    head = _note_head(vault)
    content = vault.keys.content | {"anchor": head}
    return keyfile.changed(content, vault.keys.current()), vault.keys.current()


def _finish(vault: Vault, work: Path, content: dict[str, Any], key: bytes, folder: Path) -> Path:
    fresh = work / "fresh.db"
    try:
        with plain_words():
            _copy_pages(connect(work / RECORD, key), connect(fresh, key, create=True, guarded=False))
        _check_whole(fresh, key)
    except RecordDamagedError:
        raise BackupError(
            "The record did not come through whole, so no backup was made; verify the vault, and restore an older one."
        ) from None
    part = folder / f"{vault.name}{ENDING}.part"
    bundle.pack(fresh, content, part, kind=bundle.BACKUP, clock=vault.clock)
    stem = f"{vault.name}-{vault.clock().astimezone(UTC):%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{ENDING}", *(f"{stem}-{number}{ENDING}" for number in range(2, 100)))
    file = next(folder / name for name in names if not (folder / name).exists())
    part.replace(file)
    keyfile.sync_folder(folder)
    return file


def _copy_pages(source: sqlcipher.Connection, target: sqlcipher.Connection) -> None:
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _check_whole(record: Path, key: bytes) -> None:
    """Raise RecordDamagedError unless every page's seal, every table and every index holds."""
    if any(page is not None for page in damaged_pages(record, lambda: key)):
        raise RecordDamagedError("A page of the copy is damaged.")
    connection = connect(record, key)
    try:
        with plain_words():
            check(connection, record)
    finally:
        connection.close()


def _check_inside(vault: Vault, said: bundle.Manifest) -> None:
    """Raise BackupError unless what refers to something finds it, and the record of who did what reaches its heads."""
    from cremeet.vault.checking import refers_whole
    from cremeet.vault.thread import unit_of_work

    if not refers_whole(vault.engine):
        raise BackupError("Something in that backup refers to what is not there; choose another one.")
    heads = [audit.Head.of(said.head), audit.Head.of(vault.keys.content["anchor"])]
    with unit_of_work(vault.engine, {"who": vault.person.name, "clock": vault.clock}) as session:
        verdict = audit.check(session, heads)
    if not verdict.ok:
        raise BackupError(f"{verdict.sentence} Choose another backup.")


def _note(vault: Vault) -> None:
    vault.note(audit.BACKED_UP)


def _note_head(vault: Vault) -> dict[str, Any]:
    """Return the head of the record of who did what, as a key file keeps it."""
    from cremeet.vault.thread import unit_of_work

    with unit_of_work(vault.engine, {"who": vault.person.name, "clock": vault.clock}) as session:
        return audit.head(session).anchor()
