"""Lists of painted cards: fast, crisp, and read aloud in full. One record a row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cremeet.views.fields import px
from cremeet.views.fields.speak import in_row
from cremeet.views.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_TWO_CARDS = 96
_MOST_CHANGED = 4
"""Records that may be others while the list is still the same one."""


class Rows(QAbstractListModel):
    """Frozen records; `say` is how a screen reader reads one."""

    def __init__(self, say: Callable[[Any], str]) -> None:
        super().__init__()
        self.rows: tuple[Any, ...] = ()
        self._say = say

    def replace(self, rows: tuple[Any, ...]) -> None:
        """Show other records. Rows that are put in, taken out or changed in their place leave the others alone."""
        old, nowhere = self.rows, QModelIndex()
        shorter = min(len(old), len(rows))
        first = next((place for place in range(shorter) if old[place] != rows[place]), shorter)
        behind = next((end for end in range(shorter - first) if old[-1 - end] != rows[-1 - end]), shorter - first)
        gone, new = len(old) - first - behind, len(rows) - first - behind
        if gone and new and gone != new:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif gone and new:
            self.rows = rows
            self.dataChanged.emit(self.index(first), self.index(first + new - 1))
        elif new:
            self.beginInsertRows(nowhere, first, first + new - 1)
            self.rows = rows
            self.endInsertRows()
        elif gone:
            self.beginRemoveRows(nowhere, first, first + gone - 1)
            self.rows = rows
            self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Return how many records there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the record, or how it is read."""
        if role == Qt.ItemDataRole.UserRole:
            return self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(self.rows[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return in_row(index.row(), len(self.rows), self._say(self.rows[index.row()]))
        return None


class Card(QStyledItemDelegate):
    """Paints one record; a subclass says how high it is and draws it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def height(self, record: Any, width: int) -> int:
        """Return the height of a record's card in pixels at `width`."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRectF, record: Any, row: int) -> None:
        """Draw a record's card."""
        raise NotImplementedError

    def show(self, painter: QPainter, rect: QRectF, record: Any, row: int) -> None:
        """Draw a record's card, or show the picture of it where a subclass keeps one."""
        self.draw(painter, rect, record, row)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that a card needs in the list's present width."""
        model, view = index.model(), option.widget
        width = view.viewport().width() if isinstance(view, QListView) else px(240)
        record = model.rows[index.row()] if isinstance(model, Rows) else index.data(Qt.ItemDataRole.UserRole)
        return QSize(px(40), self.height(record, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card, and the focus ring where the keyboard is."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        self.show(painter, rect, index.data(Qt.ItemDataRole.UserRole), index.row())
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            view = option.widget
            focused = view is not None and view.hasFocus()
            painter.setPen(QPen(self.theme.colour("focus" if focused else "accent_line"), 2 if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), px(7), px(7))
        painter.restore()


class CardList(QListView):
    """A list of cards. `chosen` carries the record on Enter or a click; `menu_wanted` the record and where.

    Up and Down move, Tab leaves, the menu key or Shift+F10 asks for the menu.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal(object)

    def __init__(self, theme: Theme, name: str, say: Callable[[Any], str], card: Card) -> None:
        super().__init__()
        self._rows, self._card = Rows(say), card
        self._key: Callable[[Any], Hashable] = _itself
        self.setModel(self._rows)
        self.setItemDelegate(card)
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(Qt.ItemDataRole.UserRole)))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.current()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records shown, in order."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[Any], key: Callable[[Any], Hashable]) -> None:
        """Show `rows`; the one that was current stays so where it is still there. The same rows change nothing."""
        self._key = key
        if tuple(rows) == self._rows.rows:
            return
        held, place, room = self.current(), self.verticalScrollBar().value(), self.sizeHint()
        self._rows.replace(tuple(rows))
        if held is not None:
            self.go_to(key(held), scroll=False)
        self.verticalScrollBar().setValue(place)
        if self.sizeHint() != room:  # the whole window is laid out again after it
            self.updateGeometry()

    def current(self) -> Any | None:
        """Return the record under the cursor, or None."""
        row = self.currentIndex().row()
        return self._rows.rows[row] if 0 <= row < len(self._rows.rows) else None

    def go_to(self, key: Hashable, *, scroll: bool = True) -> bool:
        """Move the cursor to the record with that key; returns whether it is there."""
        for number, record in enumerate(self._rows.rows):
            if self._key(record) == key:
                self.setCurrentIndex(self._rows.index(number))
                if scroll:
                    self.scrollTo(self._rows.index(number))
                return True
        return False

    def contents_height(self) -> int:
        """Return the height of every card together."""
        width = self.viewport().width()
        return sum(self._card.height(record, width) for record in self._rows.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the cards out again in another width; Qt would do it in another height too, with nothing changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose on Enter; the rest is the list's own."""
        record = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and record is not None:
            self.chosen.emit(record)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the record under the cursor, by mouse or by key."""
        record = self.current()
        if record is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
            self.menu_wanted.emit(record, self.viewport().mapToGlobal(at))


def _itself(record: Any) -> Hashable:
    found: Hashable = record
    return found


class PanelList(CardList):
    """A list in a panel of the record, which scrolls as a whole: it asks for two cards, and takes what is left."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two cards."""
        return QSize(super().sizeHint().width(), px(_TWO_CARDS))
