"""A vault: a folder NAME.cremeet with the record and its keys, made whole or not at all, open in one place only."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from cremeet.clock import Clock, system_clock
from cremeet.errors import (
    KeyFileError,
    NotAVaultError,
    OpenElsewhereError,
    RecordDamagedError,
    UnwritableError,
    VaultError,
    VaultExistsError,
    WrongPassphraseError,
)
from cremeet.vault import attempts, keyfile, places, rehearsing, standing
from cremeet.vault.keys import Keys
from cremeet.vault.slots import Cost, calibrate, make_slot

if TYPE_CHECKING:
    import sqlalchemy as sa

    from cremeet.vault.audit import Head

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

    def __init__(
        self, folder: Path, person: Person, engine: sa.Engine, lock: FileLock, keys: Keys, clock: Clock = system_clock
    ) -> None:
        self.folder, self.person, self.engine, self.keys, self.clock = folder, person, engine, keys, clock
        self._lock = lock
        self.waits_for_key = False
        """Whether a change of key waits for room on the disk: until then the record can only be read."""
        self.rehearsal = False
        """Whether it is a practice meeting's: see `vault/rehearsing.py`."""
        self.mended = False
        """Whether a copy of the key file was written again when this vault was opened."""

    @property
    def name(self) -> str:
        """The vault's name: its folder's, without the ending."""
        return self.folder.name.removesuffix(SUFFIX)

    @property
    def id(self) -> str:
        """The vault's own name for itself, which stays through every copy, move and change of key."""
        return str(self.keys.content["vault"])

    @property
    def read_only(self) -> str:
        """Why nothing may be changed in this copy, in one sentence; "" where it is the living vault."""
        return str(self.engine.get_execution_options().get("read_only") or "")

    def sign(self, **fields: Any) -> None:
        """Rewrite both copies of the key file with these fields changed, one generation on.

        Raises UnwritableError where the folder does not take them; the old file then still stands. A practice
        meeting's people and passphrases stay as they are: VaultError.
        """
        if self.rehearsal and "slots" in fields:
            raise VaultError(rehearsing.KEYS_STAY)
        self.keys.sign(**fields)

    def note(self, action: str, target: str = "", **detail: object) -> Head:
        """Add an entry to the record of who did what, in a unit of work of its own; as `audit.note`."""
        from cremeet.vault import audit
        from cremeet.vault.thread import unit_of_work

        info = {"who": self.person.name, "clock": self.clock, "random": secrets.SystemRandom(), "packs": {}}
        with unit_of_work(self.engine, info) as session:
            return audit.note(session, action, target, **detail)

    def integrity(self) -> Iterator[str]:
        """Check the whole record in slices between verbs: yields "" while working, then one sentence about the result.

        A slice is some pages or one table. The last value is "ok", or a sentence that starts with "damaged". Only the
        thread that owns the record may go on with it.
        """
        from cremeet.vault.checking import slices

        return slices(self.engine, self.folder / RECORD, self.keys.current)

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


def create(
    folder: Path, *, person: str, role: str, passphrase: str, cost: Cost | None = None, rehearsal: bool = False
) -> Vault:
    """Make a vault at `folder` (its name gets the ending .cremeet) and open it; a `rehearsal` is marked as one.

    `cost` None calibrates Argon2id to about a second on this machine. Raises VaultExistsError when there is something
    of that name, PlaceError for a network share or a synchronised folder, UnwritableError when the place cannot be
    written, and VaultError when the name, role or passphrase will not do. The folder gets its name only once it is
    whole and the passphrase has been seen to open it: a vault that could not be made leaves nothing behind.
    """
    from cremeet.vault.passphrases import check

    person = person.strip()
    if role not in ROLES:
        raise VaultError("Please choose a role from the list.")
    if not keyfile.is_name(person):
        raise VaultError("Please enter your name, as it should stand in the minutes.")
    refused = check(passphrase)
    if refused:
        raise VaultError(refused)
    folder = _named(folder)
    if os.path.lexists(folder):
        raise VaultExistsError(f"There is already something called {folder.name} there; choose another name or place.")
    places.check(folder)
    if not rehearsal:
        rehearsing.refuse_place(folder)
    opened = _make_whole(
        folder, lambda making: _fill(making, person, role, passphrase, cost or calibrate(), rehearsal=rehearsal)
    )
    lock = locked(folder)
    try:
        return _opened(folder, opened, keyfile.read(folder / KEYS), lock)
    except BaseException:
        lock.release()
        raise


