"""The small list that opens while typing: what a slash can make, and who an @ can mean."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cremeet.views.fields import announce, px, space

_MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is put in (`text`) and how it reads (`words`)."""

    text: str
    words: str


class Suggestions(QFrame):
    """Never takes the focus: the editor keeps it and steps through the list; each step is announced."""

    taken = Signal(object)

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor.window())
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self._editor, self._offered = editor, ()  # type: QWidget, tuple[Suggestion, ...]
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Suggestions"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("role", "bare")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _: self.take())
        column = QVBoxLayout(self)
        space(column, 0, 4)
        column.addWidget(self._list)
        self.hide()
        editor.destroyed.connect(self.deleteLater)  # the window it lies over lives on

    def settle(self) -> None:
        """Lie over the editor's window; it costs what a key should not wait for, so the editor asks for it early."""
        window = self._editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            self.ensurePolished()
            self._list.ensurePolished()

    def offer(self, offered: tuple[Suggestion, ...], at: QPoint, above: QPoint) -> None:
        """Show the list with its top left at `at`, or ending at `above` where there is no room below (global)."""
        if not offered:
            self.hide()
            return
        fresh = offered != self._offered or self.isHidden()
        self._offered = offered
        if not fresh:
            return
        self._list.clear()
        for one in offered:
            item = QListWidgetItem(one.words)
            item.setSizeHint(item.sizeHint().expandedTo(self._row()))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self.settle()
        window = self._editor.window()
        height = self._row().height() * min(_MOST, len(offered)) + px(16)
        width = min(px(380), window.width() - px(20))
        place = window.mapFromGlobal(at)
        if place.y() + height > window.height():
            place.setY(window.mapFromGlobal(above).y() - height)
        place.setX(max(0, min(place.x(), window.width() - width)))
        self.setGeometry(place.x(), place.y(), width, height)
        self.show()
        self.raise_()
        announce(self._editor, self.tr("%n suggestions. {first}", "", len(offered)).format(first=offered[0].words))

    def step(self, by: int) -> None:
        """Go to the next or the last suggestion, round and round."""
        row = (self._list.currentRow() + by) % max(1, self._list.count())
        self._list.setCurrentRow(row)
        announce(self._editor, self._offered[row].words)

    def take(self) -> None:
        """Take the suggestion under the cursor."""
        row = self._list.currentRow()
        self.hide()
        if 0 <= row < len(self._offered):
            self.taken.emit(self._offered[row])

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return () if self.isHidden() else self._offered

    def _row(self) -> QSize:
        return QSize(px(100), px(27))
