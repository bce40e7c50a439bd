"""The key file: killed while it is saved, the old keys or the new ones open, and nothing broken bears a final name."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from cremeet.vault import keyfile, slots
from cremeet.vault.slots import FLOOR
from tests.torture.frame import Row, Trial
from tests.torture.killing import killed
from tests.vault.made import PASSPHRASE, PERSON, quick


class Made:
    """Two key files of one vault, and how long saving one takes here."""

    def __init__(self) -> None:
        slots._derive = quick  # the workers that are forked from here keep it
        vault_id, self.key = keyfile.new_vault_id(), secrets.token_bytes(keyfile.KEY)
        slot = slots.make_slot(PERSON, "chair", PASSPHRASE, FLOOR)
        self.old = keyfile.fresh(self.key, [slot], vault_id)
        self.new = keyfile.fresh(self.key, [slot], vault_id, generation=2)


def _trial(made: Made, trial: Trial, save: Any = keyfile.save) -> str | None:
    keys = trial.folder / "keys.json"
    keyfile.save(keys, made.old)
    finished = killed(lambda: save(keys, made.new), trial.random, "keysave")
    trial.count("killed in the midst", not finished)
    for copy in keyfile.copies(keys):
        if copy.exists() and keyfile.read(copy) not in (made.old, made.new):
            return "a broken file bears a final name"
    found = keyfile.candidates(keys)
    if keyfile.open_with(found[0], PASSPHRASE).key != made.key:
        return "another key was opened"
    if finished and found != [made.new]:
        return "a save that was done is not there"
    trial.count("new keys found after a kill", not finished and found[0] == made.new)
    return None


def _control(made: Made, trial: Trial) -> bool:
    """Write both copies in place, as a careless program would: the kill must leave a broken one."""

    def careless(path: Path, content: dict[str, Any]) -> None:
        raw = slots.canonical(content)
        for copy in keyfile.copies(path):
            with copy.open("wb", buffering=0) as file:
                for start in range(0, len(raw), 64):
                    file.write(raw[start : start + 64])

    for number in range(60):
        again = Trial(number, trial.random, trial.folder / str(number))
        again.folder.mkdir()
        try:
            if _trial(made, again, careless):
                return True
        except Exception:  # noqa: BLE001 - whatever an unreadable key file raises, it was found
            return True
    return False


ROWS = (
    Row(
        name="keysave",
        target=650,
        promise="kill -9 while the key file is saved: the old or the new keys open",
        prepare=lambda _: Made(),
        trial=_trial,
        control=_control,
        short=24,
    ),
)
