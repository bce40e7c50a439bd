"""Backups that nobody asks for: one after unlocking, once an hour at most, and one at quitting; none at a lock.

It works on a thread that ends with the process, so that neither locking nor leaving ever waits for it: a backup that is
cut off leaves nothing under a backup's name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from cremeet import logs
from cremeet.errors import CremeetError
from cremeet.views.fields.commands import command
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, button, label

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

AFTER_UNLOCK_MS = 20_000
"""The wait after unlocking: by then the first screens have been read."""

HOURLY, AT_QUIT = timedelta(hours=1), timedelta(minutes=1)
"""A backup that is no older than this is recent enough, after unlocking and at quitting."""


class AutoBackup(QObject):
    """`done` carries nothing, or one sentence about why there is no backup. `apart` reaches the record's own thread."""

    done = Signal(str)

    def __init__(self, vault: Vault, apart: Callable[[Callable[[], Any]], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault, self._apart = vault, apart
        self._running = threading.Lock()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.start(HOURLY))

    def after_unlock(self, wait_ms: int = AFTER_UNLOCK_MS) -> None:
        """Make one in a while, unless there is one of the last hour."""
        self._soon.start(wait_ms)

    def start(self, least: timedelta) -> None:
        """Make one now unless the newest is recent enough or one is being made; `done` follows in every case."""
        self._soon.stop()
        threading.Thread(target=self._work, args=(least,), name="backup", daemon=True).start()

    def _work(self, least: timedelta) -> None:
        from cremeet.vault import backups

        sentence = ""
        with self._running:
            try:
                if backups.is_due(self._vault, least):
                    backups.make(self._vault, apart=self._apart)
            except CremeetError as error:
                sentence = str(error)
            except Exception as error:  # noqa: BLE001 - a fault here must not pass for a backup
                sentence = self.tr("The backup was not made ({where}).").format(where=logs.fault(error))
        try:
            self.done.emit(sentence)
        except RuntimeError:  # the window has gone meanwhile
            return


class LastBackup(QWidget):
    """What is seen while the last backup of a sitting is made; `closed` is sent once it is, or when nobody waits."""

    closed = Signal()

    def __init__(self, backup: AutoBackup) -> None:
        super().__init__()
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("cremeet"))
        self._words = label(self.tr("Backing up the vault. This takes a few seconds."), "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._words.text())
        self.leave = button(self.tr("Close without waiting"))
        self.leave.clicked.connect(self.close)
        column = QVBoxLayout(self)
        space(column, 12, 24)
        for piece in (self._words, self._bar):
            column.addWidget(piece)
        column.addLayout(across(None, self.leave))
        self.setMinimumWidth(px(420))
        command(self, self.tr("Leave without waiting"), "Esc", self.close)
        backup.done.connect(self._done)
        backup.start(AT_QUIT)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Wait no longer."""
        super().closeEvent(event)
        self.closed.emit()

    def _done(self, sentence: str) -> None:
        if not sentence:
            self.close()
            return
        self._words.setText(self.tr("No backup was made. {why}").format(why=sentence))
        self._bar.hide()
        self.leave.setText(self.tr("Close"))
        self.leave.setFocus()
