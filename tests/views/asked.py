"""Answering the questions that a screen asks in a dialog of its own event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

PATIENCE_MS = 20_000
"""How long all of them may take on a busy machine."""


class Asked:
    """Answers the next dialogs, one after another; a dialog that stays open too long is closed and told of."""

    def __init__(self, *answers: Callable[[Any], None]) -> None:
        self.seen: list[QDialog] = []
        self.wrong: list[str] = []
        self._answers = list(answers)
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._giving_up = QTimer()
        self._giving_up.setSingleShot(True)
        self._giving_up.timeout.connect(self._give_up)

    def __enter__(self) -> Self:
        self._timer.start()
        self._giving_up.start(PATIENCE_MS)
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        self._giving_up.stop()
        assert not self.wrong, self.wrong
        assert not self._answers, "fewer dialogs opened than were to be answered"

    def _look(self) -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, QDialog) or any(found is one for one in self.seen):
            return
        if QApplication.activeWindow() is not found:  # keys reach only the window in front
            found.activateWindow()
            return
        self.seen.append(found)
        if not self._answers:
            self.wrong.append("a dialog opened that nobody expected")
            found.done(0)
            return
        try:
            self._answers.pop(0)(found)
        except Exception as error:  # noqa: BLE001 - an open dialog would hold the test for ever
            self.wrong.append(repr(error))
            found.done(0)

    def _give_up(self) -> None:
        self._answers.clear()  # a dialog that opens later is closed at once: it would hold the test for ever
        self.wrong.append("the dialogs took too long")
        for one in self.seen:
            if one.isVisible():
                self.wrong.append("a dialog was not closed by its answer")
                one.done(0)
