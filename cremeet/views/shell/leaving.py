"""Leaving safely: blank every window at once, make typed text safe, and only then let the process end."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from cremeet.views.record import Record
from cremeet.views.shell.cover import Cover, Sheet
from cremeet.views.shell.every_window import close_popups
from cremeet.views.shell.page_stack import PageStack

How = Literal["lock", "close", "rehearse", "home", "delete"]
"""Into the lock, out of the program, into the practice meeting, out of it, and out of it deleting it."""


class Leaving(QObject):
    """Ends in `left` once every answer has come, or in a question when typed text was not kept.

    `begun` is sent as soon as nothing can be seen any more, `stayed` when the person went back to the record.
    """

    left = Signal(str)
    begun = Signal()
    stayed = Signal()

    def __init__(self, window: QWidget, record: Record, pages: PageStack) -> None:
        super().__init__(window)
        self._window, self._record, self._pages = window, record, pages
        self._how: How | None = None
        self._words_lost = False
        self._hidden: list[QWidget] = []
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
        close_popups()
        for other in QApplication.topLevelWidgets():  # the shared screen and any question too
            if other is not self._window and other.isVisible():
                self._hidden.append(other)
                other.hide()
        self._listen(on=True)
        self.begun.emit()
        self._pages.leave_all()
        if not self._record.pending:
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Put away any window that comes up while this one leaves: an answer may have asked for it."""
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and isinstance(watched, QWidget) and watched is not self._window:
            Sheet(watched).cover("")  # until its own loop runs, which hiding it now would not end
            QTimer.singleShot(0, watched, watched.hide)
        return False

    def _listen(self, *, on: bool) -> None:
        app = QApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

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
        self._listen(on=False)
        self.left.emit(how)

    def _stay(self) -> None:
        self._how = None
        self._listen(on=False)
        for other in self._hidden:
            if isValid(other) and not isinstance(other, QDialog):  # a question that was put away has been answered: no
                other.show()
        self._hidden.clear()
        self._cover.hide()
        self._pages.focus_page()
        self.stayed.emit()
