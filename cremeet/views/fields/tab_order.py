"""Where Tab goes: a piece that is made late stands in its place of the reading order, not after everything else."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_after(before: QWidget, *pieces: QWidget) -> None:
    """Have Tab go from `before` through everything in `pieces` and on to what came after `before` until now.

    All of them are in one window already; a menu or list that opens from one of them is a window of its own.
    """
    inside = [
        one for piece in pieces for one in (piece, *piece.findChildren(QWidget)) if one.window() is before.window()
    ]
    reached = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]
    for first, second in pairwise((before, *reached)):
        QWidget.setTabOrder(first, second)
