"""Tables of frozen records. Sorting and filtering are the record's business (in SQL); a table shows rows as they come.

Up and Down move by row, Enter chooses, Tab leaves. The first cell of a row tells a screen reader the whole row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cremeet.views.fields.measure import px, sp
from cremeet.views.fields.plain import copy
from cremeet.views.fields.speak import in_row
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

Tone = Literal["plain", "info", "ok", "warn", "bad"]
_INK: dict[str, tuple[Colour, Colour]] = {
    "plain": ("muted", "sunken"),
    "info": ("accent", "accent_soft"),
    "ok": ("ok", "ok_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
}
Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT, _LEAST_SHARE = 38, 150


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a record reads in it, its width in design pixels (None shares what is left).

    `tone` makes the cell a chip in that tone; its words must say the meaning too (WCAG 1.4.1). `strong` is for the
    column that people look for.
    """

    title: str
    text: Callable[[Any], str]
    width: int | None = None
    tone: Callable[[Any], Tone | None] | None = None
    strong: bool = False


class _Rows(QAbstractTableModel):
    def __init__(self, columns: Sequence[Column], say: Callable[[Any], str] | None) -> None:
        super().__init__()
        self.columns, self.rows, self._say = tuple(columns), (), say  # type: tuple[Column, ...], tuple[Any, ...], Any

    def replace(self, rows: tuple[Any, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(record) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row()) if index.column() == 0 else f"{column.title}: {column.text(record)}"
        if role == Qt.ItemDataRole.UserRole:
            return column.tone(record) if column.tone else None
        return None

    def sentence(self, row: int) -> str:
        record = self.rows[row]
        if self._say:
            return in_row(row, len(self.rows), self._say(record))
        said = ", ".join(f"{c.title}: {c.text(record)}" for c in self.columns[1:] if c.text(record))
        return in_row(row, len(self.rows), self.columns[0].text(record) + (f", {said}" if said else ""))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Cell(QStyledItemDelegate):
    """Draws the whole row as chosen with one focus ring, and chips for toned cells."""

    def __init__(self, theme: Theme, columns: Sequence[Column]) -> None:
        super().__init__()
        self._theme, self._columns = theme, tuple(columns)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option, index)
        if self._columns[index.column()].strong:
            font = option.font
            font.setWeight(font.Weight.DemiBold)
            option.font = font

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(Qt.ItemDataRole.UserRole)
        if tone and index.data():
            self._paint_chip(painter, option, index, str(tone))
        else:
            super().paint(painter, option, index)
        state: QStyle.StateFlag = option.state
        widget = option.widget
        if state & QStyle.StateFlag.State_Selected and widget is not None and widget.hasFocus():
            rect: QRect = option.rect
            painter.save()
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
            painter.restore()

    def _paint_chip(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tone: str) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        words = str(index.data())
        bare.text = ""
        widget = bare.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
        ink, under = _INK[tone]
        rect: QRect = bare.rect
        font = self._theme.font(12.5)
        font.setWeight(font.Weight.DemiBold)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        width = min(rect.width() - 2 * sp(9), painter.fontMetrics().horizontalAdvance(words) + 2 * sp(8))
        height = painter.fontMetrics().height() + px(4)
        chip = QRect(rect.left() + sp(9), rect.center().y() - height // 2, width, height)
        painter.setPen(self._theme.colour(ink if self._theme.name == "contrast" else under))
        painter.setBrush(self._theme.colour(under))
        painter.drawRoundedRect(chip, px(8), px(8))
        painter.setPen(self._theme.colour(ink))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width - sp(8))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


class ListTable(QTableView):
    """A table of frozen records, chosen by row.

    `chosen` carries the record on Enter or a double click; `moved` the record under the cursor (or None).
    """

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column], *, say: Callable[[Any], str] | None = None
    ) -> None:
        """Show `columns`; `name` is what a screen reader calls the table, `say(record)` how it reads a row."""
        super().__init__()
        self._model, self._key, self._theme = _Rows(columns, say), (lambda record: record), theme  # type: _Rows, Callable[[Any], Hashable], Theme
        self._cell = _Cell(theme, columns)
        self.setModel(self._model)
        self.setItemDelegate(self._cell)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # otherwise Tab is a trap (WCAG 2.1.2)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heading.setMinimumSectionSize(px(60))
        self._measure()
        theme.changed.connect(self._measure)
        self.doubleClicked.connect(lambda _: self._choose())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit(self.current()))

    def set_rows(self, rows: Sequence[Any], key: Callable[[Any], Hashable] | None = None) -> None:
        """Show `rows`; the row that was current stays so, if its `key(record)` is still there."""
        held = self.current()
        before = None if held is None else self._key(held)
        if key:
            self._key = key
        self._model.replace(tuple(rows))
        if not rows:
            self.moved.emit(None)
            return
        row = next((number for number, one in enumerate(rows) if before is not None and self._key(one) == before), 0)
        self.selectRow(row)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records shown, in order."""
        return self._model.rows

    def current(self) -> Any | None:
        """Return the record under the cursor, or None."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def go_to(self, key: Hashable) -> bool:
        """Move the cursor to the record with that key; returns whether it is there."""
        for number, one in enumerate(self._model.rows):
            if self._key(one) == key:
                self.selectRow(number)
                self.scrollTo(self._model.index(number, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose on Enter, copy the cell's words marked as ours; the rest is the table's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy(str(self.currentIndex().data() or ""))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share what the fixed columns leave; where that is too little the table scrolls sideways."""
        super().resizeEvent(event)
        self._measure()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the rows there are, from two to twelve."""
        shown = min(12, max(2, len(self._model.rows)))
        height = self.horizontalHeader().sizeHint().height() + shown * px(_ROW_HEIGHT) + 4
        return QSize(px(480), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the heading and two rows."""
        return QSize(px(200), self.horizontalHeader().sizeHint().height() + 2 * px(_ROW_HEIGHT) + 4)

    def _choose(self) -> None:
        record = self.current()
        if record is not None:
            self.chosen.emit(record)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(_ROW_HEIGHT))
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        fixed = sum(px(column.width) for column in self._model.columns if column.width is not None)
        sharing = sum(column.width is None for column in self._model.columns)
        share = max(px(_LEAST_SHARE), (self.viewport().width() - fixed) // max(1, sharing))
        for number, column in enumerate(self._model.columns):
            heading.resizeSection(number, share if column.width is None else px(column.width))
