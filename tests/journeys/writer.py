"""Somebody who opens a vault and takes minutes in the meeting that is under way, at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from tests.journeys.hands import ALT, CONTROL, Hands
from tests.journeys.told import PASSPHRASE

Key = Qt.Key
LINE = "Minutes for item…"


class Writer:
    """Opens the vault that the sitting was started with; `line` is what stands in the line being typed."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def unlock(self, listed: str = "1 child") -> None:
        hands = self.hands
        hands.choose("Your name", "Lena Chairwoman")
        hands.enter("Passphrase", PASSPHRASE)
        hands.press(Key.Key_Return)
        hands.wait_words(listed, 20_000)

    def open_the_meeting(self) -> None:
        hands = self.hands
        hands.press(Key.Key_2, ALT)
        hands.row("Meetings", "Robin Testwood")
        hands.press(Key.Key_Return)
        hands.reach(LINE)

    def type_until_saved(self, words: str) -> None:
        hands = self.hands
        hands.reach(LINE)
        hands.add(words)
        hands.wait_words("Not saved yet")
        hands.wait_words("Saved ")

    @property
    def line(self) -> str:
        editor = self.hands.reach(LINE)
        assert isinstance(editor, QTextEdit)
        return editor.toPlainText()

    def lock(self) -> None:
        self.hands.press(Key.Key_L, CONTROL)
