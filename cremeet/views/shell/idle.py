"""Noticing that nobody is there: keys, clicks and wheel turns put the lock off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

IDLE_MINUTES = 5
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Sends `idle` once nobody has touched any window of the application for `milliseconds`.

    It listens to the system's windows, where input arrives once, and not to every event of every widget.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, milliseconds: int = IDLE_MINUTES * 60_000) -> None:
        """Start waiting now."""
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.idle)
        self._timer.start()
        for window in app.allWindows():
            self.watch(window)
        app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Listen to a window too; called for each that takes the focus."""
        if window is not None:
            window.installEventFilter(self)  # Qt keeps one of each, so a window watched twice is heard once

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Start the wait again at each sign of life; nothing is ever held back."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
