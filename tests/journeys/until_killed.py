"""A sitting that ends as a power cut ends it: run as a program of its own, it types into the minutes and is gone.

Arguments: the vault, a folder for settings, the words to wait for until they are said to be saved, and the words typed
after them, at whose last letter the process ends without another instruction.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from cremeet.clock import SteppingClock
from tests import factory
from tests.journeys.hands import Hands
from tests.journeys.sitting import sit
from tests.journeys.writer import Writer

ENDED = 9
"""The exit status of the death that is meant; any other is a fault of this program."""


class Waiting:
    """Waits as pytest-qt does, where there is no pytest."""

    def waitUntil(self, there: Callable[[], bool], *, timeout: int) -> None:  # noqa: N802 - pytest-qt's name
        until = time.monotonic() + timeout / 1000
        while not there():
            if time.monotonic() > until:
                raise TimeoutError
            pause = QEventLoop()  # unlike QTest.qWait, it lets the record's thread work meanwhile
            QTimer.singleShot(5, pause.quit)
            pause.exec()


def main(vault: str, settings: str, saved: str, after: str) -> None:
    app, hands = QApplication(["cremeet"]), Hands(Waiting())
    writer = Writer(hands)

    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        writer.type_until_saved(saved)
        hands.add(after)
        os._exit(ENDED)

    with pytest.MonkeyPatch.context() as patched:
        sit(app, patched, play, clock=SteppingClock(factory.MONDAY), settings_folder=Path(settings), vault=Path(vault))


if __name__ == "__main__":
    main(*sys.argv[1:])
