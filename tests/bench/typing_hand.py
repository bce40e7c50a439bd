"""Somebody who types minutes in the real window, run as a program of its own so that its disk can be made slow.

Arguments: the vault, a folder for settings, the seconds to type for, the file in which slowed syncs are counted, and
"waits" for the control, in which the window itself waits for the disk now and then, or "alone" to type the same into a
bare editor first. Prints one line of JSON.

A key's time runs from the moment it was due, not from when the window got round to it, so that a window that stands
still is measured for as long as it does; and to the moment when all that the window painted with it is handed to the
screen, so that whatever else a key has painted counts too.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.practice.loader import load
from cremeet.vault import thread
from cremeet.views.meeting.proofing import Proofing
from cremeet.views.meeting.speller import Speller
from cremeet.views.meeting.typing_editor import TypingEditor
from cremeet.views.shell.top_bar import SaveStatus
from cremeet.views.theme import Theme
from tests import factory
from tests.journeys.hands import Hands
from tests.journeys.sitting import sit
from tests.journeys.until_killed import Waiting
from tests.journeys.writer import LINE, Writer

KEYS_A_SECOND = 12
WORDS = 3_000
"""How long the minutes of the item are already."""
LINES = (
    "The school saw the silver car on three Mondays and told nobody.",
    "/r Two new phones that nobody bought, and a recieved parcel.",
    "She was described as promiscuous, which is not how this meeting speaks.",
    "/a Ask for the shop's camera records @Priya Testnair by fri !high",
    "The nurse organised a visit; Robin's behaviour there was no different.",
)
"""Lines that are committed one after the other: commands, a slip in the spelling, a word that blames a child."""
KEYS = "\n".join((*LINES, ""))
SENTENCE = (
    "The school saw the silver car on three Mondays, and nobody who was asked had seen who was sitting in it then. "
)


class Measured:
    """The time of each key, what the window's thread worked in it, what was saved, and what was said about it."""

    def __init__(self, count: Path) -> None:
        self.count, self.waits, self.works = count, list[float](), list[float]()
        self.due: float | None = None
        self._painted, self._frame, self._began = False, _Frame(self), 0.0
        self.commits = self.commits_before = self.saved = self.early = 0

    @property
    def syncs(self) -> int:
        return int.from_bytes(self.count.read_bytes(), sys.byteorder) if self.count.exists() else 0

    def painted(self) -> None:
        """Note that the editor has painted the key that was pressed last."""
        self._painted = self.due is not None

    def shown(self) -> None:
        """Note that what a window painted is on the screen."""
        if self._painted and self.due is not None:
            self.waits.append((time.perf_counter() - self.due) * 1000)
            self.works.append((time.thread_time() - self._began) * 1000)
            self.due, self._painted = None, False

    def watch(self, patched: pytest.MonkeyPatch) -> None:
        """Listen to the editor's paint, to each commit's return, and to what the window says of it."""
        paint, say, done = TypingEditor.paintEvent, SaveStatus.set_state, thread.unit_of_work.__wrapped__  # type: ignore[attr-defined]  # contextmanager keeps it

        def painted(editor: TypingEditor, event: QPaintEvent) -> None:
            paint(editor, event)
            self.painted()

        def said(status: SaveStatus, state: Any) -> None:
            if state == "saving":
                self.commits_before = self.commits
            elif state == "saved" and status.state != "saved":  # said again, it says nothing new
                self.saved += 1
                self.early += self.commits == self.commits_before
                self.commits_before = self.commits
            say(status, state)

        def worked(*arguments: Any) -> Any:
            yield from done(*arguments)
            self.commits += 1  # its commit has returned

        from contextlib import contextmanager

        patched.setattr(TypingEditor, "paintEvent", painted)
        patched.setattr(SaveStatus, "set_state", said)
        patched.setattr(thread, "unit_of_work", contextmanager(worked))

    def pressed(self, editor: QWidget, letter: str) -> None:
        """Press the key of a letter."""
        if letter == "\n":
            QTest.keyClick(editor, Qt.Key.Key_Return)
        else:
            QTest.keyClick(editor, letter)

    def type_for(self, seconds: float, editor: QWidget) -> None:
        """Type at an even pace until the time is over, while the window lives as it always does."""
        editor.window().installEventFilter(self._frame)
        loop, keys = QEventLoop(), round(seconds * KEYS_A_SECOND)
        clock = QTimer(loop)
        clock.setTimerType(Qt.TimerType.PreciseTimer)
        clock.setInterval(1)
        start, sent = time.perf_counter(), 0

        def press() -> None:
            nonlocal sent
            due = start + sent / KEYS_A_SECOND
            if time.perf_counter() < due or self.due is not None:
                return
            if sent == keys:
                loop.quit()
                return
            self.due, self._began = due, time.thread_time()
            sent += 1
            self.pressed(editor, KEYS[(sent - 1) % len(KEYS)])

        clock.timeout.connect(press)
        clock.start()
        loop.exec()
        clock.stop()


