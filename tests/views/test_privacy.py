"""The privacy blank: every window at once, nothing reaches what is covered, and one key brings it back."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from cremeet.views.fields.commands import commands_in
from cremeet.views.shell.cover import Sheet
from cremeet.views.shell.every_window import EveryWindow
from cremeet.views.shell.privacy import Privacy
from tests.views import looking

NONE = Qt.KeyboardModifier.NoModifier
menus = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform, of every menu
WORDS = "Robin Testwood " * 6


def made_window(kind=QWidget, parent=None):
    made = kind(parent)
    made.line, made.said, made.pushed = QLineEdit(), QLabel(WORDS), []
    made.go = QPushButton("Go")
    made.go.clicked.connect(lambda: made.pushed.append(1))
    column = QVBoxLayout(made)
    for one in (made.said, made.line, made.go):
        column.addWidget(one)
    made.resize(500, 300)
    return made


@pytest.fixture
def main(qtbot, theme):
    made = made_window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


@pytest.fixture
def other(qtbot, main):
    """A second window, like the shared screen."""
    made = made_window()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def privacy(qapp, main, other):
    windows = EveryWindow(qapp)
    made = Privacy(qapp, windows)
    made.locks = []
    made.lock_asked.connect(lambda: made.locks.append(1))
    main.activateWindow()
    yield made
    made.end(focus=False)
    windows.stop()
    made.deleteLater()
    windows.deleteLater()


def looks_like(widget):
    return widget.grab().toImage().convertToFormat(looking.QImage.Format.Format_RGB32)


def press(key, modifiers=NONE):
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)


def test_every_window_is_covered_at_once_and_shows_nothing_of_what_it_held(privacy, main, other):
    before = looks_like(main), looks_like(other)
    press(Qt.Key.Key_F12)
    covered = looks_like(main), looks_like(other)
    assert all(looking.different(*pair) > looking.CHANGED_PIXELS for pair in zip(before, covered, strict=True))
    main.said.setText("Quite other words " * 9)
    other.said.hide()
    assert (looks_like(main), looks_like(other)) == covered, "what lies beneath makes no difference"
    main.resize(900, 700)
    sheet = next(one for one in main.findChildren(Sheet))
    assert sheet.size() == main.size()
    late = QLabel(WORDS, main)
    late.show()
    QApplication.processEvents()
    assert main.children().index(sheet) > main.children().index(late), "it stays on top of what comes later"


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_brings_them_back_with_the_focus_where_it_was(privacy, main, other, key):
    before = looks_like(main)
    press(Qt.Key.Key_F12)
    assert privacy.blank
    press(key)
    assert not privacy.blank
    assert looking.different(looks_like(main), before) < looking.CHANGED_PIXELS
    assert QApplication.focusWidget() is main.line
    assert main.pushed == []


def test_the_button_brings_them_back(privacy, main):
    press(Qt.Key.Key_F12)
    (back,) = main.findChild(Sheet).findChildren(QPushButton)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert not privacy.blank


def test_neither_key_nor_click_reaches_what_is_covered(privacy, main, other):
    press(Qt.Key.Key_F12)
    for target in (main.line, other.line, main, other):
        QTest.keyClicks(target, "words")
        QTest.keyClick(target, Qt.Key.Key_Tab)
    for target in (main.go, other.go):
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    for target in (main, other):
        QTest.mouseClick(target.windowHandle(), Qt.MouseButton.LeftButton, NONE, target.go.geometry().center())
    assert (main.line.text(), other.line.text(), main.pushed, other.pushed) == ("", "", [], [])
    assert privacy.blank
    privacy.end()
    QTest.keyClicks(main.line, "words")
    assert main.line.text() == "words"


def test_it_works_from_a_dialog_and_the_question_is_still_there_after_it(privacy, main, qtbot):
    dialog = made_window(QDialog, main)
    seen = []

    def in_the_dialog():
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.line.setText("half a reason")
        dialog.line.setFocus()
        press(Qt.Key.Key_F12)
        seen.append([bool(one.findChildren(Sheet)) for one in (dialog, main)])
        press(Qt.Key.Key_Escape)
        seen.append((dialog.isVisible(), dialog.line.text(), QApplication.focusWidget() is dialog.line))
        dialog.accept()

    QTimer.singleShot(0, in_the_dialog)
    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [[True, True], (True, "half a reason", True)]


@menus
def test_a_window_that_comes_up_while_blank_is_covered_and_a_menu_is_put_away(privacy, main, qtbot):
    press(Qt.Key.Key_F12)
    late = made_window(QDialog, main)
    late.show()
    assert late.findChild(Sheet).size() == late.size()
    menu = QMenu(main)
    menu.addAction("Robin Testwood")
    menu.popup(QPoint(5, 5))
    QApplication.processEvents()
    assert not menu.isVisible()
    late.hide()


@menus
def test_an_open_menu_does_not_keep_the_key(privacy, main, qtbot):
    menu = QMenu(main)
    menu.addAction("Robin Testwood")
    menu.popup(main.mapToGlobal(QPoint(5, 5)))

    def pressed():
        QTest.keyClick(main.windowHandle(), Qt.Key.Key_F12)
        return privacy.blank

    qtbot.waitUntil(pressed)  # a menu is met a moment after it opened
    assert not menu.isVisible()


def test_the_lock_can_be_asked_for_while_nothing_is_seen(privacy, main):
    press(Qt.Key.Key_F12)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert privacy.locks == [1]


def test_it_is_among_the_commands_of_every_window(privacy, main, other):
    for window in (main, other):
        assert "F12" in [one.keys for one in commands_in(window)]
