"""How long the program takes from nothing to its unlock screen, frozen beside the same from source."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from release import watched

TIMES = 7
LIMIT = 1.5
"""How many times the start from source the frozen start may take."""
FIRST = "drawn: the unlock screen\n"
"""The first line of `cremeet self-test --window`; the program is ended as soon as it has come."""


class Starts(NamedTuple):
    """The medians of both, in seconds."""

    frozen: float
    source: float

    @property
    def ratio(self) -> float:
        """How many times the start from source the frozen one took."""
        return self.frozen / self.source


def starts(program: Path, root: Path, *, cold: bool) -> Starts:
    """Start both by turns and return their medians: after one run that does not count, or each with its files `cold`.

    Cold means that before each start the system is asked to forget what it holds of the files that the start reads;
    what another program has open it keeps, so nothing else should run.
    """
    commands = [str(program)], [sys.executable, "-m", "cremeet"]
    files = _files(program.parent), _files(root / "cremeet", root / "resources", *_libraries())
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(TIMES + (not cold)):
        for command, its_files, seconds in zip(commands, files, taken, strict=True):
            if cold:
                _forget(its_files)
            one = _start(command, root)
            if cold or turn:
                seconds.append(one)
    return Starts(*map(statistics.median, taken))


def _start(command: list[str], root: Path) -> float:
    with tempfile.TemporaryDirectory(prefix="cremeet-start-") as place:
        before = time.perf_counter()
        begun = subprocess.Popen(
            [*command, "self-test", "--window"],
            env=watched.environment(Path(place), Path(place)),
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert begun.stdout is not None
        line = begun.stdout.readline()
        taken = time.perf_counter() - before
        begun.kill()
        begun.communicate()
    if line != FIRST:
        raise RuntimeError(f"{command} did not come to its unlock screen")
    return taken


def _libraries() -> list[Path]:
    return [Path(sysconfig.get_path(name)) for name in ("stdlib", "platlib")]


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.resolve().rglob("*") if path.is_file()]


def _forget(files: list[Path]) -> None:
    """Ask the system to drop what it holds of these files in memory."""
    for path in files:
        opened = os.open(path, os.O_RDONLY)
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(opened)
