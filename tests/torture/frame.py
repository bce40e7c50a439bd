"""The frame of the torture tests: what a row is, how rows are found, run, taken up again, and shown.

How to write a row
------------------
A row is a `Row` in the tuple `ROWS` of a module `tests/torture/row_....py`; nothing else has to be registered. It
has a name (`make torture ROW=name`), the number of trials to reach, the promise in a few words, and three functions:

    prepare(folder) -> made           once, in the parent, before any worker is forked: import all that a trial needs,
                                      make the sample to spoil. `folder` lasts as long as the row. Start no threads.
    trial(made, trial) -> str | None  once for each number: None where the promise held, else one line that says what
                                      was wrong. Any exception is a failure, too. `trial.random` is seeded by row and
                                      number alone, `trial.folder` is an empty folder that goes afterwards, and
                                      `trial.count("hot journals")` adds to figures shown beside the result.
    control(made, trial) -> bool      once: the same detector on a planted fault; True when it was found. A row whose
                                      control is not found does not hold, however many trials passed.

Trials run in forked workers and come back in chunks, each of which is written to the state file, so that a row that
was interrupted goes on with the chunks that are left. A trial must therefore depend on nothing but `made`, its number
and its own random source. A trial may fork (the workers have one thread), and must reap what it forks.
`missing()` names what this machine lacks for the row ("" for nothing): it is then skipped, but fails where CI=true.
`short` is how many trials the ordinary tests run (`test_short_forms.py`): a few dozen, within a few seconds.
"""

from __future__ import annotations

import collections
import importlib
import os
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
MOST_TOLD = 5
"""How many failures of a chunk are kept in words; all are counted."""


@dataclass(slots=True)
class Trial:
    """One trial: its number, a random source of its own, an empty folder, and figures to add to."""

    number: int
    random: random.Random
    folder: Path
    tallies: collections.Counter[str] = field(default_factory=collections.Counter)

    def count(self, what: str, by: int = 1) -> None:
        """Add to a figure that is shown beside the row's result."""
        self.tallies[what] += by


@dataclass(frozen=True, slots=True)
class Row:
    """One promise and how it is tried; see the top of this module."""

    name: str
    target: int
    promise: str
    prepare: Callable[[Path], Any]
    trial: Callable[[Any, Trial], str | None]
    control: Callable[[Any, Trial], bool]
    short: int = 24
    missing: Callable[[], str] = lambda: ""

    @property
    def chunk(self) -> int:
        """How many trials are done between two writings of the state."""
        return max(1, min(500, self.target // 250))


def found(folder: Path = FOLDER, package: str = "tests.torture") -> dict[str, Row]:
    """Return the rows of a folder by name, module by module."""
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("row_*.py")):
        for row in importlib.import_module(f"{package}.{path.stem}").ROWS:
            assert row.name not in rows, f"two rows are called {row.name}"
            rows[row.name] = row
    return rows


def working_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a passing folder, in memory where there is one: what is tried is the order of writes, not the disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return tempfile.TemporaryDirectory(prefix="cremeet-torture-", dir=memory if roomy else None)


def one(row: Row, made: Any, trial: Trial) -> str | None:
    """Run one trial in its folder and return what was wrong; an exception is wrong, told by kind and place."""
    trial.folder.mkdir(parents=True)
    try:
        return row.trial(made, trial)
    except Exception as error:  # noqa: BLE001 - whatever a trial raises is a failure to be counted
        return told(error)
    finally:
        shutil.rmtree(trial.folder, ignore_errors=True)


def controlled(row: Row, made: Any, seed: int, folder: Path) -> tuple[bool, str]:
    """Say whether the row's positive control was found, and what it broke with, if it did."""
    trial = Trial(-1, random.Random(f"{row.name}/{seed}/control"), folder / "control")
    trial.folder.mkdir(parents=True)
    try:
        return bool(row.control(made, trial)), ""
    except Exception as error:  # noqa: BLE001 - a control that breaks is one that was not found
        return False, told(error)
    finally:
        shutil.rmtree(trial.folder, ignore_errors=True)


def chunk(row: Row, made: Any, seed: int, numbers: range, folder: Path) -> dict[str, Any]:
    """Run the trials of these numbers and return what came of them."""
    began, wrong, failed = time.perf_counter(), [], 0
    tallies: collections.Counter[str] = collections.Counter()
    for number in numbers:
        trial = Trial(number, random.Random(f"{row.name}/{seed}/{number}"), folder / str(number))
        said = one(row, made, trial)
        tallies += trial.tallies
        if said is not None:
            failed += 1
            wrong += [f"{number}: {said}"] if len(wrong) < MOST_TOLD else []
    seconds = round(time.perf_counter() - began, 3)
    return {"trials": len(numbers), "failed": failed, "told": wrong, "tallies": dict(tallies), "seconds": seconds}


def told(error: BaseException) -> str:
    """Return an exception in one line: its kind, the two innermost places, and its words."""
    frames = traceback.extract_tb(error.__traceback__)[-2:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {where}: {error}"[:400]
