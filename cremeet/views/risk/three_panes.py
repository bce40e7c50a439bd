"""Three panes beside each other, or behind tabs where there is no room (a small screen, or text at 200 %)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QTabWidget, QWidget

from cremeet.views.fields import px, space

_WIDTHS = (230, 620, 330)


class ThreePanes(QWidget):
    """`panes` in order, each with the words of its tab."""

    def __init__(self, panes: Sequence[tuple[str, QWidget]], name: str) -> None:
        super().__init__()
        self._panes = tuple(panes)
        self._compact: bool | None = None
        self._wide, self._tabs = QSplitter(Qt.Orientation.Horizontal), QTabWidget()
        self._wide.setChildrenCollapsible(False)
        self._wide.setHandleWidth(px(8))
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(name)
        row = QHBoxLayout(self)
        space(row, 0)
        row.addWidget(self._wide)
        row.addWidget(self._tabs)
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        """Put the panes behind tabs, or beside each other."""
        if compact == self._compact:
            return
        self._compact = compact
        for words, pane in self._panes:
            if compact:
                self._tabs.addTab(pane, words)
            else:
                self._wide.addWidget(pane)
                pane.show()  # a page of tabs that was behind stays hidden otherwise
                pane.raise_()  # a splitter has its panes backwards for a screen reader
        if not compact:
            self._wide.setSizes([px(width) for width in _WIDTHS])
            for number in range(len(self._panes)):
                self._wide.setStretchFactor(number, int(number == 1))
        self._wide.setVisible(not compact)
        self._tabs.setVisible(compact)

    def show_pane(self, number: int) -> None:
        """Bring a pane to the front where they stand behind tabs."""
        if self._compact:
            self._tabs.setCurrentIndex(number)


def scrolling(inside: QWidget | None = None) -> QScrollArea:
    """Return a pane that scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    if inside is not None:
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
    return area
