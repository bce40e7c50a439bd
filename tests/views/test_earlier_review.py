"""Earlier actions reviewed in the live meeting, by one key each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cremeet.services import actions, closing, review
from cremeet.services.actions import ReviewDetails
from cremeet.views.meeting import earlier_review
from cremeet.views.meeting.earlier_review import CAPTURES
from tests import held
from tests.views.meeting_room import Key, Room
from tests.views.test_meeting_workspace import said

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(desk, record, qtbot):
    """A review at the item of earlier actions: Late (7 days), Soon, Dateless, and the complete meeting's own."""
    room = Room(desk, record, qtbot)
    first = record.ask(held.live)
    for words, due_on in (("Soon", date(2027, 1, 11)), ("Late", date(2026, 12, 1))):
        record.ask(held.action, first, words=words, due_on=due_on)
    dateless = record.ask(held.action, first, words="Dateless", due_on=None)
    record.ask(held.complete, first)
    record.ask(closing.override, first, "action-date", dateless.action_id, "The school sets it.")
    record.clock.advance(timedelta(hours=2))
    record.ask(closing.end, first)
    record.clock.advance(timedelta(days=15))
    room.meeting_id = record.ask(review.start_review, first, record.ask(review.propose_review_plan, first))
    room.begin().open()
    item = next(one for one in room.page.work.view.items if CAPTURES in one.captures)
    room.page.go_to(item.item_id)
    room.alt(Key.Key_A)
    return room


@pytest.fixture
def panel(room):
    return room.page.inspector.open("actions")


def letter(room, key):
    room.press(getattr(Key, f"Key_{key}"))
    room.settle()


def now(panel):
    return panel.lines.current().words


def line(room, words):
    return next(each for each in room.view.actions if each.words == words)


def test_the_actions_lead_and_the_most_overdue_comes_first(room, panel):
    assert QApplication.focusWidget() is panel.lines
    words = ["Late", "Offer a trusted worker", "Soon", "Dateless"]
    assert [each.words for each in panel.lines.rows] == words
    assert now(panel) == "Late"
    assert panel.earlier.said.text() == "0 of 4 earlier actions reviewed"
    assert "agreed 23 Nov" in said(panel.lines)
    assert "overdue 7 days" in said(panel.lines)
    assert "to review" in said(panel.lines)


def test_done_says_when_and_the_next_one_comes_up(room, panel):
    letter(room, "D")
    room.answer(impact="Robin rang first")
    found = line(room, "Late")
    assert (found.status, found.completed_on, found.impact) == ("done", date(2026, 12, 8), "Robin rang first")
    assert now(panel) == "Offer a trusted worker"
    assert panel.earlier.said.text() == "1 of 4 earlier actions reviewed"
    assert QApplication.focusWidget() is panel.lines
    assert panel.lines.rows[-1].words == "Late", "what is reviewed makes room for what waits"


def test_an_overdue_action_asks_why_and_by_when_now(room, panel):
    letter(room, "O")
    dialog = room.dialog()
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert dialog.isVisible(), "neither the reason nor the date is there yet"
    room.answer(reason="The worker was ill", due_on=date(2026, 12, 18))
    found = line(room, "Late")
    assert (found.review_reason, found.due_on, found.moved, found.carried) == (
        "The worker was ill",
        date(2026, 12, 18),
        1,
        1,
    )


def test_an_action_is_carried_forward_with_one_key_and_an_overdue_one_with_its_reason(room, panel):
    panel.lines.go_to(line(room, "Soon").action_id)
    letter(room, "F")
    found = line(room, "Soon")
    assert (found.reviewed, found.carried, found.moved) == (True, 1, 0)
    assert now(panel) == "Dateless"
    panel.lines.go_to(line(room, "Late").action_id)
    letter(room, "F")
    dialog = room.dialog()
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    room.answer(reason="Nobody was free")
    assert (line(room, "Late").review_reason, line(room, "Late").carried) == ("Nobody was free", 1)


def test_each_answer_is_said_once_with_what_comes_next(room, panel, monkeypatch):
    heard = []
    monkeypatch.setattr(earlier_review, "announce", lambda _, words: heard.append(words))
    late, following = line(room, "Late"), line(room, "Offer a trusted worker")
    letter(room, "D")
    room.answer()
    assert heard == [
        f"{late.label}: Done. 1 of 4 earlier actions reviewed. Next: {following.label}, Offer a trusted worker"
    ]


