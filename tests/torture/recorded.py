"""What is done while a trace is taken: run as a program of its own under the preloaded library.

Arguments: what to do, the vault's folder, a seed, and how often.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from cremeet.vault import connection, keyfile, people, slots
from cremeet.vault import vault as vaults
from tests.journeys.told import PASSPHRASE
from tests.torture import row_rekey, shims, typed
from tests.torture.typed import Sample
from tests.vault.made import quick


def save(folder: Path, seed: str, times: int) -> None:
    """Type minutes, and mark each save as it is acknowledged."""
    with typed.unlocked(folder) as vault:
        sample = Sample.known(vault)
        shims.mark(0)
        typed.type_on(vault, sample, seed, shims.mark, steps=times)


def save_as_sqlite_would(folder: Path, seed: str, times: int) -> None:
    """The planted fault: SQLite's own settings instead of those that were measured."""
    connection._SETTINGS = ("journal_mode=DELETE", "synchronous=FULL", *connection._SETTINGS[2:])
    save(folder, seed, times)


def keys(folder: Path, _: str, times: int) -> None:
    """Save the key file again and again, and mark each generation as it is acknowledged."""
    path = folder / "keys.json"
    content = keyfile.candidates(path)[0]
    key = keyfile.open_with(content, typed.PASSPHRASE).key
    shims.mark(content["gen"])
    for generation in range(content["gen"] + 1, content["gen"] + 1 + times):
        keyfile.save(path, keyfile.fresh(key, content["slots"], content["vault"], generation=generation))
        shims.mark(generation)


def keys_in_place(folder: Path, seed: str, times: int) -> None:
    """The planted fault: written over what was there, with no other file in between."""
    keyfile.write_whole = lambda target, raw: target.write_bytes(raw)
    keys(folder, seed, times)


def rekey(folder: Path, leaver: str, _: int) -> None:
    """Shut somebody out, and mark that it is done."""
    stays = next(one.id for one in vaults.people(folder) if one.id != leaver)
    with vaults.unlock(folder, typed.PASSPHRASE, person=stays) as vault:
        shims.mark(0)
        people.remove_person(vault, leaver)
        shims.mark(1)


def rekey_carelessly(folder: Path, leaver: str, times: int) -> None:
    """The planted fault: the record gets its key before the key file holds it."""
    stays = next(one.id for one in vaults.people(folder) if one.id != leaver)
    with vaults.unlock(folder, typed.PASSPHRASE, person=stays) as vault:
        shims.mark(0)
        row_rekey.careless(row_rekey.Shared(typed.Sample(folder, "", []), stays, leaver, b""), vault)
        shims.mark(1)


def sort_on_disk(folder: Path, words: str, _: int) -> None:
    """The planted fault: passing files on the disk instead of in memory, and a sort too large for the cache."""
    wrong = {"temp_store": "temp_store=FILE", "cache_size": "cache_size=10"}
    connection._SETTINGS = tuple(wrong.get(setting.split("=")[0], setting) for setting in connection._SETTINGS)
    key = keyfile.open_with(keyfile.candidates(folder / "keys.json")[0], PASSPHRASE).key
    opened = connection.connect(folder / "record.db", key)
    opened.execute("CREATE TABLE invented (words)")
    opened.executemany("INSERT INTO invented VALUES (?)", ((f"{number % 97} {words}" * 20,) for number in range(9_000)))
    opened.execute("SELECT count(*) FROM (SELECT words FROM invented ORDER BY words DESC, rowid LIMIT -1)").fetchone()
    opened.execute("CREATE INDEX sorted ON invented (words)")
    opened.close()


def ask_for_sockets(_: Path, __: str, ___: int) -> None:
    """The planted fault: one socket of each internet family, past Python's own hook."""
    for family in (2, 10):
        ctypes.CDLL(None).socket(family, 1, 0)


PLAYS = {
    each.__name__: each
    for each in (
        save,
        save_as_sqlite_would,
        keys,
        keys_in_place,
        rekey,
        rekey_carelessly,
        sort_on_disk,
        ask_for_sockets,
    )
}

if __name__ == "__main__":
    if sys.argv[1] != sort_on_disk.__name__:  # its vault was made for the window, with real keys
        slots._derive = quick
    PLAYS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
