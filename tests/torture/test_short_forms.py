"""A short form of each row of the torture tests, through the command that runs the long one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture import frame

ROOT = Path(__file__).parents[2]
ROWS = frame.found()


@pytest.mark.skipif(sys.platform != "linux", reason="the torture tests fork and preload, which is done on Linux alone")
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_few_dozen_trials_hold_and_the_control_is_found(name: str, tmp_path: Path) -> None:
    state = tmp_path / "torture.json"
    command = [sys.executable, "-m", "tests.torture", name, "--short", "--jobs", "1", "--state", str(state)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    result = json.loads(state.read_text())[name]["result"]
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    if result["skipped"]:
        pytest.skip(result["skipped"])
    assert result["trials"] >= 1
    assert result["failures"] == 0
    assert result["control"] == "found"
