"""The real save path, killed at a random moment: every acknowledged save is there, and nothing is damaged."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from tests.torture import typed
from tests.torture.frame import Row, Trial
from tests.torture.killing import die_in
from tests.torture.typed import Sample

LONGEST = 0.05
"""Seconds from the first acknowledged save to the kill, at most: some twenty saves."""


def _trial(sample: Sample, trial: Trial, *, too_soon: bool = False) -> str | None:
    folder, seed = sample.copy(trial.folder / "vault"), str(trial.random.random())
    saved = _saved_until_killed(sample, folder, seed, trial.random.random() * LONGEST, too_soon=too_soon)
    trial.count("acknowledged saves", saved)
    trial.count("hot journals", (folder / "record.db-journal").stat().st_size > 0)
    here, following = typed.foretold(seed, sample, saved)
    return typed.wrong_with(folder, sample, lambda found: found in (here, following))


def _saved_until_killed(sample: Sample, folder: Path, seed: str, seconds: float, *, too_soon: bool) -> int:
    """Let a forked child type until it is killed, and return how many saves it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)

            def acknowledge(number: int) -> None:
                os.write(writing, b".")
                if number == 1:
                    die_in(seconds)

            typed.type_on(typed.unlocked(folder), sample, seed, acknowledge, too_soon=too_soon)
        except BaseException:  # noqa: BLE001 - told on standard error; nothing comes back from a fork
            traceback.print_exc(file=sys.stderr)
        os._exit(7)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        saved = len(answers.read())
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself; its traceback stands on standard error"
    return saved


def _control(sample: Sample, trial: Trial) -> bool:
    """Let the child acknowledge before it commits: the kill must find one that is not there."""
    for number in range(200):
        again = Trial(number, trial.random, trial.folder / str(number))
        again.folder.mkdir()
        if _trial(sample, again, too_soon=True) is not None:
            return True
    return False


ROWS = (
    Row(
        name="kill",
        target=2000,
        promise="kill -9 at a random moment of the save path: no acknowledged save lost, nothing damaged",
        prepare=Sample.make,
        trial=_trial,
        control=_control,
        short=12,
    ),
)
