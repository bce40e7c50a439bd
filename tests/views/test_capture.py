"""Keeping windows out of captures, with a stand-in for the system that notes what it was asked."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from cremeet.views.shell.capture import CaptureGuard, windows_affinity
from cremeet.views.shell.every_window import EveryWindow


@pytest.fixture
def windows(qapp, qtbot):
    every = EveryWindow(qapp)
    every.shown = [QWidget(), QWidget()]
    for made in every.shown:
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
    yield every
    every.stop()
    every.deleteLater()


class System:
    def __init__(self, *, takes):
        self.now, self.takes = {}, takes

    def __call__(self, window, affinity):
        if affinity in self.takes:
            self.now[window] = affinity
        return affinity in self.takes


def test_every_window_is_kept_out_those_to_come_as_well_and_let_in_again(windows, qtbot):
    system = System(takes={0x0, 0x11})
    guard = CaptureGuard(windows, affinity=system, available=True)
    assert guard.state.startswith("Off")
    assert system.now == {}
    guard.set_on(True)
    shown = windows.shown
    late = QWidget()
    qtbot.addWidget(late)
    late.show()
    qtbot.waitUntil(lambda: int(late.winId()) in system.now)
    assert [system.now[int(one.winId())] for one in (*shown, late)] == [0x11] * 3
    assert guard.state.startswith("On: ")
    guard.set_on(False)
    assert [system.now[int(one.winId())] for one in (*shown, late)] == [0x0] * 3


def test_an_older_system_shows_black_instead(windows):
    system = System(takes={0x0, 0x1})
    guard = CaptureGuard(windows, affinity=system, available=True)
    guard.set_on(True)
    assert [system.now[int(one.winId())] for one in windows.shown] == [0x1] * 2
    assert guard.state.startswith("On: ")


def test_a_system_that_refuses_is_told(windows):
    guard = CaptureGuard(windows, affinity=System(takes=set()), available=True)
    guard.set_on(True)
    assert "do not rely on it" in guard.state


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has it")
def test_elsewhere_it_says_that_it_is_not_available(windows):
    system = System(takes={0x11})
    guard = CaptureGuard(windows, affinity=system)
    guard.set_on(True)
    assert system.now == {}
    assert guard.state.startswith("Not available on this system")
    assert windows_affinity(1, 0x11) is False
