"""The entries of the item shown, as a list that the keyboard walks through."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from cremeet.services.capture import COMMANDS
from cremeet.views.fields import px
from cremeet.views.meeting.cards import CardList
from cremeet.views.meeting.entry_card import EntryCard
from cremeet.views.meeting.work import MeetingWork

_TALLEST = 4000
"""More than a screen is high: beyond it, one entry more changes nothing around the list."""


class EntryList(CardList):
    """As high as its entries where there is room. Enter or F2 edits, Delete withdraws, Down from the last leaves.

    The letter of a kind's command turns the entry into that kind.
    """

    withdraw_wanted = Signal(object)
    turn_wanted = Signal(object, str)
    left_downwards = Signal()
    undone = Signal()
    redone = Signal()

    def __init__(self, work: MeetingWork) -> None:
        card = EntryCard(work)
        super().__init__(work.desk.theme, "", card.say, card)
        self.setAccessibleName(self.tr("Minutes of this item"))
        self.setObjectName("entries")
        self.setAccessibleIdentifier("entries")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.disconnect()  # a click only moves the cursor here; a double click edits
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.data(Qt.ItemDataRole.UserRole)))
        self._at_end = True
        self.verticalScrollBar().rangeChanged.connect(lambda _, most: self._stay_at_end(most))
        self.verticalScrollBar().sliderMoved.connect(lambda _: self._let_go())
        self.moved.connect(lambda _: self._let_go())

    def show_end(self) -> None:
        """Show the newest entry, and go on showing it while the list is laid out."""
        self._at_end = True
        self.scrollToBottom()

    def _let_go(self) -> None:
        self._at_end = False

    def _stay_at_end(self, most: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(most)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for every entry, as far as any window is that high."""
        return QSize(px(240), min(self.contents_height() + 6, _TALLEST) if self.rows else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one entry of a line: in a low window what is typed, and said of it, goes first."""
        return QSize(px(160), px(30) if self.rows else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure again where the words break otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Edit, withdraw, undo, leave at the foot; the rest is the list's own."""
        record, key = self.current(), event.key()
        if key == Qt.Key.Key_F2 and record is not None:
            self.chosen.emit(record)
        elif key == Qt.Key.Key_Delete and record is not None:
            self.withdraw_wanted.emit(record)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redone.emit()
        elif (kind := COMMANDS.get(event.text())) is not None and record is not None:
            self.turn_wanted.emit(record, kind)
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Down and self.currentIndex().row() == len(self.rows) - 1):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
