"""Words that come in are plain, words that go out are marked and taken back, and there is no editor of another kind."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from cremeet.views.fields import Column, DateField, Form, LineField, ListTable, PlainEditor, PlainLine, TextField
from cremeet.views.fields.number import NumberField
from cremeet.views.fields.plain import OURS, copy, forget_typing, plain, plain_line
from cremeet.views.meeting.typing_editor import TypingEditor
from cremeet.views.shell.clipboard import ClipboardGuard
from cremeet.views.unlock.secret import SecretField
from tests.views import looking

ROOT = Path(__file__).resolve().parents[2]
CONTROL = Qt.KeyboardModifier.ControlModifier
RICH = '<p style="color:red">One <b>bold</b></p><img src="file:///etc/hostname"><img src="http://192.0.2.1/x.png">'


@pytest.fixture
def clipboard(qapp):
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


def put(clipboard, text="", html="", files=()):
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if files:
        data.setUrls([QUrl.fromLocalFile(one) for one in files])
    clipboard.setMimeData(data)


@pytest.fixture(params=[TextField, LineField, PlainEditor, PlainLine, TypingEditor])
def field(request, theme, qtbot, clipboard):
    """One field of each kind, shown and with the focus."""
    made = request.param(theme, lambda *_: ()) if request.param is TypingEditor else request.param()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def words(field):
    return field.text() if isinstance(field, PlainLine) else field.toPlainText()


# -- coming in ---------------------------------------------------------------------------------------------------------


def test_pasting_keeps_the_words_and_nothing_else(field, clipboard):
    put(clipboard, text="One bold\u202eevil\u202c\x07 \ufeffthing\ufffc", html=RICH)
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    assert words(field) == "One boldevil thing"
    if isinstance(field, QTextEdit):
        assert "<img" not in field.toHtml()
        assert "#ff0000" not in field.toHtml()


def test_lines_stay_lines_in_an_editor_and_become_one_in_a_line(field, clipboard):
    put(clipboard, text="One\r\nTwo\u2028Three\rFour\n")
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    expected = "One Two Three Four" if isinstance(field, PlainLine) else "One\nTwo\nThree\nFour"
    assert words(field).rstrip("\n") == expected


def test_a_picture_a_file_or_markup_alone_is_not_taken(field, clipboard):
    put(clipboard, html=RICH)
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    if isinstance(field, QTextEdit):
        put(clipboard, files=["/secret/place"], text="/secret/place")
        QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
        assert words(field) == ""
    assert "img" not in words(field)


@pytest.mark.parametrize("what", ["file", "words"])
def test_a_file_is_not_dropped_and_words_are_cleaned(field, what):
    data = QMimeData()
    if what == "file":
        data.setUrls([QUrl.fromLocalFile("/secret/place")])
        data.setText("/secret/place")
    else:
        data.setText("dropped\u202e words")
        data.setHtml(RICH)
    target = field.viewport() if isinstance(field, QTextEdit) else field
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(3, 3), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, entering)
    dropping = QDropEvent(QPointF(3, 3), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, dropping)
    assert words(field) == ("" if what == "file" else "dropped words")


def test_nothing_is_loaded_and_a_bare_editor_would_have_tried(theme, qtbot):
    class Bare(QTextEdit):
        def loadResource(self, kind, name):  # noqa: N802 - Qt's name
            asked.append(name)

    asked = []
    bare = Bare()
    qtbot.addWidget(bare)
    bare.setHtml(RICH)
    bare.show()
    bare.grab()
    assert asked, "the markup asks for what it names"
    held = PlainEditor()
    qtbot.addWidget(held)
    image = QTextDocument.ResourceType.ImageResource
    here = QUrl.fromLocalFile(str(ROOT / "resources" / "icons"))
    assert held.loadResource(image.value, here) is None
    assert held.document().resource(image.value, here) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u2067b", "ab"),
        ("é – ‘quoted’ 👩‍👧 שלום", "é – ‘quoted’ 👩‍👧 שלום"),
        ("a\tb", "a\tb"),
        ("a\udc00b", "ab"),
        ("", ""),
    ],
)
def test_letters_of_every_script_stay(typed, kept):
    assert plain(typed) == kept
    assert plain_line(typed) == kept.replace("\t", " ")


# -- going out ---------------------------------------------------------------------------------------------------------


def is_marked(clipboard):
    data = clipboard.mimeData()
    hidden = [form for form in data.formats() if "ExcludeClipboardContentFromMonitorProcessing" in form]
    return data.hasFormat(OURS) and bool(hidden) and data.data("x-kde-passwordManagerHint").data() == b"secret"


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_what_is_copied_or_cut_is_plain_and_marked(field, clipboard, key):
    QTest.keyClicks(field, "the silver car")
    field.selectAll()
    QTest.keyClick(field, key, CONTROL)
    assert clipboard.text() == "the silver car"
    assert not clipboard.mimeData().hasHtml()
    assert is_marked(clipboard)
    assert words(field) == ("" if key == Qt.Key.Key_X else "the silver car")


def test_a_cell_that_is_copied_is_marked(theme, qtbot, clipboard):
    table = ListTable(theme, "Children", (Column("Name", str),))
    qtbot.addWidget(table)
    table.set_rows(["Robin Testwood"])
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert clipboard.text() == "Robin Testwood"
    assert is_marked(clipboard)


def test_a_passphrase_is_never_copied(theme, qtbot, clipboard):
    secret = SecretField()
    qtbot.addWidget(secret)
    secret.setText("otter-lemon-brick-tide")
    secret.selectAll()
    QTest.keyClick(secret, Qt.Key.Key_C, CONTROL)
    assert clipboard.text() == ""


@pytest.fixture
def guarded(clipboard):
    """A guard that waits for a moment only; `mine` says that what is put there bare is the program's own."""
    made = ClipboardGuard(clipboard, after_ms=40, owns=lambda mode: made.mine)
    made.mine = False
    yield made
    made.stop()
    made.deleteLater()


