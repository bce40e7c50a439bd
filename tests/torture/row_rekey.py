"""Shutting somebody out by a change of key, killed or cut off from power: the vault opens, whole, for who stays."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cremeet.errors import CremeetError
from cremeet.vault import cards, keyfile, people, rekeying
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from tests.torture import row_power, shims, typed
from tests.torture.cuts import Disk
from tests.torture.frame import Row, Trial
from tests.torture.killing import killed_after
from tests.torture.typed import Minutes, Sample

LEAVER, THEIRS = "Adam Tester", "another-invented-sample-words"


@dataclass(slots=True)
class Shared:
    """A vault that two people open, one of whom is leaving, and the key that both know."""

    sample: Sample
    stays: str
    leaves: str
    key: bytes

    @classmethod
    def make(cls, folder: Path) -> Shared:
        """Make it, and change the key of a copy once, so that children find all of it imported."""
        sample = Sample.make(folder)
        with vaults.unlock(sample.folder, typed.PASSPHRASE) as vault:
            stays = vault.person.id
            leaves = people.add_person(vault, cards.new_slot(LEAVER, "manager", THEIRS, FLOOR)).id
        made = cls(sample, stays, leaves, vault.keys.current())
        copy = sample.copy(folder / "tried")
        with made.opened(copy) as vault:
            made.shut_out(vault)
        return made

    def opened(self, folder: Path) -> vaults.Vault:
        """Open a copy as the one who stays."""
        return vaults.unlock(folder, typed.PASSPHRASE, person=self.stays)

    def shut_out(self, vault: vaults.Vault) -> None:
        """Do the verb that the screen does."""
        people.remove_person(vault, self.leaves)

    def wrong_with(self, folder: Path, trial: Trial, *, finished: bool) -> str | None:
        """Say what is wrong with a vault whose key was being changed."""
        for copy in keyfile.copies(folder / "keys.json"):
            keyfile.read(copy)  # raises where a broken file bears a final name
        begun = keyfile.candidates(folder / "keys.json")[0]
        trial.count("found between the steps", begun["next"] is not None)
        wrong = typed.wrong_with(folder, self.sample, lambda found: found == Minutes(), person=self.stays)
        if wrong is not None:
            return wrong
        after = keyfile.candidates(folder / "keys.json")
        if len(after) != 1 or after[0]["next"] is not None:
            return "the change of key was not ended when the vault was opened"
        there = any(slot["id"] == self.leaves for slot in begun["slots"])
        trial.count("begun by then", not there)
        if finished and there:
            return "a change of key that was done is not there"
        if any(slot["id"] == self.leaves for slot in after[0]["slots"]) != there:
            return "who may open the vault changed by opening it"
        with self.opened(folder) as vault:
            if (vault.keys.current() == self.key) != there:
                return "whoever was shut out still knows the key" if not there else "the key changed and nobody left"
        return None


def _trial(made: Shared, trial: Trial) -> str | None:
    folder = made.sample.copy(trial.folder / "vault")
    finished = killed_after(lambda: made.opened(folder), made.shut_out, trial.random, "rekey")
    trial.count("killed in the midst", not finished)
    return made.wrong_with(folder, trial, finished=finished)


def careless(made: Shared, vault: vaults.Vault) -> None:
    """The planted fault: the record first, and the key file some time after it."""
    slots = [slot for slot in vault.keys.content["slots"] if slot["id"] != made.leaves]
    key = secrets.token_bytes(keyfile.KEY)
    vault.engine.dispose()
    rekeying._encrypt_anew(vault.folder / "record.db", vault.keys.current(), key)
    time.sleep(0.05)
    vault.keys.expect(key)
    vault.sign(slots=slots, current=keyfile.seal_all(key, slots, vault.id))


def _control(made: Shared, trial: Trial) -> bool:
    """Change the key carelessly: a kill between must leave a vault that nobody opens."""
    for number in range(60):
        again = row_power.again(trial, number)
        folder = made.sample.copy(again.folder / "vault")
        killed_after(partial(made.opened, folder), partial(careless, made), again.random, "careless")
        try:
            if made.wrong_with(folder, again, finished=False) is not None:
                return True
        except CremeetError:
            return True
    return False


@dataclass(slots=True)
class Cut:
    """A traced change of key, and the vault that it was done to."""

    made: Shared
    disk: Disk

    @classmethod
    def of(cls, made: Shared, place: Path, play: str) -> Cut:
        """Record `play` (see recorded.py) in a copy of the vault."""
        return cls(made, row_power.recorded_in(made.sample, place, play, 1, person=made.leaves)[0])


def _cut_trial(cut: Cut, trial: Trial) -> str | None:
    files, acknowledged, kind = row_power.cut(cut.disk, trial)
    folder = trial.folder / "vault.cremeet"
    folder.mkdir()
    row_power.write(files, folder)
    trial.count(f"states with unsynced writes {kind}")
    return cut.made.wrong_with(folder, trial, finished=acknowledged > 0)


def _cut_control(cut: Cut, trial: Trial) -> bool:
    """Cut the careless change of key off between the record and the key file, which stands near its end."""
    loses = Cut.of(cut.made, trial.folder / "loses", "rekey_carelessly")
    for after in range(len(loses.disk.operations), 0, -1):
        folder = trial.folder / f"{after}.cremeet"
        folder.mkdir()
        row_power.write(loses.disk.files(after, "kept", trial.random), folder)
        try:
            if loses.made.wrong_with(folder, trial, finished=False) is not None:
                return True
        except CremeetError:
            return True
    return False


def _prepared(folder: Path) -> Cut:
    return Cut.of(Shared.make(folder), folder / "taken", "rekey")


ROWS = (
    Row(
        name="rekey",
        target=650,
        promise="kill -9 while somebody is shut out by a change of key: the vault opens whole for who stays",
        prepare=Shared.make,
        trial=_trial,
        control=_control,
        short=10,
    ),
    Row(
        name="power-rekey",
        target=10_000,
        promise="power cut after any operation of a change of key: the vault opens whole for who stays",
        prepare=_prepared,
        trial=_cut_trial,
        control=_cut_control,
        short=24,
        missing=shims.missing,
    ),
)
