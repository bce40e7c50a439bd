"""The way from a screen to what the open vault itself can do: where it runs, and where it is answered."""

import threading
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QThread

from cremeet.errors import VaultError
from cremeet.views.keeper import Keeper

VAULT = SimpleNamespace(
    name="North Vale", rehearsal=False, folder=Path("North Vale.cremeet"), person=SimpleNamespace(role="chair")
)


class Between:
    """Stands for the record's thread: does the work at once, and counts."""

    def __init__(self):
        self.done = 0

    def apart(self, work):
        self.done += 1
        answer = Future()
        try:
            answer.set_result(work())
        except Exception as error:  # noqa: BLE001 - whoever asked hears of every failure
            answer.set_exception(error)
        return answer


@pytest.fixture
def between():
    return Between()


@pytest.fixture
def keeper(bench, between):
    made = Keeper(VAULT, bench.record, between)
    yield made
    made.close()


def called(vault, word):
    return f"{vault.name} {word}"


def refuse(vault):
    raise VaultError("There is too little room on the disk; free some and try again.")


def test_a_verb_runs_between_units_of_work_and_is_answered_on_the_windows_thread(keeper, between, bench, qtbot):
    heard = []
    keeper.do(QObject(bench.record), lambda said: heard.append((said, QThread.currentThread())), called, "again")
    assert heard == []
    with qtbot.waitSignal(bench.record.idle):
        pass
    assert heard == [("North Vale again", bench.record.thread())]
    assert between.done == 1


def test_what_takes_seconds_runs_on_a_thread_of_its_own_and_is_waited_for(keeper, between, bench, qtbot):
    heard, gate = [], threading.Event()

    def slow(vault):
        assert gate.wait(5)
        return threading.current_thread()

    keeper.aside(QObject(bench.record), heard.append, slow)
    assert bench.record.pending == 1, "locking waits for it"
    gate.set()
    qtbot.waitUntil(lambda: heard != [])
    assert heard[0] is not threading.main_thread()
    assert between.done == 0


@pytest.mark.parametrize("way", ["do", "aside"])
def test_a_refusal_goes_to_who_asked(keeper, bench, qtbot, way):
    heard = []
    getattr(keeper, way)(QObject(bench.record), heard.append, refuse, failed=lambda error: heard.append(str(error)))
    qtbot.waitUntil(lambda: bench.record.pending == 0)
    assert heard == ["There is too little room on the disk; free some and try again."]


def test_after_closing_a_request_is_told_like_any_failure(keeper, bench, qtbot, caplog):
    trouble = []
    bench.record.trouble.connect(trouble.append)
    keeper.close()
    keeper.aside(QObject(bench.record), lambda _: None, called, "late")
    qtbot.waitUntil(lambda: bool(trouble))
    assert "was not done" in trouble[0]


def test_what_it_is_called_and_who_opened_it_are_known_at_once(keeper):
    assert (keeper.name, keeper.folder, keeper.person) == (VAULT.name, VAULT.folder, VAULT.person)
