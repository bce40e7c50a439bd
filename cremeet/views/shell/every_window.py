"""Knowing every window of the program: what guards one must guard all, dialogs and the shared screen too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_MS = 300
"""How long a window may stand unknown that never took the focus."""


class EveryWindow(QObject):
    """Calls each of `heard` once for every window of the application, those that are there and those to come.

    The system's windows are listened to, where input arrives once, and not every event of every widget.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app = app
        self._heard: list[Callable[[QWindow], None]] = []
        self._known: set[QWindow] = set()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        app.focusWindowChanged.connect(self._met)

    def tell(self, heard: Callable[[QWindow], None]) -> None:
        """Tell `heard` of every window from now on, and of those that are known at once."""
        self._heard.append(heard)
        for window in self._known:
            heard(window)
        self.look()

    def look(self) -> None:
        """Look for windows that have not been met."""
        for window in self._app.allWindows():
            self._met(window)

    def stop(self) -> None:
        """Look for no more windows."""
        self._look.stop()
        self._app.focusWindowChanged.disconnect(self._met)

    def _met(self, window: QWindow | None) -> None:
        if window is None or window in self._known:
            return
        self._known.add(window)
        window.destroyed.connect(lambda _=None, gone=window: self._known.discard(gone))
        for heard in self._heard:
            heard(window)


def shown_windows() -> list[QWidget]:
    """Return the windows that can be seen now, menus and tips among them."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def widget_of(window: QWindow) -> QWidget | None:
    """Return the widget that a system's window belongs to."""
    return next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is window), None)


def close_popups() -> None:
    """Close open menus and lists: they would stay above whatever covers their window, and take the keys."""
    for _ in range(8):
        popup = QApplication.activePopupWidget()
        if popup is None:
            return
        popup.close()
