"""A meeting played from its script in the real window, run as a program of its own so that it can be killed.

Arguments: the vault, a folder for settings, and the number of the line to begin at. It ends with the script, or is
killed where the script says so; begun again at that line, it looks at what is there and types what is missing.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu, QTabBar, QTextEdit

from cremeet.clock import SteppingClock
from cremeet.views.main_window import MainWindow
from tests.journeys.hands import ALT, CONTROL, Hands, Key
from tests.journeys.script import KILLED, Line, lines
from tests.journeys.sitting import sit
from tests.journeys.until_killed import Waiting
from tests.journeys.writer import LINE, Writer


class Player:
    """Hands that play a script's lines, each at its time."""

    def __init__(self, hands: Hands, clock: SteppingClock) -> None:
        self.hands, self.clock = hands, clock

    def play(self, script: tuple[Line, ...], begin: int) -> None:
        """Play from the line with that number on; the first may have been begun before."""
        for number, line in enumerate(script[begin:], begin):
            self.clock.set(line.at)
            if line.typed:
                self._type(line, again=number == begin > 0)
            else:
                self._take(list(line.steps))
            self._settle()

    def _type(self, line: Line, *, again: bool) -> None:
        """Type a line of the minutes; one that was begun before is gone on with, if it does not stand already."""
        hands, rest = self.hands, line.typed
        before, _, after = line.keys.partition(KILLED)
        if again:
            self._line()
            if self._stands(line.typed):
                return
            there = self._editor().toPlainText()
            assert line.typed.startswith(there), "only what was typed is there, from its beginning"
            assert there.startswith(_whole_words(before)) or not after, "and all that was said to be saved"
            rest = line.typed[len(there) :]
        elif line.kills and after:
            hands.add(_whole_words(before))
            hands.wait_words("Not saved yet")
            hands.wait_words("Saved ")
            hands.add(before.removeprefix(_whole_words(before)))
            os.kill(os.getpid(), signal.SIGKILL)
        hands.add(rest)
        hands.press(Key.Key_Escape)  # puts suggestions away
        hands.press(Key.Key_Return)
        if line.kills and not again:
            os.kill(os.getpid(), signal.SIGKILL)

    def _take(self, steps: list[str]) -> None:
        """Take the steps of a line; those after "->" answer what the last one before it opened."""
        if "->" in steps:
            place = steps.index("->")
            self._take(steps[: place - 1])
            self.hands.answering(lambda: self._step(steps[place - 1]), lambda: self._take(steps[place + 1 :]))
            return
        for step in steps:
            self._step(step)

    def _step(self, step: str) -> None:
        verb, _, about = step.partition(" ")
        name, _, words = about.partition(": ")
        hands = self.hands
        steps = {
            "tab": lambda: hands.turn_to_tab(about),
            "row": lambda: self._row(name, words),
            "push": lambda: hands.push(about),
            "enter": lambda: hands.enter(name, words),
            "choose": lambda: hands.choose(name, words),
            "line": self._line,
            "see": lambda: hands.wait_words(about),
            "menu": lambda: self._menu(name, words),
            "save": hands.save,
        }
        steps.get(verb, lambda: self._press(step))()

    def _row(self, name: str, words: str) -> None:
        """Go to the row of a list; a bar of tabs may have the same name, and stands before it."""
        if isinstance(self.hands.reach(name), QTabBar):
            self._press("Tab")
        self.hands.row(name, words)

    def _press(self, keys: str) -> None:
        pressed = QKeySequence(keys)[0]
        self.hands.press(pressed.key(), pressed.keyboardModifiers())

    def _menu(self, keys: str, words: str) -> None:
        """Open a menu with its key and choose from it; it holds up whoever opened it until then."""
        wrong: list[str] = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(5, choose)
                return
            for _ in menu.actions():
                QTest.keyClick(menu, Key.Key_Down)
                chosen = menu.activeAction()
                if chosen is not None and chosen.text().replace("&", "").startswith(words):
                    QTest.keyClick(menu, Key.Key_Return)
                    return
            wrong.append(words)
            menu.close()

        QTimer.singleShot(0, choose)
        self._press(keys)
        assert not wrong, f"the menu does not offer {wrong}"

    def _line(self) -> None:
        if not isinstance(self.hands.focus, QTextEdit):
            self.hands.reach(LINE)

    def _editor(self) -> QTextEdit:
        editor = self.hands.reach(LINE)
        assert isinstance(editor, QTextEdit)
        return editor

    def _stands(self, words: str) -> bool:
        """Say whether the last entry of the item shown has these words."""
        (entries,) = (one for one in QApplication.allWidgets() if one.objectName() == "entries" and one.isVisible())
        assert isinstance(entries, QListView)
        last = entries.model().index(entries.model().rowCount() - 1, 0)
        return bool(last.isValid() and words in str(last.data()))

    def _settle(self) -> None:
        """Wait until the record has answered: the next line is typed at another time."""
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        self.hands.wait(lambda: all(not one.desk.record.pending for one in windows))


def _whole_words(typed: str) -> str:
    """Return what was typed up to the word in the middle of which it stops."""
    return typed.rpartition(" ")[0]


def main(vault: str, settings: str, begin: str) -> None:
    app, hands, script = QApplication(["cremeet"]), Hands(Waiting()), lines()
    clock = SteppingClock(script[int(begin)].at)
    writer, player = Writer(hands), Player(hands, clock)

    def play() -> None:
        writer.unlock()
        hands.press(Key.Key_2, ALT)
        hands.row("Meetings", "Robin Testwood")
        hands.press(Key.Key_Return)
        player.play(script, int(begin))
        hands.press(Key.Key_L, CONTROL)

    with pytest.MonkeyPatch.context() as patched:
        sit(app, patched, play, clock=clock, settings_folder=Path(settings), vault=Path(vault))


if __name__ == "__main__":
    main(*sys.argv[1:])
