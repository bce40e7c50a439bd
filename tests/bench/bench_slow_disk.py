"""A slow disk: typed text never waits for it, and "Saved" is said only after the commit has returned."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cremeet.app import make_ready
from cremeet.clock import SteppingClock
from cremeet.services.unit import context
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.bench.harness import Row, at_least, at_most, told
from tests.journeys.told import PASSPHRASE
from tests.torture import shims

ROOT = Path(__file__).resolve().parents[2]
SLOWED_MS = 50
P99_MS = 33
SECONDS, CONTROL_SECONDS = 30, 8
"""Longer than the wait for the backup that follows an unlock, so that the backup is made meanwhile."""


def bench_typing_on_a_slow_disk() -> Iterable[Row]:
    """Type 12 keys a second into the minutes while every sync takes 50 ms longer, in the real window on a real vault.

    The control lets the window itself wait for the disk now and then: the same measure must see it.
    """
    if lacking := shims.missing():
        raise RuntimeError(lacking)
    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        folder = Path(place)
        library = shims.built("slow_disk", folder)
        found = typed(folder / "one", library, SECONDS)
        control = typed(folder / "control", library, CONTROL_SECONDS, "waits")
    yield at_most("slow disk: keystroke to paint, p99", percentile(found["waits"], 99), "ms", P99_MS)
    yield at_most("slow disk: Saved said before its commit returned", found["early"], "times", 0)
    yield told("slow disk: keystroke to paint, p50", statistics.median(found["waits"]), "ms")
    yield told("slow disk: keystroke to paint, worst", max(found["waits"]), "ms")
    yield told("slow disk: keys typed", len(found["waits"]), "keys")
    yield told("slow disk: commits while typing", found["commits"], "commits")
    yield at_least("slow disk, control: syncs that were slowed", found["syncs"], "syncs", found["commits"])
    yield at_least("slow disk, control: p99 where the window waits", percentile(control["waits"], 99), "ms", P99_MS)


def typed(folder: Path, library: Path, seconds: float, *ways: str) -> dict[str, Any]:
    """Make a vault with a live meeting, type in it in a process of its own, and return what that measured."""
    folder.mkdir()
    vault = folder / "North Vale.cremeet"
    with vaults.create(vault, person="Lena Chairwoman", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as made:
        info = context(made.person.name, SteppingClock(factory.MONDAY), random.Random(5))
        for verb in (make_ready, held.live):
            with unit_of_work(made.engine, info) as session:
                verb(session)
    given = (str(vault), str(folder / "settings"), str(seconds), str(folder / "count"), *ways)
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.slow_typing", *given],
        cwd=ROOT,
        env={
            **os.environ,
            "LD_PRELOAD": str(library),
            "SLOW_DISK_MS": str(SLOWED_MS),
            "SLOW_DISK_COUNT": str(folder / "count"),
            "XDG_STATE_HOME": str(folder / "state"),
        },
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    measured: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def percentile(values: list[float], hundredth: int) -> float:
    """Return the value that so many in a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * hundredth // 100)]
