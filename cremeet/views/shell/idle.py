"""Noticing that nobody is there: keys, clicks and wheel turns put the lock off.

Two clocks are asked and the longer wait counts: one that cannot be set back, and the one on the wall, which has gone on
while the machine slept. A machine that slept for too long locks before it takes another key.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

from cremeet.clock import Clock, steady, system_clock
from cremeet.views.shell.every_window import EveryWindow

IDLE_MINUTES, MEETING_MINUTES = 5, 15
WARN_SECONDS = 30
_LOOK_MS = 1_000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_SHOWING = frozenset({QEvent.Type.Expose, QEvent.Type.UpdateRequest, QEvent.Type.Show})


class IdleLock(QObject):
    """Sends `idle` once nobody has touched any window for `limit()` seconds, and `warned(True)` shortly before.

    `warned(False)` is sent when somebody came back. The limit is asked each second, so a change counts at once.
    """

    idle = Signal()
    warned = Signal(bool)

    def __init__(
        self,
        windows: EveryWindow,
        limit: Callable[[], float],
        *,
        wall: Clock = system_clock,
        sure: Callable[[], float] = steady,
    ) -> None:
        """Start waiting now."""
        super().__init__(windows)
        self._limit, self._wall, self._sure = limit, wall, sure
        self._warned = self._sent = False
        self._last = (wall(), sure())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(min(_LOOK_MS, max(10, round(limit() * 250))))
        windows.tell(self._watch)

    @property
    def waited(self) -> float:
        """Seconds since the last sign of life, by the clock that says more."""
        at, since = self._last
        return max((self._wall() - at).total_seconds(), self._sure() - since)

    def look(self) -> None:
        """Warn or lock if it is time; called each second."""
        limit, waited = self._limit(), self.waited
        if waited >= limit:
            self._timer.stop()
            if not self._sent:
                self._sent = True
                self.idle.emit()
        else:
            self._warn(waited >= limit - min(WARN_SECONDS, limit / 2))

    def came_back(self) -> None:
        """Start the wait again: also for a lock that was called off because words could not be saved."""
        self._last, self._sent = (self._wall(), self._sure()), False
        self._timer.start()
        self._warn(False)

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()
        self._sent = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Start the wait again at each sign of life; one that comes too late locks, and reaches nobody."""
        life = event.type() in _SIGNS_OF_LIFE
        if self._sent or not (life or event.type() in _SHOWING):
            return False
        if self.waited >= self._limit():
            self.look()
            return life
        if life:
            self.came_back()
        return False

    def _watch(self, window: QWindow) -> None:
        window.installEventFilter(self)

    def _warn(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if on != self._warned:
            self._warned = on
            self.warned.emit(on)
