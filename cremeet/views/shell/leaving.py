"""Leaving safely: blank every window at once, make typed text safe, and only then let the process end."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cremeet.views.record import Record
from cremeet.views.shell.cover import Cover
from cremeet.views.shell.page_stack import PageStack

How = Literal["lock", "close"]


class Leaving(QObject):
    """Ends in `left` once every answer has come, or in a question when typed text was not kept."""

    left = Signal(str)

    def __init__(self, window: QWidget, record: Record, pages: PageStack) -> None:
        super().__init__(window)
        self._window, self._record, self._pages = window, record, pages
        self._how: How | None = None
        self._words_lost = False
        self.done = False
        self._cover = Cover(window)
        self._cover.show_record.connect(self._stay)
        self._cover.lock_anyway.connect(self._leave)
        record.save_failed.connect(self._failed)
        record.idle.connect(self._answered)

    def begin(self, how: How) -> None:
        """Start to leave; a second call changes nothing."""
        if self._how is not None:
            return
        self._how, self._words_lost = how, False
        self._cover.blank()
        for other in QApplication.topLevelWidgets():  # the shared screen and any question too
            if other is not self._window and other.isVisible():
                other.hide()
        self._pages.leave_all()
        if not self._record.pending:
            self._leave()

    def _failed(self) -> None:
        self._words_lost = True

    def _answered(self) -> None:
        if self._how is None or self.done:
            return
        if self._words_lost:
            self._cover.ask()
        else:
            self._leave()

    def _leave(self) -> None:
        how, self.done = self._how, True
        self.left.emit(how)

    def _stay(self) -> None:
        self._how = None
        self._cover.hide()
        self._pages.focus_page()
