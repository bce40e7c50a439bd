"""What can be done: one list behind the keys, the menu, the sheet and the palette; and the focus that is never lost."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cremeet.views.fields import LineField, Page, button, command
from cremeet.views.fields.commands import Jump
from cremeet.views.shell import screens
from cremeet.views.shell.command_lists import KeySheet, Palette, fill_menu
from tests.views import looking
from tests.views.conftest import on_children

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
menus = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform, of every menu


class Room(Page):
    """A page with commands of its own, on it and on a button, and a place to jump to."""

    def __init__(self):
        super().__init__("Room")
        self.done = []
        self.keys = (("Enter", "open the row"),)
        self.line = LineField()
        self.line.setAccessibleName("A line")
        self.save = button("Save the room", shortcut="Ctrl+S", hint="save")
        self.save.clicked.connect(lambda: self.done.append("saved"))
        command(self, "Paint the room", "Ctrl+P", lambda: self.done.append("painted"), group="Walls")
        self.content.addWidget(self.line)
        self.content.addWidget(self.save)

    def jumps(self):
        return (Jump("The second window", "Walls", lambda: self.done.append("at the window")),)


@pytest.fixture
def room(bench, theme, standing_clock, monkeypatch, qtbot):
    monkeypatch.setattr(screens, "make", lambda *_: Room())
    monkeypatch.setattr(screens, "exists", lambda _: True)
    made = on_children(bench, theme, standing_clock, qtbot)
    made.pages.page.line.setFocus()
    return made


def press(key, modifiers=NONE):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def opened(room, kind):
    return next(one for one in room.findChildren(kind) if one.isVisible())


def test_the_palette_finds_by_any_words_in_any_order_and_enter_does_it(room, qtbot):
    press(Qt.Key.Key_K, CONTROL)
    palette = opened(room, Palette)
    QTest.keyClicks(palette.search, "room pai")
    assert palette.found == ("Paint the room",)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert room.pages.page.done == ["painted"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.pages.page.line)


def test_the_palette_steps_with_the_arrows_while_the_line_keeps_the_focus(room, qtbot):
    press(Qt.Key.Key_K, CONTROL)
    palette = opened(room, Palette)
    QTest.keyClicks(palette.search, "room")
    assert set(palette.found) == {"Save the room", "Paint the room"}
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    second = palette.found[1]
    assert palette.table.current().words == second
    qtbot.waitUntil(lambda: QApplication.focusWidget() is palette.search)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert room.pages.page.done == [{"Save the room": "saved", "Paint the room": "painted"}[second]]


def test_the_palette_leads_to_more_than_commands_and_esc_gives_the_focus_back(room, qtbot):
    press(Qt.Key.Key_K, CONTROL)
    palette = opened(room, Palette)
    QTest.keyClicks(palette.search, "second")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert room.pages.page.done == ["at the window"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.pages.page.line)
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.pages.page.line)


def test_what_cannot_be_done_now_is_listed_and_not_done(room):
    page = room.pages.page
    page.save.setEnabled(False)
    press(Qt.Key.Key_K, CONTROL)
    palette = opened(room, Palette)
    QTest.keyClicks(palette.search, "save the room")
    assert palette.table.current().ready is False
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert page.done == []
    assert palette.isVisible()


def test_nothing_found_is_said(room):
    press(Qt.Key.Key_K, CONTROL)
    palette = opened(room, Palette)
    QTest.keyClicks(palette.search, "zebra")
    assert palette.found == ()
    assert palette.none.isVisible()
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_sheet_holds_every_key_of_the_screen_and_of_the_window(room):
    press(Qt.Key.Key_Slash, CONTROL)
    sheet = opened(room, KeySheet)
    told = {(line.words, line.keys) for line in sheet.table.rows}
    assert {(one.words, one.keys) for one in room.commands()} <= told
    assert ("open the row", "Enter") in told
    QTest.keyClicks(sheet.search, "larger")
    assert sheet.found == ("Larger",)


@menus
def test_the_menu_holds_every_command_with_its_key(room):
    menu = room.top.menu.menu()
    menu.aboutToShow.emit()
    told = {tuple(one.text().split("\t")) for group in menu.actions() for one in group.menu().actions()}
    assert told == {(one.words, one.keys) for one in room.commands()}
    paint = next(one for group in menu.actions() for one in group.menu().actions() if one.text().startswith("Paint"))
    paint.trigger()
    assert room.pages.page.done == ["painted"]


def test_the_foot_shows_the_keys_of_the_page_first(room):
    assert room.keys._keys[:2] == (("Enter", "open the row"), ("Ctrl+S", "save"))


def test_a_button_that_says_something_else_is_listed_by_that(room):
    room.pages.page.save.setText("Keep the room")
    assert "Keep the room" in [one.words for one in room.commands()]


def test_a_command_out_of_sight_is_not_listed_and_its_key_does_nothing(room):
    page = room.pages.page
    page.save.hide()
    assert "Ctrl+S" not in [one.keys for one in room.commands()]
    press(Qt.Key.Key_S, CONTROL)
    assert page.done == []


def test_the_detector_of_keys_finds_one_used_twice_and_one_outside_the_list(room):
    assert looking.key_faults(room) == []
    page = room.pages.page
    command(page, "Leave the room", "Ctrl+P", page.done.clear)
    command(page, "", "Ctrl+J", page.done.clear)
    QShortcut(QKeySequence("Ctrl+U"), page)
    wrong = " ".join(looking.key_faults(room))
    for told in ("Ctrl+P is “Paint the room” and “Leave the room”", "no words for Ctrl+J", "Ctrl+U is no command"):
        assert told in wrong


def test_the_detector_of_a_lost_focus_finds_it(room):
    assert looking.focus_lost(room) == []
    page = room.pages.page
    for action in room.actions():
        if action.shortcut() == QKeySequence("F6"):
            room.removeAction(action)

    def lose():
        (QApplication.focusWidget() or page).clearFocus()

    command(page, "Lose it", "F6", lose)
    assert "F6: nothing" in looking.focus_lost(room)


def test_a_page_that_was_left_is_let_go(room, qtbot):
    room.show_child("somebody")
    left = weakref.ref(room.pages.page)
    room.back()

    def gone():
        gc.collect()
        return left() is None

    qtbot.waitUntil(gone)


def test_a_menu_that_is_opened_again_keeps_nothing_of_the_first_time(room, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_menu(menu, room.commands())
    once = len(menu.findChildren(QMenu))
    fill_menu(menu, room.commands())
    assert len(menu.findChildren(QMenu)) == once > 1
