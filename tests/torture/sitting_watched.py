"""A sitting at the real window that is watched from below: run as a program of its own under the preloaded library.

Arguments: the vault, a folder for everything of this person's, words that nobody may find, and how it ends: locked,
killed, or crashed. On the way the words are typed, saved, committed, searched for and put into an error.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cremeet import guard, logs, paths
from cremeet.clock import SteppingClock
from tests import factory
from tests.journeys.hands import ALT, Hands, Key
from tests.journeys.sitting import sit
from tests.journeys.until_killed import Waiting
from tests.journeys.writer import LINE, Writer

ENDS = ("locked", "killed", "crashed")


def main(vault: str, home: str, words: str, end: str) -> None:
    """Arm what the program arms, sit down, and end as asked."""
    guard.arm()
    logs.keep_in(paths.state_folder())
    note = paths.state_folder() / logs.FILE_NAME
    app, hands = QApplication(["cremeet"]), Hands(Waiting())
    writer = Writer(hands)

    def play() -> None:
        writer.unlock()
        hands.enter("Find a child by name or reference", words)
        hands.wait_words("No child matches")
        hands.enter("Find a child by name or reference", "Robin")
        hands.wait_words("1 child")
        writer.open_the_meeting()
        hands.reach(LINE)
        hands.add(f"{words} was said")
        hands.press(Key.Key_Escape)
        hands.press(Key.Key_Return)
        writer.type_until_saved(f"{words} once more")
        sys.excepthook(ValueError, ValueError(words), None)  # as Qt does with what a slot raises
        assert "ValueError" in note.read_text(encoding="utf-8")
        if end == "locked":
            hands.press(Key.Key_2, ALT)
            writer.lock()
        else:
            os.kill(os.getpid(), signal.SIGKILL if end == "killed" else signal.SIGABRT)

    with pytest.MonkeyPatch.context() as patched:
        clock, settings = SteppingClock(factory.MONDAY), Path(home) / "settings"
        sit(app, patched, play, clock=clock, settings_folder=settings, vault=Path(vault))
    logs.event("ended well")


if __name__ == "__main__":
    main(*sys.argv[1:])
