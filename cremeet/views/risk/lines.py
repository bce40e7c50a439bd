"""A list of sentences that is read line by line with the arrow keys; Enter leads to what a line is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cremeet.views.fields import px


class Lines(QListWidget):
    """`chosen` carries the place that a line is about, on Enter or a double click. As high as its lines need."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSpacing(px(3))
        self.setProperty("role", "bare")
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._choose)

    def set_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show (sentence, place it is about or empty) for each; the same lines change nothing."""
        if lines == self._shown():
            return
        row = self.currentRow()
        self.clear()
        for words, place in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.addItem(item)
        if 0 <= row < self.count():
            self.setCurrentRow(row)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose on Enter; the rest is the list's own."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap again, and be as high as that needs."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a narrow width; the height is fixed by the lines."""
        return QSize(px(120), px(20))

    def _fit(self) -> None:
        self.doItemsLayout()
        height = sum(self.visualItemRect(self.item(row)).height() for row in range(self.count()))
        self.setFixedHeight(height + 2 * self.spacing() * self.count() + px(8))

    def _shown(self) -> list[tuple[str, str]]:
        items = [self.item(row) for row in range(self.count())]
        return [(item.text(), str(item.data(Qt.ItemDataRole.UserRole))) for item in items]

    def _choose(self, item: QListWidgetItem) -> None:
        place = str(item.data(Qt.ItemDataRole.UserRole) or "")
        if place:
            self.chosen.emit(place)
