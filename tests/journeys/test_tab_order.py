"""Tab goes through a meeting's screens in the order in which they are read, whatever was made late."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.hands import ALT, CONTROL, Hands, named
from tests.journeys.order import follow, tab_order
from tests.journeys.writer import Writer

Key = Qt.Key
Sitting = Callable[..., tuple[int, list[list[str]]]]


def test_tab_reads_every_screen_of_a_meeting_from_the_top_down(sitting: Sitting, hands: Hands, vault: Path) -> None:
    writer, seen = Writer(hands), dict[str, list[str]]()

    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        hands.add("/a Offer a trusted worker @Testnair by 4/12/2026")
        hands.press(Key.Key_Return)
        hands.turn_to_tab("People")
        hands.push("Confidentiality statement read")
        hands.wait_names("Statement read 09:30: read again")
        assert named(hands.focus) == "Statement read 09:30: read again", "the keyboard stays on what it pressed"
        seen["meeting"] = tab_order(hands, "Agenda")
        hands.press(Key.Key_R, ALT)
        hands.push("Begin the assessment")
        hands.reach("Areas")
        hands.press(Key.Key_Down)
        seen["risk"] = tab_order(hands, "Areas")
        hands.press(Key.Key_Left, ALT)
        hands.press(Key.Key_P, ALT)
        hands.reach("Change A1")
        seen["plan"] = tab_order(hands, "Add an action")
        hands.press(Key.Key_L, CONTROL)

    sitting(play, vault)
    assert follow(
        seen["meeting"], "Agenda", "Item and meeting menu", "Statement read", "Next agency", "Note", "Handling",
        "Minutes for item", "People", "People", "Somebody else came", "Risk", "Plan", "Close",
    )  # fmt: skip
    assert follow(seen["risk"], "Areas", "Comes home later", "What the meeting makes of this area", "Level", "Reason")
    assert follow(seen["plan"], "Add an action", "Change A1", "Add an action under Identify")


def test_the_order_is_told_apart_from_another() -> None:
    assert follow(["One", "Two", "Three"], "One", "Three")
    assert not follow(["One", "Two", "Three"], "Three", "One")
