"""The shared screen: F9 opens it, it follows the meeting, and nothing that is typed in the workspace reaches it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cremeet.services import holding
from cremeet.views.shared import SharedScreen
from tests import held
from tests.views.meeting_room import Room

Key = Qt.Key


@pytest.fixture
def room(desk, record, qtbot) -> Iterator[Room]:
    made = Room(desk, record, qtbot).begin().open()
    yield made
    made.close()


def shown(screen: SharedScreen) -> list[str]:
    """Return all that a window says: its title, every text, tip, spoken name and description, and its item models."""
    parts = [screen.windowTitle(), screen.windowFilePath(), screen.accessibleName(), screen.accessibleDescription()]
    for widget in (screen, *screen.findChildren(QWidget)):
        for name in ("text", "toolTip", "accessibleName", "accessibleDescription", "whatsThis", "statusTip", "title"):
            value = widget.property(name)
            parts.append(value if isinstance(value, str) else "")
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None:
            parts += [face.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    return [part for part in parts if part]


def opened(room: Room) -> SharedScreen:
    room.press(Key.Key_F9)
    screen = room.page.shared
    assert screen is not None
    room.settle()
    return screen


def test_f9_opens_it_and_puts_it_away_and_the_line_keeps_the_keyboard(room):
    screen = opened(room)
    assert screen.isVisible()
    assert screen.windowTitle() == "cremeet"
    room.qtbot.waitUntil(room._is_active)
    room.press(Key.Key_F9)
    assert room.page.shared is None
    assert not screen.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_F9])
def test_its_own_keys_put_it_away(room, key):
    screen = opened(room)
    screen.activateWindow()
    room.qtbot.waitUntil(screen.isActiveWindow)
    room.qtbot.keyClick(screen, key)
    room.qtbot.waitUntil(lambda: room.page.shared is None)


def test_it_shows_the_item_now_and_follows_the_meeting(room, pack):
    screen, agenda = opened(room), pack.agenda("initial")
    assert any(agenda.items[0].title in words for words in shown(screen))
    room.control(Key.Key_Down)
    room.settle()
    titles = [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]
    assert f"2.  {agenda.items[1].title}" in titles
    assert "\n".join(f"•  {prompt}" for prompt in agenda.items[1].prompts) in titles


def test_it_says_which_agency_speaks_and_no_name(room, pack):
    screen = opened(room)
    room.alt(Key.Key_N)
    room.settle()
    said = shown(screen)
    assert any(f"Speaking now: {pack.agency('police').title}" in words for words in said)
    assert not any("Testkhan" in words for words in said)


def test_an_action_shows_by_number_agency_and_date(room, pack):
    screen = opened(room)
    room.record.ask(held.action, room.meeting_id)
    room.settle()
    said = " ".join(shown(screen))
    assert f"A1   {pack.agency('social-care').title}   Fri 4 Dec 2026" in said
    assert "trusted worker" not in said


def test_a_note_is_heard_as_somebody_having_spoken_and_nothing_else_is_read_again(room, monkeypatch):
    screen = opened(room)
    person = room.page.work.speakers()[0]
    asked: list[str] = []
    monkeypatch.setattr(screen, "_ask", lambda: asked.append("whole"))
    room.page.minutes.set_speaker(person.attendance_id)
    room.say("The car was seen again.")
    seats = {seat.attendance_id: seat.has_spoken for seat in screen._view.seats}
    assert seats[person.attendance_id]
    assert sum(seats.values()) == 1
    assert asked == []
    room.say("/a Ask for the shop's records @Priya Testnair by fri")
    room.settle()
    assert asked


def test_a_meeting_that_stops_says_so(room):
    screen = opened(room)
    room.record.ask(holding.adjourn, room.meeting_id, "The fire alarm")
    room.settle()
    assert any("adjourned" in words for words in shown(screen))
    assert not any("fire alarm" in words for words in shown(screen))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8, max_size=20),
    kind=st.sampled_from("nardvp"),
)
def test_nothing_typed_into_the_minutes_reaches_it(room, words, kind):
    screen = room.page.shared or opened(room)
    sentinel = f"SENTINEL{words}"
    room.say(f"/{kind} {sentinel}")
    if kind == "d":
        room.say(f"because of {sentinel}")
    assert any(sentinel in entry.words for entry in room.view.entries)
    assert not any("SENTINEL" in said for said in shown(screen))


def test_the_search_finds_a_word_that_stands_on_it(room):
    """The positive control."""
    screen = opened(room)
    screen.findChildren(QLabel)[0].setText("SENTINEL")
    assert any("SENTINEL" in words for words in shown(screen))
    assert QApplication.topLevelWidgets()
