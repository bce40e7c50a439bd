"""Writing a document away from the window: rendering takes a second, and nothing on the screen may wait for it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from cremeet import logs
from cremeet.errors import CremeetError


class Writing(QObject):
    """One document at a time. `written` carries its path, `failed` one sentence."""

    written = Signal(object)
    failed = Signal(str)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], Path]) -> None:
        """Run `work` on a thread of its own and tell here how it went; a closed screen is told nothing."""
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="document")
        executor.submit(work).add_done_callback(self._tell)
        executor.shutdown(wait=False)

    def _tell(self, done: Future[Path]) -> None:
        with contextlib.suppress(RuntimeError):  # the screen closed meanwhile; the document is whole all the same
            self._done.emit(done)

    @Slot(object)
    def _deliver(self, done: Future[Path]) -> None:
        error = done.exception()
        if error is None:
            self.written.emit(done.result())
        elif isinstance(error, CremeetError):
            self.failed.emit(str(error))
        else:
            words = QCoreApplication.translate(
                "Writing", "The document could not be made. Try it again; if it happens again, tell support: {where}."
            )
            self.failed.emit(words.format(where=logs.fault(error)))
