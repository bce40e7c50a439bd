"""A vault: a folder NAME.cremeet with the record and its keys, made whole or not at all, open in one place only."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from cremeet.errors import VaultError
from cremeet.vault import keyfile
from cremeet.vault.slots import Cost, KeyFileError, calibrate, canonical, make_slot

if TYPE_CHECKING:
    import sqlalchemy as sa

SUFFIX = ".cremeet"
RECORD, KEYS, LOCK = "record.db", "keys.json", "open.lock"
ROLES = ("chair", "minute-taker", "manager", "administrator")
"""Roles steer what the program offers; they are not cryptographic: whoever unlocks can read all."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can open a vault: readable before it is unlocked."""

    id: str
    name: str
    role: str


class Vault:
    """An open vault. Use it as a context manager, or close it; closing twice is harmless."""

    def __init__(self, folder: Path, person: Person, engine: sa.Engine, lock: FileLock) -> None:
        self.folder, self.person, self.engine = folder, person, engine
        self._lock = lock

    @property
    def name(self) -> str:
        """The vault's name: its folder's, without the ending."""
        return self.folder.name.removesuffix(SUFFIX)

    def integrity(self) -> Iterator[str]:
        """Check the whole record in slices between verbs: yields "" while working, then one sentence about the result.

        A slice is one table, or the cipher's check of every page. The last value starts with "ok" or "damaged".
        """
        from cremeet.vault.checking import slices

        return slices(self.engine)

    def close(self) -> None:
        """Close the record and let others open the vault."""
        self.engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        """Return the vault itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Close the vault."""
        self.close()


def create(folder: Path, *, person: str, role: str, passphrase: str, cost: Cost | None = None) -> Vault:
    """Make a vault at `folder` (its name gets the ending .cremeet) and open it.

    `cost` None calibrates Argon2id to about a second on this machine. Raises VaultError when the folder exists, cannot
    be written, or the name or passphrase will not do; a vault that could not be made whole leaves nothing behind.
    """
    from cremeet.vault.passphrases import check

    if role not in ROLES:
        raise VaultError("Please choose a role from the list.")
    if not person.strip():
        raise VaultError("Please enter your name, as it should stand in the minutes.")
    refused = check(passphrase)
    if refused:
        raise VaultError(refused)
    folder = _named(folder)
    if folder.exists():
        raise VaultError(f"There is already something called {folder.name} there; choose another name or place.")
    making = folder.with_name(f"{folder.name}.part-{secrets.token_hex(4)}")
    try:
        making.mkdir(parents=True, mode=0o700)
        _fill(making, person.strip(), role, passphrase, cost or calibrate())
        making.rename(folder)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
        raise VaultError(
            "The vault could not be written there; choose a folder on this machine that you may use."
        ) from None
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return unlock(folder, passphrase)


def people(folder: Path) -> tuple[Person, ...]:
    """Return who can open the vault, by name. Raises VaultError when `folder` is no vault or its keys are damaged."""
    content = keyfile.candidates(_existing(folder) / KEYS)[0]
    found = (Person(slot["id"], slot["name"], slot["role"]) for slot in content["slots"])
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def unlock(folder: Path, passphrase: str, *, person: str | None = None) -> Vault:
    """Open a vault; `person` is the id of the one who opens it, None where only one can.

    Raises VaultError (each with its own sentence) for: not a vault, wrong passphrase, damaged keys or record, newer
    than this program, already open elsewhere. One damaged copy of the key file is mended from the other.
    """
    folder = _existing(folder)
    lock = _locked(folder)
    try:
        contents = keyfile.candidates(folder / KEYS)
        opened, content = _open_any(contents, passphrase, person)
        engine = _record(folder, opened.key)
        _mend(folder / KEYS, content)
    except BaseException:
        lock.release()
        raise
    slot = opened.slot
    return Vault(folder, Person(slot["id"], slot["name"], slot["role"]), engine, lock)


def _open_any(
    contents: list[dict[str, Any]], passphrase: str, person: str | None
) -> tuple[keyfile.Opened, dict[str, Any]]:
    """Try the newest copy first; a copy that was tampered with gives way to a good one."""
    spoilt: KeyFileError | None = None
    for content in contents:
        try:
            return keyfile.open_with(content, passphrase, person), content
        except KeyFileError as error:
            spoilt = spoilt or error
    raise spoilt or KeyFileError("This vault has no key file; restore keys.json from a copy of the vault.")


def _record(folder: Path, key: bytes) -> sa.Engine:
    """Open the record, bring its tables up to date, and return the engine."""
    # SQLAlchemy takes 0.3 s to import: not before the unlock screen has been seen.
    from cremeet.models import migrations
    from cremeet.vault.connection import make_engine

    engine = make_engine(folder / RECORD, key)
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _fill(folder: Path, person: str, role: str, passphrase: str, cost: Cost) -> None:
    from cremeet.models import migrations
    from cremeet.vault.connection import make_engine

    vault_id, key = keyfile.new_vault_id(), secrets.token_bytes(keyfile.KEY)
    engine = make_engine(folder / RECORD, key, create=True)
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
    finally:
        engine.dispose()
    if os.name == "posix":
        (folder / RECORD).chmod(0o600)
    slot = make_slot(vault_id, person, role, passphrase, cost)
    keyfile.save(folder / KEYS, keyfile.fresh(key, [slot], vault_id))


def _mend(path: Path, content: dict[str, Any]) -> None:
    """Write both copies again where one is missing or differs; a vault that cannot be written is still opened."""
    raw = canonical(content)
    copies = (path, path.with_name(path.name + ".copy"))
    if any(not copy.is_file() or copy.read_bytes() != raw for copy in copies):
        try:
            keyfile.save(path, content)
        except OSError:
            return


def _named(folder: Path) -> Path:
    return folder if folder.name.endswith(SUFFIX) else folder.with_name(folder.name + SUFFIX)


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise VaultError("There is no vault at that place; choose a folder whose name ends in .cremeet.")
    if not (folder / KEYS).is_file() and not (folder / f"{KEYS}.copy").is_file():
        raise VaultError("That folder is not a vault, or its key file is gone; choose a folder ending in .cremeet.")
    return folder


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise VaultError(
            "This vault is open already, in another window or by somebody else; close it there first."
        ) from None
    except OSError:
        raise VaultError("This vault cannot be written to; copy it to a folder that you may use.") from None
    return lock
