"""Taking the minutes by keyboard: typing, committing, changing, withdrawing, and what happens when a save fails."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from cremeet.errors import RuleError
from cremeet.services import capture, closing
from tests.views.meeting_room import Key, Room


@pytest.fixture
def room(desk, record, qtbot):
    return Room(desk, record, qtbot).begin().open()


def words(room):
    return [entry.words for entry in room.page.minutes.entries.rows]


def test_the_page_opens_at_the_line_that_is_typed(room):
    assert QApplication.focusWidget() is room.editor
    assert room.page.identity.startswith("Robin Testwood")
    assert "Robin" not in room.page.place


def test_enter_commits_and_the_line_is_free_at_once(room):
    room.type("Two returns from the same place.")
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == ""
    QApplication.processEvents()  # the empty line is drawn first
    assert words(room) == ["Two returns from the same place."]  # before the record has answered
    entry = room.view.entries[-1]
    assert (entry.words, entry.kind) == ("Two returns from the same place.", "note")
    assert words(room) == ["Two returns from the same place."]


def test_the_window_does_not_wait_for_a_slow_disk(room, record):
    disk = threading.Event()
    record.thread.submit(lambda _: disk.wait(20))
    try:
        for words_said in ("First", "Second", "Third"):
            room.type(words_said, Key.Key_Return)
        QApplication.processEvents()
        assert words(room) == ["First", "Second", "Third"]
        assert record.record.pending_saves >= 3, "and none of them is called saved yet"
    finally:
        disk.set()
    assert [entry.words for entry in room.view.entries] == ["First", "Second", "Third"]
    assert record.record.pending_saves == 0


def test_shift_enter_breaks_a_line_and_an_empty_line_is_not_minuted(room):
    room.press(Key.Key_Return)
    room.type("One")
    room.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    room.type("Two", Key.Key_Return)
    assert [entry.words for entry in room.view.entries] == ["One\nTwo"]


def test_a_command_makes_an_action_with_owner_and_date(room):
    room.say("/a Offer a trusted worker @Priya Testnair by 4/12 !high")
    action = room.view.actions[0]
    assert (action.words, action.owner, str(action.due_on), action.priority) == (
        "Offer a trusted worker",
        "Priya Testnair",
        "2026-12-04",
        "high",
    )
    assert room.page.inspector.tabs.tabText(0) == "Actions 1"


def test_the_kind_is_chosen_by_key_and_returns_to_note(room):
    room.control(Key.Key_3)
    room.type("Hold a plan", Key.Key_Return)
    room.settle()
    room.press(Key.Key_Return)  # the reason is left for later
    room.type("More was said", Key.Key_Return)
    assert [entry.kind for entry in room.view.entries] == ["decision", "note"]
    assert room.view.decisions[0].words == "Hold a plan"


def test_a_decision_asks_for_its_reason_in_the_line_at_once(room):
    room.type("/d Hold a plan", Key.Key_Return)
    room.type("Known risk at home", Key.Key_Return)  # without waiting for the record
    room.type("More was said", Key.Key_Return)
    assert [(one.words, one.reason) for one in room.view.decisions] == [("Hold a plan", "Known risk at home")]
    assert [entry.words for entry in room.view.entries] == ["Hold a plan", "More was said"]


def test_a_reason_half_typed_is_a_draft_like_any_other(room, record):
    room.type("/d Hold a plan", Key.Key_Return)
    room.type("Known ri")
    room.page.leave()
    room.settle()
    assert dict(record.ask(_drafts, room.meeting_id))[room.page.work.item_id] == "Known ri"
    room.type("sk", Key.Key_Return)
    room.settle()
    assert record.ask(_drafts, room.meeting_id) == ()


def test_the_reason_can_stand_in_the_same_line(room):
    room.say("/d Hold a plan because the risk is known")
    assert [(one.words, one.reason) for one in room.view.decisions] == [("Hold a plan", "the risk is known")]
    room.say("Then they went on")
    assert len(room.view.entries) == 2


def test_what_will_be_recorded_is_shown_while_it_is_typed(room):
    preview = room.page.findChild(QLabel, "preview")
    room.type("Nothing special")
    assert not preview.isVisible()
    room.editor.clear()
    room.type("/a Offer a trusted worker by 4/12 !high")
    assert preview.text() == "Action · “Offer a trusted worker” · by Fri 4 Dec 2026 · High. No owner yet."
    room.press(Key.Key_Return)
    assert not preview.isVisible()


def test_whoever_the_line_names_speaks_from_then_on(room):
    room.say("AT: Two new numbers")
    room.say("And a car")
    assert [(one.speaker, one.words) for one in room.view.entries] == [
        ("Amira Testkhan", "Two new numbers"),
        ("Amira Testkhan", "And a car"),
    ]


def test_a_speaker_chosen_after_the_line_is_not_taken_back_by_its_answer(room):
    other = next(one for one in room.view.people if one.initials == "PT")
    room.type("AT: Two new numbers", Key.Key_Return)
    room.page.minutes.set_speaker(other.attendance_id)
    room.settle()
    room.say("A bruise")
    assert [one.speaker for one in room.view.entries] == ["Amira Testkhan", other.name]


def test_gaps_are_walked_through_the_whole_meeting_and_round_again(room):
    room.say("Born in ??")
    room.say("Who was there?")
    room.page.work.show_item(room.view.items[3].item_id)
    room.say("? to ask the school")
    found = []
    for _ in range(3):
        room.press(Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        found.append((room.page.work.item.position, room.page.minutes.entries.current().words))
    assert found == [(1, "Born in ??"), (4, "? to ask the school"), (1, "Born in ??")] or found == [
        (4, "? to ask the school"),
        (1, "Born in ??"),
        (4, "? to ask the school"),
    ]
    assert QApplication.focusWidget() is room.page.minutes.entries


def test_a_letter_on_an_entry_turns_it_and_undo_and_redo_go_both_ways(room):
    room.say("Ring the school")
    room.press(Key.Key_Up)
    room.press(Key.Key_A)
    room.settle()
    assert [(one.kind, one.label) for one in room.view.entries] == [("action", "A1")]
    room.control(Key.Key_Z)
    room.settle()
    assert room.view.entries[0].kind == "note"
    room.control(Key.Key_Y)
    room.settle()
    assert [(one.kind, one.label) for one in room.view.entries] == [("action", "A1")]


def test_undoing_a_typed_action_withdraws_it_and_redoing_brings_both_back(room):
    room.say("/a Ring the school by fri")
    room.control(Key.Key_Z)
    room.settle()
    assert (room.view.entries, room.view.actions) == ((), ())
    room.control(Key.Key_Y)
    room.settle()
    assert [one.words for one in room.view.entries] == ["Ring the school"]
    assert [one.label for one in room.view.actions] == ["A1"]
    room.say("Another thing")  # what was undone before cannot be done again after something else
    room.control(Key.Key_Y)
    room.settle()
    assert len(room.view.entries) == 2


def test_reopening_says_which_words_are_back_and_goes_there(room):
    room.page.work.show_item(room.view.items[2].item_id)
    room.type("Half a sent")
    room.page.leave()
    room.settle()
    room.page.close()
    again = room.open()
    assert again.page.work.item.position == 3
    assert again.editor.toPlainText() == "Half a sent"
    told = " ".join(one.text() for one in again.page.minutes.line.findChildren(QLabel) if one.isVisible())
    assert "3 words that were being typed under item 3" in told


def test_suggestions_are_walked_and_taken_without_leaving_the_line(room):
    room.type("/")
    assert [one.text for one in room.editor.popup.offered][:2] == ["/a", "/d"]
    room.press(Key.Key_Down)
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "/d "
    room.type("Refer on, says @")
    assert "@Amira Testkhan" in [one.text for one in room.editor.popup.offered]
    room.press(Key.Key_Escape)
    assert room.editor.popup.offered == ()
    assert QApplication.focusWidget() is room.editor


def test_tab_leaves_the_editor(room):
    before = room.editor.toPlainText()
    room.press(Key.Key_Tab)
    assert QApplication.focusWidget() is not room.editor
    assert room.editor.toPlainText() == before


def test_what_is_typed_is_saved_as_it_is_typed_and_there_on_reopening(room, record):
    room.type("Half a sent")
    item = room.page.work.item_id
    room.qtbot.waitUntil(lambda: dict(record.ask(_drafts, room.meeting_id)).get(item) == "Half a sent", timeout=3000)
    room.page.close()
    again = room.open()
    assert again.editor.toPlainText() == "Half a sent"
    again.press(Key.Key_Return)
    assert again.view.drafts == ()
    assert [entry.words for entry in again.view.entries] == ["Half a sent"]


def test_a_line_that_the_record_refuses_is_given_back(room, record, monkeypatch):
    said = []
    room.desk.record.trouble.connect(said.append)

    def refuse(*_: object) -> None:
        raise RuleError("The disk is full, so nothing was kept.")

    monkeypatch.setattr(capture.minutes, "add_entry", refuse)
    room.type("Must not be lost", Key.Key_Return)
    room.settle()
    assert room.editor.toPlainText() == "Must not be lost"
    assert words(room) == []
    assert said == ["The disk is full, so nothing was kept."]


def test_an_entry_is_changed_by_keyboard_and_esc_leaves_it(room):
    room.say("Frist words")
    room.press(Key.Key_Up)
    assert QApplication.focusWidget() is room.page.minutes.entries
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "Frist words"
    room.editor.selectAll()
    room.type("Nothing")
    room.press(Key.Key_Escape)
    assert room.editor.toPlainText() == ""
    assert words(room) == ["Frist words"]
    room.press(Key.Key_Up)
    room.press(Key.Key_F2)
    room.editor.selectAll()
    room.type("First words", Key.Key_Return)
    assert [entry.words for entry in room.view.entries] == ["First words"]
    room.control(Key.Key_Z)
    assert [entry.words for entry in room.view.entries] == ["Frist words"]


def test_what_was_being_typed_waits_while_an_entry_is_changed(room):
    room.say("Stands")
    room.type("Under way")
    room.page.minutes.edit(room.page.minutes.entries.rows[0])
    room.press(Key.Key_Escape)
    assert room.editor.toPlainText() == "Under way"


def test_an_entry_is_withdrawn_and_comes_back(room):
    room.say("/a Ring home @AT by fri")
    room.press(Key.Key_Up)
    room.press(Key.Key_Delete)
    assert room.view.entries == ()
    assert room.view.actions == ()
    room.page.minutes.entries.setFocus()
    room.editor.setFocus()
    room.control(Key.Key_Z)
    assert [action.words for action in room.view.actions] == ["Ring home"]


def test_the_kind_of_an_entry_that_stands_is_changed_in_the_list(room):
    room.say("We will meet again")
    room.press(Key.Key_Up)
    room.control(Key.Key_3)
    assert room.view.entries[0].kind == "decision"
    assert words(room) == ["We will meet again"]


def test_the_speaker_goes_round_the_agencies_that_have_not_spoken(room):
    room.alt(Key.Key_N)
    room.say("From the first agency")
    room.alt(Key.Key_N)
    room.say("From the second")
    assert [entry.speaker for entry in room.view.entries] == ["Amira Testkhan", "Priya Testnair"]
    chips = {chip.accessibleName() for chip in room.page.round._chips.values()}
    assert "Police: has spoken" in chips
    assert "Social care: speaking now" in chips


def test_each_item_keeps_its_own_words(room):
    room.type("For the first item")
    first, second = room.page.work.view.items[:2]
    room.page.work.show_item(second.item_id)
    assert room.editor.toPlainText() == ""
    room.type("For the second")
    room.page.work.show_item(first.item_id)
    assert room.editor.toPlainText() == "For the first item"
    room.page.leave()
    assert dict(room.view.drafts) == {
        first.item_id: "For the first item",
        second.item_id: "For the second",
    }


def test_an_entry_is_read_aloud_in_full(room):
    room.alt(Key.Key_N)
    room.say("/x Seen near the home")
    index = room.page.minutes.entries.model().index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("1 of 1", "09:30", "Amira Testkhan", "Seen near the home", "Handling: Police"):
        assert part in said


def test_words_that_blame_get_a_gentler_suggestion_and_are_left_alone(room):
    room.type("She puts herself at risk")
    room.qtbot.waitUntil(lambda: "consider" in room.page.minutes.line._hint.text())
    assert room.editor.toPlainText() == "She puts herself at risk"


def test_approved_minutes_are_read_only(room, record):
    room.close()
    record.ask(_approve, room.meeting_id)
    again = room.open()
    assert not again.page.minutes.line.isVisible()
    assert again.page.minutes._closed.isVisible()


def _drafts(session, meeting_id):
    from cremeet.services import meetings

    return meetings.meeting_view(session, meeting_id).drafts


def _approve(session, meeting_id):
    from tests import held

    held.complete(session, meeting_id)
    closing.end(session, meeting_id)
    closing.approve(session, meeting_id, "Cher Person")
