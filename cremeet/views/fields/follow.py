"""Bringing what has the keyboard into sight: Qt does so inside one scrolling part only, not for who comes into it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from cremeet.views.fields.form import reveal
from cremeet.views.fields.measure import px

_ENOUGH = 24
"""Design pixels of a thing that have to be seen: the least height of a target."""


class FollowFocus(QObject):
    """Scrolls to whatever is given the keyboard while it cannot be seen (WCAG 2.4.11), in any window of the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not QApplication.mouseButtons() and _is_hidden(now):  # nothing moves under a click
            reveal(now)


def _is_hidden(one: QWidget) -> bool:
    window = one.window()
    if one is window:
        return False
    seen = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
    parent = one.parentWidget()
    while parent is not None:
        seen = seen.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
        parent = None if parent is window else parent.parentWidget()
    return seen.height() < min(one.height(), px(_ENOUGH)) or seen.width() < min(one.width(), px(_ENOUGH))
