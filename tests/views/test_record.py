"""The bridge between screens and the database thread."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from cremeet.errors import RuleError
from cremeet.views.record import Record


def ask(session, word, *, times=1):
    return f"{session} {word * times}"


def refuse(session):
    raise RuleError("That agenda item is mandatory; give a reason to skip it.")


def break_down(session):
    raise ValueError("Kasia Example")


def test_an_answer_comes_later_and_on_the_windows_thread(bench, qtbot):
    screen, heard = QObject(), []
    bench.record.do(screen, lambda answer: heard.append((answer, QThread.currentThread())), ask, "a", times=2)
    assert heard == []
    assert bench.record.pending == 1
    with qtbot.waitSignal(bench.record.idle):
        pass
    assert heard == [("session aa", bench.record.thread())]
    assert bench.record.pending == 0


def test_an_answer_to_a_closed_screen_is_dropped(bench, qtbot):
    closed, open_screen, heard = QObject(), QObject(), []
    bench.worker.hold()
    bench.record.do(closed, lambda _: heard.append("closed"), ask, "a")
    bench.record.do(open_screen, lambda _: heard.append("open"), ask, "a")
    delete(closed)
    bench.worker.release()
    qtbot.waitUntil(lambda: bench.record.pending == 0)
    assert heard == ["open"]


def test_a_foreseen_failure_goes_to_who_asked(bench, qtbot):
    screen, heard, trouble = QObject(), [], []
    bench.record.trouble.connect(trouble.append)
    bench.record.do(screen, heard.append, refuse, failed=lambda error: heard.append(str(error)))
    qtbot.waitUntil(lambda: bench.record.pending == 0)
    assert heard == ["That agenda item is mandatory; give a reason to skip it."]
    assert trouble == []


@pytest.mark.parametrize("closed", [False, True])
def test_a_failure_that_nobody_takes_reaches_the_window(bench, qtbot, closed):
    screen = QObject()
    bench.worker.hold()
    bench.record.do(screen, print, refuse, failed=None if not closed else print)
    if closed:
        delete(screen)
    with qtbot.waitSignal(bench.record.trouble) as trouble:
        bench.worker.release()
    assert trouble.args == ["That agenda item is mandatory; give a reason to skip it."]


def test_an_unforeseen_failure_is_one_sentence_without_its_text(bench, qtbot, caplog):
    screen = QObject()
    with qtbot.waitSignal(bench.record.trouble) as trouble:
        bench.record.do(screen, print, break_down, failed=print)
    assert "Kasia" not in trouble.args[0]
    assert "ValueError at test_record.py" in trouble.args[0]
    assert "Kasia" not in caplog.text


def test_typed_text_is_urgent_and_its_saving_and_failing_are_told(bench, qtbot):
    screen, told = QObject(), []
    bench.record.saving.connect(told.append)
    bench.record.save_failed.connect(lambda: told.append("failed"))
    bench.record.do(screen, lambda _: None, ask, "a")
    bench.record.do(screen, lambda _: None, ask, "a", urgent=True)
    bench.record.do(screen, lambda _: None, refuse, urgent=True)
    assert bench.worker.urgent == [False, True, True]
    with qtbot.waitSignal(bench.record.idle):
        assert told == [True]
    assert told == [True, "failed", False]


def test_a_commit_is_heard_on_the_windows_thread(qtbot):
    heard, threads = [], []

    class Thread:
        def __init__(self, announce):
            self.announce, self.executor = announce, ThreadPoolExecutor(1)

        def submit(self, work, *, urgent=False):
            answer = Future()

            def unit():
                assert threading.current_thread() is not threading.main_thread()
                answer.set_result(work(None))
                self.announce(frozenset({("Action", "1")}))

            self.executor.submit(unit)
            return answer

    made = []
    record = Record(lambda announce: made.append(Thread(announce)) or made[0])
    screen = QObject()
    with qtbot.waitSignals([record.changed, record.idle]):
        record.changed.connect(lambda what: heard.append(what) or threads.append(QThread.currentThread()))
        record.do(screen, heard.append, lambda session: "answer")
    made[0].executor.shutdown()
    assert set(heard) == {"answer", frozenset({("Action", "1")})}
    assert threads == [record.thread()]


def test_asking_a_record_that_is_closing_is_told_like_any_failure(qtbot, qapp):
    class Stopped:
        def submit(self, work, *, urgent=False):
            raise RuleError("This vault is being closed.")

    record = Record(lambda announce: Stopped())
    screen = QObject()
    with qtbot.waitSignal(record.trouble) as trouble:
        record.do(screen, print, ask, "a")
    assert trouble.args == ["This vault is being closed."]
