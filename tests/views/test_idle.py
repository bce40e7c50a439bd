"""The idle lock: any window counts, two clocks, a quiet warning, and a machine that slept."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cremeet import clock
from cremeet.clock import SteppingClock
from cremeet.views.shell.every_window import EveryWindow
from cremeet.views.shell.idle import IdleLock
from tests import factory


class Times:
    """The two clocks, moved by hand, and the limit."""

    def __init__(self):
        self.wall, self.seconds, self.limit = SteppingClock(factory.MONDAY), 1000.0, 300.0

    def sure(self):
        return self.seconds

    def pass_by(self, seconds):
        self.seconds += seconds
        self.wall.advance(timedelta(seconds=seconds))


@pytest.fixture
def times():
    return Times()


@pytest.fixture
def shown(qapp, qtbot):
    made = QWidget()
    made.line = QLineEdit()
    QVBoxLayout(made).addWidget(made.line)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def idle(qapp, shown, times):
    windows = EveryWindow(qapp)
    made = IdleLock(windows, lambda: times.limit, wall=times.wall, sure=times.sure)
    made.locks, made.warnings = [], []
    made.idle.connect(lambda: made.locks.append(1))
    made.warned.connect(made.warnings.append)
    yield made
    made.stop()
    windows.stop()
    windows.deleteLater()


def test_it_locks_once_when_the_time_is_over(idle, times):
    times.pass_by(299)
    idle.look()
    assert idle.locks == []
    times.pass_by(1)
    idle.look()
    idle.look()
    assert idle.locks == [1]


def test_it_looks_by_itself(qapp, qtbot, shown):
    windows = EveryWindow(qapp)
    made = IdleLock(windows, lambda: 0.15)
    with qtbot.waitSignal(made.idle):
        pass
    windows.stop()
    windows.deleteLater()


@pytest.mark.parametrize("touch", ["key", "click", "move"])
def test_a_touch_of_any_window_puts_it_off(idle, times, shown, qtbot, touch):
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    qtbot.waitExposed(other)
    idle.parent().look()
    times.pass_by(299)
    window = other.windowHandle()
    if touch == "key":
        QTest.keyClick(window, Qt.Key.Key_Shift)
    elif touch == "click":
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    else:
        QTest.mouseMove(window, QPoint(5, 5))
    QApplication.processEvents()
    assert idle.waited == 0
    times.pass_by(299)
    idle.look()
    assert idle.locks == []


def test_a_quiet_warning_comes_in_the_last_half_minute_and_goes_with_a_key(idle, times, shown):
    times.pass_by(269)
    idle.look()
    assert idle.warnings == []
    times.pass_by(1)
    idle.look()
    idle.look()
    assert idle.warnings == [True]
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_Shift)
    assert idle.warnings == [True, False]


def test_a_changed_limit_counts_at_once(idle, times):
    times.pass_by(301)
    times.limit = 900
    idle.look()
    assert idle.locks == []
    times.limit = 60
    idle.look()
    assert idle.locks == [1]


@pytest.mark.parametrize("which", ["wall", "sure"])
def test_the_longer_wait_of_two_clocks_counts(idle, times, which):
    if which == "wall":  # slept: the sure clock stood still
        times.wall.advance(timedelta(seconds=301))
    else:  # somebody set the time back
        times.seconds += 301
        times.wall.advance(timedelta(hours=-1))
    idle.look()
    assert idle.locks == [1]


def test_a_machine_that_slept_too_long_locks_before_it_takes_a_key(idle, times, shown):
    shown.activateWindow()
    shown.line.setFocus()
    times.wall.advance(timedelta(hours=8))
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_A)
    assert idle.locks == [1]
    assert shown.line.text() == ""


def test_a_machine_that_slept_too_long_locks_before_it_draws(idle, times, shown):
    times.wall.advance(timedelta(hours=8))
    QApplication.sendEvent(shown.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert idle.locks == [1]


def test_after_a_lock_that_was_called_off_it_waits_again(idle, times):
    times.pass_by(300)
    idle.look()
    idle.came_back()
    times.pass_by(300)
    idle.look()
    assert idle.locks == [1, 1]


def test_the_sure_clock_goes_forward():
    before = clock.steady()
    assert clock.steady() >= before
