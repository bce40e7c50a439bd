"""Slow work of the unlock screens (deriving a key, opening the file), away from the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from cremeet import logs
from cremeet.errors import CremeetError

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[str], None]


class Background(QObject):
    """One thread that runs one thing after another and answers on the window's thread."""

    _answered = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unlock")
        self._waiting: dict[int, tuple[Then, Failed]] = {}
        self._number, self._closed = 0, False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run `work()`, then `then(answer)` here, or `failed(sentence)`; nothing is run after `close`."""
        if self._closed:
            return
        self._number += 1
        number = self._number
        self._waiting[number] = (then, failed)
        self._executor.submit(work).add_done_callback(lambda done: self._tell(number, done))

    def close(self) -> None:
        """Take no more work; what runs is finished and its answer dropped."""
        self._closed = True
        self._waiting.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _tell(self, number: int, done: Future[Any]) -> None:
        """Pass an answer on to the window's thread, unless nobody waits any more."""
        if not self._closed:
            self._answered.emit(number, done)

    @Slot(int, object)
    def _deliver(self, number: int, done: Future[Any]) -> None:
        if number not in self._waiting or done.cancelled():
            return
        then, failed = self._waiting.pop(number)
        error = done.exception()
        if error is None:
            then(done.result())
        elif isinstance(error, CremeetError):
            failed(str(error))
        else:
            where = logs.fault(error)
            failed(
                QCoreApplication.translate(
                    "Background",
                    "Something went wrong inside cremeet. Try again; if it happens again, tell support: {where}.",
                ).format(where=where)
            )
