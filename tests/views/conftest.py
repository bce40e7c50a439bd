"""Fixtures for the window: a dressed application, a worker that answers at once or when it is told to, and a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from cremeet.clock import SteppingClock
from cremeet.practice.pack import Pack
from cremeet.settings import Settings
from cremeet.views.main_window import MainWindow
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes, Record
from cremeet.views.theme import Theme
from cremeet.views.unlock.window import UnlockWindow
from tests.views.doors import Door
from tests.views.kept import Kept, Went, kept


class Now:
    """Does each piece of work when it is asked, or keeps it until `release`; `session` is what the work is given."""

    def __init__(self, announce: Callable[[Changes], None]) -> None:
        self.announce = announce
        self.held: list[tuple[Callable[[Any], Any], Future[Any]]] | None = None
        self.urgent: list[bool] = []

    def hold(self) -> None:
        self.held = []

    def submit(self, work: Callable[[Any], Any], *, urgent: bool = False) -> Future[Any]:
        future: Future[Any] = Future()
        self.urgent.append(urgent)
        if self.held is None:
            self._do(work, future)
        else:
            self.held.append((work, future))
        return future

    def release(self) -> None:
        held, self.held = self.held or [], None
        for work, future in held:
            self._do(work, future)

    @staticmethod
    def _do(work: Callable[[Any], Any], future: Future[Any]) -> None:
        try:
            future.set_result(work("session"))
        except Exception as error:  # noqa: BLE001 - whoever asked hears of every failure
            future.set_exception(error)


class Bench:
    """A record with its worker in reach."""

    def __init__(self) -> None:
        self.worker: Now
        self.record = Record(self._start)

    def _start(self, announce: Callable[[Changes], None]) -> Now:
        self.worker = Now(announce)
        return self.worker


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme("light", 100)
    made.apply(qapp)
    return made


@pytest.fixture
def bench(qapp: QApplication) -> Bench:
    return Bench()


@pytest.fixture
def standing_clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 23, 10, 34, 7, tzinfo=UTC))


@pytest.fixture
def window(bench: Bench, theme: Theme, standing_clock: SteppingClock, qtbot: Any) -> MainWindow:
    made = MainWindow(bench.record, theme, standing_clock, Settings("light", 100))
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def on_children(bench: Bench, theme: Theme, clock: SteppingClock, qtbot: Any) -> MainWindow:
    """Return the active window at the list of children, with nothing that would be asked about when it closes."""
    made = MainWindow(bench.record, theme, clock, Settings("light", 100))
    made.resize(1366, 768)
    qtbot.addWidget(made, before_close_func=lambda one: setattr(one._leaving, "done", True))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_children()
    return made


@pytest.fixture
def record(qapp: QApplication, clock: SteppingClock, pack: Pack) -> Iterator[Kept]:
    """An empty record in memory on the real database thread, with the shipped practice adopted."""
    with kept(clock, pack) as made:
        yield made


@pytest.fixture
def went() -> Went:
    return Went()


@pytest.fixture
def desk(record: Kept, theme: Theme, went: Went) -> Desk:
    return Desk(record.record, theme, went, record.clock)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def at_door(door: Door, theme: Theme, qtbot: Any, tmp_path: Path) -> Iterator[Callable[[Path | None], UnlockWindow]]:
    """Show the window at the door, for a folder or for none."""
    made: list[UnlockWindow] = []

    def show(folder: Path | None) -> UnlockWindow:
        window = UnlockWindow(door, theme, folder, tmp_path, SteppingClock(datetime(2026, 11, 25, 9, tzinfo=UTC)))
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in made:
        window.background.close()


def focusable(within: QWidget) -> list[QWidget]:
    """Return every visible widget that the Tab key reaches."""
    from PySide6.QtCore import Qt

    return [
        one
        for one in [within, *within.findChildren(QWidget)]
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]
