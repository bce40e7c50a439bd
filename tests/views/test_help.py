"""F1: a topic for every screen and dialog, the way back to the field, and text that keys and a screen reader walk."""

import ast
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

import cremeet.views
from cremeet.views.fields import LineField, Page, command
from cremeet.views.fields.dialogs import Question
from cremeet.views.help.dialog import HelpDialog
from cremeet.views.help.reading import Piece, Reading
from cremeet.views.help.topics import find_topic, folder, topics
from cremeet.views.shell import screens
from cremeet.views.unlock.window import TOPICS, Screen
from tests.views import looking
from tests.views.conftest import on_children

VAULT_TABS = ("people", "backups", "moving", "settings", "log")
VIEWS = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(cremeet.views.__path__[0]).rglob("*.py")]


def helps(tree):
    """Return the topics that a piece of source gives to dialogs and windows."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [call.args[1] for call in calls if getattr(call.func, "id", "") == "give_help"]
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    own = [step for one in classes for step in one.body if isinstance(step, ast.Assign)]
    named = [step.value for step in own if step.targets[0].id == "topic"] if given or _asks(classes) else []
    return {one.value for one in (*given, *named) if isinstance(one, ast.Constant)}


def _asks(classes):
    """Say whether one of these classes is a question with a topic of its own."""
    return any(getattr(base, "id", "") == "Question" for one in classes for base in one.bases)


def test_every_screen_has_its_topic_and_every_topic_is_led_to():
    led_to = {name for name in screens.SCREENS if name != "vault"} | {f"vault-{tab}" for tab in VAULT_TABS}
    led_to |= set().union(*map(helps, VIEWS)) | set(TOPICS.values())
    assert led_to == set(topics())
    assert {path.suffix for path in folder().iterdir()} == {".toml"}
    for path in folder().iterdir():
        assert set(tomllib.loads(path.read_text("utf-8"))) <= {"title", "about", "next", "know"}, path.name


def test_every_dialog_has_its_topic():
    dialogs = [
        node
        for tree in VIEWS
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "QDialog" for base in node.bases)
    ]
    assert len(dialogs) > 7
    assert [one.name for one in dialogs if not helps(one)] == ["HelpDialog"]


def test_every_key_that_the_help_of_a_dialog_names_is_one_of_its_keys():
    for tree in VIEWS:
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        for name in helps(tree):
            assert find_topic(name).keys <= words, name


def test_every_screen_of_the_door_has_its_topic(at_door, tmp_path, qtbot):
    assert {one.__name__ for one in Screen.__args__} == set(TOPICS)
    for place, name in ((None, "door-first-run"), (tmp_path, "door-open")):
        window = at_door(place)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        field = QApplication.focusWidget()
        press(Qt.Key.Key_F1)
        over = window.findChild(HelpDialog)
        assert find_topic(name).about in over.reading.toPlainText()
        QTest.keyClick(over.reading, Qt.Key.Key_Escape)
        window.activateWindow()
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget() is field)


class Room(Page):
    """A page with two lines to type into."""

    def __init__(self, *_):
        super().__init__("Room")
        self.topic = "children"
        self.keys = (("Enter", "new entry"),)
        self.first, self.second = LineField(), LineField()
        for line, name in ((self.first, "First"), (self.second, "Second")):
            line.setAccessibleName(name)
            self.content.addWidget(line)
        command(self, "Paint the room", "Ctrl+P", self.hide)


@pytest.fixture
def window(bench, theme, standing_clock, monkeypatch, qtbot):
    monkeypatch.setattr(screens, "make", lambda *_: Room())
    monkeypatch.setattr(screens, "exists", lambda _: True)
    return on_children(bench, theme, standing_clock, qtbot)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def reading(window):
    return window.panel.findChild(Reading)


@pytest.mark.parametrize("width", [1366, 700])
@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_help_takes_the_focus_and_gives_it_back_to_the_same_field(window, width, leave):
    window.resize(width, 768)
    window.pages.page.second.setFocus()
    press(Qt.Key.Key_F1)
    assert QApplication.focusWidget() is reading(window)
    press(leave)
    assert not window.panel.isVisible()
    assert QApplication.focusWidget() is window.pages.page.second


def test_whoever_went_on_working_keeps_the_focus_when_help_closes(window):
    window.pages.page.second.setFocus()
    press(Qt.Key.Key_F1)
    window.pages.page.first.setFocus()
    press(Qt.Key.Key_F1)
    assert QApplication.focusWidget() is window.pages.page.first


def test_help_says_what_the_screen_is_for_what_to_do_and_every_key(window):
    press(Qt.Key.Key_F1)
    topic, said = find_topic("children"), reading(window).toPlainText()
    assert topic.about in said
    for words in (*topic.next, *topic.know):
        assert words.replace("`", "") in said
    assert all(words in said for words in ("Enter:  new entry", "Ctrl+P:  Paint the room", "Ctrl+L:  Lock"))
    assert reading(window).accessibleName() == f"Help: {topic.title}"
    assert looking.unnamed(window) == []


def test_help_follows_to_the_next_screen_and_leaves_the_focus_there(window):
    press(Qt.Key.Key_F1)
    page = Room()
    page.topic = "risk"
    window.open_page(page, "children", "another")
    assert find_topic("risk").about in reading(window).toPlainText()
    assert window.pages.isAncestorOf(QApplication.focusWidget())


def test_whoever_looks_something_up_comes_back_to_the_same_field(window):
    room = window.pages.page
    room.second.setFocus()
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.page is not room
    window.pages.page.aside = True  # as the library is
    window.pages.page.left.emit()
    assert window.pages.page is room
    assert QApplication.focusWidget() is room.second


def test_help_leads_to_everything_that_can_be_looked_up(window):
    room = window.pages.page
    room.second.setFocus()
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert not window.panel.isVisible()
    assert window.pages.page is not room
    window.pages.page.aside = True
    window.pages.page.left.emit()
    assert QApplication.focusWidget() is room.second


def test_a_page_without_a_topic_still_shows_its_keys(window):
    window.pages.page.topic = ""
    press(Qt.Key.Key_F1)
    assert "Ctrl+P:  Paint the room" in reading(window).toPlainText()


def test_help_lies_over_a_dialog_and_esc_goes_back_to_its_field(qtbot, theme):
    asked = Question(None, "Go on?", "", "Go on", "Cancel")
    line = LineField()
    asked.content.addWidget(line)
    qtbot.addWidget(asked)
    asked.show()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    line.setFocus()
    press(Qt.Key.Key_F1)
    over = asked.findChild(HelpDialog)
    assert over.isVisible()
    assert find_topic("question").about in over.reading.toPlainText()
    QTest.keyClick(over.reading, Qt.Key.Key_Escape)
    asked.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    assert asked.result() == QDialog.DialogCode.Rejected.value
    assert asked.isVisible(), "only help was left"


# -- the text itself ---------------------------------------------------------------------------------------------------
@pytest.fixture
def text(qtbot, theme):
    made = Reading()
    qtbot.addWidget(made)
    made.resize(300, 120)
    made.show()
    return made


def weight_at(text, words):
    cursor = text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat()


def test_keys_are_strong_and_found_words_are_underlined_too(text):
    text.set_pieces(
        [Piece("title", "Title"), Piece("step", "Press `Ctrl+K` now."), Piece("body", "Found it", ((0, 5),))]
    )
    assert text.toPlainText() == "Title\n•  Press Ctrl+K now.\nFound it"
    assert weight_at(text, "Ctrl+K").fontWeight() > weight_at(text, "now").fontWeight()
    assert weight_at(text, "Found").fontUnderline()
    assert not weight_at(text, "it").fontUnderline()
    assert [block.blockFormat().headingLevel() for block in blocks(text)] == [1, 0, 0]


def blocks(text):
    block = text.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def test_it_scrolls_by_keys_cannot_be_written_into_and_lets_tab_out(text, qtbot):
    text.set_pieces([Piece("body", f"Line {n}") for n in range(60)])
    text.activateWindow()
    text.setFocus()
    before = text.toPlainText()
    QTest.keyClicks(text, "x")
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == before
    assert text.verticalScrollBar().value() > 1000
    assert text.tabChangesFocus()


def test_it_is_written_again_where_the_size_of_text_changes_and_the_caret_stays(text, theme):
    text.set_pieces([Piece("body", "One"), Piece("body", "Two")])
    text.moveCursor(QTextCursor.MoveOperation.End)
    font = text.font()
    font.setPixelSize(40)
    text.setFont(font)
    assert text.toPlainText() == "One\nTwo"
    assert text.textCursor().position() == len("One\nTwo")
