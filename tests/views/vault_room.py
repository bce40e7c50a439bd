"""A small vault on the disk behind the window: the real one, with keys that are derived at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from cremeet.clock import SteppingClock
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.vault import slots, vault
from cremeet.vault.slots import FLOOR
from cremeet.views.keeper import Keeper
from tests.vault.made import PASSPHRASE, quick
from tests.views.kept import Kept

WHO = "Lena Chairwoman"


class VaultRoom:
    """`kept` is the record on its thread, `keeper` what the screens hold, `vault` the open vault itself."""

    def __init__(self, opened: vault.Vault, clock: SteppingClock, pack: Pack) -> None:
        self.vault = opened
        self.kept = Kept(opened.engine, clock)
        self.kept.ask(packs.adopt, pack)
        self.keeper = Keeper(opened, self.kept.record, self.kept.thread)

    def close(self) -> None:
        self.keeper.close()
        self.kept.thread.stop()


@contextmanager
def opened_vault(place: Path, *, role: str = "administrator") -> Iterator[vault.Vault]:
    """Make a vault called North Vale in `place` and open it."""
    with mock.patch.object(slots, "_derive", quick):
        made = vault.create(place / "North Vale", person=WHO, role=role, passphrase=PASSPHRASE, cost=FLOOR)
        with made:
            yield made


@contextmanager
def vault_room(place: Path, clock: SteppingClock, pack: Pack, *, role: str = "administrator") -> Iterator[VaultRoom]:
    """Make a vault called North Vale in `place`, open it, and put its record on its thread."""
    with opened_vault(place, role=role) as made:
        room = VaultRoom(made, clock, pack)
        try:
            yield room
        finally:
            room.close()
