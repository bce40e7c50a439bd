"""The live workspace where the text is at 200 per cent in a low window: one pane at a time, and nothing is squeezed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.views.meeting_room import Key, Room

LOW = 500
"""About what is left of 688 pixels below and above the bars of the window."""


@pytest.fixture
def room(desk, record, theme, qapp, qtbot):
    theme.set_text_percent(200)
    return Room(desk, record, qtbot, size=(1366, LOW)).begin(here=False).open()


def test_the_people_keep_their_height_and_scroll(room):
    QTest.keyClick(room.page, Key.Key_E, Qt.KeyboardModifier.AltModifier)
    room.settle()
    panel = room.page.inspector.open("people")
    assert room.page.height() == LOW, "nothing forces the window taller"
    acts = panel.here.parentWidget()
    assert acts.height() >= acts.heightForWidth(acts.width()), "no button is cut off"
    assert panel.people.height() >= 4 * panel.people.fontMetrics().lineSpacing(), "somebody can be seen"


def test_one_key_leads_back_to_the_line_that_is_typed(room):
    QTest.keyClick(room.page, Key.Key_E, Qt.KeyboardModifier.AltModifier)
    assert not room.editor.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert room.editor.isVisible()
    assert QApplication.focusWidget() is room.editor