def test_what_was_copied_is_taken_back_after_a_while(guarded, clipboard, qtbot):
    copy("the silver car")
    assert clipboard.text() == "the silver car"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_what_qt_copied_by_itself_is_marked_and_taken_back(guarded, clipboard, qtbot):
    guarded.mine = True
    clipboard.setText("the silver car")
    assert is_marked(clipboard)
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_what_another_program_copied_since_is_left_alone(guarded, clipboard, qtbot):
    copy("the silver car")
    clipboard.setText("a shopping list")
    with qtbot.waitSignal(clipboard.changed, timeout=200, raising=False) as changed:
        pass
    assert not changed.signal_triggered
    guarded.clear()
    assert clipboard.text() == "a shopping list"


def test_a_later_copy_has_its_own_time_and_the_end_takes_all_back(guarded, clipboard):
    copy("one")
    copy("two")
    guarded.clear()
    assert clipboard.text() == ""


# -- forgetting --------------------------------------------------------------------------------------------------------


def test_what_was_deleted_cannot_be_brought_back_once_forgotten(theme, qtbot):
    form = Form()
    text, line = TextField(), LineField()
    form.add("Notes", text)
    form.add("Line", line)
    qtbot.addWidget(form)
    form.show()
    for field in (text, line):
        QTest.keyClicks(field, "Robin")
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, "kept")
    line.setCursorPosition(2)
    with qtbot.assertNotEmitted(line.textChanged), qtbot.assertNotEmitted(text.textChanged):
        forget_typing(form)
    assert not text.document().isUndoAvailable()
    assert not line.isUndoAvailable()
    for field in (text, line):
        field.undo()
        assert words(field) == "kept"
    assert line.cursorPosition() == 2


# -- and no other way in -----------------------------------------------------------------------------------------------

BARE = {
    "QTextEdit", "QPlainTextEdit", "QTextBrowser", "QLineEdit", "QKeySequenceEdit", "QSpinBox", "QDoubleSpinBox",
    "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QInputDialog", "QFontComboBox",
}  # fmt: skip


def bare_fields(source):
    """Return the lines of a module that make or extend one of Qt's own fields."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
        for name in names:
            called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
            if called in BARE or called == "setEditable":
                found.append(node.lineno)
    return found


def test_no_module_but_one_makes_a_field_of_qts_own():
    sources = {path: path.read_text("utf-8") for path in (ROOT / "cremeet").rglob("*.py")}
    assert len(sources) > 100
    found = {path.name: bare_fields(source) for path, source in sources.items() if bare_fields(source)}
    assert set(found) == {"plain.py"}


@pytest.mark.parametrize(
    "planted",
    ["class Field(QTextEdit):\n    pass", "line = QLineEdit()", "QtWidgets.QSpinBox()", "box.setEditable(True)"],
)
def test_a_planted_field_of_qts_own_is_found(planted):
    assert bare_fields(planted) == [1]


def test_every_kind_of_field_is_a_plain_one(theme, qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    for made in (TextField(), LineField(), NumberField(), SecretField(), DateField(lambda: None)):
        made.setParent(ground)
    assert looking.bare_fields(ground) == []
    QTextEdit(ground)
    assert len(looking.bare_fields(ground)) == 1


def test_the_menu_of_a_line_copies_too(theme, qtbot, guarded, clipboard):
    line = LineField("the silver car")
    qtbot.addWidget(line)
    line.selectAll()
    menu = line.createStandardContextMenu()
    qtbot.addWidget(menu)
    guarded.mine = True
    next(one for one in menu.findChildren(QAction) if one.objectName() == "edit-copy").trigger()
    assert is_marked(clipboard)
