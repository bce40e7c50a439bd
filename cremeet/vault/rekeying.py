"""Giving a record another key, so that whoever had the old one is shut out; a crash at any point is made good.

    1  keys.json holds both keys, sealed to everybody who stays, and is on the disk
    2  the record is encrypted anew in one transaction
    3  keys.json forgets the old key

Whoever unlocks finds the record under the one key or the other, and the change is ended then: between 1 and 2 the
record gets the new key, between 2 and 3 the file forgets the old one. A removal, once begun, is never left half done.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import UnwritableError, VaultError
from cremeet.vault import keyfile
from cremeet.vault.ballast import Ballast
from cremeet.vault.connection import connect, plain_words

if TYPE_CHECKING:
    import sqlalchemy as sa

    from cremeet.vault.keys import Keys


WAITS = (
    "Somebody was shut out of this vault, and the disk has too little room to give the record its new key. Until then "
    "it can only be read: free some space on this disk, then lock and open the vault again."
)
"""Why nothing can be changed while the second step waits."""


def begin(record: Path, keys: Keys, slots: list[dict[str, Any]]) -> bytes:
    """Do the first step for these slots, of those there are, and return the new key. Raises UnwritableError."""
    if keys.pending is not None and _opens(record, keys.pending):
        keys.settle(keys.pending)  # the disk took it after all: its seals must not be written over
    key = secrets.token_bytes(keyfile.KEY)
    vault_id = keys.content["vault"]
    keys.sign(
        slots=slots,
        current=keyfile.seal_all(keys.current(), slots, vault_id),
        next=keyfile.seal_all(key, slots, vault_id),
    )
    keys.pending = key
    return key


def finish(engine: sa.Engine, record: Path, keys: Keys, key: bytes) -> None:
    """Do what is left after the first step. `engine` must be idle: this is for the record's own thread.

    Raises UnwritableError where the disk does not take it; the next unlock tries again.
    """
    engine.dispose()
    if key != keys.current():
        try:
            _encrypt_anew(record, keys.current(), key)
        except UnwritableError:
            if _opens(record, key):
                keys.settle(key)
                return
            raise UnwritableError(
                "The record could not get its new key yet; free some space on this disk. It is done when the vault is "
                "next opened."
            ) from None
    keys.settle(key)


def finished(engine: sa.Engine, record: Path, keys: Keys, key: bytes) -> bool:
    """End a change of key that was begun before this opening; say whether the record has its new key.

    A disk that is still full does not shut out everybody else: the ballast gives up its room, and where that is not
    enough the record stays under its old key, to be read and not written, until there is room at another opening.
    """
    ballast = Ballast(record.parent, lambda _: None)
    while True:
        try:
            finish(engine, record, keys, key)
        except UnwritableError:
            if keys.current() == key:
                return True  # the record has it; the key file follows when the disk takes it
            if not ballast.give_up():
                return False
        else:
            return True


def _opens(record: Path, key: bytes) -> bool:
    """Say whether the record is under `key`: an error of the disk does not tell whether a change was taken."""
    try:
        connect(record, key).close()
    except VaultError:
        return False
    return True


def _encrypt_anew(record: Path, old: bytes, new: bytes) -> None:
    connection = connect(record, old, guarded=False)
    try:
        with plain_words():
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except sqlcipher.OperationalError as error:
        # SQLCipher has one sentence for whatever kept it from writing every page anew, a full disk first of all
        if "rekey" not in str(error):
            raise
        raise UnwritableError("The disk did not take the record with its new key.") from None
    finally:
        connection.close()