def key_file(folder: Path) -> dict[str, Any]:
    """Return the newest readable copy of a vault's key file; nothing in it is authenticated. Raises as `people`."""
    return keyfile.candidates(_existing(folder) / KEYS)[0]


def people(folder: Path) -> tuple[Person, ...]:
    """Return who can open the vault, by name.

    Nothing is authenticated yet: whoever can write to the folder can change what stands here, but not what opens.
    Raises NotAVaultError, KeyFileError when both copies of the key file are damaged, NewerVaultError.
    """
    return people_of(key_file(folder))


def people_of(content: dict[str, Any]) -> tuple[Person, ...]:
    """Return who can open a vault by a key file's content, by name; its recovery code is nobody."""
    own = [slot for slot in content["slots"] if slot["kind"] == "passphrase"]
    found = (Person(slot["id"], slot["name"], slot["role"]) for slot in own)
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def unlock(folder: Path, passphrase: str, *, person: str | None = None) -> Vault:
    """Open a vault; `person` is the id of the one who opens it, None where only one can.

    Raises NotAVaultError; PlaceError; OpenElsewhereError; WrongPassphraseError; ChoosePersonError when several people
    can open it and `person` is None or is none of them; KeyFileError; RecordDamagedError; NewerVaultError;
    UnwritableError. One damaged copy of the key file is mended from the other.
    """
    folder = _existing(folder)
    places.check(folder)
    lock = locked(folder)
    try:
        opened, content = _open_noting(folder, passphrase, person)
        vault = _opened(folder, opened, content, lock)
        vault.mended = keyfile.mend(folder / KEYS, vault.keys.content)
    except BaseException:
        lock.release()
        raise
    return vault


def open_with(folder: Path, opened: keyfile.Opened) -> Vault:
    """Open a vault with what its key file was opened with already; raises as `unlock`."""
    lock = locked(folder)
    try:
        return _opened(folder, opened, keyfile.candidates(folder / KEYS)[0], lock)
    except BaseException:
        lock.release()
        raise


def _open_noting(folder: Path, passphrase: str, person: str | None) -> tuple[keyfile.Opened, dict[str, Any]]:
    """As `_open_any`, and note a refused try for the next who opens the vault."""
    contents = keyfile.candidates(folder / KEYS)
    try:
        return _open_any(contents, passphrase, person)
    except WrongPassphraseError:
        known = [slot["id"] for slot in contents[0]["slots"]]
        attempts.refuse(folder, person if person is not None and person in known else known[0], system_clock())
        raise


def _open_any(
    contents: list[dict[str, Any]], passphrase: str, person: str | None
) -> tuple[keyfile.Opened, dict[str, Any]]:
    """Try the newest copy first; one that was damaged or tampered with gives way to a good one.

    A damaged slot looks like a wrong passphrase, so another copy of the same generation is tried before that is said.
    An older generation is not: its passphrase may have been changed since.
    """
    refusals: list[VaultError] = []
    for content in contents:
        if content["gen"] < contents[0]["gen"] and not isinstance(refusals[0], KeyFileError):
            break
        try:
            return keyfile.open_with(content, passphrase, person), content
        except VaultError as error:
            refusals.append(error)
    raise next((refusal for refusal in refusals if isinstance(refusal, KeyFileError)), refusals[0])


