"""The read-back by keyboard: owners agree or are told, decisions get their reason, then on to the close list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cremeet.services import actions, attendance, closing, decisions, meetings, readback
from cremeet.services.actions import ActionDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.views.readback import ReadBackPage
from tests import held
from tests.views.meeting_room import Key, Room
from tests.views.test_meeting_workspace import said


@pytest.fixture
def meeting_id(record):
    """A live meeting: an action each of nobody, of one who is here and of one who is away, and a bare decision."""
    found = record.ask(held.live)
    record.ask(held.arrive, found)
    away = record.ask(held.people, found)["education"].attendance_id
    record.ask(attendance.mark, away, "apologies")
    item = record.ask(held.item, found)
    record.ask(actions.add_action, item, ActionDetails("Ask the gym"))
    record.ask(held.action, found)
    record.ask(held.action, found, words="Share attendance", owner="Mark Testbell", agency="education", due_on=None)
    record.ask(decisions.decide, item, DecisionDetails("Hold a plan"))
    return found


@pytest.fixture
def page(desk, record, qtbot, meeting_id):
    page = ReadBackPage(desk, meeting_id)
    qtbot.addWidget(page)
    page.resize(1284, 640)
    page.show()
    record.settle(qtbot)
    record.settle(qtbot)

    in_front(page, qtbot)
    assert QApplication.focusWidget() is page.rows
    return page


def in_front(page, qtbot):
    """Bring the page to the front: the offscreen platform has no window manager that would do it."""

    def ready():
        page.activateWindow()
        QApplication.processEvents()
        return page.isActiveWindow() and QApplication.focusWidget() is not None

    qtbot.waitUntil(ready)


@pytest.fixture
def press(page, record, qtbot):
    def hit(key, modifier=Qt.KeyboardModifier.NoModifier):
        if QApplication.focusWidget() is None:
            in_front(page, qtbot)
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        for _ in range(3):
            record.settle(qtbot)

    return hit


def owners(record, meeting_id):
    view = record.ask(meetings.meeting_view, meeting_id)
    return {one.owner: one for one in readback.by_owner(view, record.ask(readback.told_of, meeting_id))}


def answer(qtbot, record, **values):
    hands = Room.__new__(Room)
    hands.record, hands.qtbot = record, qtbot
    dialog = hands.dialog()
    dialog._form.fill(values)
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        record.settle(qtbot)


def test_what_is_missing_is_said_and_nobody_cannot_agree(page, press):
    assert said(page.rows) == "1 of 4, No owner. Nobody to agree. A1 Ask the gym. No date, No measure"
    assert page.count.text() == "0 of 3 owners agreed or to be told, 0 of 1 decision complete"
    press(Key.Key_Space)
    assert "P opens the plan" in page.notice.text


def test_enter_goes_on_and_space_ticks_and_unticks(page, press, record, meeting_id):
    press(Key.Key_Return)
    assert "To agree. A2 Offer a trusted worker. by Fri 4 Dec 2026" in said(page.rows, 1)
    press(Key.Key_Space)
    assert owners(record, meeting_id)["Priya Testnair"].agreed_at is not None
    assert "Agreed 09:30" in said(page.rows, 1)
    assert page.count.text().startswith("1 of 3")
    press(Key.Key_Space)
    assert owners(record, meeting_id)["Priya Testnair"].agreed_at is None
    assert page.rows.currentIndex().row() == 1


def test_an_absent_owner_is_told_by_somebody(page, press, record, qtbot, meeting_id):
    page.rows.setCurrentIndex(page.rows.model().index(2, 0))
    assert "Mark Testbell, Designated safeguarding lead" in said(page.rows, 2)
    assert "Not here. Who tells them?" in said(page.rows, 2)
    press(Key.Key_Space)
    assert "T says who tells them" in page.notice.text
    assert owners(record, meeting_id)["Mark Testbell"].agreed_at is None
    press(Key.Key_T)
    answer(qtbot, record, told_by="Priya Testnair")
    assert owners(record, meeting_id)["Mark Testbell"].told_by == "Priya Testnair"
    assert "To be told by Priya Testnair" in said(page.rows, 2)
    assert page.count.text().startswith("1 of 3")


def test_the_buttons_do_the_same_and_fit_the_row(page, press, record, qtbot, meeting_id):
    page.rows.setCurrentIndex(page.rows.model().index(1, 0))
    shown = [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "(" in one.text()]
    assert shown == ["Agreed (Space)", "Who tells them (T)", "Open in the plan (P)"]
    page.owner_buttons[0].click()
    for _ in range(3):
        record.settle(qtbot)
    assert owners(record, meeting_id)["Priya Testnair"].agreed_at is not None
    page.rows.setCurrentIndex(page.rows.model().index(3, 0))
    assert [one.isVisible() for one in (*page.owner_buttons, *page.decision_buttons)] == [False] * 3 + [True] * 3


def test_who_tells_is_suggested(page, press, record, qtbot, meeting_id):
    page.rows.setCurrentIndex(page.rows.model().index(2, 0))
    press(Key.Key_T)
    answer(qtbot, record)
    assert owners(record, meeting_id)["Mark Testbell"].told_by == "Cher Person"


def test_a_decision_gets_its_reason_and_is_asked_for_dissent(page, press, record, qtbot, meeting_id):
    page.rows.setCurrentIndex(page.rows.model().index(3, 0))
    assert said(page.rows, 3) == "4 of 4, Decision D1. No reason yet. Dissent not asked. Hold a plan"
    press(Key.Key_R)
    answer(qtbot, record, reason="Known risk")
    press(Key.Key_N)
    (decided,) = record.ask(meetings.meeting_view, meeting_id).decisions
    assert (decided.reason, decided.dissent_asked) == ("Known risk", True)
    assert "Complete" in said(page.rows, 3)
    press(Key.Key_D)
    answer(qtbot, record, agency="police", reason="Too early")
    (decided,) = record.ask(meetings.meeting_view, meeting_id).decisions
    assert [each.reason for each in decided.dissents] == ["Too early"]


def test_the_ways_out(page, press, went, meeting_id, record):
    press(Key.Key_P)
    first = owners(record, meeting_id)[""].actions[0]
    assert went.places[-1] == ("plan", meeting_id, first.action_id)
    for _ in range(4):
        press(Key.Key_Return)
    assert QApplication.focusWidget() is page.close_check, "after the last row comes the close list"
    press(Key.Key_Space)
    assert went.places[-1] == ("close", meeting_id)
    page.rows.setFocus()
    press(Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert went.places[-2:] == [("close", meeting_id)] * 2


def test_what_is_minuted_meanwhile_is_shown(page, record, qtbot, meeting_id):
    record.ask(held.action, meeting_id, words="One more")
    for _ in range(3):
        record.settle(qtbot)
    assert "A4 One more" in said(page.rows, 1)


def test_approved_minutes_are_only_read(desk, record, qtbot):
    meeting_id = record.ask(held.ended, record.clock)
    record.clock.advance(timedelta(days=1))
    record.ask(closing.approve, meeting_id, "Cher Person")
    page = ReadBackPage(desk, meeting_id)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.rows.rows))
    in_front(page, qtbot)
    QTest.keyClick(page.rows, Key.Key_Space)
    assert "approved and locked" in page.notice.text


def test_ctrl_r_leads_here_from_the_meeting(desk, record, qtbot, went):
    room = Room(desk, record, qtbot).begin().open()
    room.control(Key.Key_R)
    assert went.places[-1] == ("read_back", room.meeting_id)


def test_the_screen_says_that_it_is_not_for_the_room(page):
    assert any("not for the shared screen" in one.text() for one in page.findChildren(QLabel))
