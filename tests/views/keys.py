"""Hands on the keyboard for the tests of screens: pressing, writing, choosing and saving as a person does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

Key = Qt.Key


def press(key, modifier=Qt.KeyboardModifier.NoModifier, on=None):
    there = on or QApplication.focusWidget()
    assert there is not None, "nothing has the focus"
    QTest.keyClick(there, key, modifier)


def write(words, on=None):
    """Type over what stands in a field."""
    if on is not None:
        on.setFocus()
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), words)


def save(dialog):
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier, on=dialog)


def field(dialog, name):
    return dialog.findChild(type(dialog._form)).field(name)


def choose(field, value, qtbot, record):
    """Choose in a list as the keyboard does: down until it is there."""
    field.setFocus()
    press(Key.Key_Home)
    for _ in range(field.count()):
        if field.value() == value:
            break
        press(Key.Key_Down)
    assert field.value() == value
    field.activated.emit(field.currentIndex())
    record.settle(qtbot)
