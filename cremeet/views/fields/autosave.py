"""Saving what is typed as it is typed: a short quiet time, and never longer than a ceiling while typing goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance

QUIET_MS, CEILING_MS = 400, 2000


class AutoSave(QObject):
    """Calls `save` 400 ms after the last change and at most 2 s after the first unsaved one.

    `save` reads the field itself and asks the record to keep it (urgently); call `flush()` before a page is left.
    """

    def __init__(
        self, owner: QObject, edited: SignalInstance, save: Callable[[], None],
        *, quiet_ms: int = QUIET_MS, ceiling_ms: int = CEILING_MS,
    ) -> None:  # fmt: skip
        """Live as long as `owner`; `edited` is the field's signal."""
        super().__init__(owner)
        self._save = save
        self._quiet, self._ceiling = QTimer(self), QTimer(self)
        for timer, length in ((self._quiet, quiet_ms), (self._ceiling, ceiling_ms)):
            timer.setSingleShot(True)
            timer.setInterval(length)
            timer.timeout.connect(self._hand_over)
        edited.connect(self._edited)

    @property
    def waiting(self) -> bool:
        """Whether something typed has not been handed over yet."""
        return self._ceiling.isActive()

    def flush(self) -> None:
        """Hand over what is typed now, if anything waits."""
        if self.waiting:
            self._hand_over()

    def settled(self) -> bool:
        """Stop waiting, and return whether something waited: the caller hands it over itself."""
        waited = self.waiting
        self._quiet.stop()
        self._ceiling.stop()
        return waited

    def _hand_over(self) -> None:
        self.settled()
        self._save()

    def _edited(self) -> None:
        self._quiet.start()
        if not self._ceiling.isActive():
            self._ceiling.start()
