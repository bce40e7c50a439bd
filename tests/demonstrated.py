"""The demonstration, made once in a test session through the command line: it takes seconds."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from cremeet import cli


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, str]:
        """What it printed as `name: value`, the last of each name."""
        return dict(line.split(": ", 1) for line in self.out.splitlines() if ": " in line)


def run(*arguments: object) -> Ran:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run([str(each) for each in arguments])
    return Ran(status, out.getvalue(), err.getvalue())


_MADE: list[tuple[Path, Ran]] = []


def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Return the folder of the demonstration and what the command answered."""
    if not _MADE:
        folder = tmp_path_factory.mktemp("demonstration") / "demo"
        _MADE.append((folder, run("demo", "--folder", folder, "--no-window")))
    return _MADE[0]
