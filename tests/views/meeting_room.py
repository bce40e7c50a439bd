"""A meeting page over a real record, and what a hand on the keyboard does to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cremeet.services import holding, meetings
from cremeet.services.meetings import MeetingView
from cremeet.views.fields.asking import AskDialog
from cremeet.views.meeting import MeetingPage
from cremeet.views.navigation import Desk
from tests import factory, held
from tests.views.kept import Kept

Key = Qt.Key


class Room:
    """The page of one meeting, shown, with the record behind it in reach."""

    def __init__(self, desk: Desk, record: Kept, qtbot: Any, *, size: tuple[int, int] = (1284, 640)) -> None:
        self.desk, self.record, self.qtbot, self.size = desk, record, qtbot, size
        self.meeting_id = record.ask(factory.meeting)
        self.page: MeetingPage

    def begin(self, *, here: bool = True) -> Room:
        self.record.ask(holding.start, self.meeting_id)
        if here:
            self.record.ask(held.arrive, self.meeting_id)
        return self

    def open(self) -> Room:
        self.page = MeetingPage(self.desk, self.meeting_id)
        self.qtbot.addWidget(self.page)
        self.page.resize(*self.size)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.settle()
        self.qtbot.waitUntil(self._is_active)
        return self

    def _is_active(self) -> bool:
        self.page.activateWindow()  # the offscreen platform may not hear it at once
        QApplication.processEvents()
        return self.page.isActiveWindow() and QApplication.focusWidget() is not None

    def close(self) -> None:
        self.page.leave()
        self.settle()
        self.page.close()

    def settle(self) -> None:
        self.record.settle(self.qtbot)

    @property
    def editor(self) -> Any:
        return self.page.minutes.line.editor

    @property
    def view(self) -> MeetingView:
        """The meeting as the record has it now."""
        self.settle()
        return self.record.ask(meetings.meeting_view, self.meeting_id)

    def type(self, words: str, *keys: Key) -> None:
        """Type into whatever has the focus, and press keys after it."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, words)
        for key in keys:
            self.press(key)

    def say(self, words: str) -> None:
        """Type a line of the minutes and commit it."""
        self.editor.setFocus()
        self.type(words)
        self.editor.popup.hide()
        self.press(Key.Key_Return)
        self.settle()

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.page
        QTest.keyClick(target, key, modifiers)

    def control(self, key: Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Key) -> None:
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def dialog(self) -> AskDialog:
        """Wait for the question that was opened."""
        self.settle()
        found: list[QWidget] = []

        def there() -> bool:
            found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, AskDialog) and one.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there)
        made = found[0]
        assert isinstance(made, AskDialog)
        return made

    def answer(self, **values: Any) -> None:
        """Fill in the question and save it."""
        dialog = self.dialog()
        dialog._form.fill(values)
        QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()
        self.qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
        self.qtbot.waitUntil(self._is_active)
