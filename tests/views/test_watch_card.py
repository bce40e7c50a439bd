"""What a chair must not lose sight of, and what everybody is asked: shown while it matters, seen to by one key."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cremeet.services import attendance, holding, invitations
from tests.views.meeting_room import Key, Room

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(desk, record, qtbot):
    return Room(desk, record, qtbot).begin().open()


def watch(room):
    return room.page.inspector.watch


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_who_came_after_the_statement_is_shown_until_it_was_read_to_them(room, record):
    late = next(one for one in room.view.people if one.agency == "health")
    record.ask(attendance.mark, late.attendance_id, "invited")
    record.ask(holding.read_confidentiality, room.meeting_id)
    record.clock.advance(timedelta(minutes=20))
    record.ask(attendance.mark, late.attendance_id, "present")
    room.settle()
    assert watch(room).late.isVisible()
    assert late.name in words(watch(room).late)
    room.press(Key.Key_C, BOTH)
    room.settle()
    assert not watch(room).late.isVisible()


def test_one_key_notes_that_they_left_for_the_closed_part_and_that_they_are_back(room, record):
    child = record.ask(invitations.invite_other, room.meeting_id, "Robin Testwood", "", "child")
    record.ask(attendance.mark, child, "present")
    closed = next(one for one in room.view.items if one.closed_part)
    record.ask(holding.go_to, closed.item_id)
    room.settle()
    room.page.work.show_item(closed.item_id)
    assert "Robin Testwood" in words(watch(room).door)
    for away in (True, False):
        room.press(Key.Key_W, BOTH)
        room.settle()
        assert (room.view.absences[0].back_at is None) is away


def test_an_agency_that_has_said_nothing_is_named_and_one_key_gives_it_the_word(room):
    first = next(one for one in room.view.people if one.part == "professional")
    short = next(one.short for one in room.page.work.pack.agencies if one.id == first.agency)
    assert short in words(watch(room).silent)
    room.press(Key.Key_N, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    room.say("We know the family")
    assert room.view.entries[-1].speaker == first.name
    assert short not in words(watch(room).silent)


def test_everybody_is_asked_and_the_answer_is_kept_with_the_time(room):
    room.press(Key.Key_I, BOTH)
    room.answer(words="Sam taught the child's brother")
    room.settle()
    (asked,) = room.view.readings
    assert (asked.what, asked.words, asked.tag) == ("conflict", "Sam taught the child's brother", "professionals")
    assert any("Conflicts of interest: asked" in one.text() for one in room.page.head.findChildren(QPushButton))


def test_a_break_stops_the_clock_and_the_agenda_says_so(room):
    room.press(Key.Key_U, BOTH)
    room.settle()
    assert room.view.head.state == "adjourned"
    assert "On a break" in words(room.page.agenda)
    room.press(Key.Key_U, BOTH)
    room.settle()
    assert room.view.head.state == "live"


def test_the_statement_is_noted_as_read_from_the_prompt_that_shows_it(room):
    prompts = room.page.prompts
    prompts.script.click()
    assert prompts.read_it.isVisible()
    prompts.read_it.click()
    room.settle()
    assert [one.what for one in room.view.readings] == ["confidentiality"]
    assert "read at" in words(prompts)
