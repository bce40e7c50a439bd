"""Typing at 12 keys a second into minutes of 3,000 words, in the real window on a real vault, and on a slow disk.

Typed text never waits for the disk, and "Saved" is said only after the commit has returned.
"""

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

from sqlalchemy.orm import Session

from cremeet.app import make_ready
from cremeet.clock import SteppingClock
from cremeet.services import meetings, minutes
from cremeet.services.minutes import NewEntry
from cremeet.services.unit import context
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.bench.harness import Row, at_least, at_most, percentile, told
from tests.bench.typing_hand import WORDS, long_minutes
from tests.journeys.told import PASSPHRASE
from tests.torture import shims

ROOT = Path(__file__).resolve().parents[2]
P99_MS, TIMES_ALONE = 10, 2
SLOWED_MS = 50
SLOW_P99_MS = 33
SECONDS, CONTROL_SECONDS = 60, 8
"""Longer than the wait for the backup that follows an unlock, so that the backup is made meanwhile."""


def bench_typing() -> Iterable[Row]:
    """Type 12 keys a second into long minutes, beside a bare editor with the same highlighter alone, in one process."""
    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        found = typed(Path(place) / "one", None, SECONDS, "alone")
    ours, alone = percentile(found["waits"], 99), percentile(found["alone"], 99)
    yield at_most("typing: keystroke to paint, 3,000 words, p99", ours, "ms", P99_MS)
    yield at_most("typing: the same beside a bare editor's", ours / alone, "times", TIMES_ALONE)
    yield told("typing: bare editor with the highlighter alone, p99", alone, "ms")
    work, alone_work = percentile(found["works"], 99), percentile(found["alone_works"], 99)
    yield told("typing: work of the window's thread for a key, p99", work, "ms")
    yield told("typing: that work beside a bare editor's", work / alone_work, "times")
    yield told("typing: keystroke to paint, p50", statistics.median(found["waits"]), "ms")
    yield told("typing: bare editor, p50", statistics.median(found["alone"]), "ms")
    yield told("typing: keystroke to paint, worst", max(found["waits"]), "ms")
    yield told("typing: keys typed", len(found["waits"]), "keys")
    yield told("typing: commits while typing", found["commits"], "commits")


def bench_typing_on_a_slow_disk() -> Iterable[Row]:
    """Type the same while every sync takes 50 ms longer.

    The control lets the window itself wait for the disk now and then: the same measure must see it.
    """
    if lacking := shims.missing():
        raise RuntimeError(lacking)
    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        folder = Path(place)
        library = shims.built("slow_disk", folder)
        found = typed(folder / "one", library, SECONDS)
        control = typed(folder / "control", library, CONTROL_SECONDS, "waits")
    yield at_most("slow disk: keystroke to paint, p99", percentile(found["waits"], 99), "ms", SLOW_P99_MS)
    yield at_most("slow disk: Saved said before its commit returned", found["early"], "times", 0)
    yield told("slow disk: keystroke to paint, p50", statistics.median(found["waits"]), "ms")
    yield told("slow disk: keystroke to paint, worst", max(found["waits"]), "ms")
    yield told("slow disk: keys typed", len(found["waits"]), "keys")
    yield told("slow disk: commits while typing", found["commits"], "commits")
    yield at_least("slow disk, control: syncs that were slowed", found["syncs"], "syncs", found["commits"])
    yield at_least(
        "slow disk, control: p99 where the window waits", percentile(control["waits"], 99), "ms", SLOW_P99_MS
    )


def typed(folder: Path, library: Path | None, seconds: float, *ways: str) -> dict[str, Any]:
    """Make a vault with a live meeting and long minutes, type in a process of its own, and return what that measured.

    `library` is what slows the disk, where it is to be slow.
    """
    folder.mkdir()
    vault = folder / "North Vale.cremeet"
    with vaults.create(vault, person="Lena Chairwoman", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as made:
        info = context(made.person.name, SteppingClock(factory.MONDAY), random.Random(5))
        for verb in (make_ready, _long_minutes):
            with unit_of_work(made.engine, info) as session:
                verb(session)
    slowed = {"SLOW_DISK_MS": str(SLOWED_MS), "SLOW_DISK_COUNT": str(folder / "count")}
    slowed |= {"LD_PRELOAD": str(library)} if library else {}
    given = (str(vault), str(folder / "settings"), str(seconds), str(folder / "count"), *ways)
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.typing_hand", *given],
        cwd=ROOT,
        env=os.environ | slowed | {"XDG_STATE_HOME": str(folder / "state")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    measured: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def _long_minutes(session: Session) -> None:
    """Hold a meeting whose current item has minutes of 3,000 words."""
    meeting_id = held.live(session)
    held.arrive(session, meeting_id)
    now = next(item for item in meetings.meeting_view(session, meeting_id).items if item.state == "now")
    for paragraph in long_minutes(WORDS).splitlines():
        minutes.add_entry(session, now.item_id, NewEntry(paragraph))
