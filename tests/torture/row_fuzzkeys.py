"""Mutated key files: they open the right key of an untouched file, or are refused in one sentence, at once."""

from __future__ import annotations

import hmac
import random
import resource
import time
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cremeet.errors import VaultError
from cremeet.vault import keyfile, slots
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR, LIMITS, Cost
from tests.torture import mutations
from tests.torture.frame import Row, Trial
from tests.vault.made import quick

WORDS = ("invented-sample-lantern-otter", "pretend-paper-orchard-nine", "made-up-recovery-words-here")
LONGEST, MOST = 0.5, 48 * 1024
"""Seconds of this process's own time, and KiB, that one file may cost."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A true key file, what it opens, and who can open it with which words."""

    content: dict[str, Any]
    key: bytes
    people: dict[str, str]


def prepare(_: Path) -> list[Keys]:
    """Make key files of two vaults: with one person and with more, at rest, and in the midst of a change of key."""
    slots._derive = _bounded  # the workers that are forked from here keep it
    return [_made(people, changing=changing) for people in (1, 2) for changing in (False, True)]


def _bounded(secret: bytes, cost: Cost, salt: bytes) -> bytes:
    """Stand in for Argon2id, and refuse what would cost more, or less, than any key file may ask for."""
    asked = {"m": cost.m, "t": cost.t, "p": cost.p}
    assert all(low <= asked[name] <= high for name, (low, high) in LIMITS.items()), "a cost outside the limits"
    return quick(secret, cost, salt)


def _made(people: int, *, changing: bool) -> Keys:
    source = random.Random(people)
    key, vault_id = source.randbytes(keyfile.KEY), keyfile.new_vault_id()
    made = [slots.make_slot(f"Person {number}", "chair", WORDS[number], FLOOR) for number in range(people)]
    if people > 1:
        made.append(slots.make_slot("Recovery code", "administrator", WORDS[2], FLOOR, kind="recovery"))
    content = keyfile.fresh(key, made, vault_id)
    coming = keyfile.seal_all(source.randbytes(keyfile.KEY), made, vault_id) if changing else None
    content = keyfile.changed(content, key, next=coming, anchor={"seq": 12, "mac": "0f" * 32})
    words = {
        slot["id"]: WORDS[number] if slot["kind"] == "passphrase" else WORDS[2] for number, slot in enumerate(made)
    }
    return Keys(content, key, words)


def _trial(made: list[Keys], trial: Trial) -> str | None:
    source = trial.random
    whole, other = made[trial.number % len(made)], source.choice(made)
    raw = mutations.spoilt(source, whole.content, other.content)
    person, words = source.choice(list(whole.people.items()))
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        content = _read(raw, trial)
        opened = keyfile.open_with(content, words, source.choice((person, person, person, None)))
    except VaultError as error:
        trial.count(f"refused: {type(error).__name__.removesuffix('Error')}")
        said = str(error)
        result = None if said.endswith(".") and "\n" not in said else "what was said is not one sentence"
    else:
        trial.count("opened: it meant the same")
        true = any(content == each.content and opened.key == each.key for each in made)
        result = None if true else "a file that was altered opened"
    if time.process_time() - began > LONGEST:
        return f"it took {time.process_time() - began:.1f} s"
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before > MOST:
        return "it took too much memory"
    return result


def _read(raw: bytes, trial: Trial) -> dict[str, Any]:
    """Read it as the program does: from bytes, or one time in eight from a vault's folder, with people to choose."""
    if trial.number % 8:
        return keyfile.parse(raw)
    keys = trial.folder / "keys.json"
    for copy in keyfile.copies(keys):
        copy.write_bytes(raw)
    for person in vaults.people(trial.folder):
        assert keyfile.is_name(person.name)
    return keyfile.candidates(keys)[0]


def _control(made: list[Keys], trial: Trial) -> bool:
    """Read without looking at the seal over the whole file: an altered one must open."""
    known = keyfile.hmac
    keyfile.hmac = types.SimpleNamespace(digest=hmac.digest, compare_digest=lambda *_: True)
    try:
        return any(
            _trial(made, Trial(number, random.Random(number), trial.folder)) == "a file that was altered opened"
            for number in range(1, 4000)
            if number % 8
        )
    finally:
        keyfile.hmac = known


ROWS = (
    Row(
        name="fuzzkeys",
        target=100_000,
        promise="a mutated key file: refused in one sentence, at once; nothing uncaught, no wrong key",
        prepare=prepare,
        trial=_trial,
        control=_control,
        short=1500,
    ),
)