def _opened(folder: Path, opened: keyfile.Opened, content: dict[str, Any], lock: FileLock) -> Vault:
    """Open the record, bring its tables up to date, and return the vault; end a change of key that was interrupted."""
    # SQLAlchemy takes 0.3 s to import: not before the unlock screen has been seen.
    from cremeet.vault import rekeying
    from cremeet.vault.connection import make_engine
    from cremeet.vault.upgrading import bring_up_to_date

    keys = Keys(folder / KEYS, opened, content)
    engine = make_engine(folder / RECORD, keys.current)
    try:
        try:
            bring_up_to_date(engine)
        except RecordDamagedError:
            if opened.next is None:
                raise
            engine.dispose()
            keys.expect(opened.next)
            bring_up_to_date(engine)
        waits = opened.next is not None and not rekeying.finished(engine, folder / RECORD, keys, opened.next)
        slot = opened.slot
        vault = Vault(folder, Person(slot["id"], slot["name"], slot["role"]), engine, lock, keys)
        vault.rehearsal = rehearsing.read(engine)
        standing.settle(vault)
        if waits:
            vault.waits_for_key = True
            standing.hold(vault, rekeying.WAITS)
    except BaseException:
        engine.dispose()
        raise
    return vault


def _fill(folder: Path, person: str, role: str, passphrase: str, cost: Cost, *, rehearsal: bool) -> keyfile.Opened:
    """Write an empty record and its keys into `folder`, read the keys back and return what the passphrase opens."""
    from cremeet.vault.connection import make_engine
    from cremeet.vault.upgrading import bring_up_to_date

    vault_id, key = keyfile.new_vault_id(), secrets.token_bytes(keyfile.KEY)
    (folder / RECORD).touch(mode=0o600)  # SQLite gives its journal the same
    engine = make_engine(folder / RECORD, key, create=True)
    try:
        bring_up_to_date(engine)
        if rehearsal:
            rehearsing.mark(engine)
    finally:
        engine.dispose()
    slot = make_slot(person, role, passphrase, cost)
    keyfile.save(folder / KEYS, keyfile.fresh(key, [slot], vault_id))
    return keyfile.open_with(keyfile.read(folder / KEYS), passphrase)


def _make_whole(folder: Path, fill: Callable[[Path], keyfile.Opened]) -> keyfile.Opened:
    """Fill a folder under a passing name and give it its own last; leave nothing, not even parents, if that fails."""
    making = folder.with_name(f"{folder.name}.part-{secrets.token_hex(4)}")
    parents = [parent for parent in folder.parents if not os.path.lexists(parent)]
    try:
        making.mkdir(parents=True, mode=0o700)
        opened = fill(making)
        making.rename(folder)
        keyfile.sync_folder(folder.parent)
    except BaseException as error:
        shutil.rmtree(making, ignore_errors=True)
        with suppress(OSError):  # stops at the first that is somebody else's by now
            for parent in parents:
                parent.rmdir()
        if isinstance(error, OSError):
            raise UnwritableError(
                "The vault could not be written there; choose a folder on this machine that you may use."
            ) from None
        raise
    return opened


def _named(folder: Path) -> Path:
    if "\0" in str(folder):
        raise UnwritableError("That is not a name for a folder; choose another.")
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link that the person did not name
    return folder if folder.name.endswith(SUFFIX) else folder.with_name(folder.name + SUFFIX)


def _existing(folder: Path) -> Path:
    standing.put_back(folder)
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where a parent may not be read
        raise NotAVaultError("There is no vault at that place; choose a folder whose name ends in .cremeet.")
    if not any(os.path.isfile(copy) for copy in keyfile.copies(folder / KEYS)):  # noqa: PTH113 - likewise
        raise NotAVaultError("That folder is not a vault, or its key file is gone; choose a folder ending in .cremeet.")
    return folder


def locked(folder: Path) -> FileLock:
    """Return the lock of a vault's folder, taken. Raises OpenElsewhereError, UnwritableError."""
    # not bound to the thread that took it: a vault is opened behind the unlock screen and closed by the window
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise OpenElsewhereError(
            "This vault is open already, in another window or by somebody else; close it there first."
        ) from None
    except OSError:
        raise UnwritableError("This vault cannot be written to; copy it to a folder that you may use.") from None
    return lock
