"""Issuing away from the window: copies are made on a thread of their own, step by step, and can be cancelled."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from cremeet import logs
from cremeet.errors import CremeetError
from cremeet.exports.sending import Outcome, Sending
from cremeet.services.copies import Order, Terms
from cremeet.views.record import Record


class Sender(QObject):
    """One batch at a time. `made` carries the `Sending` to judge, `ended` its outcomes, `failed` one sentence.

    `moved` says how many steps are done, and of how many.
    """

    made = Signal(object)
    ended = Signal(object)
    failed = Signal(str)
    moved = Signal(int, int)
    _done = Signal(object, object)

    def __init__(self, record: Record, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._stop = threading.Event()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def begin(self, meeting_id: str, orders: Sequence[Order], terms: Terms) -> None:
        """Take the numbers, and make and search every copy."""
        self._stop.clear()

        def work() -> Sending:
            sending = Sending(self._record.wait_for, meeting_id, orders, terms)
            sending.make(self._tell, self._stop.is_set)
            return sending

        self._start(work, self.made.emit)

    def finish(self, sending: Sending, folder: Path, *, judged_by: str, refused: Sequence[str] = ()) -> None:
        """Protect, write and register what was made; `refused` are ids of copies that somebody did not let go."""

        def work() -> tuple[Outcome, ...]:
            return sending.write(
                folder, judged_by=judged_by, refused=refused, progress=self._tell, cancelled=self._stop.is_set
            )

        self._start(work, self.ended.emit)

    def cancel(self) -> None:
        """Make no more copies; what is written stays, and the rest is registered as not made."""
        self._stop.set()

    def _tell(self, at: int, of: int) -> None:
        with contextlib.suppress(RuntimeError):  # the screen closed meanwhile; the copies go on
            self.moved.emit(at, of)

    def _start(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copies")
        executor.submit(work).add_done_callback(lambda done: self._hand_over(done, then))
        executor.shutdown(wait=False)

    def _hand_over(self, done: Future[Any], then: Callable[[Any], None]) -> None:
        with contextlib.suppress(RuntimeError):
            self._done.emit(done, then)

    @Slot(object, object)
    def _deliver(self, done: Future[Any], then: Callable[[Any], None]) -> None:
        error = done.exception()
        if error is None:
            then(done.result())
        elif isinstance(error, CremeetError):
            self.failed.emit(str(error))
        else:
            words = QCoreApplication.translate(
                "Sender", "The copies could not be made. Try it again; if it happens again, tell support: {where}."
            )
            self.failed.emit(words.format(where=logs.fault(error)))
