"""A working day, replayed without a pause: `python -m tests.bench.soak`, or `make soak`.

Six long meetings one after the other, a thousand entries each, typed into the real window on a real vault with the
shared screen beside it: notes, risks, the child's voice, actions with owners and dates, decisions, restricted notes,
lines of two paragraphs, entries changed, withdrawn and brought back. In each meeting every command of the window is
given once. Prints what the memory and the time from key to paint did in each tenth of the day. Exits 1 when the memory
grew, the keys became slower, or a line is not in the record exactly once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cremeet.app import make_ready
from cremeet.clock import SteppingClock
from cremeet.services import meetings
from cremeet.services.unit import context
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.views.main_window import MainWindow
from cremeet.views.meeting import MeetingPage
from cremeet.views.meeting.typing_editor import TypingEditor
from tests import factory, held
from tests.bench.harness import Row, at_most, percentile, table, told
from tests.journeys.hands import CONTROL, NONE, SHIFT, Hands, Key
from tests.journeys.sitting import sit
from tests.journeys.told import PASSPHRASE
from tests.journeys.until_killed import Waiting
from tests.journeys.writer import Writer

MEETINGS, ENTRIES = 6, 1_000
GROWTH_MB, TIMES_FIRST = 20.0, 1.2
TENTHS, WARMING = 10, 10
"""In how many parts the day is told, and which part of a meeting's length warms up."""
BEGINNINGS = (
    "", "", "", "/r ", "", "", "/v ", "", "/d ", "", "/n ", "/p ", "/x ", "", "", "/a ", "", "", "/a ", "",
)  # fmt: skip
"""How lines begin, by turns: most are plain notes."""
ENDINGS = {"/a ": " @Priya Testnair by fri", "/d ": " because so it was agreed"}
"""What stands behind the words of a command, and leaves them."""
WAYS_OUT = frozenset({"Lock", "Close cremeet", "Back"})
"""Commands that would end the day before its time."""
TWICE = frozenset({"Blank every window, and show it again"})
"""Commands that have to be given a second time before anything else can be done."""
EVERY_ITEM, EVERY_ROUND, EVERY_CHANGE, EVERY_WITHDRAWAL, EVERY_BREAK, EVERY_GAP = 40, 10, 25, 40, 50, 20
WAITING = 12
"""How much may wait to be saved before the typist looks up."""