def test_progress_cancelled_and_escalated(room, panel):
    letter(room, "P")
    room.answer(progress="One visit", reason="Ill")
    letter(room, "C")
    dialog = room.dialog()
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    room.answer(reason="Another team does it")
    letter(room, "E")
    dialog = room.dialog()
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert dialog.isVisible(), "to whom, and why"
    room.answer(escalated_to="Head of service", reason="No room in the team")
    assert (line(room, "Late").status, line(room, "Late").progress) == ("in-progress", "One visit")
    cancelled = line(room, "Offer a trusted worker")
    assert (cancelled.status, cancelled.cancel_reason) == ("cancelled", "Another team does it")
    soon = line(room, "Soon")
    assert (soon.escalated_to, soon.review_reason, soon.status) == (
        "Head of service",
        "No room in the team",
        "not-started",
    )
    assert panel.earlier.said.text() == "3 of 4 earlier actions reviewed"
    letter(room, "F")
    assert panel.earlier.said.text() == "4 of 4 earlier actions reviewed"


def test_ctrl_z_takes_an_answer_back_and_a_correction_to_what_it_was(room, panel):
    panel.lines.go_to(line(room, "Soon").action_id)
    before = line(room, "Soon")
    letter(room, "F")
    carried = line(room, "Soon")
    panel.lines.go_to(before.action_id)
    letter(room, "D")
    room.answer(impact="Changed school")
    assert line(room, "Soon").status == "done"
    room.control(Key.Key_Z)
    assert line(room, "Soon") == carried
    room.control(Key.Key_Z)
    assert line(room, "Soon") == before
    room.control(Key.Key_Y)
    assert line(room, "Soon") == carried
    room.control(Key.Key_Z)
    room.settle()
    assert panel.earlier.said.text() == "0 of 4 earlier actions reviewed"


def test_a_correction_keeps_the_new_date_unless_it_is_changed(room, panel):
    letter(room, "O")
    room.answer(reason="Ill", due_on=date(2026, 12, 18))
    panel.lines.go_to(line(room, "Late").action_id)
    letter(room, "P")
    room.answer(progress="One visit")
    found = line(room, "Late")
    assert (found.due_on, found.moved, found.review_reason) == (date(2026, 12, 18), 1, "Ill")


def test_the_letters_are_letters_in_the_minutes_and_nothing_on_an_action_of_this_meeting(room, panel):
    room.editor.setFocus()
    room.type("DPOFCE dpofce")
    assert room.editor.value() == "DPOFCE dpofce"
    room.editor.set_value("")
    panel.lines.go_to(line(room, "Soon").action_id)
    room.page.agenda.items.setFocus()
    letter(room, "F")
    assert not line(room, "Soon").reviewed, "nor anywhere else on the page"
    room.say("/a Call the school")
    own = line(room, "Call the school")
    panel.lines.setFocus()
    panel.lines.go_to(own.action_id)
    assert panel.mend.isVisible()
    letter(room, "D")
    assert not any(each.reviewed for each in room.view.actions)
    assert line(room, "Call the school").status == "not-started"


def test_enter_opens_the_action_in_the_plan(room, panel, went):
    room.press(Key.Key_Return)
    assert went.places[-1] == ("plan", room.meeting_id, line(room, "Late").action_id)


def test_the_buttons_answer_too(room, panel):
    panel.lines.go_to(line(room, "Soon").action_id)
    made = panel.earlier.buttons[3]
    assert made.accessibleName() == f"{line(room, 'Soon').label}: Carry forward (F)"
    QTest.keyClick(made, Key.Key_Space)
    assert line(room, "Soon").reviewed


def test_elsewhere_the_newest_of_this_meeting_lead(room, panel):
    room.say("/a Call the school")
    assert panel.lines.rows[0].words == "Late"
    room.page.go_to(room.view.items[0].item_id)
    assert panel.lines.rows[0].words == "Call the school"


def test_an_action_whose_date_was_moved_twice_says_that_it_slips(room, panel, record):
    letter(room, "O")
    room.answer(reason="Ill", due_on=date(2026, 12, 9))
    action_id = line(room, "Late").action_id
    assert "slipping" not in said(panel.lines, row_of(panel, action_id))
    record.ask(actions.take_back_review, room.meeting_id, action_id)
    record.ask(_moved_before, action_id)
    record.ask(
        actions.review_action,
        room.meeting_id,
        action_id,
        ReviewDetails("in-progress", reason="Ill", due_on=date(2026, 12, 30)),
    )
    room.settle()
    assert "date moved 2 times, slipping" in said(panel.lines, row_of(panel, action_id))


def row_of(panel, action_id):
    return next(row for row, each in enumerate(panel.lines.rows) if each.action_id == action_id)


def _moved_before(session, action_id):
    from cremeet.models import Action

    session.get(Action, action_id).moved = 1
