"""Tab reaches everything, in the order of reading, and is caught nowhere, whatever was made late."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cremeet.views.fields import DateField, Form, LineField, Page, button
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.meeting.inspector import TABS
from tests.views.conftest import focusable
from tests.views.meeting_room import Key, Room

FORWARDS, BACKWARDS = (Key.Key_Tab,), (Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
LONGEST = 120


def walk(start, keys=FORWARDS):
    """Press Tab from `start` until it comes back there; return where it went, or fail where it is caught."""
    start.setFocus()
    walked = []
    for _ in range(LONGEST):
        walked.append(QApplication.focusWidget())
        QTest.keyClick(walked[-1], *keys)
        if QApplication.focusWidget() is start:
            return walked
    return pytest.fail(f"Tab never comes back; it ends at {walked[-20:]}")


@pytest.fixture
def room(desk, record, qtbot):
    return Room(desk, record, qtbot).begin().open()


@pytest.fixture
def ground(qtbot, theme):
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(ground, *pieces):
    for piece in pieces:
        ground.layout().addWidget(piece)
        piece.show()


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("keys", [FORWARDS, BACKWARDS], ids=["forwards", "backwards"])
def test_tab_goes_all_the_way_round_whatever_stands_beside_the_minutes(room, tab, keys):
    room.page.inspector.open(tab)
    walked = walk(room.editor, keys)
    assert [one for one in focusable(room.page) if one not in walked] == []


def test_tab_comes_to_the_foot_last_though_the_content_came_late(ground):
    page, early, late = Page("A page"), LineField(), DateField(lambda: None)
    page.content.addWidget(early)
    right = page.add_action(button("Right"))
    left = page.add_action(button("Left"), left=True)
    put(ground, beside := LineField(), page)
    form = Form()
    form.add("Late", late)
    page.content.addWidget(form)
    form.show()
    assert walk(early)[:2] != [early, late.line], "a control: made late, it comes after everything else"
    page.set_state("ready")
    assert walk(early) == [early, late.line, left, right, beside]


def test_a_field_of_several_parts_is_moved_whole(ground):
    put(ground, first := LineField(), second := LineField(), day := DateField(lambda: None))
    assert walk(first) == [first, second, day.line]
    tab_after(first, day)
    assert walk(first) == [first, day.line, second]
