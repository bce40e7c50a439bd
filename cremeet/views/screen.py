"""Whether there is a screen to show a window on, asked before Qt is loaded."""

from __future__ import annotations

import os
import subprocess
import sys


def has_screen() -> bool:
    """Say whether a screen is named: always so on Windows and macOS, elsewhere by the environment."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def answers() -> bool:
    """Say whether the screen that is named answers: Qt ends the process where it does not, so another one tries.

    Only the demonstration asks: it costs about 0.15 s, too much for each opening of a vault.
    """
    if sys.platform in {"win32", "darwin"} or getattr(sys, "frozen", False):
        return True
    tries = [sys.executable, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
    try:
        ran = subprocess.run(tries, capture_output=True, timeout=20, check=False)  # noqa: S603 - our own interpreter
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0