class _Frame(QObject):
    """Tells when a window has painted and has handed to the screen what it painted."""

    def __init__(self, measured: Measured) -> None:
        super().__init__()
        self._measured = measured

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Have the window do it now, and note that it is done."""
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        window.event(event)
        self._measured.shown()
        return True


class Alone(QTextEdit):
    """A bare editor that holds as many words, with the highlighter of the window alone."""

    def __init__(self, measured: Measured, words: int) -> None:
        super().__init__()
        self._measured = measured
        self.resize(690, 500)
        self.setPlainText(long_minutes(words))
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._proofing = Proofing(self, Theme("light", 100))
        self._proofing.spell_with(Speller(self))
        self._proofing.advise_with(load(paths.shipped_practice()).language)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        self._measured.painted()


def long_minutes(words: int) -> str:
    """Return minutes of so many words, in paragraphs of a few sentences."""
    paragraph = " ".join((SENTENCE * 2).split())
    return "\n".join([paragraph] * (words // len(paragraph.split())))


def main(vault: str, settings: str, seconds: str, count: str, *ways: str) -> None:
    app = QApplication(["cremeet"])
    hands, measured = Hands(Waiting()), Measured(Path(count))
    writer = Writer(hands)
    alone = _alone(float(seconds)) if "alone" in ways else Measured(Path())

    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        editor = hands.reach(LINE)
        assert isinstance(editor, TypingEditor)
        before, commits = measured.syncs, measured.commits
        waiting = _waiting(Path(settings)) if "waits" in ways else None
        measured.type_for(float(seconds), editor)
        del waiting
        hands.wait_words("Saved ")
        told = {
            "waits": measured.waits,
            "works": measured.works,
            "alone": alone.waits,
            "alone_works": alone.works,
            "syncs": measured.syncs - before,
            "commits": measured.commits - commits,
            "saved": measured.saved,
            "early": measured.early,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        os._exit(0)

    with pytest.MonkeyPatch.context() as patched:
        measured.watch(patched)
        sit(app, patched, play, clock=SteppingClock(factory.MONDAY), settings_folder=Path(settings), vault=Path(vault))


def _alone(seconds: float) -> Measured:
    """Type the same into a bare editor of as many words and return what that measured."""
    measured = Measured(Path())
    editor = Alone(measured, WORDS)
    editor.show()
    editor.setFocus()
    QTest.qWaitForWindowExposed(editor)
    measured.type_for(seconds, editor)
    editor.hide()
    editor.deleteLater()
    QApplication.processEvents()
    return measured


def _waiting(folder: Path) -> QTimer:
    """Have the window's own thread wait for the disk about as often as words are saved."""
    folder.mkdir(exist_ok=True)
    file = (folder / "waits").open("w")

    def wait() -> None:
        os.fsync(file.fileno())

    clock = QTimer()
    works: Callable[[], None] = wait
    clock.timeout.connect(works)
    clock.start(500)
    return clock


if __name__ == "__main__":
    main(*sys.argv[1:])
