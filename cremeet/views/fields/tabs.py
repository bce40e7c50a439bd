"""Tabs that are as tall as the one in front, so that a short one does not scroll because another is long."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cremeet.views.fields.measure import px, space

_HEAD_HEIGHT, _ROW_HEIGHT = 34, 38


class FittingTabs(QTabWidget):
    """A tab widget without a frame; `name` is what a screen reader calls it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return whether the tab in front depends on the width."""
        front = self.currentWidget()
        return front is not None and _depends(front)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the tab in front needs in `width`."""
        front = self.currentWidget()
        if front is None or not _depends(front):
            return self.sizeHint().height()
        return self.tabBar().sizeHint().height() + front.heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that the tab in front wants."""
        front = self.currentWidget()
        return self._with_bar(front.sizeHint() if front else QSize())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least room that the tab in front needs; the bar of tabs scrolls.

        Wrapped labels ask for more at the least than they want (Qt measures them narrow): what is wanted is enough.
        """
        front = self.currentWidget()
        return self._with_bar(front.minimumSizeHint().boundedTo(front.sizeHint()) if front else QSize())

    def _with_bar(self, inside: QSize) -> QSize:
        return QSize(inside.width(), inside.height() + self.tabBar().sizeHint().height())


class Yielding(QWidget):
    """Holds a table that takes the room that is left and scrolls inside itself, with `rows` lines to see at least."""

    def __init__(self, table: QWidget, rows: int = 5) -> None:
        super().__init__()
        self._rows = rows
        column = QVBoxLayout(self)
        space(column, 0)
        column.addWidget(table)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the rows asked for."""
        return QSize(px(480), px(_HEAD_HEIGHT + self._rows * _ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the rows asked for; the table scrolls sideways."""
        return QSize(px(200), self.sizeHint().height())


def _depends(front: QWidget) -> bool:
    layout = front.layout()
    return layout.hasHeightForWidth() if layout is not None else front.hasHeightForWidth()
