"""From no vault at all, through the four steps, into the practice meeting and back to one's own vault: by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cremeet import paths, settings
from cremeet.demo import rehearsal
from cremeet.vault import slots
from tests.journeys.hands import ALT, CONTROL, SHIFT, Hands, named
from tests.journeys.told import PASSPHRASE
from tests.vault.made import quick

Key = Qt.Key
Sitting = Callable[..., tuple[int, list[list[str]]]]


def test_from_no_vault_to_a_practice_meeting_and_back(
    sitting: Sitting, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_derive", quick)
    monkeypatch.setattr(rehearsal, "play", lambda *_: "")  # the meeting that was held before: nobody looks at it here
    assert sitting(lambda: make_a_vault(hands)) == (0, [["rehearse"]])
    kept = settings.load(tmp_path / "settings")
    assert (kept.theme, kept.text_percent, Path(kept.last_vault).name) == ("dark", 200, "North Vale.cremeet")
    assert sitting(lambda: practise(hands), paths.rehearsal_vault()) == (0, [["open"]])
    assert settings.load(tmp_path / "settings") == kept, "the practice meeting is never the vault that opens next"
    assert sitting(lambda: unlock_and_delete(hands)) == (0, [])
    assert not paths.rehearsal_vault().exists()


def make_a_vault(hands: Hands) -> None:
    hands.wait_words("Step 1 of 4: Passphrase and recovery")
    assert named(hands.focus) == "Name of the vault"
    hands.type("North Vale")
    hands.enter("Your name", "Lena Chairwoman")
    hands.choose("Your role", "Chair")
    hands.enter("Passphrase", PASSPHRASE)
    hands.press(Key.Key_Return)
    hands.wait_words("There is a problem")
    hands.enter("The same passphrase again", PASSPHRASE)
    hands.tick("I have a safe copy of the passphrase, away from this computer")
    hands.push("Make the vault")
    hands.wait_words("A recovery code for this vault", 20_000)
    hands.press(Key.Key_Space)
    hands.wait_words("Lock this recovery code away", 20_000)
    hands.tick("I have locked it away")
    hands.push("Go on")
    hands.wait_words("Step 2 of 4: Your council")
    hands.type("Northmere Partnership")
    hands.press(Key.Key_Return)
    hands.wait_words("Step 3 of 4: Practice")
    hands.push("Back")
    hands.wait_words("Step 2 of 4")
    assert hands.focus.text() == "Northmere Partnership"  # type: ignore[attr-defined]  # a line
    hands.press(Key.Key_Return)
    hands.push("Go on")
    hands.wait_words("Step 4 of 4: Text size and colours")
    hands.mark("Colours", "Dark")
    hands.choose("Text size", "200%")
    hands.push("Try a practice meeting first")


def practise(hands: Hands) -> None:
    hands.wait_words("Practice: nothing here is real")
    hands.press(Key.Key_Space)  # on the button that begins
    hands.wait_words("Next (1 of 6)", 30_000)
    shown = [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == ["cremeet – Practice: nothing here is real"]
    hands.wait_names("Start the meeting")
    hands.press(Key.Key_Return, CONTROL | SHIFT)
    hands.wait_words("Next (2 of 6), Ctrl+Shift+C")
    hands.wait_names("Confidentiality statement read")
    hands.press(Key.Key_C, CONTROL | SHIFT)
    hands.wait_words("Next (3 of 6)")
    hands.press(Key.Key_E, ALT)
    hands.press(Key.Key_Y, ALT)
    hands.wait_words("Next (4 of 6)")
    hands.press(Key.Key_M, CONTROL)
    hands.add("Everybody knows why we are here.")
    hands.press(Key.Key_Return)
    hands.wait_words("Next (5 of 6), /a")
    hands.push("Leave practice")


def unlock_and_delete(hands: Hands) -> None:
    hands.wait_words("Vault: North Vale")
    hands.push("Try a practice meeting")
    hands.wait_words("One was begun on this computer.")
    hands.push("Delete the practice meeting")
    hands.wait_words("The practice meeting is deleted.", 20_000)
    hands.push("Back")
    hands.wait_words("Vault: North Vale")
    hands.press(Key.Key_Q, CONTROL)
