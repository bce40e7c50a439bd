"""Somebody who looks after a vault, at the keyboard: lets people in, makes a recovery code, backs up, hands over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.journeys.hands import ALT, CONTROL, Hands
from tests.journeys.told import PASSPHRASE

Key = Qt.Key
THEIR_WORDS = "marble-kettle-oyster-fern"


class Keeper:
    """Opens the vault that the sitting was started with, and goes to its section."""

    def __init__(self, hands: Hands, monkeypatch: Any) -> None:
        self.hands, self._monkeypatch = hands, monkeypatch

    def will_choose(self, file: Path) -> None:
        """Answer the system's own dialogs, which no key of ours reaches, with this place."""
        for asks in ("getSaveFileName", "getOpenFileName"):
            self._monkeypatch.setattr(QFileDialog, asks, lambda *_: (str(file), ""))
        self._monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(file))

    def unlock(self, name: str = "Lena Chairwoman", passphrase: str = PASSPHRASE) -> None:
        hands = self.hands
        hands.choose("Your name", name)
        hands.enter("Passphrase", passphrase)
        hands.press(Key.Key_Return)
        hands.wait_words("1 child", 20_000)

    def open_section(self, tab: str = "") -> None:
        hands = self.hands
        hands.press(Key.Key_6, ALT)
        hands.wait_words("Vault: ")
        if tab:
            hands.turn_to_tab(tab)

    def make_a_card(self, name: str, role: str, to: Path) -> str:
        """Make an enrolment card at the door; return the words to read out, as a screen reader says them."""
        hands = self.hands
        self.will_choose(to)
        hands.push("Make an enrolment card")
        hands.enter("Your name", name)
        hands.choose("Your role", role)
        hands.enter("Passphrase", THEIR_WORDS)
        hands.enter("The same passphrase again", THEIR_WORDS)
        hands.push("Save the card…")
        hands.wait_words("The card is saved", 20_000)
        words = self.check_words()
        hands.push("Back")
        return words

    def let_in_by_card(self, card: Path, words: str) -> None:
        hands = self.hands
        self.will_choose(card)

        def compare() -> None:
            assert self.check_words() == words
            hands.tick("I have telephoned, and the words are the same")
            hands.push("Let them in")

        hands.answering(lambda: hands.push("Add from a card…"), compare)

    def make_a_recovery_code(self) -> str:
        """Make the recovery code and copy it from the screen by hand."""
        hands, code = self.hands, []

        def copy() -> None:
            hands.push("Make the recovery code")
            hands.wait_words("Lock this recovery code away", 20_000)
            code.extend(line for line in hands.lines() if line.count("  ") >= 2)
            hands.tick("I have locked it away")
            hands.push("Go on")

        hands.answering(lambda: hands.push("Make the recovery code…"), copy)
        return " ".join(code)

    def check_words(self) -> str:
        from PySide6.QtWidgets import QApplication

        said = [one.accessibleName() for one in QApplication.allWidgets() if one.isVisible()]
        return next(one for one in said if one.startswith("Check words: "))

    def lock(self) -> None:
        self.hands.press(Key.Key_L, CONTROL)
