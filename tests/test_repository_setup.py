"""`make setup` on invented machines: what it installs, when it does nothing, and what it says when it cannot help.

The script runs for real, in a folder of its own; Python, ldd, id and apt-get are stand-ins that write down what was
asked of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is for bash")

PYTHON = """#!/bin/bash
echo "python $*" >> "$ASKED"
case "$*" in
    "-m venv --clear .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *find_spec*) echo . ;;
    --version) echo Python 3.11.9 ;;
esac
"""
LDD = """#!/bin/bash
[ ! -e "$MISSING" ] || printf '\\t%s => not found\\n\\tlibQt6Widgets.so.6 => not found\\n' "$(cat "$MISSING")"
"""
APT = """#!/bin/bash
echo "apt-get $*" >> "$ASKED"
case "$*" in *install*) rm -f "$MISSING" ;; esac
"""


class Machine:
    """A clone on an invented machine; `run` sets it up and returns what was asked of the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clone = folder / "clone"
        self.tools = folder / "tools"
        self.asked = folder / "asked"
        self.missing = folder / "missing"
        (self.clone / ".ci").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copy(ROOT / ".ci" / "setup", self.clone / ".ci")
        (self.clone / "requirements-dev.txt").write_text("six==1.17.0\n")
        (self.clone / "pyproject.toml").write_text("[project]\n")
        self.tool("python3.11", PYTHON)
        self.tool("ldd", LDD)
        self.tool("apt-get", APT)
        self.user(0)

    def tool(self, name: str, script: str) -> None:
        """Put a stand-in for a program on the path."""
        (self.tools / name).write_text(script)
        (self.tools / name).chmod(0o755)

    def user(self, number: int) -> None:
        """Be the user of this number: 0 is root."""
        self.tool("id", f"#!/bin/bash\necho {number}\n")

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run the script; what it asked of Python and apt-get is in `asked`."""
        self.asked.write_text("")
        given = {"ASKED": str(self.asked), "MISSING": str(self.missing), "PATH": f"{self.tools}:{os.environ['PATH']}"}
        return subprocess.run(
            ["bash", str(self.clone / ".ci" / "setup")],
            env=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def installed(self) -> list[str]:
        """Return the installing commands of the last run."""
        return re.findall(r"^python -m pip .* install .*$", self.asked.read_text(), re.MULTILINE)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing is missing."""
    return Machine(tmp_path)


def test_the_first_run_installs_the_lock_and_nothing_unlocked(machine: Machine) -> None:
    assert machine.run().returncode == 0
    lock, checkout = machine.installed()
    assert "--require-hashes -r requirements-dev.txt" in lock
    assert "--no-deps --no-build-isolation --editable ." in checkout
    assert "apt-get" not in machine.asked.read_text()


def test_a_second_run_does_and_says_nothing(machine: Machine) -> None:
    machine.run()
    again = machine.run()
    assert (again.returncode, again.stdout, again.stderr, machine.asked.read_text()) == (0, "", "", "")


@pytest.mark.parametrize("changed", ["requirements-dev.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed_into_the_same_environment(machine: Machine, changed: str) -> None:
    machine.run()
    with (machine.clone / changed).open("a") as file:
        file.write("# changed\n")
    assert machine.run().returncode == 0
    assert len(machine.installed()) == 2
    assert "venv" not in machine.asked.read_text().replace(".venv", "")


@pytest.mark.parametrize("move", [True, False])
def test_a_moved_or_copied_clone_gets_an_environment_of_its_own(machine: Machine, move: bool) -> None:
    machine.run()
    elsewhere = machine.folder / "elsewhere"
    (shutil.move if move else shutil.copytree)(str(machine.clone), str(elsewhere))
    machine.clone = elsewhere
    assert machine.run().returncode == 0
    assert "python -m venv --clear .venv" in machine.asked.read_text()


def test_a_run_that_broke_off_is_done_again(machine: Machine) -> None:
    machine.tool("python3.11", PYTHON + 'case "$*" in "-m pip "*) exit 1 ;; esac\n')
    assert machine.run().returncode != 0
    machine.tool("python3.11", PYTHON)
    shutil.copy(machine.tools / "python3.11", machine.clone / ".venv" / "bin" / "python")
    assert machine.run().returncode == 0
    assert len(machine.installed()) == 2


def test_a_missing_library_is_installed_where_the_user_may(machine: Machine) -> None:
    machine.missing.write_text("libEGL.so.1")
    assert machine.run().returncode == 0
    assert re.search(r"apt-get .*install .*\blibegl1\b", machine.asked.read_text())


def test_a_missing_library_is_named_in_one_line_where_the_user_may_not(machine: Machine) -> None:
    machine.user(1000)
    machine.missing.write_text("libEGL.so.1")
    ran = machine.run()
    assert ran.returncode == 1
    (line,) = ran.stderr.splitlines()
    assert "libEGL.so.1" in line
    assert "apt-get install" in line
    assert "libQt6" not in line
    assert "apt-get" not in machine.asked.read_text()
    machine.missing.unlink()
    assert machine.run().returncode == 0


def test_no_python_is_one_clear_line(machine: Machine) -> None:
    for name in ("python3.11", "python3", "python"):
        machine.tool(name, "#!/bin/bash\nexit 1\n")
    ran = machine.run()
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "setup: Python 3.11 or newer is needed: install it, or name it with make setup PYTHON=..."
    ]


def test_every_target_makes_sure_of_the_setup_first() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    needs = {
        target: set(wanted.split())
        for target, wanted in re.findall(r"^([a-z]+):((?: [a-z]+)*) ?##", makefile, flags=re.MULTILINE)
    }
    assert {"setup", "demo", "run", "test", "check", "bench", "build"} <= needs.keys()

    def reaches(target: str) -> bool:
        return target == "setup" or any(map(reaches, needs[target]))

    assert {target for target in needs if not reaches(target)} == {"help", "clean"}


def test_check_runs_every_check() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    planned = subprocess.run(["make", "-n", "check"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    for command in ("ruff check .", "ruff format --check .", "-m mypy", "bin/lint-imports", "-m pytest"):
        assert command in planned.stdout
