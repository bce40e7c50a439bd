"""The live workspace over an open vault, from being asked for to being painted and filled."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from cremeet.vault.thread import RecordThread
from tests import factory
from tests.bench.big_vault import Big

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cremeet.views.record import Record


def painted(big: Big) -> float:
    """Return the median time from asking for the workspace to its being painted and filled, in milliseconds."""
    from PySide6.QtWidgets import QApplication

    from cremeet.settings import Settings
    from cremeet.views.language import speak_english
    from cremeet.views.main_window import MainWindow
    from cremeet.views.record import Record
    from cremeet.views.theme import Theme

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    speak_english(app)
    theme = Theme("light", 100)
    theme.apply(app)
    thread: list[RecordThread] = []

    def start(announce: Callable[..., None]) -> RecordThread:
        thread.append(RecordThread(big.vault.engine, factory.context(big.clock), announce))
        thread[0].start()
        return thread[0]

    record = Record(start)
    window = MainWindow(record, theme, big.clock, Settings())
    window.resize(1366, 768)
    window.show()
    window.show_children()
    _settle(app, record)
    taken = []
    try:
        for _ in range(6):
            before = time.perf_counter()
            window.show_meeting(big.meeting_id)
            _settle(app, record)
            window.grab()
            taken.append((time.perf_counter() - before) * 1000)
            window.show_children()
            _settle(app, record)
    finally:
        window.hide()
        thread[0].stop()
        window.deleteLater()
        app.processEvents()
    return sorted(taken[1:])[2]


def _settle(app: QApplication, record: Record) -> None:
    """Let the window answer until nothing that it asked of the record is open."""
    app.processEvents()
    while record.pending:
        time.sleep(0.0005)
        app.processEvents()
    app.processEvents()
