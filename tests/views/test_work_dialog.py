"""A question whose answer takes a while: it stays while it is carried out, and loses nothing when it is refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from cremeet.errors import VaultError
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import Form
from cremeet.views.fields.work_dialog import WorkDialog
from cremeet.views.vault.part import Buttons
from cremeet.views.vault.path_field import PathField


@pytest.fixture
def asked(theme, qtbot):
    """A dialog with one line; what it hands over is in `asked.handed`."""
    line, form, handed = LineField(), Form(), []
    form.add("Name", line, required="Give the name.")
    made = WorkDialog(
        None,
        "Let them in?",
        form,
        yes="Let them in",
        busy="Letting them in.",
        faults=form.faults,
        work=lambda done, refused: handed.append((done, refused)),
    )
    made.line, made.handed = line, handed
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.finished.disconnect()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_is_missing_is_asked_for_first(asked):
    asked.yes.click()
    assert asked.errors.accessibleName() == "There is a problem. Give the name."
    assert asked.handed == []


def test_while_it_works_nothing_changes_and_esc_does_not_close(asked):
    asked.line.setText("Omar")
    asked.yes.click()
    assert asked.busy.isVisible()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    asked.yes.click()
    assert asked.isVisible()
    assert not asked.line.isEnabled()
    assert len(asked.handed) == 1
    asked.handed[0][0]()
    assert asked.result() == QDialog.DialogCode.Accepted


def test_a_refusal_is_shown_and_nothing_typed_is_lost(asked):
    asked.line.setText("Omar")
    asked.yes.click()
    asked.handed[0][1](VaultError("There is too little room on the disk; free some and try again."))
    assert "too little room" in asked.errors.accessibleName()
    assert asked.line.text() == "Omar"
    assert not asked.busy.isVisible()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.result() == QDialog.DialogCode.Rejected


def test_what_is_not_offered_says_why_where_it_can_be_read(theme, qtbot):
    one, other = QPushButton("Remove"), QPushButton("Add")
    row = Buttons(one, other)
    qtbot.addWidget(row)
    row.show()
    row.allow(one, "Only an administrator removes people.")
    row.allow(other, "Only an administrator removes people.")
    assert [each.text() for each in row.findChildren(QLabel) if each.isVisible()] == [
        "Only an administrator removes people."
    ]
    assert one.accessibleDescription() == "Only an administrator removes people."
    assert not one.isEnabled()
    row.allow(one)
    row.allow(other)
    assert one.isEnabled()
    assert not [each for each in row.findChildren(QLabel) if each.isVisible()]


def test_a_place_is_chosen_and_shown_whole(theme, qtbot, monkeypatch, tmp_path):
    field = PathField("Where should the file go?", file="North Vale.file")
    qtbot.addWidget(field)
    assert field.is_empty()
    offered = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *asked: offered.append(asked[2]) or (str(tmp_path / "x"), "")
    )
    field.target.click()
    assert offered[0].endswith("North Vale.file")
    assert field.value() == tmp_path / "x"
    assert str(tmp_path / "x") in [one.text() for one in field.findChildren(QLabel)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    field.target.click()
    assert field.value() == tmp_path / "x", "turning back keeps what was chosen"
