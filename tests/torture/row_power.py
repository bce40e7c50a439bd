"""Power cuts, simulated at every operation of a real run: what was acknowledged is there, and nothing is corrupt."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cremeet.errors import CremeetError
from cremeet.vault import keyfile
from cremeet.vault.connection import connect
from tests.torture import shims, typed
from tests.torture.cuts import Disk, Kind
from tests.torture.frame import Row, Trial
from tests.torture.typed import Minutes, Sample

SEED, SAVES, KEY_SAVES = "power", 60, 12
RECORD = "record.db"
KINDS: tuple[Kind, ...] = ("kept", "dropped", *("mixed",) * 6)


@dataclass(slots=True)
class Taken:
    """A traced run of saves: the disk that it was written to, and what has to stand there after each save."""

    disk: Disk
    sample: Sample
    key: bytes
    foretold: list[Minutes]
    chains: list[list[bytes]]

    @classmethod
    def of(cls, sample: Sample, place: Path, play: str) -> Taken:
        """Record `play` (see recorded.py) in a copy of the sample."""
        disk, folder = recorded_in(sample, place, play, SAVES)
        key = keyfile.open_with(keyfile.candidates(folder / "keys.json")[0], typed.PASSPHRASE).key
        foretold = [Minutes()]
        steps = list(itertools.islice(typed.stream(SEED, len(sample.items)), SAVES))
        for step in steps:
            foretold.append(foretold[-1].after(step))
        whole = _stands(folder / RECORD, key)[2]
        left = [sum(step.kind != "draft" for step in steps[saves:]) for saves in range(SAVES + 1)]
        return cls(disk, sample, key, foretold, [whole[: len(whole) - each] for each in left])

    def wrong_with(self, place: Path, acknowledged: int) -> str | None:
        """Open what a cut left as the program does, and say what is wrong: lost, corrupt, or something between."""
        drafts, entries, chain, faults = _stands(place / RECORD, self.key)
        if faults:
            return f"corrupt: {faults[0]}"
        items = self.sample.items
        found = Minutes(
            {items.index(item): words for item, words in drafts},
            [(items.index(item), words, gone is not None) for item, words, gone in entries],
        )
        for saves in range(max(acknowledged, 0), min(acknowledged + 2, SAVES + 1)):
            there = self.foretold[saves]
            if (there.drafts, there.entries) == (found.drafts, found.entries):
                if chain == self.chains[saves]:
                    return None
                return f"the record of who did what does not go with the words after {saves} saves"
        return f"lost: not what was acknowledged with save {acknowledged}"


def recorded_in(sample: Sample, place: Path, play: str, times: int, person: str = SEED) -> tuple[Disk, Path]:
    """Do `play` under the preloaded library; return the disk as it was written to, and the folder as it stands now."""
    place.mkdir()
    folder, trace = sample.copy(place / "vault"), place / "trace"
    library = shims.built("trace_writes", place)
    shims.traced(library, trace, folder, "tests.torture.recorded", play, folder, person, times)
    disk = Disk(sample.folder, folder, shims.operations(trace))
    assert disk.writes >= times, "the library did not see what was written"
    for name, content in disk.files(len(disk.operations), "kept", random.Random(0)).items():
        assert (folder / name).read_bytes() == bytes(content), f"the trace does not account for {name}"
    return disk, folder


def _stands(record: Path, key: bytes) -> tuple[list[Any], list[Any], list[bytes], list[str]]:
    """Return the drafts, the entries, the seals of the audit's chain and what is corrupt.

    Where a journal is taken back, the opening itself makes both checks and raises; they are not made twice.
    """
    journal = record.with_name(f"{record.name}-journal")
    checked = journal.exists() and any(journal.read_bytes()[:1])
    opened = connect(record, key)
    try:
        faults = [] if checked else [str(row[0]) for row in opened.execute("PRAGMA cipher_integrity_check")]
        if not checked:
            faults += [str(row[0]) for row in opened.execute("PRAGMA integrity_check") if row[0] != "ok"]
        drafts = opened.execute("SELECT place, words FROM draft").fetchall()
        entries = opened.execute("SELECT item_id, words, withdrawn_at FROM minute_entry ORDER BY id").fetchall()
        chain = [row[0] for row in opened.execute("SELECT mac FROM audit ORDER BY seq")]
        return drafts, entries, chain, faults
    finally:
        opened.close()


def cut(disk: Disk, trial: Trial) -> tuple[dict[str, bytearray], int, Kind]:
    """Return the state of this trial's number: every operation comes up in each turn, in another kind each turn."""
    first = disk.marks[0][0] + 1
    count = len(disk.operations) - first
    turn, place = divmod(trial.number, count)
    kind = KINDS[(trial.number + turn) % len(KINDS)]
    place = place * 7919 % count if count % 7919 else place  # a prime, so that a few trials are spread over all
    after = first + place + 1
    return disk.files(after, kind, trial.random), disk.acknowledged(after), kind


