"""Unlocking: the key derivation is meant to take its second; all that comes after it has half a second."""

from __future__ import annotations

import time
from collections.abc import Iterable

from cremeet.vault.slots import FLOOR, seconds_taken
from cremeet.vault.vault import unlock
from tests.bench.big_vault import PASSPHRASE, big_vault
from tests.bench.harness import Row, at_most, told

AFTER_SECONDS = 0.5
TIMES = 5


def bench_unlock() -> Iterable[Row]:
    """Measure unlocking a vault of 5,000 children and 50,000 actions, beside its key derivation."""
    with big_vault(5_000, 50_000) as big:
        folder = big.vault.folder
        big.vault.close()
        taken, derivations = [], []
        for _ in range(TIMES):
            derivations.append(seconds_taken(FLOOR))
            before = time.perf_counter()
            vault = unlock(folder, PASSPHRASE)
            taken.append(time.perf_counter() - before)
            vault.close()
    took, derived = min(taken), min(derivations)
    yield at_most("unlock, beyond its key derivation", took - derived, "s", AFTER_SECONDS)
    yield told("unlock", took, "s")
    yield told("key derivation at its floor", derived, "s")
    yield told("unlock as a ratio of its derivation", took / derived, "times")
