"""The small list that opens while typing: what a slash can make, and who an @ can mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
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
        self._open = False
        self._where: Callable[[], tuple[QPoint, QPoint]] = lambda: (QPoint(), QPoint())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._draw)
        super().hide()
        editor.destroyed.connect(self.deleteLater)  # the window it lies over lives on

    def settle(self) -> None:
        """Lie over the editor's window; it costs what a key should not wait for, so the editor asks for it early."""
        window = self._editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            self.ensurePolished()
            self._list.ensurePolished()

    def offer(self, offered: tuple[Suggestion, ...], where: Callable[[], tuple[QPoint, QPoint]]) -> None:
        """Offer these from now on; they are drawn once the letter is that was typed, which must not wait for them.

        `where` answers where the list begins, and above which point it ends where there is no room below (global).
        """
        if not offered:
            self.hide()
        elif offered != self._offered or not self._open:
            self._offered, self._where, self._open = offered, where, True
            self._soon.start()

    def hide(self) -> None:
        """Put the list away."""
        self._open = False
        self._soon.stop()
        super().hide()

    def _draw(self) -> None:
        """Show the list where there is room for it."""
        self._soon.stop()
        self._list.clear()
        for one in self._offered:
            item = QListWidgetItem(one.words)
            item.setSizeHint(item.sizeHint().expandedTo(self._row()))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self.settle()
        window = self._editor.window()
        height = self._row().height() * min(_MOST, len(self._offered)) + px(16)
        width = min(px(380), window.width() - px(20))
        at, above = (window.mapFromGlobal(one) for one in self._where())
        if at.y() + height > window.height():
            at.setY(above.y() - height)
        at.setX(max(0, min(at.x(), window.width() - width)))
        self.setGeometry(at.x(), at.y(), width, height)
        self.show()
        self.raise_()
        said = self.tr("{n} suggestions. {first}")
        announce(self._editor, said.format(n=len(self._offered), first=self._offered[0].words))

    def step(self, by: int) -> None:
        """Go to the next or the last suggestion, round and round."""
        self._be_drawn()
        row = (self._list.currentRow() + by) % max(1, self._list.count())
        self._list.setCurrentRow(row)
        announce(self._editor, self._offered[row].words)

    def take(self) -> None:
        """Take the suggestion under the cursor."""
        self._be_drawn()
        row = self._list.currentRow()
        self.hide()
        if 0 <= row < len(self._offered):
            self.taken.emit(self._offered[row])

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._offered if self._open else ()

    def _be_drawn(self) -> None:
        if self._soon.isActive():
            self._draw()

    def _row(self) -> QSize:
        return QSize(px(100), px(27))
