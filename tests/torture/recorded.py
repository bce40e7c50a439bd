"""What is done while a trace is taken: run as a program of its own under the preloaded library.

Arguments: what to do, the vault's folder, a seed, and how often.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cremeet.vault import connection, keyfile, slots
from tests.torture import shims, typed
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


PLAYS = {each.__name__: each for each in (save, save_as_sqlite_would, keys, keys_in_place)}

if __name__ == "__main__":
    slots._derive = quick
    PLAYS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
