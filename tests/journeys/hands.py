"""A pair of hands on the keyboard: everything a journey does to the window is a key that is pressed.

What is on the screen is found out as a screen reader finds it out, by names; nothing is clicked, and no screen's own
methods are called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

Key = Qt.Key
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE_MS = 8_000
_MOST = 250
"""More steps than this with one key lead nowhere new."""


class LostError(AssertionError):
    """What was looked for is not on the screen."""


class Hands:
    """Hands that press keys on whatever has the focus; `qtbot` waits for what they should bring about."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot

    # -- where things are ----------------------------------------------------------------------------------------------
    @property
    def focus(self) -> QWidget:
        """Return what has the focus; a window that a dialog left behind is brought to the front first."""
        found = QApplication.focusWidget()
        if found is None:  # the offscreen platform has no window manager that would do it
            self._bring_forward()
            found = QApplication.focusWidget()
        if found is None:
            raise LostError("nothing has the focus")
        return found

    def _bring_forward(self) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isWindow() and one.isVisible()]
        front = QApplication.activeModalWidget() or next(
            (one for one in shown if one.windowTitle().startswith("cremeet")), None
        )
        if front is not None:
            front.activateWindow()
            QApplication.processEvents()

    def wait(self, there: Callable[[], Any], timeout: int = PATIENCE_MS) -> None:
        """Wait until `there()` holds."""
        self._qtbot.waitUntil(lambda: bool(there()), timeout=timeout)

    def wait_words(self, words: str, timeout: int = PATIENCE_MS) -> None:
        """Wait until a line on the screen holds `words`."""
        try:
            self.wait(lambda: any(words in one for one in self.lines()), timeout)
        except Exception as error:
            raise LostError(f"{words!r} is not on the screen, which says: {self.lines()}") from error

    def wait_names(self, name: str, timeout: int = PATIENCE_MS) -> None:
        """Wait until something that can be pushed is called `name`."""
        self.wait(lambda: any(one.isVisible() and named(one) == name for one in _buttons()), timeout)

    @staticmethod
    def lines() -> list[str]:
        """Return the words of every label that is seen, from the top down: Qt names its widgets in no order."""
        labels = [one for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.isVisible()]
        places = {one: one.mapToGlobal(QPoint(0, 0)) for one in labels}
        return [one.text() for one in sorted(labels, key=lambda one: (places[one].y(), places[one].x())) if one.text()]

    # -- keys ----------------------------------------------------------------------------------------------------------
    def press(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        QTest.keyClick(self.focus, key, modifier)

    def type(self, words: str) -> None:
        """Type into what has the focus, over what was there."""
        self.press(Key.Key_A, CONTROL)
        self.add(words)

    def add(self, words: str) -> None:
        """Type on in what has the focus."""
        for number, line in enumerate(words.split("\n")):
            if number:
                self.press(Key.Key_Return)
            QTest.keyClicks(self.focus, line)

    # -- going to things -----------------------------------------------------------------------------------------------
    def reach(self, name: str) -> QWidget:
        """Press Tab until what is named so has the focus: the whole name, or all of it up to an ellipsis."""
        passed: list[str] = []

        def round_once() -> bool:
            passed.clear()
            began: QWidget | None = None
            for _ in range(_MOST):
                here = self.focus
                if _is(here, name):
                    return True
                if here is began:
                    return False
                began = began or here
                passed.append(named(here))
                QTest.keyClick(here, Key.Key_Tab)
            return False

        try:
            self.wait(round_once)
        except Exception as error:
            raise LostError(f"Tab never reaches {name!r}; it passes {passed}") from error
        return self.focus

    def enter(self, name: str, words: str) -> None:
        """Type into the field named so."""
        self.reach(name)
        self.type(words)

    def choose(self, name: str, words: str) -> None:
        """Choose from a list with the arrow keys."""
        seen: list[str] = []

        def down_once() -> bool:
            box = self.reach(name)
            assert isinstance(box, QComboBox), named(box)
            seen.clear()
            self.press(Key.Key_Home)
            while len(seen) <= box.count():
                seen.append(box.currentText())
                if seen[-1].startswith(words):
                    return True
                self.press(Key.Key_Down)
            return False

        try:
            self.wait(down_once)
        except Exception as error:
            raise LostError(f"{name!r} does not offer {words!r}, but {seen}") from error

    def tick(self, name: str) -> None:
        """Tick a box, or mark one of several with the arrow keys."""
        box = self.reach(name)
        if isinstance(box, QAbstractButton) and not box.isChecked():
            self.press(Key.Key_Space)

    def mark(self, group: str, name: str) -> None:
        """Mark one of a few: Tab leads to the group, the arrow keys within it."""
        self.reach(f"{group}…")
        for keys in ((Key.Key_Right, Key.Key_Down), (Key.Key_Left, Key.Key_Up)):
            while not _is(self.focus, f"{group}: {name}") and self._moves(*keys):
                pass
        here = self.focus
        if not _is(here, f"{group}: {name}"):
            raise LostError(f"{group!r} does not offer {name!r}")
        assert isinstance(here, QAbstractButton), named(here)
        if not here.isChecked():
            self.press(Key.Key_Space)

    def _moves(self, *keys: Key) -> bool:
        """Press the first of `keys` that moves the focus; the answers stand beside or under each other."""
        here = self.focus
        for key in keys:
            self.press(key)
            if self.focus is not here:
                return True
        return False

    def push(self, name: str) -> None:
        """Push the button named so."""
        self.reach(name)
        self.press(Key.Key_Space)

    def turn_to_tab(self, words: str) -> None:
        """Go to the bar of tabs that has this one, and along it."""

        def round_once() -> bool:
            for _ in range(_MOST):
                here = self.focus
                if isinstance(here, QTabBar) and any(here.tabText(n).startswith(words) for n in range(here.count())):
                    return True
                self.press(Key.Key_Tab)
            return False

        self.wait(round_once)
        bar = self.focus
        assert isinstance(bar, QTabBar)
        for key in (*[Key.Key_Left] * bar.count(), *[Key.Key_Right] * bar.count()):
            if bar.tabText(bar.currentIndex()).startswith(words):
                return
            self.press(key)
        raise LostError(f"the tab {words!r} cannot be reached")

    def row(self, name: str, words: str) -> None:
        """Go to the table or list named so, and down it to the row that holds `words`."""
        table = self.reach(name)
        assert isinstance(table, QAbstractItemView), named(table)
        seen: list[str] = []

        def down_once() -> bool:
            seen.clear()
            self.press(Key.Key_Home, CONTROL)
            for _ in range(table.model().rowCount()):
                seen.append(_row_said(table))
                if words in seen[-1]:
                    return True
                self.press(Key.Key_Down)
            return False

        try:
            self.wait(down_once)
        except Exception as error:
            raise LostError(f"{name!r} has no row with {words!r}, but {seen}") from error

    # -- questions -----------------------------------------------------------------------------------------------------
    def answering(self, opens: Callable[[], None], answer: Callable[[], None]) -> None:
        """Do what opens a question, answer it with the keyboard, and go on once it is closed.

        A question may hold up whoever opened it, so the answer is given from within its own event loop.
        """
        before = QApplication.activeModalWidget()
        given: list[QDialog] = []
        wrong: list[BaseException] = []
        watch = QTimer()
        watch.setInterval(5)

        def look() -> None:
            found = QApplication.activeModalWidget()
            if given or not isinstance(found, QDialog) or found is before or not found.isVisible():
                return
            given.append(found)
            watch.stop()
            try:
                found.activateWindow()
                self.wait(lambda: QApplication.activeWindow() is found and QApplication.focusWidget() is not None)
                answer()
                self.wait(lambda: not isValid(found) or not found.isVisible())
            except BaseException as error:  # noqa: BLE001 - told once the question no longer holds anybody up
                wrong.append(error)
                while QApplication.activeModalWidget() not in {None, before}:
                    inner = QApplication.activeModalWidget()
                    assert isinstance(inner, QDialog)
                    inner.done(0)

        watch.timeout.connect(look)
        watch.start()
        try:
            opens()
            self.wait(lambda: wrong or (given and not (isValid(given[0]) and given[0].isVisible())))
        finally:
            watch.stop()
        if wrong:
            raise wrong[0]
        self._bring_forward()

    def save(self) -> None:
        """Save what a question asked."""
        self.press(Key.Key_Return, CONTROL)


def named(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: the name it was given, else the one that Qt makes of its words."""
    if given := widget.accessibleName():  # first, because Qt answers with the value of a list on Linux
        return given
    interface = QAccessible.queryAccessibleInterface(widget)
    said = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return said or type(widget).__name__


def _buttons() -> list[QAbstractButton]:
    return [one for one in QApplication.allWidgets() if isinstance(one, QAbstractButton)]


def _is(widget: QWidget, name: str) -> bool:
    said = named(widget)
    return said.startswith(name.removesuffix("…")) if name.endswith("…") else said == name


def _row_said(table: QAbstractItemView) -> str:
    said = table.currentIndex().siblingAtColumn(0).data(Qt.ItemDataRole.AccessibleTextRole)
    return str(said or "")
