"""Backups made and restored, killed on the way: nothing that is not whole ever bears a backup's or a vault's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cremeet.errors import CremeetError
from cremeet.vault import backups, bundle
from cremeet.vault import vault as vaults
from tests.torture import row_power, typed
from tests.torture.frame import Row, Trial
from tests.torture.killing import killed, killed_after
from tests.torture.typed import Minutes, Sample

Making = Callable[[vaults.Vault, Path], object]
Restoring = Callable[[Path, Path], object]


@dataclass(frozen=True, slots=True)
class Made:
    """A vault and a backup of it."""

    sample: Sample
    backup: Path

    @classmethod
    def at(cls, folder: Path) -> Made:
        """Make them, and restore once, so that children find all of it imported."""
        sample = Sample.make(folder)
        with typed.unlocked(sample.folder) as vault:
            made = cls(sample, backups.make(vault, folder / "kept"))
        _restore(made.backup, folder / "tried")
        return made


def _restore(file: Path, to: Path) -> Path:
    return backups.restore(file, to, typed.PASSPHRASE)


def _whole(folder: Path, sample: Sample) -> str | None:
    return typed.wrong_with(folder, sample, lambda found: found == Minutes())


def _backup(made: Made, trial: Trial, make: Making = backups.make) -> str | None:
    folder, place = made.sample.copy(trial.folder / "vault"), trial.folder / "kept"
    work = partial(_into, make, place)
    finished = killed_after(partial(typed.unlocked, folder), work, trial.random, f"backup {make is backups.make}")
    trial.count("killed in the midst", not finished)
    wrong = _whole(folder, made.sample)
    if wrong is not None:
        return wrong
    there = sorted(place.glob(f"*{backups.ENDING}"))
    trial.count("whole after a kill", not finished and bool(there))
    for file in there:
        bundle.check(file)
        wrong = _whole(_restore(file, trial.folder / "restored"), made.sample)
        if wrong is not None:
            return f"a backup that has its name is not whole: {wrong}"
    if finished and not there:
        return "a backup that was made is not there"
    with typed.unlocked(folder) as vault:
        backups.make(vault, place)
    left = [one.name for one in (*folder.iterdir(), *place.iterdir()) if ".part" in one.name]
    return f"the next backup left lying: {', '.join(left)}" if left else None


def _into(make: Making, place: Path, vault: vaults.Vault) -> None:
    make(vault, place)


def _careless(vault: vaults.Vault, place: Path) -> None:
    """The planted fault: a backup that has its name from the start."""
    place.mkdir()
    bundle.pack(vault.folder / "record.db", vault.keys.content, place / f"Sample{backups.ENDING}", kind=bundle.BACKUP)


def _backup_control(made: Made, trial: Trial) -> bool:
    return any(_fails(partial(_backup, made, row_power.again(trial, number), _careless)) for number in range(60))


def _restored(made: Made, trial: Trial, restore: Restoring = _restore) -> str | None:
    place = trial.folder / "there"
    place.mkdir()
    finished = killed(partial(restore, made.backup, place), trial.random, f"restore {restore is _restore}")
    trial.count("killed in the midst", not finished)
    folder = place / f"{backups.name_of(made.backup)}{vaults.SUFFIX}"
    trial.count("whole after a kill", not finished and folder.exists())
    if finished and not folder.exists():
        return "a vault that was restored is not there"
    if not folder.exists():
        _restore(made.backup, place)
    return _whole(folder, made.sample)


def _carelessly(file: Path, place: Path) -> None:
    """The planted fault: a vault that has its name before it is whole."""
    bundle.unpack(file, place / f"{backups.name_of(file)}{vaults.SUFFIX}")


def _restore_control(made: Made, trial: Trial) -> bool:
    return any(_fails(partial(_restored, made, row_power.again(trial, number), _carelessly)) for number in range(60))


def _fails(tried: Callable[[], str | None]) -> bool:
    try:
        return tried() is not None
    except CremeetError:
        return True


ROWS = (
    Row(
        name="backup",
        target=650,
        promise="kill -9 while a backup is made: the vault opens, and what bears a backup's name is whole",
        prepare=Made.at,
        trial=_backup,
        control=_backup_control,
        short=8,
    ),
    Row(
        name="restore",
        target=650,
        promise="kill -9 while a backup is restored: there is a whole vault or none, and it can be restored again",
        prepare=Made.at,
        trial=_restored,
        control=_restore_control,
        short=8,
    ),
)
