"""Where Tab goes: a piece that is made late stands in its place of the reading order, not after everything else.

Two of Qt's own ways are not for us. A widget with a focus proxy is a stop of Tab that Qt does not move, so a field of
several parts has none: its `target` is given the focus. And `nextInFocusChain` hands out a widget that PySide then
takes for a child of the one that was asked, and for dead once that one has gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget


def tab_after(before: QWidget, *pieces: QWidget) -> None:
    """Have Tab go from `before`, or the last thing inside it, through all in `pieces`, and on to what came after it.

    All of them are in one window already; a menu or list that opens from one of them is a window of its own.
    """
    first = (_reached(before) or [before])[-1]
    inside = [one for piece in pieces for one in _reached(piece) if one.window() is first.window()]
    for one, other in pairwise((first, *inside)):
        QWidget.setTabOrder(one, other)


def _reached(piece: QWidget) -> list[QWidget]:
    """Return what Tab reaches in a piece, in the order in which it was put together."""
    return [one for one in _within(piece) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _within(piece: QWidget) -> Iterator[QWidget]:
    """Return a piece and all in it: a bar of tabs before what they show, which Qt has the other way round."""
    yield piece
    parts = [one for one in piece.children() if isinstance(one, QWidget) and not one.isWindow()]
    if isinstance(piece, QTabWidget):
        parts.sort(key=lambda one: not isinstance(one, QTabBar))
    for one in parts:
        yield from _within(one)