def write(files: dict[str, bytearray], folder: Path) -> None:
    """Put the files of a state into a folder."""
    for name, content in files.items():
        if not name.endswith(".lock"):
            (folder / name).write_bytes(content)


def _record_trial(taken: Taken, trial: Trial) -> str | None:
    files, acknowledged, kind = cut(taken.disk, trial)
    write({name: content for name, content in files.items() if name.startswith(RECORD)}, trial.folder)
    trial.count(f"states with unsynced writes {kind}")
    trial.count("hot journals", any(files.get(f"{RECORD}-journal", b"")[:1]))
    return taken.wrong_with(trial.folder, acknowledged)


def _record_control(taken: Taken, trial: Trial) -> bool:
    """SQLite's own settings, DELETE and FULL, lose the last commit: its journal's removal is not yet certain."""
    loses = Taken.of(taken.sample, trial.folder / "loses", "save_as_sqlite_would")
    return any(
        (said := _record_trial(loses, again(trial, number))) is not None and said.startswith("lost")
        for number in range(len(loses.disk.operations), 3 * len(loses.disk.operations))
    )


def again(trial: Trial, number: int) -> Trial:
    """Return another trial within a control."""
    made = Trial(number, trial.random, trial.folder / str(number))
    made.folder.mkdir()
    return made


@dataclass(slots=True)
class Keys:
    """A traced run of saves of the key file, and the key that has to open after any of them."""

    disk: Disk
    sample: Sample
    key: bytes

    @classmethod
    def of(cls, sample: Sample, place: Path, play: str) -> Keys:
        """Record `play` (see recorded.py) in a copy of the sample."""
        disk, folder = recorded_in(sample, place, play, KEY_SAVES)
        return cls(disk, sample, keyfile.open_with(keyfile.candidates(folder / "keys.json")[0], typed.PASSPHRASE).key)


def _keys_trial(taken: Keys, trial: Trial) -> str | None:
    files, acknowledged, kind = cut(taken.disk, trial)
    keys = trial.folder / "keys.json"
    write({name: content for name, content in files.items() if name.startswith(keys.name)}, trial.folder)
    trial.count(f"states with unsynced writes {kind}")
    newest = keyfile.candidates(keys)[0]
    if keyfile.open_with(newest, typed.PASSPHRASE).key != taken.key:
        return "another key was opened"
    if newest["gen"] < acknowledged:
        return f"lost: generation {acknowledged} was acknowledged, {newest['gen']} is there"
    for copy in keyfile.copies(keys):
        keyfile.read(copy)  # raises where a broken file bears a final name
    return None


def _keys_control(taken: Keys, trial: Trial) -> bool:
    """Key files written in place: a cut must leave one that cannot be read."""
    loses = Keys.of(taken.sample, trial.folder / "loses", "keys_in_place")
    for number in range(3 * len(loses.disk.operations)):
        try:
            if _keys_trial(loses, again(trial, number)) is not None:
                return True
        except CremeetError:
            return True
    return False


ROWS = (
    Row(
        name="power",
        target=100_000,
        promise="power cut after any operation of the save path: no acknowledged save lost, nothing corrupt",
        prepare=lambda folder: Taken.of(Sample.make(folder), folder / "taken", "save"),
        trial=_record_trial,
        control=_record_control,
        short=200,
        missing=shims.missing,
    ),
    Row(
        name="power-keys",
        target=10_000,
        promise="power cut after any operation of saving the key file: the newest acknowledged keys open",
        prepare=lambda folder: Keys.of(Sample.make(folder), folder / "taken", "keys"),
        trial=_keys_trial,
        control=_keys_control,
        short=200,
        missing=shims.missing,
    ),
)
