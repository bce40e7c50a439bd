"""The areas of the instrument with how far each has come; the arrow keys turn to an area at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cremeet.practice.instrument import Domain
from cremeet.views.risk.reading import WHOLE, Sheet, progress


class AreaList(QListWidget):
    """`turned` carries the id of the area that is shown, or `WHOLE`; `entered_area` says that Enter was pressed."""

    turned = Signal(str)
    entered_area = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Areas"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.currentItemChanged.connect(self._turn)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show each area's progress; the area shown stays."""
        if not self.count():
            for domain in sheet.instrument.domains:
                self._add(domain.id)
            self._add(WHOLE)
        for row, domain in enumerate(sheet.instrument.domains):
            self._say(row, domain.title, self._progress(sheet, domain))
        self._say(self.count() - 1, self.tr("The picture as a whole"), self.tr("Strengths and analysis"))

    def current(self) -> str:
        """Return the id of the area shown, or an empty text."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def go_to(self, area: str) -> bool:
        """Turn to an area; returns whether there is one of that id."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == area:
                self.setCurrentRow(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead into the area on Enter; the rest is the list's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_area.emit()
        else:
            super().keyPressEvent(event)

    def _progress(self, sheet: Sheet, domain: Domain) -> str:
        answered, asked, unknown, moved = progress(sheet, domain)
        words = [self.tr("{answered} of {asked} answered").format(answered=answered, asked=asked)]
        if unknown:
            words.append(self.tr("{count} not known").format(count=unknown))
        if moved:
            words.append(self.tr("{count} changed").format(count=moved))
        return ", ".join(words)

    def _add(self, area: str) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, area)
        self.addItem(item)

    def _say(self, row: int, title: str, below: str) -> None:
        item = self.item(row)
        item.setText(f"{title}\n{below}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {below}")

    def _turn(self, now: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if now is not None:
            self.turned.emit(str(now.data(Qt.ItemDataRole.UserRole)))
