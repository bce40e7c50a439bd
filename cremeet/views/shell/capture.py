"""Keeping the windows out of screenshots and shared screens, where the system can: a setting of the vault."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow

from cremeet.views.shell.every_window import EveryWindow

_FREE, _MONITOR, _EXCLUDED = 0x00, 0x01, 0x11
Affinity = Callable[[int, int], bool]


def windows_affinity(window: int, affinity: int) -> bool:
    """Ask Windows to treat a window so when the screen is captured; say whether it will."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(window), affinity))
    return False


def is_available() -> bool:
    """Say whether this system can keep a window out of captures."""
    return sys.platform == "win32"


class CaptureGuard(QObject):
    """Keeps every window of the program out of captures while it is on; `state` says in words whether it does."""

    def __init__(
        self, windows: EveryWindow, *, affinity: Affinity = windows_affinity, available: bool | None = None
    ) -> None:
        super().__init__(windows)
        self._affinity = affinity
        self._available = is_available() if available is None else available
        self._on = False
        self._failed = False
        self._windows: list[QWindow] = []
        windows.tell(self._met)

    @property
    def state(self) -> str:
        """What to tell the person about it."""
        if not self._available:
            return self.tr("Not available on this system: its screenshots and shared screens show cremeet.")
        if not self._on:
            return self.tr("Off: screenshots and shared screens show cremeet.")
        if self._failed:
            return self.tr("On, but the system refused it for a window: do not rely on it.")
        return self.tr("On: screenshots and shared screens do not show cremeet.")

    def set_on(self, on: bool) -> None:  # noqa: FBT001 - the value of a setting
        """Turn it on or off for every window, those to come as well."""
        if on == self._on:
            return
        self._on, self._failed = on, False
        for window in self._windows:
            self._apply(window)

    def _met(self, window: QWindow) -> None:
        self._windows.append(window)
        window.destroyed.connect(lambda _=None: self._windows.remove(window) if window in self._windows else None)
        if self._on:
            self._apply(window)

    def _apply(self, window: QWindow) -> None:
        if not self._available:
            return
        number = int(window.winId())
        if not self._on:
            self._affinity(number, _FREE)
        elif not self._affinity(number, _EXCLUDED) and not self._affinity(number, _MONITOR):  # older Windows: black
            self._failed = True
