"""The one bridge between the screens and the database thread.

A screen asks with `Record.do(...)` and is answered later on the window's thread, unless it has been closed meanwhile.
Nothing here waits: the window never blocks on a disk.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from cremeet import logs
from cremeet.errors import CremeetError

T = TypeVar("T")

Changes = frozenset[tuple[str, str]]
"""What one commit touched: pairs of (kind of row, id), such as ("Action", "0192...")."""


class Worker(Protocol):
    """What the bridge needs of the vault's database thread."""

    def submit(self, work: Callable[[Any], T], *, urgent: bool = False) -> Future[T]:
        """Run `work` with a session, in its turn, and answer with a future."""
        ...


@dataclass(frozen=True, slots=True)
class _Question:
    """Who asked, and what to do with the answer; kept on the window's thread only."""

    screen: QObject
    then: Callable[[Any], None]
    failed: Callable[[CremeetError], None] | None
    urgent: bool


class Record(QObject):
    """What every screen holds: ask, do, and hear what changed.

    `changed` carries a `Changes` set once for each commit; a screen that shows one of them asks again.
    `trouble` carries one sentence for the window's message strip; `checked` what the check of the whole record found:
    "ok", or a sentence about the damage. `saving` says whether typed text (urgent work) is on
    its way, and `save_failed` that some was not kept, so that the window's save status is honest; `idle` is sent when
    the last answer has come, so that closing can wait for it.
    """

    changed = Signal(object)
    trouble = Signal(str)
    checked = Signal(str)
    saving = Signal(bool)
    save_failed = Signal()
    idle = Signal()
    _answered = Signal(int, object)
    _told = Signal(object)
    _warned = Signal(str)
    _found = Signal(str)

    def __init__(self, start: Callable[[Callable[[Changes], None]], Worker], parent: QObject | None = None) -> None:
        """Start the database thread: `start` is given what announces each commit, and returns the thread."""
        super().__init__(parent)
        self._questions: dict[int, _Question] = {}
        self._number = 0
        # Queued always: both are sent from the database thread (or, for an answer already there, from this one), and a
        # screen must never be called back in the middle of its own question.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._warned.connect(self.trouble, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self.checked, Qt.ConnectionType.QueuedConnection)
        self._worker = start(self._told.emit)

    @property
    def pending(self) -> int:
        """How many questions and saves are not answered yet."""
        return len(self._questions)

    @property
    def pending_saves(self) -> int:
        """How many of them are typed text."""
        return sum(question.urgent for question in self._questions.values())

    def warn(self, sentence: str) -> None:
        """Show a sentence as `trouble`; may be called from any thread."""
        self._warned.emit(sentence)

    def tell_checked(self, result: str) -> None:
        """Say what the check of the whole record found, as `checked`; may be called from any thread."""
        self._found.emit(result)

    def do(
        self,
        screen: QObject,
        then: Callable[[T], None],
        verb: Callable[..., T],
        *args: object,
        urgent: bool = False,
        failed: Callable[[CremeetError], None] | None = None,
        **kwargs: object,
    ) -> None:
        """Run `verb(session, *args, **kwargs)` on the database thread, then `then(answer)` here, if `screen` lives.

        `urgent` work (typed text) goes before what waits. A foreseen error goes to `failed`, or to `trouble` when there
        is none or the screen has closed: a save that failed is never silent. An unforeseen one is logged by type and
        line, and shown as one plain sentence.
        """
        self._ask(
            _Question(screen, then, failed, urgent),
            lambda: self._worker.submit(lambda session: verb(session, *args, **kwargs), urgent=urgent),
        )

    def answer(
        self,
        screen: QObject,
        then: Callable[[T], None],
        start: Callable[[], Future[T]],
        *,
        failed: Callable[[CremeetError], None] | None = None,
    ) -> None:
        """Call `then(answer)` here once the work that `start()` begins elsewhere is done; failures as in `do`."""
        self._ask(_Question(screen, then, failed, urgent=False), start)

    def wait_for(self, verb: Callable[..., T], *args: object, **kwargs: object) -> T:
        """Run `verb(session, *args, **kwargs)` on the database thread and wait for its answer.

        For a thread of its own that works through many steps; never to be called on the window's thread.
        """
        return self._worker.submit(lambda session: verb(session, *args, **kwargs)).result()

    def _ask(self, question: _Question, start: Callable[[], Future[Any]]) -> None:
        self._number += 1
        number = self._number
        self._questions[number] = question
        if question.urgent and self.pending_saves == 1:
            self.saving.emit(True)
        try:
            future = start()
        except Exception as error:  # noqa: BLE001 - a thread that has stopped is told like any other failure
            future = Future()
            future.set_exception(error)
        # The callback runs on another thread: it carries a number and no widget, so that none is destroyed there.
        answered = self._answered
        future.add_done_callback(lambda done: answered.emit(number, done))

    @Slot(int, object)
    def _deliver(self, number: int, done: Future[Any]) -> None:
        question = self._questions.pop(number)
        error = done.exception()
        try:
            if error is not None:
                if question.urgent:
                    self.save_failed.emit()
                self._fail(question, error)
            elif isValid(question.screen):
                question.then(done.result())
        finally:
            if question.urgent and not self.pending_saves:
                self.saving.emit(False)
            if not self._questions:
                self.idle.emit()

    def _fail(self, question: _Question, error: BaseException) -> None:
        if not isinstance(error, CremeetError):
            where = logs.fault(error)
            self.trouble.emit(
                QCoreApplication.translate(
                    "Record",
                    "Something went wrong inside cremeet and that last step was not done. "
                    "Try it again; if it happens again, tell your support team: {where}.",
                ).format(where=where)
            )
        elif question.failed is not None and isValid(question.screen):
            question.failed(error)
        else:
            self.trouble.emit(str(error))
