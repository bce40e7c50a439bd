"""Taking back what was copied: words from the record leave the clipboard after half a minute, and when cremeet ends.

What another program put there is never touched.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard

from cremeet.views.fields.plain import OURS, confidential

CLEAR_MS = 30_000
Mode = QClipboard.Mode
Owns = Callable[[QClipboard.Mode], bool]


class ClipboardGuard(QObject):
    """Watches the clipboard and, where the system has one, the selection that the middle button pastes."""

    def __init__(self, clipboard: QClipboard, *, after_ms: int = CLEAR_MS, owns: Owns | None = None) -> None:
        """`owns(mode)` says whether this program put there what lies there; the system knows, unless a test does."""
        super().__init__(clipboard)
        self._clipboard, self._owns = clipboard, owns or self._system_says
        self._waits: dict[QClipboard.Mode, QTimer] = {}
        modes = [Mode.Clipboard, *([Mode.Selection] if clipboard.supportsSelection() else [])]
        for mode in modes:
            wait = QTimer(self)
            wait.setSingleShot(True)
            wait.setInterval(after_ms)
            wait.timeout.connect(lambda mode=mode: self._take_back(mode))
            self._waits[mode] = wait
        clipboard.changed.connect(self._changed)

    def clear(self) -> None:
        """Take back at once all that is still ours."""
        for mode in self._waits:
            self._take_back(mode)

    def stop(self) -> None:
        """Take back what is ours, and watch no longer."""
        self._clipboard.changed.disconnect(self._changed)
        self.clear()

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in self._waits:
            return
        if not self._is_ours(mode):
            self._waits[mode].stop()
            return
        data = self._clipboard.mimeData(mode)
        if mode == Mode.Clipboard and data.hasText() and not data.hasFormat(OURS):
            # copied by a menu of Qt's own: put there again, marked; this comes back here
            self._clipboard.setMimeData(confidential(data.text()), mode)
            return
        self._waits[mode].start()

    def _take_back(self, mode: QClipboard.Mode) -> None:
        self._waits[mode].stop()
        if self._is_ours(mode):
            self._clipboard.clear(mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        data = self._clipboard.mimeData(mode)
        if data is None or not data.formats():
            return False
        return bool(data.hasFormat(OURS)) or self._owns(mode)

    def _system_says(self, mode: QClipboard.Mode) -> bool:
        return self._clipboard.ownsClipboard() if mode == Mode.Clipboard else self._clipboard.ownsSelection()
