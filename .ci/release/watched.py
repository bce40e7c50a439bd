"""Runs the frozen program as a person without rights on a new machine would, and tells what it did beside its work.

On Linux every file that is written and every internet socket that is asked for is seen from outside the program: the
library that the torture tests preload (tests/shims/trace_writes.c) stands between it and the system. What the program
refuses itself (`cremeet.guard`) is no proof. Elsewhere only what lies in its folders afterwards is looked at, and told.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.torture import shims

OURS = {
    "linux": (".local/state/cremeet/", ".local/share/cremeet/", ".config/cremeet/"),
    "darwin": ("Library/Application Support/cremeet/",),
}
"""Where platformdirs puts what the program itself keeps, under a home. Windows asks the system, not the environment."""
NOWHERE = ("/dev/", "/proc/self/fd/", "/memfd:", "pipe:", "socket:", "anon_inode:")
"""What has a path and is no file: the terminal, pipes, memory."""
CHANGES = frozenset({"opened", "made", "wrote", "cut", "removed", "renamed", "stream"})
_CONTROL = """
import ctypes, pathlib, sys
pathlib.Path(sys.argv[1]).write_text("outside")
for family in (2, 10):
    ctypes.CDLL(None).socket(family, 1, 0)
"""


class Seen(NamedTuple):
    """What one run said and did: `faults` are sentences, `operations` how many things were seen from outside."""

    said: str
    faults: list[str]
    operations: int


def tried(program: Path, *arguments: str, display: str = "") -> Seen:
    """Run the program in an empty home and an empty environment, and judge what it did.

    It draws offscreen, or on the X server that `display` names.
    """
    with tempfile.TemporaryDirectory(prefix="cremeet-frozen-") as place:
        home, temporary, trace = (Path(place) / name for name in ("home", "tmp", "trace"))
        home.mkdir()
        temporary.mkdir()
        given = _watching(Path(place), trace)
        given |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {}
        ran = _run([str(program), *arguments], home, temporary, given)
        faults = [] if ran.returncode == 0 else [f"{arguments} failed: {ran.stderr.strip()}"]
        kept = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
        if sys.platform in OURS:
            faults += [f"written outside the data folder: {name}" for name in kept if not _is_ours(name)]
        faults += [f"left in the temporary folder: {path.name}" for path in temporary.iterdir()]
        operations = list(shims.operations(trace))
        if not shims.missing():
            faults += judged(operations, home, temporary)
            if not any(each.what == "wrote" and each.path.endswith("/record.db") for each in operations):
                faults.append("the record that was made was not seen to be written: this watch proves nothing")
        return Seen(ran.stdout, faults, len(operations))


def judged(operations: list[shims.Operation], home: Path, temporary: Path) -> list[str]:
    """Return a sentence for each place that was written to and should not have been, and for each internet socket."""
    faults = [f"an internet socket was asked for (family {each.inode})" for each in operations if each.what == "socket"]
    places = {each.path for each in operations if each.what in CHANGES and not each.path.startswith(NOWHERE)}
    for path in sorted(places):
        inside = path.startswith(f"{temporary}/")
        if not inside and not (path.startswith(f"{home}/") and _is_ours(path.removeprefix(f"{home}/"))):
            faults.append(f"written outside the data folder: {path}")
    return faults


@contextmanager
def screen() -> Iterator[str]:
    """Start an X server that nobody sees, and give the name of its display; an empty one where there is no Xvfb."""
    if not shutil.which("Xvfb"):
        yield ""
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"  # it says its number once it answers
    finally:
        server.terminate()
        server.communicate()


def is_proved() -> bool:
    """Say whether a planted write and planted sockets are seen, each as a fault; True where nothing can be watched."""
    if shims.missing():
        return True
    with tempfile.TemporaryDirectory(prefix="cremeet-control-") as place:
        home, trace = Path(place), Path(place) / "trace"
        outside = home / "outside.txt"
        watching = _watching(home, trace)
        _run([sys.executable, "-c", _CONTROL, str(outside)], home, home / "tmp", watching)
        faults = judged(list(shims.operations(trace)), home, home / "tmp")
        wanted = [f"written outside the data folder: {outside}"]
        return faults == [f"an internet socket was asked for (family {family})" for family in (2, 10)] + wanted


def _watching(place: Path, trace: Path) -> dict[str, str]:
    if shims.missing():
        return {}
    library = shims.built("trace_writes", place)
    return {"LD_PRELOAD": str(library), "TRACE_TO": str(trace), "TRACE_FOLDER": "/"}


def _run(command: list[str], home: Path, temporary: Path, watching: dict[str, str]) -> subprocess.CompletedProcess[str]:
    given = environment(home, temporary) | watching
    return subprocess.run(command, env=given, cwd=home, capture_output=True, text=True, timeout=300, check=False)


def environment(home: Path, temporary: Path) -> dict[str, str]:
    """Return an environment with next to nothing in it: Windows does not start a program without its own folders."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    places = dict.fromkeys(("HOME", "USERPROFILE"), str(home)) | dict.fromkeys(
        ("TMPDIR", "TEMP", "TMP"), str(temporary)
    )
    return kept | places | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def _is_ours(name: str) -> bool:
    return name.startswith(OURS[sys.platform]) or f"{name}/" in OURS[sys.platform]
