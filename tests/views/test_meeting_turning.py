"""Turning the meeting from item to item faster than it is read anew."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from cremeet.views.navigation import Desk
from tests.views.kept import Kept
from tests.views.meeting_room import Room


def test_two_quick_keys_go_two_items_on(desk: Desk, record: Kept, qtbot: Any) -> None:
    room = Room(desk, record, qtbot).begin().open()
    for _ in range(2):  # nothing is read anew between them
        room.control(Qt.Key.Key_Down)
    view = room.view
    assert [item.state for item in view.items[:4]] == ["done", "done", "now", "waiting"]
    assert room.page.work.item_id == view.items[2].item_id
    room.control(Qt.Key.Key_Down)
    assert room.view.items[3].state == "now"
