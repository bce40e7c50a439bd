"""What a key does not cost: what lies beneath is not painted, nothing around moves, entries are painted once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import delete, isValid

from cremeet.clock import SteppingClock
from cremeet.views.meeting.entry_card import EntryCard
from cremeet.views.meeting.pictures import Pictures
from cremeet.views.meeting.suggestions import Suggestion
from cremeet.views.meeting.typing_editor import TypingEditor
from cremeet.views.navigation import Desk
from cremeet.views.shell.top_bar import SaveStatus
from cremeet.views.theme import Theme
from tests import factory
from tests.views.kept import Kept
from tests.views.meeting_room import Key, Room


class Heard(QObject):
    """Which widgets got an event of one type while it listened."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self.kind, self.by = kind, list[QObject]()

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == self.kind:
            self.by.append(widget)
        return False

    def while_(self, does: Any) -> list[QObject]:
        """Return who got it while something was done, and until the window had drawn it."""
        QApplication.processEvents()
        self.by.clear()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        does()
        QApplication.processEvents()
        app.removeEventFilter(self)
        return self.by


@pytest.fixture
def room(desk: Desk, record: Kept, qtbot: Any) -> Room:
    return Room(desk, record, qtbot).begin().open()


def test_a_letter_paints_the_words_and_nothing_beneath(room: Room) -> None:
    room.type("Two ")
    painted = Heard(QEvent.Type.Paint).while_(lambda: QTest.keyClick(room.editor, "n"))
    around: QWidget | None = room.editor.parentWidget()
    assert room.editor.viewport() in painted
    while around is not None:
        assert around not in painted
        around = around.parentWidget()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_ground_of_the_words_is_that_of_the_card(room: Room, desk: Desk, look: Any) -> None:
    desk.theme.choose(look)
    QApplication.processEvents()
    drawn = room.page.grab().toImage()
    inside = room.editor.mapTo(room.page, room.editor.rect().bottomRight())
    assert drawn.pixelColor(inside) == drawn.pixelColor(inside.x(), inside.y() + 2) == desk.theme.colour("surface")


def test_the_preview_of_a_command_moves_nothing(room: Room) -> None:
    room.say("The school saw the car.")
    line, entries = room.page.minutes.line, room.page.minutes.entries
    places = line.geometry(), entries.geometry()
    room.type("/r")
    QApplication.processEvents()
    preview = line.findChild(QLabel, "preview")
    assert preview is not None
    assert preview.isVisible()
    assert preview.geometry().bottom() < line.height()
    assert (line.geometry(), entries.geometry()) == places


def test_a_long_hint_has_room_under_the_words(room: Room) -> None:
    line = room.page.minutes.line
    before = line.height()
    line.hint("What is said about these words goes on and on. " * 12)
    QApplication.processEvents()
    hint = next(one for one in line.findChildren(QLabel) if one.text().startswith("What is said"))
    assert hint.height() >= hint.heightForWidth(hint.width())
    assert hint.geometry().bottom() < line.height()
    assert hint.geometry().top() >= room.editor.geometry().bottom()
    line.hint("")
    QApplication.processEvents()
    assert line.height() == before


def test_an_entry_is_painted_once_however_often_the_list_is_uncovered(
    room: Room, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    draw, drawn = EntryCard.draw, []

    def counted(card: EntryCard, painter: Any, rect: Any, entry: Any, row: int) -> None:
        drawn.append(entry.words)
        draw(card, painter, rect, entry, row)

    monkeypatch.setattr(EntryCard, "draw", counted)
    room.say("The school saw the car.")
    QApplication.processEvents()
    drawn.clear()
    for _ in range(3):
        room.page.minutes.entries.viewport().repaint()
    assert drawn == []
    desk.theme.choose("dark")
    room.page.minutes.entries.viewport().repaint()
    assert drawn == ["The school saw the car."]


def test_the_list_of_suggestions_goes_with_its_editor(qtbot: Any) -> None:
    window, page = QWidget(), QWidget()
    page.setParent(window)
    editor = TypingEditor(Theme("light", 100), lambda *_: (Suggestion("/a", "an action"),))
    editor.setParent(page)
    qtbot.addWidget(window)
    window.show()
    popup = editor.popup
    qtbot.waitUntil(lambda: popup.parentWidget() is window)  # before it is wanted
    QTest.keyClick(editor, "/")
    assert popup.offered
    qtbot.waitUntil(popup.isVisible)
    delete(page)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(popup)


def test_what_is_offered_can_be_taken_before_it_is_drawn_and_is_not_drawn_once_put_away(room: Room) -> None:
    popup = room.editor.popup
    room.type("/")
    assert popup.offered
    assert not popup.isVisible()
    room.press(Key.Key_Down)
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "/d "
    room.editor.set_value("")
    room.type("/")
    room.press(Key.Key_Escape)
    QApplication.processEvents()
    assert (popup.offered, popup.isVisible()) == ((), False)


def test_enter_is_the_lines_own_and_with_control_a_shortcut(room: Room) -> None:
    for keys, ours in ((Qt.KeyboardModifier.NoModifier, True), (Qt.KeyboardModifier.ControlModifier, False)):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Return, keys)
        asked.ignore()
        QApplication.sendEvent(room.editor, asked)
        assert asked.isAccepted() is ours


def test_pictures_are_kept_up_to_twice_what_the_list_shows(qapp: QApplication) -> None:
    pictures, made, ground = Pictures(Theme("light", 100)), [], QPixmap(12, 10)
    painter = QPainter(ground)
    for key in ("a", "b", "a", "c", "a", "b"):
        pictures.draw(painter, QRectF(0, 0, 10, 10), key, lambda *_, key=key: made.append(key))  # type: ignore[misc]  # a loop's own name
    painter.end()
    assert made == ["a", "b", "c", "b"]


def test_not_saved_yet_is_said_once_however_many_keys(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    status = SaveStatus(Theme("light", 100), SteppingClock(factory.MONDAY))
    status.set_state("unsaved")
    said: list[str] = []
    monkeypatch.setattr(Theme, "give_icon", lambda *given, **_: said.append(given[2]))
    status.set_state("unsaved")
    assert said == []
    status.set_state("saved")
    assert said == ["circle-check"]
    assert status.text.startswith("Saved")
