"""Two columns that stand under each other where there is no room side by side."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import down

BESIDE_EM = 60
"""Below this width, in letters of body text (14 design pixels), the second column stands under the first."""


class TwoColumns(QWidget):
    """Holds two widgets; Tab goes down the first and then down the second."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(self._row, 24)
        for one in (first, second):
            self._row.addLayout(down(one, None), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose how the columns stand."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_EM * px(14)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
