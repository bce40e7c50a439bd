"""The editor in which an entry is typed: Enter commits, Shift+Enter breaks the line, Tab moves on."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame

from cremeet.views.fields import PlainEditor, px
from cremeet.views.meeting.entry_card import LINE, TEXT_SIZE
from cremeet.views.meeting.proofing import Proofing
from cremeet.views.meeting.shorthand import Shorthand
from cremeet.views.meeting.speller import FIRST_MS, Speller
from cremeet.views.meeting.suggestions import Suggestion, Suggestions
from cremeet.views.meeting.wording_help import WordingHelp
from cremeet.views.theme import Theme

MOST_LINES = 7
_LETTERS = re.compile(r"(?:^/(\w*)|(?:^|\s)@([\w’'-]*))$")
_NOT_LEFT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Why the focus goes and comes back by itself."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_ENTER = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""What may be held, or be part of the key, while Enter is the line's own."""


class TypingEditor(PlainEditor):
    """`committed` is Enter; `left_upwards` is Up from the first line; `given_up` is Esc; `edited` each change typed.

    `left` says that the focus was taken elsewhere, not only to another window or a menu.
    """

    edited = Signal()
    committed = Signal()
    left_upwards = Signal()
    given_up = Signal()
    undone = Signal()
    redone = Signal()
    focused = Signal()
    left = Signal()

    def __init__(self, theme: Theme, suggest: Callable[[str, str], tuple[Suggestion, ...]]) -> None:
        """`suggest(sign, letters)` answers what "/" or "@" followed by these letters can become."""
        super().__init__()
        self._theme, self._suggest, self._quiet = theme, suggest, False
        self.setTabChangesFocus(True)  # otherwise Tab is a trap (WCAG 2.1.2)
        self.setProperty("role", "bare")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # at a key nothing beneath is painted
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleIdentifier("minute_editor")
        self.popup = Suggestions(self)
        self._takes: Callable[[Suggestion], None] = self._take
        self.popup.taken.connect(self._taken)
        self.proof, self.shorthand = Proofing(self, theme), Shorthand(self)
        self.wording = WordingHelp(self, self.proof, Speller(self), self.offer)
        self._edited = False
        self.document().contentsChange.connect(self._edits)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        theme.changed.connect(self._measure)
        self._measure()

    def value(self) -> str:
        """Return what is typed, without the blank space around it."""
        return self.toPlainText().strip()

    def set_value(self, words: str) -> None:
        """Show words with the cursor behind them; nothing counts as typed."""
        self._quiet = True
        self.setPlainText(words)
        self._quiet = False
        self.shorthand.forget()
        self.wording.forget()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Step through suggestions, commit, leave; the rest is typing."""
        key, shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.popup.offered and self._in_popup(key):
            return
        if key in _ENTER and not shifted:
            self.committed.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key == Qt.Key.Key_Up and self._on_first_line():
            self.left_upwards.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and self._nothing_typed():
            self.undone.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            self.redone.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and self.shorthand.take_back():
            event.accept()
        else:
            super().keyPressEvent(event)
            if event.text() == " " and not self.proof.own_words:
                self.shorthand.expand()
            if event.text():
                self._offer()

    def event(self, event: QEvent) -> bool:
        """Keep Enter from being looked for among the shortcuts of the window, which costs more than it does itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            ours = event.key() in _ENTER and not event.modifiers() & ~_OF_ENTER
            if ours:
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground, which the style sheet would leave to all that lies beneath, and the words."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Open the editor's menu, with what can be asked about underlined words."""
        self.wording.menu(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say why words are underlined where the pointer rests on them."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self.wording.tip(event)
        return super().viewportEvent(event)

    def offer(self, offered: tuple[Suggestion, ...], takes: Callable[[Suggestion], None]) -> None:
        """Offer a list under the cursor; `takes` is given what is chosen."""
        self._takes = takes
        self.popup.offer(offered, self._beside_caret)

    def _beside_caret(self) -> tuple[QPoint, QPoint]:
        """Return the places just below and just above where words are typed."""
        caret = self.cursorRect()
        below = self.viewport().mapToGlobal(caret.bottomLeft())
        above = self.viewport().mapToGlobal(caret.topLeft())
        below.setY(below.y() + px(6))
        above.setY(above.y() - px(6))
        return below, above

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Have the list of suggestions ready before it is wanted, and after the meeting is drawn."""
        super().showEvent(event)
        QTimer.singleShot(FIRST_MS, self.popup, self.popup.settle)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the frame to draw its ring."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Put the suggestions away."""
        super().focusOutEvent(event)
        self.popup.hide()
        self.focused.emit()
        if event.reason() not in _NOT_LEFT:
            self.left.emit()

    def pasted(self, words: str) -> str:
        """Leave out the blank space around pasted words."""
        return words.strip()

    def _in_popup(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (*_ENTER, Qt.Key.Key_Tab):
            self.popup.take()
        elif key == Qt.Key.Key_Escape:
            self.popup.hide()
        else:
            return False
        return True

    def _on_first_line(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and not cursor.movePosition(QTextCursor.MoveOperation.Up)

    def _nothing_typed(self) -> bool:
        return not self.toPlainText() and not self.document().isUndoAvailable()

    def _typed_sign(self) -> tuple[str, str] | None:
        """Return the sign just typed and the letters after it, or None."""
        cursor = self.textCursor()
        left = cursor.block().text()[: cursor.positionInBlock()]
        found = _LETTERS.search(left)
        if found is None or (found[1] is not None and cursor.blockNumber()):
            return None
        return ("/", found[1]) if found[1] is not None else ("@", found[2])

    def _offer(self) -> None:
        sign = self._typed_sign()
        if sign is None:
            self.popup.hide()
            return
        self.offer(self._suggest(*sign), self._take)

    def _taken(self, suggestion: Suggestion) -> None:
        self._takes(suggestion)

    def _take(self, suggestion: Suggestion) -> None:
        sign = self._typed_sign()
        cursor = self.textCursor()
        back = 1 + len(sign[1]) if sign else 0
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back)
        cursor.insertText(f"{suggestion.text} ")
        self.setTextCursor(cursor)
        self.setFocus()

    def _edits(self, _: int, removed: int, added: int) -> None:
        """Note a change of words: to Qt, a line drawn under them is a change of the text too."""
        self._edited = self._edited or bool(removed or added)

    def _changed(self) -> None:
        edited, self._edited = self._edited, False
        if edited and not self._quiet:
            self.edited.emit()

    def _measure(self) -> None:
        self.setFont(self._theme.font(TEXT_SIZE))
        self.document().setDefaultFont(self._theme.font(TEXT_SIZE))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words, up to a few lines."""
        wanted = round(self.document().size().height())
        self.setFixedHeight(min(max(wanted, px(LINE)), MOST_LINES * px(LINE)) + px(4))
