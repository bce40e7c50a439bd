"""The window, tried for the self-test: each screen of one meeting is asked for, filled and drawn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from cremeet.errors import CremeetError

if TYPE_CHECKING:
    from cremeet.views.main_window import MainWindow
    from cremeet.views.record import Record

PATIENCE = 60.0
"""Seconds that one screen may take before the self-test gives it up."""


def visit(window: MainWindow, record: Record, meeting_id: str) -> Iterator[str]:
    """Show each screen that one meeting has and yield a line for it.

    Raises CremeetError where the record does not answer, and whatever a screen raises.
    """
    for screen, show in (
        ("the children", window.show_children),
        ("the meetings", window.show_meetings),
        ("the meeting", lambda: window.show_meeting(meeting_id)),
        ("its risk", lambda: window.show_risk(meeting_id)),
        ("its plan", lambda: window.show_plan(meeting_id)),
        ("its read-back", lambda: window.show_read_back(meeting_id)),
        ("its close", lambda: window.show_close(meeting_id)),
        ("its sending", lambda: window.show_send(meeting_id)),
        ("the vault", window.show_vault),
    ):
        show()
        _settle(record)
        if window.grab().isNull():
            raise CremeetError(f"The self-test could not draw {screen}.")
        yield f"drawn: {screen}"


def _settle(record: Record) -> None:
    """Let the window answer until nothing that it asked of the record is open."""
    until = time.monotonic() + PATIENCE
    QApplication.processEvents()
    while record.pending:
        if time.monotonic() > until:
            raise CremeetError("The self-test's window waits for an answer that does not come.")
        time.sleep(0.001)
        QApplication.processEvents()
    QApplication.processEvents()
