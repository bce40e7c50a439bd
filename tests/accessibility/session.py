"""A desktop that nobody sees: an X server, a session bus, the accessibility bus, and a window manager for the focus."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
BUS_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
INSIDE = "--on-the-desktop"
"""The word that tells the command that it runs on the desktop that it made."""
SCREEN = "1366x768x24"
_PATIENCE = 20.0


def go_inside() -> int:
    """Make the desktop and run the same command on it; return what it returned."""
    with tempfile.TemporaryDirectory(prefix="cremeet-desktop-") as folder:
        place = Path(folder)
        place.chmod(0o700)
        shown = place / "display"
        # -r: a key that a busy machine is slow to let go must not repeat itself.
        with shown.open("w") as told, (place / "x.log").open("w") as log:
            x = subprocess.Popen(
                ["Xvfb", "-displayfd", str(told.fileno()), "-screen", "0", SCREEN, "-nolisten", "tcp", "-r"],
                pass_fds=[told.fileno()], stdout=log, stderr=log,
            )  # fmt: skip
        try:
            ends = time.monotonic() + _PATIENCE
            while not shown.read_text().strip():
                if x.poll() is not None or time.monotonic() > ends:
                    sys.exit("check-accessibility: no X server came up")
                time.sleep(0.02)
            given = {
                **os.environ,
                "DISPLAY": f":{shown.read_text().strip()}",
                "XDG_RUNTIME_DIR": folder,
                "QT_QPA_PLATFORM": "xcb",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "LC_ALL": "C.UTF-8",
            }
            command = [sys.executable, "-m", "tests.accessibility", INSIDE, *sys.argv[1:]]
            with (place / "bus.log").open("w") as log:
                # What the bus says of itself is of no interest; what the command says goes to standard output.
                return subprocess.run(
                    ["dbus-run-session", "--", *command], cwd=ROOT, env=given, stderr=log, check=False
                ).returncode
        finally:
            x.terminate()
            x.wait()


@contextmanager
def helpers() -> Iterator[None]:
    """Start the accessibility bus and a window manager, which gives a new window the keyboard."""
    launcher = next((one for one in BUS_LAUNCHERS if one.exists()), None)
    if launcher is None:
        sys.exit("check-accessibility: at-spi2-core is not installed")
    started = [
        subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for one in ([str(launcher), "--launch-immediately"], ["openbox", "--sm-disable"])
    ]
    try:
        _wait_for_the_manager()
        yield
    finally:
        for one in started:
            one.terminate()
            one.wait()


def _wait_for_the_manager() -> None:
    """Wait until windows are managed: one that comes before would never be given the keyboard."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x.XInternAtom.restype = ctypes.c_ulong
    x.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x.XGetSelectionOwner.restype = ctypes.c_ulong
    x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x.XOpenDisplay(None)
    try:
        manager = x.XInternAtom(display, b"WM_S0", 0)  # who manages screen 0 owns this (ICCCM 4.3)
        ends = time.monotonic() + _PATIENCE
        while not x.XGetSelectionOwner(display, manager):
            if time.monotonic() > ends:
                sys.exit("check-accessibility: no window manager came up")
            time.sleep(0.02)
    finally:
        x.XCloseDisplay(display)


@contextmanager
def program(home: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program with these words for its interpreter, in a home of its own, and end it."""
    given = {**os.environ, **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE")}}
    running = subprocess.Popen(
        [str(PYTHON), *command], cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
