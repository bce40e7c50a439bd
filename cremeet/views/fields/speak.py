"""Saying something to a screen reader without moving the focus."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget


def in_row(row: int, rows: int, said: str) -> str:
    """Return what a screen reader says of a line of a list: which of how many, and its words."""
    return QCoreApplication.translate("Rows", "{place} of {all}, {words}").format(place=row + 1, all=rows, words=said)


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Have a screen reader say `text`.

    It is sent from the widget that has the focus, because NVDA's handler listens there (NVDA #16014), and from `widget`
    when nothing has. Use it for a save that failed, a thing added, a fault list; never for each autosave.
    """
    event = QAccessibleAnnouncementEvent(QApplication.focusWidget() or widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
