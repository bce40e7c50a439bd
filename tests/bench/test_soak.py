"""A short day: the replay runs to its end, gives every command, and loses nothing. How fast it is, `make soak` says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench import soak
from tests.journeys.hands import Hands

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_a_short_day_loses_nothing() -> None:
    command = [sys.executable, "-m", soak.__name__, "--meetings", "1", "--entries", "120", "--untimed"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr[-3000:]}"
    told = (line.partition("  ") for line in ran.stdout.splitlines())
    figures = {name: rest.split()[0] for name, _, rest in told}
    assert figures["soak: entries"] == "132"
    assert int(figures["soak: different commands"]) >= 40


def test_a_line_that_is_lost_is_counted_and_does_not_hold() -> None:
    day = soak.Day(Hands(None), soak.SteppingClock(soak.factory.MONDAY), 1)
    day.expected, day.memory, day.waits = {"m": Counter({"Said": 1})}, [10.0] * 10, [[2.0]] * 10
    held = {row["name"]: row["holds"] for row in soak.rows(day, 0)}
    assert all(held.values())
    assert not all(row["holds"] for row in soak.rows(day, 1))


def test_memory_that_grows_and_keys_that_slow_down_do_not_hold() -> None:
    day = soak.Day(Hands(None), soak.SteppingClock(soak.factory.MONDAY), 1)
    day.memory, day.waits = [100.0 + 5 * tenth for tenth in range(10)], [[2.0 + tenth] for tenth in range(10)]
    kept = {row["name"]: row["holds"] for row in soak.rows(day, 0)}
    assert kept["soak: memory grown since the first tenth"] is False
    assert kept["soak: p99 of the slowest tenth beside the first"] is False
