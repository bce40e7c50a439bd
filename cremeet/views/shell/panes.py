"""Walking through the parts of the window with F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cremeet.views.fields.page import Page
from cremeet.views.shell.rail import Rail


def walk(panes: Sequence[QWidget], step: int) -> None:
    """Move the focus from the part that has it to the next one (`step` 1) or the one before (-1), round and round."""
    held = QApplication.focusWidget()
    here = next((n for n, pane in enumerate(panes) if held and (pane is held or pane.isAncestorOf(held))), 0)
    enter(panes[(here + step) % len(panes)])


def enter(pane: QWidget) -> None:
    """Put the focus on the first thing in a part of the window that can take it."""
    if isinstance(pane, Rail):
        target: QWidget | None = pane.first()
    elif isinstance(pane, Page):
        target = pane.first_focus()
    else:
        inside = [pane, *pane.findChildren(QWidget)]
        target = next((w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()), None)
    (target or pane).setFocus(Qt.FocusReason.TabFocusReason)