class Day:
    """The day's typist. `waits` has the time of each key in milliseconds, `memory` megabytes at the end of each tenth.

    `works` has what the window's thread worked at each key, which other programs on the machine slow down less.

    `expected` counts, by meeting, the words that its minutes must hold.
    """

    def __init__(self, hands: Hands, clock: SteppingClock, entries: int) -> None:
        self.hands, self.clock, self.entries = hands, clock, entries
        self.waits: list[list[float]] = [[]]
        self.works: list[list[float]] = [[]]
        self.memory: list[float] = []
        self.given: Counter[str] = Counter()
        self.expected: dict[str, Counter[str]] = {}
        self._painted = False
        self._typed = 0
        self._window: MainWindow | None = None

    def watch(self, patched: pytest.MonkeyPatch) -> None:
        """Listen to the editor's paint."""
        paint = TypingEditor.paintEvent

        def painted(editor: TypingEditor, event: QPaintEvent) -> None:
            paint(editor, event)
            self._painted = True

        patched.setattr(TypingEditor, "paintEvent", painted)

    def hold(self, meeting_ids: tuple[str, ...]) -> None:
        """Hold one meeting after the other; the first is short and warms up what the day needs: it is not measured."""
        warm, *rest = meeting_ids
        self._hold_one(warm, 0, self.entries // WARMING)
        self.waits, self.works = [[]], [[]]
        tenth = max(1, len(rest) * self.entries // TENTHS)
        for number, meeting_id in enumerate(rest, 1):
            self._hold_one(meeting_id, number, self.entries, tenth)

    def _hold_one(self, meeting_id: str, number: int, entries: int, tenth: int = 0) -> None:
        self.window.show_meetings()
        self._open(meeting_id)
        said = self.expected.setdefault(meeting_id, Counter())
        for place in range(entries):
            self._minute(said, number, place)
            self._typed += bool(tenth)
            if tenth and self._typed % tenth == 0:
                self._tenth_ends()
            if place == entries // 2:
                self._every_command(meeting_id)

    # -- one line ------------------------------------------------------------------------------------------------------
    def _minute(self, said: Counter[str], number: int, place: int) -> None:
        self.clock.advance(timedelta(seconds=5))
        if place % EVERY_ITEM == EVERY_ITEM - 1:
            self._press(Key.Key_Down, CONTROL)
        if place % EVERY_ROUND == 0:
            self._press(Key.Key_N, Qt.KeyboardModifier.AltModifier)
        begins = BEGINNINGS[place % len(BEGINNINGS)]
        words = f"Said {number}.{place}" + (" ??" if place % EVERY_GAP == 19 else "")
        self._type(f"{begins}{words}{ENDINGS.get(begins, '')}")
        if place % EVERY_BREAK == 7:
            self._key(Key.Key_Return, SHIFT)
            self._type("and more")
            words += "\nand more"
        self._press(Key.Key_Escape)
        self._key(Key.Key_Return)
        if place % EVERY_CHANGE == 3:
            self._change_the_last()
            words += ", as it was put"
        if place % EVERY_WITHDRAWAL == 11:
            self._withdraw_the_last_and_undo()
        said[words] += 1
        if self.window.desk.record.pending > WAITING:
            self._settle()

    def _change_the_last(self) -> None:
        self._settle()
        self._press(Key.Key_Up)
        self._press(Key.Key_Return)
        self._type(", as it was put")
        self._press(Key.Key_Return)
        self._settle()

    def _withdraw_the_last_and_undo(self) -> None:
        self._settle()
        self._press(Key.Key_Up)
        self._press(Key.Key_Delete)
        self._settle()
        self._press(Key.Key_Z, CONTROL)
        self._settle()
        self._editor.setFocus()

    # -- keys ----------------------------------------------------------------------------------------------------------
    def _type(self, words: str) -> None:
        for letter in words:
            self._key(letter)

    def _key(self, key: Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the line, and measure until it is painted."""
        editor = self._editor
        self._painted, start, began = False, time.perf_counter(), time.thread_time()
        QTest.keyClick(editor, key, modifier)
        while not self._painted:
            QApplication.processEvents()
            if time.perf_counter() - start > 5:
                raise RuntimeError("a key was never painted")
        self.waits[-1].append((time.perf_counter() - start) * 1000)
        self.works[-1].append((time.thread_time() - began) * 1000)

    def _press(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that is not typing, wherever the focus is."""
        self.hands.press(key, modifier)
        QApplication.processEvents()

    @property
    def _editor(self) -> TypingEditor:
        return self._page.minutes.line.editor

    @property
    def _page(self) -> MeetingPage:
        page = self.window.pages.page
        assert isinstance(page, MeetingPage)
        return page

    @property
    def window(self) -> MainWindow:
        """The private window: the same all day, and looked for once."""
        if self._window is None:
            self._window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        return self._window

    # -- everything else -----------------------------------------------------------------------------------------------
    def _open(self, meeting_id: str) -> None:
        """Open a meeting, and the shared screen beside it."""
        self.window.show_meeting(meeting_id)
        self._settle()
        if self._page.shared is None:
            self._page.toggle_shared()
        self._settle()
        self.window.activateWindow()
        self._editor.setFocus()
        QApplication.processEvents()

    def _every_command(self, meeting_id: str) -> None:
        """Give every command that the window has at this page, and put away whatever it opened."""
        done: set[str] = set()
        while True:
            waiting = [one for one in self.window.commands() if one.words not in done | WAYS_OUT]
            if not waiting:
                return
            one = waiting[0]
            done.add(one.words)
            if one.ready:
                QTimer.singleShot(30, _put_away)
                one.action.trigger()
                self._settle()
                if one.words in TWICE:
                    one.action.trigger()
                    self._settle()
                _put_away()
                self.given[one.words] += 1
                self._open(meeting_id)

    def _tenth_ends(self) -> None:
        self._settle()
        gc.collect()
        self.memory.append(_megabytes())
        self.waits.append([])
        self.works.append([])

    def _settle(self) -> None:
        """Let the window live until the record has answered everything, and was asked nothing more."""
        quiet = 0
        while quiet < 2:
            pause = QEventLoop()
            QTimer.singleShot(1, pause.quit)
            pause.exec()
            quiet = 0 if self.window.desk.record.pending else quiet + 1
        # The day is played within one event of the window's, so that Qt would keep until its end what was put away.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _put_away() -> None:
    """Close a menu, then a question, as Esc does."""
    for _ in range(3):
        popup: QWidget | None = QApplication.activePopupWidget()
        asked: QWidget | None = QApplication.activeModalWidget()
        if popup is not None:
            popup.close()
        elif isinstance(asked, QDialog):
            asked.reject()
        QApplication.processEvents()


def _megabytes() -> float:
    """Return the memory that this process has in use (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def replay(place: Path, meetings_held: int, entries: int) -> tuple[Day, int]:
    """Replay a day in a vault of its own; return its typist, and how many lines are not in the record exactly once."""
    vault = place / "North Vale.cremeet"
    clock = SteppingClock(factory.MONDAY)
    with vaults.create(vault, person="Lena Chairwoman", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as made:
        info = context(made.person.name, clock)
        with unit_of_work(made.engine, info) as session:
            make_ready(session)
            meeting_ids = tuple(held.live(session) for _ in range(meetings_held + 1))
            for meeting_id in meeting_ids:
                held.arrive(session, meeting_id)
    app = QApplication.instance() or QApplication(["cremeet"])
    assert isinstance(app, QApplication)
    hands = Hands(Waiting())
    day = Day(hands, clock, entries)

    def play() -> None:
        Writer(hands).unlock(f"{len(meeting_ids)} children")
        day.hold(meeting_ids)
        hands.press(Key.Key_L, CONTROL)

    with pytest.MonkeyPatch.context() as patched:
        day.watch(patched)
        sit(app, patched, play, clock=clock, settings_folder=place / "settings", vault=vault)
    lost = 0
    with vaults.unlock(vault, PASSPHRASE) as opened, unit_of_work(opened.engine, info) as session:
        for meeting_id, said in day.expected.items():
            there = Counter(
                one.words for one in meetings.meeting_view(session, meeting_id).entries if one.words.startswith("Said ")
            )
            lost += sum(((said - there) + (there - said)).values())
    return day, lost


def rows(day: Day, lost: int) -> list[Row]:
    """Return the figures of a day: its promises, then each tenth."""
    tenths = [percentile(waits, 99) for waits in day.waits if waits]
    works = [percentile(each, 99) for each in day.works if each]
    grown = max(day.memory) - day.memory[0]
    return [
        at_most("soak: memory grown since the first tenth", grown, "MB", GROWTH_MB),
        at_most("soak: p99 of the slowest tenth beside the first", max(tenths) / tenths[0], "times", TIMES_FIRST),
        at_most("soak: lines that are not in the record exactly once", lost, "lines", 0),
        told(
            "soak: the same, in work of the window's thread",
            max(works, default=0) / (works[0] if works else 1),
            "times",
        ),
        told("soak: entries", sum(sum(said.values()) for said in day.expected.values()), "entries"),
        told("soak: keys measured", sum(len(waits) for waits in day.waits), "keys"),
        told("soak: commands given", sum(day.given.values()), "commands"),
        told("soak: different commands", len(day.given), "commands"),
        *(
            row
            for number, (taken, memory) in enumerate(zip(tenths, day.memory, strict=False), 1)
            for row in (
                told(f"soak: tenth {number}, keystroke to paint, p99", taken, "ms"),
                told(f"soak: tenth {number}, memory", memory, "MB"),
            )
        ),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Replay the day, print the table, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description="Replay a working day.")
    parser.add_argument("--meetings", type=int, default=MEETINGS, help=f"how many meetings (default: {MEETINGS})")
    parser.add_argument("--entries", type=int, default=ENTRIES, help=f"entries in each (default: {ENTRIES})")
    parser.add_argument("--untimed", action="store_true", help="hold it only to losing nothing")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cremeet-soak-") as place:
        os.environ["XDG_STATE_HOME"] = str(Path(place) / "state")
        day, lost = replay(Path(place), chosen.meetings, chosen.entries)
    found = rows(day, lost)
    print(table([*found, told("soak: minutes that it took", (time.monotonic() - began) / 60, "min")]))
    if chosen.untimed:
        return int(bool(lost))
    return 0 if all(row["holds"] for row in found) else 1


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
